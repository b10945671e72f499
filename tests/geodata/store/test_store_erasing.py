"""What is said of a person is erased: no file of the store holds it any more, and the chain verifies as before."""

import json
import os
import signal
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from analytics.editing.journal import journal_csv, value_changes
from analytics.editing.refusals import refusal_lines
from analytics.wording.language import language
from geodata.schema.office import RULES
from geodata.settings import DATA, DATABASE, REMOVED_KEPT_DAYS, SettingError, removed_kept_days
from geodata.store import (
    AttachmentContent,
    Change,
    ErasedValuesError,
    NothingToUndoError,
    Store,
    StoreUnavailableError,
    attachments,
    open_store,
)
from geodata.store.__main__ import main
from geodata.store.backup import back_up, restore
from geodata.store.guard import unguarded
from geodata.store.history import erasing
from geodata.store.history.audit_csv import write_audit
from geodata.store.history.chain import canonical
from geodata.store.history.personal import personal_columns
from geodata.store.model import ERASED
from geodata.store.reading import every_audit_entry
from geodata.store.tables import CHANGES, PERSONAL
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import SOURCE_ID, facility, row, source
from tests.geodata.store.test_store_older import OLDER, store_of_then
from tests.killing import lived

PERSON = "Hoàng Thị Ngọc Sương"
EARLIER = "Đỗ Văn Ngưỡng"
SECRET = b"%PDF-1.7 " + f"số điện thoại của {PERSON}".encode() + b" 0987 654 321\n%%EOF"
OCOP = {"name": "Chè kho", "sector": "food", "location_quality": "unknown", "status": "recognised"}


def product(producer: str | None, *, version: int = 0, **values: object) -> Change:
    told = {"product_id": "che-kho", **OCOP, "producer": producer, "source_ids": SOURCE_ID, **values}
    return Change("ocop_products", "che-kho", row("ocop_products", **told), version)


def paper(name: str = f"Căn cước {PERSON}.pdf", key: str = "f-1") -> Change:
    place = {"attachment_id": key, "of_table": "ocop_products", "of_row": "che-kho", "name": name, "kind": "pdf"}
    return Change("attachments", key, {**place, "size": len(SECRET), "digest": attachments.digest_of(SECRET)})


@pytest.fixture
def filled(store: Store) -> Store:
    """A product whose producer changed, with a paper and a note that name the second one."""
    store.commit([source(), facility(), product(EARLIER)], who="lan", action="import")
    store.commit([product(PERSON, version=1, note=f"Theo lời bà {PERSON}, tổ 3")], who="lan", action="edit")
    store.commit([paper()], who="lan", action="attach", contents=[AttachmentContent(SECRET)])
    return store


def all_bytes(store: Store, folder: Path) -> bytes:
    """Return every byte of the store: its files or its tables, a new backup, the exports of the journal."""
    folder.mkdir()
    back_up(store, folder / "backup.zip")
    write_audit(store, folder / "audit.csv")
    (folder / "journal.csv").write_bytes(journal_csv(store.audit(), language("vi")))
    with zipfile.ZipFile(folder / "backup.zip") as archive:
        found = b"".join(archive.read(name) for name in archive.namelist())
    found += (folder / "audit.csv").read_bytes() + (folder / "journal.csv").read_bytes()
    return found + own_bytes(store)


def own_bytes(store: Store) -> bytes:
    """Return the bytes of the database itself: its files, or the pages of its tables."""
    if store.database.is_sqlite:
        return b"".join(path.read_bytes() for path in store.database.address.file.parent.iterdir())
    return pages_of(store)


def pages_of(store: Store) -> bytes:
    """Return the pages of every table of a PostgreSQL database that runs on this computer."""
    with store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        home = Path(connection.exec_driver_sql("SHOW data_directory").scalar())
        query = "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't', 'i')"
        files = [home / name for name in connection.exec_driver_sql(query).scalars() if name]
    return b"".join(file.read_bytes() for file in files if file.exists())


def erase_record(store: Store, *columns: str, key: str = "che-kho", table: str = "ocop_products") -> int:
    def found(connection: sa.Connection) -> erasing.Found:
        return erasing.found_in(connection, erasing.cells_of(connection, table, key, columns))

    return store.erase(found, who="minh")


