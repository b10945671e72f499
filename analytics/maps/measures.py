"""What colours the units of the map: a count of the record or a figure published by district, absolute or normalised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.maps.classes import Breaks, Classes, Exact, classes_of, whole
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, unit_codes, units_in, units_of
from analytics.selection.choices import record_years
from analytics.selection.drawn_rows import MapLayer
from analytics.selection.published_products import districts_published, districts_recognised
from analytics.selection.published_totals import PublishedTotal, published_by_district
from analytics.selection.selected import Selected, select
from analytics.selection.selection import UNPLACED, Selection
from analytics.selection.shared import vintage_lines
from analytics.selection.unit_table import unit_sums, unit_table
from analytics.wording.language import rounded, rounded_money
from geodata.record import Record
from geodata.schema.vocabulary import Basis, Qualifier


class Measure(StrEnum):
    """The measures of the map, in the order of the menu."""

    FACILITIES = "facilities"
    PROPOSALS = "proposals"
    SUPPORT = "support"
    OCOP = "ocop"
    TYPICAL = "typical"
    REGISTERED_2020 = "registered_2020"
    DIFFICULT_2012_2022 = "difficult_2012_2022"


class Scale(StrEnum):
    """A measure as it is, or made comparable between units of different size."""

    ABSOLUTE = "absolute"
    PER_AREA = "per_area"
    PER_FACILITY = "per_facility"
    SHARE = "share"


class MapStyle(StrEnum):
    """How values are drawn; the number itself stands on each unit either way."""

    FILL = "fill"
    CIRCLES = "circles"


@dataclass(frozen=True)
class MapMeasure:
    """What the map shows of the units of a vintage, and how it is classed and drawn.

    Classes are those of the whole record, so that colours keep their meaning when the selection changes; of a single year
    those of the single years of the record; with `is_refitted` they are those of the selection.
    """

    measure: Measure = Measure.FACILITIES
    scale: Scale = Scale.ABSOLUTE
    vintage: Vintage = Vintage.DISTRICTS_2024
    breaks: Breaks = Breaks.QUANTILE
    is_refitted: bool = False
    drawing: MapStyle = MapStyle.FILL

    @property
    def exact(self) -> Exact:
        """What makes a value as exact as it is written (`analytics.maps.areas.value_in_words`)."""
        if self.scale is Scale.SHARE:
            return _share
        if self.measure is Measure.SUPPORT:
            return rounded_money
        return whole if self.scale is Scale.ABSOLUTE else _density

    @property
    def is_known(self) -> bool:
        """Whether values are the most complete numbers known, not what the rows make comparable: sources publish by district of 2024, and as it is."""
        return self.scale is Scale.ABSOLUTE and self.vintage is Vintage.DISTRICTS_2024

    @property
    def is_circles(self) -> bool:
        """Whether values are drawn as circles."""
        return self.drawing is MapStyle.CIRCLES


def _share(value: float) -> float:
    return rounded(value, 3)


def _density(value: float) -> float:
    return rounded(value, 2)


@dataclass(frozen=True)
class PublishedMeasure:
    """Which published figures a measure shows: metric, basis, exactly these years."""

    metric: str
    basis: Basis | None
    years: tuple[int, int]


MEASURE_COLUMNS: dict[Measure, str] = {
    Measure.FACILITIES: "facilities",
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "support_vnd",
    Measure.OCOP: "ocop_products",
    Measure.TYPICAL: "typical_products",
}
"""The column of the unit table that a measure of the record shows."""

LAYER_OF: dict[Measure, MapLayer] = {
    Measure.FACILITIES: MapLayer.FACILITY,
    Measure.PROPOSALS: MapLayer.PROPOSAL,
    Measure.OCOP: MapLayer.OCOP,
}
"""The measures that count the rows of a layer."""

PUBLISHED: dict[Measure, PublishedMeasure] = {
    Measure.REGISTERED_2020: PublishedMeasure("proposals", Basis.REGISTERED, (2020, 2020)),
    Measure.DIFFICULT_2012_2022: PublishedMeasure("facilities_supported_difficult_areas", None, (2012, 2022)),
}
"""Measures that show one published figure a district; they do not follow the selection."""


@dataclass(frozen=True, eq=False)
class KnownProducts:
    """What is known of the OCOP products of districts beside the itemised ones: what is published, else of a year, and how many on record are not recognised."""

    published: Mapping[str, PublishedTotal] = field(default_factory=dict)
    recognised: Mapping[str, PublishedTotal] = field(default_factory=dict)
    n_apart: Mapping[str, int] = field(default_factory=dict)

    def most(self, code: str) -> float:
        """Return how many products a district has at least, as far as is published."""
        return self.published[code].value if code in self.published else 0.0


@cached()
def known_products(selected: Selected, vintage: Vintage) -> KnownProducts:
    """Return what is known beside the itemised OCOP products of some rows; sources publish it of the districts until 2024 alone."""
    if vintage is not Vintage.DISTRICTS_2024:
        return KnownProducts()
    apart = selected.unrecognised["district_code"].value_counts()
    return KnownProducts(
        districts_published(selected.record, selected.selection),
        districts_recognised(selected.record, selected.selection),
        {str(code): int(n) for code, n in apart.items()},
    )


@dataclass(frozen=True, eq=False)
class KnownNumber:
    """The most complete number known of a line, as the strip shows it: missing where none may stand large.

    `itemised` is what the rows say; `published` is there where the number is a published one, with its years and bases.
    """

    value: float | None
    qualifier: Qualifier = Qualifier.EXACT
    itemised: float | None = None
    published: PublishedTotal | None = None

    @property
    def is_of_rows(self) -> bool:
        """Whether the number is what the rows say, and nothing else."""
        return self.published is None and self.value == self.itemised

    @property
    def kind(self) -> tuple[object, ...]:
        """What the number is of; only numbers of one kind are ranked, drawn as bars or coloured by class."""
        one = self.published
        return () if one is None else (one.periods, one.bases, one.programmes)


@dataclass(frozen=True, eq=False)
class MeasureValues:
    """Values by unit code (Float64; missing is "no data", apart from zero) and the classes that they are drawn in.

    Of communes, only those inside the chosen districts are there.

    `absolute` holds the values before they were normalised; `elsewhere` is what lies in none of the units, missing where
    nothing does; `total` is the whole, in which a proposal of several units counts once, the same for every vintage.
    `shared` says of each unit how many of its proposals others count too, `n_shared` how many there are in all, `apart_vnd` which
    support it has together with others, beside its own.
    """

    spec: MapMeasure
    by_code: pd.Series
    absolute: pd.Series
    classes: Classes
    elsewhere: float | None
    total: float | None
    shared: Mapping[str, int]
    n_shared: int = 0
    apart_vnd: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The published figures behind the value of each line."""
    counts: Mapping[MapLayer, pd.Series] = field(default_factory=dict)
    """How many rows of each layer belong to each line."""
    beside: "KnownProducts | None" = None
    """What is known of OCOP products beside those counted, where the measure counts them by district."""
    is_by_year: bool = False
    """Whether the classes are those of single years."""
    known: Mapping[Measure, Mapping[str, KnownNumber]] = field(default_factory=dict)
    """By measure and line the number that stands large, where it may be a published one (`analytics.overview.known_units`)."""

    def known_of(self, measure: Measure, code: str) -> KnownNumber | None:
        """Return the number that stands large for a unit, where it may be a published one."""
        return self.known.get(measure, {}).get(code)

    @property
    def is_ranked(self) -> bool:
        """Whether the values are of one kind, so that they may be ranked."""
        return not self.spec.is_known or is_of_one_kind(self.known.get(self.spec.measure, {}), self.by_code.index)

    def class_of(self, code: str) -> int | None:
        """Return the class of a unit: its number, -1 for zero, None for no data."""
        value = self.by_code[code]
        if pd.isna(value):
            return None
        return -1 if value == 0 else self.classes.index(self.spec.exact(float(value)))

    @property
    def positive(self) -> list[float]:
        """The values above zero, as exact as they are written."""
        return [self.spec.exact(float(value)) for value in self.by_code.dropna() if value > 0]


