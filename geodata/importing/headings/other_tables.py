"""Another table in the same sheet: below the rows that are read, under headings of its own, or above the headings."""

import re
from typing import TYPE_CHECKING

from geodata.importing.headings.header import states_unit
from geodata.importing.headings.matching import any_score, heading_key
from geodata.importing.merges import SheetCells
from geodata.importing.text.cell_text import cell_as_text, is_nothing

if TYPE_CHECKING:
    from collections.abc import Collection

    from geodata.importing.layout import Layout

_NAMED = 0.85
"""How well a cell names a field to count as a heading."""
_FEWEST = 3
_DIGITS = re.compile(r"\d")


def table_below(cells: SheetCells, data_first: int, headings: "Collection[str]") -> int | None:
    """Return the first row (from 0) of headings below `data_first` that are not those of the table read; None without any.

    `headings` are the lowest headings of the table read.
    """
    if cells.sheet.points:
        return None
    own = {heading_key(heading) for heading in headings}
    unit = _stated_unit(cells, range(data_first))
    return next((row for row in range(data_first + 1, cells.height) if _begins(cells, row, own, unit)), None)


def table_above(cells: SheetCells, layout: "Layout") -> int | None:
    """Return the last row of headings above those that are read, with rows below it; None without any."""
    rows = range(layout.header_first - 2, -1, -1)
    return next((row for row in rows if not cells.sheet.points and _begins(cells, row, set(), "")), None)


def cut(cells: SheetCells, row: int | None) -> SheetCells:
    """Return the cells above a row; all of them for None."""
    if row is None:
        return cells
    sheet = cells.sheet
    ranges = tuple(one for one in sheet.merged if one[0] < row)
    return SheetCells(type(sheet)(sheet.name, sheet.rows[:row], ranges, sheet.points[:row]))


def title_above(cells: SheetCells, row: int) -> int:
    """Return the first row of the titles right above a row of headings; the row itself without titles."""
    first = row
    while first > 0 and _is_title(_texts(cells, first - 1)):
        first -= 1
    return first


def _is_title(texts: list[str]) -> bool:
    return len(texts) == 1 or (len(texts) == 2 and any(map(states_unit, texts)))


def _stated_unit(cells: SheetCells, rows: range) -> str:
    """Return the last unit that titles in the rows state ("ĐVT: triệu đồng"), "" without any."""
    stated = [text for row in rows for text in _texts(cells, row) if states_unit(text)]
    return heading_key(stated[-1]) if stated else ""


def texts_from(cells: SheetCells, first: int) -> tuple[tuple[int, str], ...]:
    """Return each filled row from a row on, with its texts in one line."""
    rows = ((row, text_of(cells, row)) for row in range(first, cells.height))
    return tuple((row, text) for row, text in rows if text)


def text_of(cells: SheetCells, row: int) -> str:
    """Return all that stands in a row, in one line."""
    return " | ".join(_texts(cells, row))


def _begins(cells: SheetCells, row: int, own: set[str], unit: str) -> bool:
    """Whether headings stand in a row; those of the table itself count where another unit is stated above them."""
    if row > 0 and sum(1 for cell in cells.rows[row - 1] if cell is not None) > _FEWEST:
        return False
    texts = [text for text in _texts(cells, row) if len(text) <= 60]
    if len(texts) < _FEWEST or any(_DIGITS.match(text) for text in texts):
        return False
    keys = {heading_key(text) for text in texts}
    named = sum(1 for text in texts if any_score(text) >= _NAMED)
    if named < _FEWEST or named < 0.6 * len(texts):
        return False
    return len(keys & own) < 0.6 * len(keys) or _stated_unit(cells, range(title_above(cells, row), row)) not in {
        "",
        unit,
    }


def _texts(cells: SheetCells, row: int) -> list[str]:
    return [text for cell in cells.rows[row] if not is_nothing(text := cell_as_text(cell))]
