"""New stores of SQLite in tests: the migrations run once in a process, every further store is made of what they made."""

from collections.abc import Callable
from functools import cache

import pytest
import sqlalchemy as sa

from geodata.store import prepare


def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an empty database of SQLite be filled with what the migrations made of another, in the same transaction."""
    monkeypatch.setattr(prepare, "migrate", _made_once(prepare.migrate))


def _made_once(migrate: Callable[[sa.Connection], None]) -> Callable[[sa.Connection], None]:
    @cache
    def statements(_head: str) -> tuple[str, ...]:
        engine = sa.create_engine("sqlite://")
        with engine.begin() as connection:
            migrate(connection)
        with engine.connect() as connection:
            return tuple(connection.connection.driver_connection.iterdump())[1:-1]  # type: ignore[union-attr]

    def made(connection: sa.Connection) -> None:
        if connection.dialect.name != "sqlite" or prepare.version_of(connection) is not None:
            migrate(connection)
            return
        for one in statements(prepare.HEAD):
            connection.exec_driver_sql(one)

    return made