def is_of_one_kind(known: Mapping[str, KnownNumber], lines: Iterable[str]) -> bool:
    """Tell whether the numbers of some lines are all of one kind: all of rows, or all published of the same years and basis."""
    numbers = (known[line] for line in lines if line in known)
    return len({one.kind for one in numbers if one.value is not None}) < 2


def measure_values(spec: MapMeasure, selected: Selected, whole: Selected) -> MeasureValues:
    """Return a measure for the rows of `selected`, classed by the rows of `whole` unless it is refitted."""
    return _measure_values(selected, spec, whole)


@cached()
def _measure_values(selected: Selected, spec: MapMeasure, whole: Selected) -> MeasureValues:
    lines, figures = _lines(spec, selected)
    codes = list(units_in(spec.vintage, selected.selection.districts))
    values = _scaled(lines, spec, selected)
    is_by_year = is_classed_by_year(spec, selected)
    model = (
        year_values(whole, spec)
        if is_by_year
        else values[codes]
        if spec.is_refitted
        else _scaled(_lines(spec, whole)[0], spec, whole)
    )
    return MeasureValues(
        spec=spec,
        by_code=values[codes],
        absolute=lines[codes],
        classes=classes_of(model.dropna().tolist(), spec.breaks, exact=spec.exact),
        is_by_year=is_by_year,
        elsewhere=_number(lines.drop(index=codes).sum(min_count=1)),
        total=_number(
            lines.sum(min_count=1) if figures else unit_sums(selected, spec.vintage)[MEASURE_COLUMNS[spec.measure]]
        ),
        **_shared(spec, selected),
        figures=figures,
        counts=_layer_counts(selected, spec.vintage),
        beside=known_products(selected, spec.vintage) if spec.measure is Measure.OCOP else None,
    )


