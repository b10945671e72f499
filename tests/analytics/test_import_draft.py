"""A file on its way: read, understood and compared against one revision, in a thread that can be stopped."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analytics import import_draft
from analytics.current import CurrentRecord
from analytics.import_draft import Choice, drafted, opened
from analytics.import_job import Job, Watch
from geodata.importing.limits import FileRefusedError
from geodata.importing.shape import DOCUMENT_KIND, remembered, shape_of
from geodata.importing.understand import CancelledError
from geodata.settings import StoreAddress
from geodata.store import StoreUnavailableError
from tests.geodata import import_sheets as sheets

DAY = date(2026, 11, 21)
CSV = "Tên cơ sở;Huyện;Lao động;Lạ\nHTX Thử Một;Lục Nam;12;a\nHTX Thử Hai;Yên Thế;20;b\n".encode()


@pytest.fixture
def current(tmp_path: Path) -> Iterator[CurrentRecord]:
    file = tmp_path / "khuyencong.sqlite3"
    made = CurrentRecord(StoreAddress(f"sqlite:///{file}", file))
    yield made
    if made.has_store:
        made.store().close()


def test_looking_at_a_file_makes_no_store(current: CurrentRecord) -> None:
    draft = opened(CSV, "cơ sở.csv", current, DAY, Watch())
    assert draft.plan
    assert len(draft.plan.new) == 2
    assert not current.has_store


def test_a_sheet_without_headings_is_a_draft_without_a_plan(current: CurrentRecord) -> None:
    file = sheets.file(sheets.sheet("a | b\n1 | 2"))
    assert drafted(file, Choice(), current, DAY, Watch()).plan is None
    assert drafted(file, Choice(kind="facilities", header_rows=(0, 0)), current, DAY, Watch()).plan is not None


def test_a_remembered_mapping_is_taken_for_the_shape_and_not_when_asked_anew(current: CurrentRecord) -> None:
    file = sheets.file(sheets.PLAIN_ASCII)
    layout = drafted(file, Choice(), current, DAY, Watch()).layout
    assert layout
    changed = layout.with_field(1, "products")
    current.store().save_document(DOCUMENT_KIND, shape_of(changed), remembered(changed), who="lan", expected_version=0)
    recalled = drafted(file, Choice(), current, DAY, Watch())
    assert recalled.is_recalled
    assert recalled.layout
    assert recalled.layout.columns[1].field == "products"
    assert not drafted(file, Choice(is_anew=True), current, DAY, Watch()).is_recalled
    assert not drafted(file, Choice(kind="survey_visits"), current, DAY, Watch()).is_recalled


def test_a_commit_of_others_meanwhile_makes_the_comparison_anew(
    current: CurrentRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, plan = [], import_draft.plan

    def with_others(*given: object, **named: object) -> object:
        made.append(1)
        if len(made) <= until:
            store = current.store()
            store.save_document("meeting", f"m{len(made)}", {}, who="ngan", expected_version=0)
        return plan(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(import_draft, "plan", with_others)
    current.store().save_document("meeting", "m0", {}, who="ngan", expected_version=0)
    until = 2
    assert drafted(sheets.file(sheets.PLAIN_ASCII), Choice(), current, DAY, Watch()).plan
    assert len(made) == 3
    until = 100
    with pytest.raises(StoreUnavailableError):
        drafted(sheets.file(sheets.PLAIN_ASCII), Choice(), current, DAY, Watch())


def test_work_that_is_stopped_ends_and_says_so(current: CurrentRecord) -> None:
    go_on = threading.Event()

    def work(watch: Watch) -> object:
        go_on.wait(10)
        return drafted(sheets.file(sheets.PLAIN_ASCII), Choice(), current, DAY, watch)

    job = Job(work)
    assert not job.wait(0.01)
    job.cancel()
    go_on.set()
    assert job.wait(10)
    assert job.is_cancelled
    with pytest.raises(CancelledError):
        job.result()


def test_reading_is_stopped_too(current: CurrentRecord) -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(FileRefusedError):
        opened(CSV, "cơ sở.csv", current, DAY, watch)


def test_the_share_stays_between_nothing_and_all() -> None:
    watch = Watch()
    tell = watch.at("x")
    for said, kept in ((0.5, 0.5), (2.0, 1.0), (-1.0, 0.0)):
        tell(said)
        assert (watch.step, watch.share) == ("x", kept)
