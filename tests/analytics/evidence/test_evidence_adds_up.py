"""For every figure with a way to its rows: what the dialog and its CSV hold adds up to exactly the figure that is shown."""

import csv
import io
from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest
from hypothesis import given

from analytics.evidence.csv_file import evidence_csv
from analytics.evidence.rows import evidence
from analytics.figures.chart import Chart, NamedRows
from analytics.figures.chosen_evidence import chosen_parts
from analytics.figures.funding import progress
from analytics.figures.funding.bases import basis_chart
from analytics.figures.funding.groups import content_chart, funding_district_chart, programme_chart, sector_chart
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.funding.years import funding_year_chart
from analytics.figures.ocop import districts, stars
from analytics.figures.ocop.rounds import rounds_chart
from analytics.figures.ocop.standing import standing_chart
from analytics.figures.ocop.typical import typical_chart
from analytics.figures.style import Look
from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.ocop.recognitions import recognitions_of
from analytics.overview.cards import row_card
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.choices import without_fields
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Field, Selection
from analytics.selection.unit_table import unit_table
from analytics.trade.exporters import exporters
from analytics.trade.flows import Quantity, beside_countries, flows_of
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.frames import KEYS
from tests.analytics.strategies import selections

VI = language("vi")
Make = Callable[[Selected, Look], Chart]
Count = Callable[[dict[str, pd.DataFrame]], int]


def of_flows(make: Callable[..., Chart]) -> Make:
    return partial(make, with_context=False)


def rows_of(table: str) -> Count:
    return lambda parts: len(parts[table]) if table in parts else 0


def countries(parts: dict[str, pd.DataFrame]) -> int:
    return parts["export_flows"]["market_iso3"].nunique() if "export_flows" in parts else 0


CHARTS: dict[str, tuple[Make, tuple[Field, ...], Count]] = {
    "proposals_stages": (pipeline_chart, ("stages",), rows_of("proposals")),
    "proposals_years": (progress.year_grid, ("years",), rows_of("proposals")),
    "proposals_districts": (progress.district_grid, ("districts",), rows_of("proposals")),
    "funding_years": (funding_year_chart, ("years",), rows_of("proposals")),
    "funding_programmes": (programme_chart, ("programmes",), rows_of("proposals")),
    "funding_periods": (period_chart, ("years",), rows_of("proposals")),
    "funding_bases": (basis_chart, ("years",), rows_of("published_figures")),
    "funding_sectors": (sector_chart, ("sectors",), rows_of("proposals")),
    "funding_contents": (content_chart, ("contents",), rows_of("proposals")),
    "funding_districts": (funding_district_chart, ("districts",), rows_of("proposals")),
    "exports_map": (of_flows(map_chart), ("markets",), countries),
    "exports_matrix": (of_flows(matrix_chart), ("markets",), rows_of("export_flows")),
    "exports_quantities": (
        of_flows(partial(quantity_chart, quantity=Quantity.TONNES)),
        ("years",),
        rows_of("export_flows"),
    ),
    "exports_first_years": (of_flows(first_years_chart), ("markets",), countries),
    "ocop_districts": (districts.ocop_district_chart, ("districts", "stars"), rows_of("ocop_products")),
    "ocop_years": (stars.ocop_year_chart, ("years", "stars"), rows_of("ocop_recognitions")),
    "ocop_standing": (
        partial(standing_chart, stars=""),
        ("years", "stars"),
        rows_of("published_figures"),
    ),
    "ocop_rounds": (rounds_chart, ("districts", "years", "stars"), rows_of("ocop_recognitions")),
    "typical": (typical_chart, ("years",), rows_of("typical_products")),
}
"""Each chart with n rows: how it is made, which fields it leaves out, and how its n is read from its rows."""


def by_table(parts: tuple[NamedRows, ...]) -> dict[str, pd.DataFrame]:
    return {table: frame for _, table, frame in parts}


def narrowed_ids(chosen: Selected, table: str) -> pd.Series:
    names = {"facilities": ("facilities", "context"), "ocop_products": ("ocop_products", "unrecognised")}
    return pd.concat([chosen.column(name, KEYS[table]) for name in names.get(table, (table,))])


@pytest.mark.parametrize("name", CHARTS)
@given(selection=selections())
def test_the_rows_of_a_chart_are_exactly_its_n_and_those_selected_on_it_exactly_the_selection(
    prepared: Prepared, name: str, selection: Selection
) -> None:
    make, fields, count = CHARTS[name]
    look = Look("light", VI, selection)
    chosen = select(prepared, selection)
    whole = make(select(prepared, without_fields(selection, *fields)), look)
    assert count(by_table(whole.parts)) == whole.n
    for _, table, frame in whole.parts:
        assert frame[KEYS[table]].is_unique
        assert len(frame)
    narrowed = by_table(make(chosen, look).parts)
    for table, frame in by_table(chosen_parts(whole.parts, chosen)).items():
        if table not in {"published_figures", "ocop_recognitions"}:
            expected = by_table(whole.parts)[table] if name == "funding_periods" else narrowed[table]
            ids = set(expected[KEYS[table]]) & set(narrowed_ids(chosen, table))
            assert set(frame[KEYS[table]]) == ids


