"""Backup and restore: the drill on both databases, from either to the other, and what is refused."""

import csv
import shutil
import zipfile
from pathlib import Path

import pytest

from geodata.record import Record
from geodata.settings import DATABASE
from geodata.store import (
    Change,
    InvalidRowError,
    RecordScope,
    Store,
    StoreUnavailableError,
    ValueFault,
    leftovers,
    open_store,
)
from geodata.store.__main__ import main
from geodata.store.backup import BackupError, back_up, restore
from geodata.store.guard import unguarded
from geodata.store.overlay import read_stored_rows, record_of
from geodata.store.public_rows import public_rows
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import beneficiary, facility, proposal, source


@pytest.fixture
def filled(store: Store) -> Store:
    key, public = next(iter(public_rows("facilities").items()))
    store.commit(
        [source(), facility(lon=106.2, lat=21.3, location_quality="exact"), proposal()], who="lan", action="import"
    )
    store.commit([Change("facilities", key, {**public, "workers": 77})], who="minh", action="edit")
    store.commit(
        [beneficiary("b-1", "de-an-1", "van-phat"), proposal(version=1, stage="approved")], who="lan", action="edit"
    )
    store.undo(3, who="lan")
    store.save_document("mapping", "Biểu 01", {"cột": [1, 2.5, None]}, who="lan", expected_version=0)
    return store


def contents(store: Store) -> object:
    tables = {name: frame.to_dict("records") for name, frame in read_stored_rows(store).frames.items()}
    return str(tables), store.audit(), store.documents("mapping")


