"""How a table stands on a page of the deck: widths of its columns, heights of its rows, how many of them have room."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.briefing.story.slides import TableBlock
from analytics.briefing.story.text_fit import broken_lines, column_widths
from analytics.figures.table import Cell
from analytics.wording.language import Language

CELL_POINTS = 14
"""Size of the text of a cell."""
_LINE = 0.235
"""Inches that a line of a cell takes."""
_PADDING = 0.22
"""Inches beside the text of a cell."""
_LINK = 0.3
"""Inches by which programs may break a link earlier than other text."""
_AROUND, _CLOSE = 0.085, 0.03
"""Inches above and below the text of a cell, and where only closer rows let all of them stand."""
_COUNT_OF_THE_REST = 0.45
"""Inches of the line that says how many rows are left out, with the gap above it."""


@dataclass(frozen=True)
class FittedTable:
    """What of a table has room: the widths of its columns, the heights of its rows (head, first `n_shown`, footer), and whether they stand close."""

    n_shown: int
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    is_close: bool

    @property
    def height(self) -> float:
        """Return the height of what stands on the page."""
        return sum(self.heights)


def fitted_table(block: TableBlock, width: float, height: float) -> FittedTable:
    """Return a table as it stands in a place: all of its rows, closer if need be, else as many as stand above the line that counts the rest."""
    usual, close = (_whole(block, width, around) for around in (_AROUND, _CLOSE))
    if usual.height <= height:
        return usual
    return close if close.height <= height else _first_rows(block, close, height - _COUNT_OF_THE_REST)


def is_whole(block: TableBlock, width: float, height: float) -> bool:
    """Whether all rows of a table stand in a place."""
    return _whole(block, width, _CLOSE).height <= height


def left_out_words(n_shown: int, n_all: int, language: Language) -> str:
    """Say how many rows of a table stand on a slide and where all of them are; "" where none is left out."""
    if n_shown == n_all:
        return ""
    return language.text(
        "{n} of {all} rows shown; all of them are in the report (PDF) and the workbook (XLSX)",
        n=language.number(n_shown),
        all=language.number(n_all),
    )


def _whole(block: TableBlock, width: float, around: float) -> FittedTable:
    made = block.table
    widths = column_widths(made.columns, (*made.rows, *made.footer), width, CELL_POINTS, _PADDING)
    head = _height(tuple(Cell(column.heading) for column in made.columns), widths, around, is_bold=True)
    rows = (*(_height(row, widths, around) for row in (*made.rows, *made.footer)),)
    return FittedTable(len(made.rows), tuple(widths), (head, *rows), around == _CLOSE)


def _first_rows(block: TableBlock, whole: FittedTable, height: float) -> FittedTable:
    """Return the first rows that have room."""
    n_rows = len(block.table.rows)
    head, rows, foot = whole.heights[0], whole.heights[1 : n_rows + 1], whole.heights[n_rows + 1 :]
    room = height - head - sum(foot)
    n_shown = 0
    while n_shown < n_rows and sum(rows[: n_shown + 1]) <= room:
        n_shown += 1
    return FittedTable(n_shown, whole.widths, (head, *rows[:n_shown], *foot), whole.is_close)


def _height(row: Sequence[Cell], widths: Sequence[float], around: float, *, is_bold: bool = False) -> float:
    lines = max(
        len(broken_lines(cell.text, CELL_POINTS, width - _PADDING - (_LINK if cell.url else 0), bold=is_bold))
        for cell, width in zip(row, widths, strict=True)
    )
    return around + _LINE * lines
