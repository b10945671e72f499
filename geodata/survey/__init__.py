"""Campaigns of visits: the questions, the form for phones made of them, what comes back filled in, files to take along."""
