"""Rules of law: ceilings, validity, verdicts."""
