"""What is told of a whole sheet: rows and columns that the file hides and that are read all the same, tables or markets side by side."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geodata.importing.codes import ProblemKind
from geodata.importing.grid import ImportProblem
from geodata.importing.values.markets import read_market

if TYPE_CHECKING:
    from geodata.importing.grid import Sheet
    from geodata.importing.layout import Layout

_MOST = 30
"""Row numbers that are told one by one."""


def sheet_notes(sheet: "Sheet", layout: "Layout", rows: Sequence[int]) -> Iterator[ImportProblem]:
    """Yield what is told once of a sheet whose `rows` (from 0) are read."""
    hidden = sorted(set(sheet.hidden_rows).intersection(rows))
    if hidden:
        shown = [str(row + 1) for row in hidden[:_MOST]] + ["…"] * (len(hidden) > _MOST)
        yield _note(ProblemKind.HIDDEN_ROWS, sheet, hidden[0] + 1, None, rows=", ".join(shown))
    for use in layout.columns:
        if use.field and use.index in sheet.hidden_columns:
            yield _note(ProblemKind.HIDDEN_COLUMN, sheet, None, use.index + 1, heading=use.heading)
    yield from _beside(sheet, layout)
    if layout.kind == "export_flows":
        yield from _markets(sheet, layout)


def _beside(sheet: "Sheet", layout: "Layout") -> Iterator[ImportProblem]:
    """Report that the headings stand once more to the right, over rows that are not read."""
    read = {use.heading for use in layout.columns if use.field}
    again = [use for use in layout.columns if not use.field and use.heading in read]
    if len(again) > 1:
        text = " – ".join(use.heading for use in again)
        row, column = layout.header_last + 1, again[0].index + 1
        yield ImportProblem(ProblemKind.OTHER_TABLE, sheet.name, row, column, text, is_blocking=False)


def _markets(sheet: "Sheet", layout: "Layout") -> Iterator[ImportProblem]:
    leaves = {use.index: use.heading.rpartition(" / ")[2] for use in layout.columns if not use.field}
    found = {at: leaf for at, leaf in leaves.items() if leaf and read_market(leaf).kind == "country"}
    if len(found) > 1:
        yield _note(
            ProblemKind.MARKET_COLUMNS, sheet, None, min(found) + 1, heading="", markets=", ".join(found.values())
        )


def _note(code: ProblemKind, sheet: "Sheet", row: int | None, column: int | None, **values: str) -> ImportProblem:
    return ImportProblem(code, sheet.name, row, column, "", values, is_blocking=False)
