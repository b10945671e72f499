"""Two places or two periods side by side: every measure on both, the difference with its sign, and what cannot be compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.crosstab.cut import ADDED, Cut, Measure
from analytics.crosstab.published import METRICS
from analytics.crosstab.sides import Sides
from analytics.crosstab.table import Cell, crosstab
from analytics.overview.kpis import measured
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected
from analytics.wording.claims import LEAST_SHARE, Claim, Reason, change

_COMPARED = (
    Measure.FACILITIES,
    Measure.WORKERS,
    Measure.PROPOSALS,
    Measure.SUPPORT,
    Measure.COUNTERPART,
    Measure.OCOP,
    Measure.TYPICAL,
    Measure.FLOWS,
)


@dataclass(frozen=True)
class Compared:
    """A measure on both sides, as rows on record or as published; `difference` (left − right) stands only without a `reason` against it."""

    measure: Measure
    left: Cell
    right: Cell
    difference: float | None
    reason: Reason | None
    is_published: bool = False

    def value(self, cell: Cell) -> float | None:
        """Return what a side says."""
        if not self.is_published:
            return cell.value
        return None if cell.published is None else cell.published.value


def compare(left: Selected, right: Selected, sides: Sides) -> tuple[Compared, ...]:
    """Return every measure of which either side says something: the rows on record, then what is published."""
    return tuple(_lines(left, right, sides))


def _lines(left: Selected, right: Selected, sides: Sides) -> Iterator[Compared]:
    for measure in _COMPARED:
        one, other = total_of(left, measure), total_of(right, measure)
        if one.n or other.n:
            yield _rows(measure, one, other)
        if one.published or other.published:
            yield _published(measure, one, other, sides)


@cached()
def total_of(selected: Selected, measure: Measure) -> Cell:
    """Return what a selection says of a measure, all of it."""
    made = crosstab(selected, Cut(measure))
    return made.cell(made.total, None)


def _rows(measure: Measure, left: Cell, right: Cell) -> Compared:
    if left.value is None or right.value is None:
        return Compared(measure, left, right, None, Reason.NOTHING_KNOWN)
    is_little = any(cell.n_stated * LEAST_SHARE < cell.n for cell in (left, right))
    if measure in ADDED and is_little:
        return Compared(measure, left, right, None, Reason.LITTLE_IS_STATED)
    return Compared(measure, left, right, left.value - right.value, None)


def _published(measure: Measure, left: Cell, right: Cell, sides: Sides) -> Compared:
    one, other = left.published, right.published
    if one is None or other is None:
        return Compared(measure, left, right, None, Reason.NOTHING_KNOWN, is_published=True)
    if not sides.are_periods and (one.periods, one.as_of) != (other.periods, other.as_of):
        return Compared(measure, left, right, None, Reason.UNLIKE, is_published=True)
    claim = change(measured(METRICS[measure], one), measured(METRICS[measure], other))
    if isinstance(claim, Claim):
        return Compared(measure, left, right, one.value - other.value, None, is_published=True)
    return Compared(measure, left, right, None, claim.reason, is_published=True)
