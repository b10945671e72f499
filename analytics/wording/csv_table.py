"""What of a table's columns goes into a CSV: raw numbers under headings with their unit, and what else their texts say beside them.

`pages/components/browser/table_csv.js` writes the same columns in the browser; a test walks every table and compares.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from geodata.harmless import neutral

BOM = "\ufeff"
_SIGNS = "≈ ≥ ≤"
"""What a text may say before its value: how exact its source is, in a column of its own; Σ marks a sum that no source prints."""
_SIGN = re.compile("[≈≥≤Σ ]*")
_Cell = Mapping[str, Any]
_Written = str | int | float | None


def csv_columns(
    heading: str, cells: Iterable[_Cell], *, is_number: bool, more: Sequence[tuple[str, str]] = ()
) -> tuple[tuple[str, str], ...]:
    """Return (heading, key) of the columns that one column of a table becomes, judged by all its cells, totals too.

    Texts stay one column. Numbers are raw, after the sign of their source where one has a sign, before what of `more` (key
    of a cell, heading) some cell has: a unit, an upper end.
    """
    if not is_number:
        return ((heading, "t"),)
    cells = list(cells)
    is_signed = any(csv_value(cell, "sign") for cell in cells)
    signs = ((f"{_SIGNS} {heading}", "sign"),) if is_signed else ()
    return (*signs, (heading, "v"), *((title, key) for key, title in more if any(cell.get(key) for cell in cells)))


def csv_value(cell: _Cell, key: str) -> _Written:
    """Return what a cell says in the column `key`: its raw number where it has one, else its text."""
    text = str(cell.get("t") or "")
    if key == "sign":
        found = _SIGN.match(text)
        return found[0].strip() if found else ""
    if key == "t":
        return str(cell.get("csv") or text)
    given = cell.get(key)
    return text if given is None and key == "v" else given


def csv_text(header: Sequence[str], rows: Iterable[Sequence[_Written]]) -> str:
    """Return a CSV as text: a byte order mark, by which a spreadsheet reads its letters, numbers plain, no cell a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutral(one) for one in header])
    harmless = lru_cache(maxsize=10_000)(neutral)  # most texts of a large table are a few words
    writer.writerows([harmless(one) if isinstance(one, str) else _plain(one) for one in row] for row in rows)
    return BOM + text.getvalue()


def _plain(value: _Written) -> _Written:
    return int(value) if isinstance(value, float) and value.is_integer() else value
