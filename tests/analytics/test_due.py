"""What is due on a day, tested on the day, the day before and the day after."""

from datetime import date

import pandas as pd
import pytest

from analytics.due import due
from geodata.record import Record


def proposal(stage: str, year: int | None = 2021) -> pd.DataFrame:
    row = {"proposal_id": "p", "title": "Đề án", "stage": stage, "year_from": year, "year_to": year, "source_ids": "s"}
    return pd.DataFrame([row]).astype({"year_from": "Int64", "year_to": "Int64"})


def accepted_on(*days: str | None) -> pd.DataFrame:
    rows = [{"proposal_id": "p", "stage": "accepted", "happened_on": day} for day in days]
    return pd.DataFrame(rows, columns=["proposal_id", "stage", "happened_on"]).astype("string")


def one(proposals: pd.DataFrame, events: pd.DataFrame, on: date) -> dict:
    (row,) = due(proposals, events, on).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (date(2021, 12, 30), "later", 1),
        (date(2021, 12, 31), "today", 0),
        (date(2022, 1, 1), "overdue", -1),
    ],
)
@pytest.mark.parametrize("stage", ["approved", "implementing"])
def test_acceptance_is_due_at_the_end_of_the_year(stage: str, on: date, state: str, days: int) -> None:
    row = one(proposal(stage), accepted_on(), on)
    assert (row["kind"], row["due_on"], row["state"], row["days"]) == ("acceptance", date(2021, 12, 31), state, days)


@pytest.mark.parametrize(
    ("accepted", "day"),
    [
        ("2018-11-09", date(2019, 11, 9)),
        ("2020-02-29", date(2021, 2, 28)),
        ("2019-12-31", date(2020, 12, 31)),
        ("2019-02", date(2020, 2, 28)),
        ("2019", date(2020, 12, 31)),
    ],
)
def test_inspection_is_due_a_year_after_acceptance(accepted: str, day: date) -> None:
    for on, state in ((day, "today"), (day - pd.Timedelta(days=1), "later"), (day + pd.Timedelta(days=1), "overdue")):
        row = one(proposal("accepted"), accepted_on(accepted), on)
        assert (row["kind"], row["due_on"], row["state"]) == ("inspection", day, state)


def test_without_a_dated_acceptance_the_year_counts() -> None:
    assert one(proposal("accepted"), accepted_on(None), date(2022, 12, 31))["state"] == "today"


def test_the_last_acceptance_counts() -> None:
    row = one(proposal("accepted"), accepted_on("2021-03-01", "2021-06-01"), date(2022, 6, 1))
    assert row["state"] == "today"


def test_without_any_date_nothing_is_called_overdue() -> None:
    row = one(proposal("accepted", None), accepted_on(None), date(2030, 1, 1))
    assert (row["due_on"], row["state"]) == (None, "undated")


@pytest.mark.parametrize("stage", ["registered", "surveyed", "inspected", "rejected", "withdrawn", "unknown"])
def test_other_stages_have_nothing_due(stage: str) -> None:
    assert due(proposal(stage), accepted_on("2020"), date(2030, 1, 1)).empty


def test_hai_thinh_was_accepted_on_9_november_2018(record: Record) -> None:
    table = due(record["proposals"], record["proposal_events"], date(2019, 11, 9)).set_index("proposal_id")
    assert table.loc["da-2018-hai-thinh", "state"] == "today"
    assert len(table) == len(record["proposals"])
