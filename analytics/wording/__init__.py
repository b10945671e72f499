"""Languages, labels, signs, claims and files of text."""
