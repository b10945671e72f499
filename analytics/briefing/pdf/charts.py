"""Charts of the report, drawn as lines and letters: sharp at any size, their texts found by a search."""

from math import ceil
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.platypus import Flowable

from analytics.briefing.story.slides import ChartBlock, tick_step
from analytics.downloads.pdf_text import BOLD, INK, LINE, QUIET, clipped_to_width, draw_text, width_in_points
from analytics.figures.spec import FEWEST_COLUMNS, Bars, Series
from analytics.wording.language import Language

POINTS = 8.5
BAR, COLUMN_HEIGHT, STEP = 15.0, 150.0, 4.0
_CHOSEN = "▸ "


class ChartFlowable(Flowable):  # type: ignore[misc]
    """A chart of a block, `width` points wide."""

    def __init__(self, block: ChartBlock, width: float, language: Language) -> None:
        """Measure the chart."""
        super().__init__()
        self.block, self.width, self.language = block, width, language
        self.legend = _legend(block.shown, width)
        self.height = self._body_height() + 12.0 * len(self.legend) + 22

    def _body_height(self) -> float:
        if self.block.shown.is_standing:
            return COLUMN_HEIGHT + 24
        return len(self.block.shown.categories) * BAR + 6

    def draw(self) -> None:
        """Draw legend, axis, bars and labels."""
        y = self.height
        for line in self.legend:
            y -= 12
            x = 0.0
            for series in line:
                _fill(self.canv, (x, y, 9, 8), series.colour["light"], series)
                self.canv.setFillColor(INK)
                draw_text(self.canv, series.name, x + 13, y + 1, POINTS)
                x += 13 + width_in_points(series.name, POINTS) + 14
        if self.block.shown.is_standing:
            self._columns()
        else:
            self._bars(y)

    def _bars(self, top: float) -> None:
        block, canvas = self.block, self.canv
        names = [_named(block, n) for n in range(len(block.shown.categories))]
        left = min(max((width_in_points(name, POINTS) for name in names), default=0) + 8, self.width * 0.42)
        room = max((width_in_points(label, POINTS, BOLD) for label in block.labels), default=0) + 8
        axis = _Axis(block.shown, self.width - left - room, self.language)
        bottom = top - len(names) * BAR - 6
        self._ticks(axis, left, bottom, top - 4)
        for n, name in enumerate(names):
            y = top - 6 - (n + 1) * BAR
            canvas.setFillColor(INK)
            draw_text(canvas, clipped_to_width(name, POINTS, left - 6), left - 6, y + 4, POINTS, align=1)
            x = left
            for series, values in zip(block.shown.series, block.values, strict=True):
                length = axis.length(values[n])
                if length:
                    _fill(canvas, (x, y + 1.5, length, BAR - 4), _shade(block, series, n), series)
                    x += length
            canvas.setFillColor(INK)
            draw_text(canvas, block.labels[n], x + 4, y + 4, POINTS, BOLD)

    def _ticks(self, axis: "_Axis", left: float, bottom: float, top: float) -> None:
        canvas = self.canv
        for value, text in axis.ticks():
            x = left + axis.length(value)
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.4)
            canvas.line(x, bottom, x, top)
            canvas.setFillColor(QUIET)
            draw_text(canvas, text, x, bottom - 9, 7.5, align=0.5)
        draw_text(canvas, self.block.shown.unit, self.width, bottom - 18, 7.5, align=1)

    def _columns(self) -> None:
        block, canvas = self.block, self.canv
        axis = _Axis(block.shown, COLUMN_HEIGHT - 24, self.language)
        bottom, left = 36.0, 34.0
        for value, text in axis.ticks():
            y = bottom + axis.length(value)
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.4)
            canvas.line(left, y, self.width, y)
            canvas.setFillColor(QUIET)
            draw_text(canvas, text, left - 4, y - 2.5, 7.5, align=1)
        draw_text(canvas, block.shown.unit, 0, bottom + COLUMN_HEIGHT - 12, 7.5)
        n_columns = len(block.shown.categories)
        slot = (self.width - left) / max(n_columns, FEWEST_COLUMNS)
        first = left + max(0, FEWEST_COLUMNS - n_columns) / 2 * slot
        for n in range(n_columns):
            x, y = first + n * slot + slot * 0.18, bottom
            for series, values in zip(block.shown.series, block.values, strict=True):
                height = axis.length(values[n])
                if height:
                    _fill(canvas, (x, y, slot * 0.64, height), _shade(block, series, n), series)
                    y += height
            middle = first + (n + 0.5) * slot
            for part in (one for one in block.shown.high_parts if one.at == n):
                _plate(canvas, part.text, middle, bottom + axis.length(part.value), slot * 0.64)
            canvas.setFillColor(INK)
            draw_text(canvas, block.labels[n], middle, y + 3, _fit(block.labels[n], slot), BOLD, align=0.5)
            draw_text(canvas, _named(block, n), middle, bottom - 11, POINTS, align=0.5)


