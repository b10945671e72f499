"""The office's own data: rows that overlay the public record, with revision, audit and undo, in SQLite or PostgreSQL.

SQLAlchemy is loaded when `Store` or `open_store` is first asked for: a screen of the public record does not need it.
"""

from typing import TYPE_CHECKING, Any

from geodata.store.model import (
    Attachment,
    AttachmentContent,
    AuditEntry,
    Change,
    Document,
    ErasedValuesError,
    InvalidRowError,
    JsonValue,
    NewerStoreError,
    NothingToUndoError,
    RecordScope,
    ReplacedStoreError,
    Revision,
    RowFault,
    StaleRowError,
    StoredRow,
    StoreError,
    StoreUnavailableError,
    Unavailable,
    ValueFault,
)

if TYPE_CHECKING:
    from geodata.store.database import Store, open_store

__all__ = [
    "Attachment",
    "AttachmentContent",
    "AuditEntry",
    "Change",
    "Document",
    "ErasedValuesError",
    "InvalidRowError",
    "JsonValue",
    "NewerStoreError",
    "NothingToUndoError",
    "RecordScope",
    "ReplacedStoreError",
    "Revision",
    "RowFault",
    "StaleRowError",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "StoredRow",
    "Unavailable",
    "ValueFault",
    "open_store",
]


def __getattr__(name: str) -> Any:
    """Load the database part when it is first asked for."""
    if name not in {"Store", "open_store"}:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from geodata.store import database  # noqa: PLC0415 - SQLAlchemy takes half a second that the first screen does not need

    return getattr(database, name)
