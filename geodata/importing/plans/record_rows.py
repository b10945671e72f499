"""Rows of a record as plain values, found by id or by the value of a column, and the ids and keys that name them."""

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodata.text import fold, slug

if TYPE_CHECKING:
    import pandas as pd

_Values = dict[str, Any]
LONGEST_SLUG = 48


class TableRows:
    """Rows of a frame as the store takes them (str, int, float, bool, None), each made when it is asked for."""

    def __init__(self, frame: "pd.DataFrame") -> None:
        """Hold the columns of the frame; the first column is the key."""
        self.names = list(frame.columns)
        self.columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in self.names]
        self._found: dict[str, dict[Any, list[int]]] = {}

    def get(self, row_id: str) -> _Values | None:
        """Return the row of an id, None when there is none."""
        return next(iter(self.having(self.names[0], row_id)), None)

    def having(self, column: str, value: object) -> list[_Values]:
        """Return the rows with a value in a column, in the order of the frame."""
        if column not in self._found:
            places: dict[Any, list[int]] = {}
            for at, held in enumerate(self.columns[self.names.index(column)]):
                places.setdefault(held, []).append(at)
            self._found[column] = places
        return [self._row(at) for at in self._found[column].get(value, ())]

    def all(self, *names: str) -> "list[tuple[Any, ...]]":
        """Return some columns of all rows."""
        return list(zip(*(self.columns[self.names.index(name)] for name in names), strict=True))

    def _row(self, at: int) -> _Values:
        return {name: column[at] for name, column in zip(self.names, self.columns, strict=True)}


def made_id(prefix: str, name: str, *key: object) -> str:
    """Return an id of the record: the prefix, the name as a slug, a digest of the key; the same arguments give the same id."""
    digest = hashlib.sha256("|".join("" if part is None else str(part) for part in key).encode()).hexdigest()[:8]
    return "-".join(part for part in (prefix, slug(name, LONGEST_SLUG), digest) if part)


@lru_cache(maxsize=65536)
def text_key(text: str) -> str:
    """Return a title for comparing: folded, without what stands after a dash that names the beneficiary."""
    return fold(text.partition(" — ")[0])
