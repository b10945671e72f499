"""What is due and what was surveyed."""
