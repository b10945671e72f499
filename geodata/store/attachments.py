"""Files beside a record: their bytes, what a commit may do with them, and how they are read.

A row of `attachments` says what a file is and where it lies, and is written, audited and taken back like any row. Its bytes go
into the same transaction, so that neither is ever there without the other. They stay when the row is removed, for the
removal can be taken back.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from geodata.attachments.model import ATTACHMENT_LIMITS
from geodata.schema.office import OFFICE_TABLES
from geodata.store.model import (
    ATTACHMENTS,
    ERASED,
    Attachment,
    AttachmentContent,
    Change,
    RowFault,
    StoreError,
    ValueFault,
)
from geodata.store.reading import parts, stored_row
from geodata.store.tables import CONTENTS, CURRENT, REVISIONS

_Rows = Mapping[tuple[str, str], Mapping[str, Any] | None]
_ROWS = CURRENT[ATTACHMENTS]
_DATA, _THUMBNAIL = "contents/", "thumbnails/"
"""The folders of a backup."""
_IS_THERE = _ROWS.c.is_removed.is_(False)


def digest_of(data: bytes) -> str:
    """Return the name of a content."""
    return sha256(data).hexdigest()


def attachment_faults(connection: sa.Connection, rows: _Rows, contents: Sequence[AttachmentContent]) -> list[RowFault]:
    """Return what is wrong with the attachments that a commit writes: nowhere to lie, no content, too many, no room."""
    own = {row_id: values for (table, row_id), values in rows.items() if table == ATTACHMENTS}
    written = {row_id: values for row_id, values in own.items() if values is not None}
    if not written:
        return []
    sizes = {digest_of(one.data): len(one.data) for one in contents} | _sizes(connection, written.values())
    faults = [
        RowFault(ATTACHMENTS, row_id, "of_table", values["of_table"], ValueFault.NO_SUCH_TABLE)
        for row_id, values in written.items()
        if values["of_table"] not in OFFICE_TABLES
    ]
    faults += [
        RowFault(ATTACHMENTS, row_id, "digest", values["name"], ValueFault.NO_CONTENT)
        for row_id, values in written.items()
        if sizes.get(values["digest"]) != values["size"] or values["size"] > ATTACHMENT_LIMITS.file_mb * 1_000_000
    ]
    others = _ROWS.c.attachment_id.not_in(list(own))
    for place in {(values["of_table"], values["of_row"]) for values in written.values()}:
        here = sum((values["of_table"], values["of_row"]) == place for values in written.values())
        query = sa.select(sa.func.count()).where(_IS_THERE, others, _of(*place))
        if here + connection.execute(query).scalar_one() > ATTACHMENT_LIMITS.a_record:
            faults.append(
                RowFault(ATTACHMENTS, place[1], "of_row", str(ATTACHMENT_LIMITS.a_record), ValueFault.TOO_MANY)
            )
    if _bytes_in_all(connection) + sum(len(one.data) for one in contents) > ATTACHMENT_LIMITS.all_mb * 1_000_000:
        faults.append(
            RowFault(ATTACHMENTS, next(iter(written)), "size", str(ATTACHMENT_LIMITS.all_mb), ValueFault.NO_ROOM)
        )
    return faults


def moved_files(found: Sequence[Attachment], row_id: str) -> list[Change]:
    """Return the changes by which files lie beside another row of the same table, as a merge needs it."""
    return [Change(ATTACHMENTS, one.attachment_id, {**one.values, "of_row": row_id}, one.version) for one in found]


def _of(table: str, row_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(_ROWS.c.of_table == table, _ROWS.c.of_row == row_id)


def _sizes(connection: sa.Connection, written: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in parts({values["digest"] for values in written}):
        query = sa.select(CONTENTS.c.digest, sa.func.length(CONTENTS.c.data)).where(CONTENTS.c.digest.in_(some))
        found.update(map(tuple, connection.execute(query)))
    return found


def _bytes_in_all(connection: sa.Connection) -> int:
    kept = sa.select(_ROWS.c.digest, _ROWS.c.size).join(CONTENTS, CONTENTS.c.digest == _ROWS.c.digest).distinct()
    return int(connection.execute(sa.select(sa.func.sum(kept.subquery().c.size))).scalar() or 0)


def keep_contents(connection: sa.Connection, rows: _Rows, contents: Sequence[AttachmentContent]) -> None:
    """Write the contents that the rows of a commit name and that are not kept yet."""
    named = {values["digest"] for (table, _), values in rows.items() if table == ATTACHMENTS and values is not None}
    given = {digest: one for one in contents if (digest := digest_of(one.data)) in named}
    held = set(_sizes(connection, [{"digest": digest} for digest in given]))
    for digest in given.keys() - held:
        one = given[digest]
        connection.execute(sa.insert(CONTENTS), {"digest": digest, "data": one.data, "thumbnail": one.thumbnail})


def attachments_of(connection: sa.Connection, table: str, row_id: str) -> tuple[Attachment, ...]:
    """Return the files beside a row, in the order in which they came."""
    query = (
        sa.select(*_ROWS.c, REVISIONS.c.at, REVISIONS.c.who, CONTENTS.c.thumbnail)
        .join(REVISIONS, REVISIONS.c.revision == _ROWS.c.revision)
        .outerjoin(CONTENTS, CONTENTS.c.digest == _ROWS.c.digest)
        .where(_IS_THERE, _of(table, row_id))
        .order_by(_ROWS.c.revision, _ROWS.c.attachment_id)
    )
    found = []
    for *held, at, who, thumbnail in connection.execute(query):
        row = stored_row(ATTACHMENTS, held)
        found.append(Attachment(row.row_id, row.values, row.version, at, who, thumbnail))
    return tuple(found)


def content_of(connection: sa.Connection, attachment_id: str) -> bytes:
    """Return the bytes of a file that lies beside a record, checked; StoreError when it was removed or is damaged."""
    query = (
        sa.select(CONTENTS.c.digest, CONTENTS.c.data)
        .join(_ROWS, _ROWS.c.digest == CONTENTS.c.digest)
        .where(_IS_THERE, _ROWS.c.attachment_id == attachment_id)
    )
    found = connection.execute(query).one_or_none()
    if found is None or digest_of(found.data) != found.digest:
        msg = f"attachment {attachment_id}: {'is not there' if found is None else 'its content is damaged'}"
        raise StoreError(msg)
    return bytes(found.data)


def namers(connection: sa.Connection, table: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (key, attachment) for the rows of a table beside which files lie."""
    for some in parts(keys):
        query = sa.select(_ROWS.c.of_row, _ROWS.c.attachment_id).where(
            _IS_THERE, _ROWS.c.of_table == table, _ROWS.c.of_row.in_(some)
        )
        yield from (tuple(row) for row in connection.execute(query))


