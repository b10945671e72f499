"""Bring the geometries of a boundary file to the ground: one coordinate system in metres, valid polygons, in the province."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.boundaries import load_layer
from geodata.boundary_files.problems import BoundaryFileError, BoundaryProblem, Note, NoteCode, Where
from geodata.boundary_files.problems import ProblemCode as P

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geodata.boundary_files.source_file import BoundaryFile

METRES = "EPSG:32648"
"""UTM 48 N, in which widths and overlaps are measured: within 0.1 % of true lengths and areas in the province."""
DEGREES = "EPSG:4326"
EQUAL_AREA = "EPSG:6933"
REPAIR_SHARE = 1e-4
"""A repair that changes the area of a unit by more than this share changes the unit."""
REPAIR_VERTICES = 50_000
OUTSIDE_SHARE = 0.05
"""A feature with less of its area than this in the province is none of its units."""
_NEAR_DEG = 1.0


@dataclass
class ProvinceFeatures:
    """The features that lie in the province, in `METRES`; `rows` are their places in the file (from 1)."""

    frame: "gpd.GeoDataFrame"
    rows: list[int]
    notes: list[Note] = field(default_factory=list)
    problems: list[BoundaryProblem] = field(default_factory=list)


def ground_of(source: "BoundaryFile", crs: str | None) -> ProvinceFeatures:
    """Return the polygons of a file in metres, repaired where that hardly changes them, with what was done and what is wrong.

    Raises BoundaryFileError when the coordinates cannot be understood or nothing lies in the province.
    """
    ground = ProvinceFeatures(source.frame, list(range(1, len(source.frame) + 1)))
    _check_polygons(source, ground)
    ground.frame = _in_metres(source, crs, ground)
    _repair(source, ground)
    _leave_out_others(source, ground)
    return ground


def province() -> shapely.Geometry:
    """Return our province, in `METRES`."""
    return load_layer("province").to_crs(METRES).geometry.iloc[0]


def _check_polygons(source: "BoundaryFile", ground: ProvinceFeatures) -> None:
    """Drop what is no polygon and say so; third dimensions go without a word."""
    shapes = shapely.force_2d(source.frame.geometry.to_numpy())
    kinds = np.array([None if shape is None or shape.is_empty else shape.geom_type for shape in shapes], dtype=object)
    is_polygon = np.isin(kinds.astype(str), ["Polygon", "MultiPolygon"])
    for row in np.flatnonzero(~is_polygon)[:20]:
        where = source.where.at(int(row) + 1)
        kind = kinds[row]
        ground.problems.append(
            BoundaryProblem(P.NO_POLYGON, where, {"kind": kind}) if kind else BoundaryProblem(P.NO_GEOMETRY, where)
        )
    if not is_polygon.any():
        raise BoundaryFileError(*ground.problems)
    ground.frame = source.frame.set_geometry(shapes, crs=source.frame.crs)[is_polygon]
    ground.rows = [int(row) + 1 for row in np.flatnonzero(is_polygon)]


def _in_metres(source: "BoundaryFile", crs: str | None, ground: ProvinceFeatures) -> "gpd.GeoDataFrame":
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - with geopandas

    where = source.where
    frame = _with_crs(where, crs, ground)
    try:
        moved = frame.to_crs(METRES)
    except (ProjError, ValueError) as error:
        values = {"crs": str(frame.crs), "reason": str(error)}
        raise BoundaryFileError(BoundaryProblem(P.CRS_UNUSABLE, where, values)) from error
    bounds = moved.total_bounds
    if _is_degrees(frame.total_bounds[[1, 0, 3, 2]]):
        raise BoundaryFileError(BoundaryProblem(P.AXES_EXCHANGED, where, {"example": _example(frame)}))
    if not np.isfinite(moved.bounds.to_numpy()).all():
        values = {"example": _example(ground.frame), "crs": frame.crs.name}
        raise BoundaryFileError(BoundaryProblem(P.CRS_WRONG, where, values))
    if not shapely.box(*bounds).intersects(province()):
        values = {"example": _example(frame), "crs": frame.crs.name}
        raise BoundaryFileError(BoundaryProblem(P.ELSEWHERE, where, values))
    return moved


def _with_crs(where: Where, crs: str | None, ground: ProvinceFeatures) -> "gpd.GeoDataFrame":
    """Return the frame with its coordinate system: the one given, the file's, or degrees where they can be nothing else."""
    from pyproj.exceptions import CRSError  # noqa: PLC0415 - with geopandas

    frame = ground.frame
    named = frame.crs is not None and not (frame.crs.is_engineering or "undefined" in frame.crs.name.lower())
    try:
        if crs:
            return frame.set_crs(crs, allow_override=True)
    except CRSError as error:
        raise BoundaryFileError(
            BoundaryProblem(P.CRS_OPTION, values={"crs": str(crs), "reason": str(error)})
        ) from error
    if named:
        return frame
    if not _is_degrees(frame.total_bounds):
        raise BoundaryFileError(BoundaryProblem(P.CRS_MISSING, where, {"example": _example(frame)}))
    ground.notes.append(Note(NoteCode.CRS_ASSUMED))
    return frame.set_crs(DEGREES, allow_override=True)


