"""The store: what the office added or changed, with its revision, its audit and one way to write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock

import sqlalchemy as sa

from geodata.settings import StoreAddress, store_address
from geodata.store import attachments, reading, saved_views, sign_outs, writing
from geodata.store.engine import PATIENCE_SECONDS, Database, broken, check_quickly
from geodata.store.history import erasing
from geodata.store.history.checking import problems_of
from geodata.store.model import (
    DOCUMENTS,
    Attachment,
    AttachmentContent,
    AuditEntry,
    Change,
    Document,
    JsonValue,
    Revision,
    SavedView,
    StoredRow,
    StorePosition,
    Unavailable,
)
from geodata.store.prepare import prepare_database, refuse_newer
from geodata.store.tables import CHANGES, CURRENT, KEY_OF, REVISIONS


def open_store(address: StoreAddress | None = None) -> "Store":
    """Return the store of the settings, or of an address. Nothing is opened until it is first used."""
    return Store(address or store_address())


class Store:
    """Rows of the office, shared by all threads of a process.

    Every method may raise StoreUnavailableError when the database is locked, gone or full, and NewerStoreError when a newer
    version of the app wrote it; after that the same object works again as soon as the database does.
    """

    def __init__(self, address: StoreAddress, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Note the address; a write waits `patience_seconds` for others before it is refused."""
        self.database = Database(address, patience_seconds)
        self._is_ready = False
        self._file: tuple[int, int] | None = None
        self._checked: tuple[tuple[int, int], StorePosition] | None = None
        self._lock = Lock()

    def revision(self) -> int:
        """Return the last revision, 0 when nothing was ever written."""
        with self.reading() as connection:
            return reading.current_revision(connection)

    def mark(self) -> StorePosition:
        """Return where the store stands, so that another file in its place, or a newer schema, is noticed.

        Content that changed otherwise than by a commit is checked anew: another file was copied over this one.
        """
        with self.reading() as connection:
            refuse_newer(connection)
            content, mark = self.database.file_content(), reading.current_mark(connection)
            if self._checked is None or self._checked[0] != content:
                earlier = self._checked[1] if self._checked else mark
                if mark.revision <= earlier.revision or not reading.continues(connection, earlier):
                    check_quickly(connection, self.database.address)
                self._checked = content, mark
            return mark

    def continues(self, mark: StorePosition) -> bool:
        """Tell whether the store went on from where it stood; not when another one was put in its place."""
        with self.reading() as connection:
            return reading.continues(connection, mark)

    def commit(
        self,
        changes: Sequence[Change],
        *,
        who: str,
        action: str,
        note: str = "",
        contents: Sequence[AttachmentContent] = (),
    ) -> int:
        """Write all changes or none, and return the new revision; the old one when nothing is different.

        `contents` are the bytes of the attachments among the changes, as far as the store does not hold them.

        Raises StaleRowError when a row changed since it was read, ReplacedStoreError when another store stands in the place of
        the one it was read from, InvalidRowError when rows break the rules of the record.
        """
        with self.writing() as connection:
            return writing.commit(connection, changes, writing.Author(who, action, note), contents)

    def undo(self, revision: int, *, who: str) -> int:
        """Take a revision back in a new one.

        Raises StaleRowError when one of its rows changed since, InvalidRowError when others rest on what it added,
        NothingToUndoError.
        """
        with self.writing() as connection:
            return writing.undo(connection, revision, who)

    def row(self, table: str, row_id: str) -> StoredRow | None:
        """Return a row, removed ones included; None when the store does not hold it."""
        with self.reading() as connection:
            return reading.stored_rows(connection, table, [row_id]).get(row_id)

    def rows(self, table: str, ids: Sequence[str]) -> dict[str, StoredRow]:
        """Return the rows of these keys that the store holds, removed ones included."""
        with self.reading() as connection:
            return reading.stored_rows(connection, table, ids)

    def versions(self, table: str, ids: Sequence[str]) -> dict[str, int]:
        """Return the version of the rows of these keys that the store holds, removed ones included."""
        current = CURRENT[table]
        key = current.c[KEY_OF[table]]
        found: dict[str, int] = {}
        with self.reading() as connection:
            for some in reading.parts(ids):
                found.update(map(tuple, connection.execute(sa.select(key, current.c.row_version).where(key.in_(some)))))
        return found

    def counts(self) -> Mapping[str, int]:
        """Return how many rows the store shows in each table, removed ones not counted."""
        with self.reading() as connection:
            return {
                table: connection.execute(
                    sa.select(sa.func.count()).select_from(current).where(current.c.is_removed.is_(False))
                ).scalar_one()
                for table, current in CURRENT.items()
            }

    def history(self, table: str, row_id: str) -> tuple[AuditEntry, ...]:
        """Return all that happened to a row, the latest first."""
        where = (CHANGES.c.table_name == table, CHANGES.c.row_id == row_id)
        with self.reading() as connection:
            return reading.audit_entries(connection, *where)

    def audit(
        self, *, since: int = 0, limit: int | None = None, table: str | None = None, who: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return the audit after revision `since`, the latest first."""
        where = [CHANGES.c.revision > since]
        where += [CHANGES.c.table_name == table] if table is not None else []
        where += [REVISIONS.c.who == who] if who is not None else []
        with self.reading() as connection:
            return reading.audit_entries(connection, *where, limit=limit)

    def changes_of(self, revision: int, limit: int | None = None) -> tuple[AuditEntry, ...]:
        """Return what one commit changed, the last change first."""
        with self.reading() as connection:
            return reading.audit_entries(connection, CHANGES.c.revision == revision, limit=limit)

    def revisions(self, limit: int | None = None) -> tuple[Revision, ...]:
        """Return the commits, the latest first."""
        with self.reading() as connection:
            return reading.revisions(connection, limit)

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the audit's chain or the rows; nothing when the store is whole."""
        with self.reading() as connection:
            return problems_of(connection)

    def document(self, kind: str, name: str) -> Document | None:
        """Return a document; None when there is none or it was removed."""
        row = self.row(DOCUMENTS, f"{kind}/{name}")
        return None if row is None or row.is_removed else _document(row)

    def documents(self, kind: str) -> tuple[Document, ...]:
        """Return the documents of a kind by name."""
        current = CURRENT[DOCUMENTS]
        query = sa.select(current).where(current.c.kind == kind, current.c.is_removed.is_(False))
        with self.reading() as connection:
            rows = [reading.stored_row(DOCUMENTS, row) for row in connection.execute(query)]
        return tuple(sorted((_document(row) for row in rows), key=lambda document: document.name))

    def save_document(self, kind: str, name: str, content: JsonValue, *, who: str, expected_version: int) -> int:
        """Keep a document, content None removes it, and return the new revision; StaleRowError as for a row.

        `kind` is of small letters, digits and hyphens; `name` any text of up to 200 letters that neither begins nor ends with a space.
        """
        key = f"{kind}/{name}"
        after = None if content is None else {"document_id": key, "kind": kind, "name": name, "content": content}
        return self.commit([Change(DOCUMENTS, key, after, expected_version)], who=who, action="save")

    def attachments_of(self, table: str, row_id: str) -> tuple[Attachment, ...]:
        """Return the files that lie beside a row, in the order in which they came."""
        with self.reading() as connection:
            return attachments.attachments_of(connection, table, row_id)

    def content(self, attachment_id: str) -> bytes:
        """Return the bytes of a file beside a row; StoreError when it was removed or does not match its digest."""
        with self.reading() as connection:
            return attachments.content_of(connection, attachment_id)

    def erase(self, found: Callable[[sa.Connection], "erasing.Found"], *, who: str) -> int:
        """Erase what a question finds, in the rows, the audit and the file, and return the new revision; see `erasing`.

        StoreUnavailableError after the commit tells that the file could not be swept yet, which is done at its next opening.
        """
        with self.writing() as connection:
            writing.locked_state(connection)
            revision = erasing.erase(connection, found(connection), who=who)
        self.sweep()
        return revision

    def erasable(self, table: str, row_id: str) -> tuple[tuple[str, str, str], ...]:
        """Return where a row, or a file that lies or lay beside it, says something of a person, as (table, key, column)."""
        with self.reading() as connection:
            if not self.holds(connection, table, row_id):
                return ()
            return tuple(sorted(erasing.of_record(connection, table, row_id, with_files=True).cells))

    @staticmethod
    def holds(connection: sa.Connection, table: str, row_id: str) -> bool:
        """Tell whether the store has a row, or a file beside it."""
        is_held = table in CURRENT and row_id in reading.stored_rows(connection, table, [row_id])
        return is_held or bool(erasing.files_beside(connection, table, row_id))

    def sweep(self) -> None:
        """Write anew what holds erased values in its gaps."""
        self.database.sweep([*CURRENT, "changes", "personal_values", "attachment_contents"])

    def end_sign_in(self, sign_in: str, *, ends: int, now: int) -> None:
        """Keep that a person has signed out, for all processes, until the sign-in would have ended by itself."""
        with self.writing() as connection:
            sign_outs.end(connection, sign_in, ends, now)

    def has_ended(self, sign_in: str) -> bool:
        """Tell whether a person has signed out."""
        with self.reading() as connection:
            return sign_outs.has_ended(connection, sign_in)

    def views_of(self, owner: str) -> tuple[SavedView, ...]:
        """Return the views that somebody keeps, by name."""
        with self.reading() as connection:
            return saved_views.of_owner(connection, owner)

    def keep_view(self, view: SavedView) -> SavedView | None:
        """Keep a view and return the other of the same name that it takes the place of; raises TooManyViewsError."""
        with self.writing() as connection:
            return saved_views.keep(connection, view)

    def drop_view(self, view: SavedView) -> None:
        """Let a view go."""
        with self.writing() as connection:
            saved_views.drop(connection, view.owner, view.view_id)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Yield a connection that sees one state of the store."""
        self._prepare()
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that others who write wait for."""
        self._prepare()
        with self.database.writing() as connection:
            yield connection

    def _prepare(self) -> None:
        """Prepare the database at the first use, and anew when another file was put in its place."""
        if self._is_ready and self._file == self.database.file_identity():
            return
        with self._lock:
            file = self.database.file_identity()
            if self._file is not None and file is None and self._is_ready:
                raise broken(Unavailable.MISSING, self.database.address.shown)
            if not self._is_ready or self._file != file:
                self._is_ready = False
                prepare_database(self.database)
                self._file = self.database.file_identity()
                self._is_ready = True

    def forget(self) -> None:
        """Prepare the database again at the next use: another file stands in its place."""
        self._is_ready = False
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.database.engine.dispose()


def _document(row: StoredRow) -> Document:
    return Document(row.values["kind"], row.values["name"], row.values["content"], row.version, row.revision)
