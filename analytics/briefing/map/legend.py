"""What stands beside the map on paper: the legend that counts everything, the signs of marks, the inset, notes, attribution."""

from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.briefing.map.ground import features
from analytics.briefing.map.paper import ACCENT, CIRCLE, HALO, INK, LAND, QUIET, Paper, text_size, wrapped
from geodata.layers import Legend, LegendClass, LegendItem, MapState, MarkStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.briefing.map.picture import Sheet
    from analytics.briefing.map.words import Words

LEADING = 1.42
ABOVE = {"HS-label": 0.13, "TS-label": 0.22, "BD-label": 0.075}
"""Names of the archipelagos stand above their islands, as a share of the width of the inset."""
CIRCLE_IN = 0.34
SHAPES: dict[int, list[tuple[float, float]] | int] = {
    0: 48,
    1: [(3, 3), (17, 3), (17, 17), (3, 17)],
    2: [(10, 2), (18.5, 17), (1.5, 17)],
    3: [(10, 1.5), (18.5, 10), (10, 18.5), (1.5, 10)],
    4: [(10, 1.5), (18.2, 7.5), (15, 17.5), (5, 17.5), (1.8, 7.5)],
    5: [(5.5, 2.5), (14.5, 2.5), (19, 10), (14.5, 17.5), (5.5, 17.5), (1, 10)],
    6: [(1.5, 3), (18.5, 3), (10, 18)],
    7: [(7, 2), (13, 2), (13, 7), (18, 7), (18, 13), (13, 13), (13, 18), (7, 18), (7, 13), (2, 13), (2, 7), (7, 7)],
    8: [
        (10, 1),
        (12.6, 7.2),
        (19.3, 7.7),
        (14.2, 12.1),
        (15.8, 18.7),
        (10, 15.1),
        (4.2, 18.7),
        (5.8, 12.1),
        (0.7, 7.7),
        (7.4, 7.2),
    ],
    9: [(2, 6), (18, 6), (18, 15), (2, 15)],
    10: [
        (2, 18),
        (18, 18),
        (18, 10),
        (17.4, 7),
        (15.7, 4.3),
        (13, 2.6),
        (10, 2),
        (7, 2.6),
        (4.3, 4.3),
        (2.6, 7),
        (2, 10),
    ],
    11: [(6, 2), (14, 2), (18, 6), (18, 14), (14, 18), (6, 18), (2, 14), (2, 6)],
}
"""The twelve shapes of the screen on a field of 20 × 20, y downwards; a number is a circle of so many corners."""


def mark_sign(  # noqa: PLR0913 - what a sign is made of
    paper: Paper, x: float, y: float, style: MarkStyle, quality: str, *, plate: str = "", size: float = 0.2
) -> None:
    """Put the sign of one row: shape and colour of its sector, fill by how well it is placed, frame by its layer."""
    if plate == "proposal":
        paper.frame(
            x - size / 2, y - size / 2, size, size, facecolor=HALO, edgecolor="#7a3b00", linewidth=1.0, zorder=3
        )
    if plate == "ocop":
        paper.shape([_ring(0, x, y, size * 1.1)], facecolor="#fff3d0", edgecolor="#c58b00", linewidth=1.0, zorder=3)
    is_solid = quality == "exact"
    fill = {"exact": "ff", "commune": "b8"}.get(quality, "2e")
    paper.shape(
        [_ring(style.shape, x, y, size * (0.75 if plate in {"proposal", "ocop"} else 0.9))],
        facecolor=f"{style.colour}{fill}",
        edgecolor=HALO if is_solid else style.colour,
        linewidth=0.7 if is_solid else 1.1,
        linestyle="--" if quality == "district" else "-",
        zorder=3.5,
    )


def _ring(shape: int, x: float, y: float, size: float) -> Any:
    corners = SHAPES[shape % len(SHAPES)]
    if isinstance(corners, int):
        turn = np.linspace(0, 2 * np.pi, corners)
        points = np.column_stack([10 + 8 * np.cos(turn), 10 + 8 * np.sin(turn)])
    else:
        points = np.array([*corners, corners[0]], dtype=np.float64)
    return np.column_stack([x + (points[:, 0] - 10) / 20 * size, y - (points[:, 1] - 10) / 20 * size])


