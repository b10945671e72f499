"""The units of the map as a ranked table, linked to it: a row narrows, again widens; a number opens its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.language import Language, mark
from analytics.map_areas import measure_title
from analytics.map_state import named_units
from analytics.measures import COLUMNS, MapMeasure, Measure, MeasureValues, Scale, measure_values
from analytics.selected import Selected
from analytics.selection import UNPLACED, Selection
from analytics.unit_table import lines_of, unit_table
from analytics.vintages import Vintage, is_commune_level, units_of
from analytics.words import LINES, MEASURES, SCALES
from pages.components.data_table import Column, PackedTable, TableEvent, TableSpec, data_table, pack
from pages.components.evidence_view import evidence_dialog, table_texts
from pages.components.map_panel import choose_unit, everywhere
from pages.components.session import choose, prepared_record, selected_rows, selection, view, words

SHORT: dict[Measure, str] = {
    Measure.FACILITIES: mark("Facilities"),
    Measure.PROPOSALS: mark("Proposals"),
    Measure.SUPPORT: mark("Support (million VND)"),
    Measure.OCOP: mark("OCOP"),
    Measure.TYPICAL: mark("Typical"),
}
TABLES: dict[Measure, str] = {
    Measure.FACILITIES: "facilities",
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "proposals",
    Measure.OCOP: "ocop_products",
    Measure.TYPICAL: "typical_products",
}
CLICKED = "unit_panel_cell"
ROWS = 15


def unit_panel() -> None:
    """Draw the table for the selection without its places, and the sum of the selection under it."""
    language, spec = words(), view().measure
    rows, selected = everywhere(selection(), spec.vintage), selected_rows(selection())
    data_table(
        _kept_table(rows, selected, spec, language),
        key=f"units_{spec.vintage.value}",
        selected=named_units(selected.selection, spec.vintage),
        on_event=_clicked,
    )
    _open_clicked(rows, selected, spec.vintage, language)


def _kept_table(rows: Selected, selected: Selected, spec: MapMeasure, language: Language) -> TableSpec | PackedTable:
    """Return the table, made once for all visits where it is short; one of all communes is too long to be kept for each selection."""
    if is_commune_level(spec.vintage):
        return _table(rows, selected, spec, language)
    kept = ("unit panel", spec, table_texts(language))
    return selected.keep(kept, lambda: pack(_table(rows, selected, spec, language)))


def _table(rows: Selected, selected: Selected, spec: MapMeasure, language: Language) -> TableSpec:
    measure = measure_values(prepared_record().record, spec, rows, selected_rows(Selection()))
    lines = unit_table(rows, spec.vintage)
    shown = _ranked(measure)
    others = [code for code in lines_of(spec.vintage) if code in LINES and lines.loc[code].any()]
    return TableSpec(
        caption=measure_title(spec, language),
        columns=_columns(spec, language),
        rows=[_row(code, lines.loc[code], measure, language) for code in shown],
        footer=[*(_row(code, lines.loc[code], None, language) for code in others), _total(selected, spec, language)],
        clickable=True,
        max_height_px=None,
        page_size=ROWS,
        is_dense=True,
        csv_name=f"{spec.vintage.value}.csv",
        locale=language.code,
        texts=replace(table_texts(language), filter=language.text("Filter…") if is_commune_level(spec.vintage) else ""),
    )


def _ranked(measure: MeasureValues) -> list[str]:
    ranked = pd.DataFrame({"by": measure.by_code, "then": measure.absolute[measure.by_code.index]})
    return list(ranked.sort_values(["by", "then"], ascending=False, kind="stable", na_position="last").index)


def _columns(spec: MapMeasure, language: Language) -> Sequence[Column]:
    columns = [Column("unit", language.text("Administrative unit"), width="6rem")]
    if not _is_plain(spec):
        heading = MEASURES[spec.measure] if spec.scale is Scale.ABSOLUTE else SCALES[spec.scale]
        help_ = measure_title(spec, language)
        unit = "%" if spec.scale is Scale.SHARE else language.text("VND") if spec.measure is Measure.SUPPORT else ""
        in_unit = f"{help_} ({unit})" if unit else help_
        columns.append(Column("main", language.text(heading), kind="bar", help=help_, csv_label=in_unit))
    for measure, heading in SHORT.items():
        if measure is Measure.TYPICAL and not _is_plain(spec) and spec.measure is not measure:
            continue  # one column has to make room for what the map shows
        kind = "bar" if _is_plain(spec) and measure is spec.measure else "number"
        columns.append(
            Column(
                measure.value,
                language.text(heading),
                kind=kind,
                help=language.text(MEASURES[measure]),
                csv_label=language.text("Support (VND)") if measure is Measure.SUPPORT else None,
                action=True,
            )
        )
    return tuple(columns)


def _is_plain(spec: MapMeasure) -> bool:
    """Tell whether what the map shows is one of the table's own columns."""
    return spec.scale is Scale.ABSOLUTE and spec.measure in SHORT


