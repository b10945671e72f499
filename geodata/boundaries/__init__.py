"""The map layers: generalised units of Bắc Giang in time, their neighbours, the inset of Việt Nam and the world."""

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.settings import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd

ATTRIBUTION = (
    "Ranh giới: theo Bản đồ tham chiếu đơn vị hành chính (NXB Tài nguyên - Môi trường và Bản đồ Việt Nam), "
    "qua vietnamese-provinces-database (MIT) và vietnam63 (MIT); khái quát hóa, chỉ để minh họa. "
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

UNIT_LAYERS = {
    "districts_2024": "huyện, đến 31/12/2024",
    "districts_2025": "huyện, 01/01–30/06/2025",
    "communes_2019": "xã, đến 2019",
    "communes_2020": "xã, 2020–2024",
    "communes_2025": "xã, từ 01/07/2025",
}
"""The layers that an official set can replace (`geodata.boundary_files.replace`), with their names in an attribution."""

BOUNDARIES_FOLDER = Path(__file__).parent


def layer_path(name: str) -> Path:
    """Return the path of a layer's GeoJSON text (EPSG:4326): the set taken over, else ours; KeyError names the layers."""
    ours = bundled_path(name)
    own = own_path(name)
    return own if name in UNIT_LAYERS and own.is_file() else ours


def bundled_path(name: str) -> Path:
    """Return the path of the layer that comes with the app; KeyError names the layers there are."""
    if name not in LAYERS:
        msg = f"no layer {name!r}; there are: {', '.join(LAYERS)}"
        raise KeyError(msg)
    return BOUNDARIES_FOLDER / "layers" / f"{name}.json"


def own_path(name: str) -> Path:
    """Return where the set that replaces a layer of units is kept: in the data folder, which updates of the app leave alone."""
    return data_folder() / "boundaries" / f"{name}.json"


def taken_sources(names: "Iterable[str]") -> "Mapping[str, Sequence[str]]":
    """Return the sources of the sets that replace ours, each with the names of its layers."""
    taken: dict[str, list[str]] = {}
    for name in names:
        path = layer_path(name)
        if path != bundled_path(name):
            taken.setdefault(_source(path, path.stat().st_mtime_ns), []).append(name)
    return taken


def attribution(names: "Iterable[str]") -> str:
    """Return what a map that shows these layers prints in Vietnamese: `ATTRIBUTION`, and the source of each set that replaces ours."""
    taken = (
        f"Ranh giới {'; '.join(UNIT_LAYERS[name] for name in layers)}: {source}"
        for source, layers in taken_sources(names).items()
    )
    return " ".join([ATTRIBUTION, *taken])


@functools.lru_cache(maxsize=16)
def _source(path: Path, mtime_ns: int) -> str:
    """Return whom a taken layer names as its source; read again when the file changes."""
    del mtime_ns
    return str(json.loads(path.read_text("utf-8"))["attribution"])


@functools.cache
def load_layer(name: str) -> "gpd.GeoDataFrame":
    """Return a layer as one row a feature: its properties and `geometry`, EPSG:4326.

    The frame is shared between callers: treat it as read-only. KeyError for a name that is not in `LAYERS`.
    """
    import geopandas as gpd  # noqa: PLC0415 - a second of start-up that the first screen, which sends the text, does not need

    features = json.loads(layer_path(name).read_text("utf-8"))["features"]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
