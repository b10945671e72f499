"""The rows behind a mark whose places are not exact: they have no place of their own on the map, only a list."""

import numpy as np
import pandas as pd

from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.drawn_rows import QUALITIES, MapLayer, drawn_rows
from analytics.selection.selected import Selected
from analytics.selection.shared import proposal_rows
from geodata.schema.vocabulary import LocationQuality

LAYER_TABLES = {
    MapLayer.FACILITY: "facilities",
    MapLayer.PROPOSAL: "proposals",
    MapLayer.OCOP: "ocop_products",
    MapLayer.CONTEXT: "facilities",
}
"""The table of the rows of a layer."""


def read_listed(text: str) -> tuple[MapLayer, str] | None:
    """Return layer and unit ("district.commune" or the district) of a text "layer:unit"; None where there is no such unit."""
    layer, _, unit = text.partition(":")
    district, _, commune = unit.partition(".")
    if layer not in set(MapLayer) or district not in units_of(Vintage.DISTRICTS_2024):
        return None
    if commune and commune not in units_of(Vintage.COMMUNES_2020):
        return None
    return MapLayer(layer), unit


def rows_known_to_unit(selected: Selected, layer: MapLayer, unit: str) -> pd.DataFrame:
    """Return the rows of a layer of which nothing closer than this unit is known."""
    drawn = drawn_rows(selected, layer)
    district, _, commune = unit.partition(".")
    communes = drawn.units(Vintage.COMMUNES_2020)
    if commune:
        is_there = communes.isin((commune,))
    else:
        is_there = drawn.units(Vintage.DISTRICTS_2024).isin((district,)) & communes.is_missing
    is_there &= ~np.isnan(drawn.lat) & (drawn.quality != QUALITIES.index(LocationQuality.EXACT))
    rows = drawn.rows[is_there]
    if layer is MapLayer.PROPOSAL:
        rows = np.unique(proposal_rows(selected.prepared)[rows])
    return selected.table(LAYER_TABLES[layer]).iloc[rows]
