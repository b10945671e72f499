"""A map layer becomes a sheet: its attributes rows, each shape one point within it, in degrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geodata.importing.files.cells import as_cell
from geodata.importing.grid import Sheet
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode, check_extent
from geodata.importing.values.coordinates import reach_km

VIETNAM = (100.0, 6.0, 112.0, 24.0)
"""West, south, east, north, in degrees and widely: a layer of which nothing lies here is in another system than it says."""


_NO_DATUM = ("unknown", "not specified", "not_specified")


@dataclass(frozen=True)
class FeatureLayer:
    """A layer as it stands in its file: columns of values, WKB of each shape or None, the coordinate system or None."""

    name: str
    columns: Sequence[tuple[str, Sequence[Any]]]
    geometries: Sequence[bytes | None]
    crs: Any


def as_sheet(layer: FeatureLayer, limits: ImportLimits) -> Sheet:
    """Return a layer as a sheet: its first row the names of the attributes, then a row and a point a feature.

    Raises FileRefusedError for too many features or columns, a shape that is none, a coordinate system that is not known.
    """
    count = len(layer.geometries)
    check_extent(limits, layer.name, count + 1, len(layer.columns))
    if count * len(layer.columns) > limits.cells:
        raise FileRefusedError(RefusalCode.TOO_MANY_CELLS, {"limit": limits.cells})
    points = _points(layer)
    header = tuple(as_cell(name) for name, _ in layer.columns)
    rows = zip(*(map(as_cell, values) for _, values in layer.columns), strict=True) if layer.columns else [()] * count
    return Sheet(layer.name, (header, *rows), (), (None, *points))


def _points(layer: FeatureLayer) -> list[tuple[float, ...] | None]:
    shapes = _shapes(layer)
    inside = shapely.point_on_surface(shapes)
    is_there = ~shapely.is_missing(inside) & ~shapely.is_empty(inside)
    xy = np.column_stack([shapely.get_x(inside[is_there]), shapely.get_y(inside[is_there])])
    is_wide = shapely.get_type_id(shapes[is_there]) != shapely.GeometryType.POINT
    bounds = shapely.bounds(shapes[is_there])
    corners = [_degrees(layer, bounds[is_wide][:, at]) for at in ([0, 1], [2, 3])] if is_wide.any() else [[], []]
    reaches = iter(reach_km(*low, *high) for low, high in zip(*corners, strict=True))
    placed = iter(
        (*point, next(reaches)) if wide else point for point, wide in zip(_degrees(layer, xy), is_wide, strict=True)
    )
    return [next(placed) if there else None for there in is_there]


def _shapes(layer: FeatureLayer) -> Any:
    """Return the shapes; FileRefusedError names the first row (as the sheet counts) with one that is not valid."""
    shapes = np.empty(len(layer.geometries), dtype=object)
    for index, wkb in enumerate(layer.geometries):
        try:
            shapes[index] = shapely.from_wkb(wkb)
        except (shapely.GEOSException, TypeError) as error:
            raise _invalid(layer, index, str(error)) from error
    wrong = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_valid(shapes))
    if len(wrong):
        raise _invalid(layer, int(wrong[0]), str(shapely.is_valid_reason(shapes[wrong[0]])))
    return shapes


def _invalid(layer: FeatureLayer, index: int, reason: str) -> FileRefusedError:
    return FileRefusedError(
        RefusalCode.INVALID_GEOMETRY, {"layer": layer.name, "row": index + 2, "reason": reason.partition("\n")[0][:120]}
    )


def _degrees(layer: FeatureLayer, xy: Any) -> list[tuple[float, float]]:
    """Return longitude and latitude; a layer that names no system is in degrees when it then lies in Vietnam."""
    try:
        crs = CRS.from_user_input(layer.crs or "EPSG:4326")
        if not (crs.is_geographic or crs.is_projected):
            raise _bad_crs(layer)
        crs = _with_datum(layer, crs)
        lon, lat = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(xy[:, 0], xy[:, 1])
    except ProjError as error:  # CRSError is one
        raise _bad_crs(layer) from error
    west, south, east, north = VIETNAM
    is_near = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    if len(xy) and not (np.isfinite(lon).all() and np.isfinite(lat).all() and is_near.any()):
        if crs.is_geographic and ((lat > west) & (lat < east) & (lon > south) & (lon < north)).all():
            raise FileRefusedError(RefusalCode.SWAPPED_AXES, {"layer": layer.name})
        raise _bad_crs(layer)
    return list(zip(map(float, lon), map(float, lat), strict=True))


def _with_datum(layer: FeatureLayer, crs: CRS) -> CRS:
    """Return a projected system that names no datum as the published one of its projection; without one it is refused.

    VN-2000 and WGS 84 lie 200 m apart: such a file says too little to be placed.
    """
    if crs.is_bound or not crs.is_projected or crs.geodetic_crs is None or crs.geodetic_crs.datum is None:
        return crs
    if not crs.geodetic_crs.datum.name.lower().startswith(_NO_DATUM):
        return crs
    code = crs.to_epsg()
    if code is None:
        raise _bad_crs(layer)
    return CRS.from_epsg(code)


def _bad_crs(layer: FeatureLayer) -> FileRefusedError:
    return FileRefusedError(RefusalCode.BAD_CRS, {"layer": layer.name, "crs": str(layer.crs or "?")[:80]})
