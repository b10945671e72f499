"""Map layers for folium: the base map that never changes and the state that does; folium is loaded where a map is drawn."""

from typing import TYPE_CHECKING, Any

from geodata.layers.state import (
    RECORD_LAYER,
    Area,
    Badge,
    Cells,
    Layer,
    Legend,
    LegendClass,
    LegendItem,
    LegendSection,
    MapMark,
    MapState,
    MarkStyle,
    YearBar,
)

if TYPE_CHECKING:
    from geodata.layers.base import LAYER_FILES, base_map
    from geodata.layers.state_element import state_group

__all__ = [
    "LAYER_FILES",
    "RECORD_LAYER",
    "Area",
    "Badge",
    "Cells",
    "Layer",
    "Legend",
    "LegendClass",
    "LegendItem",
    "LegendSection",
    "MapMark",
    "MapState",
    "MarkStyle",
    "YearBar",
    "base_map",
    "state_group",
]


def __getattr__(name: str) -> Any:
    """Load what needs folium when it is asked for: files are made by processes that draw no folium map."""
    if name in {"LAYER_FILES", "base_map"}:
        from geodata.layers import base  # noqa: PLC0415 - half a second

        return getattr(base, name)
    if name == "state_group":
        from geodata.layers.state_element import state_group  # noqa: PLC0415 - half a second

        return state_group
    raise AttributeError(name)
