"""Units in time, names of places and where a place lies."""
