"""The years under the map count what choosing them shows."""

from dataclasses import replace

import pytest
from hypothesis import given

from analytics.maps.marks import MapLayer, MapView
from analytics.maps.measures import MapMeasure, Measure, measure_values
from analytics.maps.state import map_state
from analytics.maps.years import year_bar, year_table
from analytics.prepared.tables import Prepared
from analytics.selection.row_rules import EVER
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.value_counts import Outside, outside_single_years
from analytics.wording.language import Language
from tests.analytics.strategies import selections

VI = Language("vi")


@given(chosen=selections())
def test_each_bar_and_each_rest_is_what_the_selection_shows(prepared: Prepared, chosen: Selection) -> None:
    selected = select(prepared, chosen)
    for measure in Measure:
        table = year_table(chosen, measure)
        bar = year_bar(selected, measure, VI)
        assert bar is not None
        assert bar.chosen == chosen.years
        assert bar.total.startswith(VI.number(selected.count(table)))
        always, ever = (select(prepared, replace(chosen, years=years)) for years in (None, EVER))
        shown = always.mask(table) & False
        for year, (n, text) in enumerate(bar.bars, bar.first):
            of_year = select(prepared, replace(chosen, years=(year, year)))
            assert (n, text) == (of_year.count(table), VI.number(n))
            shown |= of_year.mask(table)
        outside = outside_single_years(selected, table)
        assert (outside[Outside.NO_YEAR] == (always.mask(table) & ~ever.mask(table))).all()
        assert (outside[Outside.SEVERAL_YEARS] == (ever.mask(table) & ~shown)).all()
        rests = {why: VI.number(int(rows.sum())) for why, rows in outside.items() if rows.any()}
        assert {why: text.rsplit(" ", 1)[1] for why, text in bar.beside} == rests


@pytest.mark.parametrize("measure", Measure)
def test_the_years_stay_where_they_are_whatever_is_chosen(whole: Selected, measure: Measure) -> None:
    all_years = year_bar(whole, measure, VI)
    one = year_bar(select(whole.prepared, Selection(districts=("217",), years=(2021, 2021))), measure, VI)
    assert all_years is not None
    assert one is not None
    assert (one.first, len(one.bars)) == (all_years.first, len(all_years.bars))
    assert all_years.bars[0][0] > 0 < all_years.bars[-1][0], "no year without a row at either end"


def test_only_a_map_that_is_to_have_years_has_them(whole: Selected) -> None:
    values = measure_values(MapMeasure(), whole, whole)
    for has_years in (False, True):
        state = map_state(whole, values, MapView((MapLayer.FACILITY,), "light", VI, has_years=has_years))
        assert (state.years is not None) is has_years
