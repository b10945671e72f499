"""Tables that are worked out once a record and cut to a selection after: what is due, certificates, recognitions, products that rose."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.certificates import Terms, certificates, reference_days, validity_terms
from analytics.due import due
from analytics.ocop import recognition_events, rises
from analytics.prepared import Prepared
from analytics.selected import TABLES, Selected, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.coded import Mask

KEPT_DAYS = 4
"""Days whose tables are kept; the day of the screen is nearly always today."""


@dataclass(frozen=True, eq=False)
class OfRecord:
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


def due_of(selected: Selected, day: date) -> pd.DataFrame:
    """Return what is due on a day of the proposals of a selection: see `analytics.due`."""
    prepared = selected.prepared

    def make(on: date) -> OfRecord:
        return _placed(prepared, "proposals", "proposal_id", due(prepared.record, prepared.proposals, on))

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


def terms_of(prepared: Prepared) -> Terms:
    """Return how long certificates last: see `analytics.certificates.validity_terms`."""
    return prepared.index.keep("terms", lambda: validity_terms(prepared.record))


def days_of(prepared: Prepared, today: date) -> tuple[date, ...]:
    """Return the days worth asking about on a day: see `analytics.certificates.reference_days`."""
    kept = prepared.index.keep("days", lambda: lru_cache(maxsize=KEPT_DAYS)(partial(reference_days, prepared.record)))
    return kept(today)


def rises_of(selected: Selected) -> pd.DataFrame:
    """Return the products of a selection that rose to their present stars: see `analytics.ocop.rises`."""
    prepared = selected.prepared

    def make() -> OfRecord:
        return _placed(prepared, "ocop_products", "product_id", rises(prepared.record, prepared.ocop_products))

    return prepared.index.keep("rises", make).of(selected, "ocop_products")


def recognitions_of(selected: Selected) -> pd.DataFrame:
    """Return the recognitions of the products and years of a selection: see `analytics.ocop.recognition_events`.

    With years chosen there is none without a year.
    """
    kept, years = _all_recognitions(selected.prepared), selected.selection.years
    mine = kept.of(selected, "ocop_products")
    return mine[within(mine["year"], mine["year"], years)] if years else mine


def _all_recognitions(prepared: Prepared) -> OfRecord:
    """Return the recognitions of the record."""

    def make() -> OfRecord:
        events = recognition_events(prepared.record, prepared.ocop_products)
        return _placed(prepared, "ocop_products", "product_id", events)

    return prepared.index.keep("recognitions", make)


def itemised_by(selected: Selected, stars: str, years: list[int]) -> dict[int, int]:
    """Return how many products are recognised ("" with any stars, else with "3", "4" or "5") by the end of each year.

    The stars are those of the latest recognition dated in that year or before: a product that rose later counts with its
    earlier stars. What no source dates is in no year.
    """
    found = {year: _stars_at(selected.prepared, year)[selected.mask("ocop_products")] for year in years}
    return {year: int((held == int(stars) if stars else held > 0).sum()) for year, held in found.items()}


def _stars_at(prepared: Prepared, year: int) -> "NDArray[np.int64]":
    """Return the stars that each prepared OCOP product held at the end of a year, 0 for none that is dated; kept with the record."""

    def make() -> "NDArray[np.int64]":
        events = _all_recognitions(prepared)
        by_then = events.table["year"].le(year).fillna(value=False).to_numpy(dtype=bool)
        held = np.zeros(len(prepared.ocop_products), dtype=np.int64)
        held[events.places[by_then]] = events.table["stars"].to_numpy()[
            by_then
        ]  # in time: the last of a product stands
        return held

    return prepared.index.keep(("stars at", year), make)


def _placed(prepared: Prepared, name: str, key: str, table: pd.DataFrame) -> OfRecord:
    frame: pd.DataFrame = getattr(prepared, TABLES.get(name, name))
    places = {id_: place for place, id_ in enumerate(frame[key])}
    return OfRecord(table, np.array([places[id_] for id_ in table[key]], dtype=np.int64))
