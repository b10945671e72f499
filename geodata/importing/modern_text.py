"""A sheet whose text was typed in a table from before Unicode, in Unicode."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.legacy_text import detect, repaired

if TYPE_CHECKING:
    from geodata.importing.grid import Sheet

_SUSPECT = re.compile(r"[\xa1-\xff]")


def modern(sheet: "Sheet") -> "Sheet":
    """Return the sheet with legacy text (TCVN3, VNI, misread UTF-8) as Unicode; a sheet without any comes back as it is."""
    texts = {cell for row in sheet.rows for cell in row if isinstance(cell, str) and _SUSPECT.search(cell)}
    encoding = detect(texts) if texts else None
    if encoding is None:
        return sheet
    words = {text: repaired(text, encoding) for row in sheet.rows for text in row if isinstance(text, str)}
    rows = tuple(tuple(words[cell] if isinstance(cell, str) else cell for cell in row) for row in sheet.rows)
    return replace(sheet, rows=rows)
