"""Every cell of a crosstab is what the selection of its values counts, what plain loops over the files count, and what its rows are."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import product
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.crosstab.cut import ADDED, MONEY, SUBJECT, CrosstabMeasure, Cut, Dimension, read_cut
from analytics.crosstab.entries import COMMUNES, NONE
from analytics.crosstab.files import crosstab_content, ordered_lines
from analytics.crosstab.picture import MOST_SERIES, crosstab_chart
from analytics.crosstab.table import OTHERS, Crosstab, Slot, crosstab, rows_of_cell, whole_cell
from analytics.crosstab.words import (
    CROSSTAB_MEASURE_NAMES,
    DIMENSIONS,
    crosstab_title,
    in_order,
    notes_of,
    nothing_of,
    said_of,
    value_name,
)
from analytics.downloads import Occasion
from analytics.downloads.csv_files import csv_zip
from analytics.downloads.workbook import export_workbook
from analytics.figures.style import Look
from analytics.prepared.tables import Prepared
from analytics.selection.published_totals import published_sum
from analytics.selection.selected import Selected, select
from analytics.selection.selection import UNPLACED, Field, Selection
from analytics.selection.shared import is_shared, is_shared_outside
from analytics.wording.colours import Theme
from analytics.wording.language import Language
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent
from tests.analytics.strategies import any_selections
from tests.contrast import LEAST, colour, contrast, over

RECORD = Path(__file__).parents[3] / "geodata" / "record" / "public"
FIELDS: dict[Dimension, Field] = {
    Dimension.DISTRICT: "districts",
    Dimension.COMMUNE: "units",
    Dimension.SECTOR: "sectors",
    Dimension.PROGRAMME: "programmes",
    Dimension.CONTENT: "contents",
    Dimension.STAGE: "stages",
    Dimension.STARS: "stars",
    Dimension.MARKET: "markets",
    Dimension.YEAR: "years",
}
KINDS = {
    Dimension.SECTOR: Sector,
    Dimension.PROGRAMME: Programme,
    Dimension.CONTENT: SupportContent,
    Dimension.STAGE: Stage,
}


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    fields = draw(st.lists(st.sampled_from(list(Dimension)), min_size=2, max_size=3, unique=True))
    return Cut(draw(st.sampled_from(list(CrosstabMeasure))), tuple(fields[:-1]), fields[-1])


def narrowed(selection: Selection, one: Dimension, value: str) -> Selection | None:
    """Return the selection of a value, None where a selection cannot say it: a value of none, a period beside its years."""
    if value in {NONE, OTHERS} or one not in FIELDS or value.startswith(("group:", "total", "not_stated")):
        return None
    if one is Dimension.YEAR:
        return replace(selection, years=(int(value), int(value))) if value.isdecimal() else None
    if one is Dimension.COMMUNE:
        return replace(selection, units=(f"{COMMUNES}:{value}",))
    kind = KINDS.get(one, str)
    return replace(selection, **{FIELDS[one]: (kind(value),)})


def has_choice_of_proposals(selection: Selection) -> bool:
    return bool(selection.programmes or selection.stages or selection.contents)


def of_slot(made: Crosstab, slot: Slot) -> Selection | None:
    selection: Selection | None = made.selected.selection
    for one, value in zip(made.cut.dimensions, slot, strict=True):
        if selection is not None and value is not None:
            selection = narrowed(selection, one, value)
    return selection


@given(any_selections(), cuts())
def test_a_cell_counts_what_the_selection_of_its_values_counts(
    prepared: Prepared, selection: Selection, cut: Cut
) -> None:
    if Dimension.COMMUNE in cut.dimensions and selection.units:
        selection = replace(selection, units=())
    made = crosstab(select(prepared, selection), cut)
    frame = SUBJECT[cut.measure]
    for slot, cell in list(made.cells.items())[:60]:
        chosen = of_slot(made, slot)
        if chosen is None or cut.measure is CrosstabMeasure.TONNES:
            continue
        if frame != "proposals" and chosen.years != selection.years and has_choice_of_proposals(selection):
            continue  # a year tells which of the selected rows are of it, not that their proposal is of it too
        picked = select(prepared, chosen)
        rows = picked.frame(frame)
        if frame == "export_flows":
            rows = rows[~rows["is_context"]]
        assert cell.n == len(rows), (slot, chosen)
        if cut.measure in ADDED:
            elsewhere = picked.prepared.proposals["proposal_id"][is_shared_outside(picked)]
            is_beside = rows["proposal_id"].isin(elsewhere) if cut.measure in MONEY else rows.index.isin([])
            own, beside = (rows.loc[is_beside == is_one, ADDED[cut.measure]].dropna() for is_one in (False, True))
            assert (cell.n_stated, cell.value) == (len(own), own.sum() if len(own) else None)
            assert (cell.n_beside, cell.beside) == (len(beside), beside.sum() if len(beside) else None)


@given(any_selections(), cuts())
def test_the_rows_behind_a_cell_are_the_cells(prepared: Prepared, selection: Selection, cut: Cut) -> None:
    made = crosstab(select(prepared, selection), cut)
    for slot, cell in list(made.cells.items())[::7][:12]:
        assert len(rows_of_cell(made, slot)) == cell.n


@given(any_selections(), cuts())
def test_lines_hold_at_least_their_total_and_no_row_is_lost(prepared: Prepared, selection: Selection, cut: Cut) -> None:
    selected = select(prepared, selection)
    made = crosstab(selected, cut)
    whole = made.cell(made.total, None)
    assert replace(whole, is_published_large=False) == whole_cell(selected, cut.measure)
    lines = [made.cell(line, None) for line in made.lines]
    assert sum(cell.n for cell in lines) + made.apart >= whole.n
    assert max((cell.n for cell in lines), default=0) <= max(whole.n, made.apart + whole.n)
    if not any(made.several.values()) and not made.apart:
        assert sum(cell.n for cell in lines) == whole.n
    if cut.measure in MONEY and Dimension.DISTRICT in cut.down and not selection.units:
        alone = replace(cut, down=(Dimension.DISTRICT,), across=Dimension.STAGE)
        by_district = crosstab(selected, alone)
        own = sum(by_district.cell(line, None).value or 0 for line in by_district.lines)
        inside = is_shared(selected) & ~is_shared_outside(selected)
        shared = np.nansum(prepared.index.numbers("proposals", ADDED[cut.measure])[inside])
        assert own + shared == (whole.value or 0), "districts have their own, the total what they share once"
    for cell in made.cells.values():
        assert 0 <= cell.n_stated + cell.n_beside <= cell.n
        assert (cell.value is None) == (cell.n_stated == 0)


def read(table: str) -> list[Mapping[str, str]]:
    with (RECORD / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain_slots(table: str, row: Mapping[str, str], dimensions: tuple[Dimension, ...]) -> set[Slot]:
    """Return the cells that a row of a file counts in, by loops over the files; a beneficiary's place and name go together."""
    if table != "proposals":
        return set(product(*((plain_value(row, one), None) for one in dimensions)))
    own = [item for item in read("beneficiaries") if item["proposal_id"] == row["proposal_id"]]
    placed = [item for item in own if item["district_code"]] or own or [{"district_code": "", "facility_id": ""}]
    slots: set[Slot] = set()
    for item in placed:
        there = {**row, "district_code": item["district_code"], "facility_id": item["facility_id"]}
        slots |= set(product(*((plain_value(there, one), None) for one in dimensions)))
    return slots


