"""The screen of crosstabs: what is cut by what, the table with its heat, the file to take away."""
