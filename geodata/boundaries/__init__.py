"""The map layers: generalised units of Bắc Giang in time, their neighbours, the inset of Việt Nam and the world."""

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

ATTRIBUTION = (
    "Ranh giới: theo Bản đồ tham chiếu đơn vị hành chính (NXB Tài nguyên - Môi trường và Bản đồ Việt Nam), "
    "qua vietnamese-provinces-database (MIT) và vietnam63 (MIT); khái quát hoá, chỉ để minh hoạ. "
    "Thế giới: Natural Earth."
)
"""What a map that shows any of these layers prints."""

LAYERS = (
    "districts_2024",
    "districts_2025",
    "communes_2019",
    "communes_2020",
    "communes_2025",
    "province",
    "neighbours",
    "rivers",
    "places",
    "vietnam_inset",
    "world",
)
"""The layers by name. A year is the first (communes) or last (districts_2024) one in which the units stood."""

HERE = Path(__file__).parent


def layer_path(name: str) -> Path:
    """Return the path of a layer's GeoJSON text (EPSG:4326); KeyError names the layers there are."""
    if name not in LAYERS:
        msg = f"no layer {name!r}; there are: {', '.join(LAYERS)}"
        raise KeyError(msg)
    return HERE / "layers" / f"{name}.json"


@functools.cache
def load_layer(name: str) -> "gpd.GeoDataFrame":
    """Return a layer as one row a feature: its properties and `geometry`, EPSG:4326.

    The frame is shared between callers: treat it as read-only. KeyError for a name that is not in `LAYERS`.
    """
    import geopandas as gpd  # noqa: PLC0415 - a second of start-up that the first screen, which sends the text, does not need

    features = json.loads(layer_path(name).read_text("utf-8"))["features"]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
