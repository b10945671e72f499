"""Files beside a record in the store: one act with their row, kept, taken back, backed up, verified, limited."""

import os
import signal
import zipfile
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from geodata.attachments import ATTACHMENT_LIMITS, prepared
from geodata.store import (
    AttachmentContent,
    Change,
    InvalidRowError,
    Store,
    StoreError,
    ValueFault,
    attachments,
    open_store,
)
from geodata.store.backup import BackupError, back_up, restore
from geodata.store.guard import unguarded
from geodata.store.public_rows import public_rows
from geodata.store.tables import CONTENTS
from tests.geodata.attachments.attachment_files import PDF, picture
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import SOURCE_ID, facility, source
from tests.killing import lived

PHOTO = prepared(picture())


def beside(key: str, data: bytes, *, version: int = 0, **values: object) -> Change:
    told = {"of_table": "facilities", "of_row": "van-phat", "name": f"{key}.pdf", "kind": "pdf"}
    digest = attachments.digest_of(data)
    return Change(
        "attachments", key, {"attachment_id": key, **told, "size": len(data), "digest": digest, **values}, version
    )


def add(
    store: Store, key: str = "bien-ban", data: bytes = PDF, thumbnail: bytes | None = None, **values: object
) -> int:
    return store.commit(
        [beside(key, data, **values)], who="lan", action="attach", contents=[AttachmentContent(data, thumbnail)]
    )


@pytest.fixture
def filled(store: Store) -> Store:
    store.commit([source(), facility()], who="lan", action="import")
    add(store)
    add(store, "anh", PHOTO.data, PHOTO.thumbnail, kind="jpeg", name="Ảnh.jpg")
    return store


def kept(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(sa.select(CONTENTS.c.digest)).scalars())


def test_a_file_lies_beside_its_record_and_is_given_back_to_the_byte(filled: Store) -> None:
    paper, photo = filled.attachments_of("facilities", "van-phat")
    assert (paper.values["name"], photo.values["name"]) == ("bien-ban.pdf", "Ảnh.jpg")
    assert (paper.who, paper.thumbnail, photo.thumbnail) == ("lan", None, PHOTO.thumbnail)
    assert (filled.content("bien-ban"), filled.content("anh")) == (PDF, PHOTO.data)
    assert filled.attachments_of("proposals", "van-phat") == ()
    assert filled.verify() == ()


def test_removing_and_adding_are_acts_of_the_journal_that_can_be_taken_back(filled: Store) -> None:
    removed = filled.commit([Change("attachments", "anh", None, 1)], who="minh", action="remove")
    assert [one.attachment_id for one in filled.attachments_of("facilities", "van-phat")] == ["bien-ban"]
    with pytest.raises(StoreError):
        filled.content("anh")
    filled.undo(removed, who="lan")
    assert filled.content("anh") == PHOTO.data
    filled.undo(2, who="lan")
    assert [one.attachment_id for one in filled.attachments_of("facilities", "van-phat")] == ["anh"]
    assert [entry.action for entry in filled.history("attachments", "anh")] == ["undo", "remove", "attach"]
    assert filled.verify() == ()


def test_one_file_beside_two_rows_is_kept_once(filled: Store) -> None:
    key = next(iter(public_rows("proposals")))
    add(filled, "nghiem-thu", PDF, of_table="proposals", of_row=key)
    assert len(kept(filled)) == 2
    filled.commit([Change("attachments", "bien-ban", None, 1)], who="lan", action="remove")
    assert filled.content("nghiem-thu") == PDF


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"of_row": "nobody"}, ValueFault.NO_SUCH_ROW),
        ({"of_table": "changes"}, ValueFault.NO_SUCH_TABLE),
        ({"of_table": "attachments", "of_row": "bien-ban"}, ValueFault.NO_SUCH_TABLE),
        ({"name": "a/b.pdf"}, ValueFault.PATTERN),
        ({"name": "a\u202eb.pdf"}, ValueFault.PATTERN),
        ({"name": "a\nb.pdf"}, ValueFault.PATTERN),
        ({"name": ""}, ValueFault.TEXT),
        ({"kind": "exe"}, ValueFault.CHOICE),
        ({"digest": "0" * 64}, ValueFault.NO_CONTENT),
        ({"digest": "../" * 20}, ValueFault.PATTERN),
        ({"size": 5}, ValueFault.NO_CONTENT),
    ],
)
def test_a_row_that_does_not_fit_its_file_is_refused_and_nothing_of_it_stays(
    filled: Store, values: dict[str, object], fault: ValueFault
) -> None:
    before = kept(filled)
    with pytest.raises(InvalidRowError) as caught:
        add(filled, "new", b"%PDF-new", **values)
    assert fault in {one.fault for one in caught.value.faults}
    assert kept(filled) == before
    assert filled.revision() == 3


def test_what_no_row_names_is_not_kept(filled: Store) -> None:
    before = kept(filled)
    filled.commit([facility(version=1, name="HTX B")], who="lan", action="edit", contents=[AttachmentContent(b"stray")])
    add(filled, "anh-2", PHOTO.data, kind="jpeg", of_table="sources", of_row=SOURCE_ID)
    assert kept(filled) == before


def test_a_record_beside_which_files_lie_is_not_removed(filled: Store) -> None:
    with pytest.raises(InvalidRowError) as caught:
        filled.commit([Change("facilities", "van-phat", None, 1)], who="lan", action="remove")
    assert {one.fault for one in caught.value.faults} == {ValueFault.STILL_NAMED}
    gone = [Change("attachments", key, None, 1) for key in ("anh", "bien-ban")]
    filled.commit([*gone, Change("facilities", "van-phat", None, 1)], who="lan", action="remove")
    assert filled.verify() == ()


