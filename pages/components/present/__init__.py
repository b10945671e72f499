"""Meetings, slides and decks."""
