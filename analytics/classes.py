"""Class breaks of a choropleth: quantiles, half-open, the same whatever is selected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Classes:
    """Edges of half-open classes [edge, next edge); the last edge is one above the largest value. Zero and missing are no class."""

    edges: tuple[float, ...]

    def __len__(self) -> int:
        """Count the classes."""
        return max(len(self.edges) - 1, 0)

    def index(self, value: float) -> int:
        """Return the class of a positive value; a value beyond the outer edges falls into the outer class."""
        position = int(np.searchsorted(self.edges, value, side="right")) - 1
        return min(max(position, 0), len(self) - 1)

    def bounds(self) -> tuple[tuple[float, float], ...]:
        """Return (lower, upper) of each class."""
        return tuple(zip(self.edges[:-1], self.edges[1:], strict=True))


def quantile_classes(values: Sequence[float], k: int = 5) -> Classes:
    """Return at most `k` classes with about equally many of the positive `values` in each.

    With no positive value there is no class; with few distinct ones, there is one class each.
    """
    positive = np.asarray([value for value in values if value > 0], dtype=float)
    if positive.size == 0:
        return Classes(())
    distinct = np.unique(positive)
    if distinct.size <= k:
        return Classes((*distinct.tolist(), float(distinct[-1]) + 1))
    lower = np.unique(np.quantile(positive, np.linspace(0, 1, k + 1)[:-1], method="higher"))
    return Classes((*lower.tolist(), float(positive.max()) + 1))
