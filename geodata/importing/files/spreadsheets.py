"""Read XLSX, XLS and ODS with calamine: values as they are typed, never a formula or a macro."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import python_calamine as calamine

from geodata.importing.files.cells import as_rows
from geodata.importing.files.damage import WORKBOOK_ERRORS, damage
from geodata.importing.files.job import Job
from geodata.importing.files.packages import Extents, checked_copy
from geodata.importing.files.sheet_xml import MergedRange, SheetExtent
from geodata.importing.files.xls_records import checked_xls
from geodata.importing.grid import ImportFormat, Sheet
from geodata.importing.limits import FileRefusedError, RefusalCode, check_extent

LOOKED_THROUGH = 0.4
"""The share of the time that the check of the XML takes."""


def read_workbook(job: Job, kind: ImportFormat) -> Iterator[Sheet]:
    """Yield the worksheets of a workbook, without those that only a macro could show.

    A cell that shows an error holds its text ("#REF!"), one whose formula has no result the formula. Raises FileRefusedError.
    """
    path = job.folder / f"checked.{kind.value}"
    if kind is ImportFormat.XLS:
        extents = Extents({}, checked_xls(job.path, path, job.limits))
    else:
        extents = checked_copy(job, path, lambda share: job.tell(share * LOOKED_THROUGH))
    with _damage():
        book = calamine.load_workbook(str(path))
    with book:
        yield from _sheets(book, extents, job)


@contextmanager
def _damage() -> Iterator[None]:
    """Take what calamine says of a workbook for damage, or for a password."""
    try:
        with damage(WORKBOOK_ERRORS):
            yield
    except calamine.CalamineError as error:
        is_locked = isinstance(error, calamine.PasswordError) or "password" in str(error).lower()
        raise FileRefusedError(RefusalCode.ENCRYPTED if is_locked else RefusalCode.TRUNCATED) from error


def _sheets(book: calamine.CalamineWorkbook, extents: Extents, job: Job) -> Iterator[Sheet]:
    described, limits, cells = book.sheets_metadata, job.limits, 0
    if len(described) > limits.sheets:
        raise FileRefusedError(RefusalCode.TOO_MANY_SHEETS, {"limit": limits.sheets})
    for index, about in enumerate(described):
        if about.typ != calamine.SheetTypeEnum.WorkSheet or about.visible == calamine.SheetVisibleEnum.VeryHidden:
            continue
        with _damage():
            sheet = book.get_sheet_by_index(index)
        last_row, last_column = sheet.end or (-1, -1)
        check_extent(limits, about.name, last_row + 1, last_column + 1)
        cells += (last_row + 1) * (last_column + 1)
        if cells > limits.cells:
            raise FileRefusedError(RefusalCode.TOO_MANY_CELLS, {"limit": limits.cells})
        extent = extents.of(about.name, index)
        rows, merged = as_rows(_values(sheet, extent)), _merged(sheet, extent)
        yield Sheet(
            about.name, rows, merged, (), tuple(sorted(extent.hidden_rows)), tuple(sorted(extent.hidden_columns))
        )
        job.tell(LOOKED_THROUGH + (1 - LOOKED_THROUGH) * (index + 1) / len(described))


def _values(sheet: calamine.CalamineSheet, extent: SheetExtent) -> list[list[Any]]:
    with _damage():
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False) if sheet.start else []
    for (row, column), text in extent.texts.items():
        rows.extend([] for _ in range(len(rows), row + 1))
        rows[row].extend(None for _ in range(len(rows[row]), column + 1))
        rows[row][column] = text
    return rows


def _merged(sheet: calamine.CalamineSheet, extent: SheetExtent) -> tuple[MergedRange, ...]:
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        return tuple(extent.merged)
    return tuple((*first, *last) for first, last in ranges)
