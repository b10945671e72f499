"""The same measure by the units of two periods: which units became which, and what may be compared of them: sums over the same land."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from analytics.crosstab.cut import CrosstabMeasure
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, is_commune_level, pairs_of
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED
from analytics.selection.shared import is_shared_outside, proposal_places, vintage_lines
from analytics.wording.claims import known_count, known_sum

MEASURE_TABLES: dict[CrosstabMeasure, str] = {
    CrosstabMeasure.FACILITIES: "facilities",
    CrosstabMeasure.PROPOSALS: "proposals",
    CrosstabMeasure.SUPPORT: "proposals",
    CrosstabMeasure.OCOP: "ocop_products",
    CrosstabMeasure.TYPICAL: "typical_products",
}
"""The measures that are placed in units of every period, and whose rows they count."""


def placed_measure(measure: CrosstabMeasure) -> CrosstabMeasure:
    """Return a measure if it is placed in units of every period, else facilities."""
    return measure if measure in MEASURE_TABLES else CrosstabMeasure.FACILITIES


class Became(StrEnum):
    """What became of units from the first period to the second."""

    SAME = "same"
    JOINED = "joined"
    DIVIDED = "divided"
    REDRAWN = "redrawn"


@dataclass(frozen=True)
class Land:
    """The least land that whole units of both periods cover: its units in each."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def became(self) -> Became:
        """Return what became of the units."""
        if len(self.left) == len(self.right) == 1:
            return Became.SAME
        if len(self.right) == 1:
            return Became.JOINED
        return Became.DIVIDED if len(self.left) == 1 else Became.REDRAWN


@dataclass(frozen=True)
class OfLand:
    """What a measure is on a land by the units of both periods; `land` is missing for what is placed in no unit, and of all.

    Money of proposals of several lands is in none of them: `beside_left` and `beside_right` have it (`analytics.selection.shared`).
    """

    land: Land | None
    left: float | None
    right: float | None
    n_left: int
    n_right: int
    beside_left: float | None = None
    beside_right: float | None = None

    @property
    def difference(self) -> float | None:
        """Return left − right, None where a side is not known."""
        return None if self.left is None or self.right is None else self.left - self.right


@dataclass(frozen=True, eq=False)
class TwoVintages:
    """A measure by the units of two periods: land by land, what is placed in no unit, and all."""

    lands: tuple[OfLand, ...]
    unplaced: OfLand
    total: OfLand

    @property
    def counts_some_twice(self) -> bool:
        """Whether the lands together count more rows than there are: a proposal of several lands counts on each."""
        parts = (*self.lands, self.unplaced)
        return (
            sum(of.n_left for of in parts) > self.total.n_left or sum(of.n_right for of in parts) > self.total.n_right
        )


@cache
def lands_of(left: Vintage, right: Vintage) -> tuple[Land, ...]:
    """Return the lands of two periods in the order of the first one's codes: units that share a piece belong together."""
    of_left: dict[str, set[str]] = {}
    of_right: dict[str, set[str]] = {}
    for one, other in pairs_of(left, right):
        of_left.setdefault(one, set()).add(other)
        of_right.setdefault(other, set()).add(one)
    return tuple(_lands(of_left, of_right))


def _lands(of_left: dict[str, set[str]], of_right: dict[str, set[str]]) -> Iterator[Land]:
    seen: set[str] = set()
    for start in sorted(of_left):
        if start in seen:
            continue
        left, right, open_ = {start}, set[str](), [start]
        while open_:
            for other in of_left[open_.pop()] - right:
                right.add(other)
                open_ += of_right[other] - left
                left |= of_right[other]
        seen |= left
        yield Land(tuple(sorted(left)), tuple(sorted(right)))


@cached()
def two_vintages(selected: Selected, first: Vintage, second: Vintage, measure: CrosstabMeasure) -> TwoVintages:
    """Return a measure by the units of two periods; a proposal counts once on each land and once in the total, its money on a land only where it is of that one alone."""
    lands = lands_of(first, second)
    left, right = (
        _by_land(selected, first, measure, [land.left for land in lands]),
        _by_land(selected, second, measure, [land.right for land in lands]),
    )
    found = [
        OfLand(land, left.value[at], right.value[at], left.n[at], right.n[at], left.beside[at], right.beside[at])
        for at, land in enumerate((*lands, None, None))
    ]
    return TwoVintages(tuple(found[:-2]), found[-2], found[-1])


@dataclass(frozen=True)
class _Side:
    """By land, then of what is in no unit, then of all: rows, the value that they state, and the money beside it."""

    n: list[int]
    value: list[float | None]
    beside: list[float | None]


def _by_land(selected: Selected, vintage: Vintage, measure: CrosstabMeasure, lands: list[tuple[str, ...]]) -> _Side:
    entries = _entries(selected, vintage, measure)
    at = {code: n for n, codes in enumerate(lands) for code in codes} | {UNPLACED: len(lands)}
    placed = entries.assign(land=entries["unit"].map(at)).drop(columns="unit").drop_duplicates()
    whole = placed.assign(land=len(lands) + 1).drop_duplicates()
    is_sum = measure is CrosstabMeasure.SUPPORT
    outside = set(np.flatnonzero(is_shared_outside(selected)).tolist()) if is_sum else set()
    parts = [
        part.assign(is_beside=part["row"].duplicated(keep=False) | part["row"].isin(outside))
        for part in (placed, whole)
    ]
    groups = dict(tuple(pd.concat(parts).groupby("land")))
    side = _Side([], [], [])
    for land in range(len(lands) + 2):
        rows = groups.get(land, placed.iloc[:0].assign(is_beside=False))
        stated = rows.dropna(subset="amount")
        own, beside = (stated.loc[stated["is_beside"] == is_one, "amount"] for is_one in (False, True))
        side.n.append(len(rows))
        side.value.append(known_sum(float(own.sum()), len(own)) if is_sum else known_count(len(rows)))
        side.beside.append(known_sum(float(beside.sum()), len(beside)) if is_sum else None)
    return side


def _entries(selected: Selected, vintage: Vintage, measure: CrosstabMeasure) -> pd.DataFrame:
    """Return row, unit and amount, a row of several units once for each."""
    if MEASURE_TABLES[measure] != "proposals":
        units = selected.units(MEASURE_TABLES[measure], vintage).astype(object)
        units = units.where(units.notna(), UNPLACED)
        return pd.DataFrame({"row": np.arange(len(units)), "unit": units.to_numpy(), "amount": 0.0})
    places, lines = proposal_places(selected, vintage), np.array(vintage_lines(vintage), dtype=object)
    support = selected.prepared.index.numbers("proposals", "support_vnd")
    return pd.DataFrame({"row": places.proposal, "unit": lines[places.line], "amount": support[places.proposal]})


def rows_on(
    selected: Selected, vintage: Vintage, measure: CrosstabMeasure, units: tuple[str, ...] | None
) -> pd.DataFrame:
    """Return the rows that a side counts on a land, (`()`) of what is in no unit, (None) of all."""
    entries = _entries(selected, vintage, measure)
    if units is not None:
        entries = entries[entries["unit"].isin(units or (UNPLACED,))]
    rows = sorted(set(entries["row"].tolist()))
    if MEASURE_TABLES[measure] == "proposals":
        return selected.table("proposals").iloc[rows]
    return selected.frame(MEASURE_TABLES[measure]).iloc[rows]


def others_of(vintage: Vintage) -> tuple[Vintage, ...]:
    """Return the other periods with units of the same level, which alone are compared."""
    return tuple(one for one in Vintage if one is not vintage and is_commune_level(one) == is_commune_level(vintage))
