"""What the app's log says of its work, a line an event as key=value: for who looks after the app, and nothing of a person."""

import logging
import re
from enum import StrEnum


class Event(StrEnum):
    """What has a line in the log; docs/access.md says what each tells."""

    START = "start"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    COMMIT = "commit"
    SAVED_VIEW = "saved_view"
    IMPORT = "import"
    JOB = "job"
    REFUSAL = "refusal"
    SLOW_RERUN = "slow_rerun"


_CODE = re.compile(r"[A-Za-z0-9_.,:+/-]{1,160}")
"""Codes and counts; what people type has blanks, accents or an @ and is not written."""
_WARNINGS = frozenset({Event.REFUSAL, Event.SLOW_RERUN})
_LOG = logging.getLogger(__name__)


def log_event(event: Event, **facts: float | str) -> None:
    """Write an event with its facts: numbers, and codes of this app; any other text becomes "?"."""
    line = " ".join([f"event={event}", *(f"{name}={_written(value)}" for name, value in facts.items())])
    _LOG.log(logging.WARNING if event in _WARNINGS else logging.INFO, "%s", line)


def _written(value: float | str) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    text = str(value)
    return text if _CODE.fullmatch(text) else "?"
