"""Phương án: which proposals a budget pays for, chosen by an integer programme, explained, changed by hand, kept and checked by others."""
