"""Correcting the office's record by hand: what a form asks, what changed, what is wrong with it, what the journal says."""
