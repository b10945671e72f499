"""Read the rows of a sheet by a layout: each cell as its field, then what groups, titles and other cells add."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.importing.cell_reading import Reading, Way, read_cell, way_of
from geodata.importing.cell_text import is_error, is_nothing, is_unmade, shown
from geodata.importing.codes import Code
from geodata.importing.completing import Around, complete
from geodata.importing.fields import FieldType, Table, tables
from geodata.importing.grid import Problem
from geodata.importing.heading_match import WORTH, Heading, heading_score
from geodata.importing.merges import Cells
from geodata.importing.modern_text import modern
from geodata.importing.notation import notation_by_size
from geodata.importing.numbers_written import Notation, digits, notation_of
from geodata.importing.other_tables import cut, table_above, table_below, texts_from, title_above
from geodata.importing.outline import OutlineRow, Role, outline
from geodata.importing.row_units import unit_column, with_unit
from geodata.importing.sheet_notes import sheet_notes
from geodata.importing.sums import group_sums, row_sums
from geodata.importing.understood import SkippedRow, Understood, UnderstoodCell, UnderstoodRow
from geodata.importing.units_of_money import FACTORS, MoneyUnit
from geodata.importing.year_columns import year_columns

if TYPE_CHECKING:
    from geodata.importing.grid import Cell, Sheet
    from geodata.importing.layout import ColumnUse, Layout

STEP = 200
_NUMBERS = frozenset({FieldType.MONEY, FieldType.VOLUME, FieldType.VALUE, FieldType.WHOLE})
_FILLED_DOWN = frozenset({"district", "commune", "producer", "year", "programme"})
_MOSTLY = 0.6


class CancelledError(Exception):
    """The reading was cancelled before its end."""


def _go_on(_: float) -> None:
    """Report nothing."""


@dataclass
class _Reader:
    """One pass over a sheet: what does not change from row to row, and the problems found so far."""

    cells: Cells
    layout: "Layout"
    table: Table
    ways: Mapping[int, Way]
    filled_down: Mapping[int, str]
    problems: list[Problem] = field(default_factory=list)
    ambiguous: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    latest: dict[int, tuple[tuple[int, ...], UnderstoodCell]] = field(default_factory=dict)
    noted: set[int] = field(default_factory=set)
    year: "tuple[tuple[ColumnUse, ...], str] | None" = None
    is_year_open: bool = False
    unit_column: int | None = None


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
    _tell_year_columns(reader)
    _tell_other_tables(reader, whole, below)
    reader.problems.extend(sheet_notes(sheet, layout, [row.row for row in rows if row.role in {Role.ITEM, Role.MORE}]))
    amounts: dict[int, dict[str, float]] = {}
    read: list[UnderstoodRow] = []
    for at, row in enumerate(rows):
        if at % STEP == 0:
            if is_cancelled():
                raise CancelledError
            on_progress(at / len(rows))
        if row.role in {Role.ITEM, Role.MORE}:
            read.append(_item(reader, row))
            amounts[row.row] = _amounts(reader, read[-1].cells)
        elif row.role in {Role.GROUP, Role.TOTAL}:
            amounts[row.row] = _stated(reader, row)
    _check(reader, rows, amounts)
    on_progress(1.0)
    problems = sorted(reader.problems, key=lambda one: (one.row or 0, one.column or 0))
    unread = () if below is None else texts_from(whole, title_above(whole, below))
    skipped = (*_skipped(rows), *(SkippedRow(row + 1, Role.FOOT.value, text) for row, text in unread))
    return Understood(layout.kind, cells.sheet.name, layout, tuple(read), skipped, tuple(problems))


def _tell_other_tables(reader: _Reader, whole: Cells, below: int | None) -> None:
    """Tell that a sheet holds another table, which is not read, with the row of its headings."""
    for row in (table_above(whole, reader.layout), below):
        if row is not None:
            title = title_above(whole, row)
            text = " – ".join(text for cell in whole.rows[title] if (text := shown(cell)))
            _tell(reader, row, None, "other_table", is_blocking=False, text=text)


def _tell_year_columns(reader: _Reader) -> None:
    """Tell that figures of several years stand side by side and which is read; rows then are of the year of their column."""
    columns = {use.index: use for use in reader.layout.columns}
    counted = {one.name for one in reader.table.fields if one.type in _NUMBERS}
    groups = year_columns({at: use.heading for at, use in columns.items()})
    groups = tuple(one for one in groups if _is_amount(reader, one) or any(columns[at].field in counted for at in one))
    used = [(columns[at], year) for group in groups for at, year in group.items() if columns[at].field in counted]
    is_of_year = reader.layout.kind != "facilities"
    chosen = sorted({str(year) for _, year in used})
    reader.is_year_open = bool(groups) and is_of_year and len(chosen) != 1
    for group in groups:
        values = {"years": ", ".join(map(str, sorted(group.values()))), "read": ", ".join(chosen) or "—"}
        _tell(reader, None, columns[min(group)], "year_columns", is_blocking=reader.is_year_open, **values)
    if groups and is_of_year and len(chosen) == 1:
        reader.year = (tuple(use for use, _ in used), chosen[0])
        reader.problems = [problem for problem in reader.problems if problem.code != Code.YEAR_MISSING]


def _is_amount(reader: _Reader, group: Mapping[int, int]) -> bool:
    """Whether columns of years would hold a figure that the table keeps."""
    heading = next(use.heading for use in reader.layout.columns if use.index == min(group))
    named = [one for one in reader.table.fields if one.type in _NUMBERS]
    return max(heading_score(Heading(tuple(heading.split(" / "))), one) for one in named) >= WORTH


def _reader(cells: Cells, layout: "Layout", rows: list[OutlineRow]) -> _Reader:
    table = tables()[layout.kind]
    items = [row.row for row in rows if row.role in {Role.ITEM, Role.MORE}]
    counted = [row.row for row in rows if row.role in {Role.ITEM, Role.MORE, Role.GROUP, Role.TOTAL}]
    used = [use for use in layout.columns if use.field]
    columns = {use.index: [cells.plain(row, use.index) for row in items] for use in used}
    numbers = {
        use.index: [cells.plain(row, use.index) for row in counted]
        for use in used
        if use.field and table.field(use.field).type in _NUMBERS
    }
    ways = {use.index: _way(table, use, numbers) for use in used}
    reader = _Reader(
        cells, layout, table, ways, {} if cells.sheet.merged or cells.sheet.points else _sparse(used, columns)
    )
    reader.unit_column = unit_column(layout)
    for use in used:
        if use.is_unit_assumed and any(not is_nothing(shown(cell)) for cell in columns[use.index]):
            _tell(reader, None, use, "unit_assumed", is_blocking=False, unit=use.unit or "")
    if (
        layout.kind == "proposals"
        and "year" not in layout.defaults
        and not layout.column_of("year")
        and not layout.column_of("year_from")
    ):
        reader.problems.append(Problem(Code.YEAR_MISSING, cells.sheet.name, is_blocking=False))
    for required in table.fields:
        if required.is_required and not layout.column_of(required.name):
            reader.problems.append(Problem(Code.COLUMN_MISSING, cells.sheet.name, values={"heading": required.heading}))
    return reader


def _way(table: Table, use: "ColumnUse", numbers: Mapping[int, list["Cell"]]) -> Way:
    """Return how a column is read; its notation is that of its own clear numbers, else of the sheet's, else by size."""
    assert use.field
    one = table.field(use.field)
    if one.type not in _NUMBERS:
        return way_of(one, use.unit)
    texts = [cell for cell in numbers[use.index] if isinstance(cell, str)]
    if notation := notation_of(texts):
        return way_of(one, use.unit, notation, is_clear=True)
    if texts:
        notation = notation_of(cell for cells in numbers.values() for cell in cells if isinstance(cell, str))
    if notation is None and texts and one.type is FieldType.MONEY:
        notation = notation_by_size(texts, MoneyUnit(use.unit) if use.unit in set(MoneyUnit) else MoneyUnit.MILLION)
    return way_of(one, use.unit, notation)


