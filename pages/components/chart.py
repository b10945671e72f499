"""The frame of every chart: title, figure, unit and n, notes, sources, the table behind it, PNG and CSV."""

from collections.abc import Callable, Hashable
from html import escape

import streamlit as st

from analytics.choices import is_chosen, read_customdata, toggled, without_fields
from analytics.chosen_evidence import chosen_parts
from analytics.figures.chart import Chart, ChartTable, publishers, sources_behind
from analytics.figures.style import INK, PAPER, Look
from analytics.file_names import file_name
from analytics.known_elsewhere import told_elsewhere
from analytics.language import Language
from analytics.selected import Selected
from analytics.selection import Field
from pages.components.data_table import Column, TableEvent, TableSpec, TableTexts, data_table
from pages.components.evidence_view import evidence_dialog, table_texts
from pages.components.picture_button import Picture, picture_button
from pages.components.plain import plain
from pages.components.plot import pack_figure, plot
from pages.components.session import choose, prepared_record, selected_rows, selection, theme, words

SOURCES_ICON = ":material/fact_check:"


def chart(shown: Chart, figure: bytes, source_line: str, *, key: str) -> None:
    """Draw a chart, its figure as it is sent, over the line that names its sources; a click on a mark or on a row of its table that carries a choice narrows the selection, again widens it.

    The figure stays mounted: what is chosen is what the figure, made for this selection, shows as chosen.
    """
    language = words()
    with st.container(border=True, key=f"chart_{key}"):
        st.html(_head(shown, language))
        if shown.empty:
            st.caption(plain(shown.empty))
        else:
            _plot(figure, key)
        if under := _notes(shown) + _source(source_line):
            st.html(under)
        _foot(shown, source_line, key, language)


def draw(key: str, beside: Selected, make: Callable[[Selected, Look], Chart], *switches: Hashable) -> None:
    """Draw the chart that `make` returns for the rows `beside`; it is made once for all visits, while the rows are kept.

    `switches` are what else of the screen it was made for.
    """
    now = look()

    def made() -> tuple[Chart, bytes, str]:
        shown = told_elsewhere(make, beside, now, selected_rows)
        figure = b"" if shown.empty else pack_figure(shown.figure, shown.alt)
        return shown, figure, _source_line(shown, now.language)

    kept = ("chart", key, now.theme, now.language.code, now.chosen, *switches)
    chart(*beside.keep(kept, made), key=key)


def look() -> Look:
    """Return the theme, the language and the selection of this visit, as figures take them."""
    return Look(theme(), words(), selection())


def rows_beside(*fields: Field) -> Selected:
    """Return the rows of the selection without `fields`: what a chart shows that chooses by these fields itself."""
    return selected_rows(without_fields(selection(), *fields))


def _counted(shown: Chart, language: Language) -> str:
    return f"{shown.unit} · n = {language.number(shown.n)} {shown.n_of}"


def _head(shown: Chart, language: Language) -> str:
    counted = _counted(shown, language)
    return f'<div class="kc-chart"><h3>{escape(shown.title)}</h3><p>{escape(counted)}</p></div>'


def _notes(shown: Chart) -> str:
    """Return the notes as HTML: tags are this function's, every text is escaped."""
    if shown.empty:
        return ""
    lines = "".join(f"<p>{escape(note)}</p>" for note in shown.notes)
    return f'<div class="kc-chart" dir="auto">{lines}</div>'


def _source(line: str) -> str:
    return f'<p class="kc-source" dir="auto">{escape(line)}</p>' if line else ""


def _plot(figure: bytes, key: str) -> None:
    def clicked(carried: object) -> None:
        choices = read_customdata(carried)
        if choices:
            choose(toggled(selection(), choices))

    plot(figure, key=f"plot_{key}", on_mark=clicked)


def _foot(shown: Chart, line: str, key: str, language: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if line and st.button(language.text("Rows and sources"), key=f"sources_{key}", icon=SOURCES_ICON):
            parts = shown.parts
            chosen = chosen_parts(parts, selected_rows(selection()))
            is_cut = 0 < sum(len(frame) for *_, frame in chosen) < sum(len(frame) for *_, frame in parts)
            evidence_dialog(shown.title, "", chosen if is_cut else parts, parts if is_cut else ())
        if not shown.empty:
            _picture(shown, line, key, language)
    if not shown.table.rows:
        return
    opened = st.expander(
        language.text("Table of the chart, CSV"), key=f"table_of_{key}", on_change="rerun", type="compact"
    )
    if opened.open:
        with opened:
            _table(shown, key, language)


def _picture(shown: Chart, source_line: str, key: str, language: Language) -> None:
    picture = Picture(
        label=language.text("Download as a picture (PNG)"),
        title=shown.title,
        unit=_counted(shown, language),
        lines=(*shown.notes, source_line),
        paper=PAPER[theme()],
        ink=INK[theme()],
    )
    picture_button(picture, frame=f"chart_{key}", file_name=file_name(shown.title, "png"), key=f"picture_{key}")


def _source_line(shown: Chart, language: Language) -> str:
    """Name who publishes most of what is behind the chart, and how many sources more there are."""
    counts = sources_behind(shown)
    if counts.empty:
        return ""
    first = publishers(prepared_record().record)[counts.index[0]]
    more = len(counts) - 1
    if not more:
        return language.text("Source: {publisher}", publisher=first)
    others = language.count("{n} source more", "{n} sources more", more)
    return language.text("Source: {publisher} and {others}", publisher=first, others=others)


def _table(shown: Chart, key: str, language: Language) -> None:
    choices = shown.table.choices or {}
    chosen = [id_ for id_, of_row in choices.items() if all(is_chosen(selection(), one) for one in of_row)]
    spec = chart_table(shown, language, table_texts(language))
    data_table(spec, key=f"table_{key}", selected=chosen, on_event=lambda event: _row_clicked(shown.table, event))


def chart_table(shown: Chart, language: Language, texts: TableTexts) -> TableSpec:
    """Return the values of a chart as a table."""
    return TableSpec(
        caption=shown.title,
        columns=tuple(
            Column(one.id, one.heading, kind="number" if one.is_number else "text", csv_label=one.csv_heading)
            for one in shown.table.columns
        ),
        rows=shown.table.rows,
        footer=shown.table.footer,
        clickable=bool(shown.table.choices),
        csv_name=file_name(shown.title, "csv"),
        locale=language.code,
        texts=texts,
        page_size=25,
        max_height_px=420,
    )


def _row_clicked(table: ChartTable, event: TableEvent) -> None:
    choices = (table.choices or {}).get(event.row, ())
    if choices:
        choose(toggled(selection(), choices))
