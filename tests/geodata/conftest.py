"""A store on each database: a file of SQLite, and PostgreSQL where a server is named."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from geodata.settings import StoreAddress
from geodata.store import Store, open_store

POSTGRES = os.environ.get("KHUYENCONG_TEST_POSTGRES", "")


def sqlite_address(folder: Path) -> StoreAddress:
    file = folder / "store" / "khuyencong.sqlite3"
    return StoreAddress(f"sqlite:///{file}", file)


@pytest.fixture
def postgres_address() -> Iterator[StoreAddress]:
    """Yield the address of an empty database of its own on the server that KHUYENCONG_TEST_POSTGRES names."""
    if not POSTGRES:
        message = "KHUYENCONG_TEST_POSTGRES names no PostgreSQL server, e.g. postgresql+psycopg://user@127.0.0.1:5433/postgres"
        if os.environ.get("KHUYENCONG_REQUIRE_POSTGRES") == "1":
            pytest.fail(message)
        pytest.skip(message)
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"khuyencong_{uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    yield StoreAddress(sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False), None)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> StoreAddress:
    return request.getfixturevalue("postgres_address") if request.param == "postgres" else sqlite_address(tmp_path)


@pytest.fixture
def store(address: StoreAddress) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()
