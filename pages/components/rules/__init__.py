"""The screen of rules."""
