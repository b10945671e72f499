"""Random selections and hostile texts for the properties of the analytics."""

from collections.abc import Sequence

from hypothesis import strategies as st

from analytics.selection import DISTRICT_CODES, FIRST_YEAR, LAST_YEAR, UNPLACED, Selection
from geodata.vocabulary import Programme, Sector, Stage


def _some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), unique=True, max_size=4).map(tuple))


def periods(first: int = 2012, last: int = 2026) -> st.SearchStrategy[tuple[int, int]]:
    years = st.integers(first, last)
    return st.tuples(years, years).map(sorted).map(tuple)


def selections() -> st.SearchStrategy[Selection]:
    """Selections that often leave rows: each field is empty half of the time."""
    return st.builds(
        Selection,
        districts=_some((*DISTRICT_CODES, UNPLACED)),
        sectors=_some(tuple(Sector)),
        years=st.one_of(st.none(), periods()),
        programmes=_some(tuple(Programme)),
        stages=_some(tuple(Stage)),
    )


def any_selections() -> st.SearchStrategy[Selection]:
    """Selections of every year that a URL may name."""
    years = periods(FIRST_YEAR, LAST_YEAR)
    return st.builds(
        lambda one, when: Selection(one.districts, one.sectors, when, one.programmes, one.stages),
        selections(),
        years | st.none(),
    )


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
