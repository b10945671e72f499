"""A whole and its parts in one table: the figures of the parts are held by the whole above them and never counted beside it."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.rows.checks import tolerance
from geodata.importing.rows.reader import Reader
from geodata.importing.tables.table_import import Amounts
from geodata.importing.text.cell_text import bare
from geodata.importing.understood import UnderstoodCell, UnderstoodRow
from geodata.importing.values.column_values import COMPANY

FIGURES = ("support_vnd", "total_investment_vnd", "counterpart_vnd")


def with_parts(reader: Reader, rows: Sequence[UnderstoodRow], amounts: Amounts) -> list[UnderstoodRow]:
    """Return the rows of a table of proposals with each part marked, and what a whole leaves blank made from its parts.

    Figures of parts are removed from `amounts`, so that they are added up once. A whole that its parts do not make is reported, and
    stays as it is stated.
    """
    wholes = {row.row: row for row in rows}
    below: dict[int, list[UnderstoodRow]] = {}
    for row in rows:
        above = reader.parts.get(row.row - 1) if row.of is None else row.of - 1
        if above is not None and any(_own(row, name) is not None for name in FIGURES):
            below.setdefault(above + 1, []).append(row)
    marked: dict[int, UnderstoodRow] = {}
    for number, parts in below.items():
        whole = wholes[number]
        if _holds(reader, whole, parts):
            marked[number] = _filled(reader, whole, parts)
            marked |= {part.row: replace(part, part_of=number, cells=_with_name(part)) for part in parts}
            for part in parts:
                for name in FIGURES:
                    amounts[part.row - 1].pop(name, None)
            for name in FIGURES:
                if (value := marked[number].whole(name)) is not None:
                    amounts[number - 1][name] = value
    return [marked.get(row.row, row) for row in rows]


def _own(row: UnderstoodRow, name: str) -> int | None:
    """Return a figure that stands in a cell of the row itself."""
    cell = row.cells.get(name)
    return row.whole(name) if cell is not None and cell.column is not None else None


def _holds(reader: Reader, whole: UnderstoodRow, parts: Sequence[UnderstoodRow]) -> bool:
    """Whether a row's figures hold those below it: they add up to it, or it names nobody of its own, or is numbered above them."""
    stated = [name for name in FIGURES if _own(whole, name) is not None]
    has_name = bool(whole.text("beneficiary"))
    is_numbered = parts[0].of is None
    if not stated:
        return not has_name and not is_numbered
    agree = [name for name in stated if _agree(reader, whole, parts, name)]
    if agree:
        return True
    return is_numbered or not has_name


def _agree(reader: Reader, whole: UnderstoodRow, parts: Sequence[UnderstoodRow], name: str) -> bool:
    made = [value for part in parts if (value := _own(part, name)) is not None]
    return bool(made) and abs(sum(made) - (_own(whole, name) or 0)) <= _tolerance(reader, name) * (len(made) + 1)


def _with_name(part: UnderstoodRow) -> dict[str, UnderstoodCell]:
    """Return the cells of a part with the producer that stands under the titles ("- Công ty TNHH gỗ An Lộc") as who benefits."""
    cells, title = dict(part.cells), part.cells.get("title")
    if title is not None and "beneficiary" not in cells and COMPANY.match(bare(str(title.value))):
        cells["beneficiary"] = title
    return cells


def _tolerance(reader: Reader, name: str) -> float:
    return next((tolerance(way) for way in reader.ways.values() if way.field.name == name), 1)


def _filled(reader: Reader, whole: UnderstoodRow, parts: Sequence[UnderstoodRow]) -> UnderstoodRow:
    """Return the whole with the figures that it leaves blank made from its parts; one that disagrees with them is told."""
    cells = dict(whole.cells)
    for name in FIGURES:
        made = [value for part in parts if (value := _own(part, name)) is not None]
        if not made:
            continue
        stated = _own(whole, name)
        if stated is None:
            text = " + ".join(part.cells[name].text for part in parts if _own(part, name) is not None)
            cells[name] = UnderstoodCell(text, sum(made), None, CellNote.FROM_PARTS)
        elif not _agree(reader, whole, parts, name):
            reader.report(
                whole.row - 1,
                reader.layout.column_of(name),
                ProblemKind.WHOLE_DIFFERS,
                text=whole.cells[name].text,
                stated=str(stated),
                made=str(sum(made)),
                field=name,
            )
    return replace(whole, cells=cells)
