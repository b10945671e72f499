"""Let an official set of boundaries take the place of ours, once it passed all checks, or ours stand again."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.boundaries import UNIT_LAYERS, bundled_path, own_path
from geodata.boundary_files.checks import WIDTH_M, Checked, areas_km2, check, in_degrees
from geodata.boundary_files.columns import Matching, match_columns
from geodata.boundary_files.generalise import TOLERANCE_DEG, generalise_to_size
from geodata.boundary_files.ground import ProvinceFeatures, ground_of
from geodata.boundary_files.problems import BoundaryFileError, BoundaryProblem, Note, NoteCode, Where
from geodata.boundary_files.problems import ProblemCode as P
from geodata.boundary_files.source_file import read_source
from geodata.boundary_files.unit_sets import KB_LIMITS, UnitSet, unit_set
from geodata.clock import today

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_ATTRIBUTION = 300
SNAPS_M = (-1.0, 1.0, 5.0)
"""How near corners of neighbours are one corner, tried in turn (-1: as near as numbers can tell)."""
DRAWN_M = 5
"""Corners this near to a straight line go before neighbours' lines are joined, which takes minutes with too many corners."""
GOOD_TOLERANCE_DEG = 1.5 * TOLERANCE_DEG
CLEANED_SHARE = 0.02
"""Closing narrow overlaps and holes may change the area of a unit by this share."""


@dataclass(frozen=True)
class Taken:
    """A set that passed all checks: the text of its layer, and what was understood and done."""

    vintage: str
    text: str
    report: tuple[Note, ...]


def replace(
    path: Path, *, attribution: str, vintage: str | None = None, layer: str | None = None, crs: str | None = None
) -> Taken:
    """Take the boundaries of a file over, as `examine` returns them; the app shows them from its next start.

    Raises BoundaryFileError with all problems found; then nothing has changed.
    """
    taken = examine(path, attribution=attribution, vintage=vintage, layer=layer, crs=crs)
    _write(own_path(taken.vintage), taken.text)
    return taken


def examine(
    path: Path, *, attribution: str, vintage: str | None = None, layer: str | None = None, crs: str | None = None
) -> Taken:
    """Return the layer that a file's boundaries would become, and change nothing.

    `vintage` is the layer to replace, found by the units when None; `layer` is the one to read when the file has several;
    `crs` overrides the file's. Raises BoundaryFileError with all problems found.
    """
    named = _checked_attribution(attribution)
    source = read_source(path, layer)
    where = source.where
    ground = ground_of(source, crs)
    units, matching = _matched(where, ground, vintage)
    checked = check(where, ground, matching, units)
    if problems := (*ground.problems, *checked.problems):
        raise BoundaryFileError(*problems)
    text, size = _layer_text(where, checked, units, named)
    report = (
        Note(NoteCode.UNITS, where, {"count": len(units.units), "set": units.name}),
        *matching.notes(),
        *ground.notes,
        *checked.notes,
        size,
    )
    return Taken(units.name, text, report)


def take_back(vintage: str | None = None) -> tuple[str, ...]:
    """Let our own layer stand again, or all of them; return the names of those that had been replaced.

    Raises BoundaryFileError for a layer that cannot be removed.
    """
    names = [vintage] if vintage else list(UNIT_LAYERS)
    back = tuple(name for name in names if own_path(name).is_file())
    for name in back:
        try:
            own_path(name).unlink()
        except OSError as error:
            raise _not_written(own_path(name), error) from error
    return back


def _checked_attribution(text: str) -> str:
    named = " ".join(text.split())
    if 3 <= len(named) <= LONGEST_ATTRIBUTION and named.isprintable():
        return named
    raise BoundaryFileError(BoundaryProblem(P.ATTRIBUTION, values={"name": named[:40], "limit": LONGEST_ATTRIBUTION}))


def _matched(where: Where, ground: ProvinceFeatures, vintage: str | None) -> tuple[UnitSet, Matching]:
    """Return the set that the features are, the one named or the one whose units they name best, and how they match."""
    columns = _texts(ground)
    sets = [unit_set(name) for name in ([vintage] if vintage else UNIT_LAYERS)]
    tried = [(units, match_columns(columns, units)) for units in sets]
    scores = [2 * match.score / (len(units.units) + len(ground.rows)) for units, match in tried]
    best = max(scores)
    if vintage or (best > 0 and scores.count(best) == 1):
        return tried[scores.index(best)]
    fitting = [units.name for (units, _), score in zip(tried, scores, strict=True) if score == best > 0]
    if fitting:
        raise BoundaryFileError(BoundaryProblem(P.SETS_ALIKE, where, {"sets": fitting}))
    raise BoundaryFileError(
        BoundaryProblem(P.NO_SET_NAMED, where, {"columns": list(columns)[:20], "sets": list(UNIT_LAYERS)})
    )


