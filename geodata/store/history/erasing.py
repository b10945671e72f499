"""Erase what the store says of a person, from the rows and from the audit, so that the chain still verifies.

Erasing is a commit: the rows lose the values, and a document of it lists what was erased where, never the values. In the audit a
sealed value loses salt and value. An entry that was written with the plain value, before it was marked as personal, gets a seal
in its place; its hash in the chain stays, and the document says what the entry hashes to now, so that `verify` can tell an erased
entry from an altered one.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from geodata.clock import utc_now
from geodata.schema.office import RULES
from geodata.store.guard import unguarded
from geodata.store.history.chain import canonical, entry_hash
from geodata.store.history.personal import GONE, SEALED, is_seal, parsed, personal_columns, seal_of
from geodata.store.model import ATTACHMENTS, DOCUMENTS, ERASED, Change, InvalidRowError, RowFault, StoredRow, ValueFault
from geodata.store.reading import every_audit_entry, stored_row, stored_rows, streamed
from geodata.store.tables import CHANGES, CONTENTS, CURRENT, KEY_OF, PERSONAL
from geodata.store.writing import ERASE, Author, RowChange, locked_state, write_changes

_Cell = tuple[str, str, str]
"""Table, key and column of a value."""
_KIND = "erasure"
_REVISION = ("revision", "at", "who", "action", "note", "undoes")
_SHORTEST_NAME = 4


@dataclass
class Found:
    """What is to be erased: values of rows with what stays in their place, entries of the audit by number, seals, files."""

    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    entries: dict[int, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    seals: set[str] = field(default_factory=set)
    elsewhere: list[str] = field(default_factory=list)
    cells: set[_Cell] = field(default_factory=set)

    def add_row(self, row: StoredRow, column: str, left: Any) -> None:
        """Erase a value of a row."""
        self.rows[row.table, row.row_id][column] = left
        self.cells.add((row.table, row.row_id, column))

    def add_entry(self, entry: Mapping[str, Any], side: str, column: str, value: Any) -> None:
        """Erase a value of an entry of the audit."""
        self.cells.add((entry["table_name"], entry["row_id"], column))
        if not is_seal(value):
            self.entries[entry["id"]][side].add(column)
        elif value[SEALED]:
            self.seals.add(value[SEALED])


ErasureSearch = Callable[[sa.Connection], Found]
"""What finds the values to erase."""


def cells_of(connection: sa.Connection, table: str, row_id: str, columns: Sequence[str] = ()) -> set[_Cell]:
    """Return the values of a row to erase: the columns given, else those that are personal.

    Raises InvalidRowError for a table, row or column that the store does not have.
    """
    names = [*columns] or sorted(personal_columns(table))
    if table not in RULES:
        raise InvalidRowError([RowFault(table, row_id, "", table, ValueFault.NO_SUCH_TABLE)])
    if row_id not in stored_rows(connection, table, [row_id]) and not files_beside(connection, table, row_id):
        raise InvalidRowError([RowFault(table, row_id, KEY_OF[table], row_id, ValueFault.NO_SUCH_ROW)])
    if wrong := [name for name in names if name not in RULES[table] or not _may_go(table, name)]:
        raise InvalidRowError([RowFault(table, row_id, name, name, ValueFault.COLUMNS) for name in wrong])
    return {(table, row_id, name) for name in names}


def of_record(
    connection: sa.Connection, table: str, row_id: str, columns: Sequence[str] = (), *, with_files: bool
) -> Found:
    """Return what is said of a person in a row, and the files that lie or lay beside it where they are to go too."""
    cells = cells_of(connection, table, row_id, columns)
    files = files_beside(connection, table, row_id) if with_files else []
    return found_in(connection, cells | {(ATTACHMENTS, key, "name") for key in files})


def _may_go(table: str, column: str) -> bool:
    """Tell whether a value can be taken away and leave a row that the record's rules take."""
    rule = RULES[table][column]
    is_free_text = rule.dtype == "string[python]" and not rule.choices and not rule.is_unique
    return rule.is_nullable or (is_free_text and (rule.pattern is None or (table == ATTACHMENTS and column == "name")))


def found_in(connection: sa.Connection, cells: Iterable[_Cell]) -> Found:
    """Return all that rows and audit say in cells."""
    found, by_row = Found(), defaultdict(set)
    for table, row_id, column in cells:
        by_row[table, row_id].add(column)
    for (table, row_id), columns in by_row.items():
        row = stored_rows(connection, table, [row_id]).get(row_id)
        for column in columns:
            if row is not None and row.values.get(column) is not None:
                found.add_row(row, column, _left(table, column))
        where = (CHANGES.c.table_name == table, CHANGES.c.row_id == row_id)
        for entry, side, values in _sides(every_audit_entry(connection, *where)):
            for column in columns & values.keys():
                if values[column] is not None:
                    found.add_entry(entry, side, column, values[column])
    return found


