"""The most complete number known of each district: the one that the strip shows once it is chosen, for map, table, profile and slides alike."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analytics.maps.classes import classes_of
from analytics.maps.measures import (
    KnownNumber,
    MapMeasure,
    Measure,
    MeasureValues,
    measure_values,
)
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpis import kpi_of
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.shared import vintage_lines
from analytics.wording.claims import Claim
from geodata.schema.vocabulary import Qualifier

KPI_OF: dict[Measure, KpiId] = {
    Measure.FACILITIES: KpiId.FACILITIES,
    Measure.PROPOSALS: KpiId.PROPOSALS,
    Measure.SUPPORT: KpiId.SUPPORT,
    Measure.OCOP: KpiId.OCOP,
}
"""The figure of the strip that counts what a measure of the map counts; of the others nothing is published by district."""


def of_district(selection: Selection, line: str) -> Selection:
    """Return a selection with one district, or what is placed in none, as its only place."""
    return replace(selection, districts=(line,), units=())


@cached()
def known_lines(rows: Selected, whole: Selected) -> Mapping[Measure, Mapping[str, KnownNumber]]:
    """Return by measure and line (the ten districts, then what is not placed) the number that the strip shows of it."""
    selection = rows.selection
    of_line = {
        line: select(rows.prepared, of_district(selection, line)) for line in vintage_lines(Vintage.DISTRICTS_2024)
    }
    return {
        measure: {line: known_number(kpi_of(kpi, at, whole)) for line, at in of_line.items()}
        for measure, kpi in KPI_OF.items()
    }


@cached()
def known_total(selected: Selected, whole: Selected) -> Mapping[Measure, KnownNumber]:
    """Return by measure the number that the strip shows of a selection."""
    return {measure: known_number(kpi_of(kpi, selected, whole)) for measure, kpi in KPI_OF.items()}


def shown_values(spec: MapMeasure, rows: Selected, whole: Selected) -> MeasureValues:
    """Return a measure as map and table show it: of each district the most complete number known, where what is published by district may be it."""
    return _shown_values(rows, spec, whole)


@cached()
def _shown_values(rows: Selected, spec: MapMeasure, whole: Selected) -> MeasureValues:
    counted = measure_values(spec, rows, whole)
    if spec.vintage is not Vintage.DISTRICTS_2024:
        return counted
    known = known_lines(rows, whole)
    if not spec.is_known or spec.measure not in known:
        return replace(counted, known=known)
    shown = _numbers(known[spec.measure], counted.by_code.index)
    if counted.is_by_year:
        return replace(counted, by_code=shown, absolute=shown, known=known)
    model = shown if spec.is_refitted else _numbers(known_lines(whole, whole)[spec.measure], counted.by_code.index)
    classes = classes_of(model.dropna().tolist(), spec.breaks, exact=spec.exact)
    return replace(counted, by_code=shown, absolute=shown, classes=classes, known=known)


def _numbers(known: Mapping[str, KnownNumber], codes: pd.Index) -> pd.Series:
    return pd.Series([known[code].value for code in codes], index=codes, dtype="Float64")


def known_number(figure: Kpi) -> KnownNumber:
    """Return the most complete number that a figure of the strip knows."""
    large = figure.large
    value = large.value if isinstance(large, Claim) else None
    return KnownNumber(
        value=value,
        qualifier=Qualifier.EXACT if value is None else figure.large_qualifier,
        itemised=figure.value,
        published=figure.published if figure.is_published_large else None,
    )
