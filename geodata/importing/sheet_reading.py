"""Read the rows of a sheet by a layout: each cell as its field, then what groups, titles and other cells add."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.fields import FieldType, ImportTable, tables
from geodata.importing.grid import ImportProblem
from geodata.importing.headings.other_tables import cut, table_above, table_below, text_of, texts_from, title_above
from geodata.importing.merges import SheetCells
from geodata.importing.rows.carried import carried_columns, carry_down, report_blank_place, report_carried
from geodata.importing.rows.checks import amounts, check_sums, report_unused, stated
from geodata.importing.rows.outline import OutlineRow, RowRole, outline_of
from geodata.importing.rows.reader import NUMBER_TYPES, Reader, RowDraft, unit_column, with_unit
from geodata.importing.rows.sheet_notes import sheet_notes
from geodata.importing.rows.years import (
    mark_part_of_year,
    report_parts_of_year,
    report_year_columns,
    set_year_of_column,
)
from geodata.importing.tables.completing import complete_cells
from geodata.importing.tables.registry import table_import
from geodata.importing.text.cell_text import cell_as_text, is_ditto, is_error, is_nothing, is_unmade
from geodata.importing.text.modern_text import modern
from geodata.importing.understood import SkippedRow, UnderstoodCell, UnderstoodRow, UnderstoodSheet
from geodata.importing.values.cell_reading import Way, read_cell, way_of
from geodata.importing.values.money import MoneyUnit, notation_by_size
from geodata.importing.values.numbers import notation_of

if TYPE_CHECKING:
    from geodata.importing.grid import Sheet, SheetCell
    from geodata.importing.layout import ColumnUse, Layout

ROWS_A_STEP = 200
"""How many rows are read between two looks at the progress."""


class CancelledError(Exception):
    """The reading was cancelled before its end."""


def ignore_progress(_: float) -> None:
    """Report nothing."""


def read_rows(
    sheet: "Sheet",
    layout: "Layout",
    *,
    on_progress: Callable[[float], None] = ignore_progress,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> UnderstoodSheet:
    """Return the rows of a sheet as a layout says to read them, with every problem.

    `on_progress` is told the share done (0 to 1); CancelledError is raised soon after `is_cancelled` says so.
    """
    whole = SheetCells(modern(sheet))
    below = table_below(whole, layout.data_first, [use.heading.rpartition(" / ")[2] for use in layout.columns])
    cells = cut(whole, None if below is None else title_above(whole, below))
    rows = outline_of(cells, layout)
    reader = _reader(cells, layout, rows)
    report_year_columns(reader)
    _report_other_tables(reader, whole, below)
    reader.problems.extend(
        sheet_notes(sheet, layout, [row.row for row in rows if row.role in {RowRole.ITEM, RowRole.MORE}])
    )
    counted: dict[int, dict[str, float]] = {}
    read: list[UnderstoodRow] = []
    for at, row in enumerate(rows):
        if at % ROWS_A_STEP == 0:
            if is_cancelled():
                raise CancelledError
            on_progress(at / len(rows))
        if row.role in {RowRole.ITEM, RowRole.MORE}:
            read.append(_read_row(RowDraft(reader, row, is_refused=reader.is_year_open)))
            counted[row.row] = amounts(reader, read[-1].cells)
        elif row.role in {RowRole.GROUP, RowRole.TOTAL}:
            counted[row.row] = stated(reader, row)
    read = table_import(layout.kind).with_parts(reader, read, counted)
    check_sums(reader, rows, counted)
    on_progress(1.0)
    _report_years(reader, read)
    report_carried(reader, read)
    report_parts_of_year(reader, read)
    problems = sorted(reader.problems, key=lambda one: (one.row or 0, one.column or 0))
    unread = () if below is None else texts_from(whole, title_above(whole, below))
    skipped = (*_skipped(cells, rows), *(SkippedRow(row + 1, RowRole.FOOT.value, text) for row, text in unread))
    return UnderstoodSheet(layout.kind, cells.sheet.name, layout, tuple(read), skipped, tuple(problems))


def _report_years(reader: Reader, read: list[UnderstoodRow]) -> None:
    """Report that proposals or exports have no year, where neither a column nor a title, a group or the heading of a figure gives one."""
    without = [row for row in read if row.of is None and not {"year", "year_from"} & row.cells.keys()]
    if reader.layout.kind in {"proposals", "export_flows"} and without:
        reader.report(None, None, ProblemKind.YEAR_MISSING, count=str(len(without)))


def _report_other_tables(reader: Reader, whole: SheetCells, below: int | None) -> None:
    """Report that a sheet holds another table, which is not read, with the row of its headings."""
    for row in (table_above(whole, reader.layout), below):
        if row is not None:
            title = title_above(whole, row)
            text = " – ".join(text for cell in whole.rows[title] if (text := cell_as_text(cell)))
            reader.report(row, None, ProblemKind.OTHER_TABLE, text=text)


def _reader(cells: SheetCells, layout: "Layout", rows: list[OutlineRow]) -> Reader:
    table = tables()[layout.kind]
    items = [row.row for row in rows if row.role in {RowRole.ITEM, RowRole.MORE}]
    counted = [row.row for row in rows if row.role in {RowRole.ITEM, RowRole.MORE, RowRole.GROUP, RowRole.TOTAL}]
    used = [use for use in layout.columns if use.field]
    columns = {use.index: [cells.plain(row, use.index) for row in items] for use in used}
    numbers = {
        use.index: [cells.plain(row, use.index) for row in counted]
        for use in used
        if use.field and table.field(use.field).type in NUMBER_TYPES
    }
    ways = {use.index: _way(table, use, numbers) for use in used}
    parts = {row.row: row.part_of for row in rows if row.part_of is not None}
    carried = carried_columns(cells, layout, used, columns)
    reader = Reader(cells, layout, table, ways, carried, parts, unit_column=unit_column(layout))
    report_unused(reader, items)
    for use in used:
        if use.is_unit_assumed and any(not is_nothing(cell_as_text(cell)) for cell in columns[use.index]):
            reader.report(None, use, ProblemKind.UNIT_ASSUMED, unit=use.unit or "")
    for required in table.fields:
        if required.is_required and not layout.column_of(required.name):
            reader.problems.append(
                ImportProblem(ProblemKind.COLUMN_MISSING, cells.sheet.name, values={"heading": required.heading})
            )
    return reader


def _way(table: ImportTable, use: "ColumnUse", numbers: Mapping[int, list["SheetCell"]]) -> Way:
    """Return how a column is read; its notation is that of its own clear numbers, else of the sheet's, else by size."""
    assert use.field
    one = table.field(use.field)
    if one.type not in NUMBER_TYPES:
        return way_of(one, use.unit)
    texts = [cell for cell in numbers[use.index] if isinstance(cell, str)]
    if notation := notation_of(texts):
        return way_of(one, use.unit, notation, is_clear=True)
    if texts:
        notation = notation_of(cell for cells in numbers.values() for cell in cells if isinstance(cell, str))
    if notation is None and texts and one.type is FieldType.MONEY:
        notation = notation_by_size(texts, MoneyUnit(use.unit) if use.unit in set(MoneyUnit) else MoneyUnit.MILLION)
    return way_of(one, use.unit, notation)


