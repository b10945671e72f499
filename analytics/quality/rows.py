"""From a mask over a table to findings about its rows."""

from typing import Any

import pandas as pd

from analytics.quality.model import Finding, FindingKind, finding_about
from analytics.selection.place_words import Row, records
from geodata.schema.frames import KEYS

_NAMES = {
    "facilities": "name",
    "proposals": "title",
    "beneficiaries": "work",
    "export_flows": "product",
    "ocop_products": "name",
    "typical_products": "product",
    "ocop_recognitions": "recognition_id",
    "facility_mentions": "name_as_written",
    "survey_visits": "visit_id",
}
"""The column that names a row."""


def findings_of_rows(
    kind: FindingKind, table: str, frame: pd.DataFrame, mask: pd.Series, **values: str
) -> list[Finding]:
    """Return a finding for each row of `frame` where `mask` is true; `values` names the columns whose values the words need."""
    chosen = frame[mask.fillna(value=False).astype(bool)]
    return [
        one(kind, table, row, **{name: python_value(row[column]) for name, column in values.items()})
        for row in records(chosen)
    ]


def one(kind: FindingKind, table: str, row: Row, **values: Any) -> Finding:
    """Return a finding about one row."""
    return finding_about(kind, table, row, _NAMES[table], KEYS[table], values=values)


def python_value(value: Any) -> Any:
    """Return a value as plain Python, None where missing."""
    if value is None or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
