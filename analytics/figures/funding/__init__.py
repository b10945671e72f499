"""Charts of money and progress."""
