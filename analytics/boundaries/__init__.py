"""The command that replaces boundaries."""
