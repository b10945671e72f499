"""The cells of a sheet with merged ranges filled, and which cells a range covers down or across."""

from functools import cached_property
from typing import TYPE_CHECKING

from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodata.importing.grid import Sheet, SheetCell


def check_merges(sheet: "Sheet", limits: ImportLimits) -> None:
    """Raise FileRefusedError for more merged ranges, or more cells under them, than any table needs."""
    height, width = len(sheet.rows), max((len(row) for row in sheet.rows), default=0)
    if len(sheet.merged) > limits.merged:
        raise FileRefusedError(RefusalCode.TOO_MANY_MERGED, {"sheet": sheet.name, "limit": limits.merged})
    covered = sum(
        max(0, min(bottom + 1, height) - top) * max(0, min(right + 1, width) - left)
        for top, left, bottom, right in sheet.merged
    )
    if covered > limits.cells:  # ranges that lie over each other, thousands deep
        raise FileRefusedError(RefusalCode.TOO_MANY_MERGED, {"sheet": sheet.name, "limit": limits.cells})


class SheetCells:
    """The cells of one sheet by row and column, counted from 0."""

    def __init__(self, sheet: "Sheet") -> None:
        """Hold the sheet; ranges are looked up when they are first asked for."""
        self.sheet = sheet
        self.rows = sheet.rows
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)

    @cached_property
    def _ranges(self) -> "NDArray[np.int32]":
        """For each cell the number of the range that covers it, counted from 1; 0 for none. Four bytes a cell."""
        import numpy as np  # noqa: PLC0415 - the process that reads a file needs none

        numbers = np.zeros((self.height, self.width), np.int32)
        for number, (top, left, bottom, right) in enumerate(self.sheet.merged, 1):
            numbers[top : bottom + 1, left : right + 1] = number
        return numbers

    def anchor(self, row: int, column: int) -> tuple[int, int] | None:
        """Return the first cell of the range that covers a cell; None for a cell that no range covers."""
        if not self.sheet.merged or row >= self.height or column >= self.width:
            return None
        number = int(self._ranges[row, column])
        return self.sheet.merged[number - 1][:2] if number else None

    @cached_property
    def spans(self) -> dict[int, int]:
        """For the rows in which a range begins, the widest range in columns."""
        widest: dict[int, int] = {}
        for top, left, _, right in self.sheet.merged:
            widest[top] = max(widest.get(top, 1), min(right, self.width - 1) - left + 1)
        return widest

    def plain(self, row: int, column: int) -> "SheetCell":
        """Return the cell as it stands, None outside the sheet."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def filled(self, row: int, column: int) -> "SheetCell":
        """Return the cell, or the first cell of the range that covers it."""
        anchor = self.anchor(row, column)
        return self.plain(*anchor) if anchor else self.plain(row, column)

    def from_above(self, row: int, column: int) -> "SheetCell":
        """Return what a range that began in an earlier row puts into this cell, else None."""
        anchor = self.anchor(row, column)
        return self.plain(*anchor) if anchor and anchor[0] < row else None
