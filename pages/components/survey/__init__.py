"""The screen of campaigns of visits: list, days, files to take along, what comes back, what earlier support became."""