def erase_person(store: Store, name: str = PERSON) -> int:
    return store.erase(lambda connection: erasing.naming(connection, name), who="minh")


def hashes(store: Store) -> list[str]:
    with store.reading() as connection:
        return [entry.hash for entry in every_audit_entry(connection)]


def test_personal_columns_are_marked() -> None:
    marked = {(table, column) for table in RULES for column in personal_columns(table)}
    assert {("ocop_products", "producer"), ("attachments", "name"), ("export_flows", "exporter")} <= marked
    with_personal = [RULES[table][column] for table, column in marked]
    assert all(rule.dtype == "string[python]" and not rule.choices for rule in with_personal)
    assert all(erasing._may_go(table, column) for table, column in marked)


def test_the_audit_holds_seals_and_reads_as_before(filled: Store) -> None:
    with filled.reading() as connection:
        told = "".join(connection.execute(sa.select(CHANGES.c.after)).scalars())
        assert EARLIER not in told
        assert connection.execute(sa.select(sa.func.count()).select_from(PERSONAL)).scalar_one() == 4
    assert [entry.after["producer"] for entry in filled.history("ocop_products", "che-kho")] == [PERSON, EARLIER]
    assert filled.verify() == ()
    filled.undo(2, who="lan")
    assert filled.row("ocop_products", "che-kho").values["producer"] == EARLIER
    assert filled.verify() == ()


def test_a_person_is_in_no_file_after_erasing_and_the_chain_goes_on(filled: Store, tmp_path: Path) -> None:
    before = all_bytes(filled, tmp_path / "before")
    earlier = hashes(filled)
    assert PERSON.encode() in before
    assert PERSON.encode() in own_bytes(filled)
    assert SECRET in before
    revision = erase_person(filled)
    assert filled.verify() == ()
    after = all_bytes(filled, tmp_path / "after")
    for trace in (PERSON, PERSON.rsplit(maxsplit=1)[-1], "0987 654 321", json.dumps(PERSON)[1:-1]):
        assert trace.encode() not in after, trace
    assert EARLIER.encode() in after
    assert hashes(filled)[: len(earlier)] == earlier
    now = filled.row("ocop_products", "che-kho").values
    assert (now["producer"], now["note"], now["name"]) == (None, "Theo lời bà —, tổ 3", "Chè kho")
    assert filled.attachments_of("ocop_products", "che-kho") == ()
    last = filled.revisions(1)[0]
    assert (last.revision, last.who, last.action, last.note) == (revision, "minh", "erase", "")
    assert filled.history("ocop_products", "che-kho")[0].before["producer"] is ERASED


def test_a_record_loses_its_personal_values_old_ones_too_and_nothing_else(filled: Store, tmp_path: Path) -> None:
    erase_record(filled)
    erase_record(filled, key="f-1", table="attachments")
    after = all_bytes(filled, tmp_path / "after")
    assert EARLIER.encode() not in after
    assert SECRET not in after
    assert PERSON.encode() in after  # the note is not personal
    erase_record(filled, "note")
    assert PERSON.encode() not in all_bytes(filled, tmp_path / "later")
    assert filled.row("facilities", "van-phat").values["name"] == "HTX Vạn Phát"
    assert filled.verify() == ()


def test_what_was_removed_can_be_erased(filled: Store, tmp_path: Path) -> None:
    filled.commit([Change("attachments", "f-1", None, 1)], who="lan", action="remove")
    filled.commit([Change("ocop_products", "che-kho", None, 2)], who="lan", action="remove")
    erase_person(filled)
    assert filled.row("ocop_products", "che-kho").is_removed
    assert PERSON.encode() not in all_bytes(filled, tmp_path / "after")
    assert filled.verify() == ()


