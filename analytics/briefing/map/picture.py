"""The map as a picture, drawn on the server without a browser and without the network: the state that the screen is given.

Units have the fills and circles of the state; the name of each stands on its land with its value, which is that of the table, or off
all units with a line to its own where there is no room. Beside them legend, scale
bar, north arrow, the inset of Việt Nam with Hoàng Sa and Trường Sa, attribution.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patheffects import withStroke
from shapely import Point, Polygon, box
from shapely import union_all as union

from analytics.briefing.map.ground import Feature, MapFrame, Projection, features, fitted, short_unit_name
from analytics.briefing.map.labels import RINGS, Box, Placed, Room, Wanted, placed_labels
from analytics.briefing.map.legend import draw_legend, foot_height, inset, inset_width
from analytics.briefing.map.paper import (
    ACCENT,
    BORDER,
    CIRCLE,
    GROUND,
    HALO,
    INK,
    LAND,
    LINE,
    QUIET,
    RIVER,
    MapSheet,
    text_size,
)
from analytics.briefing.map.words import MapTexts
from analytics.prepared.vintages import Vintage, is_commune_level
from analytics.wording import colours
from geodata.layers import RECORD_LAYER, Area, MapState

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIMMED, PLAIN = 0.35, 0.9
LIGHT = frozenset({colours.ZERO["light"], colours.PLAIN["light"]})
"""Fills against which a white border is not seen."""
_SEEN = 0.25
"""The part of a unit that must be on the sheet for its name to be."""
_CIRCLE_IN = 0.34
"""The radius in inches of the largest circle."""


@dataclass(frozen=True)
class SheetSize:
    """The size of a picture in inches, of its texts in points (legend; names from the largest to the smallest; small print).

    `legend_width` 0 puts the legend under the map; `reach` is how long the leader lines of communes may be, 0 for none.
    """

    width: float
    height: float
    text: float
    names: tuple[float, ...]
    commune_names: tuple[float, ...]
    small: float
    dpi: int = 220
    legend_width: float = 4.3
    reach: float = 0.0


SLIDE = SheetSize(12.4, 5.1, 14, (15, 14, 13, 12), (11, 10, 9), small=10)
SHOW = SheetSize(12.0, 5.0, 13, (14, 13, 12), (12,), small=11.6, dpi=160)
A4 = SheetSize(7.0, 4.1, 8, (8, 7.5, 7, 6.5), (6.5, 6, 5.5), small=6.5, dpi=260, legend_width=2.2)
A3 = SheetSize(15.4, 9.5, 11, (13, 12, 11), (9, 8, 7.5, 7), small=8.5, legend_width=0, reach=0.65)


def map_png(state: MapState, sheet: SheetSize, words: MapTexts) -> bytes:
    """Return the map of a state as PNG of `sheet.dpi` dots an inch."""
    paper, _ = map_paper(state, sheet, words)
    buffer = BytesIO()
    paper.figure.savefig(buffer, format="png", dpi=sheet.dpi, metadata={"Software": None})
    return buffer.getvalue()


def map_jpeg(state: MapState, sheet: SheetSize, words: MapTexts) -> bytes:
    """Return the same map as JPEG of full colour, which a PDF takes as it is: a PNG would be unpacked and packed again."""
    paper, _ = map_paper(state, sheet, words)
    buffer = BytesIO()
    paper.figure.savefig(buffer, format="jpeg", dpi=sheet.dpi, pil_kwargs={"quality": 95, "subsampling": 0})
    return buffer.getvalue()


def map_paper(state: MapState, sheet: SheetSize, words: MapTexts) -> tuple[MapSheet, tuple[Placed, ...]]:
    """Return the drawn sheet, and the names that found room on it."""
    paper = MapSheet(sheet.width, sheet.height)
    frame = map_frame(state, sheet, words)
    projection = map_projection(state, sheet, words)
    edge = paper.frame(frame.left, frame.bottom, frame.width, frame.height, facecolor=GROUND, edgecolor="none")
    units = _units(state)
    with paper.inside(edge):
        _ground(paper, projection)
        for code, unit in units.items():
            if code not in state.areas:
                paper.shape([projection.points(ring) for ring in unit.rings], facecolor=LAND, edgecolor="none")
        for code, area in state.areas.items():
            _unit(paper, projection.points, units[code], area, _opacity(state, code))
        _borders(paper, projection, state, units)
        _circles(paper, projection, state, units)
        placed = _names(paper, projection, state, units, (frame, sheet, words))
        _pins(paper, projection, state)
    _scale_bar(paper, projection, frame, sheet)
    _north(paper, frame, sheet, words)
    draw_legend(paper, state, sheet, words)
    inset(paper, sheet)
    return paper, placed


def map_frame(state: MapState, sheet: SheetSize, words: MapTexts) -> MapFrame:
    """Return where on the sheet the map itself lies, in which the province fits."""
    foot = foot_height(state, sheet, words)
    right = sheet.legend_width + 0.15 if sheet.legend_width else 0.05
    return MapFrame(0.05, foot, sheet.width - right - 0.05, sheet.height - foot - 0.05)


def map_projection(state: MapState, sheet: SheetSize, words: MapTexts) -> Projection:
    """Return what of the province the map shows: what is chosen with its surroundings, on the large sheet all of it."""
    units = _units(state)
    chosen = [units[code] for code in state.selected if code in units] if sheet.legend_width else []
    return fitted(map_frame(state, sheet, words), chosen)


def _units(state: MapState) -> dict[str, Feature]:
    return {str(one.properties["code"]): one for one in features(state.vintage)}


def _ground(paper: MapSheet, projection: Projection) -> None:
    for one in features("neighbours"):
        rings = [projection.points(ring) for ring in one.rings]
        paper.shape(rings, facecolor=LAND, edgecolor=GROUND, linewidth=1.2)


def _opacity(state: MapState, code: str) -> float:
    """Fade what is not chosen, as the screen does."""
    is_named = code in state.selected
    is_dimmed = (bool(state.selected) and not is_named) or (bool(state.focus) and code not in state.focus)
    return DIMMED if is_dimmed else PLAIN


def _unit(paper: MapSheet, points: Any, unit: Feature, area: Area, opacity: float) -> None:
    rings = [points(ring) for ring in unit.rings]
    if area.missing:
        paper.shape(rings, facecolor=LAND, edgecolor=QUIET, linewidth=0, hatch="////", alpha=max(opacity, DIMMED))
    else:
        paper.shape(rings, facecolor=area.fill, edgecolor="none", alpha=opacity)


def _borders(paper: MapSheet, projection: Projection, state: MapState, units: Mapping[str, Feature]) -> None:
    is_fine = is_commune_level(Vintage(state.vintage))
    for code in state.areas:
        rings = [projection.points(ring) for ring in units[code].rings]
        paper.shape(rings, facecolor="none", edgecolor=LINE, linewidth=0.5 if is_fine else 1.4)
    for code in (code for code, area in state.areas.items() if area.fill in LIGHT and not area.missing):
        rings = [projection.points(ring) for ring in units[code].rings]
        paper.shape(rings, facecolor="none", edgecolor=QUIET, linewidth=0.4 if is_fine else 0.6)
    for one in features("rivers"):
        for ring in one.rings:
            paper.line(projection.points(ring), color=RIVER, linewidth=1.6, alpha=0.75, solid_capstyle="round")
    if is_fine:
        for one in features("districts_2024"):
            paper.shape(
                [projection.points(ring) for ring in one.rings], facecolor="none", edgecolor=BORDER, linewidth=1.0
            )
    for code in state.selected:
        if code in units:
            rings = [projection.points(ring) for ring in units[code].rings]
            paper.shape(rings, facecolor="none", edgecolor=ACCENT, linewidth=2.4)


def _circles(paper: MapSheet, projection: Projection, state: MapState, units: Mapping[str, Feature]) -> None:
    for code, area in state.areas.items():
        if area.size > 0:
            about = units[code].properties
            x, y = projection.point(about["label_lon"], about["label_lat"])
            _disc(paper, x, y, area.size * _CIRCLE_IN)


def _pins(paper: MapSheet, projection: Projection, state: MapState) -> None:
    """Mark the places of the one record that the map is of, each with the ring that the screen draws around it."""
    for one in (mark for layer in state.layers if layer.id == RECORD_LAYER for mark in layer.marks):
        at = np.array([projection.point(one.lon, one.lat)])
        paper.line(
            at, marker="o", markersize=17, markerfacecolor="none", markeredgecolor=HALO, markeredgewidth=5, zorder=6
        )
        paper.line(
            at, marker="o", markersize=17, markerfacecolor="none", markeredgecolor=ACCENT, markeredgewidth=3, zorder=6
        )
        paper.line(at, marker="o", markersize=7, color=state.styles[one.style].colour, markeredgecolor=HALO, zorder=6)


def _disc(paper: MapSheet, x: float, y: float, radius: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 49)
    ring = np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)])
    paper.shape([ring], facecolor=f"{CIRCLE}59", edgecolor=CIRCLE, linewidth=1.3)


def _names(
    paper: MapSheet,
    projection: Projection,
    state: MapState,
    units: Mapping[str, Feature],
    about: tuple[MapFrame, SheetSize, MapTexts],
) -> tuple[Placed, ...]:
    frame, sheet, words = about
    field = Box(
        frame.left + 0.05, frame.bottom + 0.05, frame.left + frame.width - 0.05, frame.bottom + frame.height - 0.05
    )
    asked = [_wanted(units[code], projection, words.values.get(code, "")) for code in state.areas]
    wanted = [seen for one in asked if (seen := _seen(one, field)) is not None]
    blocked = (_bar_box(projection, frame, sheet), _arrow_box(frame), *_inset_box(sheet))
    is_fine = is_commune_level(Vintage(state.vintage))
    sizes, reach = (sheet.commune_names, sheet.reach) if is_fine else (sheet.names, RINGS[-1])
    placed = placed_labels(wanted, sizes, _measure, Room(field, blocked, reach=reach))
    for one in placed:
        halo = [withStroke(linewidth=2.2, foreground=HALO)]
        if one.leader is not None:  # light along its edges: the ground of the highest class is as dark as the line
            paper.line(_leader(one), color=INK, linewidth=0.8, zorder=2.5, path_effects=halo)
            paper.line(_leader(one)[1:], color=INK, marker="o", markersize=2.5, zorder=2.5, path_effects=halo)
        style = {"ha": "center", "va": "center", "path_effects": halo, "zorder": 5}
        paper.write(one.text, one.x, one.y, one.size, "Semibold", **style)
    return placed


def _measure(text: str, size: float) -> tuple[float, float]:
    return text_size(text, size, "Semibold")


def _leader(one: Placed) -> "NDArray[np.float64]":
    """Return the line from the edge of a name to its unit."""
    assert one.leader is not None
    (x, y), (to_x, to_y) = (one.x, one.y), one.leader
    half_width, half_height = (one.box.right - one.box.left) / 2, (one.box.top - one.box.bottom) / 2
    across = half_width / abs(to_x - x) if to_x != x else 1.0
    along = half_height / abs(to_y - y) if to_y != y else 1.0
    part = min(across, along, 1.0)
    return np.array([[x + (to_x - x) * part, y + (to_y - y) * part], [to_x, to_y]])


def _wanted(unit: Feature, projection: Projection, value: str) -> Wanted:
    about = unit.properties
    name = short_unit_name(about)
    shape = union([Polygon(projection.points(ring)) for ring in unit.rings if len(ring) > 3])
    text = f"{name}\n{value}" if value else name
    return Wanted(text, projection.point(about["label_lon"], about["label_lat"]), shape)


def _seen(one: Wanted, field: Box) -> Wanted | None:
    """Return a name that is to stand on what is seen of its unit; None where little of it is."""
    seen = one.shape.intersection(box(field.left, field.bottom, field.right, field.top))
    if seen.area < _SEEN * one.shape.area:
        return None
    at = seen.representative_point()
    return replace(one, shape=seen) if seen.contains(Point(one.at)) else replace(one, shape=seen, at=(at.x, at.y))


def _bar_km(projection: Projection) -> int:
    return next((one for one in (10, 20, 50) if one * projection.inches_a_km >= 0.6), 50)


def _bar_box(projection: Projection, frame: MapFrame, sheet: SheetSize) -> Box:
    length = _bar_km(projection) * projection.inches_a_km
    return Box(frame.left, frame.bottom, frame.left + length + 0.5, frame.bottom + 0.3 + sheet.text / 72)


def _arrow_box(frame: MapFrame) -> Box:
    return Box(frame.left, frame.bottom + frame.height - 0.9, frame.left + 0.5, frame.bottom + frame.height)


def _inset_box(sheet: SheetSize) -> tuple[Box, ...]:
    """Return the place of the inset where it lies on the map."""
    width = inset_width(sheet)
    return (
        ()
        if sheet.legend_width
        else (Box(sheet.width - width, sheet.height - 1.35 * width, sheet.width, sheet.height),)
    )


def _scale_bar(paper: MapSheet, projection: Projection, frame: MapFrame, sheet: SheetSize) -> None:
    km = _bar_km(projection)
    length = km * projection.inches_a_km
    x, y = frame.left + 0.15, frame.bottom + 0.14
    paper.frame(x, y, length / 2, 0.06, facecolor=INK, edgecolor=INK, linewidth=0.8)
    paper.frame(x + length / 2, y, length / 2, 0.06, facecolor=HALO, edgecolor=INK, linewidth=0.8)
    paper.write("0", x, y + 0.1, sheet.text, ha="center")
    paper.write(f"{km} km", x + length, y + 0.1, sheet.text, ha="center")


def _north(paper: MapSheet, frame: MapFrame, sheet: SheetSize, words: MapTexts) -> None:
    x, y = frame.left + 0.25, frame.bottom + frame.height - 0.55
    paper.shape([np.array([[x, y + 0.45], [x - 0.1, y], [x, y + 0.1], [x, y + 0.45]])], facecolor=INK, edgecolor=INK)
    paper.shape([np.array([[x, y + 0.45], [x + 0.1, y], [x, y + 0.1], [x, y + 0.45]])], facecolor=HALO, edgecolor=INK)
    paper.write(words.north, x, y - 0.04, sheet.text, "Bold", ha="center", va="top")
