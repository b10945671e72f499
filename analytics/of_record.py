"""Tables that are worked out once a record and cut to a selection after: what is due, certificates, products that rose."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.certificates import certificates
from analytics.due import due
from analytics.ocop import rises
from analytics.prepared import Prepared
from analytics.selected import TABLES, Selected

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT_DAYS = 4
"""Days whose tables are kept; the day of the screen is nearly always today."""


@dataclass(frozen=True, eq=False)
class OfRecord:
    """A table of all rows of a record, and the place of each of its rows in the prepared table it was made of."""

    table: pd.DataFrame
    places: "NDArray[np.int64]"

    def of(self, selected: Selected, name: str) -> pd.DataFrame:
        """Return the rows that stand for a row of the frame `name` of a selection, in their order."""
        return self.table[selected.mask(name)[self.places]]


def due_of(selected: Selected, day: date) -> pd.DataFrame:
    """Return what is due on a day of the proposals of a selection: see `analytics.due`."""
    prepared = selected.prepared

    def make(on: date) -> OfRecord:
        return _placed(
            prepared, "proposals", "proposal_id", due(prepared.proposals, prepared.record["proposal_events"], on)
        )

    kept = prepared.index.keep("due", lambda: lru_cache(maxsize=KEPT_DAYS)(make))
    return kept(day).of(selected, "proposals")


def certificates_of(selected: Selected, day: date) -> pd.DataFrame:
    """Return the recognised products of a selection with their certificate on a day: see `analytics.certificates`."""
    prepared = selected.prepared

    def make(on: date) -> OfRecord:
        table = certificates(prepared.record, prepared.ocop_products, on)
        return _placed(prepared, "ocop_products", "product_id", table)

    kept = prepared.index.keep("certificates", lambda: lru_cache(maxsize=KEPT_DAYS)(make))
    return kept(day).of(selected, "ocop_products")


def rises_of(selected: Selected) -> pd.DataFrame:
    """Return the products of a selection that rose to their present stars: see `analytics.ocop.rises`."""
    prepared = selected.prepared

    def make() -> OfRecord:
        return _placed(prepared, "ocop_products", "product_id", rises(prepared.record, prepared.ocop_products))

    return prepared.index.keep("rises", make).of(selected, "ocop_products")


def _placed(prepared: Prepared, name: str, key: str, table: pd.DataFrame) -> OfRecord:
    frame: pd.DataFrame = getattr(prepared, TABLES.get(name, name))
    places = {id_: place for place, id_ in enumerate(frame[key])}
    return OfRecord(table, np.array([places[id_] for id_ in table[key]], dtype=np.int64))
