"""What leadership sees and takes home: one story of a selection, as slides, a deck, a report, a workbook."""