def packed_contents(connection: sa.Connection, archive: zipfile.ZipFile) -> None:
    """Write every content and small picture into a backup, one at a time."""
    for digest in connection.execute(sa.select(CONTENTS.c.digest).order_by(CONTENTS.c.digest)).scalars().all():
        row = connection.execute(sa.select(CONTENTS).where(CONTENTS.c.digest == digest)).one()
        archive.writestr(f"{_DATA}{digest}", row.data, zipfile.ZIP_STORED)
        if row.thumbnail is not None:
            archive.writestr(f"{_THUMBNAIL}{digest}", row.thumbnail, zipfile.ZIP_STORED)


def unpacked_contents(connection: sa.Connection, archive: zipfile.ZipFile) -> None:
    """Put the contents of a backup in the place of those that the store holds; ValueError for one that is no content."""
    connection.execute(sa.delete(CONTENTS))
    names = set(archive.namelist())
    for name in sorted(names):
        if not name.startswith(_DATA):
            continue
        digest = name.removeprefix(_DATA)
        data, small = _member(archive, name), f"{_THUMBNAIL}{digest}"
        if digest_of(data) != digest:
            msg = f"{name}: its content was altered"
            raise ValueError(msg)
        thumbnail = _member(archive, small) if small in names else None
        connection.execute(sa.insert(CONTENTS), {"digest": digest, "data": data, "thumbnail": thumbnail})


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > ATTACHMENT_LIMITS.file_mb * 1_000_000:
        msg = f"{name}: is larger than a file that is kept"
        raise ValueError(msg)
    return archive.read(name)


def content_problems(connection: sa.Connection) -> Iterator[str]:
    """Yield what is wrong with the contents: missing, altered, of no attachment."""
    query = sa.select(_ROWS.c.digest, _ROWS.c.attachment_id).where(_ROWS.c.name != ERASED.value)
    known: dict[str, str] = dict(map(tuple, connection.execute(query)))
    kept = set()
    for digest in connection.execute(sa.select(CONTENTS.c.digest).order_by(CONTENTS.c.digest)).scalars().all():
        data = connection.execute(sa.select(CONTENTS.c.data).where(CONTENTS.c.digest == digest)).scalar_one()
        kept.add(digest)
        if digest_of(data) != digest:
            yield f"attachments {known.get(digest, digest)}: its content was altered"
        if digest not in known:
            yield f"content {digest}: is of no attachment"
    yield from (f"attachments {known[digest]}: its content is missing" for digest in sorted(known.keys() - kept))