def test_an_undo_that_would_need_an_erased_value_says_so(filled: Store) -> None:
    revision = erase_record(filled)
    for number in (1, 2):
        with pytest.raises(ErasedValuesError) as caught:
            filled.undo(number, who="lan")
        assert ("ocop_products", "che-kho", "producer") in caught.value.columns
        (line,) = refusal_lines(caught.value, language("vi"))
        assert "đã xóa" in line
        assert PERSON not in line
    with pytest.raises(NothingToUndoError):
        filled.undo(revision, who="lan")
    entry = next(one for one in filled.history("ocop_products", "che-kho") if one.revision == 1)
    assert {"(đã xóa)"} <= {change.after for change in value_changes(entry, language("vi"))}
    filled.commit([product("HTX mới", version=3)], who="lan", action="edit")
    filled.undo(revision + 1, who="lan")
    assert filled.verify() == ()


def test_other_commits_are_still_taken_back(filled: Store) -> None:
    filled.commit([facility(version=1, workers=9)], who="lan", action="edit")
    erase_record(filled)
    filled.undo(4, who="lan")
    assert filled.row("facilities", "van-phat").values["workers"] is None
    assert filled.verify() == ()


@pytest.mark.parametrize("file", OLDER[:1] + OLDER[-1:], ids=lambda file: file.stem)
def test_an_entry_of_before_keeps_its_hash_and_loses_its_plain_value(file: Path, tmp_path: Path) -> None:
    store = store_of_then(sqlite_address(tmp_path), file)
    earlier = hashes(store)
    assert "HTX Vạn Phát".encode() in all_bytes(store, tmp_path / "before")
    erase_record(store, "name", key="van-phat", table="facilities")
    assert store.verify() == ()
    assert hashes(store)[: len(earlier)] == earlier
    assert store.row("facilities", "van-phat").values["name"] == "—"
    assert "HTX Vạn Phát".encode() not in all_bytes(store, tmp_path / "after")
    store.commit([facility("other", source_ids="office-file-1")], who="lan", action="add")
    back_up(store, tmp_path / "new.zip")
    restore(store, tmp_path / "new.zip", who="lan", is_replacing=True)
    assert store.verify() == ()


def test_an_older_backup_is_erased_again_when_it_is_restored(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "old.zip")
    erase_person(filled)
    restore(filled, tmp_path / "old.zip", who="lan", is_replacing=True)
    assert filled.verify() == ()
    found = all_bytes(filled, tmp_path / "after")
    assert PERSON.encode() not in found
    assert SECRET not in found
    assert filled.row("ocop_products", "che-kho").values["name"] == "Chè kho"
    back_up(filled, tmp_path / "new.zip")
    other = open_store(sqlite_address(tmp_path / "other"))
    restore(other, tmp_path / "new.zip", who="lan")
    assert other.verify() == ()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM personal_values", "is missing"),
        ("UPDATE personal_values SET value = '\"x\"'", "was altered"),
        ("UPDATE changes SET after = before WHERE id = 4", "audit entry 4 was altered"),
        ("UPDATE changes SET after = '{\"sealed\":1}' WHERE id = 2", "audit entry 2 was altered"),
        ("DELETE FROM changes WHERE table_name = 'documents'", "the audit ends at entry"),
    ],
)
def test_what_was_erased_past_the_app_is_told_from_an_act_of_erasing(
    filled: Store, statement: str, problem: str
) -> None:
    erase_record(filled, "note")
    with filled.writing() as connection, unguarded(connection):
        connection.exec_driver_sql(statement)
    assert any(problem in line for line in filled.verify())


def test_an_erased_entry_that_is_altered_again_is_found(tmp_path: Path) -> None:
    store = store_of_then(sqlite_address(tmp_path), OLDER[-1])
    erase_record(store, "name", key="van-phat", table="facilities")
    with store.writing() as connection, unguarded(connection):
        text = connection.execute(sa.select(CHANGES.c.after).where(CHANGES.c.id == 2)).scalar_one()
        altered = canonical({**json.loads(text), "workers": 7})
        connection.execute(sa.update(CHANGES).where(CHANGES.c.id == 2).values(after=altered))
    assert "audit entry 2 was altered" in store.verify()


