"""What can be chosen about the map: measure, units, layers, how it is drawn, what stands beside it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal

import streamlit as st

from analytics.maps.classes import BREAKS_LABELS as BREAKS
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapStyle
from analytics.maps.words import MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.prepared.vintages import VINTAGE_LABELS as VINTAGES
from analytics.prepared.vintages import Vintage
from analytics.wording.language import Language, mark
from pages.components.frame.selection_bar import year_bounds
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import change_view, measure, view, words

_LAYERS: dict[MapLayer, str] = {
    MapLayer.FACILITY: mark("Facilities"),
    MapLayer.PROPOSAL: mark("Proposals"),
    MapLayer.OCOP: mark("OCOP"),
    MapLayer.CONTEXT: mark("Villages, clusters, growers"),
}
DRAWINGS: dict[MapStyle, str] = {
    MapStyle.FILL: mark("Fills"),
    MapStyle.CIRCLES: mark("Circles"),
}


def map_controls() -> None:
    """Draw the controls, which lie on the map where there is one and room for them: what is measured, then all else once it is open."""
    language = words()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="map_controls"):
        _select("measure", mark("Colour by"), MAP_MEASURE_NAMES, language, width=190)
        _select("scale", mark("Scale"), SCALE_NAMES, language, width=130)
        more = st.popover(language.text("Layers"), key="map_more", on_change="rerun")
        if not more.open:
            return
        with more:
            _select("vintage", mark("Units"), VINTAGES, language, is_labelled=True)
            _layers(language)
            _drawing(language)
            _beside(language)


def _select(  # noqa: PLR0913 - what a list to choose from is made of
    field: str,
    heading: str,
    options: Mapping[Any, str],
    language: Language,
    *,
    width: int | Literal["stretch"] = "stretch",
    is_labelled: bool = False,
) -> None:
    """Draw one part of the measure as a list to choose from."""
    key = f"map_{field}"
    set_widget(key, getattr(view().measure, field))
    st.selectbox(
        language.text(heading),
        list(options),
        format_func=lambda item: language.text(options[item]),
        key=key,
        label_visibility="visible" if is_labelled else "collapsed",
        on_change=_take(field, key, options),
        width=width,
    )


def _take(field: str, key: str, options: Collection[object] = (False, True)) -> Callable[[], None]:
    """Return what takes over a choice; a list whose names have just changed language may still send the old name, which chooses nothing."""

    def take() -> None:
        if widget(key) in options:
            measure(**{field: widget(key)})

    return take


def _layers(language: Language) -> None:
    set_widget("map_layers", list(view().layers))
    st.pills(
        language.text("Show on the map"),
        list(MapLayer),
        selection_mode="multi",
        format_func=lambda item: language.text(_LAYERS[item]),
        key="map_layers",
        on_change=lambda: change_view(layers=tuple(widget("map_layers"))),
    )


def _drawing(language: Language) -> None:
    spec = view().measure
    set_widget("map_drawing", spec.drawing)
    set_widget("map_breaks", spec.breaks)
    set_widget("map_refit", spec.is_refitted)
    st.segmented_control(
        language.text("Draw values as"),
        list(MapStyle),
        format_func=lambda item: language.text(DRAWINGS[item]),
        required=True,
        key="map_drawing",
        on_change=_take("drawing", "map_drawing", DRAWINGS),
    )
    st.segmented_control(
        language.text("Class breaks"),
        list(BREAKS),
        format_func=lambda item: language.text(BREAKS[item]),
        required=True,
        key="map_breaks",
        on_change=_take("breaks", "map_breaks", BREAKS),
    )
    st.toggle(
        language.text("Fit the classes to the selection"), key="map_refit", on_change=_take("is_refitted", "map_refit")
    )


def _take_beside() -> None:
    if (other := widget("map_beside")) in (None, *Vintage):
        change_view(other_vintage=other)


def _beside(language: Language) -> None:
    """Choose a second map: other units, or another period."""
    set_widget("map_beside", view().other_vintage)
    st.selectbox(
        language.text("Beside it, other units"),
        [None, *Vintage],
        format_func=lambda item: language.text(VINTAGES[item]) if item else language.text("none"),
        key="map_beside",
        on_change=_take_beside,
    )
    first, last = year_bounds()
    set_widget("map_beside_on", view().other_years is not None)
    st.toggle(
        language.text("Beside it, another period"),
        key="map_beside_on",
        on_change=lambda: change_view(other_years=(first, last) if widget("map_beside_on") else None),
    )
    if view().other_years is not None:
        set_widget("map_beside_years", view().other_years)
        st.slider(
            language.text("Years"),
            first,
            last,
            key="map_beside_years",
            format="%d",
            on_change=lambda: change_view(other_years=tuple(widget("map_beside_years"))),
        )
