"""Many people at once: each looks, thinks, looks again; some bring data. What they waited for is kept."""

import asyncio
import io
import random
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count

import xlsxwriter

from tests.benchmarks.load.plan import ONE_KEEPER_IN, Look, looks
from tests.benchmarks.load.server import Server
from tests.benchmarks.load.visitor import Answer, Visitor

EDITED = "cong-ty-hoa-phat"
ARRIVE_S = 10.0
"""People come over so many seconds."""


@dataclass(frozen=True)
class Pace:
    """How long people use the app once all have come (at `begin`), and how long each thinks between two choices, as a mean."""

    begin: float
    seconds: float
    think_s: float


@dataclass
class Waited:
    """What people waited for in one measurement."""

    n_people: int
    n_idle: int
    looks: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    n_bytes: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    memory_mb: float = 0.0

    @property
    def n_changes(self) -> int:
        """How many messages were answered."""
        return len(self.looks) + len(self.saves) + len(self.uploads)

    def add(self, to: list[float], answer: Answer) -> None:
        """Keep an answer."""
        to.append(answer.seconds)
        self.n_bytes += answer.n_bytes
        self.errors += answer.errors


async def crowd(
    server: Server,
    n_people: int,
    *,
    seconds: float,
    think_s: float,
    n_idle: int = 0,
    one_keeper_in: int = ONE_KEEPER_IN,
) -> Waited:
    """Let people use the app for so many seconds after all have come, with `n_idle` visits open beside them.

    Of `one_keeper_in` people one brings data; with 0 nobody does.
    """
    waited = Waited(n_people, n_idle)
    async with AsyncExitStack() as stack:
        for _ in range(n_idle):
            visitor = await stack.enter_async_context(Visitor(server.address))
            await visitor.show("", {})
        pace = Pace(time.monotonic() + ARRIVE_S, seconds, think_s)
        used: list[float] = []

        async def clock() -> None:
            await asyncio.sleep(ARRIVE_S)
            used.append(server.seconds())

        keepers = range(one_keeper_in - 1, n_people, one_keeper_in) if one_keeper_in else ()
        people = [_person(server, n, waited, pace, is_keeper=n in keepers) for n in range(n_people)]
        results = await asyncio.gather(clock(), *people, return_exceptions=True)
        waited.errors += [repr(result) for result in results if isinstance(result, BaseException)]
        waited.cpu_s = server.seconds() - used[0] if used else float("nan")
        waited.seconds = time.monotonic() - pace.begin
        waited.memory_mb = server.memory_mb()
    return waited


async def _person(server: Server, number: int, waited: Waited, pace: Pace, *, is_keeper: bool) -> None:
    rng = random.Random(number)  # noqa: S311 - a benchmark
    await asyncio.sleep(rng.random() * ARRIVE_S * 0.7)
    async with Visitor(server.address) as visitor:
        await visitor.show("", {})
        turns, looked = count(), looks(number)
        while True:
            await asyncio.sleep(rng.expovariate(1 / pace.think_s))
            now = time.monotonic()
            if now > pace.begin + pace.seconds:
                return
            kept = waited if now >= pace.begin else Waited(0, 0)
            turn = next(turns)
            if is_keeper and turn % 4 == 1:
                await _save(visitor, f"{number}.{turn}", kept)
            elif is_keeper and turn % 8 == 3:
                await _bring(visitor, kept)
            else:
                look: Look = next(looked)
                kept.add(kept.looks, await visitor.show(look.screen, look.query))


async def _save(visitor: Visitor, note: str, kept: Waited) -> None:
    """Open a record in the form, type a note and save it; a save that another was quicker with is answered as well."""
    query = {"focus": f"facilities:{EDITED}"}
    kept.add(kept.looks, await visitor.show("edit", query))
    notes = [key for key in visitor.widgets if key.startswith(f"edit_facilities_{EDITED}_") and key.endswith("_note")]
    field_key = max(notes, key=lambda key: int(key.split("_")[-2]))
    button = field_key.removesuffix("note") + "save"
    typed, clicked = visitor.text(field_key, note), visitor.click(button)
    kept.add(kept.saves, await visitor.act(query, typed, clicked))


async def _bring(visitor: Visitor, kept: Waited) -> None:
    """Upload a small table and look at what the app understood of it."""
    kept.add(kept.looks, await visitor.show("imports", {}))
    uploaders = [key for key in visitor.widgets if key.startswith("import_file") or "uploader" in key]
    state = await visitor.upload(uploaders[-1], "co-so.xlsx", table())
    kept.add(kept.uploads, await visitor.act({}, state))


def table() -> bytes:
    """Return a small workbook as districts send them."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cơ sở")
        sheet.write_row(0, 0, ("TT", "Tên cơ sở", "Địa chỉ", "Huyện", "Số lao động"))
        for n in range(1, 21):
            sheet.write_row(n, 0, (n, f"HTX Thử Tải {n}", "xã Xương Lâm", "Lạng Giang", 5 + n))
    return content.getvalue()
