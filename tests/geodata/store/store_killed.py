"""Processes that commit and are killed at it, forked from one that has everything loaded, so that each costs little.

Reads "<file> <count> <seconds>" a line; answers with the seconds that the commit took or was given.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.settings import StoreAddress
from geodata.store import Store
from tests.geodata.store.store_rows import proposal, source
from tests.killing import lived


def numbered(count: int, money: int, version: int) -> list:
    return [proposal(f"de-an-{number}", version=version, support_vnd=money) for number in range(count)]


def write(file: Path, count: int, ready: Callable[[], None]) -> None:
    store = Store(StoreAddress(f"sqlite:///{file}", file))
    changes = numbered(count, 200, 1)
    store.revision()
    ready()
    store.commit(changes, who="lan", action="import")


def main() -> None:
    with TemporaryDirectory() as folder:  # all that a commit loads when it is first made
        file = Path(folder) / "warm.sqlite3"
        Store(StoreAddress("", file)).commit([source(), proposal()], who="lan", action="import")
    for line in sys.stdin:
        file, count, after_seconds = line.split()
        seconds = lived(partial(write, Path(file), int(count)), float(after_seconds))
        sys.stdout.write(f"{seconds}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
