"""The map and what stands beside it."""
