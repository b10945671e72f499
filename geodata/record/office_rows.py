"""Which rows of a record are the office's own: those that rest on a source of the kind `office`."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.record import Record
from geodata.schema.frames import TABLES
from geodata.schema.vocabulary import SourceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COUNTED = (
    "facilities",
    "proposals",
    "export_flows",
    "ocop_products",
    "typical_products",
    "survey_visits",
    "rules",
)
"""The tables whose rows a person would count; the others hang on them."""


def office_sources(record: Record) -> frozenset[str]:
    """Return the ids of the sources that are the office itself."""
    sources = record["sources"]
    return frozenset(sources.loc[sources["kind"].eq(SourceKind.OFFICE.value), "source_id"])


def is_office(record: Record, table: str) -> "NDArray[np.bool_]":
    """Return for each row of a table whether one of its sources is the office."""
    frame, own = record[table], office_sources(record)
    if table == "sources":
        return frame["source_id"].isin(own).to_numpy(dtype=bool)
    if not own or "source_ids" not in TABLES[table]:
        return np.zeros(len(frame), dtype=bool)
    codes, texts = pd.factorize(frame["source_ids"].to_numpy(dtype=object))
    known = np.array([not own.isdisjoint(str(text).split(";")) for text in texts] + [False], dtype=bool)
    found: NDArray[np.bool_] = known[codes]
    return found


def office_counts(record: Record) -> dict[str, int]:
    """Return how many rows of each counted table are the office's own, tables without any left out."""
    if not office_sources(record):
        return {}
    counts = {table: int(is_office(record, table).sum()) for table in _COUNTED}
    return {table: count for table, count in counts.items() if count}
