"""The flow map: lines from Bắc Giang to the market countries, and Việt Nam with Hoàng Sa and Trường Sa large beside them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log10
from typing import Any, get_args

from analytics.figures.drawing import PlotSpec, scatter
from analytics.figures.drawn import narrow_flow_map
from analytics.figures.drawn.ground import FilledPolygons, MapExtent, ground
from analytics.figures.drawn.ink import Ink, halo_of
from analytics.figures.drawn.world import (
    BAC_GIANG,
    DrawnLine,
    arc,
    joined_lines,
    label_points,
    project,
    viet_nam,
    world_outline,
)
from analytics.figures.spec import Flow, Flows, Mark, Series
from analytics.figures.style import INK, PAPER, Look, figure, safe
from analytics.wording.colours import Theme

SEA: dict[Theme, str] = {"light": "#eef4f7", "dark": "#121a21"}
LAND: dict[Theme, str] = {"light": "#dfe4e4", "dark": "#2a343d"}
COAST: dict[Theme, str] = {"light": "#aab4b8", "dark": "#4a5762"}
KNOWN_VOLUME: dict[Theme, str] = {"light": "#0b5d57", "dark": "#5bb3a7"}
ONLY_NAMED: dict[Theme, str] = {"light": "#6b7480", "dark": "#9aa5b0"}
_HOME: dict[Theme, str] = {"light": "#c4501b", "dark": "#ee9058"}
WEST_X, EAST_X = -30.0, 330.0
SOUTH_Y, NORTH_Y = -106.0, 97.0
WIDE_INSET_AT = (186.0, -104.0, 256.0, -30.0)
"""Where Việt Nam stands large, as west, south, east, north of the map: in the southern Pacific, where no country has its mark."""
WORLD = MapExtent(west=-30, south=-70, east=330, north=120, step=0.1)
INSET = MapExtent(west=101, south=5.5, east=118.5, north=24, step=0.005)


def flow_map(shown: Flows, look: Look) -> PlotSpec:
    """Return the map: where tonnes are known a line is as wide as their logarithm, solid when shipped, else dashed; else it is thin."""
    marks = Series("", tuple(_mark(flow) for flow in shown.flows), ONLY_NAMED)
    ink = Ink.of(look, (marks,))
    made = _empty(look)
    for flow, opacity in zip(shown.flows, ink.opacity(marks.marks), strict=True):
        xs, ys = arc(project(*BAC_GIANG), label_points()[flow.code])
        line = {"mode": "lines", "line": _stroke(flow, look), "opacity": opacity * 0.8, "hoverinfo": "skip"}
        made.add_trace(scatter(x=xs, y=ys, **line))
    narrow_flow_map.add_numbers(made, shown.flows, marks.marks, ink)
    made.add_trace(_ends(marks, shown.flows, ink))
    made.add_trace(_home(look))
    made.add_trace(_names_of_inset(look))
    narrow = [in_inset(*place, narrow_flow_map.NARROW_INSET_AT) for place in _NAMED_IN_INSET]
    return made.when_narrow({"x": [x for x, _ in narrow], "y": [y for _, y in narrow]}, len(made.data) - 1)


def _mark(flow: Flow) -> Mark:
    x, y = label_points()[flow.code]
    text = f"{flow.name} {flow.sign}".strip()
    colour = ONLY_NAMED if flow.tonnes is None else KNOWN_VOLUME
    return Mark(x, y, text, flow.said, (flow.choice,), colour=colour)


def _empty(look: Look) -> PlotSpec:
    made = figure(look, height=470, showlegend=False, images=_grounds(look.theme))
    bare = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return made.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        plot_bgcolor=SEA[look.theme],
        xaxis={**bare, "range": [WEST_X, EAST_X], "constrain": "range"},
        yaxis={**bare, "range": [SOUTH_Y, NORTH_Y], "scaleanchor": "x", "constrain": "range"},
    )


@lru_cache(maxsize=len(get_args(Theme)))
def _grounds(theme: Theme) -> list[dict[str, Any]]:
    """Return the world, and Việt Nam with its archipelagos in the empty Pacific; tiny islets by their stroke."""
    shapes = viet_nam()
    country = joined_lines(shapes[code] for code in ("VN", "HS", "TS"))
    edge: DrawnLine = ([101.2, 118.3, 118.3, 101.2, 101.2], [5.7, 5.7, 23.8, 23.8, 5.7])
    inset = (
        FilledPolygons(edge, PAPER[theme], COAST[theme], 1),
        FilledPolygons(country, LAND[theme], INK[theme], 1.1),
        FilledPolygons(shapes["BG"], _HOME[theme], _HOME[theme], 1),
    )
    west, south, east, north = WIDE_INSET_AT
    laid = {"x": west, "y": north, "sizex": east - west, "sizey": north - south}
    return [
        ground([FilledPolygons(world_outline(), LAND[theme], COAST[theme], 0.5)], WORLD),
        ground(inset, INSET) | laid,
    ]


def in_inset(lon: float, lat: float, inset: tuple[float, float, float, float] = WIDE_INSET_AT) -> tuple[float, float]:
    """Return where on the map a place of the inset stands."""
    west, south, east, north = inset
    x = west + (lon - INSET.west) / (INSET.east - INSET.west) * (east - west)
    return x, south + (lat - INSET.south) / (INSET.north - INSET.south) * (north - south)


def _stroke(flow: Flow, look: Look) -> dict[str, Any]:
    if flow.tonnes is None:
        return {"width": 1.2, "color": ONLY_NAMED[look.theme]}
    width = 2.2 + 1.7 * log10(1 + flow.tonnes)
    return {
        "width": round(width, 1),
        "color": KNOWN_VOLUME[look.theme],
        "dash": "solid" if flow.is_shipped else "7px,5px",
    }


def _home(look: Look) -> Any:
    x, y = project(*BAC_GIANG)
    return scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={
            "symbol": "star",
            "size": 13,
            "color": _HOME[look.theme],
            "line": {"width": 1, "color": PAPER[look.theme]},
        },
        customdata=[[]],
        hovertext=["Bắc Giang"],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _ends(marks: Series, flows: Sequence[Flow], ink: Ink) -> dict[str, Any]:
    theme = ink.look.theme
    return scatter(
        x=[mark.at for mark in marks.marks],
        y=[mark.value for mark in marks.marks],
        mode="markers+text",
        text=[safe(mark.text) for mark in marks.marks],
        textposition=_sides(flows),
        textfont={"size": 12, "color": INK[theme], "shadow": halo_of(PAPER[theme])},
        marker=ink.mark_marker(marks, 12) | {"line": {"width": 1.5, "color": PAPER[theme]}},
        cliponaxis=False,
        **ink.told(marks.marks),
    )


_SIDES: dict[str, tuple[float, float]] = {
    "middle right": (0.0, 0.0),
    "middle left": (-1.0, 0.0),
    "top center": (-0.5, 1.0),
    "bottom center": (-0.5, -1.0),
    "top right": (0.0, 0.9),
    "top left": (-1.0, 0.9),
    "bottom right": (0.0, -0.9),
    "bottom left": (-1.0, -0.9),
}
_NAMED_IN_INSET = ((112.3, 17.9), (114.3, 12.3), (108.4, 21.2), (107.2, 15.0))
"""Hoàng Sa, Trường Sa, Bắc Giang and Việt Nam, as longitude and latitude."""
_Box = tuple[float, float, float, float]
_LETTER, _LINE = 2.6, 6.4
"""Width of a letter and height of a line in units of the map, on a figure of some 850 px."""


def _sides(flows: Sequence[Flow]) -> list[str]:
    """Put each name on the side where it hides least of the names and marks before it."""
    marks = [(x - 2, y - 2, x + 2, y + 2) for x, y in (label_points()[flow.code] for flow in flows)]
    marks += [(-999, -999, WEST_X + 1, 999), (EAST_X - 1, -999, 999, 999), WIDE_INSET_AT]
    home_x, home_y = project(*BAC_GIANG)
    taken: list[_Box] = [(home_x - 3, home_y - 3, home_x + 3, home_y + 3)]
    sides = {}
    for flow in sorted(flows, key=lambda flow: flow.code):
        boxes = {side: _box(flow, offset) for side, offset in _SIDES.items()}
        side = _freest(boxes, [*taken, *marks, *marks, *marks])
        taken.append(boxes[side])
        sides[flow.code] = side
    return [sides[flow.code] for flow in flows]


def _freest(boxes: Mapping[str, _Box], taken: Sequence[_Box]) -> str:
    hidden = {side: sum(_overlap(box, other) for other in taken) for side, box in boxes.items()}
    return min(hidden, key=lambda side: hidden[side])


def _box(flow: Flow, offset: tuple[float, float]) -> _Box:
    width = _LETTER * (len(flow.name) + 1)
    x, y = label_points()[flow.code]
    x += offset[0] * width + (2.2 if offset[0] == 0 else -2.2 if offset[0] == -1 else 0)
    y += offset[1] * _LINE - _LINE / 2
    return x, y, x + width, y + _LINE


def _overlap(a: _Box, b: _Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _names_of_inset(look: Look) -> Any:
    language = look.language
    places = [in_inset(lon, lat) for lon, lat in _NAMED_IN_INSET]
    return scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="text",
        text=[language.text("Hoàng Sa"), language.text("Trường Sa"), "Bắc Giang", language.text("Việt Nam")],
        textposition=["middle center", "middle center", "middle right", "middle left"],
        textfont={"size": 11, "color": INK[look.theme]},
        hoverinfo="skip",
    )
