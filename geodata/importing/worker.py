"""The child process that reads one file: `python -m geodata.importing.worker`, its task a line of JSON on its input."""

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geodata.importing.job import Job
from geodata.importing.limits import FileRefusedError, Limits, RefusalCode
from geodata.importing.parsing import parse
from geodata.importing.wire import as_line, sheet_lines

STEP = 0.02
"""Progress is told in steps of this size."""


def task_line(folder: Path, name: str, limits: Limits) -> str:
    """Return the task: read the file `input` in `folder`, uploaded as `name`."""
    return as_line({"folder": str(folder), "name": name, "limits": asdict(limits)})


def run(task: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> None:
    """Read the file of a task and say its sheets, then that it is done, or why it is refused."""
    folder, limits = Path(task["folder"]), Limits(**task["limits"])
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share >= told + STEP:
            told = share
            say({"progress": round(share, 2)})

    try:
        for sheet in parse(Job(folder / "input", task["name"], folder, limits, tell)):
            for message in sheet_lines(sheet):
                say(message)
        say({"done": True})
    except FileRefusedError as error:
        say({"refused": error.code.value, "values": dict(error.values)})
    except MemoryError:
        say({"refused": RefusalCode.MEMORY.value, "values": {"limit": limits.memory_mb}})
    except RecursionError:
        say({"refused": RefusalCode.TRUNCATED.value, "values": {}})


def limit_process(limits: Limits) -> None:
    """Bound the memory, the time and the files of this process, where the system can (not on Windows)."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - is not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked_mb * 1_100_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Do the task that stands on the input."""
    task = json.loads(sys.stdin.readline())
    limit_process(Limits(**task["limits"]))
    tempfile.tempdir = task["folder"]

    def say(message: dict[str, Any]) -> None:
        sys.stdout.write(as_line(message) + "\n")
        sys.stdout.flush()

    run(task, say)


if __name__ == "__main__":
    main()
