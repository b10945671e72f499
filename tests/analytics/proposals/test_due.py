"""What is due on a day, tested on the day, the day before and the day after."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.proposals.due import due
from geodata.record import Record

SOURCES = pd.DataFrame({"source_id": ["public", "office"], "kind": ["press", "office"]})


def proposal(stage: str, year: int | None = 2021, source: str = "office") -> pd.DataFrame:
    row = {"proposal_id": "p", "title": "Đề án", "stage": stage, "year_from": year, "year_to": year}
    return pd.DataFrame([{**row, "source_ids": source}]).astype({"year_from": "Int64", "year_to": "Int64"})


def accepted_on(*days: str | None) -> pd.DataFrame:
    rows = [{"proposal_id": "p", "stage": "accepted", "happened_on": day} for day in days]
    return pd.DataFrame(rows, columns=["proposal_id", "stage", "happened_on"]).astype("string")


def table(proposals: pd.DataFrame, events: pd.DataFrame, on: date) -> pd.DataFrame:
    return due(Record({"proposal_events": events, "sources": SOURCES}), proposals, on)


def one(proposals: pd.DataFrame, events: pd.DataFrame, on: date) -> dict:
    (row,) = table(proposals, events, on).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (date(2021, 12, 30), "later", 1),
        (date(2021, 12, 31), "today", 0),
        (date(2022, 1, 1), "not_recorded", -1),
    ],
)
@pytest.mark.parametrize("stage", ["approved", "assigned", "implementing", "completed"])
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
    past = "overdue" if len(accepted) == len("2018-11-09") else "not_recorded"
    for on, state in ((day, "today"), (day - timedelta(days=1), "later"), (day + timedelta(days=1), past)):
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


@pytest.mark.parametrize(
    "stage", ["registered", "surveyed", "planned", "supported", "inspected", "rejected", "withdrawn", "unknown"]
)
def test_other_stages_have_nothing_due(stage: str) -> None:
    assert table(proposal(stage), accepted_on("2020"), date(2030, 1, 1)).empty


def test_only_the_office_calls_its_own_rows_overdue() -> None:
    row = one(proposal("accepted", source="public"), accepted_on("2018-11-09"), date(2030, 1, 1))
    assert row["state"] == "not_recorded"
    row = one(proposal("accepted", source="public;office"), accepted_on("2018-11-09"), date(2030, 1, 1))
    assert row["state"] == "overdue"


def test_what_is_known_comes_before_what_nobody_recorded() -> None:
    rows = [
        proposal("accepted").assign(proposal_id="late"),
        proposal("approved", 2020).assign(proposal_id="long silent"),
        proposal("approved", 2021).assign(proposal_id="silent"),
        proposal("approved", 2031).assign(proposal_id="later"),
        proposal("approved", 2030).assign(proposal_id="next"),
        proposal("approved", None).assign(proposal_id="undated"),
    ]
    events = accepted_on("2019-01-31").assign(proposal_id="late")
    found = table(pd.concat(rows, ignore_index=True), events, date(2030, 1, 1))
    assert list(found["proposal_id"]) == ["late", "next", "later", "silent", "long silent", "undated"]


def test_no_row_of_the_public_record_is_ever_overdue(record: Record) -> None:
    for on in (date(2010, 1, 1), date(2019, 11, 10), date(2040, 1, 1)):
        assert not due(record, record["proposals"], on)["state"].eq("overdue").any()


def test_hai_thinh_was_accepted_on_9_november_2018(record: Record) -> None:
    found = due(record, record["proposals"], date(2019, 11, 9)).set_index("proposal_id")
    assert found.loc["da-2018-hai-thinh", "state"] == "today"
