"""What is due on a day, tested on the day, the day before and the day after."""

import re
from datetime import date, timedelta
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared
from analytics.proposals.due import DueState, due, due_of, told_first
from analytics.proposals.due_lines import due_ground, due_groups, due_left_out, due_lines, due_shown
from analytics.proposals.due_words import STATES, distance, due_day
from analytics.selection.selected import selected_of
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.record import Record
from tests.analytics.strategies import selections

VI = language("vi")
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
        (date(2021, 6, 30), "later", 184),
        (date(2021, 7, 1), "soon", 183),
        (date(2021, 12, 30), "soon", 1),
        (date(2021, 12, 31), "soon", 0),
        (date(2022, 1, 1), "not_recorded", -1),
    ],
)
@pytest.mark.parametrize("stage", ["approved", "assigned", "implementing", "completed"])
def test_acceptance_is_due_at_the_end_of_the_year(stage: str, on: date, state: str, days: int) -> None:
    """Past its day, what a source calls completed is told apart from what nobody knows to be done."""
    state = "completed" if (stage, state) == ("completed", "not_recorded") else state
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
    for on, state in ((day, "soon"), (day - timedelta(days=1), "soon"), (day + timedelta(days=1), past)):
        row = one(proposal("accepted"), accepted_on(accepted), on)
        assert (row["kind"], row["due_on"], row["state"]) == ("inspection", day, state)


def test_without_a_dated_acceptance_the_year_counts() -> None:
    assert one(proposal("accepted"), accepted_on(None), date(2022, 12, 31))["state"] == "soon"


def test_the_last_acceptance_counts() -> None:
    row = one(proposal("accepted"), accepted_on("2021-03-01", "2021-06-01"), date(2022, 6, 1))
    assert row["state"] == "soon"


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


def test_states_stand_in_the_order_in_which_they_are_told_and_in_each_the_nearest_first() -> None:
    rows = [
        proposal("accepted").assign(proposal_id="late"),
        proposal("approved", 2020).assign(proposal_id="long silent"),
        proposal("approved", 2021).assign(proposal_id="silent"),
        proposal("approved", 2031).assign(proposal_id="far"),
        proposal("approved", 2030).assign(proposal_id="later"),
        proposal("accepted").assign(proposal_id="next"),
        proposal("accepted").assign(proposal_id="later late"),
        proposal("approved", None).assign(proposal_id="undated"),
    ]
    days = accepted_on("2019-01-31", "2029-01-31", "2019-02-01")
    events = days.assign(proposal_id=["late", "next", "later late"])
    found = table(pd.concat(rows, ignore_index=True), events, date(2030, 1, 1))
    assert list(found["proposal_id"]) == [
        "late",
        "later late",
        "next",
        "silent",
        "long silent",
        "later",
        "far",
        "undated",
    ]


def test_no_row_of_the_public_record_is_ever_overdue(record: Record) -> None:
    for on in (date(2010, 1, 1), date(2019, 11, 10), date(2040, 1, 1)):
        assert not due(record, record["proposals"], on)["state"].eq("overdue").any()


def test_hai_thinh_was_accepted_on_9_november_2018(record: Record) -> None:
    found = due(record, record["proposals"], date(2019, 11, 9)).set_index("proposal_id")
    assert found.loc["da-2018-hai-thinh", "state"] == "soon"


@pytest.mark.parametrize("held", list(product([0, 3], repeat=len(DueState))), ids=str)
def test_one_state_is_told_first_whatever_else_there_is(held: tuple[int, ...]) -> None:
    """Overdue by the office's own record, then due soon, then what nobody recorded, of it what a source calls completed last, then what is far, then what has no day."""
    order = ("overdue", "soon", "not_recorded", "completed", "later", "undated")
    counts = dict(zip(DueState, held, strict=True))
    first = next((state for state, n in zip(order, held, strict=True) if n), None)
    assert told_first(counts) == first


@given(selections(), st.dates(date(2009, 1, 1), date(2028, 12, 31)))
def test_proposals_that_are_not_listed_are_counted_by_their_step(
    prepared: Prepared, selection: Selection, day: date
) -> None:
    """Listed and left out are all of the selection, so that 41 of 49 leaves no question."""
    selected = selected_of(prepared, selection)
    found = due_of(selected, day)
    said = due_left_out(selected.proposals, found, VI)
    if len(found) == len(selected.proposals):
        assert said == ""
        return
    listed, of, *steps = map(int, re.findall(r"\d+", said))
    assert (listed, of) == (len(found), len(selected.proposals))
    assert sum(steps) == of - listed
    assert "Hoàn thành" not in said, "what waits for its acceptance is listed"


