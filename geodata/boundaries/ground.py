"""Bring the geometries of a boundary file to the ground: one coordinate system in metres, valid polygons, in the province."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.boundaries import load_layer
from geodata.boundaries.problems import BoundaryFileError

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geodata.boundaries.source_file import SourceFile

METRES = "EPSG:32648"
"""UTM 48 N, in which widths and overlaps are measured: within 0.1 % of true lengths and areas in the province."""
DEGREES = "EPSG:4326"
EQUAL_AREA = "EPSG:6933"
REPAIR_SHARE = 1e-4
"""A repair that changes the area of a unit by more than this share changes the unit."""
REPAIR_VERTICES = 50_000
OUTSIDE_SHARE = 0.05
"""A feature with less of its area than this in the province is none of its units."""
NEAR_DEG = 1.0


@dataclass
class Ground:
    """The features that lie in the province, in `METRES`; `rows` are their places in the file (from 1)."""

    frame: "gpd.GeoDataFrame"
    rows: list[int]
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def ground_of(source: "SourceFile", crs: str | None) -> Ground:
    """Return the polygons of a file in metres, repaired where that hardly changes them, with what was done and what is wrong.

    Raises BoundaryFileError when the coordinates cannot be understood or nothing lies in the province.
    """
    ground = Ground(source.frame, list(range(1, len(source.frame) + 1)))
    _check_polygons(source, ground)
    ground.frame = _in_metres(source, crs, ground)
    _repair(source, ground)
    _leave_out_others(source, ground)
    return ground


def province() -> shapely.Geometry:
    """Return our province, in `METRES`."""
    return load_layer("province").to_crs(METRES).geometry.iloc[0]


def _check_polygons(source: "SourceFile", ground: Ground) -> None:
    """Drop what is no polygon and say so; third dimensions go without a word."""
    shapes = shapely.force_2d(source.frame.geometry.to_numpy())
    kinds = np.array([None if shape is None or shape.is_empty else shape.geom_type for shape in shapes], dtype=object)
    is_polygon = np.isin(kinds.astype(str), ["Polygon", "MultiPolygon"])
    where = f"{source.path.name}, layer {source.layer}"
    for row in np.flatnonzero(~is_polygon)[:20]:
        kind = kinds[row] or "no geometry"
        ground.problems.append(f"{where}, feature {row + 1}: {kind}, not a polygon; give each unit its area")
    if not is_polygon.any():
        raise BoundaryFileError(*ground.problems)
    ground.frame = source.frame.set_geometry(shapes, crs=source.frame.crs)[is_polygon]
    ground.rows = [int(row) + 1 for row in np.flatnonzero(is_polygon)]


def _in_metres(source: "SourceFile", crs: str | None, ground: Ground) -> "gpd.GeoDataFrame":
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - with geopandas

    where = f"{source.path.name}, layer {source.layer}"
    frame = _with_crs(where, crs, ground)
    try:
        moved = frame.to_crs(METRES)
    except (ProjError, ValueError) as error:
        msg = f"{where}: coordinate system {frame.crs} cannot be used ({error}); give --crs"
        raise BoundaryFileError(msg) from error
    bounds = moved.total_bounds
    if _is_degrees(frame.total_bounds[[1, 0, 3, 2]]):
        msg = f"{where}: longitude and latitude are exchanged, as in {_example(frame)}; write x (longitude) first"
        raise BoundaryFileError(msg)
    if not np.isfinite(moved.bounds.to_numpy()).all():
        msg = f"{where}: coordinates such as {_example(ground.frame)} are none of {frame.crs.name}; give --crs"
        raise BoundaryFileError(msg)
    if not shapely.box(*bounds).intersects(province()):
        msg = (
            f"{where}: nothing lies in the province; in {frame.crs.name}, {_example(frame)} is elsewhere; "
            "check the file and its coordinate system"
        )
        raise BoundaryFileError(msg)
    return moved


def _with_crs(where: str, crs: str | None, ground: Ground) -> "gpd.GeoDataFrame":
    """Return the frame with its coordinate system: the one given, the file's, or degrees where they can be nothing else."""
    from pyproj.exceptions import CRSError  # noqa: PLC0415 - with geopandas

    frame = ground.frame
    named = frame.crs is not None and not (frame.crs.is_engineering or "undefined" in frame.crs.name.lower())
    try:
        if crs:
            return frame.set_crs(crs, allow_override=True)
    except CRSError as error:
        msg = f"--crs {crs}: not known ({error}); give one like EPSG:4326 or EPSG:3405"
        raise BoundaryFileError(msg) from error
    if named:
        return frame
    if not _is_degrees(frame.total_bounds):
        msg = (
            f"{where}: names no coordinate system, and coordinates such as {_example(frame)} are no degrees in the province; "
            "give it with --crs (EPSG:3405 is VN-2000 / UTM 48N)"
        )
        raise BoundaryFileError(msg)
    ground.notes.append(
        "names no coordinate system; the coordinates are degrees in the province, so EPSG:4326 was taken"
    )
    return frame.set_crs(DEGREES, allow_override=True)


