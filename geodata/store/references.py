"""What a row names has to exist, and what is named may not be removed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from geodata.schema.frames import LINKS
from geodata.schema.office import OFFICE_TABLES
from geodata.store.attachments import namers
from geodata.store.model import ATTACHMENTS, RowFault, ValueFault
from geodata.store.public_rows import public_namers, public_rows
from geodata.store.reading import parts, stored_rows
from geodata.store.tables import CURRENT, KEY_OF, VALUE_COLUMNS

_Rows = Mapping[tuple[str, str], Mapping[str, Any] | None]
"""What a commit makes of rows, by (table, key); None is removed."""


def unknown_names(connection: sa.Connection, rows: _Rows) -> list[RowFault]:
    """Return a fault for each name in `rows` that leads to no row."""
    named: dict[str, set[str]] = defaultdict(set)
    for (table, _), values in rows.items():
        for _, target, key in _names(table, values):
            named[target].add(key)
    known = {target: _existing(connection, target, keys, rows) for target, keys in named.items()}
    return [
        RowFault(table, row_id, column, key, ValueFault.NO_SUCH_ROW)
        for (table, row_id), values in rows.items()
        for column, target, key in _names(table, values)
        if key not in known[target]
    ]


def _names(table: str, values: Mapping[str, Any] | None) -> Iterator[tuple[str, str, str]]:
    """Yield (column, table, key) of what a row names."""
    if values is not None and table == ATTACHMENTS and values["of_table"] in OFFICE_TABLES:
        yield "of_row", values["of_table"], values["of_row"]
    if values is None or table not in OFFICE_TABLES:
        return
    for column, target in LINKS.items():
        key = values.get(column)
        if key is not None and column != KEY_OF[table]:
            yield column, target, key
    for key in (values.get("source_ids") or "").split(";"):
        if key:
            yield "source_ids", "sources", key


def _existing(connection: sa.Connection, table: str, keys: set[str], rows: _Rows) -> set[str]:
    given = {key for key in keys if (table, key) in rows}
    asked = keys - given
    held = stored_rows(connection, table, asked)
    public = {key for key in asked if key in public_rows(table) and key not in held}
    return {
        *(key for key in given if rows[table, key] is not None),
        *(key for key, row in held.items() if not row.is_removed),
        *public,
    }


def still_named(connection: sa.Connection, rows: _Rows) -> list[RowFault]:
    """Return a fault for each row that `rows` removes while another one names it."""
    faults = []
    for target in OFFICE_TABLES:
        removed = [key for (table, key), values in rows.items() if table == target and values is None]
        for key, (table, row_id) in _namers(connection, target, removed, rows):
            faults.append(RowFault(target, key, KEY_OF[target], f"{table}/{row_id}", ValueFault.STILL_NAMED))
    return faults


def _namers(
    connection: sa.Connection, target: str, keys: list[str], rows: _Rows
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (key, who names it) for the keys of a table; rows of the commit itself are left out."""
    if not keys:
        return
    for table in (*OFFICE_TABLES, ATTACHMENTS):
        for key, row_id in _stored_namers(connection, table, target, keys):
            if (table, row_id) not in rows:
                yield key, (table, row_id)
    by_table: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key in keys:
        for table, row_id in public_namers().get((target, key), ()):
            if (table, row_id) not in rows:
                by_table[table].add((key, row_id))
    for table, pairs in by_table.items():
        own = stored_rows(connection, table, {row_id for _, row_id in pairs}) if table in CURRENT else {}
        yield from ((key, (table, row_id)) for key, row_id in sorted(pairs) if row_id not in own)


def _stored_namers(connection: sa.Connection, table: str, target: str, keys: list[str]) -> Iterable[tuple[str, str]]:
    if table == ATTACHMENTS:
        yield from namers(connection, target, keys)
        return
    current = CURRENT[table]
    is_kept = current.c.is_removed.is_(False)
    key_column = current.c[KEY_OF[table]]
    if target == "sources":
        if "source_ids" not in VALUE_COLUMNS[table]:
            return
        for key in keys:
            query = sa.select(current.c.source_ids, key_column).where(is_kept, current.c.source_ids.contains(key))
            yield from ((key, row_id) for text, row_id in connection.execute(query) if key in text.split(";"))
        return
    for column, to in LINKS.items():
        if to == target and column in current.c and column != KEY_OF[table]:
            for some in parts(keys):
                query = sa.select(current.c[column], key_column).where(is_kept, current.c[column].in_(some))
                yield from (tuple(row) for row in connection.execute(query))
