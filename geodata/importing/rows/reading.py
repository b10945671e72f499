"""Read the rows of a sheet by a layout: each cell as its field, then what groups, titles and other cells add."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.codes import CellNote, ProblemCode
from geodata.importing.fields import FieldType, Table, tables
from geodata.importing.grid import Problem
from geodata.importing.headings.other_tables import cut, table_above, table_below, text_of, texts_from, title_above
from geodata.importing.headings.part_of_year import mark_part, tell_parts
from geodata.importing.merges import Cells
from geodata.importing.rows.carried import carried_columns, carry, tell_blank_place, tell_carried
from geodata.importing.rows.checks import amounts, check, stated, tell_unused
from geodata.importing.rows.completing import Around, complete
from geodata.importing.rows.outline import OutlineRow, Role, outline
from geodata.importing.rows.parts import settled_parts
from geodata.importing.rows.row_units import unit_column, with_unit
from geodata.importing.rows.sheet_notes import sheet_notes
from geodata.importing.rows.year_reading import of_year, tell_year_columns, year_field
from geodata.importing.text.cell_text import is_ditto, is_error, is_nothing, is_unmade, shown
from geodata.importing.text.modern_text import modern
from geodata.importing.understood import SkippedRow, Understood, UnderstoodCell, UnderstoodRow
from geodata.importing.values.cell_reading import Way, read_cell, way_of
from geodata.importing.values.money import MoneyUnit
from geodata.importing.values.notation import notation_by_size
from geodata.importing.values.numbers import notation_of
from geodata.importing.values.reader import NUMBERS, Reader

if TYPE_CHECKING:
    from geodata.importing.grid import Cell, Sheet
    from geodata.importing.layout import ColumnUse, Layout

STEP = 200


class CancelledError(Exception):
    """The reading was cancelled before its end."""


def _go_on(_: float) -> None:
    """Report nothing."""


def read_rows(
    sheet: "Sheet",
    layout: "Layout",
    *,
    on_progress: Callable[[float], None] = _go_on,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Understood:
    """Return the rows of a sheet as a layout says to read them, with every problem.

    `on_progress` is told the share done (0 to 1); CancelledError is raised soon after `is_cancelled` says so.
    """
    whole = Cells(modern(sheet))
    below = table_below(whole, layout.data_first, [use.heading.rpartition(" / ")[2] for use in layout.columns])
    cells = cut(whole, None if below is None else title_above(whole, below))
    rows = outline(cells, layout)
    reader = _reader(cells, layout, rows)
    tell_year_columns(reader)
    _tell_other_tables(reader, whole, below)
    reader.problems.extend(sheet_notes(sheet, layout, [row.row for row in rows if row.role in {Role.ITEM, Role.MORE}]))
    counted: dict[int, dict[str, float]] = {}
    read: list[UnderstoodRow] = []
    for at, row in enumerate(rows):
        if at % STEP == 0:
            if is_cancelled():
                raise CancelledError
            on_progress(at / len(rows))
        if row.role in {Role.ITEM, Role.MORE}:
            read.append(_item(reader, row))
            counted[row.row] = amounts(reader, read[-1].cells)
        elif row.role in {Role.GROUP, Role.TOTAL}:
            counted[row.row] = stated(reader, row)
    read = settled_parts(reader, {row.row: row for row in rows}, read, counted)
    check(reader, rows, counted)
    on_progress(1.0)
    _tell_years(reader, read)
    tell_carried(reader, read)
    tell_parts(reader, read)
    problems = sorted(reader.problems, key=lambda one: (one.row or 0, one.column or 0))
    unread = () if below is None else texts_from(whole, title_above(whole, below))
    skipped = (*_skipped(cells, rows), *(SkippedRow(row + 1, Role.FOOT.value, text) for row, text in unread))
    return Understood(layout.kind, cells.sheet.name, layout, tuple(read), skipped, tuple(problems))


def _tell_years(reader: Reader, read: list[UnderstoodRow]) -> None:
    """Tell that proposals or exports have no year, where neither a column nor a title, a group or the heading of a figure gives one."""
    without = [row for row in read if row.of is None and not {"year", "year_from"} & row.cells.keys()]
    if reader.layout.kind in {"proposals", "export_flows"} and without:
        reader.tell(None, None, ProblemCode.YEAR_MISSING, is_blocking=False, count=str(len(without)))


def _tell_other_tables(reader: Reader, whole: Cells, below: int | None) -> None:
    """Tell that a sheet holds another table, which is not read, with the row of its headings."""
    for row in (table_above(whole, reader.layout), below):
        if row is not None:
            title = title_above(whole, row)
            text = " – ".join(text for cell in whole.rows[title] if (text := shown(cell)))
            reader.tell(row, None, ProblemCode.OTHER_TABLE, is_blocking=False, text=text)


def _reader(cells: Cells, layout: "Layout", rows: list[OutlineRow]) -> Reader:
    table = tables()[layout.kind]
    items = [row.row for row in rows if row.role in {Role.ITEM, Role.MORE}]
    counted = [row.row for row in rows if row.role in {Role.ITEM, Role.MORE, Role.GROUP, Role.TOTAL}]
    used = [use for use in layout.columns if use.field]
    columns = {use.index: [cells.plain(row, use.index) for row in items] for use in used}
    numbers = {
        use.index: [cells.plain(row, use.index) for row in counted]
        for use in used
        if use.field and table.field(use.field).type in NUMBERS
    }
    ways = {use.index: _way(table, use, numbers) for use in used}
    reader = Reader(cells, layout, table, ways, carried_columns(cells, layout, used, columns))
    reader.unit_column = unit_column(layout)
    tell_unused(reader, items)
    for use in used:
        if use.is_unit_assumed and any(not is_nothing(shown(cell)) for cell in columns[use.index]):
            reader.tell(None, use, ProblemCode.UNIT_ASSUMED, is_blocking=False, unit=use.unit or "")
    for required in table.fields:
        if required.is_required and not layout.column_of(required.name):
            reader.problems.append(
                Problem(ProblemCode.COLUMN_MISSING, cells.sheet.name, values={"heading": required.heading})
            )
    return reader


def _way(table: Table, use: "ColumnUse", numbers: Mapping[int, list["Cell"]]) -> Way:
    """Return how a column is read; its notation is that of its own clear numbers, else of the sheet's, else by size."""
    assert use.field
    one = table.field(use.field)
    if one.type not in NUMBERS:
        return way_of(one, use.unit)
    texts = [cell for cell in numbers[use.index] if isinstance(cell, str)]
    if notation := notation_of(texts):
        return way_of(one, use.unit, notation, is_clear=True)
    if texts:
        notation = notation_of(cell for cells in numbers.values() for cell in cells if isinstance(cell, str))
    if notation is None and texts and one.type is FieldType.MONEY:
        notation = notation_by_size(texts, MoneyUnit(use.unit) if use.unit in set(MoneyUnit) else MoneyUnit.MILLION)
    return way_of(one, use.unit, notation)


