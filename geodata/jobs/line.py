"""Jobs wait in the order in which they came, and a few run at once."""

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from threading import Condition

from geodata.jobs.model import POLL_SECONDS, WAITING, JobStoppedError, Progress, Stop


class Line:
    """Jobs in the order in which they came, a few at once."""

    def __init__(self, at_once: int) -> None:
        """Let so many jobs run at once."""
        self._free = at_once
        self._waiting: deque[object] = deque()
        self._changed = Condition()

    @contextlib.contextmanager
    def turn(self, on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        """Wait for a turn, telling so, and hold it; JobStoppedError when the job is cancelled while it waits."""
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
        try:
            while not self._begins(ticket):
                _wait_on(on_progress, is_cancelled)
        except BaseException:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()
            raise
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()

    def _begins(self, ticket: object) -> bool:
        with self._changed:
            if not (self._free and self._waiting[0] is ticket):
                self._changed.wait(POLL_SECONDS)
            if not (self._free and self._waiting[0] is ticket):
                return False
            self._waiting.popleft()
            self._free -= 1
            return True


def _wait_on(on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise JobStoppedError(Stop.CANCELLED)
    if on_progress:
        on_progress(WAITING, 0.0)
