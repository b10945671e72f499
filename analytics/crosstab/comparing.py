"""Two places or two periods side by side: every measure on both, the difference with its sign, and what cannot be compared."""

from dataclasses import dataclass, replace

from analytics.crosstab.cut import ADDED, SUBJECT, CrosstabMeasure, Cut
from analytics.crosstab.sides import COMPARED, PROVINCE_SIDE, Sides
from analytics.crosstab.table import CrosstabCell, crosstab, whole_cell
from analytics.maps.measures import KnownNumber, Measure
from analytics.overview.known_units import known_number, known_total
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpis import kpi_of, measured
from analytics.prepared.caching import cached
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.selection.shared import is_shared
from analytics.wording.claims import LEAST_SHARE, Claim, ClaimObjection, change
from geodata.schema.vocabulary import Qualifier

_NAMED = {"facilities", "export_flows"}
"""Tables whose years are those in which sources name the row, so that more rows in a period are no growth."""
_ON_THE_STRIP = {
    CrosstabMeasure.FACILITIES: Measure.FACILITIES,
    CrosstabMeasure.PROPOSALS: Measure.PROPOSALS,
    CrosstabMeasure.SUPPORT: Measure.SUPPORT,
    CrosstabMeasure.OCOP: Measure.OCOP,
}
"""The measures that the strip has a figure of, and home's table with it."""


@dataclass(frozen=True)
class ComparedMeasure:
    """A measure of a district on the map on both sides, as rows on record or as published; `difference` (left − right) stands only without a `reason` against it."""

    measure: CrosstabMeasure
    left: CrosstabCell
    right: CrosstabCell
    difference: float | None
    reason: ClaimObjection | None
    is_published: bool = False

    def value(self, cell: CrosstabCell) -> float | None:
        """Return what a side says."""
        if not self.is_published:
            return cell.value
        return None if cell.published is None else cell.published.value


@dataclass(frozen=True)
class KnownSide:
    """What one side says of a measure: the number that the strip shows of it, the rows behind it, what other districts count too: a part of a count, money beside an amount."""

    number: KnownNumber
    cell: CrosstabCell
    shared: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no row fits and nothing is published."""
        return not self.cell.n and self.number.published is None and self.cell.published is None


@dataclass(frozen=True)
class ComparedLine:
    """A measure on both sides, of each the most complete number known; `difference` (left − right) stands only without a `reason` against it."""

    measure: CrosstabMeasure
    left: KnownSide
    right: KnownSide
    difference: float | None
    reason: ClaimObjection | None

    @property
    def is_of_rows(self) -> bool:
        """Whether both numbers are those of rows."""
        return self.left.number.published is None and self.right.number.published is None


def share_of_province(line: ComparedLine, sides: Sides) -> float | None:
    """Return what share of the province's value a district's is; None where the sides are no part and whole or may not be compared."""
    if not sides.are_part_and_whole or line.difference is None:
        return None
    part, whole = line.left.number.value, line.right.number.value
    if sides.left == PROVINCE_SIDE:
        part, whole = whole, part
    return part / whole if part is not None and whole else None


def compare(left: Selected, right: Selected, sides: Sides) -> tuple[ComparedLine, ...]:
    """Return every measure of which either side says something, each with the most complete number known of a side."""
    lines = (_compared(measure, known_side(left, measure), known_side(right, measure), sides) for measure in COMPARED)
    return tuple(line for line in lines if not (line.left.is_empty and line.right.is_empty))


@cached()
def known_side(selected: Selected, measure: CrosstabMeasure) -> KnownSide:
    """Return what a selection says of a measure: the strip's number where the strip has one."""
    cell = measure_total(selected, measure)
    return KnownSide(_number(selected, measure, cell), cell, _shared(selected, measure, cell))


def _number(selected: Selected, measure: CrosstabMeasure, cell: CrosstabCell) -> KnownNumber:
    whole = selected_of(selected.prepared, Selection())
    if measure in _ON_THE_STRIP:
        return known_total(selected, whole)[_ON_THE_STRIP[measure]]
    if measure is CrosstabMeasure.FLOWS:
        return known_number(kpi_of(KpiId.MARKETS, selected, whole))
    if measure is CrosstabMeasure.COUNTERPART:
        return known_number(_counterpart(kpi_of(KpiId.SUPPORT, selected, whole), cell))
    is_little = cell.n_stated * LEAST_SHARE < cell.n or not cell.n
    is_least = cell.n_stated < cell.n and not is_little
    return KnownNumber(
        None if is_little else cell.value, Qualifier.AT_LEAST if is_least else Qualifier.EXACT, itemised=cell.value
    )


def _counterpart(support: Kpi, cell: CrosstabCell) -> Kpi:
    """Return the counterpart capital of proposals as the strip would show it: by the rule of their support."""
    return replace(
        support,
        value=cell.value,
        published=cell.published,
        n_known=cell.n_stated,
        n_known_apart=min(support.n_apart, cell.n_stated),
    )