def test_there_are_limits_of_number_and_of_all(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = [beside(f"more-{n}", PDF) for n in range(ATTACHMENT_LIMITS.a_record - 2)]
    filled.commit(rest, who="lan", action="attach")
    with pytest.raises(InvalidRowError) as caught:
        add(filled, "one-more")
    assert [one.fault for one in caught.value.faults] == [ValueFault.TOO_MANY]
    filled.commit([Change("attachments", "more-1", None, 1)], who="lan", action="remove")
    monkeypatch.setattr(attachments, "ATTACHMENT_LIMITS", type(ATTACHMENT_LIMITS)(all_mb=0))
    with pytest.raises(InvalidRowError) as caught:
        add(filled, "one-more")
    assert [one.fault for one in caught.value.faults] == [ValueFault.NO_ROOM]


def test_a_backup_holds_the_files_and_gives_them_back_to_either_database(filled: Store, tmp_path: Path) -> None:
    removed = filled.commit([Change("attachments", "anh", None, 1)], who="lan", action="remove")
    file = tmp_path / "backup.zip"
    back_up(filled, file)
    other = open_store(sqlite_address(tmp_path / "other"))
    restore(other, file, who="lan")
    assert other.content("bien-ban") == PDF
    other.undo(removed, who="lan")
    assert other.content("anh") == PHOTO.data
    assert other.attachments_of("facilities", "van-phat")[1].thumbnail == PHOTO.thumbnail
    back_up(other, tmp_path / "back.zip")
    restore(filled, tmp_path / "back.zip", who="lan", is_replacing=True)
    assert filled.content("anh") == PHOTO.data
    assert filled.verify() == other.verify() == ()


def test_an_older_backup_takes_the_files_away_and_its_copy_brings_them_back(filled: Store, tmp_path: Path) -> None:
    empty = open_store(sqlite_address(tmp_path / "other"))
    empty.commit([source()], who="lan", action="import")
    back_up(empty, tmp_path / "without.zip")
    _, aside = restore(filled, tmp_path / "without.zip", who="lan", is_replacing=True)
    assert kept(filled) == set()
    restore(filled, aside, who="lan", is_replacing=True)
    assert filled.content("anh") == PHOTO.data


def test_a_backup_whose_files_were_touched_is_refused_and_changes_nothing(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    back_up(filled, tmp_path / "backup.zip")
    for what in ("missing", "altered", "stray", "renamed", "large"):
        bad = touched(tmp_path / "backup.zip", what)
        with subtests.test(what=what), monkeypatch.context() as patch:
            if what == "large":
                patch.setattr(attachments, "ATTACHMENT_LIMITS", type(ATTACHMENT_LIMITS)(file_mb=0))
            with pytest.raises(BackupError):
                restore(filled, bad, who="lan", is_replacing=True)
            assert filled.content("anh") == PHOTO.data
            assert filled.verify() == ()


def touched(backup: Path, what: str) -> Path:
    """Return a copy of a backup in which something happened to the file of an attachment."""
    name, copy = f"contents/{PHOTO.digest}", backup.with_name(f"{what}.zip")
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(copy, "w") as bad:
        for one in whole.namelist():
            content = whole.read(one)
            if one != name or what not in {"missing", "renamed"}:
                bad.writestr(one, content + b"x" if one == name and what == "altered" else content)
            elif what == "renamed":
                bad.writestr("contents/../../evil", content)
        if what == "stray":
            bad.writestr(f"contents/{attachments.digest_of(b'stray')}", b"stray")
    return copy


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            sa.update(CONTENTS).where(CONTENTS.c.digest == PHOTO.digest).values(data=b"x"),
            "attachments anh: its content was altered",
        ),
        (sa.delete(CONTENTS).where(CONTENTS.c.digest == PHOTO.digest), "attachments anh: its content is missing"),
        (
            sa.insert(CONTENTS).values(digest=attachments.digest_of(b"x"), data=b"x"),
            f"content {attachments.digest_of(b'x')}: is of no attachment",
        ),
    ],
    ids=["altered", "missing", "stray"],
)
def test_a_file_that_was_touched_past_the_app_is_found_and_not_given_out(
    filled: Store, statement: sa.Executable, problem: str
) -> None:
    with filled.writing() as connection, unguarded(connection):
        connection.execute(statement)
    assert filled.verify() == (problem,)
    if "anh" in problem:
        with pytest.raises(StoreError):
            filled.content("anh")


def test_a_process_killed_while_it_adds_a_file_leaves_the_old_or_the_new_state(filled: Store) -> None:
    large = os.urandom(8_000_000)
    seen = set()
    for number, step in enumerate(("contents", "rows", "audit", "done")):
        key, data = f"large-{number}", large + step.encode()
        lived(partial(killed_after, filled, step, key, data))
        is_there = any(one.attachment_id == key for one in filled.attachments_of("facilities", "van-phat"))
        assert (attachments.digest_of(data) in kept(filled)) is is_there
        assert filled.verify() == ()
        seen.add((step, is_there))
    assert seen == {("contents", False), ("rows", False), ("audit", False), ("done", True)}


def killed_after(store: Store, step: str, key: str, data: bytes, _ready: object) -> None:
    """Add a file and kill this process after a step of it."""
    store.database.engine.dispose(close=False)
    inserted = {
        "contents": "INSERT INTO attachment_contents",
        "rows": "INSERT INTO attachments",
        "audit": "INSERT INTO changes",
    }

    @sa.event.listens_for(store.database.engine, "after_cursor_execute")
    def after(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(inserted.get(step, "never")):
            os.kill(os.getpid(), signal.SIGKILL)

    add(store, key, data)
