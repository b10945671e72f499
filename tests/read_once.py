"""The files of the public record in tests: each is read once in a process, and who loads the record has frames of his own."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from geodata.record import public


def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a table of the bundled record be copied from what was read before; one of another folder is read each time."""
    read = public._read
    bundled = cache(lambda name: read(name, public.PUBLIC))

    def copied(name: str, folder: Path) -> pd.DataFrame:
        return bundled(name).copy() if folder == public.PUBLIC else read(name, folder)

    monkeypatch.setattr(public, "_read", copied)
