"""Opening a store: made when first needed, private, migrated by code, refused when newer; the setting."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from geodata.settings import DATABASE, SettingError, StoreAddress, store_address
from geodata.store import NewerStoreError, Store, StoreUnavailableError, Unavailable, database, open_store
from geodata.store.backup import back_up, restore
from geodata.store.prepare import HEAD, MIGRATIONS, known_schemas
from geodata.store.tables import metadata
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import facility, proposal, source

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


def foreign(file: Path) -> None:
    """Make a database of another program, such as a GeoPackage."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
        connection.commit()


def bare(file: Path) -> None:
    """Make a database without a table."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


HARMS: dict[Unavailable, Callable[[Path], object]] = {
    Unavailable.MISSING: lambda _: None,
    Unavailable.EMPTY: lambda file: file.touch(),
    Unavailable.NO_DATABASE: lambda file: file.write_bytes(b"Not a database at all. " * 500),
    Unavailable.FOREIGN: foreign,
}


@pytest.mark.parametrize("is_same_file", [False, True])
@pytest.mark.parametrize(
    ("harm", "reason"), [*((harm, reason) for reason, harm in HARMS.items()), (bare, Unavailable.EMPTY)]
)
def test_what_stands_in_the_place_of_the_file_is_told_as_what_it_is_and_never_written_to(
    tmp_path: Path,
    harm: Callable[[Path], object],
    reason: Unavailable,
    is_same_file: bool,  # noqa: FBT001 - a case
) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source(), facility()], who="lan", action="import")
    back_up(store, tmp_path / "night.zip")
    store.close()
    other = tmp_path / "other"
    harm(other)
    content = other.read_bytes() if other.exists() else None
    for ending in ("-wal", "-shm"):
        address.file.with_name(address.file.name + ending).unlink(missing_ok=True)
    if content is None:
        address.file.unlink()
    elif is_same_file:
        address.file.write_bytes(content)
    else:
        other.replace(address.file)
    assert address.is_there
    for opened in (store, open_store(address)):
        for use in (opened.mark, lambda opened=opened: opened.commit([proposal()], who="x", action="edit")):
            with pytest.raises(StoreUnavailableError) as caught:
                use()
            assert caught.value.reason is reason
            assert "restore" in str(caught.value)
    assert (address.file.read_bytes() if address.file.exists() else None) == content
    with pytest.raises(StoreUnavailableError):
        restore(open_store(address), tmp_path / "night.zip", who="lan")
    restore(store, tmp_path / "night.zip", who="lan", is_replacing=True)
    assert store.row("facilities", "van-phat")
    assert store.verify() == ()


def test_a_database_of_another_program_is_not_written_to_at_the_first_start_either(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    address.file.parent.mkdir(exist_ok=True)
    foreign(address.file)
    before = address.file.read_bytes()
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(address).mark()
    assert caught.value.reason is Unavailable.FOREIGN
    assert address.file.read_bytes() == before


def test_a_file_that_is_gone_with_its_folder_is_missed_by_who_read_it(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source()], who="lan", action="edit")
    shutil.rmtree(address.file.parent)
    for use in (store.mark, lambda: store.commit([facility()], who="x", action="edit")):
        with pytest.raises(StoreUnavailableError) as caught:
            use()
        assert caught.value.reason is Unavailable.MISSING
    assert not address.file.exists()


def damage(file: Path) -> None:
    """Let an index lead to a page that is none of its own; the rest is as it was."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'twice'")
        connection.commit()


def with_index(address: StoreAddress) -> Store:
    store = open_store(address)
    store.commit([source(), *(facility(f"own-{n}", note="x" * 500) for n in range(100))], who="lan", action="import")
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE INDEX twice ON facilities (note)")
    return store


def test_a_file_whose_pages_do_not_fit_is_told_at_start(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    with_index(address).close()
    damage(address.file)
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(address).revision()
    assert caught.value.reason is Unavailable.DAMAGED


def test_a_damaged_copy_over_the_same_file_is_told_while_the_app_runs(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = with_index(address)
    mark = store.mark()
    assert store.mark() == mark
    damage(address.file)
    with pytest.raises(StoreUnavailableError) as caught:
        store.mark()
    assert caught.value.reason is Unavailable.DAMAGED


def test_a_commit_needs_no_look_through_all_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = sqlite_address(tmp_path)
    store, other = open_store(address), open_store(address)
    looks: list[object] = []
    store.commit([source()], who="lan", action="edit")
    store.mark()
    monkeypatch.setattr(database, "check_quickly", lambda *given: looks.append(given))
    for n in range(5):
        other.commit([facility(f"own-{n}")], who="lan", action="edit")
        assert store.mark().revision == n + 2
        store.mark()
    assert looks == []
