"""What the map shows: measures, classes, areas, marks."""
