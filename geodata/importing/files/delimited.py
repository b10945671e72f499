"""Read text tables (CSV, TSV, TXT) of any usual encoding and separator."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePosixPath

from geodata.importing.files.cells import as_rows
from geodata.importing.files.encodings import decoded
from geodata.importing.files.job import Job
from geodata.importing.grid import Sheet
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode, check_extent

_SEPARATORS = ";\t,|"
"""In this order where two fit equally well."""
SAMPLE_CHARACTERS = 100_000
SAMPLE_ROWS = 200


def read_delimited(job: Job) -> Sheet:
    """Return the only sheet of a text table, every cell a text; it is named after the file.

    Raises FileRefusedError: no text, a quotation that never ends, more rows, columns or cells than are read.
    """
    text, separator = _separator(decoded(job.path.read_bytes()))
    sheet = PurePosixPath(job.name).stem
    before = csv.field_size_limit(job.limits.cell_characters)
    try:
        return Sheet(sheet, as_rows(_rows(text, separator, job.limits, sheet)))
    finally:
        csv.field_size_limit(before)  # it is the whole process's


def _separator(text: str) -> tuple[str, str]:
    """Return the text and its separator: the one that the file names in its first line, or that cuts most rows alike."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[4]
    sample = text[:SAMPLE_CHARACTERS]
    return text, max(_SEPARATORS, key=lambda separator: _alike(sample, separator))


def _alike(sample: str, separator: str) -> int:
    """Return how many cells stand in rows of the commonest width above one."""
    try:
        rows = [
            row for _, row in zip(range(SAMPLE_ROWS), csv.reader(StringIO(sample), delimiter=separator), strict=False)
        ]
    except csv.Error:
        return 0
    widths = [len(row) for row in rows if len(row) > 1]
    common = max(set(widths), key=widths.count, default=0)
    return common * widths.count(common)


def _rows(text: str, separator: str, limits: ImportLimits, sheet: str) -> Iterator[list[str]]:
    count, cells = 0, 0
    row: list[str] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            count, cells = count + 1, cells + len(row)
            check_extent(limits, sheet, count, _width(row))
            if cells > limits.cells:
                raise FileRefusedError(RefusalCode.TOO_MANY_CELLS, {"limit": limits.cells})
            yield row
    except csv.Error as error:
        values: dict[str, str | int] = {"sheet": sheet, "row": count + 1, "limit": limits.cell_characters}
        raise FileRefusedError(RefusalCode.LONG_TEXT, values) from error
    if row and "\n" in row[-1] and not text.rstrip().endswith('"'):  # a quotation ran on to the end of the file
        raise FileRefusedError(RefusalCode.TRUNCATED)


def _width(row: list[str]) -> int:
    return next((index for index in range(len(row), 0, -1) if row[index - 1].strip()), 0)
