"""Heavy work is bounded: each limit ends it with its reason, nothing but data comes back, and jobs wait in order."""

import logging
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geodata.importing.limits import FileRefusedError
from geodata.jobs import AT_ONCE, VISIT, WAITING, JobLimits, JobStoppedError, StopReason, Task, Work, processes, run
from geodata.jobs.line import JobQueue

SMALL = JobLimits(processor_seconds=20, seconds=60, memory_mb=600)


def task(name: str, *arguments: Any, budget: JobLimits = SMALL, is_office: bool = False) -> Task:
    return Task("test", f"tests.geodata.jobs.job_tasks:{name}", arguments, budget, is_office=is_office, size=7)


def reason(one: Task) -> StopReason:
    with pytest.raises(JobStoppedError) as caught:
        run(one)
    return caught.value.reason


def test_a_job_answers_tells_its_progress_and_what_it_prints_is_no_answer() -> None:
    told: list[tuple[str, float]] = []
    value = {"a": [1, "hai", None, 2.5], "b": (True, {3})}
    assert run(task("echo", value), lambda *one: told.append(one)) == value
    assert ("step", 0.5) in told
    assert run(task("print_much")) == "said"


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no process there; the clock does")
@pytest.mark.parametrize(
    ("name", "budget", "stop"),
    [
        ("burn", replace(SMALL, processor_seconds=1), StopReason.TIME),
        ("fill", SMALL, StopReason.MEMORY),
        ("open_many", SMALL, StopReason.DIED),
    ],
)
def test_a_job_over_its_budget_is_ended_with_its_reason(name: str, budget: JobLimits, stop: StopReason) -> None:
    for is_office in (False, True):
        assert reason(task(name, budget=budget, is_office=is_office)) is stop


def test_a_job_that_waits_too_long_leaves_or_stumbles_is_ended() -> None:
    assert reason(task("sleep", 60, budget=replace(SMALL, seconds=0.3))) is StopReason.TIME
    assert reason(task("leave")) is StopReason.DIED
    assert reason(task("stumble")) is StopReason.DIED


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no process there")
def test_a_job_cannot_fill_the_disk(tmp_path: Path) -> None:
    assert reason(task("write_much", str(tmp_path / "x"), budget=replace(SMALL, written_mb=5))) is StopReason.DIED
    assert (tmp_path / "x").stat().st_size <= 5_000_000


@pytest.mark.parametrize("name", ["evil", "a_function", "our_function"])
def test_nothing_but_data_comes_back(name: str) -> None:
    assert reason(task(name)) is StopReason.DIED


def test_an_error_of_this_app_comes_back_as_it_is() -> None:
    with pytest.raises(FileRefusedError) as caught:
        run(task("refuse"))
    assert caught.value.values == {"name": "a"}


def test_a_job_from_outside_sees_no_setting_and_has_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/db")
    assert "DATABASE_URL" not in run(task("environment"))
    assert "DATABASE_URL" in run(task("environment", is_office=True))
    assert run(task("pid")) != run(task("pid"))


def test_the_process_of_the_office_is_kept_and_replaced_when_it_failed_or_the_settings_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KHUYENCONG_TEST_JOBS", "1")
    first = run(task("pid", is_office=True))
    assert run(task("pid", is_office=True)) == first
    with pytest.raises(JobStoppedError):
        run(task("leave", is_office=True))
    second = run(task("pid", is_office=True))
    assert second != first
    monkeypatch.setenv("KHUYENCONG_TEST_JOBS", "2")
    assert run(task("pid", is_office=True)) != second
    monkeypatch.setattr(processes, "WARM_MB", 0)
    assert run(task("pid", is_office=True)) != run(task("pid", is_office=True))


def test_a_job_is_cancelled_at_once() -> None:
    work = Work(lambda watch: run(task("burn"), watch.tell, watch.is_stopped))
    assert not work.wait(0.5)
    work.cancel()
    assert work.wait(20)
    with pytest.raises(JobStoppedError) as caught:
        work.result()
    assert caught.value.reason is StopReason.CANCELLED


def test_jobs_wait_in_the_order_in_which_they_came_and_say_so() -> None:
    turns = JobQueue(AT_ONCE)
    begun: list[int] = []
    told: list[str] = []
    go_on = threading.Event()

    def hold(n: int) -> None:
        with turns.turn(lambda step, _: told.append(step), lambda: False):
            begun.append(n)
            go_on.wait(20)

    threads = []
    for n in range(AT_ONCE + 3):
        threads.append(threading.Thread(target=hold, args=(n,)))
        threads[-1].start()
        until(lambda n=n: len(begun) == min(n + 1, AT_ONCE) and len(turns._waiting) == max(0, n + 1 - AT_ONCE))  # type: ignore[misc]
    until(lambda: WAITING in told)
    assert begun == list(range(AT_ONCE))
    go_on.set()
    for one in threads:
        one.join(20)
    assert begun == sorted(begun)
    assert len(begun) == AT_ONCE + 3


@pytest.mark.parametrize("is_office", [False, True])
@pytest.mark.parametrize("name", ["look_up", "connect", "send", "fetch"])
def test_a_job_that_asks_outside_this_computer_ends_and_is_logged(
    name: str,
    is_office: bool,  # noqa: FBT001 - a case
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert reason(task(name, is_office=is_office)) is StopReason.DIED
    assert "asked outside this computer" in caplog.text
    assert run(task("own_computer", is_office=is_office)) in {"127.0.0.1", "::1"}


def test_a_visit_that_brings_many_jobs_holds_up_itself_alone() -> None:
    turns = JobQueue(2)
    begun: list[str] = []
    running: Counter[str] = Counter()
    most: Counter[str] = Counter()
    go_on = threading.Event()

    def hold(visit: str) -> None:
        VISIT.set(visit)
        with turns.turn(None, lambda: False):
            begun.append(visit)
            running[visit] += 1
            most[visit] = max(most[visit], running[visit])
            go_on.wait(20)
            running[visit] -= 1

    threads = []
    for n, visit in enumerate(["greedy"] * 8 + ["first", "second"]):
        threads.append(threading.Thread(target=hold, args=(visit,)))
        threads[-1].start()
        until(lambda n=n: len(begun) + len(turns._waiting) == n + 1)  # type: ignore[misc]
        if visit != "greedy":
            until(lambda: "first" in begun)
    assert begun == ["greedy", "first"]
    go_on.set()
    for one in threads:
        one.join(20)
    assert begun.index("second") <= 4
    assert sorted(begun) == sorted(["greedy"] * 8 + ["first", "second"])
    assert most["greedy"] == 1
    assert not turns._last_turn
    assert not turns._running


def test_work_is_done_for_the_visit_that_asked_for_it() -> None:
    token = VISIT.set("this one")
    try:
        work = Work(lambda _: VISIT.get())
    finally:
        VISIT.reset(token)
    assert work.wait(20)
    assert work.result() == "this one"


def test_a_job_that_waits_can_be_cancelled_and_holds_up_nobody() -> None:
    turns = JobQueue(1)
    with turns.turn(None, lambda: False), pytest.raises(JobStoppedError), turns.turn(None, lambda: True):
        pytest.fail("it began")
    with turns.turn(None, lambda: False):
        assert not turns._waiting


def until(holds: Any) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_job_leaves_a_line_in_the_log_that_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "geodata"):
        run(task("echo", "Công ty A"))
    lines = [one.getMessage() for one in caplog.records]
    assert any(line.startswith("event=job kind=test bytes=7 outcome=done waited_s=") for line in lines)
    assert not any("Công ty" in line for line in lines)
