"""The journal on the screen: its commits narrowed by person, table and record, one commit with before and after, undo."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.editing.fields import EDITED_TITLES, OTHER_TITLES, table_title
from analytics.editing.journal import (
    action_text,
    entry_name,
    journal_csv,
    matching,
    revision_rows,
    time_text,
    value_changes,
)
from analytics.selection.file_names import file_name
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.schema.frames import LINKS
from geodata.store import AuditEntry, Revision
from geodata.text import alphabetical
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.editing.rows import names_of_rows
from pages.components.editing.saving import undo_commit
from pages.components.panels.evidence_view import table_texts
from pages.components.visit.access import may, require, requiring
from pages.components.visit.memory import memory
from pages.components.visit.office import store
from pages.components.visit.session import words

MOST_COMMITS = 2_000
MOST_ENTRIES = 5_000
_MOST_SHOWN = 30
_CHOSEN = "journal_commit"


def journal_filter() -> tuple[str | None, str | None, str]:
    """Draw the choices that narrow the journal and return person, table, text."""
    language = words()
    people = sorted({one.who for one in store().revisions(MOST_COMMITS)}, key=alphabetical)
    titles = {**EDITED_TITLES, **OTHER_TITLES}
    with st.container(horizontal=True, vertical_alignment="bottom", key="journal_filter"):
        person = st.selectbox(
            language.text("By"), [None, *people], format_func=lambda who: who or language.text("everyone"), width=280
        )
        table = st.selectbox(
            language.text("Table"),
            [None, *titles],
            format_func=lambda name: language.text(titles[name]) if name else language.text("all tables"),
            width=280,
        )
        text = st.text_input(language.text("Record"), placeholder=language.text("name or code"), width=280)
        _csv_button(language)
        is_checked = may(Permission.ADMINISTER) and st.button(
            language.text("Check the journal"), key="journal_verify", icon=":material/verified_user:"
        )
    if is_checked:
        _check(language)
    return person, table, text.strip()


def commits(person: str | None, table: str | None, text: str) -> Sequence[Revision]:
    """Return the commits that the choices leave, the latest first."""
    found = store().revisions(MOST_COMMITS)
    if table or text:
        entries = store().audit(table=table, who=person, limit=MOST_ENTRIES)
        wanted = {entry.revision for entry in (matching(entries, text, words()) if text else entries)}
        found = tuple(one for one in found if one.revision in wanted)
    return [one for one in found if person in (None, one.who)]


def commit_table(found: Sequence[Revision]) -> None:
    """Draw the commits; a click on one opens it."""
    language = words()
    columns = (
        GridColumn("revision", language.text("Commit"), kind="number"),
        GridColumn("at", language.text("Time"), width="9rem"),
        GridColumn("who", language.text("By"), width="14rem"),
        GridColumn("action", language.text("Action")),
        GridColumn("n", language.text("Rows"), kind="number"),
        GridColumn("note", language.text("Note"), width="18rem"),
    )
    spec = TableSpec(
        caption=language.text("Journal"),
        columns=columns,
        rows=revision_rows(found, language),
        clickable=True,
        texts=replace(
            table_texts(language),
            csv="",
            open="",
            filter="",
            empty=language.text("Nothing was imported or changed by these choices."),
        ),
        page_size=25,
    )
    data_table(
        spec,
        key="journal",
        selected=[str(memory().commit)],
        on_event=_open,
    )


def _open(event: TableEvent) -> None:
    memory().commit = int(event.row)


def chosen_commit(found: Sequence[Revision]) -> None:
    """Draw the commit that was clicked: each row with the values before and after, and the way to take it back."""
    one = next((one for one in found if one.revision == memory().commit), None)
    if one is None:
        return
    language = words()
    own = store().changes_of(one.revision, _MOST_SHOWN)
    with st.container(border=True, key="journal_commit_card"):
        when = time_text(one.at)
        st.markdown(f"**{language.text('Commit')} {one.revision}**")
        st.text(f"{one.who} · {when} · {action_text(one.action, language)}{' · ' + one.note if one.note else ''}")
        _undo_button(one, language)
        for entry in own:
            entry_changes(entry, key=f"journal_entry_{entry.id}")
        if one.n_changes > len(own):
            st.caption(language.text("{n} of {all} rows are shown.", n=len(own), all=language.number(one.n_changes)))


def entry_changes(entry: AuditEntry, *, key: str) -> None:
    """Draw what one entry changed: the row, then each value before and after."""
    language = words()
    states = (entry.before or {}, entry.after or {})
    names = names_of_rows((column, state.get(column)) for state in states for column in LINKS)
    rows = [
        {"id": str(number), "column": line.column, "before": line.before, "after": line.after}
        for number, line in enumerate(value_changes(entry, language, names))
    ]
    title = table_title(entry.table)
    caption = f"{language.text(title)}: {entry_name(entry, language)}"
    columns = (
        GridColumn("column", language.text("Column"), width="12rem"),
        GridColumn("before", language.text("Before"), width="18rem"),
        GridColumn("after", language.text("After"), width="18rem"),
    )
    texts = replace(table_texts(language), filter="", csv="", empty=language.text("Only its sources changed."))
    spec = TableSpec(caption=caption, columns=columns, rows=rows, show_caption=True, texts=texts, is_dense=True)
    data_table(spec, key=key)


def _check(language: Language) -> None:
    """Check that every entry follows from the one before it, and say what was found."""
    require(Permission.ADMINISTER)
    with st.spinner(language.text("Checking every entry…")):
        problems = store().verify()
    if problems:
        st.error(language.count("{n} problem was found.", "{n} problems were found.", len(problems)))
        named = "\n".join(problems[:_MOST_SHOWN])
        st.text(named)
    else:
        st.success(language.text("The journal is whole: every entry follows from the one before it."))


def _undo_button(one: Revision, language: Language) -> None:
    with st.popover(language.text("Take this commit back"), icon=":material/undo:"):
        st.write(
            language.count(
                "{n} row goes back to what it said before. The journal keeps both.",
                "{n} rows go back to what they said before. The journal keeps both.",
                one.n_changes,
            )
        )
        if st.button(language.text("Yes, take it back"), key=f"journal_undo_{one.revision}", type="primary"):
            undo_commit(one.revision)
            st.rerun()


def _csv_button(language: Language) -> None:
    def content() -> bytes:
        return journal_csv(reversed(store().audit()), language)

    st.download_button(
        language.text("Download the journal as CSV"),
        requiring(Permission.EXPORT, content),
        file_name=file_name(language.text("Journal"), "csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
