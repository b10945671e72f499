"""Random selections and hostile texts for the properties of the analytics."""

from collections.abc import Sequence

from hypothesis import strategies as st

from analytics.selection.selection import DISTRICT_CODES, FIRST_YEAR, LAST_YEAR, STARS, UNPLACED, Selection
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent


def _some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=4).map(tuple)


def periods(first: int = 2012, last: int = 2026) -> st.SearchStrategy[tuple[int, int]]:
    years = st.integers(first, last)
    return st.tuples(years, years).map(sorted).map(tuple)


LISTS: dict[str, Sequence[str]] = {
    "districts": (*DISTRICT_CODES, UNPLACED),
    "sectors": tuple(Sector),
    "programmes": tuple(Programme),
    "stages": tuple(Stage),
    "contents": tuple(SupportContent),
    "stars": STARS,
    "products": ("canned-fruit-vegetables", "fresh-lychee", "noodles", "plywood"),
    "markets": ("CHN", "JPN", "KOR", "MYS", "RUS", "USA"),
}
"""What each field of a selection but the years may hold; of products and markets a few."""


def selections(first: int = 2012, last: int = 2026) -> st.SearchStrategy[Selection]:
    """Selections that often leave rows: at most three fields are chosen beside the years."""

    def build(chosen: set[str]) -> st.SearchStrategy[Selection]:
        parts = {name: _some(LISTS[name]) for name in sorted(chosen)}
        return st.builds(Selection, years=st.none() | periods(first, last), **parts)

    return st.sets(st.sampled_from(sorted(LISTS)), max_size=3).flatmap(build)


def any_selections() -> st.SearchStrategy[Selection]:
    """Selections of every year that a URL may name."""
    return selections(FIRST_YEAR, LAST_YEAR)


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE facilities; --",
    "213,<script>",
    "213;215",
    " 213",
    "２１３",
    "\x00",
    "wood\n",
    "WOOD",
    "../../etc/passwd",
    "213," * 1000,
    "{0.__class__}",
    "%s%n",
    "\u202ewood",
    "٢٠٢٠",
)