PARTIAL = st.dates(date(2000, 1, 1), date(2040, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)])
)


@given(known=PARTIAL, on=st.dates(date(2000, 1, 1), date(2040, 12, 31)), code=st.sampled_from(["vi", "en"]))
def test_no_distance_is_more_precise_than_its_day(known: str, on: date, code: str) -> None:
    said, day = distance(known, on, language(code)), due_day(known, language(code))
    finer = {4: ("ngày", "day", "tháng", "month"), 7: ("ngày", "day"), 10: ()}[len(known)]
    assert said
    assert not any(word in said for word in finer), said
    assert "31" not in day.replace(known[:4], "") or len(known) == 10
    assert ("qua" in said or "ago" in said) == (known < on.isoformat()[: len(known)])


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("2026-11-29", "đến hạn hôm nay"),
        ("2026-11-28", "đã qua 1 ngày"),
        ("2026-12-09", "còn 10 ngày"),
        ("2026-06-28", "đã qua hơn 5 tháng"),
        ("2027-03-02", "còn hơn 3 tháng"),
        ("2019-11-09", "đã qua hơn 7 năm"),
        ("2026-10", "đã qua chưa đến 1 tháng"),
        ("2026-11", "trong tháng này"),
        ("2027-02", "3 tháng nữa"),
        ("2023", "đã qua hơn 2 năm"),
        ("2025", "đã qua chưa đến 1 năm"),
        ("2026", "trong năm nay"),
        ("2028", "2 năm nữa"),
    ],
)
def test_how_far_a_day_is_on_29_november_2026(known: str, said: str) -> None:
    assert distance(known, date(2026, 11, 29), VI) == said


def test_each_line_says_what_of_whom_when_and_where_from(record: Record, prepared: Prepared) -> None:
    day = date(2026, 11, 29)
    table = due(record, prepared.proposals, day)
    lines = {one.proposal_id: one for one in due_lines(prepared, table, day, VI)}
    assert len(lines) == len(table)
    assert all(
        one.title and one.what and one.state_text and one.known_from and one.source_ids for one in lines.values()
    )
    assert all(bool(one.due) == bool(one.distance) == (one.state is not DueState.UNDATED) for one in lines.values())
    inspected = lines["da-2018-hai-thinh"]
    assert (inspected.what, inspected.due, inspected.distance) == (
        "Hậu kiểm sau một năm",
        "09/11/2019",
        "đã qua hơn 7 năm",
    )
    assert inspected.known_from == "nghiệm thu 09/11/2018"
    assert "Hiệp Hòa" in inspected.whose


def test_a_group_says_how_many_it_holds_even_where_few_are_shown(record: Record, prepared: Prepared) -> None:
    table = due(record, prepared.proposals, date(2020, 8, 1))
    groups, counts = due_groups(table, VI), table["state"].value_counts()
    assert len(counts) >= 2
    assert list(groups) == [state for state in DueState if state in counts]
    assert all(f": {counts[state]}" in text for state, text in groups.items())
    assert all(text.lower().startswith(VI.text(STATES[state][0])) for state, text in groups.items())
    shown = due_shown(table, 4)
    assert len(shown) <= 4
    assert set(shown["state"]) == set(counts.index)


@pytest.mark.parametrize("year", [2015, 2020, 2026])
def test_a_day_worked_out_is_told_with_how_many_of_them_sources_call_completed(
    record: Record, prepared: Prepared, year: int
) -> None:
    table = due(record, prepared.proposals, date(year, 11, 29))
    for state in DueState:
        rows = [row for _, row in table[table["state"].eq(state)].iterrows()]
        by_year = [row for row in rows if not row["is_since_told"] and row["due_on"] is not None]
        done = sum(row["stage"] == "completed" for row in by_year)
        said = due_ground(table, state, VI)
        numbers = [str(n) for n in (len(by_year), done) if n]
        assert [part for part in said.replace(";", " ").split() if part.isdigit()] == numbers
