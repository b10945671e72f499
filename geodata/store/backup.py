"""A store as one file: a zip of JSON lines, one a row, that restores into SQLite and PostgreSQL alike.

The contents of attachments are members of their own, named by their digest.
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from geodata.broken_zip import BROKEN_ZIP
from geodata.clock import utc_now
from geodata.store.attachments import packed_contents, unpacked_contents
from geodata.store.database import Store
from geodata.store.engine import trace_of
from geodata.store.guard import unguarded
from geodata.store.history.chain import FIRST, canonical
from geodata.store.history.checking import problems_of
from geodata.store.history.erasing import erase_again, erasures
from geodata.store.history.later import as_today
from geodata.store.leftovers import UNFINISHED, clean_up, hold_file
from geodata.store.model import LOST, StoreError, StoreUnavailableError
from geodata.store.prepare import HEAD, known_schemas
from geodata.store.reading import streamed
from geodata.store.tables import CONTENTS, REVISIONS, SIGN_OUTS, STATE, metadata
from geodata.store.writing import locked_state

_FORMAT = "khuyencong-backup-1"
MANIFEST = "manifest.json"
MOST_MANIFEST = 1_000_000
_AT_ONCE = 2000
RESTORE = "restore"
_BROKEN = (*BROKEN_ZIP, KeyError)
"""What reading a file that is no zip, or a broken one, ends in."""
_KEPT = [table for table in metadata.sorted_tables if table not in {CONTENTS, STATE, SIGN_OUTS}]


class BackupError(StoreError):
    """A backup cannot be written or restored; nothing was changed."""


@dataclass(frozen=True)
class Backup:
    """What a backup holds: the revision that it was made at, and how many rows of each table."""

    revision: int
    at: str
    counts: dict[str, int]


def back_up(store: Store, file: Path) -> Backup:
    """Write all of the store, as it is at one moment, to a new file; others may work meanwhile.

    Raises BackupError when the file exists or cannot be written.
    """
    with store.reading() as connection:
        return _write(connection, file)


def _write(connection: sa.Connection, file: Path) -> Backup:
    if not file.name.isprintable():
        msg = f"{str(file)!a}: the name of the file holds control characters: give another name"
        raise BackupError(msg)
    if file.exists():
        msg = f"{file} exists: give another name"
        raise BackupError(msg)
    clean_up(file.parent)
    unfinished = file.with_name(f"{file.name}{UNFINISHED}")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as raw:
            hold_file(raw)
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                backup = _fill(connection, archive)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.rename(file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        msg = f"{file} cannot be written: {error.strerror}"
        raise BackupError(msg) from error
    return backup


def _fill(connection: sa.Connection, archive: zipfile.ZipFile) -> Backup:
    counts = {}
    for table in _KEPT:
        with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
            counts[table.name] = 0
            query = sa.select(table).order_by(*table.primary_key)
            for row in streamed(connection, query):
                lines.write(canonical(list(row)).encode() + b"\n")
                counts[table.name] += 1
    packed_contents(connection, archive)
    state = connection.execute(sa.select(STATE)).one()._asdict()
    at = utc_now().isoformat(timespec="seconds")
    columns = {table.name: [column.name for column in table.columns] for table in _KEPT}
    manifest = {"format": _FORMAT, "schema": HEAD, "at": at, "state": state, "columns": columns, "counts": counts}
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return Backup(state["revision"], at, counts)


def restore(store: Store, file: Path, *, who: str, is_replacing: bool = False) -> tuple[Backup, Path | None]:
    """Put a backup in the place of what the store holds, and return it with the file that the old rows were kept in.

    One transaction: the backup is whole and verified, or nothing changes. The store's revision grows. Raises BackupError
    when the file is no whole backup, or the store holds something and `is_replacing` is not set.
    """
    manifest = _manifest(file)
    try:
        aside = _restore(store, file, manifest, who, is_replacing=is_replacing)
    except StoreUnavailableError as error:
        if error.reason not in LOST or not is_replacing or not store.database.is_sqlite:
            raise
        aside = _set_damaged_aside(store)
        _restore(store, file, manifest, who, is_replacing=False)
    return Backup(manifest["state"]["revision"], manifest["at"], manifest["counts"]), aside


def _restore(store: Store, file: Path, manifest: dict[str, Any], who: str, *, is_replacing: bool) -> Path | None:
    with store.writing() as connection:
        old = int(locked_state(connection).revision)
        if old and not is_replacing:
            msg = (
                "the store holds rows: --replace puts the backup in their place and keeps them in a backup of their own"
            )
            raise BackupError(msg)
        erased = erasures(connection)
        aside = _aside(file) if old else None
        if aside:
            _write(connection, aside)
        _replace(connection, file, manifest, who, old)
        erase_again(connection, erased, who=who)
    if erased:
        store.sweep()
    return aside


def _aside(file: Path) -> Path:
    return file.with_name(f"before-restore-{utc_now():%Y%m%dT%H%M%S%f}.zip")


def _set_damaged_aside(store: Store) -> Path | None:
    """Rename a damaged file of SQLite, with what belongs to it, so that a new one can be made; None where it is missing."""
    file = Path(store.database.address.shown)
    aside = file.with_name(f"{file.name}.damaged-{utc_now():%Y%m%dT%H%M%S%f}")
    trace_of(file).unlink(missing_ok=True)
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    store.forget()
    return aside if aside.exists() else None


def _manifest(file: Path) -> dict[str, Any]:
    """Return what a backup says of itself; BackupError, in words, unless all of it is there and as this app writes it."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
                msg = f"{file} is no backup of this app: its list of contents is too long"
                raise BackupError(msg)
            manifest: Any = json.loads(archive.read(MANIFEST))
    except (*_BROKEN, RecursionError) as error:
        msg = f"{file} is no backup of this app: {error}"
        raise BackupError(msg) from error
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        msg = f"{file} is no backup of this app"
        raise BackupError(msg)
    if isinstance(manifest.get("schema"), str) and manifest["schema"].isdecimal() and manifest["schema"] > HEAD:
        msg = f"{file} was written by a newer version of the app: update the app"
        raise BackupError(msg)
    if wrong := [name for name, is_right in _RIGHT.items() if not is_right(manifest.get(name))]:
        msg = f"{file} is no whole backup of this app: {', '.join(wrong)} missing or not as this app writes it"
        raise BackupError(msg)
    tables = set(manifest["columns"])
    if tables != set(manifest["counts"]) or (manifest["schema"] == HEAD and tables != {one.name for one in _KEPT}):
        msg = f"{file} is no whole backup of this app: it does not hold every table"
        raise BackupError(msg)
    return manifest


