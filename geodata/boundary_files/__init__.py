"""Reading, checking and replacing boundary files."""
