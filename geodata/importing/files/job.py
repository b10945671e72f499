"""One file to read, and what its reader needs for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geodata.importing.limits import IMPORT_LIMITS, ImportLimits

OnProgress = Callable[[float], None]
"""Told the share of the work that is done, from 0 to 1."""


def _tell_nobody(share: float) -> None:
    del share


@dataclass(frozen=True)
class Job:
    """The file at `path` that was uploaded as `name`; `folder` takes copies and is removed afterwards."""

    path: Path
    name: str
    folder: Path
    limits: ImportLimits = IMPORT_LIMITS
    tell: OnProgress = _tell_nobody
