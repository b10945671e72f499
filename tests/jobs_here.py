"""Jobs done in the process of a test, where what bounds a process is not what is tested: the task and its answer are pickled as between processes."""

import pickle
import tempfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from analytics.prepared import office_record
from geodata import jobs
from geodata.jobs import JobStoppedError, StopReason, Task
from geodata.jobs.child import _answer, answer_from
from geodata.jobs.model import Progress
from pages.components.visit import office


def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs be done by the thread that asks for them, and find the record that the visits of the test share."""
    monkeypatch.setattr(jobs._WORKERS, "do", _done_here)
    monkeypatch.setattr(office_record, "current", lambda _address: office.current_record())


def _done_here(task: Task, on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> Any:
    def told(answer: tuple[Any, ...]) -> None:
        if is_cancelled():
            raise JobStoppedError(StopReason.CANCELLED)
        if on_progress:
            on_progress(*answer[1:])

    entry, arguments = pickle.loads(pickle.dumps((task.entry, task.arguments)))  # noqa: S301 - what was pickled here
    folder = tempfile.tempdir
    try:
        kind, value, _cost = answer_from(BytesIO(pickle.dumps(_answer(entry, arguments, told))))
    finally:
        tempfile.tempdir = folder  # a job that reads a file sets its own
    if kind == "memory":
        raise JobStoppedError(StopReason.MEMORY, task.budget.memory_mb)
    if kind == "raised":
        raise value
    return value
