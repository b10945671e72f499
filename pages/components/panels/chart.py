"""The frame of every chart: title, figure, unit and n, notes, sources, the table behind it, PNG and CSV."""

from collections.abc import Hashable
from dataclasses import replace

import streamlit as st

from analytics.figures.chart import Chart, publishers, sources_behind
from analytics.figures.chosen_evidence import chosen_parts
from analytics.figures.known_elsewhere import Make, Switches, chart_of
from analytics.figures.style import INK, PAPER, Look
from analytics.figures.table import UNKNOWN, Cell, FigureRow, Table
from analytics.findings.chart_headlines import Headline
from analytics.prepared.caching import cached
from analytics.selection.choices import after_click, is_chosen, read_customdata, without_fields
from analytics.selection.file_names import file_name
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.selection import Field
from analytics.wording.language import Language
from analytics.wording.signs import number_counted
from geodata.record import Record
from pages.components.browser.chart_frame import FrameTexts, chart_frame, pack_frame
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, TableTexts, data_table
from pages.components.panels.evidence_view import evidence_dialog, table_texts
from pages.components.visit.memory import memory
from pages.components.visit.session import choose, selected_rows, selection, theme, words

TABLE_PX = 310
"""The height of a table that stands in place of a chart, where the screen sets none."""


def draw(key: str, beside: Selected, make: Make, headline: Headline | None = None, **switches: Hashable) -> None:
    """Draw the chart that `make` returns for the rows `beside`; it is made once for all visits, while the rows are kept.

    Its title is what `headline` says of the same rows; an empty one, or one that a reader puts together, keeps its name. A click on a mark or on a row of its table
    that carries a choice chooses it alone, again takes it back; with Ctrl, ⌘ or Shift held it is added. The figure stays mounted: what is chosen is what the
    figure, made for this selection, shows as chosen. `switches` are the arguments of `make` that the screen sets.
    """
    shown, packed = _packed(beside, make, figure_look(), headline, tuple(sorted(switches.items())))
    _show(shown, packed, key, words())


def draw_table(
    key: str, beside: Selected, make: Make, headline: Headline, *, height_px: int = TABLE_PX, **switches: Hashable
) -> None:
    """Draw the table of a chart in its place, with the same sources, under a head of the same kind; longer than its height it scrolls."""
    shown, packed = _packed_table(beside, make, figure_look(), headline, tuple(sorted(switches.items())))
    with st.container(border=True, key=f"chart_{key}"):
        is_asked = chart_frame(packed, key=f"plot_{key}", is_open=True, on_mark=_clicked, on_table=lambda: None)
        if shown.table.rows and not shown.empty:
            _table(shown, key, words(), dense_px=height_px)
    if is_asked:
        _sources(shown)


@cached()
def _packed(
    beside: Selected, make: Make, look: Look, headline: Headline | None, switches: Switches
) -> tuple[Chart, bytes]:
    shown = chart_of(beside, make, look, switches)
    said = _said(shown, beside, look, headline, switches)
    return shown, pack_frame(said, None if shown.empty else shown.figure, shown.alt)


@cached()
def _packed_table(
    beside: Selected, make: Make, look: Look, headline: Headline, switches: Switches
) -> tuple[Chart, bytes]:
    shown = chart_of(beside, make, look, switches)
    said = _said(shown, beside, look, headline, switches)
    actions = {name: label for name, label in said.actions.items() if name not in {"table", "picture"}}
    counted = joined([shown.title.name, _n(shown, look.language)])
    return shown, pack_frame(replace(said, actions=actions, counted=counted, reading=""), None, shown.alt)


def _said(shown: Chart, beside: Selected, look: Look, headline: Headline | None, switches: Switches) -> FrameTexts:
    """Return the words of a chart: what is said of it is its title, its name goes into the line below."""
    said = _words(shown, beside.record, look)
    found = "" if headline is None or shown.empty else headline(beside, look, **dict(switches))
    return replace(said, title=found, counted=joined([shown.title.name, said.counted])) if found else said


def _show(shown: Chart, packed: bytes, key: str, language: Language) -> None:
    is_open = key in memory().open_tables and bool(shown.table.rows)
    with st.container(border=True, key=f"chart_{key}"):
        is_asked = chart_frame(
            packed,
            key=f"plot_{key}",
            is_open=is_open,
            on_mark=_clicked,
            on_table=lambda: memory().open_tables.symmetric_difference_update({key}),
        )
        if is_open:
            _table(shown, key, language)
    if is_asked:
        _sources(shown)


def figure_look() -> Look:
    """Return the theme, the language and the selection of this visit, as figures take them."""
    return Look(theme(), words(), selection())


