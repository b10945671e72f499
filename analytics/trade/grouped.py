"""Rows of a frame in groups, over the codes of its categories: what pandas' own grouping does, without its cost for many small ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Mask

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Texts = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Grouped:
    """The group of each row, and of each group its first row and how many it has; groups stand in the order of their keys."""

    codes: "Numbers"
    first: "Numbers"
    n: "Numbers"

    def some(self, flags: pd.Series) -> "Mask":
        """Return of which groups any row is flagged."""
        found: Mask = self._count(flags.to_numpy(dtype=bool)) > 0
        return found

    def every(self, flags: pd.Series) -> "Mask":
        """Return of which groups all rows are flagged."""
        found: Mask = self._count(flags.to_numpy(dtype=bool)) == self.n
        return found

    def total(self, amounts: pd.Series) -> "Floats":
        """Return the sum of each group."""
        sums = np.bincount(self.codes, weights=amounts.to_numpy(dtype=float), minlength=len(self.n))
        return sums.astype(np.float64)

    def most(self, numbers: "Numbers") -> "Numbers":
        """Return the largest number of each group; numbers are not negative."""
        found = np.zeros(len(self.n), dtype=np.int64)
        np.maximum.at(found, self.codes, numbers)
        return found

    def range(self, numbers: pd.Series) -> "tuple[Floats, Floats]":
        """Return the smallest and the largest number of each group, NaN where it has none."""
        values = numbers.to_numpy(dtype=float, na_value=np.nan)
        low, high = np.full(len(self.n), np.nan), np.full(len(self.n), np.nan)
        np.fmin.at(low, self.codes, values)
        np.fmax.at(high, self.codes, values)
        return low, high

    def distinct(self, column: pd.Series) -> list[tuple[str, ...]]:
        """Return the values of a category of each group, once each, in the order of the rows; missing values are left out."""
        found: list[list[str]] = [[] for _ in self.n]
        rows = self._pairs(column)
        for group, value in zip(self.codes[rows].tolist(), category_texts(column, rows).tolist(), strict=True):
            found[group].append(value)
        return [tuple(one) for one in found]

    def n_distinct(self, column: pd.Series) -> "Numbers":
        """Return how many values of a category each group has; a missing value is none."""
        codes = codes_of(column)
        known = codes >= 0
        width = len(column.cat.categories)
        pairs, _ = _dense(self.codes[known] * width + codes[known], max(1, len(self.n) * width))
        first = np.full(len(pairs), -1, dtype=np.int64)
        first[pairs] = self.codes[known]
        return np.bincount(first[first >= 0], minlength=len(self.n))

    def first_known(self, column: pd.Series) -> list[str | None]:
        """Return the first value of a category of each group that is not missing, None where there is none."""
        rows = np.flatnonzero(codes_of(column) >= 0)[::-1]
        first = np.full(len(self.n), -1, dtype=np.int64)
        first[self.codes[rows]] = rows
        values = category_texts(column, first)
        return [None if row < 0 else value for row, value in zip(first.tolist(), values.tolist(), strict=True)]

    def lists(self, column: pd.Series) -> list[tuple[str, ...]]:
        """Return all values of each group, in the order of the rows."""
        values = column.to_numpy(dtype=object)[np.argsort(self.codes, kind="stable")]
        return [tuple(part) for part in np.split(values, np.cumsum(self.n)[:-1])] if len(self.n) else []

    def _count(self, flags: "Mask") -> "Numbers":
        return np.bincount(self.codes[flags], minlength=len(self.n))

    def _pairs(self, column: pd.Series) -> "Numbers":
        """Return the rows in which a group has a value of a category first."""
        codes = codes_of(column)
        width = max(len(column.cat.categories), 1)
        rows = np.flatnonzero(codes >= 0)
        pairs, size = _dense(self.codes[rows] * width + codes[rows], max(1, len(self.n) * width))
        first = np.empty(size, dtype=np.int64)
        first[pairs[::-1]] = rows[::-1]
        first.sort()
        return first


def grouped(frame: pd.DataFrame, keys: Sequence[str]) -> Grouped:
    """Return the rows of a frame in groups by `keys`: categories, numbers or flags; missing values are a group, the last one."""
    whole, size = np.zeros(len(frame), dtype=np.int64), 1
    for key in keys:
        codes, width = _ranks(frame[key])
        whole, size = _dense(whole * width + codes, size * width)
    first = np.empty(size, dtype=np.int64)
    first[whole[::-1]] = np.arange(len(whole))[::-1]
    return Grouped(whole, first, np.bincount(whole, minlength=size))


def _dense(numbers: "Numbers", width: int) -> "tuple[Numbers, int]":
    """Return numbers below `width` in the same order without gaps, and how many there are."""
    if not len(numbers):
        return numbers, 0
    if width > 4 * len(numbers) + 10_000:
        found, codes = np.unique(numbers, return_inverse=True)
        return codes.astype(np.int64), len(found)
    ranks = np.cumsum(np.bincount(numbers, minlength=width) > 0)
    return ranks[numbers] - 1, int(ranks[-1])


def first_rows(frame: pd.DataFrame, keys: Sequence[str], most: int) -> pd.DataFrame:
    """Return the first rows of each group, at most so many, in the order of the groups."""
    found = grouped(frame, keys)
    order = np.argsort(found.codes, kind="stable")
    starts = np.repeat(np.cumsum(found.n) - found.n, found.n)
    return frame.iloc[order[np.arange(len(order)) - starts < most]]


def codes_of(column: pd.Series) -> "Numbers":
    """Return the code of each row of a category, -1 where it is missing."""
    codes: Numbers = column.cat.codes.to_numpy().astype(np.int64)
    return codes


def category_texts(column: pd.Series, rows: "Numbers") -> "Texts":
    """Return the values of a category in some rows, as texts; what a missing value or a row below 0 gives is of no use."""
    if not len(column.cat.categories):
        return np.full(len(rows), None, dtype=object)
    known: Texts = column.cat.categories.take(codes_of(column)[rows]).to_numpy(dtype=object)
    return known


def n_values(column: pd.Series) -> int:
    """Return how many values of a category occur."""
    codes = codes_of(column)
    return int(np.count_nonzero(np.bincount(codes[codes >= 0])))


def _ranks(column: pd.Series) -> "tuple[Numbers, int]":
    """Return a number a row, in the order of the values, missing ones last, and how many numbers there may be."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        width = len(column.cat.categories)
        codes = codes_of(column)
        return np.where(codes < 0, width, codes), width + 1
    values, codes = np.unique(column.to_numpy(dtype=float, na_value=np.nan), return_inverse=True)
    return codes.astype(np.int64), len(values) + 1


def tuples(values: Sequence[tuple[str, ...]]) -> "Texts":
    """Return tuples as one column."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def picked_rows(flows: pd.DataFrame, is_wanted: "Mask", columns: Sequence[str]) -> pd.DataFrame:
    """Return some rows of some columns: what is left out is not copied."""
    return flows[list(columns)][is_wanted]


def whole_years(numbers: "Floats") -> Any:
    """Return years as whole numbers, missing where there is none."""
    is_missing = np.isnan(numbers)
    return pd.arrays.IntegerArray(np.where(is_missing, 0, numbers).astype(np.int64), is_missing)
