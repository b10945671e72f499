"""What was understood of a sheet: for each row its fields, each with the cell as written, the value and a note."""

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.importing.codes import CellNote
from geodata.importing.grid import ImportProblem
from geodata.importing.layout import Layout

CellValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class UnderstoodCell:
    """A field of a row: the cell as written, the value (as the record keeps it), the column counted from 0.

    `column` is None for what a group row, a title or another cell says; `note` tells how the value
    came about, None when the cell says it plainly.
    """

    text: str
    value: CellValue
    column: int | None = None
    note: CellNote | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodRow:
    """A row: its number in the spreadsheet (from 1), its fields by name, the row that it continues, whether it can be imported.

    `part_of` is the row whose figures hold those of this one already: a whole above its parts.
    """

    row: int
    cells: Mapping[str, UnderstoodCell]
    of: int | None = None
    is_refused: bool = False
    part_of: int | None = None

    def value(self, name: str) -> CellValue:
        """Return the value of a field, None when the row does not give it."""
        cell = self.cells.get(name)
        return cell.value if cell else None

    def text(self, name: str) -> str:
        """Return the value of a text field, "" when the row does not give it."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    def whole(self, name: str) -> int | None:
        """Return the value of a field of whole numbers, None when the row does not give it."""
        value = self.value(name)
        return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no item: its number in the spreadsheet, what it was taken for (a member of `outline.Role`), its text."""

    row: int
    role: str
    text: str


@dataclass(frozen=True)
class UnderstoodSheet:
    """A sheet that was read by a layout: its rows, the rows left out, all problems in the order of the sheet."""

    kind: str
    sheet: str
    layout: Layout
    rows: tuple[UnderstoodRow, ...]
    skipped: tuple[SkippedRow, ...]
    problems: tuple[ImportProblem, ...]
