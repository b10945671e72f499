"""The one way to do heavy work: a function in a process of its own, bounded in processor time, memory, files and clock.

At most `AT_ONCE` jobs run, one of a visit at a time, the others wait and the visits take turns. A job tells how far it is, can be cancelled at any
moment, and leaves one line in the log. Its process is bounded by the system where the system can (not on Windows, where the clock
remains). What it answers is unpickled from a closed list of plain classes, so that a process that a hostile file has taken over
can hand back nothing but data. A process that keeps the record prepared may be kept warm for the next job of its kind.
"""

import atexit
import contextlib
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from geodata.events import Event, log_event
from geodata.jobs.line import VISIT, JobQueue
from geodata.jobs.model import OFFICE_MB, WAITING, JobLimits, JobStoppedError, Progress, StopReason, Task
from geodata.jobs.processes import Workers
from geodata.jobs.watch import Watch, Work
from geodata.text import slug

__all__ = [
    "OFFICE_MB",
    "VISIT",
    "WAITING",
    "JobLimits",
    "JobStoppedError",
    "StopReason",
    "Task",
    "Watch",
    "Work",
    "run",
    "warm_up",
]
AT_ONCE = 2
"""So many jobs run at once on this computer, so that the screens of others keep a processor."""
_WARM_UP = Task("warm-up", "analytics.office_worker:preload", (), JobLimits(memory_mb=OFFICE_MB), is_office=True)
_LINE = JobQueue(AT_ONCE)
_WORKERS = Workers()
atexit.register(_WORKERS.close)


def run(task: Task, on_progress: Progress | None = None, is_cancelled: Callable[[], bool] = lambda: False) -> Any:
    """Return what the function of a task returns; raises what it raises of this app's own errors, else JobStoppedError.

    `is_cancelled` is asked ten times a second; both are called from this thread.
    """
    begun = time.monotonic()
    outcome, waited = "failed", 0.0
    try:
        with _LINE.turn(on_progress, is_cancelled):
            waited = time.monotonic() - begun
            result = _WORKERS.do(task, on_progress, is_cancelled)
        outcome = "done"
    except JobStoppedError as error:
        outcome = error.reason.value
        raise
    finally:
        seconds = time.monotonic() - begun - waited
        facts = {"waited_s": waited, "took_s": seconds}
        log_event(Event.JOB, kind=slug(task.kind), bytes=task.size, outcome=outcome, **facts)
    return result


def warm_up() -> None:
    """Start a process that holds the libraries and the prepared record, if none waits, without waiting for it."""
    Thread(target=_warmed_up, name="warm-up", daemon=True).start()


def _warmed_up() -> None:
    if not _WORKERS.is_warm():
        with contextlib.suppress(JobStoppedError):  # who needs it will start one
            run(_WARM_UP)
