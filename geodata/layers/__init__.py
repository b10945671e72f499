"""Map layers for folium: the base map that never changes and the state that does."""

from geodata.layers.base import LAYER_FILES, base_map
from geodata.layers.state import (
    Area,
    Cells,
    Layer,
    Legend,
    LegendClass,
    LegendItem,
    LegendSection,
    MapState,
    Mark,
    MarkStyle,
    state_group,
)

__all__ = [
    "LAYER_FILES",
    "Area",
    "Cells",
    "Layer",
    "Legend",
    "LegendClass",
    "LegendItem",
    "LegendSection",
    "MapState",
    "Mark",
    "MarkStyle",
    "base_map",
    "state_group",
]
