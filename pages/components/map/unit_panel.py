"""The units of the map as a ranked table, linked to it: a row narrows, again widens; a number opens its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.maps.areas import cell_text, measure_title, products_beside
from analytics.maps.measures import (
    MEASURE_COLUMNS,
    PUBLISHED,
    KnownProducts,
    MapMeasure,
    Measure,
    MeasureValues,
    Scale,
    known_products,
    measure_values,
)
from analytics.maps.state import named_units
from analytics.maps.words import MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, is_commune_level, units_of
from analytics.selection.place_words import LINE_NAMES, joined, unit_name
from analytics.selection.published_products import published_number
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED, Selection
from analytics.selection.shared import in_line, is_shared, shared_heading, shared_part, shared_words
from analytics.selection.unit_table import unit_sums, unit_table
from analytics.wording.language import Language, mark
from pages.components.browser.data_table import (
    GridColumn,
    GridColumnKind,
    PackedTable,
    TableEvent,
    TableSpec,
    TableTexts,
    data_table,
    pack_table,
)
from pages.components.map.map_panel import choose_unit, everywhere
from pages.components.panels.evidence_view import evidence_dialog, table_texts
from pages.components.visit.memory import memory
from pages.components.visit.session import choose, prepared_record, selected_rows, selection, view, words

SHORT: dict[Measure, str] = {
    Measure.FACILITIES: mark("Facilities"),
    Measure.PROPOSALS: mark("Proposals"),
    Measure.SUPPORT: mark("Support (million VND)"),
    Measure.OCOP: mark("OCOP"),
    Measure.TYPICAL: mark("Typical goods"),
}
_TABLES: dict[Measure, str] = {
    Measure.FACILITIES: "facilities",
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "proposals",
    Measure.OCOP: "ocop_products",
    Measure.TYPICAL: "typical_products",
}
SHARED: dict[Measure, str] = {Measure.PROPOSALS: "n_shared", Measure.SUPPORT: "shared_vnd"}
"""Of the columns that count proposals: the column of the unit table with what other rows count too."""
SHARED_LINE = "shared"
ROWS = 15


def unit_panel() -> None:
    """Draw the table for the selection without its places, and the sum of the selection under it."""
    language, spec = words(), view().measure
    rows, selected = everywhere(selection(), spec.vintage), selected_rows(selection())
    whole = selected_rows(Selection())
    # the table of all communes is too long to be kept for each selection
    make = _table if is_commune_level(spec.vintage) else _packed
    data_table(
        make(selected, rows, whole, spec, language, table_texts(language)),
        key=f"units_{spec.vintage.value}",
        selected=named_units(selected.selection, spec.vintage),
        on_event=_clicked,
    )
    _open_clicked(rows, selected, spec.vintage, language)


@cached()
def _packed(  # noqa: PLR0913, PLR0917 - all that the table depends on is its key
    selected: Selected, rows: Selected, whole: Selected, spec: MapMeasure, language: Language, texts: TableTexts
) -> PackedTable:
    return pack_table(_table(selected, rows, whole, spec, language, texts))


def _table(  # noqa: PLR0913, PLR0917 - the same
    selected: Selected, rows: Selected, whole: Selected, spec: MapMeasure, language: Language, texts: TableTexts
) -> TableSpec:
    measure = measure_values(spec, rows, whole)
    lines, sums = unit_table(rows, spec.vintage), unit_sums(selected, spec.vintage)
    of_selected = measure_values(spec, selected, whole)
    vintage = spec.vintage
    products = known_products(rows, vintage)
    footer = [_row(code, lines, _elsewhere(measure, code, language), vintage, language) for code in LINE_NAMES]
    footer.append(
        _line("total", _sum_name(selected, language), sums, _total_cell(of_selected, language), vintage, language)
    )
    if not pd.isna(sums["n_shared"]):
        footer.append(_shared_line(sums, vintage, language))
    return TableSpec(
        caption=measure_title(spec, language),
        columns=_columns(spec, language),
        rows=[
            _with_products(
                _row(code, lines, _main_cell(measure, code, language), vintage, language),
                products,
                language,
                is_shown=spec.measure is Measure.OCOP,
            )
            for code in _ranked(measure)
        ],
        footer=[row for row in footer if any(row.get(id_) for id_ in (*SHORT, "main"))],
        clickable=True,
        max_height_px=None,
        page_size=ROWS,
        is_dense=True,
        texts=replace(texts, filter=language.text("Filter…") if is_commune_level(spec.vintage) else ""),
    )


def _ranked(measure: MeasureValues) -> list[str]:
    ranked = pd.DataFrame({"by": measure.by_code, "then": measure.absolute[measure.by_code.index]})
    return list(ranked.sort_values(["by", "then"], ascending=False, kind="stable", na_position="last").index)


def _columns(spec: MapMeasure, language: Language) -> Sequence[GridColumn]:
    columns = [GridColumn("unit", language.text("Administrative unit"), width="6rem")]
    if not _is_plain(spec):
        heading = MAP_MEASURE_NAMES[spec.measure] if spec.scale is Scale.ABSOLUTE else SCALE_NAMES[spec.scale]
        help_ = measure_title(spec, language)
        unit = "%" if spec.scale is Scale.SHARE else language.text("VND") if spec.measure is Measure.SUPPORT else ""
        in_unit = f"{help_} ({unit})" if unit else help_
        columns.append(
            GridColumn("main", language.text(heading), kind="bar", help=help_, csv_label=in_unit, action=True)
        )
    for measure, heading in SHORT.items():
        if (
            measure is Measure.TYPICAL
            and (not _is_plain(spec) or spec.measure is Measure.OCOP)
            and spec.measure is not measure
        ):
            continue  # one column has to make room for what the map shows, or for what is published beside it
        kind: GridColumnKind = "bar" if _is_plain(spec) and measure is spec.measure else "number"
        columns.append(
            GridColumn(
                measure.value,
                language.text(heading),
                kind=kind,
                width="7rem" if measure is spec.measure is Measure.OCOP else None,
                help=language.text(MAP_MEASURE_NAMES[measure]),
                csv_label=language.text("Support (VND)") if measure is Measure.SUPPORT else None,
                csv_more=_more_in_file(measure, spec.vintage, language),
                action=True,
            )
        )
    return tuple(columns)


def _more_in_file(measure: Measure, vintage: Vintage, language: Language) -> tuple[tuple[str, str], ...]:
    """Return what a file says of a column beside its values: of which part others count too, what is published."""
    if measure is Measure.OCOP and vintage is Vintage.DISTRICTS_2024:
        return (("published", language.text("OCOP products published (year)")),)
    if measure not in SHARED:
        return ()
    heading = shared_heading(language, vintage)
    return (("shared", f"{heading} ({language.text('VND')})" if measure is Measure.SUPPORT else heading),)


def _is_plain(spec: MapMeasure) -> bool:
    """Tell whether what the map shows is one of the table's own columns."""
    return spec.scale is Scale.ABSOLUTE and spec.measure in SHORT


