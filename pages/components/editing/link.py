"""Choosing a row of a table by its name: a list while they are few, a search above it when they are many."""

import streamlit as st

from analytics.editing.listing import by_key, holding
from geodata.text import alphabetical
from pages.components.editing.rows import labels, row_label
from pages.components.visit.session import prepared_record, words

_MOST_OPTIONS = 400


def link_field(table: str, label: str, value: str | None, key: str, *, may_be_empty: bool = True) -> str | None:
    """Draw the choice of a row of `table` and return its key."""
    language = words()
    prepared = prepared_record()
    frame = by_key(prepared, table)
    if len(frame) > _MOST_OPTIONS:
        sought = st.text_input(language.text("{label}: search", label=label), key=f"{key}_sought")
        frame = holding(prepared, table, sought).head(_MOST_OPTIONS)
    known = labels(table, frame)
    if value is not None and value not in known:
        known = {value: row_label(table, value), **known}
    empty = [None] if may_be_empty or value is None else []
    options = [*empty, *sorted(known, key=lambda id_: alphabetical(known[id_]))]
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda id_: known.get(id_, id_) if id_ else "—",
        key=key,
        filter_mode="contains",
    )
