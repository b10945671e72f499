"""A process forked from this one, which has everything loaded, that is killed in the middle of its work or kills itself."""

import os
import signal
from collections.abc import Callable
from time import perf_counter, sleep


def lived(work: Callable[[Callable[[], None]], object], after_seconds: float = 0.0) -> float:
    """Let a process do `work(ready)` and return how many seconds it lived after it called `ready`.

    It is killed `after_seconds` after that call (0: it ends by itself).
    """
    began, begin = os.pipe()
    process = os.fork()
    if not process:
        try:
            work(lambda: os.write(begin, b"!"))
        finally:
            os._exit(0)
    os.close(begin)
    os.read(began, 1)
    start = perf_counter()
    if after_seconds:
        sleep(after_seconds)
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(began)
    return perf_counter() - start
