"""Which rows of a table are offered for editing: those of the selection, narrowed by what is searched for."""

from collections.abc import Mapping

import pandas as pd

from analytics.editing.fields import NAME_COLUMNS
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected
from analytics.wording.labels import choice_messages
from analytics.wording.language import HOUSE, Language
from geodata.schema.columns import DESCRIPTIONS, ColumnRole
from geodata.schema.frames import KEYS, TABLES
from geodata.text import fold

VIETNAMESE = Language(HOUSE)
"""Choices are searched for by the words of the record's language."""
_FRAMES = {
    "facilities": ("facilities", "context"),
    "proposals": ("proposals",),
    "beneficiaries": ("beneficiaries",),
    "export_flows": ("export_flows",),
    "ocop_products": ("ocop_products", "unrecognised"),
    "typical_products": ("typical_products",),
}
_THROUGH = {"proposal_events": ("proposal_id", "proposals"), "ocop_recognitions": ("product_id", "ocop_products")}


def rows_to_edit(selected: Selected, table: str, sought: str = "") -> pd.DataFrame:
    """Return the rows of a table of the record that belong to a selection and hold a text, in the order of their keys.

    Survey visits, and rows that lead to no row of the selection because they lead to none at all, are all offered.
    """
    frame = by_key(selected.prepared, table)
    if not selected.selection.is_empty:
        frame = frame[_belongs(selected, table, frame)]
    return frame[_holds(selected.prepared, table, frame, sought)] if sought.strip() else frame


@cached()
def by_key(prepared: Prepared, table: str) -> pd.DataFrame:
    """Return a table of the record in the order of its keys, sorted once a record."""
    return prepared.record[table].sort_values(KEYS[table])


def holding(prepared: Prepared, table: str, sought: str) -> pd.DataFrame:
    """Return the rows of a table that hold a text, whatever the selection."""
    frame = by_key(prepared, table)
    return frame[_holds(prepared, table, frame, sought)] if sought.strip() else frame


def _belongs(selected: Selected, table: str, frame: pd.DataFrame) -> "pd.Series[bool]":
    if table in _FRAMES:
        keys = pd.concat([selected.column(name, KEYS[table]) for name in _FRAMES[table]])
        return frame[KEYS[table]].isin(keys)
    if table in _THROUGH:
        column, target = _THROUGH[table]
        keys = pd.concat([selected.column(name, column) for name in _FRAMES[target]])
        return frame[column].isin(keys) | frame[column].isna()
    return pd.Series(data=True, index=frame.index)


def _holds(prepared: Prepared, table: str, frame: pd.DataFrame, sought: str) -> "pd.Series[bool]":
    return _texts(prepared, table).reindex(frame.index).str.contains(fold(sought), regex=False)


def _vietnamese(words: Mapping[str, str]) -> dict[str, str]:
    return {value: VIETNAMESE.text(message) for value, message in words.items()}


@cached()
def _texts(prepared: Prepared, table: str) -> pd.Series:
    """Return what can be found of each row as one folded text."""
    frame = by_key(prepared, table)
    columns = dict.fromkeys((KEYS[table], NAME_COLUMNS[table]))
    columns |= dict.fromkeys(column.name for column in DESCRIPTIONS[table].with_role(ColumnRole.SEARCHED))
    named = {name: choice_messages(TABLES[table][name]) for name in columns}
    texts = frame[list(columns)].assign(
        **{name: frame[name].map(_vietnamese(words)) for name, words in named.items() if words}
    )
    joined = texts.fillna("").astype(str).agg(" ".join, axis=1) if len(frame) else pd.Series(dtype=str)
    return joined.map(fold)
