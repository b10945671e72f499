"""What was done, said once in a corner of the screen, with the way to take it back where there is one."""

from collections.abc import Callable
from dataclasses import dataclass

from pages.components.visit.memory import memory


@dataclass(frozen=True)
class Notice:
    """One message: `number` tells it from the one before, `undo` takes back what was done."""

    number: int
    text: str
    undo: Callable[[], None] | None = None


def say(text: str, undo: Callable[[], None] | None = None) -> None:
    """Say what was done with the next head that is drawn; a run that ends before it loses nothing."""
    memory().said = Notice(last_said() + 1, text, undo)


def last_said() -> int:
    """Return the number of the last message, 0 before the first."""
    before = memory().said
    return before.number if before else 0


def undo_said(number: int) -> None:
    """Take back what a message said was done, if it is the last one still; what comes of it is said too."""
    last = memory().said
    if last is not None and last.number == number and last.undo is not None:
        last.undo()
        if memory().said == last:
            memory().said = Notice(last.number, last.text)
