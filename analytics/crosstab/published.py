"""What is published of a cell, beside what is itemised and never added to it: by district, source of funding and years alone."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from analytics.crosstab.cut import CrosstabMeasure, Cut, Dimension
from analytics.selection.published_totals import PublishedTotal, of_metric, published_latest, published_sum
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, Selection
from geodata.schema.vocabulary import FigureProgramme, Programme

MEASURE_METRICS: dict[CrosstabMeasure, str] = {
    CrosstabMeasure.PROPOSALS: "proposals",
    CrosstabMeasure.SUPPORT: "budget_vnd",
    CrosstabMeasure.COUNTERPART: "counterpart_vnd",
    CrosstabMeasure.OCOP: "ocop_products",
}
RECOGNISED = "ocop_products_recognised"
"""What is published of OCOP in a year; the products in force are another number."""
_PUBLISHED = (Dimension.DISTRICT, Dimension.PROGRAMME, Dimension.YEAR)
_PROGRAMMES = tuple(str(one) for one in Programme if one is not Programme.UNKNOWN)
_Slot = tuple[str | None, ...]


def published_lines(selected: Selected, cut: Cut) -> Iterator[_Slot]:
    """Yield the cells of which something is published, though perhaps no row is on record."""
    if cut.measure not in MEASURE_METRICS:
        return
    values = [(None, *_values(selected, cut, one)) for one in cut.dimensions]
    for slot in product(*values):
        if published_of(selected, cut, slot) is not None:
            yield slot


def published_of(selected: Selected, cut: Cut, slot: _Slot) -> PublishedTotal | None:
    """Return what is published of the same thing as a cell, None where nothing is or nothing can be."""
    if cut.measure not in MEASURE_METRICS:
        return None
    selection, periods = selected.selection, None
    for one, value in zip(cut.dimensions, slot, strict=True):
        if value is None:
            continue
        if one not in _PUBLISHED:
            return None
        narrowed = _narrowed(selection, one, value)
        if narrowed is None:
            return None
        selection = narrowed
        if one is Dimension.YEAR:
            periods = {selection.years} if selection.years else None
    return _figure(selected, cut.measure, selection, periods)


def _figure(
    selected: Selected, measure: CrosstabMeasure, selection: Selection, periods: set[tuple[int, int]] | None
) -> PublishedTotal | None:
    record = selected.record
    if measure is not CrosstabMeasure.OCOP:
        return published_sum(record, MEASURE_METRICS[measure], selection, periods=periods)
    if selection.programmes:
        return None
    if selection.years is None:
        return published_latest(record, MEASURE_METRICS[measure], selection)
    return published_sum(record, RECOGNISED, selection, programmes=tuple(FigureProgramme), periods=periods)


def _narrowed(selection: Selection, one: Dimension, value: str) -> Selection | None:
    """Return the selection of a line, None for a line that is no value ("not placed", "not stated", "others")."""
    if one is Dimension.DISTRICT:
        return replace(selection, districts=(value,)) if value in DISTRICT_CODES else None
    if one is Dimension.PROGRAMME:
        return replace(selection, programmes=(Programme(value),)) if value in _PROGRAMMES else None
    first, _, last = value.partition("-")
    if not first.isdecimal():
        return None
    return replace(selection, years=(int(first), int(last or first)))


def _values(selected: Selected, cut: Cut, one: Dimension) -> tuple[str, ...]:
    """Return the values of a field of which something may be published inside the selection."""
    selection = selected.selection
    if one is Dimension.DISTRICT:
        return tuple(code for code in DISTRICT_CODES if not selection.districts or code in selection.districts)
    if one is Dimension.PROGRAMME:
        return tuple(one for one in _PROGRAMMES if not selection.programmes or one in set(selection.programmes))
    if one is not Dimension.YEAR:
        return ()
    metric = RECOGNISED if cut.measure is CrosstabMeasure.OCOP else MEASURE_METRICS[cut.measure]
    figures = of_metric(selected.record, metric)
    known = figures[figures["year_from"].notna() & figures["is_used"]]
    spans = sorted({(int(a), int(b)) for a, b in zip(known["year_from"], known["year_to"], strict=True)})
    first, last = selection.years or (0, 9999)
    return tuple(str(a) if a == b else f"{a}-{b}" for a, b in spans if first <= a and b <= last)
