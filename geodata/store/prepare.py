"""Bring a database to the form that this version of the app writes; refuse one that a newer version wrote."""

from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from geodata.store.engine import Database, check_quickly, create_file, leave_trace
from geodata.store.leftovers import clean_up
from geodata.store.model import NewerStoreError, StoreUnavailableError
from geodata.store.tables import STATE

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name[1:5] for path in (MIGRATIONS / "versions").glob("r[0-9]*.py"))
"""The last migration."""
_VERSION = sa.text("SELECT version_num FROM alembic_version")
_LOCK = 0x6B68_7579_656E  # any number that no other program takes


def prepare_database(database: Database) -> None:
    """Create or migrate the database, one process at a time.

    Raises NewerStoreError for a database of a newer version, StoreUnavailableError.
    """
    create_file(database.address)
    _brought_up(database)
    if database.address.file is not None:
        leave_trace(database.address.file)
        with suppress(StoreUnavailableError):  # others read just now; whoever opens it next does it
            database.sweep(())
        clean_up(database.address.file.parent)


def _brought_up(database: Database) -> None:
    with database.reading() as connection:
        check_quickly(connection, database.address)
        if version_of(connection) == HEAD:
            return
    with database.writing() as connection:
        if database.is_sqlite:
            migrate(connection)
            return
        from geodata.store.postgis import drop_views, set_views  # noqa: PLC0415 - only when there is something to migrate

        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if version_of(connection) is not None:
            connection.execute(sa.select(STATE).with_for_update())  # whoever writes now has finished
        drop_views(connection)
        migrate(connection)
        set_views(connection)


def known_schemas() -> frozenset[str]:
    """Return the schemas that this app can read: each of its migrations."""
    return frozenset(path.name[1:5] for path in (MIGRATIONS / "versions").glob("r[0-9]*.py"))


def version_of(connection: sa.Connection) -> str | None:
    """Return the migration that a database stands at; None when it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(_VERSION).scalar()


def refuse_newer(connection: sa.Connection) -> None:
    """Raise NewerStoreError when a newer version of the app migrated a prepared database since it was opened."""
    _refuse_unknown(connection.execute(_VERSION).scalar())


def _refuse_unknown(version: str | None) -> None:
    if version not in {None, HEAD} and version not in known_schemas():
        msg = f"the database was written by a newer version of the app (schema {version}, this app knows {HEAD}): update the app"
        raise NewerStoreError(msg)


def migrate(connection: sa.Connection) -> None:
    """Run the migrations that are missing, in the transaction of the connection."""
    from alembic import command  # noqa: PLC0415 - only when there is something to migrate
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    _refuse_unknown(version_of(connection))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
