"""How many rows of several tables share one page of the report."""

from collections.abc import Sequence
from math import ceil

from analytics.briefing.story.slides import TableBlock
from analytics.downloads.pdf_text import width_in_points
from analytics.figures.table import Cell

POINTS, LEADING, PADDING = 8.5, 10.5, 5.0
_TITLE = 48.0
"""Points that a table needs beside its rows: title, heading, what it leaves out."""
_LEAST = 4
_PAPER = 493.0
"""The width of a table in points: A4 without its margins."""


def most_rows(tables: Sequence[TableBlock], room: float) -> dict[str, int]:
    """Return how many rows of each table have room: each some, then in turn one more as long as points are left."""
    heights = {one.id: [_height(row, one) for row in one.table.rows] for one in tables}
    shown = {one.id: min(_LEAST, len(one.table.rows)) for one in tables}
    left = room - sum(_TITLE + sum(heights[id_][:n]) for id_, n in shown.items())
    while True:
        fitting = [id_ for id_, n in shown.items() if n < len(heights[id_]) and heights[id_][n] <= left]
        if not fitting:
            return shown
        one = min(fitting, key=lambda id_: shown[id_])
        left -= heights[one][shown[one]]
        shown[one] += 1


def _height(row: Sequence[Cell], block: TableBlock) -> float:
    """Return about how high a row is in points."""
    total = sum(column.share for column in block.table.columns)
    lines = [
        ceil(1.08 * width_in_points(cell.text, POINTS) / (column.share / total * _PAPER - 12))
        for cell, column in zip(row, block.table.columns, strict=True)
    ]
    return max(1, *lines) * LEADING + PADDING