def _texts(ground: ProvinceFeatures) -> dict[str, list[str]]:
    """Return the values of each column as texts; whole numbers without a fraction."""
    frame = ground.frame.drop(columns=ground.frame.geometry.name)
    return {str(name): [_text(value) for value in frame[name]] for name in frame.columns}


def _text(value: object) -> str:
    if value is None or value != value or isinstance(value, bytes):  # noqa: PLR0124 - not a number
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _layer_text(where: Where, checked: Checked, units: UnitSet, attribution: str) -> tuple[str, Note]:
    """Return the layer as GeoJSON text within the limit of the screen, and how it got there."""
    shapes = {code: checked.shapes[code] for code in units.ours if code in checked.shapes}
    area = areas_km2(shapes)
    head = json.loads(bundled_path(units.name).read_text("utf-8"))
    head |= {"attribution": attribution, "file": where.file, "taken": today().isoformat()}

    def text_of(simple: Sequence[Any]) -> str:
        made = [_feature(units.ours[code], one, area[code]) for code, one in zip(shapes, simple, strict=True)]
        return json.dumps(head | {"features": made}, ensure_ascii=False, separators=(",", ":")) + "\n"

    limit = KB_LIMITS[units.name] * 1000
    simple, tolerance = _simplified(where, shapes, lambda some: len(text_of(some).encode()) <= limit)
    text = text_of(simple)
    values = {"kb": round(len(text.encode()) / 1000), "metres": round(tolerance * 111_000)}
    return text, Note(NoteCode.FEWER_CORNERS if tolerance else NoteCode.ALL_CORNERS, values=values)


def _simplified(
    where: Where, shapes: Mapping[str, Any], fits: Callable[[Sequence[Any]], bool]
) -> tuple[list[Any], float]:
    """Return the shapes in degrees with common lines, simplified as little as `fits` allows, and the tolerance used."""
    given = np.array(list(shapes.values()), dtype=object)
    is_common = bool(shapely.coverage_is_valid(given))
    drawn = given if is_common else shapely.simplify(given, DRAWN_M)
    best: tuple[list[Any], float] | None = None
    for snap in SNAPS_M:
        clean = _without_specks(given if is_common else _closed(drawn, snap), snap)
        change = np.abs(shapely.area(clean) / shapely.area(given) - 1)
        if change.max() > CLEANED_SHARE:
            continue
        with suppress(ValueError):
            found = generalise_to_size(list(in_degrees(dict(zip(shapes, clean, strict=True))).values()), fits)
            best = found if best is None or found[1] < best[1] else best
        if best and best[1] <= GOOD_TOLERANCE_DEG:
            break
    if best is None:
        raise BoundaryFileError(BoundaryProblem(P.TOO_FINE, where))
    return best


def _closed(shapes: "NDArray[np.object_]", snap_m: float) -> "NDArray[np.object_]":
    """Return the shapes with narrow overlaps and holes closed, so that neighbours have one common line."""
    closed: NDArray[np.object_] = shapely.coverage_clean(shapes, gap_width=WIDTH_M, snapping_distance=snap_m)
    return closed


def _without_specks(shapes: "NDArray[np.object_]", snap_m: float) -> "NDArray[np.object_]":
    """Return the shapes with parts too small for the screen given to their neighbours."""
    kept = [_large_parts(one) for one in shapes]
    if all(len(parts) == shapely.get_num_geometries(one) for parts, one in zip(kept, shapes, strict=True)):
        return shapes
    return _closed(np.array([shapely.multipolygons(parts) for parts in kept], dtype=object), snap_m)


def _large_parts(shape: Any) -> list[Any]:
    parts = sorted(shapely.get_parts(shape), key=lambda part: -float(part.area))
    return [part for i, part in enumerate(parts) if i == 0 or part.area > WIDTH_M**2]


def _feature(ours: Mapping[str, Any], geometry: Any, area_km2: float) -> dict[str, Any]:
    """Return a feature with our properties of the unit; area and place of the label are the new ones."""
    largest = max(shapely.get_parts(geometry), key=lambda part: float(part.area))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, 0.0005), 0)
    properties = ours["properties"] | {
        "area_km2": round(area_km2, 3),
        "label_lon": round(middle.x, 5),
        "label_lat": round(middle.y, 5),
    }
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(geometry))}


def _write(target: Path, text: str) -> None:
    """Write a file whole or not at all."""
    partial = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, suffix=".part", delete=False
        ) as file:
            partial = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o644)
        partial.replace(target)
    except OSError as error:
        if partial:
            partial.unlink(missing_ok=True)
        raise _not_written(target, error) from error


def _not_written(target: Path, error: OSError) -> BoundaryFileError:
    values = {"reason": error.strerror or str(error)}
    return BoundaryFileError(BoundaryProblem(P.NOT_WRITTEN, Where(str(target)), values))
