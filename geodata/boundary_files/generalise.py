"""Generalise polygons for the screen so that neighbours keep one common line."""

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

TOLERANCE_DEG = 0.00112
"""Corners that span less than the square of this (about 115 m by 115 m) go."""
DECIMALS = 4
"""About 10 m: coordinates of all unit layers are rounded to this before anything is dissolved."""
REEF_AREA_DEG2 = 0.05
"""Parts smaller than this are islands and reefs, simplified one by one."""
WORLD_ISLAND_AREA_DEG2 = 0.1
"""Parts smaller than this are left out of the world layer (but see `generalise_world`)."""


def generalise_partition(pieces: "Sequence[BaseGeometry]") -> "NDArray[np.object_]":
    """Return the pieces of a gapless partition (EPSG:4326) with common lines simplified once and rounded.

    Layers dissolved from the result share one topology. ValueError if the pieces overlap or leave slivers, before or after.
    """
    given = np.array(pieces, dtype=object)
    if not shapely.coverage_is_valid(given):
        raise ValueError("the source layers do not share one topology: pieces overlap or their lines differ")
    simple = rounded_geometries(shapely.coverage_simplify(given, TOLERANCE_DEG), DECIMALS)
    if not (shapely.is_valid(simple).all() and shapely.coverage_is_valid(simple)):
        raise ValueError("generalised pieces overlap: choose a smaller tolerance or more decimals")
    return simple


def generalise_to_size(
    pieces: "Sequence[BaseGeometry]", fits: "Callable[[Sequence[BaseGeometry]], bool]"
) -> "tuple[list[BaseGeometry], float]":
    """Return the pieces of a partition (EPSG:4326) as little simplified as `fits` allows, rounded, and the tolerance used.

    ValueError if no tolerance up to four times our own gives valid pieces that fit.
    """
    simple: NDArray[np.object_] = np.array(pieces, dtype=object)
    for tolerance in (0.0, *(TOLERANCE_DEG * 2 ** (step / 2) for step in range(-8, 5))):
        if tolerance:
            simple = shapely.coverage_simplify(simple, tolerance)
        for decimals in (DECIMALS, DECIMALS + 1):
            tried = rounded_geometries(simple, decimals)
            if shapely.is_valid(tried).all() and shapely.coverage_is_valid(tried) and fits(list(tried)):
                return list(shapely.normalize(tried)), tolerance
    raise ValueError("the lines are too fine for the screen, or fall together when they are simplified")


def rounded_geometries(geometries: "NDArray[np.object_]", decimals: int) -> "NDArray[np.object_]":
    """Return the geometries with coordinates rounded to `decimals`; nothing is dropped or mended."""
    result: NDArray[np.object_] = shapely.transform(geometries, lambda points: np.round(points, decimals))
    return result


def polygonal(geometry: "BaseGeometry") -> "BaseGeometry":
    """Return the polygons of a geometry, without the points and lines that an intersection leaves beside them."""
    return shapely.union_all([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def generalise_line(line: "BaseGeometry") -> "BaseGeometry":
    """Return a river line simplified to the tolerance of the units (EPSG:4326)."""
    return rounded_geometries(np.array([shapely.simplify(line, TOLERANCE_DEG / 2)]), DECIMALS)[0]


def generalise_islands(parts: "Iterable[BaseGeometry]", tolerance: float) -> "list[BaseGeometry]":
    """Return every part with as few corners as the tolerance (degrees) allows; none vanishes, however small."""
    given = np.array(list(parts), dtype=object)
    simple = rounded_geometries(shapely.simplify(given, tolerance, preserve_topology=True), 3)
    return list(np.where(shapely.is_valid(simple) & (shapely.area(simple) > 0), simple, rounded_geometries(given, 4)))


def generalise_country(country: "BaseGeometry", tolerance: float) -> "BaseGeometry":
    """Return a country with its mainland simplified to `tolerance` degrees and every island kept."""
    parts = shapely.get_parts(country)
    is_small = shapely.area(parts) < REEF_AREA_DEG2
    land = rounded_geometries(shapely.simplify(parts[~is_small], tolerance), 2)
    return shapely.union_all([*shapely.make_valid(land), *generalise_islands(parts[is_small], tolerance)])


def generalise_world(countries: "Sequence[BaseGeometry]", keep_islands: "Sequence[bool]") -> "list[BaseGeometry]":
    """Return countries with common borders simplified to about 0.22 degrees, in order.

    Islands under 0.1 square degrees go, except the largest of each country and all of those flagged in `keep_islands`.
    """
    simple = shapely.coverage_simplify(np.array(countries, dtype=object), 0.22)
    return [
        _world_country(after, before, keep=keep)
        for after, before, keep in zip(simple, countries, keep_islands, strict=True)
    ]


def _world_country(simple: "BaseGeometry", source: "BaseGeometry", *, keep: bool) -> "BaseGeometry":
    parts, originals = shapely.get_parts(simple), shapely.get_parts(source)
    large = shapely.set_precision(parts[shapely.area(parts) >= WORLD_ISLAND_AREA_DEG2], 0.01)
    small = originals[shapely.area(originals) < WORLD_ISLAND_AREA_DEG2]
    largest = [] if len(large) else [max(originals, key=lambda part: part.area)]
    islands = generalise_islands(small if keep else largest, 0.02)
    polygons = [part for part in shapely.get_parts(large) if not part.is_empty] + islands
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
