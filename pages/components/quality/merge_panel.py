"""Merging two rows that are one: which to keep, what will change, and one button that does it as one commit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.editing.record_view import field_lines, row_title
from analytics.evidence.rows import rows_with_ids
from analytics.quality import Finding, merge
from analytics.quality.merge import touched
from geodata.door.access import Permission
from geodata.store import Change
from geodata.store.attachments import moved_files
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.browser.plain import plain
from pages.components.editing.rows import rows_now
from pages.components.editing.saving import save_changes
from pages.components.panels.evidence_view import table_texts
from pages.components.quality.titles import table_name
from pages.components.visit.access import require
from pages.components.visit.office import store
from pages.components.visit.session import prepared_record, shown_record, words


def merge_panel(finding: Finding) -> None:
    """Draw the merge of a duplicate with its preview."""
    language, table = words(), finding.table
    rows = {id_: row.before or {} for id_, row in rows_now(table, [*finding.other_ids, finding.row_id]).items()}
    if len(rows) < 2:
        return
    names = {id_: f"{row_title(table, values, language)} · {id_}" for id_, values in rows.items()}
    keep = st.radio(
        language.text("Keep"), list(names), format_func=lambda id_: plain(names[id_]), key=f"merge_keep_{finding.id}"
    )
    drop = next(id_ for id_ in names if id_ != keep)
    changes = _changes(table, keep, drop)
    _preview(table, rows[keep], rows[drop], dict(changes[0].after or {}))
    _moved(table, drop)
    label = language.text("Yes, these two are one")
    if not st.checkbox(label, key=f"merge_sure_{finding.id}"):
        return
    if st.button(language.text("Merge"), key="merge_do", type="primary", icon=":material/merge:"):
        require(Permission.EDIT)
        save_changes(changes, "merge")


def _changes(table: str, keep: str, drop: str) -> tuple[Change, ...]:
    """Return the changes of the merge, made on the versions that the store holds now."""
    record = prepared_record().record
    asked: dict[str, list[str]] = {table: [keep, drop]}
    for name, ids in touched(record, drop, table).items():
        asked.setdefault(name, []).extend(ids)
    versions = {(name, id_): n for name, ids in asked.items() for id_, n in store().versions(name, ids).items()}
    since = shown_record().mark
    files = moved_files(store().attachments_of(table, drop), keep)
    rows = merge(record, keep, drop, table=table, versions=versions)
    return tuple(replace(one, since=since) for one in (*rows, *files))


def _preview(table: str, kept: Mapping[str, Any], dropped: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Draw the fields in which the two differ: as they are, and as the kept row will be."""
    language = words()
    columns = [field_lines(table, values, language) for values in (kept, dropped, after)]
    rows = [
        {
            "id": str(number),
            "field": one[0],
            "kept": one[1] or None,
            "dropped": other[1] or None,
            "after": new[1] or None,
        }
        for number, (one, other, new) in enumerate(zip(*columns, strict=True))
        if one[1] != other[1]
    ]
    spec = TableSpec(
        caption=language.text("What will change"),
        columns=(
            GridColumn("field", language.text("Field")),
            GridColumn("kept", language.text("Kept row"), width="14rem"),
            GridColumn("dropped", language.text("Other row"), width="14rem"),
            GridColumn("after", language.text("After the merge"), width="14rem"),
        ),
        rows=rows,
        texts=replace(table_texts(language), filter="", csv=""),
        max_height_px=None,
        is_dense=True,
    )
    data_table(spec, key="merge_preview")


def _moved(table: str, drop: str) -> None:
    language, record = words(), prepared_record().record
    found = touched(record, drop, table)
    lines = [
        f"{table_name(name, language)}: {language.number(len(rows_with_ids(record, name, ids)))}"
        for name, ids in found.items()
    ]
    if n_files := len(store().attachments_of(table, drop)):
        lines.append(f"{language.text('Attached files')}: {language.number(n_files)}")
    leading = "; ".join(lines) if lines else language.text("none")
    st.caption(
        language.text(
            "Rows that will lead to the kept row: {moved}. Sources, names and notes of both are kept; one step takes it back.",
            moved=leading,
        )
    )
