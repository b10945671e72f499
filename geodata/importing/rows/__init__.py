"""Rows of a sheet: groups, sums, carried values, checks."""
