"""A store on each database: a file of SQLite, and PostgreSQL where a server is named."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
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


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """Yield the name of a database that is ready to be copied, on the server that KHUYENCONG_TEST_POSTGRES names."""
    if not POSTGRES:
        message = "KHUYENCONG_TEST_POSTGRES names no PostgreSQL server: .ci/postgres starts one"
        if os.environ.get("KHUYENCONG_REQUIRE_POSTGRES") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with database_on_server("template0") as name:
        store = open_store(StoreAddress(postgres_url(name), None))
        assert store.revision() == 0
        store.close()
        yield name


@pytest.fixture
def postgres_address(postgres_template: str) -> Iterator[StoreAddress]:
    with database_on_server(postgres_template) as name:
        yield StoreAddress(postgres_url(name), None)


def postgres_url(database: str) -> str:
    return sa.make_url(POSTGRES).set(database=database).render_as_string(hide_password=False)


@contextmanager
def database_on_server(template: str) -> Iterator[str]:
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    name = f"khuyencong_{uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' STRATEGY file_copy"))
    try:
        yield name
    finally:
        with server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> StoreAddress:
    return request.getfixturevalue("postgres_address") if request.param == "postgres" else sqlite_address(tmp_path)


@pytest.fixture
def store(address: StoreAddress) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()
