"""Rows and their sources on the screen: the drawer that a figure opens, and the table in it."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Any, Concatenate

import pandas as pd
import streamlit as st

from analytics.editing.fields import EDITED_TITLES
from analytics.evidence.csv_file import SOURCE_COLUMNS, evidence_csv, sources_named
from analytics.evidence.lines import line_of, stated_first, sum_of_rows
from analytics.evidence.rows import EvidenceColumn, day_cell, evidence, rows_with_ids, sources_of
from analytics.figures.chart import NamedRows
from analytics.overview.cards import CARD_TABLES, row_card
from analytics.prepared.caching import cached
from analytics.selection.file_names import file_name
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.record import Record
from geodata.schema.frames import KEYS
from geodata.schema.vocabulary import SourceKind
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
from pages.components.browser.plain import plain
from pages.components.panels.card_html import card_html
from pages.components.panels.row_actions import act_in_drawer, act_on, focus_on, row_menu
from pages.components.panels.table_head import part_choice
from pages.components.visit.access import may, requiring
from pages.components.visit.memory import forget_widget, memory
from pages.components.visit.said import last_said
from pages.components.visit.session import change_view, prepared_record, query, words

_KINDS = {table: kind for kind, table in reversed(CARD_TABLES.items())}
"""What kind of record the rows of a table are."""
_DRAWER_PX = 760
"""How wide the drawer opens; it can be drawn wider."""
_MOST_ROWS = 500
"""Rows that a table is sent at once."""
PANEL_PX = 420
"""The height of a table that stands beside or above something else."""
_IN_DRAWER_PX = 540
"""The height of a table that has a drawer to itself."""


def table_texts(language: Language) -> TableTexts:
    """Return the words of every table."""
    return TableTexts(
        locale=language.code,
        missing_title=language.text("no data"),
        empty=language.text("No rows."),
        no_match=language.text("No row matches."),
        rest=language.text("{n} more rows, not printed"),
        previous=language.text("Previous"),
        next=language.text("Next"),
        filter=language.text("Filter…"),
        open=language.text("Open the rows and their sources"),
        columns=language.text("Full table"),
        lines=language.text("Short lines"),
        source_columns=tuple(language.text(one) for one in SOURCE_COLUMNS),  # type: ignore[arg-type]
        csv=language.text("Download CSV") if may(Permission.EXPORT) else "",
    )


def evidence_table(  # noqa: PLR0913 - where and how the rows of a table are shown
    table: str,
    frame: pd.DataFrame,
    *,
    key: str,
    caption: str,
    kind: str = "",
    on_row: Callable[[str], None] | None = None,
    max_height_px: int = PANEL_PX,
    stated: float | None = None,
) -> None:
    """Draw the rows of `frame` as lines that fit any width; `on_row` is told the id of a row that is clicked.

    Beneath them stands what they add up to; published figures only where that is the number `stated`.
    Rows that are records of a `kind` open their card and have a menu; those of a drawer have it too where a record stands behind them.
    """
    rows, language = frame.iloc[stated_first(table, frame)[_part(table, frame, key, caption)]], words()
    spec = _table(prepared_record().record, table, rows, caption, language, table_texts(language))
    spec = replace(
        spec,
        footer=sum_of_rows(table, frame, stated, language),
        clickable=on_row is not None,
        max_height_px=max_height_px,
        is_lined=True,
        n_beyond=len(frame) - len(rows),
    )
    if kind:
        spec = replace(spec, clickable=True, menu=row_menu(kind, language))
        data_table(spec, key=key, on_event=lambda event: focus_on(kind, event), on_menu=partial(act_on, kind))
        return
    kind, named = _records_of(table, rows)
    if any(named):
        behind = [{**row, "record": record} for row, record in zip(spec.rows, named, strict=True)]
        spec = replace(spec, rows=behind, menu=row_menu(kind, language))

    def asked(event: TableEvent) -> None:
        memory().evidence_part = caption
        act_in_drawer(kind, event)

    data_table(spec, key=key, on_event=on_row and (lambda event: on_row(event.row)), on_menu=asked)


def _records_of(table: str, rows: pd.DataFrame) -> tuple[str, list[str]]:
    """Return what kind of record stands behind the rows of a table, and its key for each row, "" where there is none."""
    kind = _KINDS.get(table, "facility")
    key = KEYS[table] if table in _KINDS else "facility_id"
    return kind, rows[key].astype("string").fillna("").tolist() if key in rows else []


def rows_table(
    table: str,
    selected: Selected,
    rows_of: Callable[Concatenate[Selected, ...], pd.DataFrame],
    *,
    key: str,
    caption: str,
    **switches: Hashable,
) -> None:
    """Draw the rows of a table that `rows_of` returns for a selection and `switches`; made once for all visits."""
    language = words()
    part = _part(table, rows_of(selected, **switches), key, caption)
    given = tuple(sorted(switches.items()))
    packed = _packed(selected, table, rows_of, given, part.start, part.stop, caption, language, table_texts(language))
    data_table(packed, key=key)


@cached()
def _packed(  # noqa: PLR0913, PLR0917 - all that the table depends on is its key
    selected: Selected,
    table: str,
    rows_of: Callable[Concatenate[Selected, ...], pd.DataFrame],
    switches: tuple[tuple[str, Hashable], ...],
    first: int,
    end: int,
    caption: str,
    language: Language,
    texts: TableTexts,
) -> PackedTable:
    rows = rows_of(selected, **dict(switches))
    shown = _table(selected.record, table, rows.iloc[first:end], caption, language, texts)
    return pack_table(replace(shown, n_beyond=len(rows) - len(shown.rows)))


def _table(  # noqa: PLR0913, PLR0917 - what a table of rows is made of
    record: Record, table: str, rows: pd.DataFrame, caption: str, language: Language, texts: TableTexts
) -> TableSpec:
    shown = evidence(record, table, rows, language)
    said = [one for one in shown.columns if not shown.rows or any(_is_said(row.get(one.id)) for row in shown.rows)]
    return TableSpec(
        caption=caption,
        columns=tuple(
            replace(evidence_column(one, _WIDTHS.get(one.id, _WORDS)), line=line_of(table, one.id)) for one in said
        ),
        rows=shown.rows,
        sources=sources_named(record, shown.rows),
        texts=texts,
        page_size=25,
        max_height_px=PANEL_PX,
    )


def _is_said(cell: Any) -> bool:
    """Tell whether a cell says something, on the screen or in a file: a column that is empty in every row takes the room of the others."""
    return bool(cell.get("t") or cell.get("v") or cell.get("csv")) if isinstance(cell, dict) else bool(cell)


def _part(table: str, frame: pd.DataFrame, key: str, caption: str) -> slice:
    """Return which rows of very many are looked at, having drawn the choice of others and a file of all."""
    language, record = words(), prepared_record().record
    if len(frame) <= _MOST_ROWS:
        return slice(0, len(frame))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        part = part_choice(len(frame), _MOST_ROWS, f"{key}_part", language)
        if may(Permission.EXPORT):
            st.download_button(
                language.count("Download {n} row as CSV", "Download all {n} rows as CSV", len(frame)),
                requiring(Permission.EXPORT, lambda: evidence_csv(record, table, frame, language)),
                file_name=file_name(caption, "csv"),
                mime="text/csv",
                key=f"{key}_all",
                on_click="ignore",
            )
    return part


def source_list(sources: pd.DataFrame, *, key: str, caption: str) -> None:
    """Draw sources (columns of the `sources` table and n_rows) with their links."""
    spec = source_table(sources, caption, PANEL_PX, words(), table_texts(words()))
    data_table(replace(spec, is_lined=True), key=key)


def source_table(
    sources: pd.DataFrame, caption: str, max_height_px: int | None, language: Language, texts: TableTexts
) -> TableSpec:
    """Return the table of sources (columns of the `sources` table and n_rows); without `max_height_px` at full length."""
    columns = (
        GridColumn("title", language.text("Source"), kind="link", width="26rem", line="name"),
        GridColumn("publisher", language.text("Publisher"), line="beneath"),
        GridColumn("kind", language.text("Kind"), line="beneath"),
        GridColumn("published", language.text("Date"), width="6.5rem", line="beneath"),  # a date is not broken
        GridColumn("n_rows", language.text("Rows"), kind="number", line="figure"),
    )
    return TableSpec(
        caption=caption,
        columns=columns,
        rows=[_source_row(row, language) for row in records(sources)],
        texts=texts,
        page_size=25,
        max_height_px=max_height_px,
    )


SCOPE = "evidence_scope"


def evidence_dialog(
    title: str,
    note: str,
    parts: tuple[NamedRows, ...],
    whole: tuple[NamedRows, ...] = (),
    *,
    stated: float | None = None,
) -> None:
    """Open the rows behind a figure at the side of the screen, which stays in sight: a tab for each part (heading, table, rows), the last one for all their sources.

    A click on a row opens its card. `whole` are the parts of which the selection chooses `parts`: one switch leads to them.
    `stated` is the published number that the figure is, which the published rows behind it add up to.
    """
    memory().evidence_row, memory().evidence_part = None, ""
    forget_widget(SCOPE)
    drawer = st.dialog(words().text("Rows and sources"), width=_DRAWER_PX, position="right")(_dialog)
    drawer(title, note, parts, whole, stated, last_said())


def _dialog(  # noqa: PLR0913, PLR0917 - what a drawer shows
    title: str,
    note: str,
    parts: tuple[NamedRows, ...],
    whole: tuple[NamedRows, ...],
    stated: float | None,
    n_said: int,
) -> None:
    language, held = words(), memory()
    if held.screen_to_open:
        st.rerun()
    st.subheader(plain(title))
    # the head says what was done too, with the way back, once the drawer is closed
    done = held.said.text if held.said and held.said.number != n_said else ""
    # a line that is always there: another number of elements above the tabs would close the one that is open
    st.caption(plain(done or note or language.text("A row opens its card; ⋯ offers more.")))
    shown = whole if whole and _shows_whole(parts, whole, language) else parts
    _opened_row(language)
    record = prepared_record().record
    none = (
        record["sources"].head(0).rename(columns={"source_id": "source_ids"})
    )  # a figure of which nothing is known has no part
    sources = sources_of(record, pd.concat([frame[["source_ids"]] for frame in (none, *(one[2] for one in shown))]))
    headings = [(heading, len(frame)) for heading, _, frame in shown] + [(language.text("Sources"), len(sources))]
    names = {heading: f"{plain(heading)} ({language.number(n)})" for heading, n in headings}
    tabs = st.tabs(list(names.values()), default=names.get(held.evidence_part))
    for tab, (heading, table, frame) in zip(tabs, shown, strict=False):
        with tab:
            evidence_table(
                table,
                frame,
                key=f"evidence_{table}_{heading}",
                caption=heading,
                on_row=partial(_open_row, table),
                max_height_px=_IN_DRAWER_PX,
                stated=stated,
            )
    with tabs[-1]:
        source_list(sources, key="evidence_sources", caption=language.text("Sources of these rows"))


def _shows_whole(parts: tuple[NamedRows, ...], whole: tuple[NamedRows, ...], language: Language) -> bool:
    """Draw the switch between what the selection chooses and all that the chart shows; return whether it is on all."""
    counts = {False: sum(len(frame) for *_, frame in parts), True: sum(len(frame) for *_, frame in whole)}
    names = {False: language.text("What is selected"), True: language.text("The whole chart")}
    chosen = st.segmented_control(
        language.text("Rows of"),
        [False, True],
        default=False,
        required=True,
        format_func=lambda is_whole: f"{names[is_whole]} ({language.number(counts[is_whole])})",
        key=SCOPE,
    )
    return bool(chosen)


def _open_row(table: str, row_id: str) -> None:
    """Open the card of a row; the same row again closes it."""
    opened = (table, row_id)
    memory().evidence_row = None if memory().evidence_row == opened else opened


def _opened_row(language: Language) -> None:
    """Draw the card of the row that is open, with its sources."""
    opened = memory().evidence_row
    card = row_card(prepared_record(), *opened, language) if opened else None
    if opened is None or card is None:
        return
    with st.container(border=True, key="evidence_card"):
        st.html(card_html(card, language))
        _visit_link(*opened)
        if may(Permission.EDIT):
            _record_link(*opened)
        sources = rows_with_ids(prepared_record().record, "sources", card.source_ids).assign(n_rows=1)
        source_list(sources, key="evidence_card_sources", caption=language.text("Sources of this card"))


def _visit_link(table: str, row_id: str) -> None:
    """Draw the way from the card of a visit to the visit itself, where it is one of a campaign."""
    language, rows = words(), rows_with_ids(prepared_record().record, "survey_visits", (row_id,))
    campaign = "" if table != "survey_visits" or rows.empty else str(rows["campaign_id"].fillna("").iloc[0])
    if campaign and st.button(language.text("Open the visit"), icon=":material/open_in_full:", key="evidence_visit"):
        change_view(campaign=campaign, visit=row_id)
        st.switch_page("pages/survey.py", query_params=query())


def _record_link(table: str, row_id: str) -> None:
    """Draw the way to the record of a row, where its table is edited."""
    if table in EDITED_TITLES:
        parameters = {**query(), "focus": f"{table}:{row_id}"}
        label = words().text("Record and history")
        st.page_link("pages/record.py", label=label, icon=":material/history:", query_params=parameters)


_WORDS = "5.5rem"
"""Wide enough for the longest syllable of a text."""
_WIDTHS = {
    "name": "11rem",
    "title": "16rem",
    "product": "10rem",
    "producer": "9rem",
    "products": "12rem",
    "note": "14rem",
    "metric": "10rem",
    "period": "6.5rem",
    "programme": "9rem",
    "scope": "9rem",
    "unit": "4.5rem",
    "sources": "9rem",
}


def evidence_column(one: EvidenceColumn, width: str | None) -> GridColumn:
    """Return a column of rows of the record as tables draw it."""
    kind: GridColumnKind = "link" if one.id == "sources" else "number" if one.is_number else "text"
    return GridColumn(one.id, one.heading, kind=kind, width=width, csv_label=one.csv_heading, csv_more=one.csv_more)


def _source_row(row: Row, language: Language) -> dict[str, object]:
    title = str(row["title"])
    return {
        "id": row["source_id"],
        "title": {"v": title, "t": title, "href": None if pd.isna(row["url"]) else row["url"], "title": row["file"]},
        "publisher": row["publisher"],
        "kind": label_of(SourceKind, row["kind"], language),
        "published": day_cell(row["published_on"], language),
        "n_rows": row["n_rows"],
    }
