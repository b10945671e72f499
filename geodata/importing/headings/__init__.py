"""Heading rows and columns of a sheet."""
