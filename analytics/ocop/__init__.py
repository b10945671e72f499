"""OCOP stars, certificates, rounds; typical products."""