def _item(reader: Reader, row: OutlineRow) -> UnderstoodRow:
    found: dict[str, UnderstoodCell] = {}
    refused, unread = reader.is_year_open, set[str]()
    for use in reader.layout.columns:
        if use.field:
            cell, is_unread = _cell(reader, row, use)
            refused = refused or (is_unread and reader.table.field(use.field).is_required)
            if cell is not None:
                found[use.field] = cell
            elif is_unread:
                unread.add(use.field)
    carry(reader, row, found, unread)

    def tell(code: ProblemCode, name: str, *, is_blocking: bool, **values: str) -> None:
        nonlocal refused
        refused = refused or is_blocking
        use = next((one for one in reader.layout.columns if name in found and one.index == found[name].column), None)
        reader.tell(
            row.row,
            use,
            code,
            is_blocking=is_blocking,
            text=found[name].text if name in found else "",
            **values,
        )

    points = reader.cells.sheet.points
    point = points[row.row] if points else None
    if reader.year and year_field(reader.table) not in found:
        refused = not of_year(reader, row, found) or refused
    around = Around(reader.table, row.context, reader.layout.defaults, point, frozenset(unread))
    if row.role is Role.ITEM:
        refused = _is_nameless(reader, row, found, unread) or refused
    complete(found, around, tell)
    tell_blank_place(reader, row, found, unread)
    mark_part(reader, found)
    return UnderstoodRow(row.row + 1, found, None if row.of is None else row.of + 1, refused)