def _row(code: str, line: pd.Series, measure: MeasureValues | None, language: Language) -> Mapping[str, object]:
    facts = units_of(view().measure.vintage).get(code)
    name = {"v": facts.short_name, "t": facts.short_name, "title": facts.name} if facts else language.text(LINES[code])
    cells: dict[str, object] = {"id": code, "unit": name}
    for item in SHORT:
        cells[item.value] = _cell(item, line[COLUMNS[item]], language)
    if measure is not None:
        cells["main"] = _main_cell(measure, code, language)
    return cells


def _cell(measure: Measure, value: float, language: Language) -> object:
    """Write a value; money in millions, so that rows compare at a glance."""
    if pd.isna(value):
        return None
    shown = float(value) / 1e6 if measure is Measure.SUPPORT else float(value)
    return {"v": float(value), "t": language.number(shown, 1)}


def _main_cell(measure: MeasureValues, code: str, language: Language) -> object:
    value = measure.by_code[code]
    if pd.isna(value):
        return None
    if measure.spec.scale is Scale.SHARE:
        return {"v": round(100 * float(value), 6), "t": language.percent(float(value), 1)}
    shown = float(value) / 1e6 if measure.spec.measure is Measure.SUPPORT else float(value)
    return {"v": round(float(value), 6), "t": language.number(shown, 1)}


def _total(selected: Selected, spec: MapMeasure, language: Language) -> Mapping[str, object]:
    table = unit_table(selected, spec.vintage)
    sums = {column: table[column].sum(min_count=0) for column in table.columns}
    if len(selected.proposals) and not table["n_amounts"].sum():
        sums["support_vnd"] = pd.NA
    cells = {item.value: _cell(item, sums[COLUMNS[item]], language) for item in SHORT}
    return {"id": "total", "unit": language.text(_sum_name()), **cells}


def _sum_name() -> str:
    return mark("Total") if selection().is_empty else mark("Selected")


def _clicked(event: TableEvent) -> None:
    if event.column is not None:
        st.session_state[CLICKED] = (event.row, event.column)
    elif event.row == UNPLACED and view().measure.vintage is Vintage.DISTRICTS_2024:
        choose(selection().toggle_district(UNPLACED))
    else:
        choose_unit(view().measure.vintage.value, event.row)


def _open_clicked(rows: Selected, selected: Selected, vintage: Vintage, language: Language) -> None:
    clicked = st.session_state.pop(CLICKED, None)
    if clicked is None:
        return
    line, measure = clicked[0], Measure(clicked[1])
    table = TABLES[measure]
    if line == "total":
        frame, place = getattr(selected, table), language.text(_sum_name())
    else:
        frame = getattr(rows, table)[rows.units(table, vintage).fillna(UNPLACED).eq(line)]
        facts = units_of(vintage).get(line)
        place = facts.name if facts else language.text(LINES[line])
    evidence_dialog(f"{place}: {language.text(MEASURES[measure])}", "", ((language.text("Rows"), table, frame),))
