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


def add_months(day: date, months: int) -> date:
    """Return the day of the same number `months` later, or the last day of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
