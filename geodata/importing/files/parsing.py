"""From a file on disk to its sheets: finds what it is and calls the reader of that format, all within limits."""

from collections.abc import Iterator

from geodata.importing.files.delimited import read_delimited
from geodata.importing.files.file_kinds import checked_name, file_format
from geodata.importing.files.job import Job
from geodata.importing.files.long_texts import check_texts
from geodata.importing.grid import ImportFormat, Sheet
from geodata.importing.limits import FileRefusedError, RefusalCode
from geodata.importing.merges import check_merges

SPREADSHEETS = {ImportFormat.XLSX, ImportFormat.XLS, ImportFormat.ODS}


def parse(job: Job) -> Iterator[Sheet]:
    """Yield the sheets of a file. Raises FileRefusedError, for a file without a single cell as well."""
    kind = file_format(job.path, checked_name(job.name), job.limits)
    is_empty = True
    for sheet in _sheets(job, kind):
        check_texts(sheet, job.limits)
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
