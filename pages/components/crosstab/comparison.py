"""Two sides as a table: each number opens its rows, the difference has its sign, what cannot be compared says why."""

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.crosstab.comparing import ComparedLine, KnownSide, compare
from analytics.crosstab.comparing_words import (
    between,
    between_text,
    cautions,
    compared_measure_name,
    in_unit,
    known_side_text,
    remark_on,
    side_name,
)
from analytics.crosstab.cut import SUBJECT, CrosstabMeasure
from analytics.crosstab.sides import PROVINCE_SIDE, OnMap, Sides, first_sides, side_of
from analytics.crosstab.vintages import others_of
from analytics.crosstab.words import CROSSTAB_MEASURE_NAMES
from analytics.evidence.rows import rows_with_ids
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.choices import record_years
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS
from geodata.text import alphabetical
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
from pages.components.panels.evidence_view import evidence_dialog, table_texts
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import prepared_record, selected_rows, selection, switch, view, words

PLACES, PERIODS, VINTAGES = "places", "periods", "vintages"
_LONG = 5
"""Years of the periods that are offered beside single years."""


def sides_shown() -> Sides:
    """Return what is compared."""
    return view().toggles.sides or first_sides(selection())


def sides_choice() -> Sides:
    """Draw what is compared and return it."""
    language, sides = words(), sides_shown()
    names = {
        PLACES: language.text("Two places"),
        PERIODS: language.text("Two periods"),
        VINTAGES: language.text("Units before and after"),
    }
    with st.container(horizontal=True, gap="small", key="compare_choices"):
        set_widget("compare_kind", PERIODS if sides.are_periods else VINTAGES if sides.are_vintages else PLACES)
        st.segmented_control(
            language.text("Compare"),
            list(names),
            format_func=lambda one: names.get(one, one),
            required=True,
            key="compare_kind",
            on_change=_take_kind,
        )
        for which in ("left", "right"):
            key = f"compare_{which}"
            set_widget(key, getattr(sides, which))
            st.selectbox(
                language.text("First") if which == "left" else language.text("Second"),
                _options(sides, which, language),
                format_func=lambda one: side_name(one, language),
                key=key,
                on_change=_take,
                width=265 if sides.are_vintages else 205,
            )
    return sides


def _options(sides: Sides, which: str, language: Language) -> list[str]:
    if sides.are_vintages:
        return [str(one) for one in (Vintage if which == "left" else others_of(Vintage(sides.left)))]
    if not sides.are_periods:
        return [PROVINCE_SIDE, *sorted(DISTRICT_CODES, key=lambda code: alphabetical(side_name(code, language)))]
    periods = _periods()
    return [*periods, *(one for one in (sides.left, sides.right) if one not in periods)]


