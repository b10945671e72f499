"""Crosstabs: any two or three fields of the record against each other, itemised beside published, each cell with its rows."""