def is_classed_by_year(spec: MapMeasure, selected: Selected) -> bool:
    """Tell whether values are those of one year, which classes of all years together would leave pale."""
    years = selected.selection.years
    return years is not None and years[0] == years[1] and not spec.is_refitted and spec.measure not in PUBLISHED


@cached()
def year_values(whole: Selected, spec: MapMeasure) -> pd.Series:
    """Return what the rows of each single year of the record say of each unit: one scale for every year, so that years compare."""
    first, last = record_years(whole.record)
    of_years = (select(whole.prepared, Selection(years=(year, year))) for year in range(first, last + 1))
    found: pd.Series = pd.concat([_scaled(_lines(spec, rows)[0], spec, rows).dropna() for rows in of_years])
    return found


@cached()
def _layer_counts(selected: Selected, vintage: Vintage) -> dict[MapLayer, pd.Series]:
    """Return by layer how many of its rows each line counts, missing where nothing is known."""
    table = unit_table(selected, vintage)
    context = selected.units("context", vintage).value_counts().reindex(table.index).astype("Int64")
    return {
        **{layer: table[MEASURE_COLUMNS[measure]] for measure, layer in LAYER_OF.items()},
        MapLayer.CONTEXT: context,
    }


def _shared(spec: MapMeasure, selected: Selected) -> dict[str, Any]:
    """Return what of the units' values belongs to proposals of several units, where the measure counts proposals."""
    if spec.measure not in {Measure.PROPOSALS, Measure.SUPPORT}:
        return {"shared": {}}
    table = unit_table(selected, spec.vintage)
    shared = table["n_shared"].dropna()
    n = unit_sums(selected, spec.vintage)["n_shared"]
    return {
        "shared": dict(zip(shared.index, map(int, shared), strict=True)),
        "n_shared": 0 if pd.isna(n) else int(n),
        "apart_vnd": table["beside_vnd"].dropna().to_dict() if spec.measure is Measure.SUPPORT else {},
    }


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _lines(spec: MapMeasure, rows: Selected) -> tuple[pd.Series, Mapping[str, tuple[str, ...]]]:
    """Return the absolute values by line of the vintage, and by line the published figures behind them."""
    if spec.measure in PUBLISHED:
        return _published_lines(rows.record, spec)
    return unit_table(rows, spec.vintage)[MEASURE_COLUMNS[spec.measure]].astype("Float64"), {}


def _published_lines(record: Record, spec: MapMeasure) -> tuple[pd.Series, Mapping[str, tuple[str, ...]]]:
    wanted = PUBLISHED[spec.measure]
    figures = published_by_district(record, wanted.metric, wanted.basis, wanted.years)
    units = unit_codes(figures, spec.vintage).fillna(UNPLACED)
    lines = figures["value"].groupby(units).sum().reindex(vintage_lines(spec.vintage)).astype("Float64")
    return lines, {str(line): tuple(ids) for line, ids in figures["figure_id"].groupby(units)}


def _scaled(lines: pd.Series, spec: MapMeasure, rows: Selected) -> pd.Series:
    units = units_of(spec.vintage)
    values = lines[list(units)]
    if spec.scale is Scale.PER_AREA:
        return values / pd.Series({code: unit.area_km2 / 100 for code, unit in units.items()}, dtype="Float64")
    if spec.scale is Scale.PER_FACILITY:
        facilities = unit_table(rows, spec.vintage).loc[list(units), "facilities"].astype("Float64")
        return values / facilities.mask(facilities.eq(0))
    if spec.scale is Scale.SHARE:
        total = (
            lines.sum() if spec.measure in PUBLISHED else unit_sums(rows, spec.vintage)[MEASURE_COLUMNS[spec.measure]]
        )
        return values if pd.isna(total) or not total else values / total
    return values
