"""Open a boundary file from outside (GeoPackage, GeoJSON, zipped Shapefile) within limits, trusting nothing in it."""

import json
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.boundary_files.archive import unpack_shapefile
from geodata.boundary_files.problems import BoundaryFileError, BoundaryProblem, Where
from geodata.boundary_files.problems import ProblemCode as P
from geodata.geopackage_tables import SQLITE, HiddenQueriesError, feature_tables

if TYPE_CHECKING:
    import geopandas as gpd

MAX_FILE_MB = 50
MAX_FEATURES = 5000
MAX_COLUMNS = 100
MAX_VERTICES = 2_000_000


@dataclass(frozen=True)
class BoundaryFile:
    """The features of one layer of a file as they stand there; `frame.crs` is None when the file names none."""

    path: Path
    layer: str
    frame: "gpd.GeoDataFrame"

    @property
    def where(self) -> Where:
        """The layer's place, for what is said of it."""
        return Where(self.path.name, self.layer)


def read_source(path: Path, layer: str | None = None) -> BoundaryFile:
    """Return the features of a file's only layer, or of the one named.

    Raises BoundaryFileError for a file that is none of the three formats, too large or damaged.
    """
    where = Where(path.name)
    if not path.is_file():
        raise BoundaryFileError(BoundaryProblem(P.NO_FILE, where))
    size_mb = path.stat().st_size / 1e6
    if size_mb > MAX_FILE_MB:
        raise BoundaryFileError(BoundaryProblem(P.FILE_TOO_LARGE, where, {"mb": ceil(size_mb), "limit": MAX_FILE_MB}))
    readers = {".geojson": _read_geojson, ".json": _read_geojson, ".gpkg": _read_geopackage, ".zip": _read_shapefile}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BoundaryFileError(BoundaryProblem(P.UNKNOWN_FORMAT, where))
    try:
        source = reader(path, layer)
    except OSError as error:
        raise BoundaryFileError(
            BoundaryProblem(P.UNREADABLE, where, {"reason": error.strerror or str(error)})
        ) from error
    _check_size(source)
    return source


def _check_size(source: BoundaryFile) -> None:
    import shapely  # noqa: PLC0415 - with geopandas, when a file is read and not before

    if source.frame.empty:
        raise BoundaryFileError(BoundaryProblem(P.NO_FEATURES, source.where))
    if len(source.frame) > MAX_FEATURES:
        raise BoundaryFileError(BoundaryProblem(P.TOO_MANY_FEATURES, source.where, {"limit": MAX_FEATURES}))
    if len(source.frame.columns) > MAX_COLUMNS:
        raise BoundaryFileError(BoundaryProblem(P.TOO_MANY_COLUMNS, source.where, {"limit": MAX_COLUMNS}))
    vertices = int(shapely.get_num_coordinates(source.frame.geometry.to_numpy()).sum())
    if vertices > MAX_VERTICES:
        values = {"count": vertices, "limit": MAX_VERTICES}
        raise BoundaryFileError(BoundaryProblem(P.TOO_MANY_VERTICES, source.where, values))


def _read_geojson(path: Path, layer: str | None) -> BoundaryFile:
    """Read GeoJSON without GDAL, which takes other things (services, scripts) for files of this kind."""
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    del layer
    where = Where(path.name)
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BoundaryFileError(BoundaryProblem(P.NO_GEOJSON, where, {"reason": str(error)})) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise BoundaryFileError(BoundaryProblem(P.NO_COLLECTION, where))
    rows = [feature if isinstance(feature, dict) else {} for feature in features[: MAX_FEATURES + 1]]
    try:
        geometries = [
            shapely.from_geojson(json.dumps(row.get("geometry"))) if row.get("geometry") else None for row in rows
        ]
    except (shapely.GEOSException, ValueError) as error:
        raise BoundaryFileError(BoundaryProblem(P.BAD_GEOMETRY, where, {"reason": str(error)})) from error
    properties = [row["properties"] if isinstance(row.get("properties"), dict) else {} for row in rows]
    names = list(dict.fromkeys(str(name) for one in properties for name in one if name != "geometry"))
    if len(names) > MAX_COLUMNS:
        raise BoundaryFileError(BoundaryProblem(P.TOO_MANY_COLUMNS, where, {"limit": MAX_COLUMNS}))
    columns = {name: [_plain(one.get(name)) for one in properties] for name in names}
    return BoundaryFile(
        path, path.stem, gpd.GeoDataFrame(columns, geometry=geometries, crs=_geojson_crs(path, content))
    )


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
        raise BoundaryFileError(BoundaryProblem(P.UNKNOWN_CRS, Where(path.name), {"crs": str(named)[:120]})) from error


def _read_geopackage(path: Path, layer: str | None) -> BoundaryFile:
    with path.open("rb") as file:
        if file.read(len(SQLITE)) != SQLITE:
            raise BoundaryFileError(BoundaryProblem(P.NO_GEOPACKAGE, Where(path.name)))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source.gpkg"
        shutil.copyfile(path, copy)
        chosen = _table(path, copy, layer)
        return BoundaryFile(path, chosen, _read_with_gdal(path, copy, chosen))


def _table(path: Path, copy: Path, layer: str | None) -> str:
    """Return the layer to read: a table with geometries, never a view, which may run any query."""
    try:
        tables = feature_tables(copy)
    except HiddenQueriesError as error:
        raise BoundaryFileError(BoundaryProblem(P.HIDDEN_QUERIES, Where(path.name))) from error
    except sqlite3.Error as error:
        raise BoundaryFileError(
            BoundaryProblem(P.DAMAGED_GEOPACKAGE, Where(path.name), {"reason": str(error)})
        ) from error
    return choose_layer(path, tables, layer)


def choose_layer(path: Path, layers: list[str], wanted: str | None) -> str:
    """Return the layer wanted, or the only one; BoundaryFileError lists the layers there are."""
    if wanted in layers:
        return wanted
    if wanted is None and len(layers) == 1:
        return layers[0]
    if not layers:
        raise BoundaryFileError(BoundaryProblem(P.NO_LAYER, Where(path.name)))
    if wanted is None:
        raise BoundaryFileError(BoundaryProblem(P.LAYER_OPEN, Where(path.name), {"layers": layers[:20]}))
    raise BoundaryFileError(
        BoundaryProblem(P.LAYER_UNKNOWN, Where(path.name), {"wanted": wanted, "layers": layers[:20]})
    )


def _read_shapefile(path: Path, layer: str | None) -> BoundaryFile:
    with tempfile.TemporaryDirectory() as folder:
        shape = unpack_shapefile(path, Path(folder), layer)
        return BoundaryFile(path, shape.layer, _read_with_gdal(path, shape.path, None))


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
        reason = str(error).replace(str(file), path.name)
        raise BoundaryFileError(BoundaryProblem(P.UNREADABLE, Where(path.name), {"reason": reason})) from error
    if not hasattr(frame, "geometry") or "geometry" not in frame:
        raise BoundaryFileError(BoundaryProblem(P.NO_GEOMETRIES, Where(path.name, layer or "")))
    return frame
