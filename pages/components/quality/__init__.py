"""Findings and merging."""