def test_the_drill(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    before = contents(filled)
    assert back_up(filled, file).revision == 5
    filled.commit([facility(version=1, name="Sai"), Change("proposals", "de-an-1", None, 3)], who="x", action="edit")
    _, aside = restore(filled, file, who="lan", is_replacing=True)
    assert contents(filled) == before
    assert filled.verify() == ()
    assert filled.revision() == 7
    assert (filled.revisions()[0].action, filled.revisions()[0].who) == ("restore", "lan")
    restore(filled, aside, who="lan", is_replacing=True)
    assert filled.row("facilities", "van-phat").values["name"] == "Sai"


def test_a_backup_restores_into_another_database(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(filled, file)
    other = open_store(sqlite_address(tmp_path / "other"))
    assert restore(other, file, who="lan")[1] is None
    assert contents(other) == contents(filled)
    back = tmp_path / "back.zip"
    back_up(other, back)
    restore(filled, back, who="lan", is_replacing=True)
    assert contents(other) == contents(filled)


def test_what_a_screen_read_before_a_restore_is_read_anew(filled: Store, record: Record, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(filled, file)
    filled.commit([facility(version=1, name="Sai")], who="x", action="edit")
    seen = read_stored_rows(filled)
    restore(filled, file, who="lan", is_replacing=True)
    names = record_of(record, filled, RecordScope.ALL, seen)["facilities"]["name"]
    assert "HTX Vạn Phát" in set(names)
    assert "Sai" not in set(names)


def test_the_audit_is_still_kept_after_a_restore(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.zip")
    restore(filled, tmp_path / "backup.zip", who="lan", is_replacing=True)
    with pytest.raises(StoreUnavailableError), filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM changes")


def test_rows_are_not_overwritten_unasked(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(filled, file)
    with pytest.raises(BackupError, match="--replace"):
        restore(filled, file, who="lan")
    with pytest.raises(BackupError, match="exists"):
        back_up(filled, file)
    assert filled.revision() == 5


def rewritten(file: Path, name: str, old: bytes, new: bytes) -> Path:
    made = file.with_name(f"changed-{name}.zip")
    with zipfile.ZipFile(file) as source_, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source_.namelist():
            content = source_.read(one)
            assert one != name or old in content, old
            target.writestr(one, content.replace(old, new) if one == name else content)
    return made


ALTERED = (
    ("facilities.jsonl", "HTX Vạn Phát".encode(), b"HTX X"),
    ("changes.jsonl", b"de-an-1", b"de-an-2"),
    ("revisions.jsonl", b'"minh"', b'"lan"'),
    ("facilities.jsonl", b"[", b"{"),
    ("manifest.json", b"khuyencong-backup-1", b"other"),
    ("manifest.json", b'"schema": "0', b'"schema": "9'),
    ("manifest.json", b'"facility_id"', b'"x; drop"'),
    ("manifest.json", b'"counts"', b'"other"'),
    ("manifest.json", b'"at"', b'"other"'),
    ("manifest.json", b'"at": "2', b'"at": "\\u001b[2'),
    ("manifest.json", b'"schema": "0009"', b'"schema": "0000"'),
    ("manifest.json", b'"schema": "0009"', b'"schema": 3'),
    ("manifest.json", b'"facilities": 2', b'"facilities": 7'),
    ("manifest.json", b'"facilities": 2', b'"facilities": -2'),
    ("manifest.json", b'"head": "', b'"head": "\\u0007'),
    ("manifest.json", b'"state": {', b'"state": 0, "x": {'),
    ("manifest.json", b"{", b"["),
    ("facilities.jsonl", b'["', b'7, ["'),
    ("changes.jsonl", b"\n", b""),
)
"""A file of a backup, what stands in it and what stands there instead."""


def test_an_altered_backup_is_refused_and_changes_nothing(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(filled, file)
    before = contents(filled)
    for case in ALTERED:
        with pytest.raises(BackupError) as caught:
            restore(filled, rewritten(file, *case), who="lan", is_replacing=True)
        assert str(caught.value).replace("\n", "").isprintable(), case
        assert "Traceback" not in str(caught.value), case
        assert contents(filled) == before, case
        assert filled.verify() == (), case


def test_a_name_with_control_characters_is_refused_in_words(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="control characters"):
        back_up(filled, tmp_path / "a\x1b[31m.zip")
    with pytest.raises(InvalidRowError) as caught:
        filled.commit([facility("an-phat", name="HTX \x1b[31mAn Phát")], who="lan", action="edit")
    assert [one.fault for one in caught.value.faults] == [ValueFault.TEXT]
    filled.commit([facility("an-phat", note="một\nhai\tba")], who="lan", action="edit")


def test_unfinished_copies_of_a_killed_process_are_deleted_those_being_written_are_not(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source()], who="lan", action="edit")
    folder = address.file.parent
    dead, alive, other = (folder / name for name in ("a.zip.unfinished", "b.zip.unfinished", "c.unfinished"))
    for path in (dead, alive, other):
        path.write_bytes(b"the office's data")
    with alive.open("rb") as file:
        leftovers.hold_file(file)
        back_up(store, folder / "backup.zip")
        assert (dead.exists(), alive.exists(), other.exists()) == (False, True, True)
    open_store(address).revision()
    assert not alive.exists()


def test_another_file_is_refused(store: Store, tmp_path: Path, subtests: pytest.Subtests) -> None:
    for name, content in {"empty": b"", "no zip": b"no zip", "broken": b"PK\x03\x04 broken"}.items():
        (tmp_path / name).write_bytes(content)
    for file in (tmp_path / "empty", tmp_path / "no zip", tmp_path / "broken", tmp_path / "missing.zip"):
        with subtests.test(file=file.name), pytest.raises(BackupError, match="no backup"):
            restore(store, file, who="lan")


def test_a_truncated_backup_is_refused(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(filled, file)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(BackupError):
        restore(filled, file, who="lan", is_replacing=True)


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source(), facility()], who="lan", action="import")
    back_up(store, tmp_path / "backup.zip")
    address.file.write_bytes(b"no database any more" * 400)
    with pytest.raises(StoreUnavailableError, match="restore"):
        store.revision()
    _, aside = restore(store, tmp_path / "backup.zip", who="lan", is_replacing=True)
    assert aside.read_bytes().startswith(b"no database")
    assert store.row("facilities", "van-phat").version == 1
    assert store.verify() == ()


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KHUYENCONG_DATA", str(tmp_path / "data"))
    monkeypatch.delenv(DATABASE, raising=False)
    open_store().commit([source(title="=1+1"), facility()], who="@lan", action="import")
    file, table = tmp_path / "backup.zip", tmp_path / "audit.csv"
    assert main(["verify"]) == 0
    assert main(["backup", str(file)]) == 0
    assert main(["audit", "--csv", str(table)]) == 0
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert [row[3] for row in rows] == ["who", "'@lan", "'@lan"]
    assert main(["restore", str(file)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", str(file), "--replace"]) == 0
    shutil.rmtree(tmp_path / "data")
    assert main(["restore", str(file)]) == 0
    assert main(["verify"]) == 0
    assert "whole, revision 2" in capsys.readouterr().out


def test_a_tampered_store_does_not_verify(filled: Store) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE facilities SET workers = 3 WHERE facility_id = 'van-phat'")
    assert filled.verify() == ("facilities van-phat: is not what the audit says last",)
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM facilities WHERE facility_id = 'van-phat'")
    assert filled.verify() == ("facilities van-phat: in the audit, but not in the store",)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET after = before WHERE id = 4",
        "DELETE FROM changes WHERE id = 2",
        "UPDATE revisions SET who = 'x' WHERE revision = 2",
        "DELETE FROM revisions WHERE revision = 5",
        "DELETE FROM changes WHERE revision = 5",
    ],
)
def test_an_audit_that_was_altered_past_its_guard_does_not_verify(filled: Store, statement: str) -> None:
    with filled.writing() as connection, unguarded(connection):
        connection.exec_driver_sql(statement)
    assert filled.verify()
