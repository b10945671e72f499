"""Tables that are worked out once a record and cut to a selection after."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared.tables import Prepared
from analytics.selection.selected import FRAME_TABLES, Selected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Mask

TABLES_KEPT_DAYS = 4
"""Days whose tables are kept; the day of the screen is nearly always today."""


@dataclass(frozen=True, eq=False)
class RecordRows:
    """A table of all rows of a record, and the place of each of its rows in the prepared table it was made of."""

    table: pd.DataFrame
    places: "NDArray[np.int64]"

    def of(self, selected: Selected, name: str) -> pd.DataFrame:
        """Return the rows that stand for a row of the frame `name` of a selection, in their order."""
        return self.table[self.chosen(selected, name)]

    def chosen(self, selected: Selected, name: str) -> "Mask":
        """Return which rows stand for a row of the frame `name` of a selection."""
        chosen: Mask = selected.mask(name)[self.places]
        return chosen


def placed_table(prepared: Prepared, name: str, key: str, table: pd.DataFrame) -> RecordRows:
    """Return a table with the places of its rows in the frame `name`, found by the column `key`."""
    frame: pd.DataFrame = getattr(prepared, FRAME_TABLES.get(name, name))
    places = {id_: place for place, id_ in enumerate(frame[key])}
    return RecordRows(table, np.array([places[id_] for id_ in table[key]], dtype=np.int64))
