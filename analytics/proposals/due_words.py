"""The words of what is due: what is to be done, what is known of its day, how far that day is, where it is known from."""

from datetime import date, timedelta

import pandas as pd

from analytics.proposals.due import DueKind, DueState
from analytics.selection.place_words import Row
from analytics.wording.language import Language, mark
from geodata.schema.partial_dates import possible_days

DUE_NAMES: dict[str, str] = {
    str(DueKind.ACCEPTANCE): mark("Acceptance"),
    str(DueKind.INSPECTION): mark("Inspection after a year"),
}
STATES: dict[str, tuple[str, str]] = {
    str(DueState.OVERDUE): (mark("overdue"), "bad"),
    str(DueState.SOON): (mark("due within 6 months"), "info"),
    str(DueState.NOT_RECORDED): (mark("past its day, not known whether done"), "muted"),
    str(DueState.COMPLETED): (mark("completed as sources say, acceptance not known"), "muted"),
    str(DueState.LATER): (mark("due after 6 months"), "info"),
    str(DueState.UNDATED): (mark("no date known"), "muted"),
}
"""Words and tone of each state."""
DUE_RULE = mark(
    "Acceptance at the end of the proposal's year, inspection a year after acceptance. "
    "Overdue is only what the office itself records with its day; of the rest no source says whether it was done."
)
_MONTH, _DAY = len("2024-11"), len("2024-11-28")
_FEW_DAYS, _FEW_MONTHS = 60, 24
"""Up to so many days, then months, a distance is told in them."""


def state_title(state: DueState, language: Language) -> str:
    """Return the words of a state as a title."""
    name, _ = STATES[state]
    words = language.text(name)
    return words[:1].upper() + words[1:]


def due_day(known: str | None, language: Language) -> str:
    """Return a due day as it is known: the day, or the end of its month or year; "" where it is not known."""
    if known is None:
        return ""
    said = language.partial_date(known)
    if len(known) == _DAY:
        return said
    return (
        language.text("end of {month}", month=said)
        if len(known) == _MONTH
        else language.text("end of {year}", year=said)
    )


def distance(known: str | None, on: date, language: Language) -> str:
    """Return how far a due day is from the day `on`, never more precisely than it is known; "" where it is not known."""
    if known is None:
        return ""
    last = possible_days(known)[1]
    return _ago(known, last, on, language) if last < on else _ahead(known, last, on, language)


def _ago(known: str, last: date, on: date, language: Language) -> str:
    days, months = (on - last).days, _months(last + timedelta(days=1), on)
    if len(known) == _DAY and days < _FEW_DAYS:
        return language.count("{n} day ago", "{n} days ago", days)
    if len(known) >= _MONTH and months < _FEW_MONTHS:
        more = language.count("over {n} month ago", "over {n} months ago", months)
        return more if months else language.text("less than a month ago")
    more = language.count("over {n} year ago", "over {n} years ago", months // 12)
    return more if months >= 12 else language.text("less than a year ago")


def _ahead(known: str, last: date, on: date, language: Language) -> str:
    if len(known) == _DAY:
        days, months = (last - on).days, _months(on, last)
        if days < _FEW_DAYS:
            return language.count("in {n} day", "in {n} days", days) if days else language.text("due today")
        if months < _FEW_MONTHS:
            return language.count("in over {n} month", "in over {n} months", months)
        return language.count("in over {n} year", "in over {n} years", months // 12)
    years, months = last.year - on.year, (last.year - on.year) * 12 + last.month - on.month
    if len(known) == _MONTH and months < _FEW_MONTHS:
        return language.count("in {n} month", "in {n} months", months) if months else language.text("within this month")
    return language.count("in {n} year", "in {n} years", years) if years else language.text("within this year")


def _months(first: date, last: date) -> int:
    """Return how many whole months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def known_from(row: Row, language: Language) -> str:
    """Return what the due day of a row of `due` is worked out of."""
    since: str = "" if pd.isna(row["since"]) else language.partial_date(str(row["since"]))
    if row["is_since_told"]:
        return language.text("accepted {day}", day=since)
    year = language.text("year of the proposal: {year}", year=since)
    if row["kind"] == DueKind.INSPECTION:
        accepted = language.text("accepted, the day not stated")
        return f"{accepted}; {year}" if since else accepted
    return year if since else language.text("the proposal has no year")
