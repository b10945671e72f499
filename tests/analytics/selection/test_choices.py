"""A click chooses, the same click again takes back, and what a browser sends is checked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.selection.choices import (
    YEAR_COLUMNS,
    Choice,
    after_click,
    after_click_on_place,
    customdata,
    is_chosen,
    read_customdata,
    record_years,
    toggled,
    without_fields,
)
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Sector, Stage
from tests.analytics.strategies import HOSTILE, any_selections, selections

CHOICES = (
    Choice("sectors", "wood"),
    Choice("districts", "219"),
    Choice("programmes", "national"),
    Choice("stages", "accepted"),
    Choice("years", "2016-2020"),
    Choice("contents", "machinery"),
    Choice("stars", "4"),
    Choice("markets", "JPN"),
)
PLACES = (Choice("districts", "217"), Choice("units", "communes_2020:07408"))
"""A district and a commune of it."""


@given(any_selections(), st.sampled_from(CHOICES))
def test_a_plain_click_leaves_this_one_alone_of_its_field_and_the_same_again_none(
    selection: Selection, choice: Choice
) -> None:
    cleared = without_fields(selection, choice.field)
    alone = toggled(cleared, [choice])
    assert after_click(selection, [choice]) == (cleared if selection == alone else alone)
    assert after_click(alone, [choice]) == cleared


@given(any_selections(), st.sampled_from(CHOICES))
def test_a_click_with_a_key_held_keeps_the_others(selection: Selection, choice: Choice) -> None:
    assert after_click(selection, [choice], adds=True) == toggled(selection, [choice])


@given(any_selections(), st.sampled_from(PLACES))
def test_a_place_chosen_by_a_plain_click_lies_in_all_that_stay(selection: Selection, place: Choice) -> None:
    assert after_click_on_place(selection, place, adds=True) == toggled(selection, [place])
    after = after_click_on_place(selection, place)
    assert without_fields(after, "districts", "units") == without_fields(selection, "districts", "units")
    assert after.units in {(), (place.value,)}
    assert after.districts in {(), ("217",)}
    again = after_click_on_place(after, place)
    assert is_chosen(after, place) != is_chosen(again, place)
    assert after_click_on_place(again, place) == after if is_chosen(after, place) else is_chosen(again, place)


def test_a_cell_with_several_fields_replaces_each_of_them() -> None:
    held = Selection(districts=("219", "220"), stars=("3", "5"), years=(2019, 2020))
    cell = (Choice("districts", "217"), Choice("stars", "4"))
    assert after_click(held, cell) == Selection(districts=("217",), stars=("4",), years=(2019, 2020))
    assert after_click(after_click(held, cell), cell) == Selection(years=(2019, 2020))


@given(selections(), st.sampled_from(CHOICES))
def test_the_same_click_twice_comes_back(selection: Selection, choice: Choice) -> None:
    plain = without_fields(selection, "years") if choice.field == "years" else selection
    assert toggled(toggled(plain, [choice]), [choice]) == plain


@pytest.mark.parametrize("choice", CHOICES)
def test_a_click_chooses(choice: Choice) -> None:
    assert is_chosen(toggled(Selection(), [choice]), choice)


def test_a_cell_chooses_all_its_values_or_none() -> None:
    cell = (Choice("years", "2020-2020"), Choice("programmes", "national"))
    chosen = toggled(Selection(programmes=(Programme.NATIONAL,)), cell)
    assert chosen == Selection(years=(2020, 2020), programmes=(Programme.NATIONAL,))
    assert toggled(chosen, cell) == Selection()


@given(st.lists(st.sampled_from(CHOICES), unique=True))
def test_marks_carry_their_choices(choices: list[Choice]) -> None:
    assert read_customdata(customdata(*choices)) == tuple(choices)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_customdata_chooses_nothing(text: str) -> None:
    assert read_customdata(["sectors", text]) == ()
    assert read_customdata([text, "wood"]) == ()


@pytest.mark.parametrize("data", [None, "sectors", ["sectors"], {"sectors": "wood"}, 7, ["sectors", None]])
def test_customdata_of_another_form_chooses_nothing(data: Any) -> None:
    assert read_customdata(data) == ()


def test_whole_fields_are_taken_out() -> None:
    selection = Selection(sectors=(Sector.WOOD,), years=(2019, 2020), stages=(Stage.ACCEPTED,))
    assert without_fields(selection, "sectors", "years") == Selection(stages=(Stage.ACCEPTED,))


def test_the_years_reach_from_the_first_to_the_last_of_everything_in_the_record(record: Record) -> None:
    first, last = record_years(record)
    assert (first, last) == (2005, 2030)
    for table, frame in record.tables.items():
        for column in frame.columns:
            if column in {"year", "year_from", "year_to", "as_of_year", "recognised_year"}:
                assert column in YEAR_COLUMNS.get(table, ()), (table, column)
                known = frame[column].dropna()
                assert known.between(first, last).all(), (table, column)


def test_every_published_figure_of_a_province_is_within_reach_of_the_year_filter(record: Record) -> None:
    figures = record["published_figures"]
    budget = figures[figures["figure_id"].eq("2005-budget")]
    assert len(budget) == 1
    assert record_years(record)[0] <= int(budget["year_from"].iloc[0])