def _is_degrees(bounds: "NDArray[np.float64]") -> bool:
    west, south, east, north = 105.8, 21.1, 107.1, 21.7
    return bool(
        west - _NEAR_DEG < bounds[0]
        and south - _NEAR_DEG < bounds[1]
        and bounds[2] < east + _NEAR_DEG
        and bounds[3] < north + _NEAR_DEG
    )


def _example(frame: "gpd.GeoDataFrame") -> str:
    west, south, *_ = frame.total_bounds
    return f"({west:g}, {south:g})"


def _repair(source: "BoundaryFile", ground: ProvinceFeatures) -> None:
    """Mend polygons that cross themselves where it hardly changes them."""
    shapes = ground.frame.geometry.to_numpy().copy()
    for i in np.flatnonzero(~shapely.is_valid(shapes)):
        where = source.where.at(ground.rows[i])
        reason = shapely.is_valid_reason(shapes[i])
        mended, change = shapes[i], 1.0
        if shapely.get_num_coordinates(shapes[i]) <= REPAIR_VERTICES:
            mended, change = _mended(shapes[i])
        if change <= REPAIR_SHARE:
            shapes[i] = mended
            ground.notes.append(Note(NoteCode.MENDED, where, {"reason": reason, "change": change}))
        else:
            ground.problems.append(BoundaryProblem(P.INVALID_POLYGON, where, {"reason": reason}))
            shapes[i] = shapely.buffer(mended, 0) if shapely.is_valid(mended) else shapely.convex_hull(shapes[i])
    ground.frame = ground.frame.set_geometry(shapes, crs=ground.frame.crs)


def _mended(shape: Any) -> tuple[Any, float]:
    """Return the polygons of a mended shape, and by what share its area changed; 1 when nothing was left."""
    made = shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(shapely.get_parts(made)) if part.geom_type == "Polygon"]
    mended = shapely.union_all(parts)
    return mended, abs(mended.area - shape.area) / mended.area if mended.area > 0 else 1.0


def _leave_out_others(source: "BoundaryFile", ground: ProvinceFeatures) -> None:
    """Set aside what lies outside the province: a file may cover more."""
    shapes, home = ground.frame.geometry.to_numpy(), province()
    shapely.prepare(home)
    inside = shapely.area(shapely.intersection(shapes, home)) >= OUTSIDE_SHARE * shapely.area(shapes)
    if not inside.any():
        raise BoundaryFileError(BoundaryProblem(P.NOT_IN_PROVINCE, source.where))
    if left := int((~inside).sum()):
        ground.notes.append(Note(NoteCode.LEFT_ASIDE, values={"count": left}))
    ground.frame = ground.frame[inside]
    ground.rows = [row for row, is_in in zip(ground.rows, inside, strict=True) if is_in]
