"""What is known for a plan before it has candidates: every number is what a source publishes or a rule that the plan keeps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.rows import evidence
from analytics.planning.ceilings import ceilings_on
from analytics.planning.ground import ground_answers, registered_before, supported_before
from analytics.prepared.tables import Prepared
from analytics.wording.language import language
from geodata.record import Record

VI = language("vi")
DAY = date(2026, 11, 29)


@given(year=st.integers(2005, 2030), day=st.dates(date(2005, 1, 1), date(2030, 12, 31)))
def test_each_step_says_what_is_known_and_opens_it(prepared: Prepared, year: int, day: date) -> None:
    candidates, ceilings, support = ground_answers(prepared, year, day, VI)
    assert candidates.value.endswith(" / 10")
    kept = {one.rule_id for one in ceilings_on(prepared.record, day)}
    assert ceilings.value == (str(len(kept)) if kept else "—")
    assert ceilings.screen == ("rules" if kept else "")
    for answer in (candidates, ceilings, support):
        assert answer.basis
        for _, table, rows in answer.behind():
            assert len(evidence(prepared.record, table, rows, VI).rows) == len(rows) > 0
    assert (support.value == "—") == (not supported_before(prepared.record, year)) == (not support.behind())


@given(year=st.integers(2005, 2030))
def test_support_of_earlier_years_is_what_sources_publish_of_that_year_alone(record: Record, year: int) -> None:
    figures = record["published_figures"].set_index("figure_id")
    years = supported_before(record, year)
    assert [one.year for one in years] == sorted((one.year for one in years), reverse=True)
    for one in years:
        assert one.year < year
        for total in (one.whole, *one.by_programme.values()):
            behind = figures.loc[list(total.figure_ids)]
            assert behind["is_used"].all()
            assert set(behind["year_from"]) | set(behind["year_to"]) == {one.year}
            assert total.value == behind["value"].sum()


def test_the_plan_of_2027_rests_on_2023_and_on_the_registration_of_2020(record: Record) -> None:
    """published_figures.csv: 3.2 and 3.3 billion done in 2023; 37 proposals of nine districts registered for 2020."""
    last, *_ = supported_before(record, 2027)
    assert (last.year, last.whole.value) == (2023, 6.5e9)
    assert {name: total.value for name, total in last.by_programme.items()} == {"national": 3.2e9, "provincial": 3.3e9}
    registered = registered_before(record, 2027)
    assert registered is not None
    assert (registered.year, registered.n, len(registered.figures)) == (2020, 37, 9)


@pytest.mark.parametrize("year", [2019, 2015])
def test_what_was_registered_later_is_no_ground(record: Record, year: int) -> None:
    assert registered_before(record, year) is None