def _sparse(used: list["ColumnUse"], columns: Mapping[int, list["Cell"]]) -> dict[int, str]:
    """Return the columns whose value is written once for the rows below it, in files that keep no merged ranges."""
    found = {}
    for use in used:
        cells = [not is_nothing(shown(cell)) for cell in columns[use.index]]
        if use.field in _FILLED_DOWN and cells and cells[0] and sum(cells) < _MOSTLY * len(cells):
            found[use.index] = use.field
    return found


def _item(reader: _Reader, row: OutlineRow) -> UnderstoodRow:
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

    def tell(code: str, name: str, *, is_blocking: bool, **values: str) -> None:
        nonlocal refused
        refused = refused or is_blocking
        use = next((one for one in reader.layout.columns if name in found and one.index == found[name].column), None)
        _tell(
            reader,
            row.row,
            use,
            code,
            is_blocking=is_blocking,
            text=found[name].text if name in found else "",
            **values,
        )

    points = reader.cells.sheet.points
    point = points[row.row] if points else None
    if reader.year and "year" not in found:
        refused = not _of_year(reader, row, found) or refused
    around = Around(reader.table, row.context, reader.layout.defaults, point, frozenset(unread))
    if row.role is Role.ITEM:
        refused = _is_nameless(reader, row, found, unread) or refused
    complete(found, around, tell)
    return UnderstoodRow(row.row + 1, found, None if row.of is None else row.of + 1, refused)


