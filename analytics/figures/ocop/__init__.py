"""Charts of OCOP and typical products."""