def _periods() -> list[str]:
    """Return periods of five years, then single years, the latest first."""
    first, last = record_years(prepared_record().record)
    ends = range(last // _LONG * _LONG, first, -_LONG)
    return [
        *(f"{end - _LONG + 1}-{end}" for end in (ends.start + _LONG, *ends)),
        *(f"{y}-{y}" for y in range(last, first - 1, -1)),
    ]


def _take_kind() -> None:
    periods = _periods()
    on_map = sides_shown().on_map
    kinds = {
        PLACES: Sides(on_map=on_map),
        PERIODS: Sides(periods[0], periods[1], on_map),
        VINTAGES: Sides(str(Vintage.COMMUNES_2020), str(Vintage.COMMUNES_2025), OnMap(CrosstabMeasure.FACILITIES)),
    }
    switch(sides=kinds[widget("compare_kind")])


def _take() -> None:
    sides = sides_shown()
    left, right = widget("compare_left"), widget("compare_right")
    if sides.are_vintages and right not in others_of(Vintage(left)):
        right = str(others_of(Vintage(left))[0])
    switch(sides=replace(sides, left=left, right=right))


def comparison(sides: Sides) -> None:
    """Draw the table of a comparison and what has to be known of it."""
    language = words()
    left, right = (selected_rows(side_of(selection(), side)) for side in (sides.left, sides.right))
    lines = compare(left, right, sides)
    event = data_table(_packed(left, right, sides, language, table_texts(language)), key="comparison")
    for note in cautions(sides, language):
        st.caption(plain(note))
    _profiles(sides, language)
    if event is not None:
        _open(lines[int(event.row)], event, {"left": left, "right": right}, sides, language)


def _profiles(sides: Sides, language: Language) -> None:
    """Lead from each district that is compared to its profile."""
    districts = [code for code in dict.fromkeys((sides.left, sides.right)) if code in DISTRICT_CODES]
    if not districts:
        return
    with st.container(horizontal=True, gap="small"):
        for code in districts:
            label = language.text("Profile: {name}", name=side_name(code, language))
            asked = {**view().to_query(), **side_of(selection(), code).to_query()}
            st.page_link("pages/map.py", label=label, icon=":material/map:", query_params=asked)


@cached()
def _packed(left: Selected, right: Selected, sides: Sides, language: Language, texts: TableTexts) -> PackedTable:
    names = [side_name(side, language) for side in (sides.left, sides.right)]
    lines = compare(left, right, sides)
    is_share = sides.are_part_and_whole
    note = language.text("Note")
    return pack_table(
        TableSpec(
            caption=language.text("{left} compared with {right}", left=names[0], right=names[1]),
            columns=(
                GridColumn("measure", language.text("Measure"), width="12rem"),
                GridColumn("left", names[0], kind="number", action=True, csv_more=(("said", f"{names[0]}: {note}"),)),
                GridColumn("right", names[1], kind="number", action=True, csv_more=(("said", f"{names[1]}: {note}"),)),
                GridColumn(
                    "difference",
                    language.text("Share of the province") if is_share else language.text("Difference"),
                    kind="number",
                    beneath="" if is_share else language.text("first − second"),
                ),
                GridColumn("remark", language.text("Not comparable because"), width="14rem", is_extra=True),
            ),
            rows=[_row(str(at), line, lines, sides, language) for at, line in enumerate(lines)],
            max_height_px=None,
            texts=replace(texts, filter=""),
        )
    )


def _row(
    id_: str, line: ComparedLine, lines: tuple[ComparedLine, ...], sides: Sides, language: Language
) -> dict[str, Any]:
    told = between_text(line, sides, language)
    return {
        "id": id_,
        "measure": compared_measure_name(line.measure, language),
        "left": _side(line, line.left, language),
        "right": _side(line, line.right, language),
        "difference": {"v": between(line, sides), "t": told} if told else None,
        "remark": remark_on(line, lines, language),
    }


def _side(line: ComparedLine, side: KnownSide, language: Language) -> dict[str, Any] | None:
    if side.is_empty:
        return None
    large, note = known_side_text(line, side, language)
    return {
        "v": in_unit(line, side.number.value),
        "t": large or "—",
        "note": note,
        "said": joined([large, note]),
        "opens": True,
    }


def _open(line: ComparedLine, event: TableEvent, rows: dict[str, Selected], sides: Sides, language: Language) -> None:
    """Open what a number is of, published figures or rows, and beside it the other."""
    selected, side = rows[str(event.column)], getattr(line, str(event.column))
    title = joined(
        [language.text(CROSSTAB_MEASURE_NAMES[line.measure]), side_name(getattr(sides, str(event.column)), language)]
    )
    total = side.number.published or side.cell.published
    figures = rows_with_ids(selected.record, "published_figures", () if total is None else total.figure_ids)
    table = SUBJECT[line.measure]
    frame = selected.frame(table)
    if table == "export_flows":
        frame = frame[~frame["is_context"].astype(bool)]
    tabs = [
        (language.text("Published figures"), "published_figures", figures),
        (language.text(DESCRIPTIONS[table].label), table, frame),
    ]
    if side.number.published is None:
        tabs.reverse()
    evidence_dialog(title, "", tuple(tab for tab in tabs if len(tab[2])))
