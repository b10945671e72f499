"""Build the project's own map layers and unit tables: `python -m geodata.boundary_files.build SOURCE_DIR`.

Every unit layer is dissolved from one partition, the pieces that no change of units ever divided, which is simplified and
rounded once together with the neighbouring provinces: so no two layers can gape or overlap.
"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from geodata.boundaries import ATTRIBUTION, BOUNDARIES_FOLDER, bundled_path
from geodata.boundary_files import generalise as g
from geodata.boundary_files.unit_tables import (
    CROSSWALK_COLUMNS,
    UNIT_COLUMNS,
    UnitRow,
    changed_extents,
    list_pieces,
    list_units,
    read_csv_rows,
    split_name,
    write_rows,
)
from geodata.grouping import grouped_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

Properties = dict[str, Any]
NOTE = "Khái quát hóa cho màn hình, chỉ để minh họa; không dùng để đo vẽ hay xác định địa giới."
UNIT = ("code", "name", "short_name", "kind", "area_km2", "label_lon", "label_lat")
_PLAIN = ("code", "name", "area_km2", "area_official_km2", "label_lon", "label_lat")
_COMMUNE = (*UNIT, "district_code", "is_commune")
DISSOLVED = {
    "districts_2024": ("districts", "district_code", (*UNIT, "area_official_km2")),
    "districts_2025": ("districts_2025", "district_code_2025", UNIT),
    "communes_2019": ("communes_2019", "code_2019", _COMMUNE),
    "communes_2020": ("communes", "code_2020", _COMMUNE),
    "communes_2025": ("communes_2025", "code_2025", (*UNIT, "area_official_km2", "old_districts", "merged_from")),
}
"""Layer: source file, column of the crosswalk that its pieces are joined by, properties kept."""
VALIDITY = {
    "districts_2024": (None, "2024-12-31"),
    "districts_2025": ("2025-01-01", "2025-06-30"),
    "communes_2019": (None, "2019-12-31"),
    "communes_2020": ("2020-01-01", "2024-12-31"),
    "communes_2025": ("2025-07-01", None),
    "province": (None, "2025-06-30"),
    "neighbours": (None, "2025-06-30"),
}
"""First and last day on which all lines of a layer held; names are those of the last day (`units.csv` has the others)."""


class Source:
    """The shared layers in a folder: features as (properties, geometry) pairs by file name."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; files are read when asked for."""
        self.folder = folder

    def features(self, name: str) -> "list[tuple[Properties, BaseGeometry]]":
        """Return the features of `name`.geojson in file order; FileNotFoundError names what is missing."""
        collection = json.loads((self.folder / f"{name}.geojson").read_text("utf-8"))
        return [(feature["properties"], shape(feature["geometry"])) for feature in collection["features"]]

    def by_code(self, name: str) -> "dict[str, BaseGeometry]":
        """Return the geometries of a layer by unit code."""
        return {properties["code"]: geometry for properties, geometry in self.features(name)}

    def rows(self, name: str) -> list[UnitRow]:
        """Return the rows of `name`.csv."""
        return read_csv_rows(self.folder / f"{name}.csv")


def cut_pieces(source: Source, crosswalk: "Sequence[UnitRow]") -> "list[BaseGeometry]":
    """Return the geometry of each crosswalk row: the part of the 2019 commune that lies in its commune of 2025."""
    old, new = source.by_code("communes_2019"), source.by_code("communes_2025")
    codes = [row["code_2019"] for row in crosswalk]
    return [
        old[row["code_2019"]]
        if codes.count(row["code_2019"]) == 1
        else g.polygonal(old[row["code_2019"]].intersection(new[row["code_2025"]]))
        for row in crosswalk
    ]


def dissolve(pieces: "Iterable[tuple[str, BaseGeometry]]") -> "dict[str, BaseGeometry]":
    """Return the union of the pieces by code, rings in one direction whatever the order of the pieces."""
    groups = grouped_by(pieces)
    return {code: shapely.normalize(shapely.coverage_union_all(parts)) for code, parts in groups.items()}


def placed_label(properties: Properties, geometry: "BaseGeometry") -> Properties:
    """Return the properties with a label point that is inside the generalised polygon."""
    if shapely.intersects_xy(geometry, properties["label_lon"], properties["label_lat"]):
        return properties
    point = geometry.representative_point()
    return properties | {"label_lon": round(point.x, 5), "label_lat": round(point.y, 5)}


