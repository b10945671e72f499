"""A store as one file: a zip of JSON lines, one a row, that restores into SQLite and PostgreSQL alike."""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from geodata.broken_zip import BROKEN_ZIP
from geodata.clock import utc_now
from geodata.store.chain import canonical
from geodata.store.checking import problems_of
from geodata.store.database import Store
from geodata.store.guard import unguarded
from geodata.store.model import StoreError, StoreUnavailableError, Unavailable
from geodata.store.prepare import HEAD
from geodata.store.reading import streamed
from geodata.store.tables import REVISIONS, SIGN_OUTS, STATE, metadata
from geodata.store.writing import locked_state

FORMAT = "khuyencong-backup-1"
MANIFEST = "manifest.json"
AT_ONCE = 2000
RESTORE = "restore"
_BROKEN = (*BROKEN_ZIP, KeyError)
"""What reading a file that is no zip, or a broken one, ends in."""
_KEPT = [table for table in metadata.sorted_tables if table not in {STATE, SIGN_OUTS}]


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
    if file.exists():
        msg = f"{file} exists: give another name"
        raise BackupError(msg)
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as raw:
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
    state = connection.execute(sa.select(STATE)).one()._asdict()
    at = utc_now().isoformat(timespec="seconds")
    columns = {table.name: [column.name for column in table.columns] for table in _KEPT}
    manifest = {"format": FORMAT, "schema": HEAD, "at": at, "state": state, "columns": columns, "counts": counts}
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
        if error.reason is not Unavailable.DAMAGED or not is_replacing or not store.database.is_sqlite:
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
        aside = _aside(file) if old else None
        if aside:
            _write(connection, aside)
        _replace(connection, file, manifest, who, old)
    return aside


def _aside(file: Path) -> Path:
    return file.with_name(f"before-restore-{utc_now():%Y%m%dT%H%M%S%f}.zip")


def _set_damaged_aside(store: Store) -> Path:
    """Rename a damaged file of SQLite, with what belongs to it, so that a new one can be made."""
    file = Path(store.database.address.shown)
    aside = file.with_name(f"{file.name}.damaged-{utc_now():%Y%m%dT%H%M%S%f}")
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    store.forget()
    return aside


def _manifest(file: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        is_backup = manifest["format"] == FORMAT and set(manifest["state"]) == {column.name for column in STATE.columns}
        is_backup &= _names_of(manifest) <= {(one.name, column) for one in _KEPT for column in one.columns.keys()}  # noqa: SIM118 - a collection of columns
        is_backup &= manifest["schema"] < HEAD or {one.name for one in _KEPT} <= set(manifest["columns"])
        if manifest["schema"] > HEAD:
            msg = f"{file} was written by a newer version of the app: update the app"
            raise BackupError(msg)
    except (*_BROKEN, TypeError) as error:
        msg = f"{file} is no backup of this app: {error}"
        raise BackupError(msg) from error
    if not is_backup:
        msg = f"{file} is no backup of this app"
        raise BackupError(msg)
    return manifest


def _names_of(manifest: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the (table, column) pairs of a backup; an older one lacks the tables that came after it."""
    return {(table, column) for table, columns in manifest["columns"].items() for column in columns}


def _replace(connection: sa.Connection, file: Path, manifest: dict[str, Any], who: str, old_revision: int) -> None:
    try:
        with unguarded(connection), zipfile.ZipFile(file) as archive:
            for table in _KEPT:
                connection.execute(sa.delete(table))
                if table.name not in manifest["columns"]:
                    continue
                for rows in _batches(archive, table.name, manifest["columns"][table.name]):
                    connection.execute(sa.insert(table), rows)
    except _BROKEN as error:
        msg = f"{file} is damaged: {error}"
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
            rows.append(dict(zip(columns, json.loads(line), strict=True)))
            if len(rows) == AT_ONCE:
                yield rows
                rows = []
        if rows:
            yield rows
