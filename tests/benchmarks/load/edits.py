"""What an edit costs those who look: the click after it, and the one after that, in a store of many proposals."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from geodata.settings import StoreAddress
from geodata.store import Change, Store, open_store
from tests.benchmarks.load.plan import known_queries
from tests.benchmarks.load.server import Server
from tests.benchmarks.load.visitor import Visitor
from tests.geodata.store import store_rows

EDITS, KNOWN, AT_ONCE = 8, 6, 2_000
SCREEN = "funding"


@dataclass(frozen=True)
class AfterEdit:
    """Seconds of a click on a known selection, of the first click after an edit, and of the second; processor ms likewise."""

    known_s: float
    first_s: float
    second_s: float
    known_ms: float
    first_ms: float


def fill(folder: Path, n_proposals: int) -> None:
    """Put so many proposals of an office into the store of a data folder that no server uses yet."""
    store = _store(folder)
    store.commit([store_rows.source()], who="bench", action="import")
    for changes in _proposals(n_proposals):
        store.commit(changes, who="bench", action="import")
    store.close()


async def after_edits(server: Server, folder: Path) -> AfterEdit:
    """Return what looking costs before and after edits of single proposals."""
    store = _store(folder)
    looks: list[float] = []
    firsts: list[float] = []
    seconds: list[float] = []
    known_ms: list[float] = []
    first_ms: list[float] = []
    query = known_queries()[1]
    async with Visitor(server.address) as visitor:
        for number in range(EDITS):
            for _ in range(KNOWN):
                await visitor.show(SCREEN, query)
            used = server.seconds()
            looks += [(await visitor.show(SCREEN, query)).seconds for _ in range(KNOWN)]
            known_ms.append(1000 * (server.seconds() - used) / KNOWN)
            change = store_rows.proposal("de-an-0", version=1 + number, note=f"{number}")
            store.commit([change], who="bench", action="edit")
            used = server.seconds()
            firsts.append((await visitor.show(SCREEN, query)).seconds)
            time.sleep(0.5)  # noqa: ASYNC251 - what goes on behind belongs to the edit
            first_ms.append(1000 * (server.seconds() - used))
            seconds.append((await visitor.show(SCREEN, query)).seconds)
    store.close()
    return AfterEdit(*map(median, (looks, firsts, seconds, known_ms, first_ms)))


def _store(folder: Path) -> Store:
    file = folder / "khuyencong.sqlite3"
    return open_store(StoreAddress(f"sqlite:///{file}", file))


def _proposals(n: int) -> Iterator[list[Change]]:
    for first in range(0, n, AT_ONCE):
        changes: list[Change] = []
        for number in range(first, min(n, first + AT_ONCE)):
            key, district = f"de-an-{number}", str(213 + 2 * (number % 5))
            changes.append(
                store_rows.proposal(
                    key, title=f"Đề án {number}", year_from=2015 + number % 10, year_to=2015 + number % 10
                )
            )
            changes.append(store_rows.beneficiary(f"thu-huong-{number}", key, None, district_code=district))
        yield changes
