"""The ten districts as a ranked table, linked to the map: a row narrows, again widens; a number opens its rows."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.districts import LINES, district_table
from analytics.language import Language, mark
from analytics.measures import COLUMNS, PUBLISHED, Measure, measure_values
from analytics.selected import Selected
from analytics.selection import DISTRICT_CODES, UNPLACED
from analytics.words import MEASURES, district_name
from pages.components.data_table import Column, TableEvent, TableSpec, data_table
from pages.components.evidence_view import evidence_dialog, table_texts
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
CLICKED = "district_panel_cell"


def district_panel(selected: Selected, everywhere: Selected, whole: Selected) -> None:
    """Draw the table for `everywhere` (the selection without its districts), the sum of `selected` under it."""
    language = words()
    lines = district_table(everywhere)
    extra = _published_values(everywhere, whole)
    ranked = _ranked(lines, extra)
    rows = [_row(code, lines.loc[code], extra, language) for code in ranked]
    footer = [
        _row(code, lines.loc[code], None, language)
        for code in LINES
        if code not in DISTRICT_CODES and lines.loc[code].any()
    ]
    spec = TableSpec(
        caption=language.text("The ten districts of 2024, ranked by the measure on the map"),
        columns=tuple(_columns(extra is not None, language)),
        rows=rows,
        footer=[*footer, _total(selected, language)],
        selected=selection().districts,
        clickable=True,
        max_height_px=None,
        csv_name="districts.csv",
        locale=language.code,
        texts=replace(table_texts(language), filter=""),
    )
    data_table(spec, key="districts", on_event=_clicked)
    _open_clicked(everywhere, selected, language)


def _published_values(everywhere: Selected, whole: Selected) -> pd.Series | None:
    if view().measure not in PUBLISHED:
        return None
    return measure_values(prepared_record().record, view().measure, everywhere, whole).by_code


def _ranked(lines: pd.DataFrame, extra: pd.Series | None) -> list[str]:
    values = extra if extra is not None else lines.loc[list(DISTRICT_CODES), COLUMNS[view().measure]]
    return list(values.sort_values(ascending=False, kind="stable", na_position="last").index)


def _columns(with_published: bool, language: Language) -> list[Column]:  # noqa: FBT001 - one switch, one caller
    first = Column("district", language.text("District"), width="6rem")
    main = view().measure
    columns = [first]
    if with_published:
        columns.append(Column("published", language.text("Published"), kind="bar", help=language.text(MEASURES[main])))
    for measure, heading in SHORT.items():
        kind = "bar" if measure is main else "number"
        text = language.text(heading)
        columns.append(Column(measure.value, text, kind=kind, help=language.text(MEASURES[measure]), action=True))
    return columns


def _row(code: str, line: pd.Series, extra: pd.Series | None, language: Language) -> Mapping[str, object]:
    cells: dict[str, object] = {"id": code, "district": district_name(code, language, short=True)}
    for measure in SHORT:
        cells[measure.value] = _cell(measure, line[COLUMNS[measure]], language)
    if extra is not None:
        cells["published"] = _cell(view().measure, extra[code], language)
    return cells


def _cell(measure: Measure, value: float, language: Language) -> object:
    """Write a value; money in millions, so that ten rows compare at a glance."""
    if pd.isna(value):
        return None
    shown = float(value) / 1e6 if measure is Measure.SUPPORT else float(value)
    return {"v": float(value), "t": language.number(shown, 1)}


def _total(selected: Selected, language: Language) -> Mapping[str, object]:
    table = district_table(selected)
    label = language.text(_sum_name())
    sums = {column: table[column].sum(min_count=0) for column in table.columns}
    if len(selected.proposals) and not table["n_amounts"].sum():
        sums["support_vnd"] = pd.NA
    cells = {measure.value: _cell(measure, sums[COLUMNS[measure]], language) for measure in SHORT}
    return {"id": "total", "district": label, **cells}


def _sum_name() -> str:
    return mark("Total") if selection().is_empty else mark("Selected")


def _clicked(event: TableEvent) -> None:
    if event.column is not None:
        st.session_state[CLICKED] = (event.row, event.column)
    elif event.row in {*DISTRICT_CODES, UNPLACED}:
        choose(selection().toggle_district(event.row))


def _open_clicked(everywhere: Selected, selected: Selected, language: Language) -> None:
    clicked = st.session_state.pop(CLICKED, None)
    if clicked is None:
        return
    line, measure = clicked[0], Measure(clicked[1])
    table = TABLES[measure]
    rows = selected if line == "total" else everywhere
    frame = getattr(rows, table)
    if line != "total":
        frame = frame[frame["district_code"].fillna(UNPLACED).eq(line)]
    place = language.text(_sum_name()) if line == "total" else district_name(line, language)
    evidence_dialog(f"{place}: {language.text(MEASURES[measure])}", "", ((language.text("Rows"), table, frame),))


def without_districts() -> Selected:
    """Return the rows of the selection without its districts, which the map's colours and the table compare."""
    return selected_rows(replace(selection(), districts=()))
