"""The one way in which anything is written: check, compare with what is there, write rows, revision and audit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from geodata.clock import utc_now
from geodata.store.attachments import attachment_faults, keep_contents
from geodata.store.history.chain import entry_hash
from geodata.store.history.personal import Sealer
from geodata.store.model import (
    ERASED,
    AttachmentContent,
    Change,
    ErasedValuesError,
    InvalidRowError,
    NothingToUndoError,
    ReplacedStoreError,
    RowFault,
    StaleRowError,
    StoredRow,
    ValueFault,
)
from geodata.store.prepare import refuse_newer
from geodata.store.public_rows import public_rows
from geodata.store.reading import audit_entries, continues, stored_rows
from geodata.store.references import still_named, unknown_names
from geodata.store.rules import clean
from geodata.store.tables import CHANGES, CURRENT, KEY_OF, PERSONAL, REVISIONS, STATE

ERASE, UNDO = "erase", "undo"


@dataclass(frozen=True)
class Author:
    """Who commits what: the words of a revision."""

    who: str
    action: str
    note: str = ""
    undoes: int | None = None


@dataclass(frozen=True)
class RowChange:
    """One row on its way: what is shown before and after, and the row that the store holds."""

    change: Change
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    held: StoredRow | None
    last: Mapping[str, Any] | None = None
    """The values that a removed row keeps, where they are not those before."""


def locked_state(connection: sa.Connection) -> sa.Row[Any]:
    """Return the state, locked until the transaction ends, so that one commit is made at a time.

    Raises NewerStoreError when a newer version of the app migrated the database since it was opened.
    """
    state = connection.execute(sa.select(STATE).with_for_update()).one()
    refuse_newer(connection)
    return state


def commit(
    connection: sa.Connection, changes: Sequence[Change], author: Author, contents: Sequence[AttachmentContent] = ()
) -> int:
    """Write the changes, with the contents of the attachments among them, and return the new revision; the old one when nothing is different.

    Raises InvalidRowError, StaleRowError and ReplacedStoreError; the transaction is the caller's.
    """
    faults: list[RowFault] = []
    cleaned = [(change, clean(change, faults)) for change in changes]
    faults += _twice(changes)
    if faults:
        raise InvalidRowError(faults)
    state = locked_state(connection)
    if any(not continues(connection, since) for since in {change.since for change in changes} if since):
        msg = "another database stands in the place of the one in which the rows were opened. Nothing was changed."
        raise ReplacedStoreError(msg)
    steps = _steps(connection, cleaned)
    for step in steps:
        _check_version(connection, step)
    steps = _different(steps)
    if not steps:
        return int(state.revision)
    rows = {(step.change.table, step.change.row_id): step.after for step in steps}
    faults = unknown_names(connection, rows) + still_named(connection, rows)
    if faults := faults + attachment_faults(connection, rows, contents):
        raise InvalidRowError(faults)
    keep_contents(connection, rows, contents)
    return write_changes(connection, state, steps, author)


def _twice(changes: Sequence[Change]) -> list[RowFault]:
    seen: set[tuple[str, str]] = set()
    faults = []
    for change in changes:
        if (key := (change.table, change.row_id)) in seen:
            faults.append(RowFault(*key, KEY_OF.get(change.table, ""), change.row_id, ValueFault.TWICE))
        seen.add(key)
    return faults


def _steps(connection: sa.Connection, cleaned: Sequence[tuple[Change, dict[str, Any] | None]]) -> list[RowChange]:
    by_table: dict[str, list[str]] = defaultdict(list)
    for change, _ in cleaned:
        by_table[change.table].append(change.row_id)
    held = {table: stored_rows(connection, table, ids) for table, ids in by_table.items()}
    return [_step(change, after, held[change.table].get(change.row_id)) for change, after in cleaned]


def _step(change: Change, after: Mapping[str, Any] | None, held: StoredRow | None) -> RowChange:
    if held:
        return RowChange(change, None if held.is_removed else held.values, after, held)
    return RowChange(change, public_rows(change.table).get(change.row_id, change.before), after, None)


def _different(steps: Sequence[RowChange]) -> list[RowChange]:
    """Return the steps that change something; a source is not news when no row that came with it is."""
    unknown = [step for step in steps if step.after is None and step.before is None and step.held is None]
    if unknown:
        changes = (step.change for step in unknown)
        raise InvalidRowError(
            [RowFault(c.table, c.row_id, KEY_OF[c.table], c.row_id, ValueFault.NO_SUCH_ROW) for c in changes]
        )
    different = [step for step in steps if step.after != step.before]
    n_sources = sum(step.change.table == "sources" for step in steps)
    if n_sources < len(steps) and all(step.change.table == "sources" for step in different):
        return []
    return different


def _check_version(connection: sa.Connection, step: RowChange) -> None:
    """Refuse what was made on another version, though it says the same: two who add one to a number add two.

    A source that says the same is no update.
    """
    change, held = step.change, step.held
    if change.table == "sources" and step.after == step.before:
        return
    is_anew = held is not None and held.is_removed and change.expected_version == 0
    if is_anew and change.row_id not in public_rows(change.table):
        return
    if change.expected_version != (held.version if held else 0):
        raise stale(connection, change, held)


def stale(connection: sa.Connection, change: Change, held: StoredRow | None) -> StaleRowError:
    """Return the refusal of a change, with the row as it is now and who changed it last."""
    where = (CHANGES.c.table_name == change.table, CHANGES.c.row_id == change.row_id)
    last = audit_entries(connection, *where, limit=1)
    return StaleRowError(change, held, last[0] if last else None)


def write_changes(connection: sa.Connection, state: sa.Row[Any], steps: Sequence[RowChange], author: Author) -> int:
    """Write rows, revision and audit of steps that were checked, and return the new revision."""
    revision = int(state.revision) + 1
    _write_rows(connection, steps, revision)
    told = {
        "revision": revision,
        "at": utc_now().isoformat(timespec="milliseconds"),
        "who": author.who,
        "action": author.action,
        "note": author.note,
        "undoes": author.undoes,
    }
    connection.execute(sa.insert(REVISIONS), {**told, "n_changes": len(steps)})
    sealer = Sealer()
    entries = list(_entries(steps, told, sealer, int(state.last_change), str(state.head)))
    connection.execute(sa.insert(CHANGES), entries)
    if sealer.values:
        connection.execute(sa.insert(PERSONAL), sealer.values)
    last = entries[-1]
    connection.execute(sa.update(STATE).values(revision=revision, last_change=last["id"], head=last["hash"]))
    return revision


def _entries(
    steps: Sequence[RowChange], revision: dict[str, Any], sealer: Sealer, last_change: int, head: str
) -> Iterator[dict[str, Any]]:
    for number, step in enumerate(steps, last_change + 1):
        entry = {
            "id": number,
            "revision": revision["revision"],
            "table_name": step.change.table,
            "row_id": step.change.row_id,
            "before": sealer.text(step.change.table, step.before),
            "after": sealer.text(step.change.table, step.after),
            "previous_hash": head,
        }
        head = entry_hash(head, revision, entry)
        yield {**entry, "hash": head}


def _write_rows(connection: sa.Connection, steps: Sequence[RowChange], revision: int) -> None:
    fresh: dict[str, list[dict[str, Any]]] = defaultdict(list)
    known: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for step in steps:
        values = step.after if step.after is not None else step.last or step.before or {}
        version = (step.held.version if step.held else 0) + 1
        row = {**values, "row_version": version, "is_removed": step.after is None, "revision": revision}
        (known if step.held else fresh)[step.change.table].append(row)
    for table, rows in fresh.items():
        connection.execute(sa.insert(CURRENT[table]), rows)
    for table, rows in known.items():
        current, key = CURRENT[table], KEY_OF[table]
        renamed = [{("key_" if name == key else name): value for name, value in row.items()} for row in rows]
        columns: dict[str, Any] = {name: sa.bindparam(name) for name in rows[0] if name != key}
        connection.execute(sa.update(current).where(current.c[key] == sa.bindparam("key_")).values(columns), renamed)


def undo(connection: sa.Connection, revision: int, who: str) -> int:
    """Write back what a revision changed and return the new revision.

    Raises StaleRowError when a row changed since, ErasedValuesError when a value of it was erased, NothingToUndoError.
    """
    locked_state(connection)
    changes = _inverse(connection, revision)
    if not changes:
        msg = f"revision {revision} changed nothing that could be taken back"
        raise NothingToUndoError(msg)
    return commit(connection, changes, Author(who, UNDO, undoes=revision))


def _inverse(connection: sa.Connection, revision: int) -> list[Change]:
    by_table: dict[str, list[Any]] = defaultdict(list)
    written = audit_entries(connection, CHANGES.c.revision == revision)
    if any(entry.action == ERASE for entry in written):
        return []
    if erased := [
        (entry.table, entry.row_id, column)
        for entry in written
        for side in (entry.before or {}, entry.after or {})
        for column, value in side.items()
        if value is ERASED
    ]:
        raise ErasedValuesError(revision, erased)
    for entry in written:
        by_table[entry.table].append(entry)
    changes = []
    for table, entries in by_table.items():
        held = stored_rows(connection, table, [entry.row_id for entry in entries])
        for entry in entries:
            row = held.get(entry.row_id)
            change = Change(table, entry.row_id, entry.before, row.version if row else 0)
            if row is None or row.revision != revision:
                raise stale(connection, change, row)
            changes.append(change)
    return _without_named_sources(connection, changes)


def _without_named_sources(connection: sa.Connection, changes: list[Change]) -> list[Change]:
    """Leave a source where other rows rest on it by now: a day's edits by one person share one."""
    rows = {(change.table, change.row_id): change.after for change in changes}
    named = {(fault.table, fault.row_id) for fault in still_named(connection, rows) if fault.table == "sources"}
    return [change for change in changes if (change.table, change.row_id) not in named]
