"""Choosing a row of a table by its name: a list while they are few, a search above it when they are many."""

import streamlit as st

from geodata.schema import KEYS
from geodata.text import fold
from pages.components.edit_rows import labels
from pages.components.session import prepared_record, words

MOST_OPTIONS = 400


def link_field(table: str, label: str, value: str | None, key: str, *, may_be_empty: bool = True) -> str | None:
    """Draw the choice of a row of `table` and return its key."""
    language = words()
    frame = prepared_record().record[table]
    if len(frame) > MOST_OPTIONS:
        sought = st.text_input(language.text("{label}: search", label=label), key=f"{key}_sought")
        names = frame["name" if "name" in frame else "title"]
        hits = names.map(fold).str.contains(fold(sought), regex=False) if sought.strip() else names.notna()
        frame = frame[hits.to_numpy() | frame[KEYS[table]].eq(value).to_numpy()]
        frame = frame.sort_values(KEYS[table], key=lambda ids: ids.ne(value)).head(MOST_OPTIONS)
    known = labels(table, frame)
    empty = [None] if may_be_empty or value is None else []
    options = [*empty, *sorted(known, key=known.__getitem__), *([] if value is None or value in known else [value])]
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda id_: known.get(id_, id_) if id_ else "—",
        key=key,
        filter_mode="contains",
    )
