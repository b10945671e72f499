"""Where illustrative facilities stand: a commune of their district, and a random point in it where the place is exact."""

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.boundaries import layer_path
from geodata.illustrative.plan import DISTRICT_WEIGHTS, allocated
from geodata.schema.vocabulary import LocationQuality

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Texts = NDArray[np.object_]

QUALITY_SHARES = {
    LocationQuality.EXACT: 0.55,
    LocationQuality.COMMUNE: 0.29,
    LocationQuality.DISTRICT: 0.12,
    LocationQuality.UNKNOWN: 0.04,
}


@dataclass(frozen=True, eq=False)
class Places:
    """Aligned arrays: quality, names and GSO codes (None where not known), lon and lat (degrees, EPSG:4326; NaN)."""

    quality: "Texts"
    place_text: "Texts"
    commune_code: "Texts"
    district_code: "Texts"
    lon: "NDArray[np.float64]"
    lat: "NDArray[np.float64]"


@dataclass(frozen=True)
class _Commune:
    code: str
    name: str
    district: str
    polygon: "BaseGeometry"


def random_places(rng: "Generator", n: int) -> Places:
    """Return places for `n` facilities, n ≥ 10, in random order: some in each of the ten districts, a few unknown."""
    quality = _qualities(rng, n)
    is_placed = quality != LocationQuality.UNKNOWN.value
    district = np.full(n, None, dtype=object)
    district[is_placed] = _districts(rng, int(is_placed.sum()))
    in_commune = np.isin(quality.astype(str), [LocationQuality.EXACT.value, LocationQuality.COMMUNE.value])
    commune = np.full(n, -1)
    for code, members in _by_district().items():
        rows = np.flatnonzero(in_commune & (district == code))
        commune[rows] = rng.choice(members, size=len(rows))
    points = _points(rng, np.where(quality == LocationQuality.EXACT.value, commune, -1))
    codes, names = (_lookup(commune, field) for field in ("code", "name"))
    return Places(quality, names, codes, district, points[:, 0], points[:, 1])


def _qualities(rng: "Generator", n: int) -> "Texts":
    counts = allocated(n, np.array(list(QUALITY_SHARES.values())))
    spare = max(0, len(DISTRICT_WEIGHTS) - (n - int(counts[-1])))
    counts += np.array([spare, 0, 0, -spare])
    values = np.repeat(np.array([item.value for item in QUALITY_SHARES], dtype=object), counts)
    return rng.permutation(values)


def _districts(rng: "Generator", n: int) -> "Texts":
    counts = allocated(n, np.array(list(DISTRICT_WEIGHTS.values())), at_least=1)
    return rng.permutation(np.repeat(np.array(list(DISTRICT_WEIGHTS), dtype=object), counts))


def _lookup(commune: "NDArray[np.int64]", field: str) -> "Texts":
    """Return a text of each row's commune, None for the rows that have none (number -1, the last of the list)."""
    values = np.array([*(getattr(item, field) for item in _communes()), None], dtype=object)
    return values[commune]


def _points(rng: "Generator", commune: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Return one random point (lon, lat) in each row's commune; NaN where the number is negative."""
    points = np.full((len(commune), 2), np.nan)
    order = np.argsort(commune, kind="stable")
    found, starts = np.unique(commune[order], return_index=True)
    for number, rows in zip(found, np.split(order, starts[1:]), strict=True):
        if number >= 0:
            points[rows] = _inside(rng, _communes()[int(number)].polygon, len(rows))
    return points


def _inside(rng: "Generator", polygon: "BaseGeometry", count: int) -> "NDArray[np.float64]":
    """Return `count` random points of a polygon, by trying points of its box."""
    west, south, east, north = polygon.bounds
    kept = np.empty((0, 2))
    while len(kept) < count:
        tried = rng.uniform((west, south), (east, north), size=(3 * count + 20, 2))
        kept = np.vstack([kept, tried[shapely.contains_xy(polygon, tried[:, 0], tried[:, 1])]])
    return np.round(kept[:count], 6)


@functools.cache
def _communes() -> tuple[_Commune, ...]:
    """Return the communes of 2020-2024, a little smaller than drawn, so that rounded points stay inside."""
    features = json.loads(layer_path("communes_2020").read_text(encoding="utf-8"))["features"]
    return tuple(_commune(feature) for feature in features if feature["properties"]["is_commune"])


def _commune(feature: dict[str, dict[str, str]]) -> _Commune:
    properties = feature["properties"]
    whole = shapely.from_geojson(json.dumps(feature["geometry"]))
    inner = shapely.buffer(whole, -0.0005)
    polygon = whole if inner.is_empty else inner
    shapely.prepare(polygon)
    return _Commune(properties["code"], properties["name"], properties["district_code"], polygon)


@functools.cache
def _by_district() -> "dict[str, NDArray[np.int64]]":
    codes = np.array([commune.district for commune in _communes()])
    return {code: np.flatnonzero(codes == code) for code in DISTRICT_WEIGHTS}
