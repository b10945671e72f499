"""Files of people to grids of cells: kinds, limits, encodings, readers."""
