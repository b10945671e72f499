"""What is due on a given day: acceptance of what was to be done, inspection a year after acceptance.

- Acceptance is due on the last day of a proposal's year (of its last year), when a source says that it is approved, assigned,
  being carried out or completed, and none that it was accepted.
- Inspection is due one year after acceptance: on the day of the same number, or the last day of a month that has none.
  Where acceptance is known to the month or the year only, the latest possible day counts. An acceptance without any date has
  no due day.

What is past its day is overdue only where `analytics.wording.claims.overdue` allows it: the office keeps the row, and the day of
acceptance is stated. Of everything else nobody recorded whether it was done.

A due day is never more precise than what it comes from: `due_known` is the year, the month or the day, `due_on` the last day it may mean.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.of_record import TABLES_KEPT_DAYS, RecordRows, placed_table
from analytics.selection.selected import Selected
from analytics.wording.claims import Claim, overdue
from geodata.record import Record
from geodata.record.office_rows import office_sources
from geodata.schema.partial_dates import add_months, possible_days
from geodata.schema.vocabulary import Stage

INSPECTION_MONTHS = 12
_SOON_MONTHS = 6
_COLUMNS = [
    "proposal_id",
    "title",
    "kind",
    "stage",
    "since",
    "is_since_told",
    "due_on",
    "due_known",
    "state",
    "days",
    "source_ids",
]
AWAITING_ACCEPTANCE = (Stage.APPROVED, Stage.ASSIGNED, Stage.IMPLEMENTING, Stage.COMPLETED)
_DAY = len("2024-11-28")


class DueKind(StrEnum):
    """What is to be done."""

    ACCEPTANCE = "acceptance"
    INSPECTION = "inspection"


class DueState(StrEnum):
    """What is known on the day asked about, in the order in which it is told: the first that holds anything is the large one."""

    OVERDUE = "overdue"
    SOON = "soon"
    NOT_RECORDED = "not_recorded"
    COMPLETED = "completed"
    LATER = "later"
    UNDATED = "undated"


PAST = (DueState.NOT_RECORDED, DueState.COMPLETED)
"""What is past its day and that nobody recorded as done; of the second a source says that the work is completed, none that it was accepted."""


def told_first(counts: Mapping[DueState, int]) -> DueState | None:
    """Return the state that a tile or a headline is about, of how many there are of each; None where nothing is due."""
    return next((state for state in DueState if counts.get(state, 0)), None)


def due_counts(table: pd.DataFrame) -> dict[DueState, int]:
    """Return how many rows of a table of `due` have each state that any has."""
    found = table["state"].value_counts()
    return {state: int(found[state]) for state in DueState if state in found}


def due(record: Record, proposals: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return what is due of `proposals` of the record on the day `on`, by state, in each the nearest day first, of what is overdue the oldest.

    Columns: proposal_id, title, kind, stage, since (the year or the date of acceptance, as known; missing), is_since_told (it is the
    date of an acceptance, not the year of the proposal), due_on (date or None), due_known (the due day as precise as it is known;
    missing), state, days (until the due day, negative when it is past; missing without one), source_ids.
    A day that is due is past from the next.
    """
    proposals = proposals[["proposal_id", "title", "stage", "year_to", "source_ids"]]
    waiting = proposals[proposals["stage"].isin(AWAITING_ACCEPTANCE)]
    accepted = proposals[proposals["stage"].eq(Stage.ACCEPTED)]
    parts = [
        waiting.assign(
            kind=str(DueKind.ACCEPTANCE),
            since=_year_text(waiting),
            is_since_told=False,
            due_on=_year_ends(waiting),
            is_day_stated=False,
        ),
        _inspections(accepted, record["proposal_events"]),
    ]
    table = pd.concat(parts, ignore_index=True)
    days = {day: (day - on).days for day in table["due_on"].unique() if day is not None}
    table = table.assign(
        days=table["due_on"].map(days).astype("Int64"),
        due_known=_known(table),
        state=_states(table, office_sources(record), on),
    )
    order = {str(state): at for at, state in enumerate(DueState)}
    far = table["days"].where(~table["state"].isin(PAST), -table["days"])
    table = table.assign(order=table["state"].map(order), far=far)
    return table.sort_values(["order", "far", "proposal_id"], na_position="last", ignore_index=True)[_COLUMNS]


