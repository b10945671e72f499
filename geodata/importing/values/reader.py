"""One pass over a sheet: what does not change from row to row, and the problems found so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.importing.codes import ProblemCode
from geodata.importing.fields import FieldType, Table
from geodata.importing.grid import Problem
from geodata.importing.merges import Cells
from geodata.importing.understood import UnderstoodCell, Value
from geodata.importing.values.cell_reading import Way

if TYPE_CHECKING:
    from geodata.importing.layout import ColumnUse, Layout

NUMBERS = frozenset({FieldType.MONEY, FieldType.VOLUME, FieldType.VALUE, FieldType.WHOLE})


@dataclass
class Reader:
    """One pass over a sheet: what does not change from row to row, and the problems found so far."""

    cells: Cells
    layout: "Layout"
    table: Table
    ways: Mapping[int, Way]
    carried: Mapping[int, str]
    problems: list[Problem] = field(default_factory=list)
    ambiguous: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    latest: dict[int, tuple[tuple[int, ...], Value, UnderstoodCell]] = field(default_factory=dict)
    above: dict[int, UnderstoodCell] = field(default_factory=dict)
    carried_rows: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    has_district: bool = False
    year: "tuple[tuple[ColumnUse, ...], str] | None" = None
    is_year_open: bool = False
    unit_column: int | None = None

    def tell(
        self,
        row: int | None,
        use: "ColumnUse | None",
        code: ProblemCode,
        *,
        is_blocking: bool,
        text: str = "",
        **values: str,
    ) -> None:
        """Note a problem of a row (from 0) in a column, or of the sheet."""
        heading = use.heading if use else ""
        place = (None if row is None else row + 1, use.index + 1 if use else None)
        self.problems.append(
            Problem(code, self.cells.sheet.name, *place, text, {"heading": heading, **values}, is_blocking)
        )
