"""The map on the page: the folium map of a state, and its clicks back into the selection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from streamlit_folium import st_folium

from analytics.maps.areas import measure_title
from analytics.maps.credits import boundary_credits
from analytics.maps.listed import read_listed
from analytics.maps.mark_cells import read_window
from analytics.maps.marks import MapLayer, MapView, pins_of
from analytics.maps.measures import MapMeasure
from analytics.maps.state import compared_selection, map_payload
from analytics.overview.known_units import shown_values
from analytics.prepared.vintages import Vintage
from analytics.selection.choices import Choice, after_click_on_place
from analytics.selection.place_words import joined, period
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection, is_unit, read_year_range
from analytics.selection.value_counts import Outside
from analytics.wording.language import Language
from geodata.layers import LAYER_FILES, MapMark, base_map, state_group
from pages.components.browser.assets import FROM_THE_MAP_FRAME, assets_version
from pages.components.frame.selection_bar import year_bounds
from pages.components.map.base_tiles import base_tiles
from pages.components.visit.memory import memory, widget
from pages.components.visit.session import (
    change_view,
    choose,
    prepared_record,
    selected_rows,
    selection,
    theme,
    view,
    words,
)

_HEIGHT_PX = 640


@dataclass(frozen=True, slots=True)
class MapClick:
    """What the map tells of a click: a kind, an id, and whether it adds to what is chosen (Ctrl, ⌘, Shift)."""

    kind: str
    id: str
    adds: bool = False


def map_panel(chosen: Selection, spec: MapMeasure, *, key: str, channel: str = "", has_years: bool = True) -> None:
    """Draw the map of a selection: its rows as marks, the units coloured by the selection without its places, the years beneath."""
    language = words()
    whole = selected_rows(Selection())
    measure = shown_values(spec, everywhere(chosen, spec.vintage), whole)
    key = map_key(key)
    look_at = MapView(view().layers, theme(), language, memory().map_windows.get(key), has_years=has_years)
    payload = map_payload(selected_rows(chosen), measure, look_at)
    pins = pins_of(prepared_record(), view().focus, language)
    mounted(payload, pins, key=key, title=language.text("Map of the ten districts of Bắc Giang"), channel=channel)


def mounted(  # noqa: PLR0913 - what a map shows and answers
    payload: str,
    pins: Sequence[MapMark] = (),
    *,
    key: str,
    title: str,
    channel: str = "",
    on_click: Callable[[MapClick], None] | None = None,
) -> None:
    """Draw the map of a state, packed, with the places of one record; `on_click` is told what is clicked, else it narrows or opens."""
    language = words()
    st_folium(
        base_map(
            assets=FROM_THE_MAP_FRAME,
            version=assets_version(),
            theme=theme(),
            texts=map_texts(language, title) | ({"addHint": ""} if on_click else {}),
            lang=language.code,
            credits_=boundary_credits(LAYER_FILES, language),
            channel=channel,
            tiles=base_tiles(),
        ),
        key=key,
        height=_HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=[state_group(payload, pins)],
        on_change=lambda: on_click(_clicked_on(key)) if on_click else _clicked(key),
    )


def map_key(name: str) -> str:
    """Return the key of a map, which is another one in another theme or language."""
    return f"{name}_{theme()}_{words().code}_{assets_version()}"


def map_title(chosen: Selection, spec: MapMeasure) -> str:
    """Return what a map shows, and of which years."""
    years = chosen.years or year_bounds()
    return joined([measure_title(spec, words()), period(*years)])


def everywhere(chosen: Selection, vintage: Vintage) -> Selected:
    """Return the rows that the map's colours and the table compare (see `analytics.maps.state.compared_selection`)."""
    return selected_rows(compared_selection(chosen, vintage))


def map_texts(language: Language, title: str) -> dict[str, str]:
    """Return the words that a map itself shows; `title` names it to those who do not see it."""
    return {
        "map": title,
        "more": language.text("What the signs mean"),
        "zoomIn": language.text("Zoom in"),
        "zoomOut": language.text("Zoom out"),
        "home": language.text("Whole province"),
        "wheelHint": language.text("Ctrl + scroll to zoom the map"),
        "touchHint": language.text("Two fingers move the map"),
        "addHint": language.text("Ctrl + click: choose this one too"),
        "years": language.text("Years"),
        "allYears": language.text("All years"),
        "play": language.text("Play the years"),
        "stop": language.text("Stop"),
        "nextYear": language.text("The next year that has rows"),
        "tilesUnreachable": language.text("The base map cannot be reached. The map works without it."),
        "tilesMissing": language.text("The base map does not reach here."),
        "layersMissing": language.text("Part of the map has not loaded yet. It is asked for again."),
        "inset": language.text("Việt Nam with Hoàng Sa and Trường Sa"),
    }


def _clicked(key: str) -> None:
    """Answer a click: a unit narrows or widens, a mark opens its card or the list of its rows. What the browser sends is checked, not trusted."""
    clicked = _clicked_on(key)
    kind, id_ = clicked.kind, clicked.id
    if kind == "view":
        memory().map_windows[key] = read_window(id_)
    elif kind == "years":
        _choose_years(id_)
    elif kind in set(Outside):
        memory().rows_outside_years = Outside(kind)
    elif (kind == "list" and read_listed(id_)) or kind in set(MapLayer):
        change_view(focus=f"{kind}:{id_}")
    else:
        choose_unit(kind, id_, adds=clicked.adds)


def _choose_years(text: str) -> None:
    years, is_clean = read_year_range(text)
    if is_clean:
        choose(replace(selection(), years=years))


def _clicked_on(key: str) -> MapClick:
    drawing = (widget(key) or {}).get("last_active_drawing") or {}
    properties = drawing.get("properties") or {}
    return MapClick(str(properties.get("kind", "")), str(properties.get("id", "")), properties.get("adds") is True)


def choose_unit(vintage: str, code: str, *, adds: bool) -> None:
    """Choose a unit alone, or take it back; `adds`: beside those that are chosen. What is no unit changes nothing."""
    if vintage == Vintage.DISTRICTS_2024:
        if code in {*DISTRICT_CODES, UNPLACED}:
            choose(after_click_on_place(selection(), Choice("districts", code), adds=adds))
    elif is_unit(f"{vintage}:{code}"):
        choose(after_click_on_place(selection(), Choice("units", f"{vintage}:{code}"), adds=adds))