def _left(table: str, column: str) -> Any:
    return None if RULES[table][column].is_nullable else ERASED.value


def _sides(entries: Iterable[sa.Row[Any]]) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    for row in entries:
        entry = row._asdict()
        for side in ("before", "after"):
            if values := parsed(entry[side]):
                yield entry, side, values


def naming(connection: sa.Connection, person: str) -> Found:
    """Return all that names a person, letter by letter but for capitals and blanks: in rows, in the audit, in sealed values.

    A personal column loses its value, another text the name alone. `elsewhere` tells where the name stands and stays: who did
    what, and documents. Raises ValueError for a name so short that it would be found in other words.
    """
    name = " ".join(unicodedata.normalize("NFC", person).split())
    if len(name) < _SHORTEST_NAME:
        msg = f"a name of at least {_SHORTEST_NAME} letters is needed"
        raise ValueError(msg)
    words = r"\s+".join(map(re.escape, name.split()))
    pattern, found = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE), Found()
    for row, column, value in _texts(connection):
        if pattern.search(value):
            _add_named(found, row, column, pattern.sub(ERASED.value, value))
    for seal, value in connection.execute(sa.select(PERSONAL.c.seal, PERSONAL.c.value)):
        if pattern.search(str(json.loads(value))):
            found.seals.add(seal)
    for entry, side, values in _sides(every_audit_entry(connection)):
        _add_told(found, pattern, entry, side, values)
    found.elsewhere = list(dict.fromkeys(found.elsewhere))
    return found


def _add_told(
    found: Found, pattern: re.Pattern[str], entry: Mapping[str, Any], side: str, values: Mapping[str, Any]
) -> None:
    """Add what an entry of the audit says of a person."""
    for column, value in values.items():
        if isinstance(value, str) and pattern.search(value) and entry["table_name"] in RULES:
            found.add_entry(entry, side, column, value)
        elif is_seal(value) and value[SEALED] in found.seals:
            found.cells.add((entry["table_name"], entry["row_id"], column))
    if pattern.search(f"{entry['who']} {entry['note']}"):
        found.elsewhere.append(f"revision {entry['revision']}: who or note")
    if entry["table_name"] == DOCUMENTS and pattern.search(canonical(values)):
        found.elsewhere.append(f"documents {entry['row_id']}")


def _texts(connection: sa.Connection) -> Iterator[tuple[StoredRow, str, str]]:
    for table in RULES:
        for result in streamed(connection, sa.select(CURRENT[table])):
            row = stored_row(table, result)
            yield from ((row, column, value) for column, value in row.values.items() if isinstance(value, str))


def _add_named(found: Found, row: StoredRow, column: str, shortened: str) -> None:
    is_whole = column in personal_columns(row.table)
    if not is_whole and not _may_go(row.table, column):
        found.elsewhere.append(f"{row.table} {row.row_id}: {column}")
        return
    found.add_row(row, column, _left(row.table, column) if is_whole else shortened)


def removed_before(connection: sa.Connection, at: str) -> Found:
    """Return the personal values, and the files, of rows that were removed before a moment."""
    last = sa.select(CHANGES.c.table_name, CHANGES.c.row_id, sa.func.max(CHANGES.c.id).label("id")).group_by(
        CHANGES.c.table_name, CHANGES.c.row_id
    )
    removals = last.where(CHANGES.c.after.is_(None)).subquery()
    cells: set[_Cell] = set()
    revisions = sa.table("revisions", sa.column("revision"), sa.column("at"), sa.column("action"))
    for table in RULES:
        current = CURRENT[table]
        gone = (
            sa.select(current.c[KEY_OF[table]])
            .join(removals, (removals.c.table_name == table) & (removals.c.row_id == current.c[KEY_OF[table]]))
            .join(CHANGES, CHANGES.c.id == removals.c.id)
            .join(revisions, revisions.c.revision == CHANGES.c.revision)
            .where(current.c.is_removed.is_(True), revisions.c.at < at, revisions.c.action != ERASE)
        )
        for row_id in connection.execute(gone).scalars():
            cells |= {(table, row_id, column) for column in personal_columns(table)}
    return found_in(connection, cells)


