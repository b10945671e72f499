"""What is written once for several rows, in files that keep no merged ranges: carried forward where the column shows blocks, else told."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.headings.matching import heading_key
from geodata.importing.rows.outline import RowRole
from geodata.importing.text.cell_text import cell_as_text, is_nothing
from geodata.importing.understood import UnderstoodRow

if TYPE_CHECKING:
    from geodata.importing.grid import SheetCell
    from geodata.importing.layout import ColumnUse, Layout
    from geodata.importing.merges import SheetCells
    from geodata.importing.rows.reader import Reader, RowDraft

_DOWN = frozenset({"district", "commune", "producer", "year", "programme", "visited_on"})
_BESIDE = frozenset({"recognised_on", "decision", "level", "stage_on", "year_from", "stars"})
"""Columns that are written once for several rows only where one of the others is, in the same rows."""
_TOLD_BLANK = ("programme", "producer", "visited_on", "year")
"""Fields whose blanks below a written cell are told together; a district's are told row by row."""
_MOSTLY = 0.6
_SUBMISSION = frozenset({"uuid", "formhub uuid", "instanceid", "instance id", "meta instanceid", "submissiondate"})
"""Headings of survey exports: each row is one form, and a blank is a question without an answer."""


def carried_columns(
    cells: "SheetCells", layout: "Layout", used: Sequence["ColumnUse"], columns: Mapping[int, Sequence["SheetCell"]]
) -> dict[int, str]:
    """Return the columns (with their fields) whose value holds for the blank rows below it; `columns` are their cells by item."""
    if (
        is_survey(layout)
        or cells.sheet.points
        or any(top >= layout.data_first and bottom > top for top, _, bottom, _ in cells.sheet.merged)
    ):
        return {}
    found: dict[int, str] = {}
    filled = {use.index: tuple(not is_nothing(cell_as_text(cell)) for cell in columns[use.index]) for use in used}
    patterns = set[tuple[bool, ...]]()
    for use in used:
        if use.field in _DOWN and _shows_blocks(columns[use.index], filled[use.index]):
            found[use.index] = use.field or ""
            patterns.add(filled[use.index])
    beside = {use.index: use.field or "" for use in used if use.field in _BESIDE and filled[use.index] in patterns}
    return found | beside


def _shows_blocks(cells: Sequence["SheetCell"], filled: Sequence[bool]) -> bool:
    """Whether a column is written at the head of blocks: first of all, seldom, and each time something else.

    One writing alone may be meant for its own row; the same twice running says that the rows between are something else.
    """
    written = [cell_as_text(cell) for cell, is_filled in zip(cells, filled, strict=True) if is_filled]
    is_sparse = bool(filled) and filled[0] and len(written) < _MOSTLY * len(filled)
    return is_sparse and len(written) > 1 and all(above != below for above, below in pairwise(written))


def is_survey(layout: "Layout") -> bool:
    """Report whether each row is one form of a survey, whose blanks are questions without an answer."""
    return any(heading_key(use.heading.rpartition(" / ")[2]) in _SUBMISSION for use in layout.columns)


def carry_down(draft: "RowDraft") -> None:
    """Give a row what was written once above it; a commune only in the district that it was written with."""
    reader, row = draft.reader, draft.row
    for use in sorted(reader.layout.columns, key=lambda one: one.field == "commune"):
        name = use.field
        if not name or use.index not in reader.carried or name in draft.unread:
            continue
        district = draft.value("district") if name == "commune" else None
        if name in draft.cells:
            reader.latest[use.index] = (row.groups, district, draft.cells[name])
        elif row.role is RowRole.ITEM or reader.table.field(name).is_required:
            groups, of, cell = reader.latest.get(use.index, ((), None, None))
            if cell is not None and (groups, of) == (row.groups, district):
                reader.carried_rows.setdefault(use.index, []).append((row.row, cell.text))
                draft.add(name, cell.text, cell.value, CellNote.FILLED_DOWN)


def report_blank_place(draft: "RowDraft") -> None:
    """Report a row without a place whose district is blank under rows that have one: it may be meant as theirs."""
    reader = draft.reader
    use = reader.layout.column_of("district")
    if use is None or draft.row.role is not RowRole.ITEM or is_survey(reader.layout):
        return
    if "district" in draft.cells:
        reader.has_district = True
    elif reader.has_district and "lon" not in draft.cells and not draft.unread & {"district", "commune", "lon"}:
        reader.report(draft.row.row, use, ProblemKind.PLACE_BLANK)


def report_carried(reader: "Reader", rows: Sequence[UnderstoodRow]) -> None:
    """Tell, once a column with their number, the rows that took what stands above them, and those that were left without."""
    for use in reader.layout.columns:
        if carried := reader.carried_rows.get(use.index):
            row, text = carried[0]
            reader.report(row, use, ProblemKind.FILLED_DOWN, text=text, count=str(len(carried)))
        elif use.field in _TOLD_BLANK and not is_survey(reader.layout):
            _report_left_blank(reader, use, [row for row in rows if row.of is None])


def _report_left_blank(reader: "Reader", use: "ColumnUse", rows: Sequence[UnderstoodRow]) -> None:
    name = use.field or ""
    first = next((at for at, row in enumerate(rows) if name in row.cells and row.cells[name].column == use.index), None)
    if first is None or (name == "year" and reader.layout.kind in {"proposals", "export_flows"}):
        return  # nothing is written, or rows without a year are told of the whole table
    blank = [row for row in rows[first + 1 :] if row.value(name) in {None, "unknown"} and not row.is_refused]
    if blank:
        text = rows[first].cells[name].text
        reader.report(blank[0].row - 1, use, ProblemKind.BLANK_BELOW, text=text, count=str(len(blank)))
