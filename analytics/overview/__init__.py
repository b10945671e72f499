"""Headline figures and record cards."""
