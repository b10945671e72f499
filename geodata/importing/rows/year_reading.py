"""Figures of several years side by side in a sheet: which year is read, and that the others are not."""

from collections.abc import Mapping

from geodata.importing.codes import CellNote, ProblemCode
from geodata.importing.fields import FieldType, Table
from geodata.importing.headings.matching import WORTH, Heading, heading_score
from geodata.importing.headings.year_columns import year_columns
from geodata.importing.rows.outline import OutlineRow
from geodata.importing.understood import UnderstoodCell
from geodata.importing.values.reader import NUMBERS, Reader

_OF_YEARS = NUMBERS | {FieldType.STARS}
"""Types of fields that say something else each year."""


def tell_year_columns(reader: Reader) -> None:
    """Tell that figures of several years stand side by side and which is read; rows then are of the year of their column."""
    columns = {use.index: use for use in reader.layout.columns}
    kept = {one.name for one in reader.table.fields if one.type in _OF_YEARS}
    groups = year_columns({at: use.heading for at, use in columns.items()})
    used = [(columns[at], year) for group in groups for at, year in group.items() if columns[at].field in kept]
    chosen = sorted({str(year) for _, year in used})
    is_of_year = year_field(reader.table) is not None and reader.layout.kind != "facilities"
    for group in groups:
        is_kept = any(columns[at].field in kept for at in group) or _names_figure(reader, group)
        is_open = is_kept and is_of_year and len(chosen) != 1
        values = {"years": ", ".join(map(str, sorted(group.values()))), "read": ", ".join(chosen) or "—"}
        reader.tell(None, columns[min(group)], ProblemCode.YEAR_COLUMNS, is_blocking=is_open, **values)
        reader.is_year_open = reader.is_year_open or is_open
    if is_of_year and len(chosen) == 1:
        reader.year = (tuple(use for use, _ in used), chosen[0])


def year_field(table: Table) -> str | None:
    """Return the field of a table that holds the year of a row; None where it has none."""
    names = {one.name for one in table.fields}
    return next((name for name in ("year", "recognised_on") if name in names), None)


def _names_figure(reader: Reader, group: Mapping[int, int]) -> bool:
    """Whether columns of years would hold a figure that the table keeps."""
    heading = Heading(tuple(next(use.heading for use in reader.layout.columns if use.index == min(group)).split(" / ")))
    kept = [one for one in reader.table.fields if one.type in _OF_YEARS]
    return any(heading_score(heading, one) >= WORTH for one in kept)


def of_year(reader: Reader, row: OutlineRow, found: dict[str, UnderstoodCell]) -> bool:
    """Give a row the year of the column that its figure stands in; False where nothing stands there."""
    assert reader.year
    uses, year = reader.year
    is_filled = any(use.field in found for use in uses)
    if not is_filled:
        reader.tell(row.row, uses[0], ProblemCode.YEAR_EMPTY, is_blocking=True, year=year)
    name = year_field(reader.table)
    assert name
    value: str | int = int(year) if reader.table.field(name).type is FieldType.YEAR else year
    found[name] = UnderstoodCell(uses[0].heading, value, None, CellNote.FROM_YEAR_COLUMN)
    return is_filled
