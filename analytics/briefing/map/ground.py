"""The layers of the map as shapes on paper: inches from the lower left corner, read once for each layer."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.boundaries import layer_path
from geodata.layers.base import province_bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

KM_A_DEGREE = 110.7
"""Kilometres in a degree of latitude at 21° N."""


@dataclass(frozen=True)
class MapFrame:
    """Where on paper the map lies: inches from the lower left corner, width and height."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class Projection:
    """Degrees (EPSG:4326) to inches on paper: equirectangular, true at the middle of the province."""

    scale: float
    west: float
    south: float
    left: float
    bottom: float
    squeeze: float

    def points(self, lon_lat: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Return points (n, 2) of lon, lat as inches."""
        lon, lat = lon_lat[:, 0], lon_lat[:, 1]
        x = self.left + (lon - self.west) * self.squeeze * self.scale
        return np.column_stack([x, self.bottom + (lat - self.south) * self.scale])

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return one point as inches."""
        x, y = self.points(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    @property
    def inches_a_km(self) -> float:
        """Return how long a kilometre is on paper."""
        return self.scale / KM_A_DEGREE


_MARGIN = 0.12


_SURROUNDINGS = 1.8
"""How many times as wide and high as the units that are chosen a map of them is, so that what lies around them is seen."""
_LEAST = 0.5
"""The part of the province that is seen at least."""


def fitted(frame: MapFrame, chosen: "Iterable[Feature]" = ()) -> Projection:
    """Return the projection that shows the chosen units with their surroundings in the middle of a frame, without any the province."""
    (south, west), (north, east) = _around(chosen)
    squeeze = cos(radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    scale = min((frame.width - 2 * _MARGIN) / wide, (frame.height - 2 * _MARGIN) / high)
    left = frame.left + (frame.width - wide * scale) / 2
    bottom = frame.bottom + (frame.height - high * scale) / 2
    return Projection(scale, west, south, left, bottom, squeeze)


def _around(chosen: "Iterable[Feature]") -> "NDArray[np.float64]":
    """Return [[south, west], [north, east]] of what is shown."""
    whole = np.array(province_bounds())
    rings = [ring for one in chosen for ring in one.rings]
    if not rings:
        return whole
    lat_lon = np.concatenate(rings)[:, ::-1]
    low, high = lat_lon.min(axis=0), lat_lon.max(axis=0)
    province = whole[1] - whole[0]
    size = np.minimum(np.maximum((high - low) * _SURROUNDINGS, province * _LEAST), province)
    start = np.clip((low + high - size) / 2, whole[0], whole[1] - size)
    return np.array([start, start + size])


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature of a layer: its properties, and its rings or lines as arrays (n, 2) of lon, lat."""

    kind: str
    properties: dict[str, Any]
    rings: "tuple[NDArray[np.float64], ...]"


_CITY = "Thành phố"


def short_unit_name(properties: Mapping[str, Any]) -> str:
    """Return the name of a unit as maps write it: "TP. Bắc Giang" is the city and not the province."""
    short = str(properties.get("short_name") or properties["name"])
    return f"TP. {short}" if properties.get("kind") == _CITY else short


def features(layer: str) -> tuple[Feature, ...]:
    """Return the features of a layer; read again only when its file changes, as an official set may replace it."""
    path = layer_path(layer)
    return _features(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=12)
def _features(path: str, changed_ns: int) -> tuple[Feature, ...]:
    del changed_ns
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - the path is a key of the cache
        collection = json.load(file)["features"]
    return tuple(
        Feature(one["geometry"]["type"], one["properties"], tuple(_rings(one["geometry"]))) for one in collection
    )


def _rings(geometry: dict[str, Any]) -> "list[NDArray[np.float64]]":
    found = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [np.array([found], dtype=np.float64)]
    if geometry["type"] == "LineString":
        return [np.array(found, dtype=np.float64)]
    if geometry["type"] == "MultiPolygon":
        return [np.array(ring, dtype=np.float64) for part in found for ring in part]
    return [np.array(ring, dtype=np.float64) for ring in found]
