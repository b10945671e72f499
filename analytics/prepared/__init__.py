"""The record made ready: coded columns, units in time, the record as it is now."""