def _read_row(draft: RowDraft) -> UnderstoodRow:
    """Return a row: its own cells, then what stands above them, what its group, titles and other cells say, and what is missing.

    The order matters: what is carried down or stands in a merged cell above counts as the row's own, so that groups and titles do not
    replace it; a row without its name is refused before names are made from other cells; what no step gave is reported last.
    """
    for step in ROW_STEPS:
        step(draft)
    row = draft.row
    return UnderstoodRow(row.row + 1, draft.cells, None if row.of is None else row.of + 1, draft.is_refused)


def read_cells(draft: RowDraft) -> None:
    """Read the cells of the row; one that a row cannot be without and that says nothing refuses it."""
    for use in draft.reader.layout.columns:
        if use.field:
            cell, is_unread = _cell(draft.reader, draft.row, use)
            draft.is_refused = draft.is_refused or (is_unread and draft.reader.table.field(use.field).is_required)
            if cell is not None:
                draft.cells[use.field] = cell
            elif is_unread:
                draft.unread.add(use.field)


def check_name(draft: RowDraft) -> None:
    """Refuse an item without a required field; a number before a title ("3. Đào tạo nghề") is no part of it."""
    reader, row = draft.reader, draft.row
    for one in reader.table.fields if row.role is RowRole.ITEM else ():
        if not one.is_required or not (use := reader.layout.column_of(one.name)):
            continue
        cell = draft.cells.get(one.name)
        if cell is None:
            draft.is_refused = True
            if one.name not in draft.unread:
                reader.report(row.row, use, ProblemKind.REQUIRED_MISSING, is_blocking=True)
        elif row.label and cell.text.endswith(row.label) and one.type is FieldType.TEXT:
            value = str(cell.value)
            draft.cells[one.name] = replace(cell, value=value[max(value.find(row.label[:20]), 0) :])


