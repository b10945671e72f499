"""A selection, the rows that it chooses and its words."""
