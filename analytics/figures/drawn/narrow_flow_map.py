"""The flow map on a card as narrow as a phone: numbered marks kept apart, beneath them Việt Nam and the markets by number."""

from collections.abc import Sequence
from itertools import combinations
from math import cos, hypot, sin
from typing import Any

from analytics.figures.drawing import PlotSpec, Trace, scatter
from analytics.figures.drawn.ink import Ink
from analytics.figures.drawn.world import BAC_GIANG, label_points, project
from analytics.figures.spec import Flow, Mark
from analytics.figures.style import INK, PAPER, safe

WEST_X, EAST_X = -24.0, 290.0
"""What is seen of the world; further to the east where a market lies there."""
NORTH_Y, SOUTH_Y = 86.0, -60.0
APART = 14.0
"""Between the middles of two numbers, in units of the map: a number is 16 px wide, a unit some 1.1 px."""
NAME_STEP = 14.0
"""Between two names of the list."""
NARROW_INSET_AT = (-20.0, SOUTH_Y - 160.0, 126.0, SOUTH_Y - 6.0)
"""Where Việt Nam stands, as west, south, east, north of the map."""
_LIST_X = 134.0
_CARD_PX = 350.0
_ROUNDS = 300

PlotPoint = tuple[float, float]


def add_numbers(made: PlotSpec, flows: Sequence[Flow], marks: Sequence[Mark], ink: Ink) -> None:
    """Set what is other on a narrow card of the map, whose next trace marks the markets; Việt Nam is its second image."""
    places = [label_points()[flow.code] for flow in flows]
    apart = kept_apart(places)
    theme = ink.look.theme
    for trace in (_leaders(places, apart, ink), _list(flows, ink)):
        made.add_trace(trace).when_narrow({"visible": True}, len(made.data) - 1)
    numbers = {
        "x": [x for x, _ in apart],
        "y": [y for _, y in apart],
        "text": [str(i + 1) for i in range(len(flows))],
        "textposition": "middle center",
        "textfont.size": 10,
        "textfont.color": [PAPER[theme] if ink.is_lit(mark) else INK[theme] for mark in marks],
        "textfont.shadow": "none",
        "marker.size": 16,
    }
    made.when_narrow(numbers, len(made.data)).when_narrow(_room(apart))


def _room(apart: Sequence[PlotPoint]) -> dict[str, Any]:
    """Return the height, what is seen of the world and where Việt Nam stands."""
    west, south, inset_east, north = NARROW_INSET_AT
    east = max([EAST_X, *(x + APART for x, _ in apart)])
    bottom = min(south, _line_y(len(apart))) - 6
    return {
        "height": round((NORTH_Y - bottom) * _CARD_PX / (east - WEST_X)),
        "xaxis.range": [WEST_X, east],
        "yaxis.range": [bottom, NORTH_Y],
        "images.1.x": west,
        "images.1.y": north,
        "images.1.sizex": inset_east - west,
        "images.1.sizey": north - south,
    }


def kept_apart(places: Sequence[PlotPoint]) -> list[PlotPoint]:
    """Return the places pushed off each other and off Bắc Giang until no two are nearer than `APART`."""
    home = project(*BAC_GIANG)
    at = [*places]
    for _ in range(_ROUNDS):
        is_still = True
        for i, j in combinations(range(len(at)), 2):
            if push := _push(at[i], at[j], i + 1):
                at[i], at[j] = _moved(at[i], push, -0.5), _moved(at[j], push, 0.5)
                is_still = False
        for i, place in enumerate(at):
            if push := _push(home, place, i + 1):
                at[i] = _moved(place, push, 1.0)
                is_still = False
        if is_still:
            break
    return [(round(x, 1), round(y, 1)) for x, y in at]


def _push(one: PlotPoint, other: PlotPoint, turn: int) -> PlotPoint | None:
    """Return how the second place has to move off the first; of two at one place, in a direction of its own."""
    x, y = other[0] - one[0], other[1] - one[1]
    far = hypot(x, y)
    if far >= APART:
        return None
    if far == 0:
        return APART * cos(turn), APART * sin(turn)
    by = (APART + 0.2 - far) / far
    return x * by, y * by


def _moved(place: PlotPoint, push: PlotPoint, share: float) -> PlotPoint:
    return max(place[0] + push[0] * share, WEST_X + APART / 2), place[1] + push[1] * share


def _leaders(places: Sequence[PlotPoint], apart: Sequence[PlotPoint], ink: Ink) -> Trace:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for (x, y), (to_x, to_y) in zip(places, apart, strict=True):
        xs += [x, to_x, None]
        ys += [y, to_y, None]
    line: dict[str, Any] = {"width": 1, "color": INK[ink.look.theme]}
    return scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", visible=False)


def _list(flows: Sequence[Flow], ink: Ink) -> Trace:
    return scatter(
        x=[_LIST_X] * len(flows),
        y=[_line_y(i) for i in range(len(flows))],
        mode="text",
        text=[f"<b>{i + 1}</b>  {safe(f'{flow.name} {flow.sign}'.strip())}" for i, flow in enumerate(flows)],
        textposition="middle right",
        textfont={"size": 13, "color": INK[ink.look.theme]},
        cliponaxis=False,
        hoverinfo="skip",
        visible=False,
    )


def _line_y(i: int) -> float:
    return SOUTH_Y - 14 - i * NAME_STEP
