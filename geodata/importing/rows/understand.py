"""From the cells of a sheet to rows of the record's fields: `propose` a layout, let the user change it, `read_rows` by it."""

from geodata.importing.headings.proposing import NoHeaderError, best_sheet, propose
from geodata.importing.rows.reading import CancelledError, read_rows
from geodata.importing.understood import SkippedRow, Understood, UnderstoodCell, UnderstoodRow

__all__ = [
    "CancelledError",
    "NoHeaderError",
    "SkippedRow",
    "Understood",
    "UnderstoodCell",
    "UnderstoodRow",
    "best_sheet",
    "propose",
    "read_rows",
]
