"""Which year the figures of a sheet are of: one of several side by side, or a part of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.fields import FieldType, ImportTable
from geodata.importing.headings.matching import WORTH, Heading, heading_score
from geodata.importing.headings.periods import is_whole_year, part_in, year_columns
from geodata.importing.rows.reader import NUMBER_TYPES, Reader, RowDraft
from geodata.importing.text.cell_text import bare
from geodata.importing.understood import UnderstoodRow

_OF_YEARS = NUMBER_TYPES | {FieldType.STARS}
"""Types of fields that say something else each year."""
_PERIODIC = frozenset({"volume", "value"})


def report_year_columns(reader: Reader) -> None:
    """Report that figures of several years stand side by side and which is read; rows then are of the year of their column."""
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
        reader.report(None, columns[min(group)], ProblemKind.YEAR_COLUMNS, is_blocking=is_open, **values)
        reader.is_year_open = reader.is_year_open or is_open
    if is_of_year and len(chosen) == 1:
        reader.year = (tuple(use for use, _ in used), chosen[0])


def year_field(table: ImportTable) -> str | None:
    """Return the field of a table that holds the year of a row; None where it has none."""
    names = {one.name for one in table.fields}
    return next((name for name in ("year", "recognised_on") if name in names), None)


def _names_figure(reader: Reader, group: Mapping[int, int]) -> bool:
    """Whether columns of years would hold a figure that the table keeps."""
    heading = Heading(tuple(next(use.heading for use in reader.layout.columns if use.index == min(group)).split(" / ")))
    kept = [one for one in reader.table.fields if one.type in _OF_YEARS]
    return any(heading_score(heading, one) >= WORTH for one in kept)


def set_year_of_column(draft: RowDraft) -> None:
    """Set the year of a row without one to that of the column that its figure stands in; a row without a figure is refused."""
    reader, name = draft.reader, year_field(draft.reader.table)
    if not reader.year or name is None or name in draft.cells:
        return
    uses, year = reader.year
    if not any(use.field in draft.cells for use in uses):
        draft.is_refused = True
        reader.report(draft.row.row, uses[0], ProblemKind.YEAR_EMPTY, is_blocking=True, year=year)
    is_number = reader.table.field(name).type is FieldType.YEAR
    draft.add(name, uses[0].heading, int(year) if is_number else year, CellNote.FROM_YEAR_COLUMN)


def mark_part_of_year(draft: RowDraft) -> None:
    """Mark the year of an export whose figures are of a part of it, by its cell, the heading of the figures or the title."""
    year, layout = draft.cells.get("year"), draft.reader.layout
    if layout.kind != "export_flows" or year is None or not _PERIODIC & draft.cells.keys():
        return
    headings = [use.heading for use in layout.columns if use.field in _PERIODIC]
    if any(is_whole_year(bare(heading)) for heading in headings):
        return
    part = next((said for text in (year.text, *headings, layout.title) if (said := part_in(text))), None)
    if part:
        text = year.text if part_in(year.text) else part
        draft.cells["year"] = replace(year, text=text, note=CellNote.PART_OF_YEAR)


def report_parts_of_year(reader: Reader, rows: Sequence[UnderstoodRow]) -> None:
    """Report once for each part of a year that figures are of it."""
    marked = [(row, row.cells["year"]) for row in reversed(rows) if "year" in row.cells]
    first = {year.text: row for row, year in marked if year.note is CellNote.PART_OF_YEAR}
    for text, row in first.items():
        reader.report(row.row - 1, reader.layout.column_of("year"), ProblemKind.PART_OF_YEAR, text=text)
