"""What a row is called in a list to choose from: its name, whom it belongs to, its place and year."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.editing.fields import NAME_COLUMNS
from analytics.evidence.column_text import column_text
from analytics.selection.place_words import Row, district_name, joined, records
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.frames import KEYS, LINKS, STORE_ONLY_TABLES, TABLES

_OWNERS = {
    "beneficiaries": "facility_id",
    "proposal_events": "proposal_id",
    "survey_visits": "facility_id",
    "ocop_recognitions": "product_id",
}
"""The column whose row tells rows of a table apart."""


def row_name(table: str, values: Mapping[str, Any], language: Language) -> str:
    """Return what names a row by itself, a choice in words; "" where nothing does."""
    name = NAME_COLUMNS.get(table, "")
    column = {**TABLES, **STORE_ONLY_TABLES}.get(table, {}).get(name)
    value = values.get(name)
    return column_text(column, value, language) if column else str(value or "")


def row_labels(record: Record, table: str, ids: Sequence[str], language: Language) -> dict[str, str]:
    """Return what rows are called, by key; one that is not there is called by its key."""
    frame = record[table]
    found = frame_labels(record, table, frame[frame[KEYS[table]].isin(list(ids))], language)
    return {id_: found.get(id_, id_) for id_ in ids}


def frame_labels(record: Record, table: str, frame: pd.DataFrame, language: Language) -> dict[str, str]:
    """Return what the rows of a frame are called, by key."""
    owners = _owners(record, table, frame, language)
    return {row[KEYS[table]]: _label(table, row, owners, language) for row in records(frame)}


def _owners(record: Record, table: str, frame: pd.DataFrame, language: Language) -> dict[str, str]:
    """Return the names of the rows that a frame's rows belong to, by key."""
    column = _OWNERS.get(table)
    if column is None:
        return {}
    target = LINKS[column]
    owners = record[target]
    owners = owners[owners[KEYS[target]].isin(frame[column].dropna())]
    return {row[KEYS[target]]: row_name(target, row, language) for row in records(owners)}


def _label(table: str, row: Row, owners: dict[str, str], language: Language) -> str:
    owner = owners.get(str(row.get(_OWNERS.get(table, ""))))
    district = row.get("district_code")
    place = district_name(district, language, short=True) if isinstance(district, str) else None
    year = row.get("year", row.get("year_from"))
    written = None if year is None or pd.isna(year) else int(year)
    return joined([row_name(table, row, language), owner, place, written]) or str(row[KEYS[table]])
