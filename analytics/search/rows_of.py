"""The rows of the record behind what has no card of its own: a producer, a typical product, a source."""

import pandas as pd

from analytics.evidence.rows import EVIDENCE_TABLES, rows_with_ids
from analytics.prepared.tables import Prepared
from analytics.search.names import NameKind
from analytics.search.record_names import PRODUCERS

_Rows = tuple[tuple[str, pd.DataFrame], ...]
"""Tables of the record, each with some of its rows."""


def rows_of(prepared: Prepared, kind: NameKind, key: str) -> _Rows:
    """Return the rows that are, or name, or rest on something; no table without a row."""
    record = prepared.record
    if kind is NameKind.TYPICAL:
        rows = [("typical_products", rows_with_ids(record, "typical_products", (key,)))]
    elif kind is NameKind.PRODUCER:
        rows = [(table, record[table][record[table][column].eq(key)]) for table, column in PRODUCERS]
    else:
        rows = [(table, _resting_on(record[table], key)) for table in EVIDENCE_TABLES]
    return tuple((table, frame) for table, frame in rows if len(frame))


def _resting_on(frame: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the rows that name a source; the lists of sources are few, the rows may be many."""
    written = frame["source_ids"].drop_duplicates()
    holding = written[written.str.split(";").map(lambda ids: source in ids).astype(bool)]
    return frame[frame["source_ids"].isin(holding)]
