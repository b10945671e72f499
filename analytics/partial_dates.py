"""Dates that are known to the day, to the month or to the year: which days they may mean."""

import calendar
from datetime import date

Days = tuple[date, date]
"""The first and the last of some days, both of them included."""


def possible_days(partial: str) -> Days:
    """Return the first and the last day that an ISO date of year, month or day precision may mean."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)