def plain_value(row: Mapping[str, str], one: Dimension) -> str:
    if one is Dimension.YEAR and "year_from" in row:
        first, last = row["year_from"], row["year_to"]
        return NONE if not first else first if first == last else f"{first}-{last}"
    columns = {
        Dimension.DISTRICT: "district_code",
        Dimension.CONTENT: "support_content",
        Dimension.PRODUCER: "facility_id",
    }
    return row[columns.get(one, one.value)] or (UNPLACED if one is Dimension.DISTRICT else NONE)


TEN = [
    ("proposals", "proposals.district.content"),
    ("proposals", "proposals.sector.stage"),
    ("proposals", "support.district-programme.year"),
    ("proposals", "counterpart.sector.programme"),
    ("proposals", "investment.content.district"),
    ("proposals", "proposals.producer.district"),
    ("facilities", "workers.sector.district"),
    ("ocop_products", "ocop.district.stars"),
    ("ocop_products", "ocop.sector-stars.district"),
    ("typical_products", "typical.sector.year"),
]


@pytest.mark.parametrize(("table", "text"), TEN, ids=[text for _, text in TEN])
def test_ten_crosstabs_worked_out_anew_from_the_files(whole: Selected, table: str, text: str) -> None:
    cut, is_read = read_cut(text)
    assert is_read
    cnnt = {"enterprise", "cooperative", "cooperative_group", "household"}
    rows = [
        row
        for row in read(table)
        if (table != "facilities" or row["kind"] in cnnt)
        and (table != "ocop_products" or row["status"] == "recognised")
    ]
    made = crosstab(whole, cut)
    assert OTHERS not in {value for slot in made.cells for value in slot}
    expected: dict[Slot, list[Mapping[str, str]]] = {}
    for row in rows:
        for slot in plain_slots(table, row, cut.dimensions):
            expected.setdefault(slot, []).append(row)
    assert {slot: cell.n for slot, cell in made.cells.items() if cell.n} == {
        slot: len(found) for slot, found in expected.items()
    }
    if cut.measure not in ADDED:
        return
    column = ADDED[cut.measure]
    at = (
        cut.dimensions.index(Dimension.DISTRICT)
        if cut.measure in MONEY and Dimension.DISTRICT in cut.dimensions
        else None
    )
    for slot, found in expected.items():
        for is_one, told in ((False, made.cells[slot].value), (True, made.cells[slot].beside)):
            there = [row for row in found if (at is not None and slot[at] is not None and is_of_several(row)) == is_one]
            amounts = [amount for amount in (plain_amount(row, column) for row in there) if amount is not None]
            assert told == (sum(amounts) if amounts else None), slot


