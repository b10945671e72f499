"""The profile of a district says what the table of units says, and a place only where a claim of one is carried."""

from datetime import date

import pandas as pd
import pytest

from analytics.briefing.profile import ProfilePartId, district_profile, map_finding, rows_of_line
from analytics.maps.measures import MEASURE_COLUMNS, MapMeasure, Measure, measure_values
from analytics.maps.numbers import value_in_words
from analytics.overview.known_units import KPI_OF
from analytics.overview.kpi_words import large_text
from analytics.overview.kpis import kpi_of
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.shared import beside_words
from analytics.selection.unit_table import unit_table
from analytics.wording.language import Language

VI = Language("vi")
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("code", DISTRICT_CODES)
def test_each_figure_is_that_of_the_strip_and_every_number_has_its_rows(
    prepared: Prepared, whole: Selected, code: str
) -> None:
    rows = select(prepared, Selection(districts=(code,)))
    found = district_profile(rows, TODAY, VI)
    table = unit_table(whole)
    assert found.name == units_of(Vintage.DISTRICTS_2024)[code].name
    for line, (measure, column) in zip(found.figures, MEASURE_COLUMNS.items(), strict=True):
        value = table.loc[code, column]
        itemised = None if pd.isna(value) else float(value)
        figure = kpi_of(KPI_OF[measure], rows, whole) if measure in KPI_OF else None
        is_known = itemised is not None or (figure is not None and figure.is_published_large)
        shown = large_text(figure, VI) if figure else value_in_words(measure, itemised, VI)
        assert line.text == (shown if is_known else "không có số liệu")
        if shown == "—" and is_known:
            assert value_in_words(measure, itemised, VI) in line.note
        beside = beside_words(rows, VI) if measure is Measure.SUPPORT else ""
        amount = "" if pd.isna(apart := table.loc[code, "beside_vnd"]) else VI.money(float(apart))
        assert bool(beside) == (measure is Measure.SUPPORT and bool(amount))
        assert not beside or VI.text("and {value} shared", value=amount) in line.note
        assert bool(line.code) == (is_known or bool(beside)), "a number leads to its rows, what is not known is no link"
        total = measure_values(MapMeasure(measure), whole, whole).total
        assert total
        if line.share:
            assert line.share == pytest.approx((itemised or 0.0) / total), "a bar is the share of the province"
            assert figure is None or not figure.is_published_large, "no bar of what is published"
    for part, lines in ((ProfilePartId.YEARS, found.years), (ProfilePartId.SECTORS, found.sectors)):
        for line in lines:
            assert VI.number(len(rows_of_line(rows, part, line.code))) == line.text
    assert sum(int(line.text) for line in found.years) == len(rows.proposals)
    assert sum(int(line.text) for line in found.sectors) == len(rows.facilities), "the sectors add up to the facilities"
    assert sum(int(line.text) for line in found.communes) + found.n_elsewhere == len(rows.facilities)


def test_no_place_is_claimed_while_rows_lie_in_no_district_or_little_is_itemised(prepared: Prepared) -> None:
    table = unit_table(select(prepared, Selection()))
    is_open = {column: bool(table.loc["unplaced", column] is not pd.NA) for column in MEASURE_COLUMNS.values()}
    assert is_open["facilities"]
    assert is_open["proposals"]
    for code in DISTRICT_CODES:
        figures = district_profile(select(prepared, Selection(districts=(code,))), TODAY, VI).figures
        place = VI.text("place {n} of {all}", n="", all="").split()[0]
        for line, column in zip(figures, MEASURE_COLUMNS.values(), strict=True):
            assert not (is_open[column] and place in line.note), (code, column)


def test_the_finding_is_the_headline_of_the_map(prepared: Prepared) -> None:
    said = map_finding(select(prepared, Selection(districts=("219",))), MapMeasure(), TODAY, VI)
    assert "Lục Ngạn" in said
    assert "22" in said
