"""Placing a row: its district, its commune, or a click on the map; one follows from the other."""

from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from analytics.editing.place_map import place_state, read_point
from analytics.evidence.column_text import unit_text
from analytics.maps.credits import boundary_credits
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import district_name
from analytics.selection.selection import DISTRICT_CODES
from analytics.wording.language import Language
from geodata.layers import LAYER_FILES, base_map, state_group
from geodata.text import alphabetical
from pages.components.browser.assets import FROM_THE_MAP_FRAME, assets_version
from pages.components.map.base_tiles import base_tiles
from pages.components.map.map_panel import map_texts
from pages.components.visit.memory import has_widget, memory, set_widget, widget
from pages.components.visit.session import theme, words

_HEIGHT_PX = 420


def place_fields(values: dict[str, Any], key: str) -> dict[str, Any]:
    """Draw the choice of a place and return the place's columns as they are now chosen."""
    language = words()
    _start(values, key)
    st.selectbox(
        language.text("District"),
        [None, *DISTRICT_CODES],
        format_func=lambda code: district_name(code, language) if code else language.text("not known"),
        placeholder=language.text("not known"),
        key=f"{key}_district",
        on_change=lambda: _district_chosen(key),
    )
    if "commune_code" not in values:
        return {"district_code": widget(f"{key}_district")}
    st.selectbox(
        language.text("Commune (2020–2024)"),
        [None, *_communes(widget(f"{key}_district"))],
        format_func=lambda code: unit_text(code, language) if code else language.text("not known"),
        placeholder=language.text("not known"),
        key=f"{key}_commune",
        on_change=lambda: _commune_chosen(key),
        filter_mode="contains",
    )
    place = {name: widget(f"{key}_{name.removesuffix('_code')}") for name in ("district_code", "commune_code")}
    if "lon" in values:
        place.update(zip(("lon", "lat"), _point_on_map(key, language) or (None, None), strict=True))
    return place


def _start(values: dict[str, Any], key: str) -> None:
    """Begin with what the row says, once."""
    if has_widget(f"{key}_district") and key in memory().edit_points:
        return
    point = (values.get("lon"), values.get("lat"))
    set_widget(f"{key}_district", values["district_code"])
    set_widget(f"{key}_commune", values.get("commune_code"))
    memory().edit_points[key] = None if point[0] is None or point[1] is None else (point[0], point[1])


def _communes(district: str | None) -> list[str]:
    units = units_of(Vintage.COMMUNES_2020)
    inside = [code for code, unit in units.items() if district in (None, unit.district_code)]
    return sorted(inside, key=lambda code: alphabetical(units[code].short_name))


def _district_chosen(key: str) -> None:
    commune = units_of(Vintage.COMMUNES_2020).get(str(widget(f"{key}_commune")))
    if commune is None or commune.district_code != widget(f"{key}_district"):
        set_widget(f"{key}_commune", None)
        memory().edit_points[key] = None


def _commune_chosen(key: str) -> None:
    commune = units_of(Vintage.COMMUNES_2020).get(str(widget(f"{key}_commune")))
    district = commune.district_code if commune else widget(f"{key}_district")
    set_widget(f"{key}_district", district)
    memory().edit_points[key] = None


def _point_on_map(key: str, language: Language) -> tuple[float, float] | None:
    """Draw the map and return the point that was clicked on it, (lon, lat)."""
    point = memory().edit_points[key]
    commune, district = widget(f"{key}_commune"), widget(f"{key}_district")
    with st.container(horizontal=True, vertical_alignment="center"):
        if point:
            written = f"{language.number(point[1], 5)}, {language.number(point[0], 5)}"
            st.caption(language.text("Place on the map: {point} (latitude, longitude)", point=written))
            if st.button(language.text("Take the point away"), key=f"{key}_no_point", type="tertiary"):
                memory().edit_points[key] = None
                st.rerun()
        else:
            st.caption(language.text("No exact place yet: click it on the map, or leave it at the commune."))
    map_key = f"{key}_map_{theme()}_{language.code}_{assets_version()}"
    st_folium(
        base_map(
            assets=FROM_THE_MAP_FRAME,
            version=assets_version(),
            theme=theme(),
            texts=map_texts(language, language.text("Click the place of the record")),
            lang=language.code,
            credits_=boundary_credits(LAYER_FILES, language),
            tiles=base_tiles(),
            picks=True,
        ),
        key=map_key,
        height=_HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=[state_group(place_state(commune, district, point, theme(), language).payload())],
        on_change=lambda: _clicked(key, map_key),
    )
    return point


def _clicked(key: str, map_key: str) -> None:
    """Take a clicked place: its point, its commune, its district. What the browser sends is checked, not trusted."""
    drawing = (widget(map_key) or {}).get("last_active_drawing") or {}
    properties = drawing.get("properties") or {}
    found = read_point(str(properties.get("id", ""))) if properties.get("kind") == "point" else None
    if found is None:
        return
    lon, lat, commune = found
    district = units_of(Vintage.COMMUNES_2020)[commune].district_code
    set_widget(f"{key}_commune", commune)
    set_widget(f"{key}_district", district)
    memory().edit_points[key] = (lon, lat)
