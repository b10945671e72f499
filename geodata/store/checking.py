"""Verify a store: the chain of the audit is whole, and every row is what the audit says last."""

import sqlalchemy as sa

from geodata.store.attachments import content_problems
from geodata.store.chain import FIRST, canonical, entry_hash
from geodata.store.reading import every_audit_entry, stored_row, streamed, values_today
from geodata.store.tables import CHANGES, CURRENT, KEY_OF, REVISIONS, STATE

_REVISION = ("revision", "at", "who", "action", "note", "undoes")
Last = dict[tuple[str, str], tuple[str | None, int, int]]
"""By (table, key): what the audit says last, in how many entries, at which revision."""


def problems_of(connection: sa.Connection) -> tuple[str, ...]:
    """Return what is wrong, in words; nothing when the store is whole."""
    problems: list[str] = []
    last = _chain(connection, problems)
    _revisions(connection, problems)
    for table in CURRENT:
        _rows(connection, table, last, problems)
    problems += [f"{table} {row_id}: in the audit, but not in the store" for table, row_id in last]
    return (*problems, *content_problems(connection))


def _chain(connection: sa.Connection, problems: list[str]) -> Last:
    last: Last = {}
    previous, number = FIRST, 0
    for number, row in enumerate(every_audit_entry(connection), 1):
        entry = row._asdict()
        told = {name: entry[name] for name in _REVISION}
        if entry["id"] != number:
            problems.append(f"audit entry {number} is missing")
            return _counted(connection)
        if entry["previous_hash"] != previous or entry_hash(previous, told, entry) != entry["hash"]:
            problems.append(f"audit entry {number} was altered")
            return _counted(connection)
        previous = entry["hash"]
        key = (entry["table_name"], entry["row_id"])
        last[key] = (entry["after"], last.get(key, ("", 0, 0))[1] + 1, entry["revision"])
    state = connection.execute(sa.select(STATE)).one()
    if (state.last_change, state.head) != (number, previous):
        problems.append(f"the audit ends at entry {number}, but {state.last_change} were written")
    return last


def _counted(connection: sa.Connection) -> Last:
    """Return what the audit says last though its chain is broken, so that all rows are still compared."""
    last: Last = {}
    for row in every_audit_entry(connection):
        key = (row.table_name, row.row_id)
        last[key] = (row.after, last.get(key, ("", 0, 0))[1] + 1, row.revision)
    return last


def _revisions(connection: sa.Connection, problems: list[str]) -> None:
    counts = sa.select(CHANGES.c.revision, sa.func.count().label("n")).group_by(CHANGES.c.revision).subquery()
    query = sa.select(REVISIONS.c.revision, REVISIONS.c.n_changes, counts.c.n)
    for revision, stated, found in connection.execute(
        query.outerjoin(counts, counts.c.revision == REVISIONS.c.revision)
    ):
        if stated != (found or 0):
            problems.append(f"revision {revision} made {stated} changes, the audit has {found or 0}")
    last = connection.execute(sa.select(sa.func.max(REVISIONS.c.revision))).scalar() or 0
    if last != connection.execute(sa.select(STATE.c.revision)).scalar_one():
        problems.append(f"the last revision is {last}, but the state says another")


def _rows(connection: sa.Connection, table: str, last: Last, problems: list[str]) -> None:
    query = sa.select(CURRENT[table]).order_by(CURRENT[table].c[KEY_OF[table]])
    for result in streamed(connection, query):
        row = stored_row(table, result)
        after, count, revision = last.pop((table, row.row_id), ("", 0, 0))
        now = None if row.is_removed else canonical(row.values)
        if (row.version, row.revision) != (count, revision) or not _says(table, after, now):
            problems.append(f"{table} {row.row_id}: is not what the audit says last")


def _says(table: str, after: str | None, now: str | None) -> bool:
    """Whether an entry says what a row is now, be it as an earlier schema wrote it."""
    if after == now or after is None or now is None:
        return after == now
    try:
        return canonical(values_today(table, after)) == now
    except (ValueError, TypeError):  # an altered entry may hold anything
        return False
