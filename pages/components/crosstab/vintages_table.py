"""The units of two periods as a table: what became of them, the measure by both, what is not comparable; a number opens its rows."""

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.crosstab.comparing_words import BECAME, cautions, line_name, names_on, not_alike, side_name, signed
from analytics.crosstab.cut import MONEY, CrosstabMeasure
from analytics.crosstab.sides import OnMap, Sides
from analytics.crosstab.vintages import MEASURE_TABLES, OfLand, TwoVintages, placed_measure, rows_on, two_vintages
from analytics.crosstab.words import CROSSTAB_MEASURE_NAMES, beside_text, measure_text
from analytics.prepared.caching import cached
from analytics.prepared.vintages import NOT_PLACED_TEXTS, Vintage
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS
from pages.components.browser.data_table import (
    GridColumn,
    PackedTable,
    TableEvent,
    TableSpec,
    TableTexts,
    data_table,
    pack_table,
)
from pages.components.browser.plain import plain
from pages.components.crosstab.comparison import sides_shown
from pages.components.panels.evidence_view import evidence_dialog, table_texts
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import selected_rows, selection, switch, words

_UNPLACED, _TOTAL = "unplaced", "total"


def vintages_table(sides: Sides) -> None:
    """Draw the measure to choose and the table."""
    language, selected = words(), selected_rows(selection())
    measure = placed_measure(sides.on_map.measure)
    set_widget("compare_measure", measure)
    st.selectbox(
        language.text("Measure"),
        list(MEASURE_TABLES),
        format_func=lambda one: line_name(one, language, is_published=False),
        key="compare_measure",
        on_change=_take,
        label_visibility="collapsed",
        width=330,
    )
    pair = Vintage(sides.left), Vintage(sides.right)
    found = two_vintages(selected, *pair, measure)
    event = data_table(_packed(selected, pair, measure, language, table_texts(language)), key="vintages")
    for note in cautions(sides, language):
        st.caption(plain(note))
    if event is not None:
        _open(found, event, selected, pair, measure, language)


def _take() -> None:
    switch(sides=replace(sides_shown(), on_map=OnMap(CrosstabMeasure(widget("compare_measure")))))


@cached()
def _packed(
    selected: Selected, pair: tuple[Vintage, Vintage], measure: CrosstabMeasure, language: Language, texts: TableTexts
) -> PackedTable:
    found = two_vintages(selected, *pair, measure)
    return pack_table(
        TableSpec(
            caption=line_name(measure, language, is_published=False),
            columns=(
                GridColumn("left_units", side_name(pair[0], language), width="14rem"),
                GridColumn("right_units", side_name(pair[1], language), width="12rem"),
                GridColumn("became", language.text("What became of it")),
                GridColumn("left", language.text("By the first"), kind="number", action=True),
                GridColumn("right", language.text("By the second"), kind="number", action=True),
                GridColumn("difference", language.text("Difference: first − second"), kind="number"),
                GridColumn("remark", language.text("What is not comparable"), width="14rem"),
            ),
            rows=[_row(str(at), of, pair, measure, language) for at, of in enumerate(_ordered(found))],
            footer=[
                _row(_UNPLACED, found.unplaced, pair, measure, language),
                _row(_TOTAL, found.total, pair, measure, language),
            ],
            max_height_px=None,
            page_size=30,
            is_dense=True,
            texts=texts,
        )
    )


def _ordered(found: TwoVintages) -> list[OfLand]:
    """Return the lands with rows first."""
    return sorted(found.lands, key=lambda of: not (of.n_left or of.n_right))


def _row(
    id_: str, of: OfLand, pair: tuple[Vintage, Vintage], measure: CrosstabMeasure, language: Language
) -> dict[str, Any]:
    difference, size = signed(measure, of.difference, language), 1e6 if measure in MONEY else 1
    row: dict[str, Any] = {
        "id": id_,
        "left": _number(of.left, of.beside_left, of.n_left, measure, language),
        "right": _number(of.right, of.beside_right, of.n_right, measure, language),
        "difference": {"v": of.difference / size, "t": difference} if of.difference is not None else None,
        "remark": not_alike(of, language),
    }
    if of.land is not None:
        names = {"left_units": names_on(of.land.left, pair[0]), "right_units": names_on(of.land.right, pair[1])}
        return {**row, **names, "became": language.text(BECAME[of.land.became])}
    if id_ == _TOTAL:
        return {**row, "left_units": language.text("Total"), "right_units": "", "became": ""}
    reasons = dict.fromkeys(language.text(NOT_PLACED_TEXTS[one]) for one in pair)
    return {
        **row,
        "left_units": language.text("Not placed"),
        "right_units": "",
        "became": "",
        "remark": joined(list(reasons)),
    }


def _number(
    value: float | None, beside: float | None, n: int, measure: CrosstabMeasure, language: Language
) -> dict[str, Any] | None:
    if not n:
        return None
    size = 1e6 if measure in MONEY else 1
    text = "—" if value is None else measure_text(measure, value, language)
    note = beside_text(measure, beside, language)
    return {"v": None if value is None else value / size, "t": text, "note": note, "opens": True}


def _open(  # noqa: PLR0913, PLR0917 - what was clicked, and all that the table is of
    found: TwoVintages,
    event: TableEvent,
    selected: Selected,
    pair: tuple[Vintage, Vintage],
    measure: CrosstabMeasure,
    language: Language,
) -> None:
    at = 0 if event.column == "left" else 1
    units: tuple[str, ...] | None = None if event.row == _TOTAL else ()
    if str(event.row).isdecimal():
        land = _ordered(found)[int(event.row)].land
        units = () if land is None else (land.left, land.right)[at]
    rows = rows_on(selected, pair[at], measure, units)
    named = names_on(units, pair[at]) if units else side_name(pair[at], language)
    table = MEASURE_TABLES[measure]
    title = joined([language.text(CROSSTAB_MEASURE_NAMES[measure]), named])
    evidence_dialog(title, "", ((language.text(DESCRIPTIONS[table].label), table, rows),))
