"""The record as one immutable object: typed frames by table name."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, eq=False)
class Record:
    """All tables of the record, by the names of `geodata.schema.frames.TABLES`.

    `revision` grows with each change of the data behind it, so that caches can key on it. Frames are shared, not copied:
    treat them as read-only. `is_illustrative` says whether any row is generated rather than reported.
    """

    tables: "Mapping[str, pd.DataFrame]"
    revision: int = 0
    is_illustrative: bool = False

    def __post_init__(self) -> None:
        """Freeze the mapping."""
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __getitem__(self, table: str) -> "pd.DataFrame":
        """Return the frame of a table; KeyError names the tables there are."""
        try:
            return self.tables[table]
        except KeyError:
            msg = f"no table {table!r} in the record; there are: {', '.join(self.tables)}"
            raise KeyError(msg) from None
