"""A job, its budget, and why it may end without an outcome."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Progress = Callable[[str, float], None]
"""Told the step and the share of it that is done, from 0 to 1; the step is `WAITING` while other jobs run."""
WAITING = "waiting"
POLL_SECONDS = 0.1
OFFICE_MB = 4096
"""Address space of a process that holds the record and the libraries; it uses a tenth of it."""


@dataclass(frozen=True)
class JobLimits:
    """What a job may take: seconds of processor and by the clock, memory in MB (address space), open files, MB written a file."""

    processor_seconds: int = 60
    seconds: float = 180
    memory_mb: int = 1024
    files: int = 128
    written_mb: int = 440


class StopReason(StrEnum):
    """Why a job was stopped before its end."""

    CANCELLED = "cancelled"
    TIME = "time"
    MEMORY = "memory"
    DIED = "died"


class JobStoppedError(Exception):
    """A job has no outcome: it was cancelled, took more than its budget (`limit` in seconds or MB), or its process died."""

    def __init__(self, reason: StopReason, limit: int = 0) -> None:
        """Keep the reason; the text is for a log."""
        super().__init__(reason, limit)
        self.reason = reason
        self.limit = limit


@dataclass(frozen=True)
class Task:
    """What to run: `module:function` of this app, which is called with `tell` and the arguments.

    `kind` names it in the log. `is_office`: it reads the office's record, so it has the settings and its process is kept warm; other
    jobs read what comes from outside, with no setting and no secret, in a process that ends with them.
    """

    kind: str
    entry: str
    arguments: tuple[Any, ...]
    budget: JobLimits
    is_office: bool = False
    size: int = 0
