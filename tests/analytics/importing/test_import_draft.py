"""A file on its way: read, understood and compared against one revision, in a thread that can be stopped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.importing import draft as import_draft
from analytics.importing.draft import DraftChoice, draft_of_upload, drafted, drafted_apart
from analytics.prepared.current import CurrentRecord
from geodata.importing.files.reading import read_file
from geodata.importing.headings.shape import LAYOUT_DOCUMENT, remembered, shape_of
from geodata.importing.limits import FileRefusedError, RefusalCode
from geodata.jobs import JobStoppedError, StopReason, Watch
from geodata.settings import StoreAddress
from geodata.store import StoreUnavailableError
from tests.geodata.importing import import_sheets as sheets

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
    draft = drafted(read_file(CSV, "cơ sở.csv"), DraftChoice(), current, DAY, Watch())
    assert draft.plan
    assert len(draft.plan.new) == 2
    assert not current.has_store


def test_a_sheet_without_headings_is_a_draft_without_a_plan(current: CurrentRecord) -> None:
    file = sheets.file(sheets.sheet("a | b\n1 | 2"))
    assert drafted(file, DraftChoice(), current, DAY, Watch()).plan is None
    assert drafted(file, DraftChoice(kind="facilities", header_rows=(0, 0)), current, DAY, Watch()).plan is not None


def test_a_remembered_mapping_is_taken_for_the_shape_and_not_when_asked_anew(current: CurrentRecord) -> None:
    file = sheets.file(sheets.PLAIN_ASCII)
    layout = drafted(file, DraftChoice(), current, DAY, Watch()).layout
    assert layout
    changed = layout.with_field(1, "products")
    current.store().save_document(
        LAYOUT_DOCUMENT, shape_of(changed), remembered(changed), who="lan", expected_version=0
    )
    recalled = drafted(file, DraftChoice(), current, DAY, Watch())
    assert recalled.is_recalled
    assert recalled.layout
    assert recalled.layout.columns[1].field == "products"
    assert not drafted(file, DraftChoice(is_anew=True), current, DAY, Watch()).is_recalled
    assert not drafted(file, DraftChoice(kind="survey_visits"), current, DAY, Watch()).is_recalled


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
    assert drafted(sheets.file(sheets.PLAIN_ASCII), DraftChoice(), current, DAY, Watch()).plan
    assert len(made) == 3
    until = 100
    with pytest.raises(StoreUnavailableError):
        drafted(sheets.file(sheets.PLAIN_ASCII), DraftChoice(), current, DAY, Watch())


def test_a_job_understands_a_file_as_it_is_understood_here(current: CurrentRecord) -> None:
    draft = draft_of_upload(CSV, "cơ sở.csv", current.address, DAY, Watch())
    here = drafted(draft.file, DraftChoice(), current, DAY, Watch())
    assert draft == here
    assert draft.file.sheets
    by_hand = here.layout.with_field(1, "products") if here.layout else None
    again = drafted_apart(draft.file, DraftChoice(layout=by_hand), current.address, DAY, Watch())
    assert again == drafted(draft.file, DraftChoice(layout=by_hand), current, DAY, Watch())


def test_an_error_nobody_foresaw_is_told_and_the_app_goes_on(
    current: CurrentRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sheets.file(sheets.PLAIN_ASCII)
    with pytest.raises(JobStoppedError) as stopped:
        drafted_apart(file, DraftChoice(sheet=99), current.address, DAY, Watch())
    assert stopped.value.reason is StopReason.DIED
    monkeypatch.setattr(import_draft, "UNDERSTANDING_BUDGET", replace(import_draft.UNDERSTANDING_BUDGET, seconds=0.01))
    with pytest.raises(FileRefusedError) as caught:
        drafted_apart(file, DraftChoice(), current.address, DAY, Watch())
    assert caught.value.code is RefusalCode.TIMEOUT


def test_work_that_is_stopped_ends_and_says_so(current: CurrentRecord) -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(FileRefusedError) as caught:
        drafted_apart(sheets.file(sheets.PLAIN_ASCII), DraftChoice(), current.address, DAY, watch)
    assert caught.value.code is RefusalCode.CANCELLED
    with pytest.raises(FileRefusedError):
        draft_of_upload(CSV, "cơ sở.csv", current.address, DAY, watch)


def test_the_share_stays_between_nothing_and_all() -> None:
    watch = Watch()
    tell = watch.at("x")
    for said, kept in ((0.5, 0.5), (2.0, 1.0), (-1.0, 0.0)):
        tell(said)
        assert (watch.step, watch.share) == ("x", kept)