def _year_text(proposals: pd.DataFrame) -> pd.Series:
    return proposals["year_to"].astype("string")


def _year_ends(proposals: pd.DataFrame) -> pd.Series:
    years = proposals["year_to"]
    return _mapped(years, {year: date(int(year), 12, 31) for year in years.dropna().unique()})


def _mapped(keys: pd.Series, days: Mapping[Any, date]) -> pd.Series:
    """Return the day of each key, None for a key without one."""
    found = keys.astype("object").map(days)
    return found.astype("object").where(found.notna(), None)


def _known(table: pd.DataFrame) -> "pd.Series[str]":
    """Return the due days, as ISO dates that are as long as what they come from."""
    pairs = list(zip(table["due_on"].tolist(), table["since"].tolist(), strict=True))
    known = {pair: None if pair[0] is None else pair[0].isoformat()[: len(pair[1])] for pair in set(pairs)}
    return pd.Series([known[pair] for pair in pairs], index=table.index, dtype="string")


def _inspections(accepted: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Date each acceptance by its event, else by the proposal's last year, and add a year."""
    dated = events[events["stage"].eq(Stage.ACCEPTED) & events["happened_on"].notna()]
    last = dated.sort_values("happened_on").groupby("proposal_id")["happened_on"].last()
    told = accepted["proposal_id"].map(last).astype("string")
    since = told.fillna(_year_text(accepted))
    due_days = {text: add_months(possible_days(str(text))[1], INSPECTION_MONTHS) for text in since.dropna().unique()}
    is_day_stated = since.str.len().eq(_DAY).fillna(value=False)
    due_on = _mapped(since, due_days)
    return accepted.assign(
        kind=str(DueKind.INSPECTION),
        since=since,
        is_since_told=told.notna(),
        due_on=due_on,
        is_day_stated=is_day_stated,
    )


def _states(table: pd.DataFrame, office: frozenset[str], on: date) -> "pd.Series[str]":
    own = {text: not office.isdisjoint(str(text).split(";")) for text in table["source_ids"].unique()}
    keys = list(
        zip(
            table["due_on"].tolist(),
            table["is_day_stated"].astype(bool).tolist(),
            table["source_ids"].map(own).astype(bool).tolist(),
            table["stage"].eq(Stage.COMPLETED).tolist(),
            strict=True,
        )
    )
    known = {key: str(_state(*key, on)) for key in set(keys)}
    return pd.Series([known[key] for key in keys], index=table.index, dtype="string")


def _state(due_on: date | None, is_day_stated: bool, is_of_office: bool, is_completed: bool, on: date) -> DueState:  # noqa: FBT001 - a key of `_states`
    if due_on is None:
        return DueState.UNDATED
    if due_on >= on:
        return DueState.SOON if due_on <= add_months(on, _SOON_MONTHS) else DueState.LATER
    claim = overdue(due_on, on, is_day_stated=is_day_stated, is_of_office=is_of_office)
    if isinstance(claim, Claim):
        return DueState.OVERDUE
    return DueState.COMPLETED if is_completed else DueState.NOT_RECORDED


def due_of(selected: Selected, day: date) -> pd.DataFrame:
    """Return what is due on a day of the proposals of a selection: see `due`."""
    return _all_due(selected.prepared, day).of(selected, "proposals")


@cached(TABLES_KEPT_DAYS)
def _all_due(prepared: Prepared, day: date) -> RecordRows:
    return placed_table(prepared, "proposals", "proposal_id", due(prepared.record, prepared.proposals, day))