def _is_degrees(bounds: "NDArray[np.float64]") -> bool:
    west, south, east, north = 105.8, 21.1, 107.1, 21.7
    return bool(
        west - NEAR_DEG < bounds[0]
        and south - NEAR_DEG < bounds[1]
        and bounds[2] < east + NEAR_DEG
        and bounds[3] < north + NEAR_DEG
    )


def _example(frame: "gpd.GeoDataFrame") -> str:
    west, south, *_ = frame.total_bounds
    return f"({west:g}, {south:g})"


def _repair(source: "SourceFile", ground: Ground) -> None:
    """Mend polygons that cross themselves where it hardly changes them."""
    shapes = ground.frame.geometry.to_numpy().copy()
    for i in np.flatnonzero(~shapely.is_valid(shapes)):
        where = f"{source.path.name}, layer {source.layer}, feature {ground.rows[i]}"
        reason = shapely.is_valid_reason(shapes[i])
        mended, change = shapes[i], 1.0
        if shapely.get_num_coordinates(shapes[i]) <= REPAIR_VERTICES:
            mended, change = _mended(shapes[i])
        if change <= REPAIR_SHARE:
            shapes[i] = mended
            ground.notes.append(f"{where}: mended ({reason}); its area changed by {change:.4%}")
        else:
            ground.problems.append(f"{where}: not a valid polygon ({reason}); mend it in a GIS")
            shapes[i] = shapely.buffer(mended, 0) if shapely.is_valid(mended) else shapely.convex_hull(shapes[i])
    ground.frame = ground.frame.set_geometry(shapes, crs=ground.frame.crs)


def _mended(shape: Any) -> tuple[Any, float]:
    """Return the polygons of a mended shape, and by what share its area changed; 1 when nothing was left."""
    made = shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(shapely.get_parts(made)) if part.geom_type == "Polygon"]
    mended = shapely.union_all(parts)
    return mended, abs(mended.area - shape.area) / mended.area if mended.area > 0 else 1.0


def _leave_out_others(source: "SourceFile", ground: Ground) -> None:
    """Set aside what lies outside the province: a file may cover more."""
    shapes, home = ground.frame.geometry.to_numpy(), province()
    shapely.prepare(home)
    inside = shapely.area(shapely.intersection(shapes, home)) >= OUTSIDE_SHARE * shapely.area(shapes)
    if not inside.any():
        msg = f"{source.path.name}, layer {source.layer}: no feature lies in the province; check the file and its coordinate system"
        raise BoundaryFileError(msg)
    if left := int((~inside).sum()):
        ground.notes.append(f"{left} features outside the province were left aside")
    ground.frame = ground.frame[inside]
    ground.rows = [row for row, is_in in zip(ground.rows, inside, strict=True) if is_in]
