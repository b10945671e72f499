"""What the first page has the browser ask for early: files of the first screen that it would else name one after the other."""

from functools import cache

from geodata.layers.base import LAYERS_SEEN_FIRST
from pages.components.browser.assets import assets_version
from pages.components.browser.frontend import address, with_imports
from pages.components.visit.streamlit_parts import element_scripts

_ELEMENTS = ("BidiComponent", "Html", "Button", "ButtonGroup")
_OF_THE_MAP = ("Selectbox", "ComponentInstance")
_COMPONENTS = ("page_language", "screen_links", "frame_head", "search_box", "filter_bar")
_OF_HOME = ("kpi_strip", "data_table")


@cache
def early_links(*, has_map: bool) -> str:
    """Return the links for the head of the page of a screen.

    Modules of the page are read at once. What the map's frame asks for is fetched when nothing else is, and kept for it.
    """
    elements = element_scripts((*_ELEMENTS, *(_OF_THE_MAP if has_map else ())))
    names = (f"components/{name}.js" for name in (*_COMPONENTS, *(_OF_HOME if has_map else ())))
    modules = [*(f"static/js/{name}" for name in elements), *map(address, with_imports(*names))]
    lines = [f'<link rel="modulepreload" crossorigin href="./{one}">' for one in modules]
    if has_map:
        lines += [f'<link rel="prefetch" href="./{one}">' for one in _of_the_frame()]
    return "\n".join(lines)


def _of_the_frame() -> list[str]:
    version = assets_version()
    layers = (f"map/{name}.json" for name in LAYERS_SEEN_FIRST)
    once = ("map/load.js", "vendor/leaflet.js", "vendor/leaflet.css", "map/map.css", *layers)
    return [*(f"app/static/{name}?v={version}" for name in once), *map(address, with_imports("map/map.js"))]