def _of_year(reader: _Reader, row: OutlineRow, found: dict[str, UnderstoodCell]) -> bool:
    """Give a row the year of the column that its figure stands in; False where nothing stands there."""
    assert reader.year
    uses, year = reader.year
    is_filled = any(use.field in found for use in uses)
    if not is_filled:
        _tell(reader, row.row, uses[0], "year_empty", is_blocking=True, year=year)
    value: str | int = int(year) if reader.table.field("year").type is FieldType.YEAR else year
    found["year"] = UnderstoodCell(uses[0].heading, value, None, "from_year_column")
    return is_filled


def _is_nameless(reader: _Reader, row: OutlineRow, found: dict[str, UnderstoodCell], unread: set[str]) -> bool:
    """Whether a required field is empty and not told yet; a number before a title ("3. Đào tạo nghề") is no part of it."""
    is_missing = False
    for one in reader.table.fields:
        if not one.is_required or not (use := reader.layout.column_of(one.name)):
            continue
        if one.name not in found:
            if one.name not in unread:
                _tell(reader, row.row, use, "required_missing", is_blocking=True)
            is_missing = True
        elif row.label and found[one.name].text.endswith(row.label) and one.type is FieldType.TEXT:
            cell = found[one.name]
            value = str(cell.value)
            found[one.name] = UnderstoodCell(
                cell.text, value[max(value.find(row.label[:20]), 0) :], cell.column, cell.note
            )
    return is_missing


def _cell(reader: _Reader, row: OutlineRow, use: "ColumnUse") -> tuple[UnderstoodCell | None, bool]:
    """Return the cell of a row, its own or what covers it from above, and whether something stands there that was not read."""
    way = reader.ways[use.index]
    own = reader.cells.plain(row.row, use.index)
    text, note = shown(own), ""
    if is_nothing(text):
        if way.field.type in _NUMBERS or not (row.role is Role.ITEM or way.field.is_required):
            return None, False
        own = reader.cells.from_above(row.row, use.index)
        text, note = shown(own), "from_merged"
        if is_nothing(text):
            return _from_above(reader, row, use), False
    if is_unmade(text):
        code = "cell_error" if is_error(text) else "formula_unmade"
        _tell(reader, row.row, use, code, is_blocking=way.field.is_required, text=text)
        return None, True
    counted_in = "" if reader.unit_column is None else shown(reader.cells.filled(row.row, reader.unit_column))
    in_unit = with_unit(way, use, counted_in)
    if in_unit is None:
        _tell(reader, row.row, use, "volume_unit", is_blocking=False, text=text, unit=counted_in)
        return None, False
    reading = read_cell(in_unit, own, text)
    if reading.problem:
        is_blocking = reading.is_unread and way.field.is_required
        _tell(reader, row.row, use, reading.problem, is_blocking=is_blocking, text=text, **reading.values)
    if reading.note == "number_ambiguous" and not way.is_clear:
        reader.ambiguous.setdefault(use.index, []).append((row.row, text))
    if reading.value is None:
        return None, reading.is_unread
    cell = UnderstoodCell(text, reading.value, use.index, reading.note or note)
    if use.index in reader.filled_down:
        reader.latest[use.index] = (row.groups, cell)
    return cell, False


def _from_above(reader: _Reader, row: OutlineRow, use: "ColumnUse") -> UnderstoodCell | None:
    """Return what the last row of the same group wrote into a column that is written once for several rows."""
    groups, cell = reader.latest.get(use.index, ((), None))
    if cell is None or groups != row.groups or use.index not in reader.filled_down:
        return None
    if use.index not in reader.noted:
        reader.noted.add(use.index)
        _tell(reader, row.row, use, "filled_down", is_blocking=False, text=cell.text)
    return UnderstoodCell(cell.text, cell.value, None, "filled_down")


