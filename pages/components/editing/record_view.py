"""One record on the screen: its fields, what belongs to it, its sources, its history."""

from dataclasses import replace
from functools import partial

import streamlit as st

from analytics.editing.fields import EDITED_TITLES, table_title
from analytics.editing.journal import action_text, time_text
from analytics.editing.record_view import belonging, field_lines, may_belong, row_title
from analytics.evidence.rows import rows_with_ids
from geodata.schema.frames import LINKS
from geodata.store import StoredRow
from geodata.store.public_rows import public_rows
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.browser.plain import as_html
from pages.components.editing.attachments_panel import attachments_panel
from pages.components.editing.erase_panel import erase_panel
from pages.components.editing.journal import entry_changes
from pages.components.editing.one import begin_new
from pages.components.editing.rows import labels, names_of_rows, rows_now
from pages.components.panels.evidence_view import source_list, table_texts
from pages.components.visit.office import store
from pages.components.visit.session import change_view, prepared_record, query, words


def record_view(table: str, row_id: str) -> None:
    """Draw a record; one that was removed with its last values and its history."""
    language = words()
    row = rows_now(table, [row_id]).get(row_id)
    held: StoredRow | None = store().row(table, row_id)
    values = row.before if row else held.values if held else None
    if values is None:
        st.info(language.text("There is no such record."))
        return
    title = table_title(table)
    st.html(
        f"<div class='kc-chart'><h3 dir='auto'>{as_html(row_title(table, values, language))}</h3><p>{as_html(language.text(title))}</p></div>"
    )
    if row is None:
        st.warning(language.text("This record was removed. These are its last values."), icon=":material/delete:")
    else:
        with st.container(horizontal=True):
            st.page_link(
                "pages/edit.py", label=language.text("Edit this record"), icon=":material/edit:", query_params=query()
            )
    facts, side = st.columns(2, gap="medium")
    with facts:
        _facts(table, dict(values))
    with side:
        _origin(table, row_id, held)
        if row is not None:
            attachments_panel(table, row_id)
        _belonging(table, row_id)
        _history(table, row_id)
        erase_panel(table, row_id)
    _sources(str(values.get("source_ids") or ""))


def _facts(table: str, values: dict[str, object]) -> None:
    language = words()
    names = names_of_rows((column, values.get(column)) for column in LINKS)
    lines = "".join(
        f"<dt>{as_html(label)}</dt><dd dir='auto'>{as_html(text) or '—'}</dd>"
        for label, text in field_lines(table, values, language, names)
    )
    st.html(f"<div class='kc-card'><dl>{lines}</dl></div>")


def _origin(table: str, row_id: str, held: StoredRow | None) -> None:
    language = words()
    is_public = row_id in public_rows(table)
    if held is None:
        st.caption(language.text("From the public record, as it came with the app."))
    elif is_public:
        st.caption(language.text("From the public record, changed by the office."))
    else:
        st.caption(language.text("The office's own record."))


def _belonging(table: str, row_id: str) -> None:
    """Draw a list of what belongs to the record; a click leads on to it."""
    language = words()
    for name, frame in belonging(prepared_record().record, table, row_id):
        known = labels(name, frame)
        spec = TableSpec(
            caption=language.text(EDITED_TITLES[name]),
            columns=(GridColumn("name", language.text(EDITED_TITLES[name]), width="22rem"),),
            rows=[{"id": id_, "name": text} for id_, text in known.items()],
            clickable=True,
            show_caption=False,
            texts=replace(table_texts(language), filter="", csv="", open=language.text("Open this record")),
            page_size=10,
            is_dense=True,
        )
        data_table(spec, key=f"record_{name}", on_event=partial(_open, name))
    with st.container(horizontal=True):
        for name, column in may_belong(table).items():
            label = language.text("Add: {table}", table=language.text(EDITED_TITLES[name]))
            if st.button(label, key=f"record_add_{name}", icon=":material/add:", type="tertiary"):
                begin_new(name, {column: row_id})
                st.switch_page("pages/edit.py", query_params=query())


def _sources(source_ids: str) -> None:
    language = words()
    sources = rows_with_ids(prepared_record().record, "sources", tuple(source_ids.split(";"))).assign(n_rows=1)
    if len(sources):
        source_list(sources, key="record_sources", caption=language.text("Sources"))


def _history(table: str, row_id: str) -> None:
    language = words()
    st.subheader(language.text("History"))
    entries = store().history(table, row_id)
    if not entries:
        st.caption(language.text("Nobody has changed this record since it came with the app."))
    for entry in entries:
        when = time_text(entry.at)
        st.text(
            f"{when} · {entry.who} · {action_text(entry.action, language)}{' · ' + entry.note if entry.note else ''}"
        )
        entry_changes(entry, key=f"record_entry_{entry.id}")


def _open(table: str, event: TableEvent) -> None:
    change_view(focus=f"{table}:{event.row}")