Item = LegendItem | LegendClass
Token = Item | str
Line = list[tuple[float, Token]]
"""What flows under the map: items, and the titles before them."""


def notes_height(state: MapState, sheet: "Sheet", words: "Words") -> float:
    """Return the height in inches of what stands under the map."""
    row, small = sheet.text * LEADING / 72, sheet.small * LEADING / 72
    rows = sum(_height(line, row) for line in _below(state.legend, sheet))
    return 0.12 + rows + small * len(_small_print(state.legend, sheet, words))


def _height(line: "Line", row: float) -> float:
    return max([row, *(2 * item.size * CIRCLE_IN + 0.05 for _, item in line if isinstance(item, LegendClass))])


def _small_print(legend: Legend, sheet: "Sheet", words: "Words") -> list[str]:
    width = 0.97 * sheet.width - 0.2  # as drawn, letters are a little wider than as measured
    notes = wrapped(" · ".join(legend.notes), sheet.small, width) if legend.notes else []
    return [*notes, *wrapped(words.carried, sheet.small, width)]


def _below(legend: Legend, sheet: "Sheet") -> "list[Line]":
    """Return the lines under the map: the sections, and the classes first where there is no column beside it."""
    tokens: list[Token] = [] if sheet.legend_width else [legend.title, *legend.classes]
    for section in legend.sections:
        tokens += [section.title, *section.items]
    return _flow(tokens, sheet)


def _flow(tokens: "Sequence[Token]", sheet: "Sheet") -> "list[Line]":
    """Return tokens in lines, each with its place from the left in inches; a title stays with the item after it."""
    x = 0.1
    lines: list[Line] = [[]]
    for n, token in enumerate(tokens):
        width = _width(token, sheet)
        after = _width(tokens[n + 1], sheet) if isinstance(token, str) and n + 1 < len(tokens) else 0.0
        if x + width + after > sheet.width - 0.05 and lines[-1]:
            lines.append([])
            x = 0.1
        lines[-1].append((x, token))
        x += width
    return [line for line in lines if line]


def _width(token: Token, sheet: "Sheet") -> float:
    if isinstance(token, str):
        return text_size(token, sheet.text, "Bold")[0] + 0.12
    return _sign_width(token, sheet) + text_size(_item_text(token), sheet.text)[0] + 0.2


def _sign_width(item: Item, sheet: "Sheet") -> float:
    high = sheet.text / 72
    if isinstance(item, LegendClass):
        return 2 * item.size * CIRCLE_IN + 0.1 if item.size else 2.1 * high
    return 1.35 * high


def _item_text(item: Item) -> str:
    return f"{item.label} ({item.count})" if item.count else item.label


def draw_legend(paper: Paper, state: MapState, sheet: "Sheet", words: "Words") -> None:
    """Put the legend: classes in a column at the right or under the map, sections, notes and attribution below."""
    if sheet.legend_width:
        _column(paper, state.legend, sheet)
    row, small = sheet.text * LEADING / 72, sheet.small * LEADING / 72
    y = notes_height(state, sheet, words) - 0.08
    for line in _below(state.legend, sheet):
        high = _height(line, row)
        y -= (high + row) / 2
        for x, token in line:
            _put(paper, token, x, y, sheet)
        y -= (high - row) / 2
    for text in _small_print(state.legend, sheet, words):
        y -= small
        paper.write(text, 0.1, y, sheet.small, color=QUIET)


def _column(paper: Paper, legend: Legend, sheet: "Sheet") -> None:
    row = sheet.text * LEADING / 72
    left, y = sheet.width - sheet.legend_width, sheet.height - 0.08
    for line in wrapped(legend.title, sheet.text, sheet.legend_width - inset_width(sheet) - 0.15, "Bold"):
        y -= row
        paper.write(line, left, y, sheet.text, "Bold")
    for item in legend.classes:
        high = _height([(0.0, item)], row)
        y -= (high + row) / 2
        _put(paper, item, left, y, sheet)
        y -= (high - row) / 2