def write_layer(name: str, features: "Iterable[tuple[Mapping[str, Any], BaseGeometry]]") -> None:
    """Write a layer as compact GeoJSON with its attribution and the note that it is generalised."""
    collection = {
        "type": "FeatureCollection",
        "name": name,
        "attribution": ATTRIBUTION,
        "note": NOTE,
        **dict(zip(("valid_from", "valid_to"), VALIDITY.get(name, (None, None)), strict=True)),
        "features": [
            {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(geometry))}
            for properties, geometry in features
        ],
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    bundled_path(name).write_text(text + "\n", "utf-8")


def build_units(source: Source) -> None:
    """Write districts, communes, province and neighbours, all dissolved from one generalised partition."""
    crosswalk, neighbours = source.rows("crosswalk_communes"), source.features("neighbours")
    ground = g.generalise_partition([*cut_pieces(source, crosswalk), *(geometry for _, geometry in neighbours)])
    pieces = ground[: len(crosswalk)]
    for layer, (file, column, kept) in DISSOLVED.items():
        shapes = dissolve((row[column], piece) for row, piece in zip(crosswalk, pieces, strict=True))
        write_layer(layer, (feature_of(p, shapes[p["code"]], kept) for p, _ in source.features(file)))
    whole = shapely.normalize(shapely.coverage_union_all(pieces))
    write_layer("province", (feature_of(p, whole, _PLAIN) for p, _ in source.features("province")))
    around = zip((p for p, _ in neighbours), shapely.normalize(ground[len(crosswalk) :]), strict=True)
    write_layer("neighbours", (feature_of(p, geometry, _PLAIN) for p, geometry in around))


def feature_of(
    properties: Properties, geometry: "BaseGeometry", kept: "Sequence[str]"
) -> "tuple[Properties, BaseGeometry]":
    """Return a feature with the kept properties; names are those of the last day the layer holds."""
    name = str(properties.get("name_2024") or properties["name"])
    kind, short_name = split_name(name)
    named = placed_label(properties | {"name": name, "kind": kind, "short_name": short_name}, geometry)
    return {key: named[key] for key in kept if key in named}, geometry


def build_ground(source: Source) -> None:
    """Write rivers, places, the inset of Việt Nam and the world."""
    write_layer("rivers", ((p, g.generalise_line(line)) for p, line in source.features("rivers")))
    write_layer("places", source.features("places"))
    write_layer("vietnam_inset", ((p, _inset_shape(shape_)) for p, shape_ in source.features("vietnam_inset")))
    world = source.features("world")
    shapes = g.generalise_world([shape_ for _, shape_ in world], [p["iso_a3"] == "VNM" for p, _ in world])
    write_layer("world", zip((p for p, _ in world), shapes, strict=True))


def _inset_shape(geometry: "BaseGeometry") -> "BaseGeometry":
    return geometry if geometry.geom_type == "Point" else g.generalise_country(geometry, 0.03)


def build_tables(source: Source) -> None:
    """Write `units.csv` and `crosswalk.csv`."""
    gso, crosswalk = source.rows("gso_units_bacgiang"), source.rows("crosswalk_communes")
    communes_2025 = [properties for properties, _ in source.features("communes_2025")]
    write_rows(
        BOUNDARIES_FOLDER / "units.csv", UNIT_COLUMNS, list_units(gso, communes_2025, changed_extents(crosswalk))
    )
    write_rows(BOUNDARIES_FOLDER / "crosswalk.csv", CROSSWALK_COLUMNS, list_pieces(crosswalk, gso))


def build(source_dir: Path) -> None:
    """Write all layers and tables from the shared boundaries in a folder; FileNotFoundError names what is missing there."""
    source = Source(source_dir)
    build_units(source)
    build_ground(source)
    build_tables(source)


def main() -> None:
    """Read the shared layers of the folder given and write ours beside this module."""
    parser = argparse.ArgumentParser(description="Build the map layers and unit tables from the shared boundaries.")
    parser.add_argument("source_dir", type=Path, help="folder with communes_2019.geojson, crosswalk_communes.csv, ...")
    bundled_path("world").parent.mkdir(exist_ok=True)
    build(parser.parse_args().source_dir)


if __name__ == "__main__":
    main()
