"""Read an uploaded file into cells: as a job, in a process of bounded memory and time that can be stopped at any moment."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from geodata.importing.files.file_kinds import checked_name, file_format
from geodata.importing.files.job import Job
from geodata.importing.files.parsing import parse
from geodata.importing.grid import ImportFile, Sheet
from geodata.importing.limits import IMPORT_LIMITS, FileRefusedError, ImportLimits, RefusalCode
from geodata.jobs import JobLimits, JobStoppedError, StopReason, Task, run

_STOPPED = {
    StopReason.CANCELLED: RefusalCode.CANCELLED,
    StopReason.TIME: RefusalCode.TIMEOUT,
    StopReason.MEMORY: RefusalCode.MEMORY,
}


def read_file(
    data: bytes | Path,
    name: str,
    *,
    limits: ImportLimits = IMPORT_LIMITS,
    on_progress: Callable[[str, float], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ImportFile:
    """Return what a file holds, cell by cell; `name` is the one it was uploaded with.

    `on_progress` hears the step ("" while it is read) and its share, from 0 to 1. Raises FileRefusedError, with the code that
    says why, and JobStoppedError for an error of the reading itself that nobody foresaw; nothing of the file is left on disk.
    """
    checked_name(name)
    with tempfile.TemporaryDirectory(prefix="import-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        path = folder / "input"
        size = _place(data, path, limits)
        kind = file_format(path, name, limits)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        budget = JobLimits(
            limits.seconds, 2 * limits.seconds, limits.memory_mb, written_mb=limits.unpacked_mb * 11 // 10
        )
        task = Task("reading", f"{__name__}:sheets_of", (made, name, limits), budget, size=size)
        try:
            sheets = run(task, on_progress, is_cancelled)
        except JobStoppedError as error:
            raise_refused(error)
    if on_progress:
        on_progress("", 1.0)
    return ImportFile(name, kind, sheets, digest)


def raise_refused(error: JobStoppedError) -> NoReturn:
    """Raise the refusal of the file whose job was stopped; a process that died says nothing of the file, and its error stays as it is."""
    if error.reason not in _STOPPED:
        raise error
    raise FileRefusedError(_STOPPED[error.reason], {"limit": error.limit} if error.limit else {}) from error


def sheets_of(tell: Callable[[str, float], None], folder: str, name: str, limits: ImportLimits) -> tuple[Sheet, ...]:
    """Return the sheets of the file `input` in a folder that was uploaded as `name`: what the process of the job does."""
    tempfile.tempdir = folder
    return tuple(parse(Job(Path(folder) / "input", name, Path(folder), limits, lambda share: tell("", share))))


def _place(data: bytes | Path, path: Path, limits: ImportLimits) -> int:
    """Put the file where the job reads it and return its size; a large one is refused before it is copied."""
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    if size > limits.file_mb * 1_000_000:
        raise FileRefusedError(RefusalCode.TOO_LARGE, {"mb": -(-size // 1_000_000), "limit": limits.file_mb})
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        shutil.copyfile(data, path)
    return size