def is_of_several(row: Mapping[str, str]) -> bool:
    """Tell whether a proposal has beneficiaries in several districts."""
    own = {item["district_code"] for item in read("beneficiaries") if item["proposal_id"] == row["proposal_id"]}
    return len(own - {""}) > 1


def plain_amount(row: Mapping[str, str], column: str) -> int | None:
    if column == "counterpart_vnd" and not row[column] and row["total_investment_vnd"] and row["support_vnd"]:
        return int(row["total_investment_vnd"]) - int(row["support_vnd"])
    return int(row[column]) if row[column] else None


def test_a_proposal_of_two_districts_stands_in_both_and_counts_once(whole: Selected) -> None:
    made = crosstab(whole, Cut(CrosstabMeasure.PROPOSALS, (Dimension.DISTRICT,), Dimension.CONTENT))
    n = made.several[Dimension.DISTRICT]
    assert n > 0
    lines = sum(made.cell(line, None).n for line in made.lines)
    assert lines > made.cell(made.total, None).n == whole.count("proposals")


def test_what_is_published_stands_beside_and_is_never_added(whole: Selected) -> None:
    made = crosstab(whole, Cut(CrosstabMeasure.SUPPORT, (Dimension.YEAR,), Dimension.PROGRAMME))
    cell = made.cell(("2023",), "national")
    own = published_sum(whole.record, "budget_vnd", Selection(years=(2023, 2023), programmes=(Programme.NATIONAL,)))
    assert cell.published == own is not None
    assert cell.value is None
    by_sector = crosstab(whole, Cut(CrosstabMeasure.SUPPORT, (Dimension.SECTOR,), Dimension.YEAR))
    assert all(by_sector.cell(line, None).published is None for line in by_sector.lines)


def test_a_period_holds_its_own_figure_not_those_of_its_years(whole: Selected) -> None:
    made = crosstab(whole, Cut(CrosstabMeasure.SUPPORT, (Dimension.YEAR,), Dimension.PROGRAMME))
    spans = [line for line in made.lines if "-" in str(line[0])]
    found = [(line, made.cell(line, None).published) for line in spans]
    assert any(total for _, total in found)
    for line, total in found:
        if total is not None:
            assert total.periods == (tuple(int(year) for year in str(line[0]).split("-")),)


