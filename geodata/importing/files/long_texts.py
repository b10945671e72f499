"""Texts that are too long to be looked through are refused with their place, before any pattern sees them; none is ever cut."""

import unicodedata
from itertools import groupby

from geodata.importing.files.file_kinds import LONGEST_FILE_NAME
from geodata.importing.grid import Sheet
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode

_MOST_ACCENTS = 30
"""Combining marks in a row; Unicode's own bound (UAX 15, stream-safe text). To compose more takes time that grows with the square."""
_SHORT = 1_000
"""In a text up to this length marks in a row cost nothing to speak of."""


def check_texts(sheet: Sheet, limits: ImportLimits) -> None:
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
