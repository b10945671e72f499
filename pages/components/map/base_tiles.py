"""The base map of pictures that a setting asks for, made ready once for each start of the app."""

import logging

import streamlit as st

from geodata.layers.base import extent
from geodata.layers.tiles import TileLayer, tile_layer
from geodata.settings import SettingError, tile_setting
from pages.components.browser.assets import FROM_THE_MAP_FRAME, STATIC
from pages.components.browser.plain import plain
from pages.components.visit.session import words


@st.cache_resource(show_spinner=False)
def _prepared() -> tuple[TileLayer | None, str]:
    """Return the base map, and why there is none although one is asked for."""
    log = logging.getLogger(__name__)
    try:
        layer = tile_layer(tile_setting(), STATIC, FROM_THE_MAP_FRAME, extent())
    except SettingError as error:
        log.warning("%s", error)
        return None, str(error)
    if layer and layer.note:
        log.warning("%s", layer.note)
    return layer, ""


def base_tiles() -> TileLayer | None:
    """Return the base map, None if there is none; a setting that cannot be followed is named above the map."""
    layer, problem = _prepared()
    if problem:
        st.warning(words().text("The base map is not shown: {problem}", problem=plain(problem)))
    return layer