def test_a_process_killed_between_erasing_and_sweeping_leaves_no_trace_at_the_next_opening(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source(), product(PERSON)], who="lan", action="import")

    def erase_and_die(_ready: object) -> None:
        store.database.sweep = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        erase_person(store)

    lived(erase_and_die)
    with closing(sqlite3.connect(address.file)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
    again = open_store(address)
    assert again.verify() == ()
    assert PERSON.encode() not in all_bytes(again, tmp_path / "after")


def test_while_others_read_the_values_go_and_the_traces_are_told(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source(), product(PERSON)], who="lan", action="import")
    store.database.patience_seconds = 0.1
    with open_store(address).reading() as other:
        other.exec_driver_sql("SELECT count(*) FROM changes").scalar()
        with pytest.raises(StoreUnavailableError, match="traces"):
            erase_person(store)
    assert store.verify() == ()
    store.forget()
    assert PERSON.encode() not in all_bytes(store, tmp_path / "after")


def test_a_name_too_short_to_be_one_is_refused(filled: Store, subtests: pytest.Subtests) -> None:
    for name in ("", "Sư", "   "):
        with subtests.test(name=name), pytest.raises(ValueError, match="letters"):
            erase_person(filled, name)


def test_a_name_is_found_whole_whatever_its_capitals(filled: Store) -> None:
    filled.commit([facility("b", name="HTX Hoàng Thị Ngọc Sươngg")], who="lan", action="add")
    erase_person(filled, "HOÀNG  THỊ NGỌC SƯƠNG")
    assert filled.row("ocop_products", "che-kho").values["producer"] is None
    assert filled.row("facilities", "b").values["name"] == "HTX Hoàng Thị Ngọc Sươngg"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.fixture
def of_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    monkeypatch.delenv(DATABASE, raising=False)
    store = open_store()
    store.commit([source(), product(PERSON, note=f"bà {PERSON}")], who="lan", action="import")
    store.commit([paper()], who="lan", action="attach", contents=[AttachmentContent(SECRET)], note=f"{PERSON}.xlsx")
    return store


def test_the_command_lists_first_erases_when_told_and_says_what_stays(
    of_settings: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run("erase", "--person", PERSON, capsys=capsys)
    assert (code, of_settings.revision()) == (0, 2)
    assert "ocop_products che-kho: producer" in said
    assert "stays, not erased: revision 2: who or note" in said
    code, said = run("erase", "--person", PERSON, "--yes", capsys=capsys)
    assert (code, of_settings.revision()) == (0, 3)
    assert "Backups" in said
    assert PERSON not in said
    assert of_settings.row("ocop_products", "che-kho").values["producer"] is None
    assert main(["verify"]) == 0
    for wrong in (["--record", "nowhere/x"], ["--record", "ocop_products/none"], ["--person", "a"]):
        assert main(["erase", *wrong]) == 1
    assert main(["erase", "--record", "ocop_products/che-kho", "--column", "sector"]) == 1
    assert of_settings.revision() == 3


def test_the_files_beside_a_record_go_with_it_when_asked(
    of_settings: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    run("erase", "--record", "ocop_products/che-kho", "--files", "--yes", capsys=capsys)
    assert of_settings.attachments_of("ocop_products", "che-kho") == ()
    assert of_settings.row("ocop_products", "che-kho").values["producer"] is None
    assert of_settings.verify() == ()


def test_retention_erases_what_was_removed_long_ago_and_nothing_else(
    of_settings: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    of_settings.commit([Change("attachments", "f-1", None, 1)], who="lan", action="remove")
    assert "not set" in run("retention", "--yes", capsys=capsys)[1]
    monkeypatch.setenv(REMOVED_KEPT_DAYS, "30")
    assert "nothing to erase" in run("retention", "--yes", capsys=capsys)[1]
    with of_settings.writing() as connection, unguarded(connection):
        connection.exec_driver_sql("UPDATE revisions SET at = '2020-01-01T00:00:00.000+00:00' WHERE revision = 3")
    assert "--yes" in run("retention", capsys=capsys)[1]
    run("retention", "--yes", capsys=capsys)
    assert SECRET not in all_bytes(of_settings, tmp_path / "after")
    assert of_settings.row("ocop_products", "che-kho").values["producer"] == PERSON
    assert "nothing to erase" in run("retention", "--yes", capsys=capsys)[1]


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "99999"])
def test_a_wrong_retention_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match=REMOVED_KEPT_DAYS):
        removed_kept_days({REMOVED_KEPT_DAYS: value})
