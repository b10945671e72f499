"""The child process of `geodata.jobs`: `python -m geodata.jobs.child` reads tasks from its input and answers on its output, one after another.

It asks nothing outside this computer: whatever in it tries is stopped, and the job with it.
"""

import contextlib
import importlib
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any

from geodata.settings import database_host

SIGNALS = {name: int(getattr(signal, name, number)) for name, number in (("SIGXCPU", 24), ("SIGKILL", 9))}
"""Windows has neither."""
_STEP = 0.01
"""Progress is told in steps of this size."""
_OURS = ("geodata.", "analytics.")
_PLAIN = frozenset(
    {
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("builtins", "complex"),
        ("builtins", "bytearray"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("decimal", "Decimal"),
    }
)
_LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_WAYS_OUT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class Answers(pickle.Unpickler):
    """Reads what a child answers: plain values, dataclasses, enumerations and errors of this app, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the closed list; UnpicklingError for any other name."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, (Enum, Exception))):
                return found
        msg = f"{module}.{name} is no data"
        raise pickle.UnpicklingError(msg)


def answer_from(pipe: IO[bytes]) -> tuple[Any, ...]:
    """Return the next answer of a child; EOFError when it is gone. Read piece by piece, so that other threads go on."""
    answer = Answers(pipe).load()
    if not isinstance(answer, tuple) or not answer:
        msg = "no answer"
        raise pickle.UnpicklingError(msg)
    return answer


def main() -> None:
    """Do the tasks that stand on the input, until it ends."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes to the log
    _refuse_outside(database_host())
    if hasattr(os, "nice"):
        os.nice(5)  # the screens of others come first

    def say(answer: tuple[Any, ...]) -> None:
        pickle.dump(answer, answers)
        answers.flush()

    while True:
        try:
            entry, arguments, budget, is_office = pickle.load(tasks)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        _limit(budget, is_last=not is_office)
        say(_answer(entry, arguments, say))


def _answer(entry: str, arguments: tuple[Any, ...], say: Callable[[tuple[Any, ...]], None]) -> tuple[Any, ...]:
    told, begun = ("", -1.0), time.process_time()

    def tell(step: str, share: float) -> None:
        nonlocal told
        if step != told[0] or share >= told[1] + _STEP:
            told = (step, share)
            say(("at", step, round(share, 2)))

    module, _, name = entry.partition(":")
    try:
        result = getattr(importlib.import_module(module), name)(tell, *arguments)
    except MemoryError:
        return ("memory", None, _cost(begun))
    except Exception as error:
        if type(error).__module__.startswith(_OURS):
            return ("raised", error, _cost(begun))
        raise
    return ("done", result, _cost(begun))


def _limit(budget: Any, *, is_last: bool) -> None:
    """Bound this process for its next task, where the system can (not on Windows); for good when it is its last."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - is not there on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        wanted = {
            resource.RLIMIT_CPU: round(used.ru_utime + used.ru_stime) + budget.processor_seconds + 1,
            resource.RLIMIT_AS: budget.memory_mb * 1_000_000,
            resource.RLIMIT_FSIZE: budget.written_mb * 1_000_000,
            resource.RLIMIT_NOFILE: budget.files,
            resource.RLIMIT_CORE: 0,
        }
        for what, limit in wanted.items():
            _, most = resource.getrlimit(what)
            most = sys.maxsize if most == resource.RLIM_INFINITY else most
            soft = min(limit, most)
            hard = min(soft + 5 if what == resource.RLIMIT_CPU else soft, most)  # the signal of the lower one says why
            resource.setrlimit(what, (soft, hard if is_last else resource.getrlimit(what)[1]))


def _cost(begun: float) -> tuple[int, float]:
    """Return how many MB of memory this process holds, 0 where the system does not say, and the processor seconds of the task."""
    processor = round(time.process_time() - begun, 2)
    with contextlib.suppress(OSError, IndexError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000, processor
    return 0, processor


def _refuse_outside(but: str | None = None) -> None:
    """Let every look-up and connection of this process to elsewhere fail from now on, but those to the host of the database."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LOOK_UPS:
            host = arguments[0]
        elif event in _WAYS_OUT and isinstance(arguments[1], tuple):
            host = arguments[1][0]
        else:
            return
        if not _is_inside(host) and host != but:
            msg = f"a job asked outside this computer: {event} {str(host)[:80]}"
            raise PermissionError(msg)

    sys.addaudithook(watch)


def _is_inside(host: object) -> bool:
    """Tell whether a name or an address is this computer's own."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    main()
