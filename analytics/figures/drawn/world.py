"""The ground of the flow map: the world and Việt Nam with its archipelagos as plain polygons, no network asked.

Miller's cylindrical projection, cut in the Atlantic so that lines from Bắc Giang to either side stay whole. Outlines of
countries are drawn without a fill of their own colour: no sea and no island is given to anyone by a colour. Hoàng Sa and
Trường Sa belong to the shape of Việt Nam, and the inset shows them large. Việt Nam stands as the layer has it; the outlines
of the others are thinned where the eye sees no difference, with their common borders kept common.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import log, pi, radians, tan
from typing import Any

import numpy as np
from shapely import affinity, box, coverage_simplify, transform, unary_union
from shapely.geometry import MultiPolygon, Polygon, shape

from geodata.boundaries import layer_path

CUT_LON = -30.0
"""The meridian at which the map is cut; what lies west of it is drawn east of the Pacific."""
BAC_GIANG = (106.2, 21.3)
LEFT_OUT = frozenset({"ATA"})
_HOME = "VNM"
UNSEEN = 0.5
"""Corners of an outline that cut off less than the square of this are left out; a unit of the map is 3 px on a wide screen."""

DrawnLine = tuple[list[float | None], list[float | None]]
"""x and y of polygons or lines, None between two of them."""


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return Miller's x and y (degrees of the equator, to a tenth) of a place, x measured east of the cut."""
    x = lon if lon >= CUT_LON else lon + 360.0
    return round(x, 1), round(_height(lat), 1)


def _height(lat: float) -> float:
    return 1.25 * log(tan(pi / 4 + 0.4 * radians(lat))) * 180 / pi


@lru_cache(maxsize=1)
def countries() -> dict[str, DrawnLine]:
    """Return the outline of each country by ISO code, cut and projected; Việt Nam last, above its neighbours."""
    areas = {code: _projected(item) for code, item in _features("world", "iso_a3").items() if code not in LEFT_OUT}
    thinned = dict(zip(areas, coverage_simplify(np.array(list(areas.values())), UNSEEN), strict=True))
    del thinned[_HOME]
    return {code: _rings(item, 1) for code, item in {**thinned, _HOME: areas[_HOME]}.items()}


@lru_cache(maxsize=1)
def world_outline() -> DrawnLine:
    """Return all countries as one line."""
    return joined_lines(countries().values())


@lru_cache(maxsize=1)
def label_points() -> dict[str, tuple[float, float]]:
    """Return the place of each country's name, projected."""
    features = json.loads(layer_path("world").read_text("utf-8"))["features"]
    return {
        item["properties"]["iso_a3"]: project(item["properties"]["label_lon"], item["properties"]["label_lat"])
        for item in features
    }


@lru_cache(maxsize=1)
def viet_nam() -> dict[str, DrawnLine]:
    """Return the outlines of the inset in degrees: "VN", "BG" (Bắc Giang), "HS" and "TS" (the archipelagos)."""
    return {
        code: _rings(item, 4) for code, item in _features("vietnam_inset", "id").items() if item.geom_type != "Point"
    }


_STEPS = 24


def arc(start: tuple[float, float], end: tuple[float, float]) -> DrawnLine:
    """Return a line bent to the north between two projected places."""
    (x0, y0), (x1, y1) = start, end
    lift = 0.16 * abs(x1 - x0) + 2
    middle = ((x0 + x1) / 2, (y0 + y1) / 2 + lift)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for i in range(_STEPS + 1):
        t = i / _STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        xs.append(round(a * x0 + b * middle[0] + c * x1, 2))
        ys.append(round(a * y0 + b * middle[1] + c * y1, 2))
    return xs, ys


def _features(layer: str, key: str) -> dict[str, Polygon | MultiPolygon]:
    features = json.loads(layer_path(layer).read_text("utf-8"))["features"]
    return {item["properties"].get(key, item.get("id")): shape(item["geometry"]) for item in features}


def _projected(item: Polygon | MultiPolygon) -> Any:
    east = item.intersection(box(CUT_LON, -90, 180, 90))
    west = affinity.translate(item.intersection(box(-180, -90, CUT_LON, 90)), xoff=360)
    whole = unary_union([part for part in (east, west) if not part.is_empty])
    return transform(whole, lambda points: np.array([(lon, _height(lat)) for lon, lat in points]))


def _rings(item: Polygon | MultiPolygon, digits: int) -> DrawnLine:
    polygons = [part for part in getattr(item, "geoms", [item]) if isinstance(part, Polygon)]
    return joined_lines(_ring(polygon.exterior.coords, digits) for polygon in polygons)


def _ring(coords: Iterable[tuple[float, ...]], digits: int) -> DrawnLine:
    points = [(round(x, digits), round(y, digits)) for x, y in coords]
    points = [points[0], *(here for before, here in pairwise(points) if here != before)]
    return [x for x, _ in points], [y for _, y in points]


def joined_lines(lines: Iterable[DrawnLine]) -> DrawnLine:
    """Return several lines as one, with a gap after each."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for line_x, line_y in lines:
        xs += [*line_x, None]
        ys += [*line_y, None]
    return xs, ys
