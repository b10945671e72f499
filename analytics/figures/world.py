"""The ground of the flow map: the world and Việt Nam with its archipelagos as plain polygons, no network asked.

Miller's cylindrical projection, cut in the Atlantic so that lines from Bắc Giang to either side stay whole. Outlines of
countries are drawn without a fill of their own colour: no sea and no island is given to anyone by a colour. Hoàng Sa and
Trường Sa belong to the shape of Việt Nam, and the inset shows them large.
"""

import json
from functools import lru_cache
from itertools import pairwise
from math import log, pi, radians, tan

from shapely import affinity, box, unary_union
from shapely.geometry import MultiPolygon, Polygon, shape

from geodata.boundaries import layer_path

CUT_LON = -30.0
"""The meridian at which the map is cut; what lies west of it is drawn east of the Pacific."""
SOUTH, NORTH = -48.0, 76.0
BAC_GIANG = (106.2, 21.3)
LEFT_OUT = frozenset({"ATA"})

Line = tuple[list[float | None], list[float | None]]
"""x and y of polygons or lines, None between two of them."""


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return Miller's x and y (degrees of the equator) of a place, x measured east of the cut."""
    x = lon if lon >= CUT_LON else lon + 360.0
    y = 1.25 * log(tan(pi / 4 + 0.4 * radians(lat)))
    return round(x, 1), round(y * 180 / pi, 1)


@lru_cache(maxsize=1)
def countries() -> dict[str, Line]:
    """Return the outline of each country by ISO code, cut and projected."""
    return {code: _outline(item) for code, item in _features("world", "iso_a3").items() if code not in LEFT_OUT}


@lru_cache(maxsize=1)
def world_outline() -> Line:
    """Return all countries as one line."""
    return _joined(list(countries().values()))


@lru_cache(maxsize=1)
def label_points() -> dict[str, tuple[float, float]]:
    """Return the place of each country's name, projected."""
    features = json.loads(layer_path("world").read_text("utf-8"))["features"]
    return {
        item["properties"]["iso_a3"]: project(item["properties"]["label_lon"], item["properties"]["label_lat"])
        for item in features
    }


@lru_cache(maxsize=1)
def viet_nam() -> dict[str, Line]:
    """Return the outlines of the inset in degrees: "VN", "BG" (Bắc Giang), "HS" and "TS" (the archipelagos)."""
    return {code: _rings(item) for code, item in _features("vietnam_inset", "id").items() if item.geom_type != "Point"}


def arc(start: tuple[float, float], end: tuple[float, float], steps: int = 24) -> Line:
    """Return a line bent to the north between two projected places."""
    (x0, y0), (x1, y1) = start, end
    lift = 0.16 * abs(x1 - x0) + 2
    middle = ((x0 + x1) / 2, (y0 + y1) / 2 + lift)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        xs.append(round(a * x0 + b * middle[0] + c * x1, 2))
        ys.append(round(a * y0 + b * middle[1] + c * y1, 2))
    return xs, ys


def _features(layer: str, key: str) -> dict[str, Polygon | MultiPolygon]:
    features = json.loads(layer_path(layer).read_text("utf-8"))["features"]
    return {item["properties"].get(key, item.get("id")): shape(item["geometry"]) for item in features}


def _outline(item: Polygon | MultiPolygon) -> Line:
    east = item.intersection(box(CUT_LON, -90, 180, 90))
    west = affinity.translate(item.intersection(box(-180, -90, CUT_LON, 90)), xoff=360)
    whole = unary_union([part for part in (east, west) if not part.is_empty])
    return _rings(whole, projected=True)


def _rings(item: Polygon | MultiPolygon, *, projected: bool = False) -> Line:
    polygons = [part for part in getattr(item, "geoms", [item]) if isinstance(part, Polygon)]
    lines: list[Line] = []
    for polygon in polygons:
        points = [project(*point) if projected else point for point in polygon.exterior.coords]
        points = [points[0], *(here for before, here in pairwise(points) if here != before)]
        lines.append(([x for x, _ in points], [y for _, y in points]))
    return _joined(lines)


def _joined(lines: list[Line]) -> Line:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for line_x, line_y in lines:
        xs += [*line_x, None]
        ys += [*line_y, None]
    return xs, ys
