"""Where rows stand on the map: rows that are only known to lie in a unit are spread inside it and do not hide each other."""

import functools
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.boundaries import layer_path
from geodata.schema.vocabulary import LocationQuality

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_LAYERS = {LocationQuality.COMMUNE: "communes_2020", LocationQuality.DISTRICT: "districts_2024"}
CODES = {LocationQuality.COMMUNE: "commune_code", LocationQuality.DISTRICT: "district_code"}
WIDEST_SPACING_DEG = 0.009
"""About 1 km: a few rows stand together near the label point rather than all over the unit."""
MARGIN_DEG = 0.0005
"""About 50 m that points keep from the border of their unit, where the unit is wide enough."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True)
class _Ground:
    """The polygon that points may stand in and the point that they stand around, EPSG:4326."""

    polygon: "BaseGeometry"
    lon: float
    lat: float


def spread_points(frame: "pd.DataFrame", *, key: str) -> "pd.DataFrame":
    """Return a copy of the frame with `lon`, `lat` (EPSG:4326, Float64) as the quality of each location allows.

    Needs columns location_quality, commune_code (2020-2024), district_code (ten districts of 2024), lon, lat and `key`, which
    tells rows apart. `exact` rows keep lon and lat; `commune` and `district` rows get a point inside their unit; `unknown` rows
    and rows whose code is not in the layer get none. The result depends on the keys, not on the order of the rows.
    """
    quality = frame["location_quality"].astype("string").fillna("").to_numpy(dtype=str)
    order = np.argsort(frame[key].astype("string").fillna("").to_numpy(dtype=str), kind="stable")
    points = frame[["lon", "lat"]].astype("Float64").to_numpy(dtype=float, na_value=np.nan, copy=True)
    points[quality != LocationQuality.EXACT.value] = np.nan
    for level, column in CODES.items():
        codes = np.where(quality == level.value, frame[column].astype("string").fillna("").to_numpy(dtype=str), "")
        _fill(points, codes, order, _grounds(_LAYERS[level]))
    placed = frame.copy()
    for at, column in enumerate(("lon", "lat")):
        placed[column] = points[:, at]
        placed[column] = placed[column].astype("Float64")
    return placed


def unit_point(district_code: str) -> tuple[float, float]:
    """Return the point (lon, lat) in the middle of a district of 2024."""
    ground = _grounds(_LAYERS[LocationQuality.DISTRICT])[district_code]
    return ground.lon, ground.lat


def _fill(
    points: "NDArray[np.float64]", codes: "NDArray[np.str_]", order: "NDArray[np.intp]", grounds: dict[str, _Ground]
) -> None:
    """Set the points of the rows that bear a code with a ground, in the order given."""
    by_code = order[np.argsort(codes[order], kind="stable")]
    found, starts = np.unique(codes[by_code], return_index=True)
    for code, rows in zip(found, np.split(by_code, starts)[1:], strict=True):
        if ground := grounds.get(str(code)):
            points[rows] = spiral(ground, len(rows))


def spiral(ground: _Ground, count: int) -> "NDArray[np.float64]":
    """Return `count` distinct points (count x 2: lon, lat) inside a ground, on a sunflower spiral from its middle outwards."""
    spacing = min(WIDEST_SPACING_DEG, 0.9 * math.sqrt(ground.polygon.area / max(count, 1)))
    while True:
        points = _sunflower(ground, spacing)
        inside: NDArray[np.float64] = points[shapely.contains_xy(ground.polygon, points[:, 0], points[:, 1])]
        if len(inside) >= count:
            return inside[:count]
        spacing *= 0.9


def _sunflower(ground: _Ground, spacing: float) -> "NDArray[np.float64]":
    """Return one point per square of `spacing` (degrees of latitude) in the circle around the middle that holds the ground."""
    west, south, east, north = ground.polygon.bounds
    stretch = 1 / math.cos(math.radians(ground.lat))
    reach = math.hypot(max(east - ground.lon, ground.lon - west) / stretch, max(north - ground.lat, ground.lat - south))
    steps = np.arange(math.ceil(math.pi * (reach / spacing) ** 2) + 1)
    radius, angle = spacing * np.sqrt((steps + 0.5) / math.pi), steps * GOLDEN_ANGLE
    return np.column_stack(
        [ground.lon + stretch * radius * np.cos(angle), ground.lat + radius * np.sin(angle)],
    )


@functools.cache
def _grounds(layer: str) -> dict[str, _Ground]:
    features = json.loads(layer_path(layer).read_text("utf-8"))["features"]
    return {feature["properties"]["code"]: _ground(feature) for feature in features}


def _ground(feature: dict[str, dict[str, float]]) -> _Ground:
    whole = shapely.from_geojson(json.dumps(feature["geometry"]))
    inner = shapely.buffer(whole, -MARGIN_DEG)
    parts = shapely.get_parts(inner if not inner.is_empty else whole)
    polygon = max(parts, key=lambda part: part.area)
    shapely.prepare(polygon)
    lon, lat = feature["properties"]["label_lon"], feature["properties"]["label_lat"]
    if shapely.contains_xy(polygon, lon, lat):
        return _Ground(polygon, lon, lat)
    point = shapely.point_on_surface(polygon)
    return _Ground(polygon, point.x, point.y)
