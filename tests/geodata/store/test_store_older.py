"""Stores and backups that an earlier version wrote: brought up to date, verified, restored, worked on."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from geodata.settings import StoreAddress
from geodata.store import Store, open_store
from geodata.store.attachments import unpacked_contents
from geodata.store.backup import BackupError, back_up, restore
from geodata.store.engine import Database, create_file
from geodata.store.guard import unguarded
from geodata.store.prepare import HEAD, MIGRATIONS, version_of
from geodata.store.reading import every_audit_entry
from tests.geodata.conftest import database_on_server, postgres_url, sqlite_address
from tests.geodata.store.store_of_today import BACKUPS, keep
from tests.geodata.store.store_rows import facility, rule, source

OLDER = sorted(BACKUPS.glob("schema-*.zip"))
"""One a schema that is no longer the last: what an app of then wrote."""


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAddress]:
    """Yield the address of a database in which nothing was made yet."""
    if request.param == "sqlite":
        yield sqlite_address(tmp_path)
        return
    request.getfixturevalue("postgres_template")
    with database_on_server("template0") as name:
        yield StoreAddress(postgres_url(name), None)


def schema_of(file: Path) -> str:
    return file.stem.removeprefix("schema-")


def store_of_then(address: StoreAddress, file: Path) -> Store:
    """Return a store as an app of then left it: its migrations, its rows."""
    create_file(address)
    database = Database(address, 30)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, schema_of(file))
    with database.writing() as connection, unguarded(connection), zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, columns in manifest["columns"].items():
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            rows = [dict(zip(columns, json.loads(line), strict=True)) for line in archive.open(f"{name}.jsonl")]
            if rows:
                connection.execute(sa.insert(table), rows)
        state = sa.Table("state", sa.MetaData(), autoload_with=connection)
        connection.execute(sa.update(state).values(manifest["state"]))
        if "attachments" in manifest["columns"]:
            unpacked_contents(connection, archive)
    with database.reading() as connection:
        assert version_of(connection) == schema_of(file)
    database.engine.dispose()
    return open_store(address)


def test_there_is_a_backup_of_every_schema_but_the_last() -> None:
    assert [schema_of(file) for file in OLDER] == [f"{number:04}" for number in range(1, int(HEAD))]


@pytest.mark.parametrize("file", OLDER, ids=schema_of)
def test_an_older_store_is_brought_up_to_date_and_worked_on(empty: StoreAddress, file: Path, tmp_path: Path) -> None:
    work_on(store_of_then(empty, file), file, tmp_path)


def test_the_store_that_the_next_schema_will_keep_of_this_one_is_like_those_of_before(
    empty: StoreAddress, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    file = keep(tmp_path / "kept")
    work_on(store_of_then(empty, file), file, tmp_path)


def work_on(store: Store, file: Path, tmp_path: Path) -> None:
    """Undo, back up and restore in a store that an earlier app left, its own backup over newer rows."""
    assert store.verify() == ()
    assert store.revision() == 4
    assert store.row("facilities", "van-phat").values["name"] == "HTX Vạn Phát"
    assert hashes(store) == hashes_in(file)
    store.commit([source("office-new"), rule(source_ids="office-new")], who="lan", action="add")
    for revision in (5, 4, 3):  # 3 took an edit and a new row back: both are there again
        store.undo(revision, who="lan")
        assert store.verify() == ()
    assert store.row("proposals", "de-an-1").values["stage"] == "approved"
    assert not store.row("beneficiaries", "b-1").is_removed
    assert store.document("mapping", "Biểu 01") is None
    back_up(store, tmp_path / "backup.zip")
    restore(store, tmp_path / "backup.zip", who="lan", is_replacing=True)
    assert store.verify() == ()
    assert [entry.table for entry in store.history("rules", "hdnd-2026")] == ["rules", "rules"]
    newer = [facility("other", source_ids="office-later"), rule("hdnd-2027", source_ids="office-later")]
    store.commit([source("office-later"), *newer], who="lan", action="add")
    restore(store, Path(shutil.copy(file, tmp_path)), who="lan", is_replacing=True)
    assert store.verify() == ()
    assert hashes(store) == hashes_in(file)
    assert store.row("proposals", "de-an-1").values["stage"] == "registered"
    assert store.row("rules", "hdnd-2027") is None
    assert store.row("facilities", "other") is None
    assert store.row("facilities", "van-phat").version == 1
    store.close()


def hashes(store: Store) -> list[str]:
    with store.reading() as connection:
        return [entry.hash for entry in every_audit_entry(connection)]


def hashes_in(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return [json.loads(line)[-1] for line in archive.open("changes.jsonl")]


@pytest.mark.parametrize("file", [OLDER[0], OLDER[-1]], ids=schema_of)
def test_an_older_backup_is_restored_over_the_rows_of_a_new_store(store: Store, file: Path, tmp_path: Path) -> None:
    store.commit([source(), facility("other"), rule()], who="lan", action="add")
    restore(store, Path(shutil.copy(file, tmp_path)), who="lan", is_replacing=True)
    assert store.verify() == ()
    assert store.row("rules", "hdnd-2026") is None
    assert store.row("facilities", "other") is None
    assert store.row("facilities", "van-phat").version == 1


def test_a_backup_of_today_that_lacks_a_table_is_refused(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(store, file)
    lacking = tmp_path / "lacking.zip"
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(lacking, "w") as part:
        for name in whole.namelist():
            content = json.loads(whole.read(name)) if name == "manifest.json" else None
            if content:
                del content["columns"]["rules"]
            part.writestr(name, json.dumps(content) if content else whole.read(name))
    with pytest.raises(BackupError, match="does not hold every table"):
        restore(store, lacking, who="lan")
