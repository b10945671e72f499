"""The map of a comparison beside its districts: what the map shows is one of the lines compared; a click chooses a district."""

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.crosstab.comparing import ComparedMeasure
from analytics.crosstab.comparing_words import OBJECTION_TEXTS, coverage_text, in_unit, line_name, side_name, side_text
from analytics.crosstab.comparison_map import (
    MappedComparison,
    comparison_map_title,
    comparison_state,
    map_sides,
    mapped,
)
from analytics.crosstab.sides import ON_MAP, OnMap, Sides
from analytics.crosstab.table import CrosstabCell
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES
from analytics.wording.colours import Theme
from analytics.wording.language import Language
from pages.components.browser.data_table import GridColumn, PackedTable, TableSpec, TableTexts, data_table, pack_table
from pages.components.crosstab.comparison import sides_shown
from pages.components.map.map_panel import MapClick, choose_unit, map_key, mounted
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import selected_rows, selection, switch, theme, words


def difference_map(sides: Sides) -> None:
    """Draw the map and the ten districts beside it."""
    language = words()
    left, right = (selected_rows(one) for one in map_sides(selection(), sides))
    with st.container(horizontal=True, vertical_alignment="center"):
        table_head(comparison_map_title(sides, language), _line_of(_shown(left, right, sides, language)))
        st.space("stretch")
        _choice(sides, language)
    beside, table = st.columns([5, 4], gap="small")
    with beside:
        mounted(
            _payload(left, right, sides, selection().districts, language, theme()),
            key=map_key(f"comparison_{'periods' if sides.are_periods else 'places'}"),
            title=comparison_map_title(sides, language),
            on_click=_clicked,
        )
    with table:
        data_table(_packed(left, right, sides, language, table_texts(language)), key="comparison_districts")


def _line_of(shown: MappedComparison) -> str:
    language, sides = shown.language, shown.sides
    if not sides.are_periods:
        return language.text("both places on one map, by one scale")
    told = language.text("the difference of each district; hatched: not comparable")
    return joined([told, coverage_text(shown.lines[None], sides, language)])


def _choice(sides: Sides, language: Language) -> None:
    set_widget("compare_on_map", sides.on_map.to_text())
    st.selectbox(
        language.text("On the map"),
        [one.to_text() for one in ON_MAP],
        format_func=lambda text: _name(text, language),
        key="compare_on_map",
        on_change=_take,
        label_visibility="collapsed",
        width=330,
    )


def _name(text: str, language: Language) -> str:
    one = _read(text)
    return line_name(one.measure, language, is_published=one.is_published)


def _read(text: str) -> OnMap:
    return next((one for one in ON_MAP if one.to_text() == text), OnMap())


def _take() -> None:
    switch(sides=replace(sides_shown(), on_map=_read(widget("compare_on_map"))))


def _clicked(click: MapClick) -> None:
    """Of two places make the district the first; of two periods choose it, or take it out of the choice."""
    kind, code = click.kind, click.id
    if kind != Vintage.DISTRICTS_2024 or code not in DISTRICT_CODES:
        return
    sides = sides_shown()
    if sides.are_periods:
        choose_unit(kind, code, adds=click.adds)
    elif code != sides.left:
        switch(sides=replace(sides, left=code, right=sides.left if code == sides.right else sides.right))


@cached()
def _shown(left: Selected, right: Selected, sides: Sides, language: Language) -> MappedComparison:
    return mapped(left, right, sides, language)


@cached()
def _payload(  # noqa: PLR0913, PLR0917 - all that the map depends on is its key
    left: Selected, right: Selected, sides: Sides, chosen: tuple[str, ...], language: Language, look: Theme
) -> str:
    return comparison_state(_shown(left, right, sides, language), chosen, look).payload()


@cached()
def _packed(left: Selected, right: Selected, sides: Sides, language: Language, texts: TableTexts) -> PackedTable:
    shown = _shown(left, right, sides, language)
    codes = list(shown.names())
    if not sides.are_periods:
        codes.sort(key=lambda code: -(shown.value(code) or 0.0))
    return pack_table(
        TableSpec(
            caption=comparison_map_title(sides, language),
            columns=(GridColumn("district", language.text("District")), *_columns(shown)),
            rows=[_row(code, shown) for code in codes],
            footer=[_row(None, shown)],
            max_height_px=None,
            is_dense=True,
            texts=replace(texts, filter=""),
        )
    )


def _columns(shown: MappedComparison) -> tuple[GridColumn, ...]:
    language, sides = shown.language, shown.sides
    if not sides.are_periods:
        return (
            GridColumn(
                "left", line_name(sides.on_map.measure, language, is_published=sides.on_map.is_published), kind="bar"
            ),
        )
    return (
        GridColumn("left", side_name(sides.left, language), kind="number"),
        GridColumn("right", side_name(sides.right, language), kind="number"),
        GridColumn("difference", language.text("Difference"), kind="number"),
    )


def _row(code: str | None, shown: MappedComparison) -> dict[str, Any]:
    line, language = shown.lines[code], shown.language
    name = language.text("Total") if code is None else shown.names()[code]
    row = {"id": code or "total", "district": name, "left": _cell(shown, line, line.left)}
    if not shown.sides.are_periods:
        return row
    why = "" if line.reason is None else language.text(OBJECTION_TEXTS[line.reason])
    difference = {"v": shown.value(code), "t": shown.text(code) or "—", "note": why}
    return {**row, "right": _cell(shown, line, line.right), "difference": difference}


def _cell(shown: MappedComparison, line: ComparedMeasure, cell: CrosstabCell) -> dict[str, Any] | None:
    large, note = side_text(line, cell, shown.language)
    if not large and not note:
        return None
    return {"v": in_unit(line, line.value(cell)) if large else None, "t": large or "—", "note": note}