def _shared(selected: Selected, measure: CrosstabMeasure, cell: CrosstabCell) -> float | None:
    """Return how many proposals are of several districts, which money stands beside as others have it too, where places are chosen; None for nothing."""
    if measure is CrosstabMeasure.PROPOSALS and selected.selection.districts:
        return float(is_shared(selected).sum()) or None
    return cell.beside


def _compared(measure: CrosstabMeasure, left: KnownSide, right: KnownSide, sides: Sides) -> ComparedLine:
    reason = _objection(measure, left, right, sides)
    one, other = left.number.value, right.number.value
    difference = one - other if reason is None and one is not None and other is not None else None
    return ComparedLine(measure, left, right, difference, reason)


def _objection(measure: CrosstabMeasure, left: KnownSide, right: KnownSide, sides: Sides) -> ClaimObjection | None:
    """Return why two numbers are not compared, None where they may be."""
    one, other = left.number, right.number
    is_of_rows = one.published is None or other.published is None
    if sides.are_periods and SUBJECT[measure] in _NAMED and left.cell.n and right.cell.n and is_of_rows:
        return ClaimObjection.MENTIONS
    if one.value is None or other.value is None:
        are_known = all(side.value is not None or side.itemised is not None for side in (one, other))
        return ClaimObjection.LITTLE_IS_STATED if are_known else ClaimObjection.NOTHING_KNOWN
    if one.published is not None and other.published is not None:
        return _objection_to_published(measure, one.published, other.published, sides)
    if {one.qualifier, other.qualifier} != {Qualifier.EXACT}:
        return ClaimObjection.A_BOUND
    if (one.published is None) != (other.published is None) or any(
        _is_part(side.number.value, side.cell.published) for side in (left, right)
    ):
        return ClaimObjection.A_PART
    return None


def _is_part(value: float | None, published: PublishedTotal | None) -> bool:
    """Tell whether rows are known to be a part of all there is: more is published."""
    return published is not None and published.value > (value or 0)


def _objection_to_published(
    measure: CrosstabMeasure, one: PublishedTotal, other: PublishedTotal, sides: Sides
) -> ClaimObjection | None:
    if not sides.are_periods and (one.periods, one.as_of) != (other.periods, other.as_of):
        return ClaimObjection.UNLIKE
    claim = change(measured(measure, one), measured(measure, other))
    return None if isinstance(claim, Claim) else claim.reason


@cached()
def measure_total(selected: Selected, measure: CrosstabMeasure) -> CrosstabCell:
    """Return what a selection says of a measure, all of it."""
    return whole_cell(selected, measure)


def compared_districts(left: Selected, right: Selected, sides: Sides) -> dict[str | None, ComparedMeasure]:
    """Return what the map shows of both sides for each district, for what lies in none where there is such, and (None) of all."""
    made = tuple(crosstab(one, Cut(sides.on_map.measure)) for one in (left, right))
    has_unplaced = any((UNPLACED,) in one.lines for one in made)
    return {
        code: _line(made[0].cell((code,), None), made[1].cell((code,), None), sides)
        for code in (*DISTRICT_CODES, *([UNPLACED] if has_unplaced else []), None)
    }


def _line(left: CrosstabCell, right: CrosstabCell, sides: Sides) -> ComparedMeasure:
    measure = sides.on_map.measure
    return _published(measure, left, right, sides) if sides.on_map.is_published else _rows(measure, left, right, sides)


def _rows(measure: CrosstabMeasure, left: CrosstabCell, right: CrosstabCell, sides: Sides) -> ComparedMeasure:
    if left.value is None or right.value is None:
        return ComparedMeasure(measure, left, right, None, ClaimObjection.NOTHING_KNOWN)
    if sides.are_periods and SUBJECT[measure] in _NAMED:
        return ComparedMeasure(measure, left, right, None, ClaimObjection.MENTIONS)
    if measure in ADDED and any(cell.n_stated * LEAST_SHARE < cell.n for cell in (left, right)):
        return ComparedMeasure(measure, left, right, None, ClaimObjection.LITTLE_IS_STATED)
    if measure in ADDED and any(cell.n_stated < cell.n for cell in (left, right)):
        return ComparedMeasure(measure, left, right, None, ClaimObjection.A_BOUND)
    if any(_is_part(cell.value, cell.published) for cell in (left, right)):
        return ComparedMeasure(measure, left, right, None, ClaimObjection.A_PART)
    return ComparedMeasure(measure, left, right, left.value - right.value, None)


def _published(measure: CrosstabMeasure, left: CrosstabCell, right: CrosstabCell, sides: Sides) -> ComparedMeasure:
    one, other = left.published, right.published
    if one is None or other is None:
        return ComparedMeasure(measure, left, right, None, ClaimObjection.NOTHING_KNOWN, is_published=True)
    reason = _objection_to_published(measure, one, other, sides)
    difference = one.value - other.value if reason is None else None
    return ComparedMeasure(measure, left, right, difference, reason, is_published=True)
