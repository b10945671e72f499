"""Verify a store: the chain of the audit is whole, and every row is what the audit says last."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from geodata.store.attachments import content_problems
from geodata.store.history.chain import FIRST, canonical, entry_hash
from geodata.store.history.personal import audited_values, parsed, seal_of, seals_in
from geodata.store.model import DOCUMENTS
from geodata.store.reading import every_audit_entry, stored_row, streamed
from geodata.store.tables import CHANGES, CURRENT, KEY_OF, PERSONAL, REVISIONS, STATE

ERASE = "erase"
_REVISION = ("revision", "at", "who", "action", "note", "undoes")
Last = dict[tuple[str, str], tuple[str | None, int, int]]
"""By (table, key): what the audit says last, in how many entries, at which revision."""


def problems_of(connection: sa.Connection) -> tuple[str, ...]:
    """Return what is wrong, in words; nothing when the store is whole."""
    problems: list[str] = []
    attested = Attested()
    last = _chain(connection, attested, problems)
    known = _personal(connection, attested, problems)
    _revisions(connection, problems)
    for table in CURRENT:
        _rows(connection, table, last, known, problems)
    problems += [f"{table} {row_id}: in the audit, but not in the store" for table, row_id in last]
    return (*problems, *content_problems(connection))


@dataclass
class Attested:
    """What acts of erasing say in the audit: entries as they read now, by number, and seals whose values are gone."""

    entries: dict[int, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    sealed: set[str] = field(default_factory=set)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take the seals of an entry, and what it says where it is an act of erasing."""
        rows = [parsed(entry[side]) for side in ("before", "after")]
        self.sealed |= {seal for row in rows for seal in seals_in(row) if seal}
        if entry["table_name"] == DOCUMENTS and entry["action"] == ERASE and rows[1]:
            self.entries |= {int(number): text for number, text in rows[1]["content"]["entries"].items()}
            self.gone |= set(rows[1]["content"]["seals"])


def _chain(connection: sa.Connection, attested: Attested, problems: list[str]) -> Last:
    last: Last = {}
    previous, number = FIRST, 0
    reading: dict[int, str] = {}
    for number, row in enumerate(every_audit_entry(connection), 1):
        entry = row._asdict()
        told = {name: entry[name] for name in _REVISION}
        if entry["id"] != number:
            problems.append(f"audit entry {number} is missing")
            return _counted(connection)
        if entry["previous_hash"] != previous:
            problems.append(f"audit entry {number} was altered")
            return _counted(connection)
        if (reads := entry_hash(previous, told, entry)) != entry["hash"]:
            reading[number] = reads
        try:
            attested.add(entry)
        except (ValueError, TypeError, KeyError, AttributeError):  # an altered entry may hold anything
            problems.append(f"audit entry {number} cannot be read")
        previous = entry["hash"]
        key = (entry["table_name"], entry["row_id"])
        last[key] = (entry["after"], last.get(key, ("", 0, 0))[1] + 1, entry["revision"])
    altered = [number for number, reads in reading.items() if attested.entries.get(number) != reads]
    problems += [f"audit entry {number} was altered" for number in altered]
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


def _personal(connection: sa.Connection, attested: Attested, problems: list[str]) -> dict[str, Any]:
    """Return what was sealed and not erased; a value that does not fit its seal, or is missing unexplained, is a problem."""
    known = {}
    for seal, salt, value in connection.execute(sa.select(PERSONAL)):
        known[seal] = json.loads(value)
        if seal_of(salt, known[seal]) != seal:
            problems.append(f"personal value {seal}: was altered")
    problems += [
        f"personal value {seal}: is missing" for seal in sorted(attested.sealed - known.keys() - attested.gone)
    ]
    problems += [f"personal value {seal}: is there again" for seal in sorted(attested.gone & known.keys())]
    return known


def _rows(connection: sa.Connection, table: str, last: Last, known: Mapping[str, Any], problems: list[str]) -> None:
    query = sa.select(CURRENT[table]).order_by(CURRENT[table].c[KEY_OF[table]])
    for result in streamed(connection, query):
        row = stored_row(table, result)
        after, count, revision = last.pop((table, row.row_id), ("", 0, 0))
        now = None if row.is_removed else canonical(row.values)
        if (row.version, row.revision) != (count, revision) or not _says(table, after, now, known):
            problems.append(f"{table} {row.row_id}: is not what the audit says last")


def _says(table: str, after: str | None, now: str | None, known: Mapping[str, Any]) -> bool:
    """Whether an entry says what a row is now, be it as an earlier schema wrote it."""
    if after == now or after is None or now is None:
        return after == now
    try:
        return canonical(audited_values(table, parsed(after), known)) == now
    except (ValueError, TypeError, AttributeError):  # an altered entry may hold anything
        return False