def _is_nameless(reader: Reader, row: OutlineRow, found: dict[str, UnderstoodCell], unread: set[str]) -> bool:
    """Whether a required field is empty and not told yet; a number before a title ("3. Đào tạo nghề") is no part of it."""
    is_missing = False
    for one in reader.table.fields:
        if not one.is_required or not (use := reader.layout.column_of(one.name)):
            continue
        if one.name not in found:
            if one.name not in unread:
                reader.tell(row.row, use, ProblemCode.REQUIRED_MISSING, is_blocking=True)
            is_missing = True
        elif row.label and found[one.name].text.endswith(row.label) and one.type is FieldType.TEXT:
            cell = found[one.name]
            value = str(cell.value)
            found[one.name] = UnderstoodCell(
                cell.text, value[max(value.find(row.label[:20]), 0) :], cell.column, cell.note
            )
    return is_missing


def _cell(reader: Reader, row: OutlineRow, use: "ColumnUse") -> tuple[UnderstoodCell | None, bool]:
    """Return the cell of a row, its own or what covers it from above, and whether something stands there that was not read."""
    way = reader.ways[use.index]
    own = reader.cells.plain(row.row, use.index)
    text, note = shown(own), None
    if is_nothing(text):
        may_be_covered = way.field.type not in NUMBERS and (row.role is Role.ITEM or way.field.is_required)
        own = reader.cells.from_above(row.row, use.index) if may_be_covered else None
        text, note = shown(own), CellNote.FROM_MERGED
        if is_nothing(text):
            return None, False
    if is_ditto(text) and way.field.type not in NUMBERS:
        above = reader.above.get(use.index)
        return (replace(above, text=text, note=CellNote.FILLED_DOWN) if above else None), False
    if is_unmade(text):
        code = ProblemCode.CELL_ERROR if is_error(text) else ProblemCode.FORMULA_UNMADE
        reader.tell(row.row, use, code, is_blocking=way.field.is_required, text=text)
        return None, True
    counted_in = "" if reader.unit_column is None else shown(reader.cells.filled(row.row, reader.unit_column))
    in_unit = with_unit(way, use, counted_in)
    if in_unit is None:
        reader.tell(row.row, use, ProblemCode.VOLUME_UNIT, is_blocking=False, text=text, unit=counted_in)
        return None, False
    reading = read_cell(in_unit, own, text)
    if reading.problem:
        is_blocking = reading.is_unread and way.field.is_required
        reader.tell(row.row, use, reading.problem, is_blocking=is_blocking, text=text, **reading.values)
    if reading.note == CellNote.NUMBER_AMBIGUOUS and not way.is_clear:
        reader.ambiguous.setdefault(use.index, []).append((row.row, text))
    if reading.value is None:
        return None, reading.is_unread
    cell = UnderstoodCell(text, reading.value, use.index, reading.note or note)
    reader.above[use.index] = cell
    return cell, False


def _skipped(cells: Cells, rows: list[OutlineRow]) -> tuple[SkippedRow, ...]:
    """Return the rows that are no items, each with all that stands in it."""
    kept = {Role.ITEM, Role.MORE, Role.BLANK}
    left = [row for row in rows if row.role not in kept]
    return tuple(SkippedRow(row.row + 1, row.role.value, text_of(cells, row.row)) for row in left)