def _row(code: str, lines: pd.DataFrame, main: object, vintage: Vintage, language: Language) -> Mapping[str, object]:
    line = cast("pd.Series", lines.loc[code])
    if not (facts := units_of(vintage).get(code)):
        return _line(code, language.text(LINE_NAMES[code]), line, main, vintage, language)
    short = unit_name(f"{vintage}:{code}").replace("Thành phố", "TP.")
    return _line(code, {"v": short, "t": short, "title": facts.name}, line, main, vintage, language)


def _line(  # noqa: PLR0913, PLR0917 - what a row of the table is made of
    id_: str, name: object, line: pd.Series, main: object, vintage: Vintage, language: Language
) -> Mapping[str, object]:
    """Return a row of the table; what of it other rows count too stands under its number."""
    cells: dict[str, object] = {item.value: _cell(item, line[MEASURE_COLUMNS[item]], language) for item in SHORT}
    for item, column in SHARED.items():
        cell, shared = cells[item.value], _cell(item, line[column], language)
        if isinstance(cell, dict) and shared is not None and id_ != "total":
            note = shared_part(shared["t"], language, vintage)
            cells[item.value] = {**cell, "note": note, "shared": shared["v"]}
    return {"id": id_, "unit": name, **cells, "main": main}


def _with_products(
    row: Mapping[str, object], known: KnownProducts, language: Language, *, is_shown: bool
) -> Mapping[str, object]:
    """Return a row with what is known of OCOP products beside those counted: under the number where the map shows it, else at it."""
    cell, code = row[Measure.OCOP.value], str(row["id"])
    if not (said := joined(products_beside(code, known, language, has_any=cell is not None))):
        return row
    number = published_number(known.published[code], language) if code in known.published else ""
    shown = {**cast("dict[str, object]", cell or {"v": None, "t": "—"}), "note" if is_shown else "title": said}
    return {**row, Measure.OCOP.value: {**shown, "published": number}}


