"""Which commune a point lies in, by the boundaries of 2020-2024 that the map draws."""

import json
from functools import cache

from shapely import Point, STRtree
from shapely.geometry import shape

from geodata.boundaries import layer_path

LAYER = "communes_2020"


def commune_at(lon: float, lat: float) -> str | None:
    """Return the code of the commune at a point (degrees, EPSG:4326), None outside the province or on military land."""
    tree, codes = _communes()
    found = tree.query(Point(lon, lat), predicate="intersects")
    return codes[int(found[0])] if len(found) else None


@cache
def _communes() -> tuple[STRtree, tuple[str, ...]]:
    features = json.loads(layer_path(LAYER).read_text(encoding="utf-8"))["features"]
    kept = [feature for feature in features if feature["properties"].get("is_commune", True)]
    return STRtree([shape(item["geometry"]) for item in kept]), tuple(str(item["properties"]["code"]) for item in kept)
