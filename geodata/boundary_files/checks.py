"""Check the units of a boundary file before they are taken: each once, no overlaps, no holes, in the right place and size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from geodata.boundary_files.columns import Matching, nearest_names
from geodata.boundary_files.ground import DEGREES, EQUAL_AREA, METRES, ProvinceFeatures, province
from geodata.boundary_files.problems import BoundaryProblem, Note, NoteCode, Where
from geodata.boundary_files.problems import ProblemCode as P
from geodata.boundary_files.unit_sets import UnitSet

if TYPE_CHECKING:
    import geopandas as gpd

WIDTH_M = 50
"""Overlaps and holes that are nowhere wider are where two drawings of one line differ: they are closed. Wider ones are errors."""
LEAST_IOU = 0.8
SMALL_IOU = 0.5
SHIFT_M = 300
"""Lines of old communes in our own layers are good to 150 m: a small unit may overlap less if no line is farther away than this."""
_LONGEST_TEXT = 100
"""How much of a text of the file is repeated in what is said of it."""
AREA_SHARE = {"district": 0.05, "commune": 0.25}
"""How far the area may be from the official and from our own."""


@dataclass
class Checked:
    """The units found, by code, in metres, land without a commune among them; what was done and what is wrong."""

    shapes: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    problems: list[BoundaryProblem] = field(default_factory=list)


def check(where: Where, ground: ProvinceFeatures, matching: Matching, units: UnitSet) -> Checked:
    """Return the units of a file with everything that is wrong with them; the last note is the least overlap with our own."""
    ours = _ours(units)
    found = _by_place(ground, matching, ours)
    shapes, problems = _one_each(where, ground, matching, units, found)
    checked = Checked(shapes, problems=problems)
    rows = {codes[0]: row for row, codes in zip(ground.rows, found, strict=True) if len(codes) == 1}
    least = _check_place(where, checked, units, ours, rows)
    _check_overlaps(where, checked, units)
    _add_land_without_commune(ground, found, checked, units, ours)
    _check_holes(where, checked)
    checked.notes += least
    return checked


def areas_km2(shapes: Mapping[str, Any]) -> dict[str, float]:
    """Return the true area of shapes in metres."""
    return dict(zip(shapes, _frame(shapes).to_crs(EQUAL_AREA).area / 1e6, strict=True))


def in_degrees(shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Return shapes in metres as longitude and latitude."""
    return dict(zip(shapes, _frame(shapes).to_crs(DEGREES).geometry, strict=True))


def _frame(shapes: Mapping[str, Any]) -> "gpd.GeoSeries":
    import geopandas as gpd  # noqa: PLC0415 - heavy, and only this command needs it

    return gpd.GeoSeries(list(shapes.values()), crs=METRES)


def _ours(units: UnitSet) -> dict[str, Any]:
    import geopandas as gpd  # noqa: PLC0415 - heavy, and only this command needs it

    shapes = [shape(feature["geometry"]) for feature in units.ours.values()]
    return dict(zip(units.ours, gpd.GeoSeries(shapes, crs=DEGREES).to_crs(METRES), strict=True))


