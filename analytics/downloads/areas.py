"""The units of a vintage as areas with what of a selection lies in them."""

from typing import TYPE_CHECKING

import pandas as pd

from analytics.downloads.occasion import Occasion
from analytics.downloads.table import ColumnKind, ExportColumn
from analytics.maps.measures import Measure
from analytics.maps.words import ITEMISED_NAMES
from analytics.prepared.vintages import units_in, units_of
from analytics.selection.selected import Selected
from analytics.selection.unit_table import unit_table
from analytics.wording.language import Language, mark
from geodata.boundaries import load_layer

if TYPE_CHECKING:
    import geopandas as gpd

_COLUMNS: tuple[tuple[str, str, ColumnKind], ...] = (
    ("code", mark("Code"), ColumnKind.CODE),
    ("name", mark("Name"), ColumnKind.TEXT),
    ("area_km2", mark("Area (km²)"), ColumnKind.NUMBER),
    ("facilities", ITEMISED_NAMES[Measure.FACILITIES], ColumnKind.WHOLE),
    ("facilities_per_100_km2", mark("Facilities per 100 km²"), ColumnKind.NUMBER),
    ("proposals", ITEMISED_NAMES[Measure.PROPOSALS], ColumnKind.WHOLE),
    ("n_shared", mark("incl. proposals of several districts"), ColumnKind.WHOLE),
    ("support_vnd", mark("Itemised support (VND)"), ColumnKind.MONEY),
    ("beside_vnd", mark("and besides of proposals of several districts (VND)"), ColumnKind.MONEY),
    ("ocop_products", ITEMISED_NAMES[Measure.OCOP], ColumnKind.WHOLE),
    ("typical_products", ITEMISED_NAMES[Measure.TYPICAL], ColumnKind.WHOLE),
)
"""Columns of an area, named as the map names what rows alone say; missing where nothing is known. A proposal of several areas counts in each, its money stands beside that of each (`analytics.selection.shared`)."""


def area_table(selected: Selected, occasion: Occasion) -> "tuple[gpd.GeoDataFrame, tuple[ExportColumn, ...]]":
    """Return one row a unit (EPSG:4326) with its measures, and the columns in the language.

    What no source places is in no area.
    """
    vintage = occasion.vintage
    codes = units_in(vintage, selected.selection.districts)
    units = units_of(vintage)
    table = unit_table(selected, vintage).loc[list(codes)].drop(columns="n_amounts")
    area = pd.Series({code: units[code].area_km2 for code in codes}, dtype="Float64")
    rows = table.assign(
        name=[units[code].name for code in codes],
        area_km2=area,
        facilities_per_100_km2=(table["facilities"] / area * 100).round(2),
    ).reset_index()
    columns = tuple(ExportColumn(id_, _text(heading, occasion.language), kind) for id_, heading, kind in _COLUMNS)
    layer = load_layer(vintage.value)[["code", "geometry"]]
    merged = layer.merge(rows, on="code").sort_values("code", ignore_index=True)
    return merged[[*(column.id for column in columns), "geometry"]], columns


def _text(message: str, language: Language) -> str:
    return language.text(message)
