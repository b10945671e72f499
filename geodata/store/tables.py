"""The tables of the database, made from the schema of the record."""

import sqlalchemy as sa

from geodata.schema.frames import LINKS, Column
from geodata.schema.office import RULES
from geodata.store.model import DOCUMENTS

KEY_OF = {**{name: next(iter(columns)) for name, columns in RULES.items()}, DOCUMENTS: "document_id"}
VALUE_COLUMNS = {
    **{name: tuple(columns) for name, columns in RULES.items()},
    DOCUMENTS: ("document_id", "kind", "name", "content"),
}
"""The columns of each table that hold what was written, the key first; the rest is the store's."""

metadata = sa.MetaData()
_TYPES = {"string[python]": sa.Text, "Int64": sa.BigInteger, "Float64": sa.Double, "boolean": sa.Boolean}


def _column(table: str, name: str, rule: Column) -> sa.Column[object]:
    is_key = name == KEY_OF[table]
    is_link = name in {*LINKS, "of_row"} and not is_key
    return sa.Column(name, _TYPES[rule.dtype](), primary_key=is_key, nullable=rule.is_nullable, index=is_link)


def _stamps() -> tuple[sa.Column[int], sa.Column[bool], sa.Column[int]]:
    return (
        sa.Column("row_version", sa.BigInteger, nullable=False),
        sa.Column("is_removed", sa.Boolean, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False, index=True),
    )


CURRENT: dict[str, sa.Table] = {
    name: sa.Table(name, metadata, *(_column(name, column, rule) for column, rule in columns.items()), *_stamps())
    for name, columns in RULES.items()
}
CURRENT[DOCUMENTS] = sa.Table(
    DOCUMENTS,
    metadata,
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.JSON(none_as_null=False), nullable=False),
    *_stamps(),
)
"""The rows as they are now, by table name."""

CONTENTS = sa.Table(
    "attachment_contents",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("thumbnail", sa.LargeBinary),
)
"""The bytes of attachments by their SHA-256; one file that lies beside two rows is kept once."""

STATE = sa.Table(
    "state",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("last_change", sa.BigInteger, nullable=False),
    sa.Column("head", sa.Text, nullable=False),
    sa.Column("restored", sa.BigInteger, nullable=False),
)
"""One row: the last revision, number and hash of the last audit entry, the revision of the last restore.

Who holds its lock writes.
"""

REVISIONS = sa.Table(
    "revisions",
    metadata,
    sa.Column("revision", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("undoes", sa.BigInteger),
    sa.Column("n_changes", sa.BigInteger, nullable=False),
)

CHANGES = sa.Table(
    "changes",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False, index=True),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_id", sa.Text, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index("ix_changes_row", "table_name", "row_id"),
)
"""The audit: only ever appended to."""

PERSONAL = sa.Table(
    "personal_values",
    metadata,
    sa.Column("seal", sa.Text, primary_key=True),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
)
"""What the seals in the audit stand for; erasing deletes it."""

SIGN_OUTS = sa.Table(
    "sign_outs",
    metadata,
    sa.Column("sign_in", sa.Text, primary_key=True),
    sa.Column("ends", sa.BigInteger, nullable=False),
)
"""Sign-ins that people have ended, by a digest, until they would have ended by themselves (seconds since 1970).

All processes of the app agree on them; they are no data of the office, so that backup, restore and audit leave them alone.
"""

SAVED_VIEWS = sa.Table(
    "saved_views",
    metadata,
    sa.Column("view_id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("screen", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.UniqueConstraint("owner", "name"),
)
"""Addresses of the app that people keep under a name; `owner` is a digest of the person, "" where nobody signs in.

They say nothing of the record, so that they raise no revision and stand in no audit.
"""
