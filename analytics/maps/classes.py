"""Class breaks of a choropleth: half-open, stated in the legend, the same whatever is selected unless refitted."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil

import numpy as np

from analytics.wording.language import mark

K = 5
"""Classes at most."""


Exact = Callable[[float], float]


def whole(value: float) -> float:
    """Return the first count that is not below a value: a count of 6 lies above an edge of 5.2, as it does above one of 6."""
    return float(ceil(value))


class Breaks(StrEnum):
    """How values fall into classes."""

    QUANTILE = "quantile"
    EQUAL = "equal"
    JENKS = "jenks"


BREAKS_LABELS: dict[Breaks, str] = {
    Breaks.QUANTILE: mark("quantiles"),
    Breaks.EQUAL: mark("equal intervals"),
    Breaks.JENKS: mark("natural breaks (Jenks)"),
}


@dataclass(frozen=True)
class Classes:
    """Edges of half-open classes [edge, next edge); the last edge lies above the largest value. Zero and missing are no class.

    `is_whole` says that values are counts: every edge is a whole number, and a class can be worded from its first count to
    its last.
    """

    edges: tuple[float, ...]
    is_whole: bool = True

    def __len__(self) -> int:
        """Count the classes."""
        return max(len(self.edges) - 1, 0)

    def index(self, value: float) -> int:
        """Return the class of a positive value, which is as exact as those that the classes were made of; a value beyond the outer edges falls into the outer class."""
        position = int(np.searchsorted(self.edges, value, side="right")) - 1
        return min(max(position, 0), len(self) - 1)

    def bounds(self) -> tuple[tuple[float, float], ...]:
        """Return (lower, upper) of each class."""
        return tuple(zip(self.edges[:-1], self.edges[1:], strict=True))


def classes_of(
    values: Sequence[float], breaks: Breaks = Breaks.QUANTILE, *, exact: Exact = float, most: int = K
) -> Classes:
    """Return at most `most` classes of the positive `values`.

    `exact` returns a number as exact as the screen writes it: by it values and edges are rounded, so that a value that is
    read lies in the class whose label holds it. With no positive value there is no class; with few distinct ones, there is
    one class each.
    """
    return _classes(
        tuple(sorted(exact(float(value)) for value in values if exact(float(value)) > 0)), breaks, exact, most
    )


@lru_cache(maxsize=512)
def _classes(positive: tuple[float, ...], breaks: Breaks, exact: Exact, most: int) -> Classes:
    if not positive:
        return Classes((), exact is whole)
    top = positive[-1] + 1 if exact is whole else float(np.nextafter(positive[-1], np.inf))
    distinct = sorted(set(positive))
    lower = distinct if len(distinct) <= most else _lower_edges(positive, breaks, exact, most)
    return Classes((*lower, top), exact is whole)


def _lower_edges(positive: tuple[float, ...], breaks: Breaks, exact: Exact, most: int) -> list[float]:
    if breaks is Breaks.QUANTILE:
        edges = np.quantile(positive, np.linspace(0, 1, most + 1)[:-1], method="higher")
        return [float(edge) for edge in np.unique(edges)]
    if breaks is Breaks.EQUAL:
        edges = np.linspace(positive[0], positive[-1], most + 1)[:-1]
        return sorted({exact(float(edge)) for edge in edges})
    import mapclassify  # noqa: PLC0415 - brings scikit-learn and SciPy, which the first screen does not need

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # without numba it is slower, which a few hundred values do not feel
        upper = mapclassify.FisherJenks(np.asarray(positive), k=most).bins
    return [positive[0], *(min(value for value in positive if value > edge) for edge in upper[:-1])]
