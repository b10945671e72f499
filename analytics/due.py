"""What is due on a given day: acceptance of what was to be done, inspection a year after acceptance.

- Acceptance is due on the last day of a proposal's year (of its last year), when it is approved or being carried out and no
  source says that it was accepted.
- Inspection is due one year after acceptance: on the day of the same number, or the last day of a month that has none.
  Where acceptance is known to the month or the year only, the latest possible day counts, so that nothing is called overdue
  too early. An acceptance without any date has no due day.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.certificates import add_months, possible_days
from geodata.vocabulary import Stage

INSPECTION_MONTHS = 12
COLUMNS = ["proposal_id", "title", "kind", "stage", "since", "due_on", "state", "days", "source_ids"]


class DueKind(StrEnum):
    """What is to be done."""

    ACCEPTANCE = "acceptance"
    INSPECTION = "inspection"


class DueState(StrEnum):
    """Whether it was to be done by the day asked about."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    UNDATED = "undated"


def due(proposals: pd.DataFrame, events: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return what is due of `proposals`, with their `events`, on the day `on`; the longest overdue first.

    Columns: proposal_id, title, kind, stage, since (the year or the date of acceptance, as known; missing), due_on (date or
    None), state, days (until the due day, negative when it is past; missing without one), source_ids. A day that is due is
    "today" on that day and overdue from the next.
    """
    proposals = proposals[["proposal_id", "title", "stage", "year_to", "source_ids"]]
    waiting = proposals[proposals["stage"].isin([Stage.APPROVED, Stage.IMPLEMENTING])]
    accepted = proposals[proposals["stage"].eq(Stage.ACCEPTED)]
    parts = [
        waiting.assign(kind=str(DueKind.ACCEPTANCE), since=_year_text(waiting), due_on=_year_ends(waiting)),
        _inspections(accepted, events),
    ]
    table = pd.concat(parts, ignore_index=True)
    days = {day: (day - on).days for day in table["due_on"].unique() if day is not None}
    left = table["due_on"].map(days).astype("Int64")
    table = table.assign(days=left, state=_states(left))
    return table.sort_values(["days", "proposal_id"], na_position="last", ignore_index=True)[COLUMNS]


def _year_text(proposals: pd.DataFrame) -> pd.Series:
    return proposals["year_to"].astype("string")


def _year_ends(proposals: pd.DataFrame) -> pd.Series:
    years = proposals["year_to"]
    return _mapped(years, {year: date(int(year), 12, 31) for year in years.dropna().unique()})


def _mapped(keys: pd.Series, days: Mapping[Any, date]) -> pd.Series:
    """Return the day of each key, None for a key without one."""
    found = keys.astype("object").map(days)
    return found.astype("object").where(found.notna(), None)


def _inspections(accepted: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Date each acceptance by its event, else by the proposal's last year, and add a year."""
    dated = events[events["stage"].eq(Stage.ACCEPTED) & events["happened_on"].notna()]
    last = dated.sort_values("happened_on").groupby("proposal_id")["happened_on"].last()
    since = accepted["proposal_id"].map(last).astype("string").fillna(_year_text(accepted))
    due_days = {text: add_months(possible_days(str(text))[1], INSPECTION_MONTHS) for text in since.dropna().unique()}
    return accepted.assign(kind=str(DueKind.INSPECTION), since=since, due_on=_mapped(since, due_days))


def _states(days: "pd.Series[int]") -> "pd.Series[str]":
    states = pd.Series(str(DueState.UNDATED), index=days.index, dtype="string")
    for is_so, state in ((days.lt(0), DueState.OVERDUE), (days.eq(0), DueState.TODAY), (days.gt(0), DueState.LATER)):
        states = states.mask(is_so.fillna(value=False).astype(bool), str(state))
    return states
