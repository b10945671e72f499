"""Choosing what is edited: the table, the grid or one record, which record; an address with a record in focus opens it."""

from typing import Any

import streamlit as st

from analytics.editing.fields import EDITED_TITLES
from analytics.editing.listing import rows_to_edit
from analytics.editing.rows import EditedRow, new_id
from analytics.overview.cards import CARD_TABLES
from pages.components.editing.form import edit_form
from pages.components.editing.rows import are_rows_outdated, close_all, labels, opened_rows, row_label
from pages.components.editing.saving import has_conflict
from pages.components.visit.memory import has_widget, memory, set_widget, widget
from pages.components.visit.session import selected_rows, selection, view, words

GRID, ONE, NEW = "grid", "one", "new"
_MOST_OPTIONS = 400


def focused() -> tuple[str, str] | None:
    """Return (table, key) of the record in the address, None when it names none that can be edited."""
    kind, _, row_id = view().focus.partition(":")
    table = CARD_TABLES.get(kind, kind)
    return (table, row_id) if table in EDITED_TITLES and row_id else None


def edit_choices() -> tuple[str, str]:
    """Draw the choice of a table and of a way to edit, and return both."""
    language = words()
    focus = focused()
    if focus and memory().edit_focus != focus:
        _open(focus, focus[0], ONE)
        set_widget(_record_key(focus[0]), focus[1])
    with st.container(horizontal=True, vertical_alignment="bottom", key="edit_choices"):
        table = st.selectbox(
            language.text("Table"),
            list(EDITED_TITLES),
            format_func=lambda name: language.text(EDITED_TITLES[name]),
            key="edit_table",
            width=280,
            label_visibility="collapsed",
        )
        ways = {GRID: language.text("Many rows"), ONE: language.text("One record"), NEW: language.text("New record")}
        mode = st.segmented_control(
            language.text("How to edit"),
            list(ways),
            default=None if has_widget("edit_mode") else GRID,
            format_func=lambda one: ways.get(one, one),
            required=True,
            key="edit_mode",
            label_visibility="collapsed",
        )
    return table, mode or GRID


def edit_one(table: str) -> None:
    """Draw the choice of a record and its form."""
    language = words()
    row_id = _chosen(table)
    if row_id is None:
        st.info(language.text("No row to edit here. Widen the selection or the search."))
        return
    row = opened_rows(f"one:{table}:{row_id}", table, [row_id]).get(row_id)
    if row is None:
        st.info(language.text("This record is no longer there; the journal says who removed it."))
        return
    if are_rows_outdated(table, [row]) and not has_conflict():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(language.text("Someone has changed this record since you opened it."), icon=":material/sync:")
            if st.button(language.text("Reload"), key="edit_reload"):
                close_all()
                st.rerun()
    edit_form(row, f"edit_{table}_{row_id}_{memory().edit_round}")


def begin_new(table: str, given: dict[str, Any]) -> None:
    """Let the page open the form of a new row of a table with values that are known already."""
    close_all()
    memory().edit_given = (memory().edit_round, table, given)
    _open(focused(), table, NEW)


def _open(focus: tuple[str, str] | None, table: str, mode: str) -> None:
    memory().edit_focus = focus
    set_widget("edit_table", table)
    set_widget("edit_mode", mode)


def edit_new(table: str) -> None:
    """Draw the form of a record that is not there yet."""
    turn, of, given = memory().edit_given or (None, None, None)
    known = given if (turn, of) == (memory().edit_round, table) else None
    edit_form(
        EditedRow(table, new_id(table, memory().edit_token), None), f"edit_{table}_new_{memory().edit_round}", known
    )


def _chosen(table: str) -> str | None:
    """Draw the choice of a record among those of the selection and return its key; the chosen one stays while it is there."""
    language, key = words(), _record_key(table)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sought = st.text_input(
            language.text("Search"),
            key=f"edit_sought_{table}",
            placeholder=language.text("name, place, note…"),
            width=280,
            label_visibility="collapsed",
        )
        frame = rows_to_edit(selected_rows(selection()), table, sought)
        known = labels(table, frame.head(_MOST_OPTIONS))
        current = widget(key)
        if current is not None and current not in known and not sought.strip():
            known = {current: row_label(table, current), **known}
        if not known:
            return None
        if current not in known:
            set_widget(key, next(iter(known)))
        chosen: str = st.selectbox(
            language.count("Record ({n} found)", "Record ({n} found)", len(frame)),
            list(known),
            format_func=lambda id_: known.get(id_, id_),
            filter_mode="contains",
            key=key,
            label_visibility="collapsed",
        )
    return chosen


def _record_key(table: str) -> str:
    return f"edit_record_{table}"
