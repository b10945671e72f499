"""Alembic's folder: each version of the database as a step from the one before."""
