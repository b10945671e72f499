"""Read rows, the audit and the revisions."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from geodata.store.history.personal import audited_values, known_values, parsed, seals_in
from geodata.store.model import AuditEntry, Revision, StoredRow, StorePosition
from geodata.store.tables import CHANGES, CURRENT, KEY_OF, REVISIONS, STATE, VALUE_COLUMNS

_AT_ONCE = 900
"""How many keys one question names."""


def parts(keys: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield the keys in parts that one question can name."""
    listed = list(keys)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def current_revision(connection: sa.Connection) -> int:
    """Return the last revision."""
    return int(connection.execute(sa.select(STATE.c.revision)).scalar_one())


def current_mark(connection: sa.Connection) -> StorePosition:
    """Return where the store stands."""
    return StorePosition(*connection.execute(sa.select(STATE.c.revision, STATE.c.last_change, STATE.c.head)).one())


def continues(connection: sa.Connection, mark: StorePosition) -> bool:
    """Return whether a store went on from a mark: the entry that was its last is still in the chain."""
    if not mark.last_change:
        return True
    held = connection.execute(sa.select(CHANGES.c.hash).where(CHANGES.c.id == mark.last_change)).scalar()
    return held is not None and held == mark.head


def stored_rows(connection: sa.Connection, table: str, ids: Iterable[str]) -> dict[str, StoredRow]:
    """Return the rows that the store holds, removed ones included, by key."""
    current = CURRENT[table]
    key = current.c[KEY_OF[table]]
    found: dict[str, StoredRow] = {}
    for some in parts(ids):
        for row in connection.execute(sa.select(current).where(key.in_(some))):
            found[row[0]] = stored_row(table, row)
    return found


def stored_row(table: str, row: Sequence[Any]) -> StoredRow:
    """Return a row of a result that has all columns of the table."""
    columns = VALUE_COLUMNS[table]
    version, is_removed, revision = row[len(columns) :]
    return StoredRow(table, row[0], dict(zip(columns, row, strict=False)), version, is_removed, revision)


def audit_entries(connection: sa.Connection, *where: Any, limit: int | None = None) -> tuple[AuditEntry, ...]:
    """Return the entries of the audit that fulfil the conditions, the latest first."""
    query = _audit().where(*where).order_by(CHANGES.c.id.desc()).limit(limit)
    rows = [row._asdict() for row in connection.execute(query)]
    for row in rows:
        row["table"] = row.pop("table_name")
        row["before"], row["after"] = parsed(row["before"]), parsed(row["after"])
    known = known_values(
        connection, (seal for row in rows for side in ("before", "after") for seal in seals_in(row[side]))
    )
    for row in rows:
        row["before"], row["after"] = (audited_values(row["table"], row[side], known) for side in ("before", "after"))
    return tuple(AuditEntry(**row) for row in rows)


def every_audit_entry(connection: sa.Connection, *where: Any) -> Iterator[sa.Row[Any]]:
    """Yield the rows of the audit as they are stored, oldest first, without holding them all."""
    query = _audit().where(*where).order_by(CHANGES.c.id)
    return streamed(connection, query)


def streamed(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
    """Yield the rows of a question without holding them all."""
    with connection.execute(query, execution_options={"yield_per": 2000}) as result:
        yield from result


def _audit() -> sa.Select[Any]:
    c, r = CHANGES.c, REVISIONS.c
    told = (c.id, c.revision, r.at, r.who, r.action, r.note, r.undoes, c.table_name, c.row_id)
    return sa.select(*told, c.before, c.after, c.previous_hash, c.hash).join(REVISIONS, r.revision == c.revision)


def revisions(connection: sa.Connection, limit: int | None = None) -> tuple[Revision, ...]:
    """Return the commits, the latest first."""
    query = sa.select(REVISIONS).order_by(REVISIONS.c.revision.desc()).limit(limit)
    return tuple(Revision(*row) for row in connection.execute(query))
