"""The app's log has a line for each event, as key=value, and nothing that a person typed, is called or brought."""

import asyncio
import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geodata.door.access import Permission, Role, Visitor
from geodata.events import Event, log_event
from geodata.jobs import Task, run
from geodata.store import Store
from pages.components.frame import screen_frame
from pages.components.importing import visit
from pages.components.visit import access
from pages.server import start
from tests.geodata.jobs.test_jobs import SMALL
from tests.pages import test_editing, test_imports, visits

PERSONAL = re.compile(r"lan@|Lan Anh|Thử Nghiệm|Danh sách|noi hoi|nồi hơi|localhost", re.IGNORECASE)
LINE = re.compile(r"event=[a-z_]+(?: [a-z_]+=[A-Za-z0-9_.,:+/?-]+)*")
DOCS = Path(__file__).parents[2] / "docs" / "access.md"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from visits.own_store(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "geodata")
    caplog.set_level(logging.INFO, "pages")
    return caplog


def lines(log: pytest.LogCaptureFixture, event: Event) -> list[str]:
    """Return the lines of an event, all lines being well formed and saying nothing of a person."""
    told = [one.getMessage() for one in log.records if one.name == "geodata.events"]
    assert [line for line in told if not LINE.fullmatch(line)] == []
    assert [one.getMessage() for one in log.records if PERSONAL.search(one.getMessage())] == []
    return [line for line in told if line.startswith(f"event={event} ") or line == f"event={event}"]


def test_a_commit_says_revision_and_counts_and_a_refusal_why(log: pytest.LogCaptureFixture, store: Store) -> None:
    test_editing.by_another(store, products="lò của Lan Anh")
    app = test_editing.form()
    app.text_input(key=f"{test_editing.FORM}_name").set_value("Công ty của Lan Anh")
    app = test_editing.save(visits.checked(app.run()))
    assert lines(log, Event.COMMIT) == ["event=commit action=edit revision=2 tables=sources:1,facilities:1"]
    visits.take_back(app)
    assert lines(log, Event.COMMIT)[1:] == ["event=commit action=undo revision=3"]
    app = test_editing.enter(test_editing.form(), 45, 0)
    test_editing.by_another(store, products="lò khác của Lan Anh")
    test_editing.save(app)
    assert lines(log, Event.REFUSAL) == ["event=refusal what=commit action=edit why=StaleRowError"]


def test_what_the_store_refuses_and_a_right_that_is_missing_are_told(
    log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = test_editing.form()
    app.text_input(key=f"{test_editing.FORM}_founded_year").set_value("1500")
    test_editing.save(visits.checked(app.run()))
    assert lines(log, Event.REFUSAL) == ["event=refusal what=commit action=edit why=InvalidRowError"]
    monkeypatch.setattr(access, "visitor", lambda: Visitor("lan@example.vn", Role.VIEWER))
    with pytest.raises(access.NotAllowedError):
        access.require(Permission.EDIT)
    assert lines(log, Event.REFUSAL)[1:] == ["event=refusal what=right right=edit"]


def test_an_import_says_table_and_count(log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "_PATIENCE_SECONDS", 60.0)
    test_imports.click(test_imports.upload(test_imports.FACILITIES), "import_all")
    (line,) = lines(log, Event.IMPORT)
    assert re.fullmatch(r"event=import table=facilities changes=\d+ revision=\d+", line)
    assert lines(log, Event.JOB)


def test_signing_in_is_told_once_and_signing_out(
    log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Visitor("lan@example.vn", Role.EDITOR, is_signed_in=True)
    monkeypatch.setattr(access, "visitor", lambda: person)
    app = visits.visit()
    app.run()
    assert lines(log, Event.SIGN_IN) == ["event=sign_in role=editor"]
    monkeypatch.setattr(access.st, "logout", lambda: None)
    monkeypatch.setattr(access, "sign_in_of", lambda _claims: "digest")
    monkeypatch.setattr(access, "ends_at_the_latest", lambda _claims, now: int(now) + 60)
    access.sign_out()
    assert lines(log, Event.SIGN_OUT) == ["event=sign_out"]


@pytest.mark.parametrize(("threshold", "n"), [(0, 1), (3600, 0)])
def test_a_slow_run_of_a_screen_is_told(
    threshold: int, n: int, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHUYENCONG_SLOW_RERUN_SECONDS", str(threshold))
    screen_frame._slow_seconds.cache_clear()
    visits.visit()
    screen_frame._slow_seconds.cache_clear()
    told = lines(log, Event.SLOW_RERUN)
    assert len(told) == n
    assert all(re.fullmatch(r"event=slow_rerun page=map took_s=\d+\.\d", line) for line in told)


def test_the_start_is_told(log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "open_browser", lambda _address: None)
    monkeypatch.setattr(start, "_warm", lambda: None)

    async def begin() -> None:
        async with start.open_in_browser(None):
            pass

    with ThreadPoolExecutor() as beside:  # a browser of earlier tests has a loop in this thread
        beside.submit(asyncio.run, begin()).result()
    assert lines(log, Event.START) == ["event=start sign_in=open"]


def test_a_job_is_told_with_how_it_ended(log: pytest.LogCaptureFixture) -> None:
    run(Task("deck", "tests.geodata.jobs.job_tasks:echo", ("Lan Anh",), SMALL))
    assert len(lines(log, Event.JOB)) == 1


@pytest.mark.parametrize(
    "typed", ["Nguyễn Thị Lan Anh", "lan@example.vn", "Danh sách.xlsx", "0912 345 678", "a\nb", ""]
)
def test_what_is_no_code_is_not_written(typed: str, log: pytest.LogCaptureFixture) -> None:
    log_event(Event.REFUSAL, why=typed)
    assert lines(log, Event.REFUSAL) == ["event=refusal why=?"]


def test_every_event_is_explained_to_who_looks_after_the_app() -> None:
    page = DOCS.read_text("utf-8")
    assert [event for event in Event if f"| `{event}` |" not in page] == []
