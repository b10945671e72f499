"""The rows behind a figure and their sources."""
