"""Each number that a headline states is worked out a second time: from plain rows, published figures, or the cells of its slide.

The number is compared as data, by what it says it is (`Stated.what`), so that no wording hides a wrong one; its text must read as its value.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings

from analytics.briefing.story.slides import Story
from analytics.briefing.story.storyline import story
from analytics.findings.said import UnstatedNumberError, What, Wording
from analytics.maps.measures import MapMeasure, Measure, Scale
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selection import UNPLACED, Selection
from geodata.illustrative import illustrative_record
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent
from tests.analytics.briefing.conftest import SELECTIONS
from tests.analytics.briefing.worked_out import OF_CHARTS, ORACLE, VI, check
from tests.analytics.strategies import selections

TODAY = date(2026, 1, 1)
MORE = {
    **SELECTIONS,
    "the city": Selection(districts=("213",)),
    "Yên Dũng": Selection(districts=("221",)),
    "two districts": Selection(districts=("219", "217")),
    "2018": Selection(years=(2018, 2018)),
    "2020": Selection(years=(2020, 2020)),
    "2014": Selection(years=(2014, 2014)),
    "2016–2020": Selection(years=(2016, 2020)),
    "provincial 2023": Selection(years=(2023, 2023), programmes=(Programme.PROVINCIAL,)),
    "wood": Selection(sectors=(Sector.WOOD,)),
    "food of two districts": Selection(districts=("219", "220"), sectors=(Sector.FOOD,)),
    "machinery": Selection(contents=(SupportContent.MACHINERY,)),
    "done": Selection(stages=(Stage.COMPLETED,)),
    "five stars": Selection(stars=("5",)),
    "to Japan": Selection(markets=("JPN",)),
    "not placed": Selection(districts=(UNPLACED,)),
}
"""Selections that a reader of decks may choose."""


def told_story(prepared: Prepared, selection: Selection, spec: MapMeasure | None = None) -> Story:
    """Return the story of a selection."""
    return story(prepared, selection, today=TODAY, language=VI, spec=spec)


@pytest.fixture(scope="module")
def told_of(prepared: Prepared) -> Callable[[str], Story]:
    return cache(lambda name: told_story(prepared, MORE[name]))


@pytest.mark.parametrize("name", MORE)
def test_each_number_of_a_headline_is_that_of_the_data(
    prepared: Prepared, told_of: Callable[[str], Story], name: str
) -> None:
    check(prepared, told_of(name))


@settings(max_examples=12)
@given(selection=selections())
def test_each_number_of_a_headline_is_that_of_the_data_of_any_selection(
    prepared: Prepared, selection: Selection
) -> None:
    check(prepared, told_story(prepared, selection))


@pytest.mark.parametrize("scale", [Scale.ABSOLUTE, Scale.SHARE, Scale.PER_FACILITY])
@pytest.mark.parametrize("measure", Measure)
def test_each_number_of_a_map_is_that_of_its_table(prepared: Prepared, measure: Measure, scale: Scale) -> None:
    for selection in (Selection(), Selection(districts=("219",)), Selection(districts=("213", "219"))):
        check(prepared, told_story(prepared, selection, MapMeasure(measure, scale)))


@pytest.fixture(scope="module")
def generated() -> Prepared:
    record = illustrative_record(300, seed=4)
    nothing = record["published_figures"].iloc[:0]
    flows = record["export_flows"]
    to_one = flows[flows["market_iso3"].isin(["JPN", "CHN"])].drop_duplicates(["market_iso3", "product"])
    fewer = pd.concat([to_one[to_one["market_iso3"].eq("JPN")], to_one[to_one["market_iso3"].eq("CHN")].head(1)])
    return prepare(replace(record, tables={**record.tables, "published_figures": nothing, "export_flows": fewer}))


@pytest.fixture(scope="module")
def ranked(generated: Prepared) -> list[Story]:
    """Stories of a record that no published figure tells to be a part, so that it ranks, places and shares."""
    specs = MapMeasure(Measure.TYPICAL, Scale.ABSOLUTE), MapMeasure(Measure.PROPOSALS, Scale.ABSOLUTE)
    chosen = (*(MORE[name] for name in ("everything", "2020", "Yên Dũng", "two districts", "wood", "to Japan")),)
    return [told_story(generated, one, spec) for one in chosen for spec in specs]


def test_each_number_of_a_fuller_record_is_that_of_the_data(generated: Prepared, ranked: list[Story]) -> None:
    for told in ranked:
        check(generated, told)


def test_every_kind_of_number_is_met_and_worked_out(told_of: Callable[[str], Story], ranked: list[Story]) -> None:
    stories = [*(told_of(name) for name in MORE), *ranked]
    slides = [slide for told in stories for slide in (*told.slides, *told.briefs)]
    assert {stated.what for slide in slides for stated in slide.stated} == set(What) - OF_CHARTS
    assert set(ORACLE) == set(What)


def test_a_number_that_is_no_data_cannot_be_written() -> None:
    with pytest.raises(UnstatedNumberError, match="name: 37"):
        Wording(VI).text("{name}: no information yet", name="37")


def test_the_headline_of_a_slide_is_plain_text_with_its_numbers_beside(told_of: Callable[[str], Story]) -> None:
    """What a job answers is plain data."""
    slide = told_of("everything").by_id["overview"]
    assert type(slide.headline) is str
    assert slide.stated