def _plate(canvas: Any, text: str, middle: float, height: float, room: float) -> None:
    """Write the number of a part on a plate of paper, about its middle."""
    points = min(_PART_POINTS, _PART_POINTS * room / max(width_in_points(text, _PART_POINTS), 1e-6))
    wide = width_in_points(text, points) + 2
    canvas.setFillColor(white)
    canvas.rect(middle - wide / 2, height - points * 0.55, wide, points * 1.1, stroke=0, fill=1)
    canvas.setFillColor(INK)
    draw_text(canvas, text, middle, height - points * 0.35, points, align=0.5)


_PART_POINTS = 7.5


class _Axis:
    """Values on a length in points, from zero to a round number above the largest sum."""

    def __init__(self, shown: Bars, length: float, language: Language) -> None:
        self.points, self.language = length, language
        self.step = tick_step(shown, STEP)
        self.top = self.step * ceil(max(shown.totals, default=0) / self.step) or self.step

    def length(self, value: float | None) -> float:
        return (value or 0) / self.top * self.points

    def ticks(self) -> list[tuple[float, str]]:
        values = [self.step * n for n in range(round(self.top / self.step) + 1)]
        return [(value, self.language.number(value, 4)) for value in values]


def _named(block: ChartBlock, n: int) -> str:
    return f"{_CHOSEN if block.chosen and block.chosen[n] else ''}{block.shown.categories[n].name}"


def _fit(text: str, width: float) -> float:
    return min(POINTS, POINTS * width / max(width_in_points(text, POINTS, BOLD), 1e-6))


def _legend(shown: Bars, width: float) -> list[list[Series]]:
    if len(shown.series) < 2:
        return []
    lines: list[list[Series]] = [[]]
    x = 0.0
    for series in shown.series:
        wide = 27 + width_in_points(series.name, POINTS)
        if lines[-1] and x + wide > width:
            lines.append([])
            x = 0.0
        lines[-1].append(series)
        x += wide
    return lines


def _shade(block: ChartBlock, series: Series, n: int) -> str:
    css = series.colour["light"]
    if not any(block.chosen) or block.chosen[n]:
        return css
    parts = bytes.fromhex(css.lstrip("#"))
    return "#" + bytes(round(255 - (255 - part) * 0.45) for part in parts).hex()


def _fill(canvas: Any, place: tuple[float, float, float, float], css: str, series: Series) -> None:
    """Fill a rectangle solid, or with the pattern of a series: of its colour on paper, or in white on its colour."""
    x, y, width, height = place
    colour = HexColor(css)
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.6)
    canvas.setFillColor(white if series.is_open else colour)
    canvas.rect(x, y, width, height, stroke=1, fill=1)
    if series.pattern:
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        canvas.clipPath(path, stroke=0)
        canvas.setStrokeColor(colour if series.is_open else white)
        _hatch(canvas, place, series.pattern)
    canvas.restoreState()


def _hatch(canvas: Any, place: tuple[float, float, float, float], pattern: str) -> None:
    x, y, width, height = place
    gap = 3.2
    if pattern == "-":
        for n in range(ceil(height / gap)):
            canvas.line(x, y + (n + 0.5) * gap, x + width, y + (n + 0.5) * gap)
    if pattern in {"/", "x", "."}:
        canvas.setDash([1, 2] if pattern == "." else [])
        for n in range(ceil((width + height) / gap)):
            canvas.line(x + n * gap - height, y, x + n * gap, y + height)
    if pattern in {"\\", "x"}:
        for n in range(ceil((width + height) / gap)):
            canvas.line(x + n * gap, y, x + n * gap - height, y + height)
