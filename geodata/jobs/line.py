"""Jobs wait for a turn, and a few run at once: one of a visit at a time, and the visits take turns."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Condition

from geodata.jobs.model import POLL_SECONDS, WAITING, JobStoppedError, Progress, StopReason

VISIT: ContextVar[str] = ContextVar("visit of a job", default="")
"""For whom a job is done, set by who serves visits; "" is nobody's, such as a command's, and each such job stands for itself."""


@dataclass(frozen=True, eq=False)
class _Ticket:
    """A place in the line."""

    visit: str = field(default_factory=VISIT.get)

    @property
    def owner(self) -> object:
        return self.visit or self


class JobQueue:
    """Who waits in the order in which they came, a few at once; a visit that brings many jobs holds up itself alone.

    The next turn is that of the visit whose last turn is longest ago, and no visit has two at once.
    """

    def __init__(self, at_once: int) -> None:
        """Let so many jobs run at once."""
        self._free = at_once
        self._waiting: list[_Ticket] = []
        self._running: Counter[object] = Counter()
        self._turns = 0
        self._last_turn: dict[object, int] = {}
        self._changed = Condition()

    @contextlib.contextmanager
    def turn(self, on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        """Wait for a turn, telling so, and hold it; JobStoppedError when the job is cancelled while it waits."""
        ticket = _Ticket()
        with self._changed:
            self._waiting.append(ticket)
        try:
            while not self._begins(ticket):
                _wait_on(on_progress, is_cancelled)
        except BaseException:
            with self._changed:
                self._waiting.remove(ticket)
                self._leave(ticket)
            raise
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._running -= Counter([ticket.owner])
                self._leave(ticket)

    def _begins(self, ticket: _Ticket) -> bool:
        with self._changed:
            if self._next() is not ticket:
                self._changed.wait(POLL_SECONDS)
            if self._next() is not ticket:
                return False
            self._waiting.remove(ticket)
            self._free -= 1
            self._turns += 1
            self._running[ticket.owner] += 1
            self._last_turn[ticket.owner] = self._turns
            self._changed.notify_all()
            return True

    def _next(self) -> _Ticket | None:
        """Return whose turn it is; None while nothing is free, or all who wait have a job that runs."""
        if not self._free:
            return None
        able = [ticket for ticket in self._waiting if not self._running[ticket.owner]]
        return min(able, key=lambda ticket: self._last_turn.get(ticket.owner, 0), default=None)

    def _leave(self, ticket: _Ticket) -> None:
        """Forget the turns of a visit of which nothing waits or runs; whose turn it is may have changed."""
        if not self._running[ticket.owner] and all(one.owner != ticket.owner for one in self._waiting):
            self._last_turn.pop(ticket.owner, None)
        self._changed.notify_all()


def _wait_on(on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise JobStoppedError(StopReason.CANCELLED)
    if on_progress:
        on_progress(WAITING, 0.0)
