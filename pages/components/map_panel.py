"""The map on the page: measure and layers to choose, the folium map, and its clicks back into the selection."""

import streamlit as st
from streamlit_folium import st_folium

from analytics.language import Language, mark
from analytics.map_state import MapLayer, MapView, map_state
from analytics.measures import Measure, measure_values
from analytics.selected import Selected
from analytics.selection import DISTRICT_CODES
from analytics.words import MEASURES
from geodata.layers import base_map
from pages.components.assets import FROM_THE_MAP_FRAME
from pages.components.session import assets_version, choose, look, prepared_record, selection, theme, view, words

HEIGHT_PX = 640
BUTTONS: dict[MapLayer, str] = {
    MapLayer.FACILITY: mark("Facilities"),
    MapLayer.PROPOSAL: mark("Proposals"),
    MapLayer.OCOP: mark("OCOP"),
    MapLayer.CONTEXT: mark("Villages, clusters, growers"),
}


def map_panel(selected: Selected, everywhere: Selected, whole: Selected) -> None:
    """Draw the map: marks of `selected`, districts coloured by `everywhere`, in classes of `whole`.

    `everywhere` is the selection without its districts, `whole` the selection of everything.
    """
    language = words()
    _controls(language)
    measure = measure_values(prepared_record().record, view().measure, everywhere, whole)
    state = map_state(selected, measure, MapView(view().layers, theme(), language))
    key = f"map_{theme()}_{language.code}_{assets_version()}"
    st_folium(
        base_map(assets=FROM_THE_MAP_FRAME, version=assets_version(), theme=theme(), texts=_texts(language)),
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=[state.feature_group()],
        on_change=lambda: _clicked(key),
    )


def _controls(language: Language) -> None:
    st.session_state["map_measure"] = view().measure
    st.session_state["map_layers"] = list(view().layers)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="map_controls"):
        st.selectbox(
            language.text("Colour the districts by"),
            list(Measure),
            format_func=lambda item: language.text(MEASURES[item]),
            key="map_measure",
            on_change=lambda: look(measure=st.session_state["map_measure"]),
            width=280,
        )
        st.pills(
            language.text("Show on the map"),
            list(MapLayer),
            selection_mode="multi",
            format_func=lambda item: language.text(BUTTONS[item]),
            key="map_layers",
            on_change=lambda: look(layers=tuple(st.session_state["map_layers"])),
        )


def _texts(language: Language) -> dict[str, str]:
    return {
        "map": language.text("Map of the ten districts of Bắc Giang"),
        "zoomIn": language.text("Zoom in"),
        "zoomOut": language.text("Zoom out"),
        "home": language.text("Whole province"),
        "inset": language.text("Việt Nam with Hoàng Sa and Trường Sa"),
    }


def _clicked(key: str) -> None:
    """Answer a click: a district narrows or widens, a mark opens its card. What the browser sends is checked, not trusted."""
    drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    properties = drawing.get("properties") or {}
    kind, id_ = str(properties.get("kind", "")), str(properties.get("id", ""))
    if kind == "district" and id_ in DISTRICT_CODES:
        choose(selection().toggle_district(id_))
    elif kind in set(MapLayer):
        look(focus=f"{kind}:{id_}")
