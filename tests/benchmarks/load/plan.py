"""What visitors do: screens and selections that others have seen before, ones that nobody has, edits and uploads of data keepers."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from analytics.selection.selection import DISTRICT_CODES
from geodata.schema.vocabulary import Programme, Sector

SCREENS = ("", "funding", "exports", "ocop", "proposals", "sources", "present")
"""The screens that people look at, by their path; the map is the first."""
SHARE_NEW = 0.25
"""Of the choices, how many nobody made before."""
ONE_KEEPER_IN = 10
"""Of so many people one brings data: edits, and now and then uploads a table."""
Query = Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """A screen with a selection in its address."""

    screen: str
    query: Query
    is_known: bool


def known_queries() -> tuple[Query, ...]:
    """Return the selections that are seen again and again: the whole, each district, some sectors, some periods."""
    return (
        {},
        *({"district": code} for code in DISTRICT_CODES),
        *({"sector": sector.value} for sector in tuple(Sector)[:6]),
        *({"years": years} for years in ("2023-2023", "2021-2023", "2016-2020", "2020-2020")),
        *({"programme": one.value} for one in (Programme.NATIONAL, Programme.PROVINCIAL)),
    )


def new_queries(seed: int) -> Iterator[Query]:
    """Yield selections none of which comes twice, nor is one of `known_queries`."""
    rng, made = random.Random(seed), set[tuple[tuple[str, str], ...]]()  # noqa: S311 - a benchmark
    for _ in count():
        first = rng.randint(2008, 2024)
        query = {
            "district": ",".join(sorted(rng.sample(DISTRICT_CODES, rng.randint(2, 6)))),
            "sector": ",".join(sorted(one.value for one in rng.sample(tuple(Sector), rng.randint(2, 5)))),
            "years": f"{first}-{rng.randint(first, 2025)}",
        }
        key = tuple(sorted(query.items()))
        if key not in made:
            made.add(key)
            yield query


def looks(seed: int, share_new: float = SHARE_NEW) -> Iterator[Look]:
    """Yield what one person looks at: mostly another selection on the same screen, now and then another screen."""
    rng, known, fresh = random.Random(seed), known_queries(), new_queries(seed)  # noqa: S311 - a benchmark
    screen = rng.choice(SCREENS)
    while True:
        if rng.random() < 0.25:
            screen = rng.choice(SCREENS)
        is_known = rng.random() >= share_new
        yield Look(screen, rng.choice(known) if is_known else next(fresh), is_known)
