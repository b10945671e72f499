"""Tables and columns of the record: their description, vocabulary and checks."""
