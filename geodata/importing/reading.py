"""Read an uploaded file into cells: in a child process of bounded memory and time that can be stopped at any moment.

The child's memory and processor time are limited by the system (not on Windows, where the clock and the limits of size remain).
"""

import contextlib
import hashlib
import json
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import IO, Any

from geodata.importing.file_kinds import checked_name, file_format
from geodata.importing.grid import SourceFile
from geodata.importing.limits import LIMITS, FileRefusedError, Limits, RefusalCode
from geodata.importing.wire import SheetReader
from geodata.importing.worker import task_line
from geodata.settings import child_environment

Progress = Callable[[float], None]
POLL_SECONDS = 0.1
ROOT = Path(__file__).parents[2]


def read_file(
    data: bytes | Path,
    name: str,
    *,
    limits: Limits = LIMITS,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> SourceFile:
    """Return what a file holds, cell by cell; `name` is the one it was uploaded with.

    `on_progress` hears the share done, from 0 to 1; `is_cancelled` is asked ten times a second. Both are called from here.
    Raises FileRefusedError, with the code that says why; nothing of the file is left on disk.
    """
    checked_name(name)
    with tempfile.TemporaryDirectory(prefix="import-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        path = folder / "input"
        _place(data, path, limits)
        kind = file_format(path, name, limits)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        reader = SheetReader()
        with contextlib.closing(_messages(task_line(folder, name, limits), limits, is_cancelled)) as messages:
            for message in messages:
                reader.take(message)
                if on_progress and "progress" in message:
                    on_progress(message["progress"])
    if on_progress:
        on_progress(1.0)
    return SourceFile(name, kind, reader.sheets(), digest)


def _place(data: bytes | Path, path: Path, limits: Limits) -> None:
    """Put the file where the child reads it; a large one is refused before it is copied."""
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    if size > limits.file_mb * 1_000_000:
        raise FileRefusedError(RefusalCode.TOO_LARGE, {"mb": -(-size // 1_000_000), "limit": limits.file_mb})
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        shutil.copyfile(data, path)


def _messages(
    task: str, limits: Limits, is_cancelled: Callable[[], bool] | None
) -> Generator[dict[str, Any], None, None]:
    """Yield what the child says until it is done; it is ended when this generator is closed."""
    with tempfile.TemporaryFile() as errors, _child(errors) as child:
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        assert child.stdin
        assert child.stdout
        threading.Thread(target=_listen, args=(child.stdout, lines), daemon=True).start()
        with contextlib.suppress(OSError):  # a child that is gone already is told by its silence
            child.stdin.write(task + "\n")
            child.stdin.flush()
        deadline = time.monotonic() + limits.seconds
        while line := _next_line(lines, deadline, limits, is_cancelled):
            message = json.loads(line)
            if "done" in message:
                return
            if "refused" in message:
                raise FileRefusedError(RefusalCode(message["refused"]), message["values"])
            yield message
        raise _death(child, errors, limits)


@contextlib.contextmanager
def _child(errors: IO[bytes]) -> Iterator[subprocess.Popen[str]]:
    """Start the child; whatever happens, it is gone afterwards."""
    command = [sys.executable, "-E", "-s", "-X", "utf8", "-m", "geodata.importing.worker"]
    child = subprocess.Popen(  # noqa: S603 - our own module, no argument from outside
        command,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="ascii",
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # both are pipes


def _listen(pipe: IO[str], lines: "queue.SimpleQueue[str]") -> None:
    """Put the child's lines into the queue, and an empty one at its end."""
    with contextlib.suppress(ValueError, OSError):  # closed while it was read
        for line in pipe:
            lines.put(line)
    lines.put("")


def _next_line(
    lines: "queue.SimpleQueue[str]", deadline: float, limits: Limits, is_cancelled: Callable[[], bool] | None
) -> str:
    while True:
        if is_cancelled and is_cancelled():
            raise FileRefusedError(RefusalCode.CANCELLED)
        left = deadline - time.monotonic()
        if left <= 0:
            raise FileRefusedError(RefusalCode.TIMEOUT, {"limit": limits.seconds})
        with contextlib.suppress(queue.Empty):
            return lines.get(timeout=min(POLL_SECONDS, left))


def _death(child: "subprocess.Popen[str]", errors: IO[bytes], limits: Limits) -> FileRefusedError:
    """Return why a child that said nothing more is gone: out of time, out of memory, or over a damaged file."""
    code = child.wait()
    errors.seek(0)
    said = errors.read(1_000_000)
    if code == -getattr(signal, "SIGXCPU", 24):
        return FileRefusedError(RefusalCode.TIMEOUT, {"limit": limits.seconds})
    if code == -getattr(signal, "SIGKILL", 9) or b"memory allocation of" in said or b"MemoryError" in said:
        return FileRefusedError(RefusalCode.MEMORY, {"limit": limits.memory_mb})
    return FileRefusedError(RefusalCode.TRUNCATED)
