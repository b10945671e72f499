"""Unfinished copies of the office's data that a killed process left behind are deleted; one that is still written is left alone."""

from contextlib import suppress
from pathlib import Path
from typing import IO

UNFINISHED = ".unfinished"


def hold_file(file: IO[bytes]) -> None:
    """Mark an open file as being written for as long as this process lives; Windows does so by itself."""
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415 - is not there on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def clean_up(folder: Path) -> None:
    """Delete the unfinished copies in a folder that no process writes any more."""
    for path in folder.glob(f"*.zip{UNFINISHED}"):
        with suppress(OSError):  # it is being written, or it is not ours to delete
            with path.open("rb") as file:
                hold_file(file)
            path.unlink()
