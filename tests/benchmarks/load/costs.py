"""What one rerun costs the server's processor, screen by screen: a selection that was seen before, one that nobody made."""

from dataclasses import dataclass
from itertools import islice

from tests.benchmarks.load.plan import SCREENS, Query, known_queries, looks, new_queries
from tests.benchmarks.load.server import Server
from tests.benchmarks.load.visitor import Visitor

KNOWN, ROUNDS, NEW = 8, 4, 16


@dataclass(frozen=True)
class Cost:
    """Processor milliseconds, seconds and bytes of a rerun, as means over `n`."""

    screen: str
    is_known: bool
    n: int
    cpu_ms: float
    wall_ms: float
    n_bytes: float


async def costs(server: Server) -> tuple[list[Cost], list[str]]:
    """Return the cost of a known and of a new selection on each screen, one visitor after another, and the errors met."""
    measured: list[Cost] = []
    errors: list[str] = []
    known = known_queries()[:KNOWN]
    for number, screen in enumerate(SCREENS):
        async with Visitor(server.address) as visitor:
            await _shown(visitor, screen, known, errors)
            measured.append(await _cost(server, visitor, screen, known * ROUNDS, errors, is_known=True))
            fresh = tuple(islice(new_queries(1_000_003 * (number + 1)), NEW))
            measured.append(await _cost(server, visitor, screen, fresh, errors, is_known=False))
    return measured, errors


async def _cost(
    server: Server, visitor: Visitor, screen: str, queries: tuple[Query, ...], errors: list[str], *, is_known: bool
) -> Cost:
    before = server.seconds()
    seconds, n_bytes = await _shown(visitor, screen, queries, errors)
    n = len(queries)
    return Cost(screen or "map", is_known, n, 1000 * (server.seconds() - before) / n, 1000 * seconds / n, n_bytes / n)


async def _shown(visitor: Visitor, screen: str, queries: tuple[Query, ...], errors: list[str]) -> tuple[float, int]:
    seconds, n_bytes = 0.0, 0
    for query in queries:
        answer = await visitor.show(screen, query)
        seconds, n_bytes = seconds + answer.seconds, n_bytes + answer.n_bytes
        errors += answer.errors
    return seconds, n_bytes


async def memory(server: Server, n_reruns: int) -> list[tuple[int, float]]:
    """Return the server's memory in MB after each tenth of so many reruns of one person who looks at everything."""
    found, looked = [], looks(7)
    async with Visitor(server.address) as visitor:
        for n in range(n_reruns + 1):
            if n % max(1, n_reruns // 10) == 0:
                found.append((n, server.memory_mb()))
            look = next(looked)
            await visitor.show(look.screen, look.query)
    return found
