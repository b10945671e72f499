"""The slides of a plan: the numbers of the plan itself, in every output; without a plan the story is as it was."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.briefing.meeting import Meeting, arranged_story
from analytics.briefing.pptx.deck import deck
from analytics.briefing.show import show_data
from analytics.briefing.story.plan import PLAN_SLIDES
from analytics.briefing.story.slides import ChartBlock, MapBlock, Story, TableBlock
from analytics.briefing.story.storyline import story
from analytics.briefing.workbook import briefing_workbook
from analytics.planning.candidates import candidates_of, earlier_by, earlier_by_district
from analytics.planning.scenario import Scenario
from analytics.planning.solving.hand import Override
from analytics.planning.solving.model import Budget, BudgetPlan, PlanRequest, State
from analytics.planning.solving.solve import best_plan
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.illustrative.record import illustrative_record

DAY, YEAR = date(2024, 1, 15), 2024
VI = Language("vi")


@pytest.fixture(scope="module")
def illustrative() -> Prepared:
    return prepare(illustrative_record())


@pytest.fixture(scope="module")
def plan(illustrative: Prepared) -> Scenario:
    request = PlanRequest(
        DAY.isoformat(),
        YEAR,
        candidates_of(illustrative, YEAR, DAY),
        (Budget("national", 2 * 10**9), Budget("provincial", 3 * 10**9)),
        earlier=earlier_by_district(illustrative, YEAR),
    )
    made = best_plan(request)
    dropped = Override(made.grants[0].candidate_id, made.grants[0].programme, 0, "lan", "trùng", "2024-01-15")
    return Scenario("Phương án họp", "lan", DAY.isoformat(), request, made, (dropped,))


def told(prepared: Prepared, plan: Scenario | None) -> Story:
    return story(prepared, Selection(districts=("219",)), today=DAY, language=VI, plan=plan)


def test_the_slides_say_what_the_plan_gives(illustrative: Prepared, plan: Scenario) -> None:
    slides = told(illustrative, plan).by_id
    given = {one.candidate_id: one.amount_vnd for one in plan.grants}
    of = {one.candidate_id: one for one in plan.request.candidates}
    money = dict.fromkeys(slides["plan_map"].blocks[0].state.areas, 0)  # type: ignore[union-attr]
    for key, vnd in given.items():
        for code in of[key].districts:
            money[code] += vnd
    (drawn,) = slides["plan_map"].blocks
    assert isinstance(drawn, MapBlock)
    assert drawn.values == {code: VI.money(vnd) for code, vnd in money.items() if vnd}
    assert {code for code, area in drawn.state.areas.items() if area.missing} == {
        c for c, vnd in money.items() if not vnd
    }
    assert sum(int(one.count) for one in drawn.state.legend.classes) == len(money)
    (listed,) = slides["plan_list"].blocks
    assert isinstance(listed, TableBlock)
    assert sorted(row[-1].value or 0 for row in listed.table.rows) == sorted(given.values())
    for id_ in PLAN_SLIDES:
        stated = {one.what: one.value for one in slides[id_].stated}
        assert list(stated.values()) == [len(given), sum(given.values())]


@pytest.mark.parametrize("of", ["district", "sector"])
def test_what_earlier_years_had_stands_in_the_same_order(of: str, illustrative: Prepared, plan: Scenario) -> None:
    now, before = told(illustrative, plan).by_id[f"plan_{of}s"].blocks
    assert isinstance(now, ChartBlock)
    assert isinstance(before, ChartBlock)
    assert now.names == before.names
    known = earlier_by(illustrative, YEAR, of)
    average = sum(vnd for value, vnd in known.items() if of != "district" or value.isdecimal()) / 5 / 1e6
    assert sum(before.shown.totals) == pytest.approx(average, abs=len(now.names))


def test_the_plan_stands_beside_the_years_before(illustrative: Prepared, plan: Scenario) -> None:
    (chart,) = told(illustrative, plan).by_id["plan_years"].blocks
    assert isinstance(chart, ChartBlock)
    assert chart.names[-1] == "2024 (phương án)"
    assert chart.shown.totals[-1] == pytest.approx(sum(one.amount_vnd for one in plan.grants) / 1e9)


def test_each_output_draws_them(illustrative: Prepared, plan: Scenario) -> None:
    alone = arranged_story(told(illustrative, plan), Meeting(("title", *PLAN_SLIDES)))
    shown = show_data(alone, lambda _: "data:")
    assert [one["id"] for one in shown["slides"]][: 1 + len(PLAN_SLIDES)] == ["title", *PLAN_SLIDES]
    assert deck(alone)[:2] == briefing_workbook(alone)[:2] == b"PK"


def test_without_a_plan_and_with_one_that_gives_nothing_the_story_is_as_it_was(
    illustrative: Prepared, plan: Scenario
) -> None:
    bare = replace(plan, plan=BudgetPlan(State.NONE), overrides=())
    ids = [list(told(illustrative, one).by_id) for one in (None, bare)]
    assert ids[0] == ids[1]
    assert not set(ids[0]) & set(PLAN_SLIDES)
