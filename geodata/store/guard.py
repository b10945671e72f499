"""Triggers by which the database itself refuses to change or delete what the audit says."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

APPEND_ONLY = ("changes", "revisions")
_REFUSAL = "the audit is only appended to"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_to_alter() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$
"""


def guard(connection: sa.Connection) -> None:
    """Set the triggers."""
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _statements(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield _FUNCTION
    for table in APPEND_ONLY:
        if dialect == "postgresql":
            name = f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            yield f"{name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter()"
            continue
        for event in ("UPDATE", "DELETE"):
            name = f"CREATE TRIGGER {table}_kept_{event.lower()} BEFORE {event} ON {table}"
            yield f"{name} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"


@contextmanager
def unguarded(connection: sa.Connection) -> Iterator[None]:
    """Take the triggers away within one transaction, which alone a restore needs."""
    for table in APPEND_ONLY:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER {table}_kept ON {table}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER {table}_kept_update")
            connection.exec_driver_sql(f"DROP TRIGGER {table}_kept_delete")
    yield
    guard(connection)