def test_tonnes_of_groups_of_markets_are_in_no_total(whole: Selected) -> None:
    made = crosstab(whole, Cut(CrosstabMeasure.TONNES, (Dimension.MARKET,), Dimension.YEAR))
    assert made.apart > 0
    countries = [made.cell(line, None) for line in made.lines if len(str(line[0])) == 3]
    assert made.cell(made.total, None).value == sum(cell.value for cell in countries if cell.value is not None)
    by_sector = crosstab(whole, Cut(CrosstabMeasure.TONNES, (Dimension.SECTOR,), Dimension.YEAR))
    assert by_sector.cell(by_sector.total, None).value == made.cell(made.total, None).value


def test_many_producers_are_folded_and_none_is_lost(whole: Selected) -> None:
    made = crosstab(whole, Cut(CrosstabMeasure.OCOP, (Dimension.SECTOR,), Dimension.PRODUCER))
    assert OTHERS in made.columns
    assert len(made.columns) <= 15
    assert sum(made.cell(made.total, column).n for column in made.columns) == whole.count("ocop_products")


@pytest.mark.parametrize("text", ["", "proposals.district.content", "tonnes.market-year.sector"])
def test_an_address_says_a_cut(text: str) -> None:
    cut, is_read = read_cut(text)
    assert is_read
    assert read_cut(cut.to_text()) == (cut, True)


@pytest.mark.parametrize(
    "text",
    ["x", "proposals.district", "proposals.district.district", "proposals.a-b.year", "proposals..year", "." * 99],
)
def test_an_address_that_says_none_gives_the_first_cut(text: str) -> None:
    assert read_cut(text) == (Cut(), False)


@given(cuts(), st.sampled_from(["vi", "en"]))
def test_every_line_and_column_has_a_name_and_an_order(whole: Selected, cut: Cut, code: str) -> None:
    language, made = Language(code), crosstab(whole, cut)
    assert crosstab_title(cut, language)
    assert notes_of(made, language)
    for at, one in enumerate(cut.dimensions):
        values = list({str(slot[at]) for slot in made.cells if slot[at] is not None})
        assert sorted(in_order(made, one, values, language)) == sorted(values)
        assert all(value_name(whole.prepared, one, value, language) for value in values)


def test_every_measure_and_field_has_words() -> None:
    assert set(CROSSTAB_MEASURE_NAMES) == set(CrosstabMeasure) == set(SUBJECT)
    assert set(DIMENSIONS) == set(Dimension)


def test_the_large_number_of_a_cell_is_the_most_complete_one(whole: Selected) -> None:
    language = Language("vi")
    made = crosstab(whole, Cut(CrosstabMeasure.SUPPORT, (Dimension.YEAR,), Dimension.PROGRAMME))
    for cell in made.cells.values():
        large, beneath = said_of(made.cut, cell, language)
        if cell.is_published_large and cell.published is not None:
            assert large.endswith(language.number(cell.published.value / 1e6, 1))
            assert "danh mục" in beneath
        elif cell.n_stated * 5 < cell.n:
            assert large == ""
        elif cell.value is not None:
            assert large == language.number(cell.value / 1e6, 1)
    total = made.cell(made.total, None)
    assert said_of(made.cut, total, language)[0].startswith("≥")


@given(any_selections(), cuts())
def test_a_sum_is_of_the_kind_of_its_parts(prepared: Prepared, selection: Selection, cut: Cut) -> None:
    made = crosstab(select(prepared, selection), cut)
    for slot, cell in made.cells.items():
        if cell.is_published_large:
            assert cell.published is not None
            assert cell.published.value > (cell.value or 0)
        for at, value in enumerate(slot):
            parts = [
                other
                for place, other in made.cells.items()
                if value is None and place[at] is not None and (*place[:at], None, *place[at + 1 :]) == slot
            ]
            if any(part.value is not None for part in parts) and not any(part.is_published_large for part in parts):
                assert not cell.is_published_large
                large, beneath = said_of(cut, cell, Language("vi"))
                assert not large.startswith(("≥", "≈"))
                assert cell.published is None or "công bố" in beneath


