"""What is measured of a candidate: first map, selection changes alone and at once, a cold start, many reruns."""

import asyncio
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from playwright.async_api import Browser

from tests.benchmarks.bench import Candidate, Server, serve
from tests.benchmarks.visit import Visit, open_visit

Row = dict[str, Any]


async def sizes(browser: Browser, candidate: Candidate, changes: int, log: Path) -> Row:
    """Return first map, median change, bytes a change and memory of one visit to a warm server."""
    with serve(candidate, log) as server:
        await _warm(browser, server, candidate)
        start = perf_counter()
        visit, context = await open_visit(browser, server.url, candidate)
        await visit.settle()
        first_map_s = perf_counter() - start
        await _changes(visit, 2 * changes + 2)
        row = {
            "candidate": candidate.name,
            "facilities": candidate.n_facilities,
            "first_map_s": round(first_map_s, 3),
            "narrow_s": round(median(visit.narrowing_s[1:]), 3),
            "widen_s": round(median(visit.widening_s[1:]), 3),
            "change_s": round(_change(visit), 3),
            "all_s": [round(seconds, 3) for seconds in (*visit.narrowing_s, *visit.widening_s)],
            "change_kb": round(max(visit.bytes_sent) / 1e3, 1),
            "rss_mb": round(server.rss_mb),
        }
        await context.close()
    return row


async def _warm(browser: Browser, server: Server, candidate: Candidate) -> None:
    visit, context = await open_visit(browser, server.url, candidate)
    await visit.settle()
    await context.close()


async def _changes(visit: Visit, count: int) -> None:
    for _ in range(count):
        await visit.change()


def _change(visit: Visit) -> float:
    """Return what a change costs, half of them to a sector and half back to all; the first of each is left out."""
    return (median(visit.narrowing_s[1:]) + median(visit.widening_s[1:])) / 2


async def sessions(browser: Browser, candidate: Candidate, counts: list[int], changes: int, log: Path) -> list[Row]:
    """Return the median change while several visits change their selection at once."""
    rows = []
    with serve(candidate, log) as server:
        for count in counts:
            opened = [await open_visit(browser, server.url, candidate) for _ in range(count)]
            visits = [visit for visit, _ in opened]
            for visit in visits:
                await visit.settle()
                await visit.change()
            await asyncio.gather(*(_changes(visit, changes) for visit in visits))
            times = [seconds for visit in visits for seconds in (*visit.narrowing_s[1:], *visit.widening_s)]
            rows.append(
                {
                    "candidate": candidate.name,
                    "facilities": candidate.n_facilities,
                    "sessions": count,
                    "change_s": round(median(times), 3),
                    "slowest_s": round(max(times), 3),
                    "rss_mb": round(server.rss_mb),
                }
            )
            for _, context in opened:
                await context.close()
    return rows


async def cold(browser: Browser, candidate: Candidate, repeats: int, log: Path) -> Row:
    """Return the time from `streamlit run` to the first map, in a browser that has nothing of it."""
    times = []
    for _ in range(repeats):
        with serve(candidate, log) as server:
            visit, context = await open_visit(browser, server.url, candidate)
            await visit.settle()
            times.append(perf_counter() - server.started)
            await context.close()
    return {"candidate": candidate.name, "cold_s": round(median(times), 3), "all_s": [round(t, 3) for t in times]}


async def first_maps(browser: Browser, candidates: list[Candidate], repeats: int, log: Path) -> list[Row]:
    """Return the time to the first map of a new visitor on warm servers, and to all beside it; one candidate after another in each round."""
    times: list[list[tuple[float, float]]] = [[] for _ in candidates]
    with ExitStack() as running:
        servers = [running.enter_context(serve(one, log)) for one in candidates]
        for _ in range(repeats + 1):
            for taken, server, candidate in zip(times, servers, candidates, strict=True):
                start = perf_counter()
                visit, context = await open_visit(browser, server.url, candidate)
                await visit.see_map()
                drawn = perf_counter() - start
                await visit.settle()
                taken.append((drawn, perf_counter() - start))
                await context.close()
    return [
        {
            "candidate": one.name,
            "first_map_s": round(median(drawn for drawn, _ in taken[1:]), 3),
            "all_of_it_s": round(median(settled for _, settled in taken[1:]), 3),
            "all_s": [[round(t, 3) for t in both] for both in taken],
        }
        for one, taken in zip(candidates, times, strict=True)
    ]


async def reruns(browser: Browser, candidate: Candidate, count: int, log: Path) -> Row:
    """Return how much memory the server has gained over many selection changes of one visit, after the first fifty."""
    with serve(candidate, log) as server:
        visit, context = await open_visit(browser, server.url, candidate)
        await visit.settle()
        await _changes(visit, min(50, count // 5))
        before = server.rss_mb
        await _changes(visit, count - min(50, count // 5))
        after = server.rss_mb
        await context.close()
    return {
        "candidate": candidate.name,
        "facilities": candidate.n_facilities,
        "reruns": count,
        "rss_before_mb": round(before),
        "rss_after_mb": round(after),
    }
