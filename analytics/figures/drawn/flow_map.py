"""The flow map: lines from Bắc Giang to the market countries, and Việt Nam with Hoàng Sa and Trường Sa large beside them."""

from collections.abc import Sequence
from functools import lru_cache
from math import log10
from typing import Any, get_args

import numpy as np

from analytics.figures.drawing import PlotSpec, Trace, scatter
from analytics.figures.drawn import narrow_flow_map
from analytics.figures.drawn.flow_names import Boxes, NamePlace, name_places
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
WEST_X, USUAL_EAST_X, EAST_X = -30.0, 290.0, 338.0
_EAST_OF_MARK = 26.0
"""Room for a name to the east of a mark."""
SOUTH_Y, NORTH_Y = -106.0, 97.0
WIDE_INSET_AT = (186.0, -104.0, 256.0, -30.0)
"""Where Việt Nam stands large, as west, south, east, north of the map: in the southern Pacific, where no country has its mark."""
WORLD = MapExtent(west=-30, south=-70, east=330, north=120, step=0.1)
INSET = MapExtent(west=101, south=5.5, east=118.5, north=24, step=0.005)


def flow_map(shown: Flows, look: Look) -> PlotSpec:
    """Return the map: where tonnes are known a line is as wide as their logarithm, solid when shipped, else dashed; else it is thin."""
    marks = Series("", tuple(_mark(flow) for flow in shown.flows), ONLY_NAMED)
    ink = Ink.of(look, (marks,))
    made = _empty(look, seen_east(shown.flows))
    for flow, opacity in zip(shown.flows, ink.opacity(marks.marks), strict=True):
        xs, ys = arc(project(*BAC_GIANG), label_points()[flow.code])
        for line, share in _strokes(flow, look):
            made.add_trace(scatter(x=xs, y=ys, mode="lines", line=line, opacity=opacity * share, hoverinfo="skip"))
    leaders, names = _names(marks, shown.flows, look)
    made.add_trace(leaders).when_narrow({"visible": False}, len(made.data) - 1)
    narrow_flow_map.add_numbers(made, shown.flows, marks.marks, ink)
    made.add_trace(_ends(marks, ink))
    made.add_trace(_home(look))
    made.add_trace(names).when_narrow({"visible": False}, len(made.data) - 1)
    made.add_trace(_names_of_inset(look))
    narrow = [in_inset(*place, narrow_flow_map.NARROW_INSET_AT) for place in _NAMED_IN_INSET]
    return made.when_narrow({"x": [x for x, _ in narrow], "y": [y for _, y in narrow]}, len(made.data) - 1)


def _mark(flow: Flow) -> Mark:
    x, y = label_points()[flow.code]
    text = _named(flow)
    colour = KNOWN_VOLUME if flow.is_stated else ONLY_NAMED
    return Mark(x, y, text, flow.said, (flow.choice,), colour=colour)


def seen_east(flows: Sequence[Flow]) -> float:
    """Return how far to the east the map is seen: to the Atlantic only where a market lies there."""
    return (
        EAST_X if any(label_points()[flow.code][0] > USUAL_EAST_X - _EAST_OF_MARK for flow in flows) else USUAL_EAST_X
    )


def _empty(look: Look, east: float) -> PlotSpec:
    made = figure(look, height=430, showlegend=False, images=_grounds(look.theme))
    bare = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return made.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        plot_bgcolor=SEA[look.theme],
        xaxis={**bare, "range": [WEST_X, east], "constrain": "range"},
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


def _strokes(flow: Flow, look: Look) -> tuple[tuple[dict[str, Any], float], ...]:
    """Return the lines of a flow, each with its opacity: what is only agreed or meant is a pale band with a dashed middle."""
    known = KNOWN_VOLUME[look.theme]
    if flow.tonnes is None:
        return (({"width": 1.2, "color": known if flow.is_stated else ONLY_NAMED[look.theme]}, 0.8),)
    band = {"width": _width_px(flow.tonnes), "color": known}
    return (
        ((band, 0.8),) if flow.is_shipped else ((band, 0.3), ({"width": 1.8, "color": known, "dash": "6px,4px"}, 0.9))
    )


def _width_px(tonnes: float) -> float:
    return round(2.2 + 1.7 * log10(1 + tonnes), 1)


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


def _ends(marks: Series, ink: Ink) -> dict[str, Any]:
    return scatter(
        x=[mark.at for mark in marks.marks],
        y=[mark.value for mark in marks.marks],
        mode="markers+text",
        text=[""] * len(marks.marks),
        marker=ink.mark_marker(marks, 12) | {"line": {"width": 1.5, "color": PAPER[ink.look.theme]}},
        cliponaxis=False,
        **ink.told(marks.marks),
    )


def names_of(flows: Sequence[Flow]) -> tuple[NamePlace, ...]:
    """Return where the name of each flow stands."""
    marks = [label_points()[flow.code] for flow in flows]
    home_x, home_y = project(*BAC_GIANG)
    far = 999.0
    hard = np.array(
        [
            (home_x - 4, home_y - 4, home_x + 4, home_y + 4),
            (-far, -far, WEST_X + 1, far),
            (seen_east(flows) - 1, -far, far, far),
            (-far, -far, far, SOUTH_Y + 1),
            (-far, NORTH_Y - 1, far, far),
            WIDE_INSET_AT,
        ]
    )
    return name_places([_named(flow) for flow in flows], marks, hard, thick_lines(flows))


def thick_lines(flows: Sequence[Flow]) -> Boxes:
    """Return the lines that are wider than a hair as boxes along them."""
    found: list[tuple[float, float, float, float]] = []
    for flow in flows:
        if flow.tonnes is None:
            continue
        half = _width_px(flow.tonnes) / 2 / _PX_A_UNIT
        xs, ys = arc(project(*BAC_GIANG), label_points()[flow.code])
        points = np.array([xs, ys], dtype=float).T
        steps = np.linspace(points[:-1], points[1:], 4, endpoint=False).reshape(-1, 2)
        found += [(x - half, y - half, x + half, y + half) for x, y in steps.tolist()]
    return np.array(found).reshape(-1, 4)


def _named(flow: Flow) -> str:
    return f"{flow.name} {flow.sign}".strip()


def _names(marks: Series, flows: Sequence[Flow], look: Look) -> tuple[Trace, Trace]:
    """Return the leader lines and the names at their ends."""
    places = names_of(flows)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for mark, place in zip(marks.marks, places, strict=True):
        if place.leader:
            xs += [float(mark.at), place.leader[0], None]
            ys += [float(mark.value or 0), place.leader[1], None]
    leaders = scatter(x=xs, y=ys, mode="lines", line={"width": 1, "color": INK[look.theme]}, hoverinfo="skip")
    names = scatter(
        x=[place.x for place in places],
        y=[place.y for place in places],
        mode="text",
        text=[safe(mark.text) for mark in marks.marks],
        textposition=[place.side for place in places],
        textfont={"size": 12, "color": INK[look.theme], "shadow": halo_of(PAPER[look.theme])},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return leaders, names


_PX_A_UNIT = 1.55
_NAMED_IN_INSET = ((112.3, 17.9), (114.3, 12.3), (108.4, 21.2), (107.2, 15.0))
"""Hoàng Sa, Trường Sa, Bắc Giang and Việt Nam, as longitude and latitude."""


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