def _put(paper: Paper, item: Token, x: float, y: float, sheet: "Sheet") -> None:
    if isinstance(item, str):
        paper.write(item, x, y, sheet.text, "Bold")
        return
    if isinstance(item, LegendClass):
        _class_sign(paper, item, x, y, sheet)
    elif item.style is not None:
        high = sheet.text / 72
        size = 1.05 * high
        mark_sign(paper, x + 0.5 * high, y + 0.32 * high, item.style, item.quality, plate=item.plate, size=size)
    paper.write(_item_text(item), x + _sign_width(item, sheet), y, sheet.text)


def _class_sign(paper: Paper, item: LegendClass, left: float, y: float, sheet: "Sheet") -> None:
    high = sheet.text / 72
    if item.size:
        radius = item.size * CIRCLE_IN
        turn = np.linspace(0, 2 * np.pi, 49)
        ring = np.column_stack([left + radius * (1 + np.cos(turn)), y + 0.3 * high + radius * np.sin(turn)])
        paper.shape([ring], facecolor=f"{CIRCLE}59", edgecolor=CIRCLE, linewidth=1.2)
    elif item.missing:
        paper.frame(left, y, 1.6 * high, 0.8 * high, facecolor=LAND, edgecolor=QUIET, linewidth=0.7, hatch="////")
    else:
        fill = "none" if item.fill == "transparent" else item.fill
        dashes = ":" if item.fill == "transparent" else "-"
        paper.frame(left, y, 1.6 * high, 0.8 * high, facecolor=fill, edgecolor=QUIET, linewidth=0.7, linestyle=dashes)


def inset_width(sheet: "Sheet") -> float:
    """Return the width of the inset in inches."""
    return 0.3 * sheet.legend_width + 0.1 if sheet.legend_width else 1.7


def inset(paper: Paper, sheet: "Sheet") -> None:
    """Put Việt Nam with Hoàng Sa and Trường Sa into the upper right corner: the layer that the screen draws."""
    width = inset_width(sheet)
    height = width * 1.28
    left, bottom = sheet.width - width - 0.05, sheet.height - height - 0.05
    paper.frame(left, bottom, width, height, facecolor="#ffffff", edgecolor="#d3dae1", linewidth=1.0)
    for one in features("vietnam_inset"):
        kind = str(one.properties["id"])
        if kind == "HN-label":
            continue
        if one.kind == "Point":
            _inset_name(paper, one.properties, one.rings[0][0], (left, bottom, width), sheet)
            continue
        strong = {"BG": ACCENT, "HS": INK, "TS": INK}.get(kind)
        fill = strong or f"{QUIET}73"
        rings = [_on_inset(ring, left, bottom, width) for ring in one.rings]
        paper.shape(rings, facecolor=fill, edgecolor=strong or QUIET, linewidth=0.8 if strong else 0.3)


def _on_inset(points: Any, left: float, bottom: float, width: float) -> Any:
    """Place lon, lat in the field of 100 × 128 that the screen uses."""
    x = (points[:, 0] - 101.5) / 16.5 * 100
    y = 128 - ((23.8 - points[:, 1]) / 17.6 * 116 + 4)
    return np.column_stack([left + x / 100 * width, bottom + y / 100 * width])


def _inset_name(
    paper: Paper, about: dict[str, Any], point: Any, at: tuple[float, float, float], sheet: "Sheet"
) -> None:
    left, bottom, width = at
    words = str(about["name"]).replace(" (Việt Nam)", "")
    text = words.replace("Quần đảo ", "Quần đảo\n")
    x, y = _on_inset(point.reshape(1, 2), left, bottom, width)[0]
    y += ABOVE.get(str(about["id"]), 0.0) * width
    points = max(min(sheet.text * 0.62, width / 0.2), 4.3)
    half = text_size(text, points)[0] / 2
    x = min(max(x, left + half + 0.02), left + width - half - 0.02)
    style = "It" if str(about["id"]).startswith("BD") else "Regular"
    colour = QUIET if style == "It" else INK
    paper.write(text, x, y, points, style, ha="center", va="center", color=colour)
