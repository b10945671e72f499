"""Cells of a file that a person writes anew before the import: the file stays as it came, what was written stands beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.importing.grid import ImportFile, ImportProblem
    from geodata.importing.plans.planned import ImportPlan

MOST_MENDED = 30
"""Cells that are offered for mending at once; the rest follow when these are mended."""


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """What a person wrote into a cell of a sheet; row and column are counted from 1, as problems count them."""

    sheet: int
    row: int
    column: int
    text: str


def mendable(plan: "ImportPlan") -> tuple["ImportProblem", ...]:
    """Return the problems of single cells, those that refuse a row first, one for each cell."""
    cells: dict[tuple[int, int], ImportProblem] = {}
    for one in sorted(plan.problems, key=lambda one: (not one.is_blocking, one.row or 0, one.column or 0)):
        if one.row is not None and one.column is not None:
            cells.setdefault((one.row, one.column), one)
    return tuple(cells.values())


def with_mend(mends: Iterable[CellCorrection], new: CellCorrection) -> tuple[CellCorrection, ...]:
    """Return the mends with one more; an earlier one of the same cell gives way."""
    place = (new.sheet, new.row, new.column)
    return (*(one for one in mends if (one.sheet, one.row, one.column) != place), new)


def mended(file: "ImportFile", mends: Iterable[CellCorrection]) -> "ImportFile":
    """Return the file with what was written in its cells; what lies outside its sheets changes nothing."""
    sheets = list(file.sheets)
    for one in mends:
        if one.sheet >= len(sheets) or one.row > len(sheets[one.sheet].rows):
            continue
        sheet = sheets[one.sheet]
        row = list(sheet.rows[one.row - 1])
        if one.column <= len(row):
            row[one.column - 1] = one.text or None
            rows = (*sheet.rows[: one.row - 1], tuple(row), *sheet.rows[one.row :])
            sheets[one.sheet] = replace(sheet, rows=rows)
    return replace(file, sheets=tuple(sheets)) if sheets != list(file.sheets) else file
