"""Which commune of 2020-2024 a point lies in."""

import json
from functools import cache
from typing import TYPE_CHECKING

from geodata.boundaries import layer_path

if TYPE_CHECKING:
    from shapely import STRtree


def commune_at(lon: float, lat: float) -> str | None:
    """Return the code of the commune of 2020-2024 that holds a point (degrees, EPSG:4326); None outside the province."""
    import shapely  # noqa: PLC0415 - only rows with coordinates need it

    tree, codes = _communes()
    found = tree.query(shapely.Point(lon, lat), predicate="intersects")
    return codes[int(found[0])] if len(found) else None


@cache
def _communes() -> "tuple[STRtree, tuple[str, ...]]":
    import shapely  # noqa: PLC0415 - see above

    features = json.loads(layer_path("communes_2020").read_text("utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    return shapely.STRtree(shapes), tuple(one["properties"]["code"] for one in features)
