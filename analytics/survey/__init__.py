"""Campaigns of visits: who is to be visited, on which day, what was found, what earlier support became."""
