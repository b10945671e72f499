"""One pass over a sheet: what does not change from row to row, the problems found so far, and the row that is being read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.fields import FieldType, ImportTable
from geodata.importing.grid import ImportProblem
from geodata.importing.headings.columns import unit_of_heading
from geodata.importing.headings.matching import heading_key
from geodata.importing.merges import SheetCells
from geodata.importing.understood import CellValue, UnderstoodCell
from geodata.importing.values.cell_reading import Way

if TYPE_CHECKING:
    from geodata.importing.layout import ColumnUse, Layout
    from geodata.importing.rows.outline import OutlineRow

NUMBER_TYPES = frozenset({FieldType.MONEY, FieldType.VOLUME, FieldType.VALUE, FieldType.WHOLE})
_UNIT_HEADINGS = frozenset({"dvt", "don vi tinh", "don vi", "unit"})


@dataclass
class Reader:
    """One pass over a sheet: what does not change from row to row, and the problems found so far."""

    cells: SheetCells
    layout: "Layout"
    table: ImportTable
    ways: Mapping[int, Way]
    carried: Mapping[int, str]
    parts: Mapping[int, int]
    problems: list[ImportProblem] = field(default_factory=list)
    ambiguous: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    latest: dict[int, tuple[tuple[int, ...], CellValue, UnderstoodCell]] = field(default_factory=dict)
    above: dict[int, UnderstoodCell] = field(default_factory=dict)
    carried_rows: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    has_district: bool = False
    year: "tuple[tuple[ColumnUse, ...], str] | None" = None
    is_year_open: bool = False
    unit_column: int | None = None

    def report(
        self,
        row: int | None,
        use: "ColumnUse | None",
        code: ProblemKind,
        *,
        is_blocking: bool = False,
        text: str = "",
        **values: str,
    ) -> None:
        """Add a problem of a row (from 0) in a column, or of the sheet."""
        heading = use.heading if use else ""
        place = (None if row is None else row + 1, use.index + 1 if use else None)
        self.problems.append(
            ImportProblem(code, self.cells.sheet.name, *place, text, {"heading": heading, **values}, is_blocking)
        )


@dataclass
class RowDraft:
    """A row while it is read: its place in the outline, its cells by field, the fields whose cell could not be read."""

    reader: Reader
    row: "OutlineRow"
    cells: dict[str, UnderstoodCell] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    is_refused: bool = False

    @property
    def defaults(self) -> Mapping[str, str]:
        """What the titles say for all rows."""
        return self.reader.layout.defaults

    @property
    def point(self) -> tuple[float, ...] | None:
        """The point of the row's feature on a map layer."""
        points = self.reader.cells.sheet.points
        return points[self.row.row] if points else None

    def value(self, name: str) -> CellValue:
        """Return the value of a field, None where nothing gives it."""
        return self.cells[name].value if name in self.cells else None

    def text(self, name: str) -> str:
        """Return the value of a text field, "" where nothing gives it."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    def amount(self, name: str) -> int | None:
        """Return the value of a field of whole numbers, None where nothing gives it."""
        value = self.value(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def add(self, name: str, text: str, value: CellValue, note: CellNote | None, column: int | None = None) -> None:
        """Set a field to what the row says beyond the cell of that field."""
        self.cells[name] = UnderstoodCell(text, value, column, note)

    def report(self, code: ProblemKind, name: str, *, is_blocking: bool = False, **values: str) -> None:
        """Add a problem in the cell of a field; a blocking one refuses the row."""
        self.is_refused = self.is_refused or is_blocking
        cell, columns = self.cells.get(name), self.reader.layout.columns
        use = next((one for one in columns if cell and one.index == cell.column), None)
        text = cell.text if cell else ""
        self.reader.report(self.row.row, use, code, is_blocking=is_blocking, text=text, **values)


def unit_column(layout: "Layout") -> int | None:
    """Return the column that names the unit of each row ("ĐVT"), if any, counted from 0."""
    columns = (use.index for use in layout.columns if not use.field and heading_key(use.heading) in _UNIT_HEADINGS)
    return next(columns, None)


def with_unit(way: Way, use: "ColumnUse", unit: str) -> Way | None:
    """Return the way to read a row's cell that counts in `unit`; None for a volume that is counted in no weight."""
    if way.field.type is not FieldType.VOLUME or not unit or unit_of_heading(way.field, use.heading):
        return way
    said = unit_of_heading(way.field, unit)
    return replace(way, unit=said) if said else None