def _by_place(ground: ProvinceFeatures, matching: Matching, ours: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the codes of each feature; where a name is that of several units, the one that the feature lies on."""
    shapes = ground.frame.geometry.to_numpy()
    return [
        codes if len(codes) < 2 else (max(codes, key=lambda code: shapely.intersection(ours[code], shapes[i]).area),)
        for i, codes in enumerate(matching.found)
    ]


def _one_each(
    where: Where, ground: ProvinceFeatures, matching: Matching, units: UnitSet, found: Sequence[tuple[str, ...]]
) -> tuple[dict[str, Any], list[BoundaryProblem]]:
    """Return the shape of each unit found, and what is left over or there twice, by feature, then what is missing."""
    rows: dict[str, list[int]] = {}
    problems = []
    for i, codes in enumerate(found):
        if codes:
            rows.setdefault(codes[0], []).append(i)
        elif not _is_without_commune(ground, i, units):
            problems.append(_left_over(where.at(ground.rows[i]), matching, i, units))
    for i in matching.conflicts:
        code, name = (column.texts[i] if column else "" for column in (matching.code, matching.name))
        values = {"code": code, "unit": units.units[found[i][0]].name, "name": name[:_LONGEST_TEXT]}
        problems.append(BoundaryProblem(P.CODE_AND_NAME, where.at(ground.rows[i]), values))
    for code, at in rows.items():
        if len(at) > 1:
            features = where.at(*(ground.rows[i] for i in at))
            problems.append(BoundaryProblem(P.UNIT_TWICE, features, {"unit": _named(units, code)}))
    problems.sort(key=lambda problem: problem.where.features)
    problems += [
        BoundaryProblem(P.UNIT_MISSING, where, {"unit": _named(units, code)})
        for code in units.units
        if code not in rows
    ]
    shapes = ground.frame.geometry.to_numpy()
    return {code: shapes[rows[code][0]] for code in units.units if code in rows}, problems


def _named(units: UnitSet, code: str) -> str:
    return f"{units.units[code].name} ({code})"


def _left_over(where: Where, matching: Matching, i: int, units: UnitSet) -> BoundaryProblem:
    columns = [column for column in (matching.code, matching.name) if column]
    if not columns:
        return BoundaryProblem(P.LEFT_OVER_UNNAMED, where, {"set": units.name})
    texts = [f"{column.name} = “{column.texts[i][:_LONGEST_TEXT]}”" for column in columns]
    text = columns[-1].texts[i]
    nearest = nearest_names(text, units) if text else ""
    values = {"set": units.name, "texts": texts}
    return (
        BoundaryProblem(P.LEFT_OVER_NEAR, where, values | {"nearest": nearest})
        if nearest
        else BoundaryProblem(P.LEFT_OVER, where, values)
    )


def _is_without_commune(ground: ProvinceFeatures, i: int, units: UnitSet) -> bool:
    """Return whether a feature without a unit lies on land that belongs to no commune."""
    land = _land(units, _ours(units)) if units.without_commune else None
    one = ground.frame.geometry.iloc[i]
    return land is not None and bool(shapely.intersection(land, one).area > 0.5 * one.area)


def _land(units: UnitSet, ours: Mapping[str, Any]) -> Any:
    return shapely.union_all([ours[code] for code in units.without_commune])


def _check_place(
    where: Where, checked: Checked, units: UnitSet, ours: Mapping[str, Any], rows: Mapping[str, int]
) -> list[Note]:
    """Compare each unit with our own drawing of it: where it lies, how large it is; return the least overlap."""
    area = areas_km2(checked.shapes)
    overlaps = {}
    for code, one in checked.shapes.items():
        unit, ours_km2 = _named(units, code), float(units.ours[code]["properties"]["area_km2"])
        overlaps[code] = shapely.intersection(one, ours[code]).area / shapely.union(one, ours[code]).area
        if overlaps[code] < LEAST_IOU and not _is_near(one, ours[code], overlaps[code]):
            values = {"unit": unit, "share": overlaps[code], "least": LEAST_IOU}
            checked.problems.append(BoundaryProblem(P.UNIT_ELSEWHERE, where.at(rows[code]), values))
            continue
        known = (ours_km2, float(units.ours[code]["properties"].get("area_official_km2", ours_km2)))
        if min(abs(area[code] / one_km2 - 1) for one_km2 in known) > AREA_SHARE[units.level]:
            values = {"unit": unit, "km2": area[code], "official_km2": known[1]}
            checked.problems.append(BoundaryProblem(P.UNIT_AREA, where.at(rows[code]), values))
    worst = sorted(overlaps, key=overlaps.__getitem__)[:1]
    return [
        Note(NoteCode.LEAST_OVERLAP, values={"unit": _named(units, one), "overlap": overlaps[one]}) for one in worst
    ]


def _is_near(one: Any, other: Any, overlap: float) -> bool:
    """Return whether two shapes differ only by a strip along their lines."""
    parts = ((one, other), (other, one))
    strays = [shapely.difference(a, shapely.buffer(b, SHIFT_M)).area / a.area for a, b in parts]
    return overlap >= SMALL_IOU and max(strays) < 0.01


def _check_overlaps(where: Where, checked: Checked, units: UnitSet) -> None:
    codes, shapes = list(checked.shapes), np.array(list(checked.shapes.values()), dtype=object)
    if not len(shapes):
        return
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a < b]
    thin_km2 = 0.0
    for a, b in pairs:
        common = shapely.intersection(shapes[a], shapes[b])
        if _is_wide(common):
            pair = {"unit": _named(units, codes[a]), "other": _named(units, codes[b])}
            values = pair | {"km2": common.area / 1e6, "example": _place(common)}
            checked.problems.append(BoundaryProblem(P.OVERLAP, where, values))
        else:
            thin_km2 += common.area / 1e6
    if thin_km2 > 0.001:
        checked.notes.append(Note(NoteCode.OVERLAPS_CLOSED, values={"metres": WIDTH_M, "km2": thin_km2}))


def _is_wide(area: Any) -> bool:
    return bool(area.area > WIDTH_M**2 and not shapely.buffer(area, -WIDTH_M / 2).is_empty)


def _place(area: Any) -> str:
    point = in_degrees({"": shapely.point_on_surface(area)})[""]
    return f"({point.x:.4f}, {point.y:.4f})"


def _add_land_without_commune(
    ground: ProvinceFeatures,
    found: Sequence[tuple[str, ...]],
    checked: Checked,
    units: UnitSet,
    ours: Mapping[str, Any],
) -> None:
    """Add the TB1 range: as the file draws it, else where we do; always without what the units hold."""
    if not units.without_commune or not checked.shapes:
        return
    drawn = [
        ground.frame.geometry.iloc[i]
        for i, codes in enumerate(found)
        if not codes and _is_without_commune(ground, i, units)
    ]
    if len(drawn) == len(units.without_commune):
        drawn_as = {
            max(units.without_commune, key=lambda code: shapely.intersection(ours[code], one).area): one
            for one in drawn
        }
        if len(drawn_as) == len(drawn):
            checked.shapes |= drawn_as
            return
    whole = shapely.union_all(list(checked.shapes.values()))
    land = shapely.union_all(drawn) if drawn else shapely.buffer(_land(units, ours), SHIFT_M)
    free = shapely.difference(shapely.intersection(land, province()) if not drawn else land, whole)
    first, *others = units.without_commune
    for code in others:
        parts = shapely.get_parts(polygons(shapely.intersection(free, ours[code])))
        checked.shapes[code] = max(parts, key=lambda part: float(part.area), default=shapely.Polygon())
        free = shapely.difference(free, checked.shapes[code])
    checked.shapes[first] = polygons(free)
    checked.notes.append(Note(NoteCode.LAND_OF_FILE if drawn else NoteCode.LAND_AS_OURS))


def polygons(geometry: Any) -> Any:
    """Return the polygons of a geometry without slivers and thin spikes."""
    opened = shapely.buffer(shapely.buffer(geometry, -WIDTH_M / 2, join_style="mitre"), WIDTH_M / 2, join_style="mitre")
    parts = shapely.get_parts(shapely.intersection(opened, geometry))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon" and _is_wide(part)])


def holes_of(whole: Any) -> list[Any]:
    """Return the holes of a union as polygons."""
    return [shapely.polygons(ring) for part in shapely.get_parts(whole) for ring in shapely.get_rings(part)[1:]]


def _check_holes(where: Where, checked: Checked) -> None:
    """Find land between the units that none of them holds."""
    whole = shapely.union_all(list(checked.shapes.values()))
    thin_km2 = 0.0
    for hole in holes_of(whole):
        if _is_wide(hole):
            checked.problems.append(BoundaryProblem(P.HOLE, where, {"km2": hole.area / 1e6, "example": _place(hole)}))
        else:
            thin_km2 += hole.area / 1e6
    if thin_km2 > 0.001:
        checked.notes.append(Note(NoteCode.HOLES_CLOSED, values={"metres": WIDTH_M, "km2": thin_km2}))
