"""From a file on disk to its sheets: finds what it is and calls the reader of that format, all within limits."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from geodata.importing.files.delimited import read_delimited
from geodata.importing.files.file_kinds import LONGEST_FILE_NAME, checked_name, file_format
from geodata.importing.files.job import Job
from geodata.importing.grid import ImportFormat, Sheet
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode
from geodata.importing.merges import check_merges

SPREADSHEETS = {ImportFormat.XLSX, ImportFormat.XLS, ImportFormat.ODS}
_MOST_ACCENTS = 30
"""Combining marks in a row; Unicode's own bound (UAX 15, stream-safe text). To compose more takes time that grows with the square."""
_SHORT = 1_000
"""In a text up to this length marks in a row cost nothing to speak of."""


def parse(job: Job) -> Iterator[Sheet]:
    """Yield the sheets of a file. Raises FileRefusedError, for a file without a single cell as well."""
    kind = file_format(job.path, checked_name(job.name), job.limits)
    is_empty = True
    for sheet in _sheets(job, kind):
        _check_texts(sheet, job.limits)
        check_merges(sheet, job.limits)
        is_empty = is_empty and not sheet.rows
        yield sheet
    if is_empty:
        raise FileRefusedError(RefusalCode.EMPTY, {"name": job.name})


def _sheets(job: Job, kind: ImportFormat) -> Iterator[Sheet]:
    if kind in SPREADSHEETS:
        from geodata.importing.files.spreadsheets import read_workbook  # noqa: PLC0415 - calamine only for a workbook

        yield from read_workbook(job, kind)
    elif kind is ImportFormat.CSV:
        yield read_delimited(job)
    else:
        from geodata.importing.files.map_files import read_map_file  # noqa: PLC0415 - GDAL only for a map

        yield from read_map_file(job, kind)


def _check_texts(sheet: Sheet, limits: ImportLimits) -> None:
    """Raise FileRefusedError for a name or a cell that is longer than is read, or that piles up combining marks."""
    if len(sheet.name) > LONGEST_FILE_NAME:
        raise FileRefusedError(RefusalCode.LONG_SHEET_NAME, {"sheet": sheet.name[:40], "limit": LONGEST_FILE_NAME})
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            if isinstance(cell, str) and len(cell) > _SHORT and _is_too_long(cell, limits):
                values: dict[str, str | int] = {
                    "sheet": sheet.name,
                    "row": row,
                    "column": column,
                    "limit": limits.cell_characters,
                }
                raise FileRefusedError(RefusalCode.LONG_TEXT, values)


def _is_too_long(text: str, limits: ImportLimits) -> bool:
    if len(text) > limits.cell_characters:
        return True
    if text.isascii():
        return False
    runs = groupby(text, lambda letter: unicodedata.combining(letter) > 0)
    return any(is_mark and sum(1 for _ in run) > _MOST_ACCENTS for is_mark, run in runs)
