"""Two places or two periods side by side: every measure on both, the difference with its sign, and what cannot be compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.crosstab.cut import ADDED, SUBJECT, CrosstabMeasure, Cut
from analytics.crosstab.published import MEASURE_METRICS
from analytics.crosstab.sides import COMPARED, PROVINCE_SIDE, Sides
from analytics.crosstab.table import CrosstabCell, crosstab, whole_cell
from analytics.overview.kpis import measured
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, UNPLACED
from analytics.wording.claims import LEAST_SHARE, Claim, ClaimObjection, change

_NAMED = {"facilities", "export_flows"}
"""Tables whose years are those in which sources name the row, so that more rows in a period are no growth."""


@dataclass(frozen=True)
class ComparedMeasure:
    """A measure on both sides, as rows on record or as published; `difference` (left − right) stands only without a `reason` against it."""

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


def share_of_province(line: ComparedMeasure, sides: Sides) -> float | None:
    """Return what share of the province's value a district's is; None where the sides are no part and whole or may not be compared."""
    if not sides.are_part_and_whole or line.difference is None:
        return None
    part, whole = (line.value(line.left), line.value(line.right))
    if sides.left == PROVINCE_SIDE:
        part, whole = whole, part
    return part / whole if part is not None and whole else None


def compare(left: Selected, right: Selected, sides: Sides) -> tuple[ComparedMeasure, ...]:
    """Return every measure of which either side says something: the rows on record, then what is published."""
    return tuple(_lines(left, right, sides))


def _lines(left: Selected, right: Selected, sides: Sides) -> Iterator[ComparedMeasure]:
    for measure in COMPARED:
        one, other = measure_total(left, measure), measure_total(right, measure)
        if one.n or other.n:
            yield _rows(measure, one, other, sides)
        if one.published or other.published:
            yield _published(measure, one, other, sides)


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
    is_little = any(cell.n_stated * LEAST_SHARE < cell.n for cell in (left, right))
    if measure in ADDED and is_little:
        return ComparedMeasure(measure, left, right, None, ClaimObjection.LITTLE_IS_STATED)
    if measure in ADDED and sides.are_part_and_whole and any(cell.n_stated < cell.n for cell in (left, right)):
        return ComparedMeasure(measure, left, right, None, ClaimObjection.A_BOUND)
    if any(cell.published and (cell.value or 0) * LEAST_SHARE < cell.published.value for cell in (left, right)):
        return ComparedMeasure(measure, left, right, None, ClaimObjection.LITTLE_IS_ITEMISED)
    return ComparedMeasure(measure, left, right, left.value - right.value, None)


def _published(measure: CrosstabMeasure, left: CrosstabCell, right: CrosstabCell, sides: Sides) -> ComparedMeasure:
    one, other = left.published, right.published
    if one is None or other is None:
        return ComparedMeasure(measure, left, right, None, ClaimObjection.NOTHING_KNOWN, is_published=True)
    if not sides.are_periods and (one.periods, one.as_of) != (other.periods, other.as_of):
        return ComparedMeasure(measure, left, right, None, ClaimObjection.UNLIKE, is_published=True)
    claim = change(measured(MEASURE_METRICS[measure], one), measured(MEASURE_METRICS[measure], other))
    if isinstance(claim, Claim):
        return ComparedMeasure(measure, left, right, one.value - other.value, None, is_published=True)
    return ComparedMeasure(measure, left, right, None, claim.reason, is_published=True)