def complete_row(draft: RowDraft) -> None:
    """Add what the row says beyond its cells, by the steps of its table."""
    complete_cells(draft, table_import(draft.reader.table.name))


ROW_STEPS: tuple[Callable[[RowDraft], None], ...] = (
    read_cells,
    carry_down,
    set_year_of_column,
    check_name,
    complete_row,
    report_blank_place,
    mark_part_of_year,
)


def _cell(reader: Reader, row: OutlineRow, use: "ColumnUse") -> tuple[UnderstoodCell | None, bool]:
    """Return the cell of a row, its own or what covers it from above, and whether something stands there that was not read."""
    way = reader.ways[use.index]
    own = reader.cells.plain(row.row, use.index)
    text, note = cell_as_text(own), None
    if is_nothing(text):
        may_be_covered = way.field.type not in NUMBER_TYPES and (row.role is RowRole.ITEM or way.field.is_required)
        own = reader.cells.from_above(row.row, use.index) if may_be_covered else None
        text, note = cell_as_text(own), CellNote.FROM_MERGED
        if is_nothing(text):
            return None, False
    if is_ditto(text) and way.field.type not in NUMBER_TYPES:
        above = reader.above.get(use.index)
        return (replace(above, text=text, note=CellNote.FILLED_DOWN) if above else None), False
    if is_unmade(text):
        code = ProblemKind.CELL_ERROR if is_error(text) else ProblemKind.FORMULA_UNMADE
        reader.report(row.row, use, code, is_blocking=way.field.is_required, text=text)
        return None, True
    counted_in = "" if reader.unit_column is None else cell_as_text(reader.cells.filled(row.row, reader.unit_column))
    in_unit = with_unit(way, use, counted_in)
    if in_unit is None:
        reader.report(row.row, use, ProblemKind.VOLUME_UNIT, text=text, unit=counted_in)
        return None, False
    reading = read_cell(in_unit, own, text)
    if reading.problem:
        is_blocking = reading.is_unread and way.field.is_required
        reader.report(row.row, use, reading.problem, is_blocking=is_blocking, text=text, **reading.values)
    if reading.note == CellNote.NUMBER_AMBIGUOUS and not way.is_clear:
        reader.ambiguous.setdefault(use.index, []).append((row.row, text))
    if reading.value is None:
        return None, reading.is_unread
    cell = UnderstoodCell(text, reading.value, use.index, reading.note or note)
    reader.above[use.index] = cell
    return cell, False


def _skipped(cells: SheetCells, rows: list[OutlineRow]) -> tuple[SkippedRow, ...]:
    """Return the rows that are no items, each with all that stands in it."""
    kept = {RowRole.ITEM, RowRole.MORE, RowRole.BLANK}
    left = [row for row in rows if row.role not in kept]
    return tuple(SkippedRow(row.row + 1, row.role.value, text_of(cells, row.row)) for row in left)