def _is_schema(value: Any) -> bool:
    return isinstance(value, str) and value in known_schemas()


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_state(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {column.name for column in STATE.columns}:
        return False
    is_hash = isinstance(value["head"], str) and len(value["head"]) == len(FIRST) and value["head"].isalnum()
    return is_hash and all(_is_count(value[name]) for name in value if name != "head")


def _are_columns(value: Any) -> bool:
    known = {table.name: {column.name for column in table.columns} for table in _KEPT}
    return isinstance(value, dict) and all(
        table in known and isinstance(columns, list) and columns and all(one in known[table] for one in columns)
        for table, columns in value.items()
    )


def _are_counts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_count, value.values()))


_RIGHT: dict[str, Callable[[Any], bool]] = {
    "schema": _is_schema,
    "at": _is_moment,
    "state": _is_state,
    "columns": _are_columns,
    "counts": _are_counts,
}
"""What a backup says of itself, and how it is known to be as this app writes it."""


def _replace(connection: sa.Connection, file: Path, manifest: dict[str, Any], who: str, old_revision: int) -> None:
    try:
        with unguarded(connection), zipfile.ZipFile(file) as archive:
            for table in _KEPT:
                connection.execute(sa.delete(table))
                if table.name not in manifest["columns"]:
                    continue
                count = 0
                for rows in _batches(archive, table.name, manifest["columns"][table.name]):
                    connection.execute(sa.insert(table), rows)
                    count += len(rows)
                if count != manifest["counts"][table.name]:
                    msg = f"{file} is damaged: {table.name} has {count} rows, {manifest['counts'][table.name]} were written"
                    raise BackupError(msg)
            unpacked_contents(connection, archive)
    except (
        *_BROKEN,
        TypeError,
        RecursionError,
        sa.exc.IntegrityError,
        sa.exc.DataError,
        sa.exc.InterfaceError,
    ) as error:
        msg = f"{file} is damaged: {str(error).splitlines()[0]}"
        raise BackupError(msg) from error
    connection.execute(sa.update(STATE).values({**manifest["state"], "id": 1}))
    if problems := problems_of(connection):
        msg = f"{file} does not verify: {'; '.join(problems[:5])}"
        raise BackupError(msg)
    _note(connection, max(old_revision, manifest["state"]["revision"]) + 1, manifest, who)


def _note(connection: sa.Connection, revision: int, manifest: dict[str, Any], who: str) -> None:
    """Write the restore into the list of revisions, after all that were ever seen, so that every screen follows."""
    told = {"revision": revision, "at": utc_now().isoformat(timespec="milliseconds"), "who": who}
    note = f"{manifest['at']}, revision {manifest['state']['revision']}"
    connection.execute(sa.insert(REVISIONS), {**told, "action": RESTORE, "note": note, "undoes": None, "n_changes": 0})
    connection.execute(sa.update(STATE).values(revision=revision, restored=revision))


def _batches(archive: zipfile.ZipFile, table: str, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
    with archive.open(f"{table}.jsonl") as lines:
        rows = []
        for line in lines:
            rows.append(as_today(table, dict(zip(columns, json.loads(line), strict=True))))
            if len(rows) == _AT_ONCE:
                yield rows
                rows = []
        if rows:
            yield rows
