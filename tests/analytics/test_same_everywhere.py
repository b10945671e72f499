"""Fifteen drawn selections say the same number on the card, in the table of units, on the map, in charts, in files and in the deck."""

import random
from datetime import date

import pandas as pd
import pytest

from analytics.briefing.story.slides import ChartBlock, TableBlock
from analytics.briefing.story.storyline import story
from analytics.downloads import ExportFormat, export
from analytics.figures.funding.groups import sector_chart
from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.style import Look
from analytics.maps.measures import MapMeasure, Measure, Scale, measure_values
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpis
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.unit_table import unit_sums
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent
from tests.analytics.downloads.reading import OCCASION, VI, csv_files, rows_of_sheet, sheets
from tests.analytics.plain_rows import plain_rows

COUNTED = {
    "facilities": (KpiId.FACILITIES, Measure.FACILITIES),
    "proposals": (KpiId.PROPOSALS, Measure.PROPOSALS),
    "ocop_products": (KpiId.OCOP, Measure.OCOP),
}


def drawn(seed: int) -> Selection:
    """Return a selection that a person could have made: up to three fields."""
    luck = random.Random(seed)  # noqa: S311 - a test's
    fields = {
        "districts": lambda: tuple(luck.sample(DISTRICT_CODES, luck.randint(1, 3))),
        "sectors": lambda: tuple(luck.sample(list(Sector), luck.randint(1, 3))),
        "years": lambda: tuple(sorted((luck.randint(2014, 2024), luck.randint(2014, 2024)))),
        "programmes": lambda: (luck.choice(list(Programme)),),
        "stages": lambda: tuple(luck.sample(list(Stage), 3)),
        "contents": lambda: tuple(luck.sample(list(SupportContent), 3)),
    }
    chosen = luck.sample(sorted(fields), luck.randint(0, 3))
    return Selection(**{name: fields[name]() for name in chosen})


def own_money(prepared: Prepared, selection: Selection) -> float:
    """Add up by hand what proposals state that no district beside the chosen ones has too."""
    proposals, places = plain_rows(prepared, selection)["proposals"], prepared.beneficiaries
    if selection.districts:
        elsewhere = places[places["district_code"].notna() & ~places["district_code"].isin(list(selection.districts))]
        proposals = proposals[~proposals["proposal_id"].isin(elsewhere["proposal_id"])]
    return float(proposals["support_vnd"].sum())


def number(cell: object) -> float:
    found = cell.get("v") if isinstance(cell, dict) else cell
    return float(found) if isinstance(found, int | float) else 0.0


@pytest.mark.parametrize("seed", range(15))
def test_one_number_everywhere(prepared: Prepared, whole: Selected, seed: int) -> None:
    selection = drawn(seed)
    rows, look = select(prepared, selection), Look("light", VI, selection)
    plain = plain_rows(prepared, selection)
    n = {table: float(len(plain[table])) for table in COUNTED}
    money = own_money(prepared, selection)
    cards = {figure.id: figure for figure in kpis(rows, whole)}
    sums = unit_sums(rows)
    book = sheets(export(rows, ExportFormat.XLSX, OCCASION))
    files = csv_files(export(rows, ExportFormat.CSV, OCCASION))
    titles = {"facilities": "Cơ sở CNNT", "proposals": "Đề án", "ocop_products": "Sản phẩm OCOP"}
    for table, (kpi, measure) in COUNTED.items():
        assert (cards[kpi].value or 0.0) == n[table], (selection, table)
        assert float(0 if pd.isna(sums[table]) else sums[table]) == n[table], (selection, table)
        value = measure_values(MapMeasure(measure, Scale.ABSOLUTE), rows, whole)
        assert (value.total or 0.0) == n[table], (selection, table)
        sheet = next((sheet for title, sheet in book.items() if title.startswith(titles[table])), None)
        assert (len(rows_of_sheet(sheet)) if sheet else 0.0) == n[table], (selection, table, list(book))
        file = next((lines for name, lines in files.items() if _slug(table) in name), None)
        assert (len(file) - 1 if file else 0.0) == n[table], (selection, table, list(files))
    assert (cards[KpiId.SUPPORT].value or 0.0) == money
    assert float(0 if pd.isna(sums["support_vnd"]) else sums["support_vnd"]) == money
    assert (measure_values(MapMeasure(Measure.SUPPORT), rows, whole).total or 0.0) == money
    sectors, stages = sector_chart(rows, look), pipeline_chart(rows, look)
    for chart in (sectors, stages):
        assert sum(number(row["support"].value) for row in chart.table.by_id.values()) == money
    assert sum(number(row["n"].value) for row in sectors.table.by_id.values()) == n["proposals"]
    assert sum(number(row["n"].value) for row in stages.table.by_id.values()) == n["proposals"]
    _in_deck(prepared, selection, n["proposals"], money)


def _slug(table: str) -> str:
    return {"facilities": "co-so", "proposals": "de-an", "ocop_products": "san-pham-ocop"}[table]


def _in_deck(prepared: Prepared, selection: Selection, n: float, money: float) -> None:
    """Hold the slides of a selection that leave nothing of it out against it: those that show groups of it all."""
    told = story(prepared, selection, today=date(2026, 1, 1), language=VI)
    if not selection.stages and "pipeline" in told.by_id:
        chart, table = told.by_id["pipeline"].blocks
        assert isinstance(chart, ChartBlock)
        assert isinstance(table, TableBlock)
        assert sum(chart.shown.totals) == n
        assert sum(row[3].value or 0 for row in table.table.rows) == money
    if not (selection.districts or selection.units) and "districts" in told.by_id:
        (table,) = told.by_id["districts"].blocks
        assert isinstance(table, TableBlock)
        heads = [column.heading for column in table.table.columns]
        assert (table.table.footer[-1][heads.index("Đề án")].value or 0) == n
        assert (table.table.footer[-1][heads.index(VI.text("Support for proposals"))].value or 0) == money
    if "ceilings" in told.by_id:
        counts = told.by_id["ceilings"].blocks[0]
        assert isinstance(counts, TableBlock)
        assert counts.table.footer[0][1].value == n
