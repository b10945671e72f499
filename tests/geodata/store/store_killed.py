"""Processes that commit and are killed at it, forked from one that has everything loaded, so that each costs little.

Reads "<file> <count> <seconds>" a line; answers with the seconds that the commit took or was given.
"""

import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from geodata.settings import StoreAddress
from geodata.store import Store
from tests.geodata.store.store_rows import proposal, source


def numbered(count: int, money: int, version: int) -> list:
    return [proposal(f"de-an-{number}", version=version, support_vnd=money) for number in range(count)]


def write(file: Path, count: int, ready: int) -> None:
    store = Store(StoreAddress(f"sqlite:///{file}", file))
    changes = numbered(count, 200, 1)
    store.revision()
    os.write(ready, b"!")
    store.commit(changes, who="lan", action="import")


def lived(file: Path, count: int, after_seconds: float) -> float:
    """Let a process commit, kill it after a while (0: let it finish), and return how long it lived."""
    began, ready = os.pipe()
    process = os.fork()
    if not process:
        write(file, count, ready)
        os._exit(0)
    os.read(began, 1)
    start = perf_counter()
    if after_seconds:
        sleep(after_seconds)
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(began)
    os.close(ready)
    return perf_counter() - start


def main() -> None:
    with TemporaryDirectory() as folder:  # all that a commit loads when it is first made
        file = Path(folder) / "warm.sqlite3"
        Store(StoreAddress("", file)).commit([source(), proposal()], who="lan", action="import")
    for line in sys.stdin:
        file, count, after_seconds = line.split()
        sys.stdout.write(f"{lived(Path(file), int(count), float(after_seconds))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