def rows_unfiltered_by(*fields: Field) -> Selected:
    """Return the rows of the selection without `fields`: what a chart shows that chooses by these fields itself."""
    return selected_rows(without_fields(selection(), *fields))


def _counted(shown: Chart, language: Language) -> str:
    return f"{shown.unit} · {_n(shown, language)}"


def _n(shown: Chart, language: Language) -> str:
    return number_counted(shown.n, shown.n_of, language)


def _words(shown: Chart, record: Record, look: Look) -> FrameTexts:
    language = look.language
    source = _source_line(shown, record, language)
    return FrameTexts(
        title=shown.title.name,
        counted=_counted(shown, language),
        scope=shown.title.scope,
        empty=shown.empty,
        reading=shown.reading,
        notes=shown.notes,
        actions={
            "sources": source,
            "table": language.text("Table of the chart, CSV") if shown.table.rows else "",
            "picture": "" if shown.empty else language.text("Download as a picture (PNG)"),
            "notes": _folded(shown, language),
        },
        file_name=file_name(shown.title, "png"),
        paper=PAPER[look.theme],
        ink=INK[look.theme],
    )


def _folded(shown: Chart, language: Language) -> str:
    """Return the name of the notes that are folded, "" where there are none or no chart that they are of."""
    return "" if shown.empty or not shown.notes else language.text("Notes ({n})", n=len(shown.notes))


def _clicked(carried: object, adds: bool) -> None:  # noqa: FBT001 - as the frame tells it
    choices = read_customdata(carried)
    if choices:
        choose(after_click(selection(), choices, adds=adds))


def _sources(shown: Chart) -> None:
    """Open the rows behind a chart, those of what is chosen first."""
    parts = shown.parts
    chosen = chosen_parts(parts, selected_rows(selection()))
    is_cut = 0 < sum(len(frame) for *_, frame in chosen) < sum(len(frame) for *_, frame in parts)
    evidence_dialog(shown.title, "", chosen if is_cut else parts, parts if is_cut else ())


def _source_line(shown: Chart, record: Record, language: Language) -> str:
    """Name who publishes most of what is behind the chart, and how many sources more there are."""
    counts = sources_behind(shown)
    if counts.empty:
        return ""
    first = publishers(record)[counts.index[0]]
    more = len(counts) - 1
    if not more:
        return language.text("Source: {publisher}", publisher=first)
    others = language.count("{n} source more", "{n} sources more", more)
    return language.text("Source: {publisher} and {others}", publisher=first, others=others)


def _table(shown: Chart, key: str, language: Language, *, dense_px: int = 0) -> None:
    choices = shown.table.choices
    chosen = [id_ for id_, of_row in choices.items() if all(is_chosen(selection(), one) for one in of_row)]
    spec = chart_table(shown, table_texts(language))
    if dense_px:
        spec = replace(spec, is_dense=True, max_height_px=dense_px, texts=replace(spec.texts, filter=""))
    data_table(spec, key=f"table_{key}", selected=chosen, on_event=lambda event: _row_clicked(shown.table, event))


def chart_table(shown: Chart, texts: TableTexts) -> TableSpec:
    """Return the values of a chart as a table."""
    table = shown.table
    return TableSpec(
        caption=shown.title,
        columns=tuple(
            GridColumn(
                one.id,
                one.heading,
                kind="number" if one.is_number else "text",
                width=None if one.width is None else f"{one.width:g}rem",
                csv_label=one.raw_heading,
                csv_more=(("note", one.csv_note),) if one.csv_note else (),
            )
            for one in table.columns
        ),
        rows=[{"id": id_, **_cells(table, row)} for id_, row in zip(table.ids, table.rows, strict=True)],
        footer=[_cells(table, row, is_total=True) for row in table.footer],
        clickable=bool(table.choices),
        texts=texts,
        page_size=25,
        max_height_px=420,
    )


def _cells(table: Table, row: FigureRow, *, is_total: bool = False) -> dict[str, dict[str, object]]:
    """Return the cells of a row by column; what is not known, no number and no total, is left out and shown as such."""
    return {
        column.id: _sent(cell)
        for column, cell in zip(table.columns, row, strict=True)
        if cell != UNKNOWN and (cell.text or not (is_total or column.is_number))
    }


def _sent(cell: Cell) -> dict[str, object]:
    value = cell.text if cell.value is None else cell.value
    return {"v": value, "t": cell.text, "title": cell.title, "note": cell.note}


def _row_clicked(table: Table, event: TableEvent) -> None:
    choices = table.choices.get(event.row, ())
    if choices:
        choose(after_click(selection(), choices, adds=event.adds))