def _shared_line(sums: pd.Series, vintage: Vintage, language: Language) -> Mapping[str, object]:
    """Return the row under the total: what of it belongs to proposals of several units."""
    words_ = shared_words(int(sums["n_shared"]), language, vintage)
    cells = {item.value: _cell(item, sums[column], language) for item, column in SHARED.items()}
    return {"id": SHARED_LINE, "unit": words_, **cells}


def _cell(measure: Measure, value: float, language: Language) -> dict[str, Any] | None:
    """Write a value; money in millions, so that rows compare at a glance."""
    if pd.isna(value):
        return None
    return {"v": float(value), "t": cell_text(measure, Scale.ABSOLUTE, value, language)}


def _main_cell(measure: MeasureValues, code: str, language: Language) -> object:
    return _scaled_cell(measure, measure.by_code[code], language)


def _scaled_cell(measure: MeasureValues, value: float, language: Language) -> object:
    """Write what the map shows, as the map writes it."""
    if pd.isna(value):
        return None
    shown = 100 * float(value) if measure.spec.scale is Scale.SHARE else float(value)
    return {"v": round(shown, 6), "t": cell_text(measure.spec.measure, measure.spec.scale, value, language)}


def _elsewhere(measure: MeasureValues, code: str, language: Language) -> object:
    """Return what the map shows of the rows that are in none of its units, where it is a value that can be added up."""
    if code != UNPLACED or measure.elsewhere is None or measure.spec.scale in {Scale.PER_AREA, Scale.PER_FACILITY}:
        return None
    whole = measure.total if measure.spec.scale is Scale.SHARE and measure.total else 1
    return _scaled_cell(measure, measure.elsewhere / whole, language)


def _total_cell(measure: MeasureValues, language: Language) -> object:
    if measure.total is None or measure.spec.scale in {Scale.PER_AREA, Scale.PER_FACILITY}:
        return None
    return _scaled_cell(measure, 1.0 if measure.spec.scale is Scale.SHARE else measure.total, language)


def _sum_name(selected: Selected, language: Language) -> str:
    return language.text("Total") if selected.selection.is_empty else language.text("Selected")


def _clicked(event: TableEvent) -> None:
    if event.column is not None:
        memory().unit_cell = (event.row, event.column)
    elif event.row == UNPLACED and view().measure.vintage is Vintage.DISTRICTS_2024:
        choose(selection().toggle_district(UNPLACED))
    else:
        choose_unit(view().measure.vintage.value, event.row)


def _open_clicked(rows: Selected, selected: Selected, vintage: Vintage, language: Language) -> None:
    clicked, memory().unit_cell = memory().unit_cell, None
    if clicked is None:
        return
    line, column = clicked
    place = _place_words(line, selected, vintage, language)
    if column == "main" and view().measure.measure in PUBLISHED:
        _open_published(line, place, rows, language)
        return
    measure = view().measure.measure if column == "main" else Measure(column)
    frame = _behind(line, _TABLES[measure], rows, selected, vintage)
    evidence_dialog(
        f"{place}: {language.text(MAP_MEASURE_NAMES[measure])}",
        "",
        ((language.text("Itemised rows"), _TABLES[measure], frame),),
    )


def _place_words(line: str, selected: Selected, vintage: Vintage, language: Language) -> str:
    if line == "total":
        return _sum_name(selected, language)
    if line == SHARED_LINE:
        return shared_words(int(unit_sums(selected, vintage)["n_shared"]), language, vintage)
    facts = units_of(vintage).get(line)
    return facts.name if facts else language.text(LINE_NAMES[line])


def _behind(line: str, table: str, rows: Selected, selected: Selected, vintage: Vintage) -> pd.DataFrame:
    """Return the rows that a number of the table counts."""
    if line == "total":
        return selected.frame(table)
    if line == SHARED_LINE:
        return selected.table("proposals")[is_shared(selected, vintage)]
    if table == "proposals":
        return in_line(rows, line, vintage)
    return rows.frame(table)[rows.units(table, vintage).fillna(UNPLACED).eq(line)]


def _open_published(line: str, place: str, rows: Selected, language: Language) -> None:
    """Open the published figures behind a value of the map, of all lines for the total."""
    record, spec = prepared_record().record, view().measure
    shown = measure_values(spec, rows, selected_rows(Selection()))
    figures, is_total = shown.figures, line == "total"
    ids = tuple(id_ for ids in figures.values() for id_ in ids) if is_total else figures.get(line, ())
    frame = rows_with_ids(record, "published_figures", ids)
    title = f"{place}: {language.text(MAP_MEASURE_NAMES[spec.measure])}"
    stated = shown.total if is_total else shown.absolute.get(line)
    evidence_dialog(title, "", ((language.text("Published figures"), "published_figures", frame),), stated=stated)