def erase(connection: sa.Connection, found: Found, *, who: str) -> int:
    """Erase what was found and return the new revision; the old one when there is nothing.

    The transaction is the caller's, who lets the database sweep afterwards (`Database.sweep`).
    """
    state = locked_state(connection)
    if not found.cells and not found.seals:
        return int(state.revision)
    steps = [_step(connection, key, left) for key, left in found.rows.items()]
    seals, entries = _redact(connection, found)
    for some in _parts(sorted(found.seals)):
        connection.execute(sa.delete(PERSONAL).where(PERSONAL.c.seal.in_(some)))
    told = {"cells": sorted(map(list, found.cells)), "seals": sorted(found.seals | seals), "entries": entries}
    key = f"{_KIND}/{utc_now():%Y%m%dT%H%M%S}-{token_hex(4)}"
    document = {"document_id": key, "kind": _KIND, "name": key.partition("/")[2], "content": told}
    steps.append(RowChange(Change(DOCUMENTS, key, document), None, document, None))
    revision = write_changes(connection, state, steps, Author(who, ERASE))
    _drop_contents(connection, [row_id for table, row_id in found.rows if table == ATTACHMENTS])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA user_version = 1")  # until the file was swept, whatever happens meanwhile
    return revision


def _step(connection: sa.Connection, key: tuple[str, str], left: Mapping[str, Any]) -> RowChange:
    table, row_id = key
    held = stored_rows(connection, table, [row_id])[row_id]
    after = {**held.values, **left}
    is_gone = held.is_removed or table == ATTACHMENTS
    before = None if held.is_removed else {**held.values, **dict.fromkeys(left, GONE)}
    return RowChange(Change(table, row_id, None if is_gone else after), before, None if is_gone else after, held, after)


def _redact(connection: sa.Connection, found: Found) -> tuple[set[str], dict[str, str]]:
    """Put seals in the place of plain values of entries; return the seals, and by number what each entry hashes to now."""
    seals: set[str] = set()
    entries: dict[str, str] = {}
    texts: list[dict[str, Any]] = []
    for some in _parts(sorted(found.entries)):
        for row in every_audit_entry(connection, CHANGES.c.id.in_(some)):
            entry = row._asdict()
            for side, columns in found.entries[entry["id"]].items():
                values = parsed(entry[side]) or {}
                for column in columns:
                    seal = seal_of(token_hex(16), values[column])  # its salt is kept nowhere
                    values[column] = {SEALED: seal}
                    seals.add(seal)
                entry[side] = canonical(values)
            told = {name: entry[name] for name in _REVISION}
            entries[str(entry["id"])] = entry_hash(entry["previous_hash"], told, entry)
            texts.append({"number": entry["id"], "old": entry["before"], "new": entry["after"]})
    if texts:
        with unguarded(connection):
            where = CHANGES.c.id == sa.bindparam("number")
            values_: dict[str, Any] = {"before": sa.bindparam("old"), "after": sa.bindparam("new")}
            connection.execute(sa.update(CHANGES).where(where).values(values_), texts)
    return seals, entries


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), 900):
        yield values[start : start + 900]


def _drop_contents(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Delete the bytes of erased files that lie beside no other row, those of removals that can be taken back included."""
    rows = CURRENT[ATTACHMENTS]
    for row_id, row in stored_rows(connection, ATTACHMENTS, ids).items():
        digest = row.values["digest"]
        others = sa.select(rows.c.name).where(rows.c.digest == digest, rows.c.attachment_id != row_id)
        if all(name == ERASED.value for name in connection.execute(others).scalars()):
            connection.execute(sa.delete(CONTENTS).where(CONTENTS.c.digest == digest))


def erasures(connection: sa.Connection) -> dict[str, list[_Cell]]:
    """Return what each act of erasing has erased, by its key."""
    where = (CHANGES.c.table_name == DOCUMENTS, CHANGES.c.row_id.startswith(f"{_KIND}/"))
    found = {}
    for entry, side, values in _sides(every_audit_entry(connection, *where)):
        if side == "after" and entry["action"] == ERASE:
            found[entry["row_id"]] = [tuple(cell) for cell in values["content"]["cells"]]
    return found


def erase_again(connection: sa.Connection, earlier: Mapping[str, Sequence[_Cell]], *, who: str) -> None:
    """Erase in what was restored from a backup what had been erased since it was made: whole values, by their places."""
    known = erasures(connection)
    cells = {cell for key, erased in earlier.items() if key not in known for cell in erased}
    erase(connection, found_in(connection, {cell for cell in cells if cell[0] in RULES}), who=who)


def files_beside(connection: sa.Connection, table: str, row_id: str) -> list[str]:
    """Return the files that lie or lay beside a row."""
    rows = CURRENT[ATTACHMENTS]
    query = sa.select(rows.c.attachment_id).where(rows.c.of_table == table, rows.c.of_row == row_id)
    return list(connection.execute(query).scalars())
