"""A table as it leaves the app: columns that say what they hold, and one value a row and column."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

_UNPRINTED = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\ufffe\uffff]"
"""Characters that one of the file formats cannot carry."""
_PART = 5_000
"""Rows that are turned into Python values at once, to keep memory small."""
_Value = str | int | float | None


class ColumnKind(StrEnum):
    """What a column holds; `DATE` holds ISO dates, of year, month or day precision."""

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"

    @property
    def is_text(self) -> bool:
        """Whether values are texts."""
        return self in {ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.DATE}


@dataclass(frozen=True)
class ExportColumn:
    """One column: its id (that of the schema where it is one of its columns), heading in the language, kind, width in letters."""

    id: str
    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16


@dataclass(frozen=True, eq=False)
class ExportTable:
    """One table: its name, title in the language, columns, and a frame with a column for each of them.

    Texts are arrow strings, whole numbers Int64, numbers Float64, all with missing values. `is_counted`: a row is something that the
    selection counts, rather than a note about it.
    """

    name: str
    title: str
    columns: tuple[ExportColumn, ...]
    frame: pd.DataFrame
    is_counted: bool = True

    def rows(self, told: "ProgressCallback | None" = None) -> Iterator[tuple[_Value, ...]]:
        """Yield the rows as plain Python values, None where missing; `told` hears how many were, part by part."""
        for start in range(0, len(self.frame), _PART):
            part = self.frame.iloc[start : start + _PART]
            yield from zip(*(_values(part[column.id]) for column in self.columns), strict=True)
            if told:
                told(len(part))


Tick = Callable[[float], None]
"""Told the share of a file that is written, 0 to 1."""
ProgressCallback = Callable[[int], None]
"""Told how many rows more are written."""


def told_by_rows(tables: Sequence[ExportTable], tick: Tick | None) -> ProgressCallback | None:
    """Return what is told of the rows of tables as they are written, and tells their share of all."""
    if tick is None:
        return None
    whole, done = sum(len(table.frame) for table in tables) or 1, 0

    def told(rows: int) -> None:
        nonlocal done
        done += rows
        tick(done / whole)

    return told


def _values(series: pd.Series) -> list[_Value]:
    found: list[_Value] = series.astype(object).where(series.notna(), None).tolist()
    return found


def typed_values(series: pd.Series, kind: ColumnKind) -> pd.Series:
    """Return values in the type of their kind; texts without characters that no file format carries."""
    if kind.is_text:
        return _texts(series).str.replace(_UNPRINTED, "", regex=True)
    if kind is ColumnKind.NUMBER:
        numbers = series.astype("Float64")
        return numbers.mask(numbers.abs().eq(float("inf")))
    return series.astype("Int64")


def _texts(series: pd.Series) -> pd.Series:
    try:
        return series.astype("string[pyarrow]")
    except UnicodeEncodeError:  # half of a surrogate pair, which is no text in any encoding
        whole = [one.encode(errors="ignore").decode() if isinstance(one, str) else None for one in series]
        return pd.Series(whole, index=series.index, dtype="string[pyarrow]")


class TooManyRowsError(ValueError):
    """A table has more rows than a sheet holds; the text says what to do."""