def test_a_crosstab_of_nothing_says_what_to_take_back(prepared: Prepared) -> None:
    made = crosstab(select(prepared, Selection(years=(1901, 1901))), Cut())
    assert made.is_empty
    assert "Năm" in nothing_of(made, Language("vi")) or "năm" in nothing_of(made, Language("vi"))
    assert not crosstab(select(prepared, Selection()), Cut()).is_empty


@given(cuts(), st.sampled_from(["vi", "en"]))
def test_a_file_holds_every_cell_with_its_selection_and_sources(whole: Selected, cut: Cut, code: str) -> None:
    made = crosstab(whole, cut)
    content = crosstab_content(made, Occasion(datetime(2026, 11, 29, 10, 0), Language(code)))  # noqa: DTZ001 - written as it is
    shown, cells = content.tables
    assert len(shown.frame) == len(ordered_lines(made, Language(code))) + 1
    assert len(shown.columns) == len(cut.down) + len(made.columns) + 2 + (cut.measure in MONEY)
    lines = {*ordered_lines(made, Language(code)), made.total}
    told = [cell for slot, cell in made.cells.items() if slot[:-1] in lines and (cell.n or cell.published)]
    assert cells.frame["n"].sum() == sum(cell.n for cell in told)
    assert cells.frame["value"].notna().sum() == sum(cell.value is not None for cell in told)
    if cut.measure in MONEY:
        assert cells.frame["beside"].sum() == sum(cell.beside or 0 for cell in told)
    assert content.sources.frame.shape[0] > 0
    assert any(crosstab_title(cut, Language(code)) == text for _, text in content.about)
    assert csv_zip(content)


@pytest.mark.parametrize("text", ["support.year.programme", "ocop.district-sector.stars", "tonnes.market.year"])
def test_a_workbook_says_the_numbers_of_the_table(whole: Selected, text: str) -> None:
    made = crosstab(whole, read_cut(text)[0])
    content = crosstab_content(made, Occasion(datetime(2026, 11, 29, 10, 0), Language("vi")))  # noqa: DTZ001 - as above
    book = openpyxl.load_workbook(BytesIO(export_workbook(content)))
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    total = rows[-1]
    assert total[0] == "Tổng"
    assert total[-3 if made.cut.measure in MONEY else -2] == made.cell(made.total, None).value
    published = made.cell(made.total, None).published
    assert total[-1] == (None if published is None else published.value)
    assert len(book.worksheets) == 4


@given(cuts())
def test_the_chart_draws_what_the_table_says(whole: Selected, cut: Cut) -> None:
    chart = crosstab_chart(whole, Look("light", Language("vi"), Selection()), cut=cut)
    made = crosstab(whole, cut)
    size = 1e6 if cut.measure in MONEY else 1.0
    drawn_values = sorted(value * size for trace in chart.figure.data for value in trace["x"] if value is not None)
    rest = (None,) * (len(cut.down) - 1)
    kept = [(id_, *rest) for id_ in chart.table.ids]
    assert len(drawn_values) <= len(kept) * len(made.columns)
    for line in kept:
        assert made.cell(line, None).value is not None
    known = {round(cell.value) for cell in made.cells.values() if cell.value is not None}
    assert {round(value) for value in drawn_values} <= known


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_are_read_on_each_part_of_the_chart_and_on_the_lines_of_its_pattern(
    whole: Selected, theme: Theme
) -> None:
    chart = crosstab_chart(
        whole,
        Look(theme, Language("vi"), Selection()),
        cut=Cut(CrosstabMeasure.OCOP, (Dimension.DISTRICT,), Dimension.PRODUCER),
    )
    assert len(chart.figure.data) == MOST_SERIES
    for trace in chart.figure.data:
        fill, pattern = colour(trace["marker"]["color"]), trace["marker"].get("pattern")
        lines = over(colour(pattern["fgcolor"]), fill, pattern["fgopacity"]) if pattern else fill
        for ground in (fill, lines):
            assert contrast(colour(trace["insidetextfont"]["color"]), ground) >= LEAST