def _tell(  # noqa: PLR0913 - a problem is where, what and its words
    reader: _Reader,
    row: int | None,
    use: "ColumnUse | None",
    code: str,
    *,
    is_blocking: bool,
    text: str = "",
    **values: str,
) -> None:
    heading = use.heading if use else ""
    place = (None if row is None else row + 1, use.index + 1 if use else None)
    reader.problems.append(
        Problem(Code(code), reader.cells.sheet.name, *place, text, {"heading": heading, **values}, is_blocking)
    )


def _amounts(reader: _Reader, cells: Mapping[str, UnderstoodCell]) -> dict[str, float]:
    """Return the whole numbers of a row that are added up."""
    return {
        one.field.name: cell.value
        for one in reader.ways.values()
        if one.field.type in _NUMBERS and (cell := cells.get(one.field.name)) and isinstance(cell.value, int | float)
    }


def _stated(reader: _Reader, row: OutlineRow) -> dict[str, float]:
    """Return the sums that a group or total row states."""
    found = {}
    for at, way in reader.ways.items():
        cell = reader.cells.plain(row.row, at)
        if way.field.type in _NUMBERS and not is_nothing(text := shown(cell)):
            reading: Reading = read_cell(way, cell, text)
            if isinstance(reading.value, int | float):
                found[way.field.name] = reading.value
    return found


def _check(reader: _Reader, rows: list[OutlineRow], amounts: Mapping[int, Mapping[str, float]]) -> None:
    """Tell the sums that disagree, groups that were not understood, and numbers that may be read in two ways."""
    tolerances = {way.field.name: _tolerance(way) for way in reader.ways.values()}
    items = [row for row in rows if row.role in {Role.ITEM, Role.MORE}]
    differing = [
        one for row in items for one in row_sums(row.row, amounts[row.row], tolerances.get("total_investment_vnd", 1))
    ]
    for one in [*differing, *group_sums(rows, amounts, tolerances)]:
        _tell(
            reader,
            one.row,
            reader.layout.column_of(one.field),
            one.code,
            is_blocking=False,
            stated=f"{one.stated:.10g}" if isinstance(one.stated, float) else str(one.stated),
            made=f"{one.made:.10g}" if isinstance(one.made, float) else str(one.made),
            field=one.field,
        )
    heads = {group for row in items for group in row.groups}
    for row in rows:
        if row.role is Role.GROUP and row.row in heads and not any(True for _ in _said(reader, row)):
            _tell(reader, row.row, None, "group_not_understood", is_blocking=False, text=row.label)
    _tell_ambiguous(reader)


def _said(reader: _Reader, row: OutlineRow) -> Iterator[str]:
    from geodata.importing.group_meaning import meaning_of  # noqa: PLC0415 - only groups ask

    return (name for name, _ in meaning_of(reader.layout.kind, row.label))


def _tolerance(way: Way) -> float:
    """Return half the last unit that a column counts in: sums may differ by rounding."""
    if way.field.type is not FieldType.MONEY or way.unit not in set(MoneyUnit):
        return 0 if way.field.type is FieldType.WHOLE else 0.05
    return FACTORS[MoneyUnit(way.unit)] * 6 // 10


def _tell_ambiguous(reader: _Reader) -> None:
    """Tell once a column how its numbers like "1.234" were read, with the first as example."""
    for at, found in reader.ambiguous.items():
        row, text = found[0]
        notation = reader.ways[at].notation or Notation.DOT_THOUSANDS
        token = text.split()[0]
        other = next(one for one in Notation if one is not notation)
        use = next(one for one in reader.layout.columns if one.index == at)
        values = {
            "count": str(len(found)),
            "read": str(digits(token, notation) or ""),
            "other": str(digits(token, other) or ""),
        }
        _tell(reader, row, use, "number_ambiguous", is_blocking=False, text=text, **values)


def _skipped(rows: list[OutlineRow]) -> tuple[SkippedRow, ...]:
    kept = {Role.ITEM, Role.MORE, Role.BLANK}
    return tuple(SkippedRow(row.row + 1, row.role.value, row.label) for row in rows if row.role not in kept)
