"""Something that waits for jobs while the screen lives: how far it is, and a way to stop it."""

from collections.abc import Callable
from contextvars import copy_context
from threading import Event, Thread
from typing import Generic, TypeVar

_Outcome = TypeVar("_Outcome")


class Watch:
    """What work tells and asks: its step and the share of it that is done, and whether to stop."""

    def __init__(self) -> None:
        """Begin with no step."""
        self.step = ""
        self.share = 0.0
        self._stop = Event()

    def at(self, step: str) -> Callable[[float], None]:
        """Begin a step and return what is told its share from 0 to 1."""
        self.step, self.share = step, 0.0
        return lambda share: self.tell(step, share)

    def tell(self, step: str, share: float) -> None:
        """Take the step and its share, as a job tells them."""
        self.step, self.share = step, min(1.0, max(0.0, share))

    def stop(self) -> None:
        """Ask the work to stop; it does so soon."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Tell whether the work is to stop."""
        return self._stop.is_set()


class Work(Generic[_Outcome]):
    """Something that waits for jobs while the screen lives: a function in a thread from the start; `watch` says how far it is."""

    def __init__(self, work: Callable[[Watch], _Outcome]) -> None:
        """Start the work."""
        self.watch = Watch()
        self._outcome: list[_Outcome] = []
        self._error: Exception | None = None
        self._thread = Thread(target=copy_context().run, args=(self._run, work), name="job", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long, and tell whether it came."""
        self._thread.join(seconds)
        return self.is_done

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.watch.stop()

    @property
    def is_done(self) -> bool:
        """Whether the work has ended, well or not."""
        return not self._thread.is_alive()

    def result(self) -> _Outcome:
        """Return what the work returned; raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._outcome[0]

    def _run(self, work: Callable[[Watch], _Outcome]) -> None:
        try:
            self._outcome.append(work(self.watch))
        except Exception as error:  # noqa: BLE001 - kept for the one who asks for the result
            self._error = error
