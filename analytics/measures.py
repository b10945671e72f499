"""What colours the districts: a count of the record, or one figure that a source publishes by district."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analytics.classes import Classes, quantile_classes
from analytics.districts import district_table
from analytics.published import published_by_district
from analytics.selected import Selected
from analytics.selection import DISTRICT_CODES
from geodata.record import Record
from geodata.vocabulary import Basis


class Measure(StrEnum):
    """The measures of the map, in the order of the menu."""

    FACILITIES = "facilities"
    PROPOSALS = "proposals"
    SUPPORT = "support"
    OCOP = "ocop"
    TYPICAL = "typical"
    REGISTERED_2020 = "registered_2020"
    DIFFICULT_2012_2022 = "difficult_2012_2022"


@dataclass(frozen=True)
class PublishedMeasure:
    """Which published figures a measure shows: metric, basis, exactly these years."""

    metric: str
    basis: Basis | None
    years: tuple[int, int]


COLUMNS: dict[Measure, str] = {
    Measure.FACILITIES: "facilities",
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "support_vnd",
    Measure.OCOP: "ocop_products",
    Measure.TYPICAL: "typical_products",
}
"""The column of the district table that a measure of the record shows."""

PUBLISHED: dict[Measure, PublishedMeasure] = {
    Measure.REGISTERED_2020: PublishedMeasure("proposals", Basis.REGISTERED, (2020, 2020)),
    Measure.DIFFICULT_2012_2022: PublishedMeasure("facilities_supported_difficult_areas", None, (2012, 2022)),
}
"""Measures that show one published figure a district; they do not follow the selection."""


@dataclass(frozen=True, eq=False)
class MeasureValues:
    """Values by district code (Float64; missing is "no data", apart from zero) and the classes they are drawn in.

    `elsewhere` is what counts but lies in no single district (several districts, or not placed).
    """

    measure: Measure
    by_code: pd.Series
    classes: Classes
    elsewhere: float
    figure_ids: tuple[str, ...] = ()

    def class_of(self, code: str) -> int | None:
        """Return the class of a district: its number, -1 for zero, None for no data."""
        value = self.by_code[code]
        if pd.isna(value):
            return None
        return -1 if value == 0 else self.classes.index(float(value))


def measure_values(record: Record, measure: Measure, selected: Selected, whole: Selected) -> MeasureValues:
    """Return a measure for the rows of `selected`, in classes of the whole record, so that colours keep their meaning."""
    if measure in PUBLISHED:
        return _published_values(record, measure)
    column = COLUMNS[measure]
    table = district_table(selected)[column].astype("Float64")
    everything = district_table(whole)[column].astype("Float64")
    values = table[list(DISTRICT_CODES)]
    classes = quantile_classes(everything[list(DISTRICT_CODES)].dropna().tolist())
    elsewhere = table.drop(index=list(DISTRICT_CODES)).sum()
    return MeasureValues(measure, values, classes, float(elsewhere))


def _published_values(record: Record, measure: Measure) -> MeasureValues:
    wanted = PUBLISHED[measure]
    figures = published_by_district(record, wanted.metric, wanted.basis, wanted.years)
    values = figures.set_index("district_code")["value"].reindex(list(DISTRICT_CODES)).astype("Float64")
    return MeasureValues(measure, values, quantile_classes(values.dropna().tolist()), 0.0, tuple(figures["figure_id"]))
