"""Open a boundary file from outside (GeoPackage, GeoJSON, zipped Shapefile) within limits, trusting nothing in it."""

import json
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.boundaries.archive import unpack_shapefile
from geodata.boundaries.problems import BoundaryFileError
from geodata.geopackage_tables import SQLITE, HiddenQueriesError, feature_tables

if TYPE_CHECKING:
    import geopandas as gpd

MAX_FILE_MB = 50
MAX_FEATURES = 5000
MAX_COLUMNS = 100
MAX_VERTICES = 2_000_000


@dataclass(frozen=True)
class SourceFile:
    """The features of one layer of a file as they stand there; `frame.crs` is None when the file names none."""

    path: Path
    layer: str
    frame: "gpd.GeoDataFrame"


def read_source(path: Path, layer: str | None = None) -> SourceFile:
    """Return the features of a file's only layer, or of the one named.

    Raises BoundaryFileError, which says what to do, for a file that is none of the three formats, too large or damaged.
    """
    if not path.is_file():
        msg = f"{path.name}: there is no such file"
        raise BoundaryFileError(msg)
    size_mb = path.stat().st_size / 1e6
    if size_mb > MAX_FILE_MB:
        msg = f"{path.name}: {size_mb:.0f} MB, at most {MAX_FILE_MB} are read; cut it to the province or simplify it"
        raise BoundaryFileError(msg)
    readers = {".geojson": _read_geojson, ".json": _read_geojson, ".gpkg": _read_geopackage, ".zip": _read_shapefile}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        msg = f"{path.name}: give a GeoPackage (.gpkg), a GeoJSON (.geojson) or a zipped Shapefile (.zip)"
        raise BoundaryFileError(msg)
    source = reader(path, layer)
    _check_size(source)
    return source


def _check_size(source: SourceFile) -> None:
    import shapely  # noqa: PLC0415 - with geopandas, when a file is read and not before

    where = f"{source.path.name}, layer {source.layer}"
    if source.frame.empty:
        msg = f"{where}: holds no features; choose another file or layer"
        raise BoundaryFileError(msg)
    if len(source.frame) > MAX_FEATURES:
        msg = f"{where}: more than {MAX_FEATURES} features; cut it to the province"
        raise BoundaryFileError(msg)
    if len(source.frame.columns) > MAX_COLUMNS:
        msg = f"{where}: more than {MAX_COLUMNS} columns; keep those with code and name"
        raise BoundaryFileError(msg)
    vertices = int(shapely.get_num_coordinates(source.frame.geometry.to_numpy()).sum())
    if vertices > MAX_VERTICES:
        msg = f"{where}: {vertices} vertices, at most {MAX_VERTICES} are read; simplify it first"
        raise BoundaryFileError(msg)


def _read_geojson(path: Path, layer: str | None) -> SourceFile:
    """Read GeoJSON without GDAL, which takes other things (services, scripts) for files of this kind."""
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    del layer
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        msg = f"{path.name}: no GeoJSON, or cut off ({error}); export it again as UTF-8"
        raise BoundaryFileError(msg) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        msg = f"{path.name}: no FeatureCollection; export the layer as GeoJSON"
        raise BoundaryFileError(msg)
    rows = [feature if isinstance(feature, dict) else {} for feature in features[: MAX_FEATURES + 1]]
    try:
        geometries = [
            shapely.from_geojson(json.dumps(row.get("geometry"))) if row.get("geometry") else None for row in rows
        ]
    except (shapely.GEOSException, ValueError) as error:
        msg = f"{path.name}: a geometry is no GeoJSON ({error}); export the layer again"
        raise BoundaryFileError(msg) from error
    properties = [row["properties"] if isinstance(row.get("properties"), dict) else {} for row in rows]
    names = list(dict.fromkeys(str(name) for one in properties for name in one if name != "geometry"))
    if len(names) > MAX_COLUMNS:
        msg = f"{path.name}: more than {MAX_COLUMNS} columns; keep those with code and name"
        raise BoundaryFileError(msg)
    columns = {name: [_plain(one.get(name)) for one in properties] for name in names}
    return SourceFile(path, path.stem, gpd.GeoDataFrame(columns, geometry=geometries, crs=_geojson_crs(path, content)))


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else None


def _geojson_crs(path: Path, content: dict[str, Any]) -> Any:
    """Return the coordinate system: WGS 84, as the standard says, unless the file names another the old way."""
    from pyproj import CRS  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    named = content.get("crs")
    if not named:
        return "EPSG:4326"
    try:
        return CRS.from_user_input(named["properties"]["name"])
    except (CRSError, KeyError, TypeError) as error:
        msg = f"{path.name}: coordinate system {str(named)[:120]} is not known; give --crs"
        raise BoundaryFileError(msg) from error


def _read_geopackage(path: Path, layer: str | None) -> SourceFile:
    with path.open("rb") as file:
        if file.read(len(SQLITE)) != SQLITE:
            msg = f"{path.name}: is no GeoPackage; export the layer again"
            raise BoundaryFileError(msg)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source.gpkg"
        shutil.copyfile(path, copy)
        chosen = _table(path, copy, layer)
        return SourceFile(path, chosen, _read_with_gdal(path, copy, chosen))


def _table(path: Path, copy: Path, layer: str | None) -> str:
    """Return the layer to read: a table with geometries, never a view, which may run any query."""
    try:
        tables = feature_tables(copy)
    except HiddenQueriesError as error:
        msg = f"{path.name}: its tables of contents are queries; export the layer again"
        raise BoundaryFileError(msg) from error
    except sqlite3.Error as error:
        msg = f"{path.name}: damaged or no GeoPackage ({error}); export the layer again"
        raise BoundaryFileError(msg) from error
    return choose_layer(path, tables, layer)


def choose_layer(path: Path, layers: list[str], wanted: str | None) -> str:
    """Return the layer wanted, or the only one; BoundaryFileError lists the layers there are."""
    if wanted in layers:
        return wanted
    if wanted is None and len(layers) == 1:
        return layers[0]
    there = ", ".join(layers[:20]) or "none"
    what = f"no layer {wanted!r}" if wanted else "which layer?" if layers else "no layer with geometries"
    msg = f"{path.name}: {what}; there are: {there} (choose with --layer)"
    raise BoundaryFileError(msg)


def _read_shapefile(path: Path, layer: str | None) -> SourceFile:
    with tempfile.TemporaryDirectory() as folder:
        shape = unpack_shapefile(path, Path(folder), layer)
        return SourceFile(path, shape.layer, _read_with_gdal(path, shape.path, None))


def _read_with_gdal(path: Path, file: Path, layer: str | None) -> "gpd.GeoDataFrame":
    """Read features with GDAL from a file whose kind is known by its first bytes; one more than the limit, to tell."""
    import pyogrio  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415
    from shapely import GEOSException  # noqa: PLC0415

    try:
        frame = pyogrio.read_dataframe(
            file, layer=layer, max_features=MAX_FEATURES + 1, force_2d=True, on_invalid="raise"
        )
    except (
        DataSourceError,
        DataLayerError,
        FieldError,
        GeometryError,
        GEOSException,
        CRSError,
        UnicodeError,
        ValueError,
    ) as error:
        text = str(error).replace(str(file), path.name)
        msg = f"{path.name}: cannot be read ({text}); export the layer again"
        raise BoundaryFileError(msg) from error
    if not hasattr(frame, "geometry") or "geometry" not in frame:
        msg = f"{path.name}: the layer has no geometries; choose another with --layer"
        raise BoundaryFileError(msg)
    return frame
