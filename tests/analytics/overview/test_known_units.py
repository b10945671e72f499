"""What table, map, profile and slides show of a district is what the strip and the analysis screens show once it is chosen."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings

from analytics.findings.answers import Answer, funding_answers, proposals_answers
from analytics.findings.ocop_answers import ocop_answers
from analytics.maps.areas import areas
from analytics.maps.marks import MapView
from analytics.maps.measures import MapMeasure, Measure
from analytics.maps.numbers import known_basis, known_text
from analytics.overview.known_units import KPI_OF, known_lines, known_total, of_district, shown_values
from analytics.overview.kpi_words import kpi_words, large_text
from analytics.overview.kpis import kpi_of
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import years_covered
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.selection.unit_table import unit_table
from analytics.wording.language import Language
from tests.analytics.strategies import selections

VI, TODAY = Language("vi"), date(2026, 11, 29)
COLUMNS = {
    Measure.FACILITIES: "facilities",
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "support_vnd",
    Measure.OCOP: "ocop_products",
}


def answers(rows: Selected) -> dict[Measure, Answer]:
    """Return the first answer of the screens that count what a measure of the map counts."""
    funding, proposals, ocop = (
        funding_answers(rows, VI),
        proposals_answers(rows, TODAY, VI),
        ocop_answers(rows, TODAY, VI),
    )
    assert funding[0].value == proposals[1].value
    return {Measure.SUPPORT: funding[0], Measure.PROPOSALS: proposals[0], Measure.OCOP: ocop[0]}


@pytest.mark.parametrize("line", [*DISTRICT_CODES, UNPLACED])
@pytest.mark.parametrize("years", [None, (2020, 2020), (2023, 2023), (2021, 2023)])
def test_a_district_has_one_number_on_the_first_screen_and_on_the_others(
    prepared: Prepared, whole: Selected, line: str, years: tuple[int, int] | None
) -> None:
    everywhere = select(prepared, Selection(years=years))
    rows = select(prepared, of_district(everywhere.selection, line))
    shown = answers(rows)
    for measure, of_line in known_lines(everywhere, whole).items():
        known = of_line[line]
        figure = kpi_of(KPI_OF[measure], rows, whole)
        said = kpi_words(figure, rows, VI)
        assert (known.value is None) == (said.number == "—")
        if measure in shown:
            assert (shown[measure].value, shown[measure].unit) == (said.number, said.unit)
        if measure is not Measure.SUPPORT and known.value is not None:
            assert known_text(measure, known, VI) == large_text(figure, VI)
        assert (years_covered(known.published, VI) if known.published else "") == said.when
        counted = unit_table(everywhere).loc[line, COLUMNS[measure]]
        assert known.itemised == (None if pd.isna(counted) else float(counted)), "what is itemised is what the rows say"


@settings(max_examples=10)
@given(selection=selections())
def test_badge_and_strip_have_one_number_and_only_numbers_of_one_kind_are_ranked(
    prepared: Prepared, whole: Selected, selection: Selection
) -> None:
    everywhere = select(prepared, replace(selection, districts=(), units=()))
    for measure in KPI_OF:
        values = shown_values(MapMeasure(measure), everywhere, whole)
        drawn = areas(values, MapView((), "light", VI))
        numbers = values.known[measure]
        kinds = {known_basis(numbers[code], VI) for code in DISTRICT_CODES if numbers[code].value is not None}
        fills = {drawn[code].fill for code in DISTRICT_CODES if numbers[code].value is not None}
        if len(kinds) > 1:
            assert len(fills) == 1, "colours rank nothing of different years"
            assert not any(area.size for area in drawn.values())
        for code in DISTRICT_CODES:
            badges = [badge.text for badge in drawn[code].badges]
            assert badges == [known_text(measure, numbers[code], VI)][: numbers[code].value is not None]


def test_the_total_is_the_number_of_the_strip(whole: Selected) -> None:
    shown = {measure: known_text(measure, one, VI) for measure, one in known_total(whole, whole).items()}
    assert shown[Measure.FACILITIES] == "127"
    assert shown[Measure.PROPOSALS] == "≥\u00a0525"
    assert shown[Measure.SUPPORT].startswith("≥\u00a063.4")
    assert shown[Measure.OCOP] == "385"
