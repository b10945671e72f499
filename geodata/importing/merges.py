"""The cells of a sheet with merged ranges filled, and which cells a range covers down or across."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.importing.grid import Cell, Sheet


class Cells:
    """The cells of one sheet by row and column, counted from 0."""

    def __init__(self, sheet: "Sheet") -> None:
        """Hold the sheet; ranges are looked up when they are first asked for."""
        self.sheet = sheet
        self.rows = sheet.rows
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)

    @cached_property
    def anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first cell of the range that covers a cell; only for covered cells inside the sheet."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.sheet.merged:
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    found[row, column] = (top, left)
        return found

    @cached_property
    def spans(self) -> dict[int, int]:
        """For the rows in which a range begins, the widest range in columns."""
        widest: dict[int, int] = {}
        for top, left, _, right in self.sheet.merged:
            widest[top] = max(widest.get(top, 1), min(right, self.width - 1) - left + 1)
        return widest

    def plain(self, row: int, column: int) -> "Cell":
        """Return the cell as it stands, None outside the sheet."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def filled(self, row: int, column: int) -> "Cell":
        """Return the cell, or the first cell of the range that covers it."""
        anchor = self.anchors.get((row, column))
        return self.plain(*anchor) if anchor else self.plain(row, column)

    def from_above(self, row: int, column: int) -> "Cell":
        """Return what a range that began in an earlier row puts into this cell, else None."""
        anchor = self.anchors.get((row, column))
        return self.plain(*anchor) if anchor and anchor[0] < row else None
