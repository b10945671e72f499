"""What stands beside the map on paper: the legend, the inset, notes, attribution."""

from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.briefing.map.ground import features
from analytics.briefing.map.paper import ACCENT, CIRCLE, INK, LAND, QUIET, MapSheet, text_size, wrapped_lines
from geodata.layers import Legend, LegendClass, MapState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.briefing.map.picture import SheetSize
    from analytics.briefing.map.words import MapTexts

LEADING = 1.42
_ABOVE = {"HS-label": 0.13, "TS-label": 0.22, "BD-label": 0.075}
"""Names of the archipelagos stand above their islands, as a share of the width of the inset."""
_CIRCLE_IN = 0.34
Token = LegendClass | str
_Line = list[tuple[float, Token]]
"""What flows under the map: the classes, and their title before them."""


def foot_height(state: MapState, sheet: "SheetSize", words: "MapTexts") -> float:
    """Return the height in inches of what stands under the map."""
    row, small = sheet.text * LEADING / 72, sheet.small * LEADING / 72
    rows = sum(_height(line, row) for line in _below(state.legend, sheet))
    return 0.12 + rows + small * len(_small_print(state.legend, sheet, words))


def _height(line: "_Line", row: float) -> float:
    return max([row, *(2 * item.size * _CIRCLE_IN + 0.05 for _, item in line if isinstance(item, LegendClass))])


def _small_print(legend: Legend, sheet: "SheetSize", words: "MapTexts") -> list[str]:
    width = 0.97 * sheet.width - 0.2  # as drawn, letters are a little wider than as measured
    notes = wrapped_lines(" · ".join(legend.notes), sheet.small, width) if legend.notes else []
    return [*notes, *wrapped_lines(words.carried, sheet.small, width)]


def _below(legend: Legend, sheet: "SheetSize") -> "list[_Line]":
    """Return the lines under the map: the classes, where there is no column beside it."""
    return [] if sheet.legend_width else _flow([legend.title, *legend.classes], sheet)


def _flow(tokens: "Sequence[Token]", sheet: "SheetSize") -> "list[_Line]":
    """Return tokens in lines, each with its place from the left in inches; a title stays with the item after it."""
    x = 0.1
    lines: list[_Line] = [[]]
    for n, token in enumerate(tokens):
        width = _width(token, sheet)
        after = _width(tokens[n + 1], sheet) if isinstance(token, str) and n + 1 < len(tokens) else 0.0
        if x + width + after > sheet.width - 0.05 and lines[-1]:
            lines.append([])
            x = 0.1
        lines[-1].append((x, token))
        x += width
    return [line for line in lines if line]


def _width(token: Token, sheet: "SheetSize") -> float:
    if isinstance(token, str):
        return text_size(token, sheet.text, "Bold")[0] + 0.12
    return _sign_width(token, sheet) + text_size(_item_text(token), sheet.text)[0] + 0.2


def _sign_width(item: LegendClass, sheet: "SheetSize") -> float:
    return 2 * item.size * _CIRCLE_IN + 0.1 if item.size else 2.1 * sheet.text / 72


def _item_text(item: LegendClass) -> str:
    return f"{item.label} ({item.count})" if item.count else item.label


def draw_legend(paper: MapSheet, state: MapState, sheet: "SheetSize", words: "MapTexts") -> None:
    """Put the legend: classes in a column at the right or under the map, sections, notes and attribution below."""
    if sheet.legend_width:
        _column(paper, state.legend, sheet)
    row, small = sheet.text * LEADING / 72, sheet.small * LEADING / 72
    y = foot_height(state, sheet, words) - 0.08
    for line in _below(state.legend, sheet):
        high = _height(line, row)
        y -= (high + row) / 2
        for x, token in line:
            _put(paper, token, x, y, sheet)
        y -= (high - row) / 2
    for text in _small_print(state.legend, sheet, words):
        y -= small
        paper.write(text, 0.1, y, sheet.small, color=QUIET)


def _column(paper: MapSheet, legend: Legend, sheet: "SheetSize") -> None:
    row = sheet.text * LEADING / 72
    left, y = sheet.width - sheet.legend_width, sheet.height - 0.08
    for line in wrapped_lines(legend.title, sheet.text, sheet.legend_width - inset_width(sheet) - 0.4, "Bold"):
        y -= row
        paper.write(line, left, y, sheet.text, "Bold")
    for item in legend.classes:
        high = _height([(0.0, item)], row)
        y -= (high + row) / 2
        _put(paper, item, left, y, sheet)
        y -= (high - row) / 2


def _put(paper: MapSheet, item: Token, x: float, y: float, sheet: "SheetSize") -> None:
    if isinstance(item, str):
        paper.write(item, x, y, sheet.text, "Bold")
        return
    _class_sign(paper, item, x, y, sheet)
    paper.write(_item_text(item), x + _sign_width(item, sheet), y, sheet.text)


def _class_sign(paper: MapSheet, item: LegendClass, left: float, y: float, sheet: "SheetSize") -> None:
    high = sheet.text / 72
    if item.size:
        radius = item.size * _CIRCLE_IN
        turn = np.linspace(0, 2 * np.pi, 49)
        ring = np.column_stack([left + radius * (1 + np.cos(turn)), y + 0.3 * high + radius * np.sin(turn)])
        paper.shape([ring], facecolor=f"{CIRCLE}59", edgecolor=CIRCLE, linewidth=1.2)
    elif item.missing:
        paper.frame(left, y, 1.6 * high, 0.8 * high, facecolor=LAND, edgecolor=QUIET, linewidth=0.7, hatch="////")
    else:
        fill = "none" if item.fill == "transparent" else item.fill
        dashes = ":" if item.fill == "transparent" else "-"
        paper.frame(left, y, 1.6 * high, 0.8 * high, facecolor=fill, edgecolor=QUIET, linewidth=0.7, linestyle=dashes)


def inset_width(sheet: "SheetSize") -> float:
    """Return the width of the inset in inches."""
    return 0.3 * sheet.legend_width + 0.1 if sheet.legend_width else 1.7


def inset(paper: MapSheet, sheet: "SheetSize") -> None:
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
    paper: MapSheet, about: dict[str, Any], point: Any, at: tuple[float, float, float], sheet: "SheetSize"
) -> None:
    left, bottom, width = at
    words = str(about["name"]).replace(" (Việt Nam)", "")
    text = words.replace("Quần đảo ", "Quần đảo\n")
    x, y = _on_inset(point.reshape(1, 2), left, bottom, width)[0]
    y += _ABOVE.get(str(about["id"]), 0.0) * width
    points = max(min(sheet.text * 0.62, width / 0.2), 4.3)
    half = text_size(text, points)[0] / 2
    x = min(max(x, left + half + 0.02), left + width - half - 0.02)
    style = "It" if str(about["id"]).startswith("BD") else "Regular"
    colour = QUIET if style == "It" else INK
    paper.write(text, x, y, points, style, ha="center", va="center", color=colour)
