"""The rows that a visit has open for editing, each as it was when it was opened, so that nobody's later change is overwritten."""

from collections.abc import Iterable, Sequence
from secrets import token_hex
from typing import Any

import pandas as pd

from analytics.editing.names import frame_labels, row_labels
from analytics.editing.rows import EditedRow
from analytics.editing.values import RecordNames
from geodata.grouping import grouped_by
from geodata.schema.frames import LINKS
from geodata.store.public_rows import public_rows
from pages.components.visit.memory import memory
from pages.components.visit.office import store
from pages.components.visit.session import prepared_record, words


def opened_rows(key: str, table: str, ids: Sequence[str]) -> dict[str, EditedRow]:
    """Return rows as they were when this visit opened them under `key`; now, if it had not yet."""
    kept = memory().edit_open
    if key not in kept or list(kept[key]) != list(ids):
        kept[key] = rows_now(table, ids)
    return kept[key]


def rows_now(table: str, ids: Sequence[str]) -> dict[str, EditedRow]:
    """Return rows as the store and the public record have them now; what was removed since is left out."""
    since = store().mark()  # before the rows: a file that comes between is noticed at saving
    held, public = store().rows(table, ids), public_rows(table)
    rows = {}
    for id_ in ids:
        row = held.get(id_)
        if row is not None and not row.is_removed:
            rows[id_] = EditedRow(table, id_, row.values, row.version, since)
        elif row is None and id_ in public:
            rows[id_] = EditedRow(table, id_, public[id_], 0, since)
    return rows


def are_rows_outdated(table: str, rows: Iterable[EditedRow]) -> bool:
    """Tell whether one of the rows was changed since it was opened, or another store stands in the place of theirs."""
    listed = [row for row in rows if row.before is not None]
    if any(not store().continues(since) for since in {row.since for row in listed} if since):
        return True
    known = {row.row_id: row.version for row in listed}
    held = store().versions(table, list(known))
    return any(held.get(id_, 0) != version for id_, version in known.items())


def close_all() -> None:
    """Forget what was opened: the next look is fresh, and so are the fields."""
    held = memory()
    held.edit_open, held.edit_points, held.edit_token = {}, {}, token_hex(6)
    held.edit_round += 1


def row_label(table: str, row_id: str) -> str:
    """Return what a row is called in a list to choose from."""
    return row_names(table, [row_id])[row_id]


def row_names(table: str, ids: Sequence[str]) -> dict[str, str]:
    """Return what rows are called, by key."""
    return dict(row_labels(prepared_record().record, table, list(ids), words()))


def labels(table: str, frame: pd.DataFrame) -> dict[str, str]:
    """Return what the rows of a frame are called, by key."""
    return frame_labels(prepared_record().record, table, frame, words())


def names_of_rows(values: Iterable[tuple[str, Any]]) -> RecordNames:
    """Return what the rows are called that (column, key) pairs lead to."""
    wanted = grouped_by((column, str(key)) for column, key in values if column in LINKS and key)
    record, language = prepared_record().record, words()
    return {
        (column, key): name
        for column, keys in wanted.items()
        for key, name in row_labels(record, LINKS[column], keys, language).items()
    }