def test_a_market_opens_its_own_rows(prepared: Prepared) -> None:
    selection = Selection(markets=("RUS",))
    whole = of_flows(matrix_chart)(select(prepared, Selection()), Look("light", VI, selection))
    rows = by_table(chosen_parts(whole.parts, select(prepared, selection)))["export_flows"]
    assert 0 < len(rows) < whole.n
    assert set(rows["market_iso3"]) == {"RUS"}


@given(selection=selections())
def test_every_recognition_of_a_selection_stands_once_behind_its_chart(
    record: Record, prepared: Prepared, selection: Selection
) -> None:
    beside = select(prepared, without_fields(selection, "years", "stars"))
    rows = by_table(stars.ocop_year_chart(beside, Look("light", VI, selection)).parts)
    found = rows.get("ocop_recognitions", record["ocop_recognitions"].iloc[:0])
    assert sorted(found["recognition_id"]) == sorted(recognitions_of(beside)["recognition_id"])


@given(selection=selections())
def test_money_in_a_table_of_proposals_is_the_money_of_its_rows(prepared: Prepared, selection: Selection) -> None:
    chosen = select(prepared, without_fields(selection, "stages"))
    shown = pipeline_chart(chosen, Look("light", VI, selection))
    rows = by_table(shown.parts).get("proposals")
    if rows is None:
        return
    (total,) = map(shown.table.by_column, shown.table.footer)
    stated = rows["support_vnd"].dropna()
    assert total["n"].value == len(rows)
    assert total["n_amounts"].value == len(stated)
    assert (total["support"].value or 0) == int(stated.sum())


@given(selection=selections())
def test_exporters_and_groups_open_exactly_the_rows_that_they_count(prepared: Prepared, selection: Selection) -> None:
    flows = flows_of(select(prepared, selection), with_context=False)
    of_exporters, of_groups = exporters(flows), beside_countries(flows)
    for table in (of_exporters, of_groups):
        assert all(len(set(row.flow_ids)) == row.n for row in table.itertuples())
    assert of_exporters["n"].sum() == len(flows)


@given(selection=selections())
def test_the_numbers_of_a_unit_are_its_rows(prepared: Prepared, selection: Selection) -> None:
    chosen, vintage = select(prepared, selection), Vintage.DISTRICTS_2024
    lines = unit_table(chosen, vintage)
    for column in ("facilities", "ocop_products", "typical_products"):
        units = chosen.units(column, vintage).fillna("unplaced")
        for code, n in lines[column].items():
            rows = int(units.eq(code).sum())
            assert (pd.isna(n) and not rows) or rows == n, (column, code)


@pytest.mark.parametrize(
    "table",
    [
        "facilities",
        "proposals",
        "ocop_products",
        "ocop_recognitions",
        "typical_products",
        "export_flows",
        "published_figures",
    ],
)
def test_the_csv_of_a_dialog_holds_the_rows_and_sums_of_the_dialog(prepared: Prepared, table: str) -> None:
    frame = getattr(prepared, table) if hasattr(prepared, table) else prepared.record[table]
    shown = evidence(prepared.record, table, frame, VI)
    text = evidence_csv(prepared.record, table, frame, VI).decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    assert len(rows) == len(shown.rows) == len(frame)
    numbers = [column for column in shown.columns if column.is_number]
    for column in numbers:
        place = head.index(column.csv_heading or column.heading)
        said = [row[column.id].get("v") for row in shown.rows]
        written = [row[place] for row, value in zip(rows, said, strict=True) if value is not None]
        assert sum(map(float, written)) == pytest.approx(sum(value for value in said if value is not None))


def _delimiter(text: str) -> str:
    return ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","


@pytest.mark.parametrize(
    "table",
    [
        "facilities",
        "proposals",
        "ocop_products",
        "ocop_recognitions",
        "typical_products",
        "export_flows",
        "published_figures",
    ],
)
def test_every_row_of_a_dialog_leads_to_a_card_with_its_sources(prepared: Prepared, table: str) -> None:
    for row in prepared.record[table].itertuples():
        card = row_card(prepared, table, getattr(row, KEYS[table]), VI)
        assert card is not None
        assert card.title
        assert set(str(row.source_ids).split(";")) <= set(card.source_ids)
    assert row_card(prepared, table, "no such row", VI) is None


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_published_numbers_opens_on_the_published_figures(whole: Selected, name: str) -> None:
    make, _, _ = CHARTS[name]
    tables = [table for _, table, _ in make(whole, Look("light", VI, Selection())).parts]
    assert "published_figures" not in tables[1:]
