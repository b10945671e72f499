"""Figures of several years side by side in a sheet: which year is read, and that the others are not."""

from collections.abc import Mapping

from geodata.importing.codes import Code
from geodata.importing.fields import FieldType
from geodata.importing.heading_match import WORTH, Heading, heading_score
from geodata.importing.outline import OutlineRow
from geodata.importing.reader import NUMBERS, Reader
from geodata.importing.understood import UnderstoodCell
from geodata.importing.year_columns import year_columns


def tell_year_columns(reader: Reader) -> None:
    """Tell that figures of several years stand side by side and which is read; rows then are of the year of their column."""
    columns = {use.index: use for use in reader.layout.columns}
    counted = {one.name for one in reader.table.fields if one.type in NUMBERS}
    groups = year_columns({at: use.heading for at, use in columns.items()})
    groups = tuple(one for one in groups if _is_amount(reader, one) or any(columns[at].field in counted for at in one))
    used = [(columns[at], year) for group in groups for at, year in group.items() if columns[at].field in counted]
    is_of_year = reader.layout.kind != "facilities"
    chosen = sorted({str(year) for _, year in used})
    reader.is_year_open = bool(groups) and is_of_year and len(chosen) != 1
    for group in groups:
        values = {"years": ", ".join(map(str, sorted(group.values()))), "read": ", ".join(chosen) or "—"}
        reader.tell(None, columns[min(group)], "year_columns", is_blocking=reader.is_year_open, **values)
    if groups and is_of_year and len(chosen) == 1:
        reader.year = (tuple(use for use, _ in used), chosen[0])
        reader.problems = [problem for problem in reader.problems if problem.code != Code.YEAR_MISSING]


def _is_amount(reader: Reader, group: Mapping[int, int]) -> bool:
    """Whether columns of years would hold a figure that the table keeps."""
    heading = next(use.heading for use in reader.layout.columns if use.index == min(group))
    named = [one for one in reader.table.fields if one.type in NUMBERS]
    return max(heading_score(Heading(tuple(heading.split(" / "))), one) for one in named) >= WORTH


def of_year(reader: Reader, row: OutlineRow, found: dict[str, UnderstoodCell]) -> bool:
    """Give a row the year of the column that its figure stands in; False where nothing stands there."""
    assert reader.year
    uses, year = reader.year
    is_filled = any(use.field in found for use in uses)
    if not is_filled:
        reader.tell(row.row, uses[0], "year_empty", is_blocking=True, year=year)
    value: str | int = int(year) if reader.table.field("year").type is FieldType.YEAR else year
    found["year"] = UnderstoodCell(uses[0].heading, value, None, "from_year_column")
    return is_filled
