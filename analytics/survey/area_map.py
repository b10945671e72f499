"""The areas of a campaign as a drawing that says how far a campaign is in each; the number that stands in an area is that of its bar."""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from math import cos, radians

from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import district_name
from analytics.wording.colours import Theme, ink_on
from analytics.wording.language import Language
from geodata.boundaries import layer_path

_SIDE = 640
_LETTER = 8.5
"""Pixels of a letter of a name; a name that is wider than its area stands in the title of the shape alone."""
_NARROW = 0.55
"""The share of the width of a commune that a name may take: its shape is seldom a rectangle."""
_SHADES: dict[Theme, tuple[str, ...]] = {
    "light": ("#e9edf0", "#d5ebe7", "#9fd0c8", "#57a99d", "#0b5d57"),
    "dark": ("#222c35", "#1b4a4d", "#256a69", "#378d87", "#97dccd"),
}
_BORDER: dict[Theme, str] = {"light": "#5b6b78", "dark": "#8494a0"}


def area_map(
    vintage: Vintage, shares: Mapping[str, tuple[int, int]], title: str, language: Language, theme: Theme
) -> str:
    """Return SVG of the units of a time: by code (visited, on the list); a unit without visits stays pale and bears no number."""
    cells = {code: (1 + min(3, int(4 * done / n)), f"{done}/{n}") for code, (done, n) in shares.items() if n}
    return shaded_map(vintage, cells, title, language, theme)


def shaded_map(
    vintage: Vintage, cells: Mapping[str, tuple[int, str]], title: str, language: Language, theme: Theme
) -> str:
    """Return SVG of the units of a time, each by code with its shade, from 1 (near the page) to 4, and what stands in it."""
    outlines, width, height = _outlines(vintage)
    parts = [
        f'<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" font-family="sans-serif"><title>{escape(title)}</title>'
    ]
    is_small = vintage is not Vintage.DISTRICTS_2024
    sizes = (10, 12) if is_small else (13, 16)
    for code, (given, path, x, y, wide) in outlines.items():
        name = district_name(code, language, short=True) if vintage is Vintage.DISTRICTS_2024 else given
        shade, text = cells.get(code, (0, ""))
        fill = _SHADES[theme][shade]
        told = f"{name}: {text}" if text else name
        parts.append(
            f'<path d="{path}" fill="{fill}" stroke="{_BORDER[theme]}" stroke-width="1"><title>{escape(told)}</title></path>'
        )
        lines = [
            *([name] if _LETTER * len(name) < wide * (_NARROW if is_small else 1) else []),
            *([text] if text else []),
        ]
        for number, line in enumerate(lines):
            is_number = line is not name
            weight = "700" if is_number else "400"
            parts.append(
                f'<text x="{x:.1f}" y="{y + (sizes[1] + 1) * number - 4 * (len(lines) - 1):.1f}" text-anchor="middle" '
                f'font-size="{sizes[is_number]}" font-weight="{weight}" fill="{ink_on(fill)}">{escape(line)}</text>'
            )
    return "".join(parts) + "</svg>"


@cache
def _outlines(vintage: Vintage) -> tuple[dict[str, tuple[str, str, float, float, float]], int, int]:
    """Return by code the name, the path, the point of its name and its width, on a ground of pixels."""
    features = json.loads(layer_path(vintage.value).read_text("utf-8"))["features"]
    rings = {str(one["properties"]["code"]): _rings(one["geometry"]) for one in features}
    lons = [lon for some in rings.values() for ring in some for lon, _ in ring]
    lats = [lat for some in rings.values() for ring in some for _, lat in ring]
    west, north, stretch = min(lons), max(lats), cos(radians(sum(lats) / len(lats)))
    scale = _SIDE / ((max(lons) - west) * stretch)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * stretch * scale, (north - lat) * scale

    made = {}
    for one in features:
        code, properties = str(one["properties"]["code"]), one["properties"]
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*point) for point in ring)) + "Z" for ring in rings[code]
        )
        across = [at(*point)[0] for ring in rings[code] for point in ring]
        middle = at(properties["label_lon"], properties["label_lat"])
        made[code] = (properties["short_name"], path, *middle, max(across) - min(across))
    return made, _SIDE, round((north - min(lats)) * scale) + 1


def _rings(geometry: Mapping[str, object]) -> list[list[tuple[float, float]]]:
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    assert isinstance(polygons, list)
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]
