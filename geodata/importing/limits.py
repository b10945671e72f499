"""How much of a file from outside is read, and why a file is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class ImportLimits:
    """The most that a file may hold and that reading it may take; `cells` counts the used rectangles of all sheets."""

    file_mb: int = 20
    unpacked_mb: int = 400
    members: int = 2000
    sheets: int = 50
    rows: int = 100_000
    columns: int = 200
    cells: int = 3_000_000
    cell_characters: int = 32_767
    merged: int = 100_000
    seconds: int = 60
    memory_mb: int = 1024


IMPORT_LIMITS = ImportLimits()
"""What the app reads: the size is that of an upload (`server.maxUploadSize`), a row count that of a province many times over, a cell that of Excel."""
LONGEST_TEXT = 20_000
"""What a text field keeps, as the store does."""
LONGEST_WORDS = 1_000
"""What any other field, a title or a heading may hold: a longer text names no place, person, number or date, and is not looked through for one."""


class RefusalCode(StrEnum):
    """Why a file is refused as a whole; `analytics.importing.words` says it with the remedy."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    ZIP_BOMB = "zip_bomb"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    LONG_TEXT = "long_text"
    LONG_SHEET_NAME = "long_sheet_name"
    TOO_MANY_MERGED = "too_many_merged"
    ENTITIES = "entities"
    UNKNOWN_TYPE = "unknown_type"
    WRONG_TYPE = "wrong_type"
    PATH_IN_NAME = "path_in_name"
    PATH_IN_ZIP = "path_in_zip"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    MISSING_PART = "missing_part"
    NO_LAYER = "no_layer"
    BAD_CRS = "bad_crs"
    SWAPPED_AXES = "swapped_axes"
    TRIGGERS = "triggers"
    INVALID_GEOMETRY = "invalid_geometry"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CANCELLED = "cancelled"


class FileRefusedError(Exception):
    """A file is not read: its `code`, and in `values` the numbers and names that the text of the code needs."""

    def __init__(self, code: RefusalCode, values: Mapping[str, str | int] | None = None) -> None:
        """Keep code and values; the error's own text is for a log."""
        self.code = code
        self.values: Mapping[str, str | int] = values or {}
        super().__init__(", ".join([code.value, *(f"{name}={value}" for name, value in self.values.items())]))

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Return what makes the error again in another process."""
        return type(self), (self.code, dict(self.values))


def check_extent(limits: ImportLimits, sheet: str, rows: int, columns: int) -> None:
    """Raise FileRefusedError when a sheet has more rows or columns than are read."""
    if rows > limits.rows:
        raise FileRefusedError(RefusalCode.TOO_MANY_ROWS, {"sheet": sheet, "limit": limits.rows})
    if columns > limits.columns:
        raise FileRefusedError(RefusalCode.TOO_MANY_COLUMNS, {"sheet": sheet, "limit": limits.columns})
