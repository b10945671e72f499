"""The profile of a district says what the table of units says, and a place only where a claim of one is carried."""

from datetime import date

import pandas as pd
import pytest

from analytics.briefing.story.profile import district_profile, map_finding
from analytics.maps.areas import value_in_words
from analytics.maps.measures import MEASURE_COLUMNS, MapMeasure, measure_values
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.selected import select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.unit_table import unit_table
from analytics.wording.language import Language

VI = Language("vi")
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("code", DISTRICT_CODES)
def test_each_figure_is_that_of_the_table(prepared: Prepared, code: str) -> None:
    rows = select(prepared, Selection(districts=(code,)))
    found = district_profile(rows, TODAY, VI)
    everything = select(prepared, Selection())
    table = unit_table(everything)
    assert found.name == units_of(Vintage.DISTRICTS_2024)[code].name
    for line, (measure, column) in zip(found.figures, MEASURE_COLUMNS.items(), strict=True):
        value = table.loc[code, column]
        assert line.text == value_in_words(measure, None if pd.isna(value) else float(value), VI)
        whole = measure_values(MapMeasure(measure), everything, everything).total
        assert whole
        assert line.share == pytest.approx(0 if pd.isna(value) else value / whole), "a bar is the share of the province"
    assert sum(int(line.text) for line in found.years) == len(rows.proposals)


def test_no_place_is_claimed_while_rows_lie_in_no_district_or_little_is_itemised(prepared: Prepared) -> None:
    table = unit_table(select(prepared, Selection()))
    is_open = {column: bool(table.loc["unplaced", column] is not pd.NA) for column in MEASURE_COLUMNS.values()}
    assert is_open["facilities"]
    assert is_open["proposals"]
    for code in DISTRICT_CODES:
        figures = district_profile(select(prepared, Selection(districts=(code,))), TODAY, VI).figures
        for line, column in zip(figures, MEASURE_COLUMNS.values(), strict=True):
            assert not (is_open[column] and line.note), (code, column)


def test_the_finding_is_the_headline_of_the_map(prepared: Prepared) -> None:
    said = map_finding(select(prepared, Selection(districts=("219",))), MapMeasure(), TODAY, VI)
    assert "Lục Ngạn" in said
    assert "22" in said
