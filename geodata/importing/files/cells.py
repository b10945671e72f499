"""What libraries hand over becomes a cell: text that can be stored, whole numbers whole, blanks nothing."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from geodata.importing.grid import SheetCell
from geodata.importing.values.numbers import LONGEST_NUMBER

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_WHOLE = 2.0**53


def as_cell(value: object) -> SheetCell:
    """Return the cell of a value: None for a blank text and for what is no number, text for a duration, a whole number without end and anything else.

    Bytes (a picture in a map layer) are nothing.
    """
    if isinstance(value, str):
        text = _UNSTORABLE.sub("\ufffd", value)
        return text if text.strip() else None
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, bytes):
        return None
    is_endless = isinstance(value, int) and abs(value) >= 10**LONGEST_NUMBER
    if not is_endless and (value is None or isinstance(value, bool | int | date | datetime | time)):
        return value
    return as_cell(str(value))


def _number(value: float) -> SheetCell:
    if math.isinf(value):
        return str(value)  # a number past all limits is no number: it is told, not lost
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


def as_rows(rows: Iterable[Sequence[object]]) -> tuple[tuple[SheetCell, ...], ...]:
    """Return the rows as cells, of one width, without the empty rows at the end and the empty columns at the right."""
    table = [[as_cell(value) for value in row] for row in rows]
    while table and all(cell is None for cell in table[-1]):
        table.pop()
    width = max((_used(row) for row in table), default=0)
    return tuple(tuple(row[:width] + [None] * (width - len(row))) for row in table)


def _used(row: Sequence[SheetCell]) -> int:
    return next((index for index in range(len(row), 0, -1) if row[index - 1] is not None), 0)
