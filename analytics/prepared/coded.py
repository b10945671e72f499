"""Columns of a record as small whole numbers, worked out once, so that choosing rows of a large record stays quick."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.signedinteger[Any]]
    Years = NDArray[np.float32]

_Made = TypeVar("_Made")
_FEW = 2**14
"""Values that are numbered in two bytes, with room for what is added to a number."""


@dataclass(frozen=True, eq=False)
class Coded:
    """A column: a number for each row that points into `known`, -1 where the value is missing."""

    codes: "Codes"
    known: tuple[Any, ...]

    def isin(self, chosen: Iterable[object]) -> "Mask":
        """Return which rows have one of the chosen values; a missing value is never chosen."""
        wanted = set(chosen)
        table = np.array([value in wanted for value in self.known] + [False])
        found: Mask = table[self.codes]
        return found

    @property
    def is_missing(self) -> "Mask":
        """Return which rows have no value."""
        return self.codes < 0


def coded(column: pd.Series) -> Coded:
    """Return a column as numbers, in the order in which its values first appear."""
    codes, values = pd.factorize(column.to_numpy(dtype=object))
    return Coded(codes.astype(np.int16 if len(values) < _FEW else np.int32), tuple(values))


@dataclass(frozen=True, eq=False)
class RowSet:
    """Which rows of a table are chosen, one bit each."""

    bits: "NDArray[np.uint8]"
    n_rows: int
    count: int

    @classmethod
    def of(cls, mask: "Mask") -> "RowSet":
        """Pack a mask."""
        return cls(np.packbits(mask), len(mask), int(mask.sum()))

    @property
    def mask(self) -> "Mask":
        """Return one truth value a row."""
        return np.unpackbits(self.bits, count=self.n_rows).astype(bool)

    @property
    def is_all(self) -> bool:
        """Whether every row is chosen."""
        return self.count == self.n_rows


class _Column(NamedTuple):
    """What is kept of one column of a table, and of nothing else."""

    table: str
    column: str
    form: str


class RecordIndex:
    """Coded columns of the tables of a record, each worked out when it is first asked for, then kept."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Hold the frames by table name."""
        self._frames = frames
        self._columns: dict[_Column, Any] = {}

    def take_over(self, earlier: "RecordIndex") -> None:
        """Take the columns that an earlier index had worked out, of the tables that are the same frames."""
        same = {name for name, frame in self._frames.items() if frame is earlier._frames.get(name)}  # noqa: SLF001 - of the same class
        self._columns |= {key: made for key, made in tuple(earlier._columns.items()) if key.table in same}  # noqa: SLF001

    def n_rows(self, table: str) -> int:
        """Return the number of rows of a table."""
        return len(self._frames[table])

    def coded(self, table: str, column: str) -> Coded:
        """Return a column of few values."""
        return self._column(_Column(table, column, "coded"), coded)

    def numbers(self, table: str, column: str) -> "NDArray[np.float64]":
        """Return a numeric column, NaN where it is missing."""
        return self._column(_Column(table, column, "number"), lambda one: one.to_numpy(dtype=float, na_value=np.nan))

    def years(self, table: str, column: str) -> "Years":
        """Return a column of years, NaN where it is missing; every year is exact in half the memory of other numbers."""
        return self._column(_Column(table, column, "year"), lambda one: one.to_numpy(dtype=np.float32, na_value=np.nan))

    def _column(self, key: _Column, make: Callable[[pd.Series], _Made]) -> _Made:
        """Return a column made once; it goes over to the index of a later record with the same frame."""
        if key not in self._columns:
            self._columns[key] = make(self._frames[key.table][key.column])
        made: _Made = self._columns[key]
        return made

    def within(self, table: str, years: tuple[int, int], first: str = "year", last: str = "year") -> "Mask":
        """Return which rows have their period wholly inside `years`; a missing year lies nowhere."""
        with np.errstate(invalid="ignore"):
            inside: Mask = (self.years(table, first) >= years[0]) & (self.years(table, last) <= years[1])
        return inside

    @cached()
    def ids(self, column: str) -> Mapping[str, "Codes"]:
        """Return, for each table that has the key column, a number a row: the same id is the same number in all of them."""
        return _shared_codes(self._frames, column)

    def having(self, column: str, target: str, source: str, mask: "Mask") -> "Mask":
        """Return which rows of `target` share their key with a row of `source` that the mask chooses."""
        ids = self.ids(column)
        seen = np.zeros(self._size(column) + 1, dtype=bool)
        seen[ids[source][mask]] = True
        seen[-1] = False
        found: Mask = seen[ids[target]]
        return found

    @cached()
    def _size(self, column: str) -> int:
        return 1 + max(int(codes.max(initial=-1)) for codes in self.ids(column).values())


def _shared_codes(frames: Mapping[str, pd.DataFrame], column: str) -> "Mapping[str, Codes]":
    parts = {name: frame[column] for name, frame in frames.items() if column in frame}
    together = pd.concat(list(parts.values()), ignore_index=True)
    codes = coded(together).codes
    ends = np.cumsum([len(part) for part in parts.values()])
    return dict(zip(parts, np.split(codes, ends[:-1]), strict=True))
