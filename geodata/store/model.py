"""What goes into the store and what comes out of it: changes, rows, the audit, and the errors that a person can act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

JsonValue = Any
"""A value of JSON: text, whole number, number, truth value, None; in the content of a document also lists and objects."""

_Values = Mapping[str, JsonValue]
ATTACHMENTS = "attachments"
DOCUMENTS = "documents"
"""The table name of remembered documents in changes and in the audit."""


class RecordScope(StrEnum):
    """Which record is shown: the public one overlaid with the office's rows, the public one alone, the office's rows alone."""

    ALL = "all"
    PUBLIC = "public"
    OFFICE = "office"


@dataclass(frozen=True)
class StorePosition:
    """Where a store stands: its last revision, and number and hash of the last entry of its audit.

    Two files may stand at the same revision, such as one and its backup of last night after other edits; their chains differ.
    """

    revision: int = 0
    last_change: int = 0
    head: str = ""


@dataclass(frozen=True)
class Change:
    """One row as it is to be: `after` has every column of the table, None removes the row.

    `expected_version` is the version that the change was made on; 0 when the store does not hold the row yet. `before` is
    what the public record says on a first edit of a public row; left out, the store looks it up. `since` is where the store
    stood when the row was opened: a version of another file in its place says nothing.
    """

    table: str
    row_id: str
    after: _Values | None
    expected_version: int = 0
    before: _Values | None = None
    since: StorePosition | None = None


@dataclass(frozen=True)
class StoredRow:
    """A row as the store holds it; a removed row keeps its last values."""

    table: str
    row_id: str
    values: _Values
    version: int
    is_removed: bool
    revision: int


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit. `at` is ISO 8601 in UTC; `before` None is a new row, `after` None a removed one."""

    id: int
    revision: int
    at: str
    who: str
    action: str
    note: str
    undoes: int | None
    table: str
    row_id: str
    before: _Values | None
    after: _Values | None
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Revision:
    """One commit; `undoes` is the revision that it takes back."""

    revision: int
    at: str
    who: str
    action: str
    note: str
    undoes: int | None
    n_changes: int


@dataclass(frozen=True)
class Document:
    """A remembered document, such as a column mapping or a saved meeting."""

    kind: str
    name: str
    content: JsonValue
    version: int
    revision: int


LONGEST_VIEW_NAME = 80


@dataclass(frozen=True)
class SavedView:
    """An address under a name: a screen and the parameters of selection and view, as the address has them.

    `owner` is a digest of the person, "" for all who use the store where nobody signs in.
    """

    view_id: str
    owner: str
    name: str
    screen: str
    query: str


class Erased(StrEnum):
    """What a value of the audit reads as that was erased."""

    ERASED = "—"


ERASED = Erased.ERASED


@dataclass(frozen=True)
class AttachmentContent:
    """The bytes of an attachment, and a small JPEG where it is a picture."""

    data: bytes
    thumbnail: bytes | None = None


@dataclass(frozen=True)
class Attachment:
    """A file beside a row of the record: what is known of it, who added it and when, its small picture; not its bytes."""

    attachment_id: str
    values: _Values
    version: int
    at: str
    who: str
    thumbnail: bytes | None


class StoreError(Exception):
    """The store cannot do what is asked; the text says why."""


class TooManyViewsError(StoreError):
    """Somebody keeps as many views as there may be."""

    def __init__(self, most: int) -> None:
        """Say how many that is."""
        super().__init__(f"at most {most} views are kept")
        self.most = most

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Return what makes the error again in another process."""
        return type(self), (self.most,)


class NewerStoreError(StoreError):
    """The database was written by a newer version of the app."""


class ReplacedStoreError(StoreError):
    """Another database stands in the place of the one in which a row was opened, and does not go on from it."""


class NothingToUndoError(StoreError):
    """There is no such revision, or it changed nothing that can be taken back."""


class ErasedValuesError(StoreError):
    """A commit cannot be taken back, for personal values in it were erased since: `columns` as (table, key, column)."""

    def __init__(self, revision: int, columns: Sequence[tuple[str, str, str]]) -> None:
        """Keep where they were."""
        named = "; ".join(f"{table} {row_id}: {column}" for table, row_id, column in columns[:5])
        super().__init__(f"revision {revision} carried values that were erased since: {named}")
        self.revision, self.columns = revision, tuple(columns)


class Unavailable(StrEnum):
    """Why the database cannot be used now."""

    LOCKED = "locked"
    GONE = "gone"
    MISSING = "missing"
    EMPTY = "empty"
    NO_DATABASE = "no_database"
    FOREIGN = "foreign"
    FULL = "full"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"
    OTHER = "other"


LOST = frozenset(
    {Unavailable.MISSING, Unavailable.EMPTY, Unavailable.NO_DATABASE, Unavailable.FOREIGN, Unavailable.DAMAGED}
)
"""What comes back with a backup alone; a server or a folder that cannot be reached does so by itself."""


class StoreUnavailableError(StoreError):
    """The database cannot be used now and nothing was changed; `reason` says why, the text what to do."""

    def __init__(self, reason: Unavailable, message: str) -> None:
        """Keep the reason beside the text."""
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Return what makes the error again in another process."""
        return type(self), (self.reason, str(self))


class StaleRowError(StoreError):
    """Another commit changed the row since it was read: `theirs` is the row now, `last` who changed it and when."""

    def __init__(self, mine: Change, theirs: StoredRow | None, last: AuditEntry | None) -> None:
        """Keep both versions."""
        by = f" by {last.who} at {last.at}" if last else ""
        version = theirs.version if theirs else 0
        super().__init__(
            f"{mine.table} {mine.row_id}: version {mine.expected_version} was edited, the store has version {version}{by}"
        )
        self.table, self.row_id, self.mine, self.theirs, self.last = mine.table, mine.row_id, mine, theirs, last


class ValueFault(StrEnum):
    """What is wrong with a value."""

    NO_SUCH_TABLE = "no_such_table"
    COLUMNS = "columns"
    KEY = "key"
    TWICE = "twice"
    MISSING = "missing"
    TYPE = "type"
    TEXT = "text"
    CHOICE = "choice"
    PATTERN = "pattern"
    DATE = "date"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    ORDER = "order"
    POINT = "point"
    UNIT = "unit"
    NO_SUCH_ROW = "no_such_row"
    STILL_NAMED = "still_named"
    TOO_MANY = "too_many"
    NO_ROOM = "no_room"
    NO_CONTENT = "no_content"


@dataclass(frozen=True)
class RowFault:
    """One value that the rules of the record refuse; `value` is as given, shortened."""

    table: str
    row_id: str
    column: str
    value: str
    fault: ValueFault


class InvalidRowError(StoreError):
    """Rows break the rules of the record: `faults` names each value; nothing was changed."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        """Keep the faults; the text names the first ones."""
        named = "; ".join(f"{f.table} {f.row_id}: {f.column}={f.value!r} ({f.fault.value})" for f in faults[:5])
        super().__init__(f"{len(faults)} values are refused: {named}")
        self.faults = tuple(faults)
