"""A sheet whose text was typed in a table from before Unicode, in whole or in part, in Unicode."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.text.legacy_text import (
    LegacyEncoding,
    detect,
    is_beyond_latin,
    reads_right,
    repaired,
    speaks_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.importing.grid import Sheet, SheetCell

_SUSPECT = re.compile(r"[\xa1-\xff]")


def modern(sheet: "Sheet") -> "Sheet":
    """Return the sheet with legacy text (TCVN3, VNI) as Unicode; a sheet without any comes back as it is.

    Each column is judged by itself, then each run of its cells: a sheet may have titles in Unicode over rows in TCVN3, or rows
    that somebody added later with another font.
    """
    columns = list(zip(*sheet.rows, strict=True)) if sheet.rows else []
    texts = [_doubtful(column) for column in columns]
    whole = detect(set().union(*texts))
    repairs = [_repaired(*one, whole) for one in zip(columns, texts, strict=True)]
    if all(new is old for new, old in zip(repairs, columns, strict=True)):
        return sheet
    return replace(sheet, rows=tuple(zip(*repairs, strict=True)))


def _doubtful(cells: "Iterable[SheetCell]") -> set[str]:
    """Return the texts that may be legacy: letters above ASCII, none beyond Latin-1."""
    return {cell for cell in cells if isinstance(cell, str) and _SUSPECT.search(cell) and not is_beyond_latin(cell)}


def _repaired(
    column: "tuple[SheetCell, ...]", texts: set[str], whole: LegacyEncoding | None
) -> "tuple[SheetCell, ...]":
    """Return the cells of a column; where its doubtful texts do not tell the table themselves, it is that of the whole sheet."""
    encoding = detect(texts) if texts else None
    if encoding is None and texts and not reads_right(texts):
        encoding = whole
    if encoding is None:
        return column
    is_legacy = _runs([_state(cell, encoding) for cell in column])
    return tuple(
        repaired(cell, encoding) if old and isinstance(cell, str) and cell in texts else cell
        for cell, old in zip(column, is_legacy, strict=True)
    )


def _state(cell: "SheetCell", encoding: LegacyEncoding) -> bool | None:
    """Return whether a cell is surely legacy (True) or surely Unicode (False); None when it does not tell."""
    if not isinstance(cell, str) or cell.isascii():
        return None
    if is_beyond_latin(cell):
        return False
    return True if speaks_for(cell, encoding) else None


def _runs(states: "Sequence[bool | None]") -> list[bool]:
    """Return for each cell whether it is legacy: as the nearest cell that tells, the one above of two as near."""
    known = [at for at, state in enumerate(states) if state is not None]
    if not any(states[at] is False for at in known):
        return [True] * len(states)
    found, place = [], 0
    for at in range(len(states)):
        while place + 1 < len(known) and abs(known[place + 1] - at) < abs(known[place] - at):
            place += 1
        found.append(bool(states[known[place]]))
    return found
