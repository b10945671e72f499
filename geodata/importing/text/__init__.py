"""Text of cells: old encodings, syllables, what a cell says."""
