"""Opening a store: made when first needed, private, migrated by code, refused when newer; the setting."""

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from geodata.settings import DATABASE, SettingError, StoreAddress, store_address
from geodata.store import NewerStoreError, Store, StoreUnavailableError, Unavailable, open_store
from geodata.store.backup import back_up, restore
from geodata.store.prepare import HEAD, MIGRATIONS, known_schemas
from geodata.store.tables import metadata
from tests.geodata.conftest import sqlite_address
from tests.geodata.store_rows import facility, proposal, source

SECRET = "s3cret"  # noqa: S105 - nobody's


def test_the_file_is_made_when_first_needed_and_is_private(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    assert not address.is_there
    assert store.revision() == 0
    assert address.is_there
    assert stat.S_IMODE(address.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(address.file.parent.stat().st_mode) == 0o700
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_the_tables_of_the_app_are_those_of_the_migrated_database(store: Store) -> None:
    store.revision()
    with store.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name not in {"spatial_ref_sys", "unit_points"}


def test_the_last_migration_is_the_one_that_the_app_knows() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_a_store_of_a_newer_version_is_refused(store: Store, address: StoreAddress) -> None:
    store.commit([source()], who="lan", action="edit")
    with store.database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    later = open_store(address)
    with pytest.raises(NewerStoreError, match="update the app"):
        later.revision()
    with store.database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
    assert later.revision() == 1
    later.close()


def test_many_open_a_new_store_at_once(tmp_path: Path) -> None:
    stores = [open_store(sqlite_address(tmp_path)) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda store: store.revision(), stores)) == [0] * 8
    stores[0].commit([source(), facility()], who="lan", action="edit")
    assert [store.revision() for store in stores] == [1] * 8


def test_the_store_is_a_file_in_the_data_folder_unless_a_setting_says_otherwise(tmp_path: Path) -> None:
    data = {"KHUYENCONG_DATA": str(tmp_path)}
    assert store_address(data).file == tmp_path / "khuyencong.sqlite3"
    assert store_address({**data, DATABASE: "sqlite:////srv/office.sqlite3"}).file == Path("/srv/office.sqlite3")
    server = store_address({DATABASE: f"postgresql+psycopg://lan:{SECRET}@db.example.vn:5433/khuyencong"})
    assert server.file is None
    assert server.shown == "postgresql://db.example.vn:5433/khuyencong"
    assert SECRET not in repr(server)


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://lan:{SECRET}@host/name",
        f"postgres://lan:{SECRET}@host/name",
        f"mysql://lan:{SECRET}@host/name",
        f"postgresql+psycopg://lan:{SECRET}@host",
        f"postgresql+psycopg://lan:{SECRET}@host:port/name",
        f"postgresql+psycopg://lan:{SECRET}@host:99999/name",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "data.sqlite3",
    ],
)
def test_another_address_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(SettingError, match=r"postgresql\+psycopg://") as error:
        store_address({DATABASE: text})
    assert SECRET not in str(error.value)


def test_an_app_without_rows_of_its_own_loads_no_database_library(tmp_path: Path) -> None:
    code = (
        "import sys; from geodata.opening import opening_record; opening_record(); print('sqlalchemy' in sys.modules)"
    )
    environment = {"KHUYENCONG_DATA": str(tmp_path), "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert list(tmp_path.iterdir()) == []


def test_the_schemas_that_are_known_are_the_migrations() -> None:
    assert max(known_schemas()) == HEAD
    assert "0000" not in known_schemas()


def test_a_missing_or_empty_file_where_there_was_one_is_told_and_never_made_anew(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source(), facility()], who="lan", action="import")
    back_up(store, tmp_path / "night.zip")
    for harm in (address.file.unlink, lambda: address.file.write_bytes(b"")):
        harm()
        for ending in ("-wal", "-shm"):
            address.file.with_name(address.file.name + ending).unlink(missing_ok=True)
        assert address.is_there
        for opened in (store, open_store(address)):
            for use in (opened.revision, lambda opened=opened: opened.commit([proposal()], who="x", action="edit")):
                with pytest.raises(StoreUnavailableError) as caught:
                    use()
                assert caught.value.reason in {Unavailable.GONE, Unavailable.DAMAGED}
                assert "restore" in str(caught.value)
        assert not address.file.exists() or not address.file.stat().st_size
        with pytest.raises(StoreUnavailableError):
            restore(open_store(address), tmp_path / "night.zip", who="lan")
        restore(store, tmp_path / "night.zip", who="lan", is_replacing=True)
        assert store.row("facilities", "van-phat")
        assert store.verify() == ()


def test_a_file_whose_pages_do_not_fit_is_told_at_start(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source(), *(facility(f"own-{n}", note="x" * 500) for n in range(100))], who="lan", action="import")
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE INDEX twice ON facilities (note)")
    store.close()
    with closing(sqlite3.connect(address.file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'twice'")
        connection.commit()
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(address).revision()
    assert caught.value.reason is Unavailable.DAMAGED
