"""The base map: a folium map without tiles whose scripts, styles and layers are all served by the app itself."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import branca.element
import folium
import jinja2
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geodata.boundaries import attribution, layer_path
from geodata.layers.payload import encode
from geodata.layers.tiles import Extent, TileLayer

FRONTEND = Path(__file__).parent / "frontend"
LAYER_FILES = (
    "neighbours",
    "districts_2024",
    "districts_2025",
    "communes_2019",
    "communes_2020",
    "communes_2025",
    "rivers",
    "places",
    "vietnam_inset",
)
"""Layers that the map reads from the app, by the names of `geodata.boundaries`."""
LAYERS_SEEN_FIRST = ("neighbours", "districts_2024", "rivers", "places", "vietnam_inset")
"""What of them the map of the ten districts draws at once."""

_Theme = Literal["light", "dark"]
KEPT_TEMPLATES = 256
branca.element.Template = lru_cache(KEPT_TEMPLATES)(jinja2.Template)  # type: ignore[assignment, attr-defined]
"""What branca has written it compiles as a template once more, at every drawing; the parts of a base map are always the same."""


class PromotionMap(JSCSSMixin, MacroElement):
    """The element that mounts the map's own module; `map.js` says what it draws, and how high its frame is once it is there."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.khuyenCong = ((setHeight) => {
                Streamlit.setFrameHeight = () => {};
                return khuyenCongModule.then((module) => module.mount({{ this._parent.get_name() }}, "{{ this.payload }}", setHeight));
            })(Streamlit.setFrameHeight.bind(Streamlit));
        {% endmacro %}
        """
    )

    def __init__(self, payload: str, *, css: str) -> None:
        """Hold the encoded configuration; `css` is an address on the app itself."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "PromotionMap", "base"
        self.payload = payload
        self.default_css = [("map_css", css)]


@lru_cache(maxsize=1)
def province_bounds() -> list[list[float]]:
    """Return [[south, west], [north, east]] of the province, degrees, EPSG:4326."""
    province = json.loads(layer_path("province").read_text(encoding="utf-8"))
    points = [point for ring in _rings(province["features"][0]["geometry"]) for point in ring]
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def _rings(geometry: Mapping[str, object]) -> list[list[list[float]]]:
    coordinates: list[list[list[float]]] = geometry["coordinates"]  # type: ignore[assignment]
    return coordinates if geometry["type"] == "Polygon" else [ring for part in coordinates for ring in part]  # type: ignore[misc]


def extent() -> Extent:
    """Return the province and what the map can be moved to, each as west, south, east, north."""
    (south, west), (north, east) = province_bounds()
    return Extent((west, south, east, north), (west - 0.8, south - 0.6, east + 0.8, north + 0.6))


def base_map(  # noqa: PLR0913 - all that a map is made of, by name
    *,
    assets: str,
    version: str,
    theme: _Theme,
    texts: Mapping[str, str],
    lang: str,
    channel: str = "",
    tiles: TileLayer | None = None,
    picks: bool = False,
    credits_: str = "",
) -> folium.Map:
    """Return the folium map that stays the same for a theme and a language.

    `assets` is the folder of the app's static files as the map's frame reaches it (relative, so that any host, port and
    base path works), `version` changes with their content, `texts` are the words that the map itself shows, in language `lang`. Maps of one
    `channel` share their pan and zoom. `tiles` is the base map of a setting, the only address elsewhere that there may be.
    `credits_` names the sources of the boundaries, in Vietnamese where it is empty. On a map that `picks`, a click names the point ("point", "lat,lon" in degrees) in place of the unit.
    Raises ValueError when an asset would come from another host.
    """
    if "//" in assets:
        msg = f"map assets are served by the app itself, not from {assets!r}"
        raise ValueError(msg)
    bounds = province_bounds()
    center = [(bounds[0][i] + bounds[1][i]) / 2 for i in (0, 1)]
    fmap = folium.Map(
        location=center, zoom_start=10, tiles=None, zoom_control=False, zoom_snap=0.25, min_zoom=8, max_zoom=17
    )
    fmap._id = "base"  # noqa: SLF001 - a new one each time would make it another map to all that keep it
    west, south, east, north = extent().view
    fmap.options["maxBounds"] = [[south, west], [north, east]]
    fmap.default_js = [
        ("map_modules", f"{assets}/map/map.js?v={version}"),
        ("leaflet", f"{assets}/vendor/leaflet.js?v={version}"),
    ]
    fmap.default_css = [("leaflet_css", f"{assets}/vendor/leaflet.css?v={version}")]
    config = {
        "theme": theme,
        "texts": dict(texts),
        "lang": lang,
        "bounds": bounds,
        "channel": channel,
        "picks": picks,
        "attribution": credits_ or attribution(LAYER_FILES),
        "tiles": tiles.config() if tiles else None,
        "layers": {name: f"{assets}/map/{name}.json?v={version}" for name in LAYER_FILES},
    }
    fmap.add_child(PromotionMap(encode(config), css=f"{assets}/map/map.css?v={version}"))
    return fmap
