"""Forms, grid, journal and record view."""
