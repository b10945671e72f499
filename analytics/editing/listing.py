"""Which rows of a table are offered for editing: those of the selection, narrowed by what is searched for."""

import pandas as pd

from analytics.editing.fields import NAME_COLUMNS
from analytics.selected import Selected
from geodata.schema import KEYS
from geodata.text import fold

_FRAMES = {
    "facilities": ("facilities", "context"),
    "proposals": ("proposals",),
    "beneficiaries": ("beneficiaries",),
    "export_flows": ("export_flows",),
    "ocop_products": ("ocop_products", "unrecognised"),
    "typical_products": ("typical_products",),
}
_THROUGH = {"proposal_events": ("proposal_id", "proposals"), "ocop_recognitions": ("product_id", "ocop_products")}
_SOUGHT = ("other_names", "producer", "exporter", "place_text", "market", "products", "note")


def rows_to_edit(selected: Selected, table: str, sought: str = "") -> pd.DataFrame:
    """Return the rows of a table of the record that belong to a selection and hold a text, in the order of their keys.

    Survey visits, and rows that lead to no row of the selection because they lead to none at all, are all offered.
    """
    frame = selected.prepared.record[table]
    if not selected.selection.is_empty:
        frame = frame[_belongs(selected, table, frame)]
    found = frame[_holds(frame, table, sought)] if sought.strip() else frame
    return found.sort_values(KEYS[table])


def _belongs(selected: Selected, table: str, frame: pd.DataFrame) -> "pd.Series[bool]":
    if table in _FRAMES:
        keys = pd.concat([selected.column(name, KEYS[table]) for name in _FRAMES[table]])
        return frame[KEYS[table]].isin(keys)
    if table in _THROUGH:
        column, target = _THROUGH[table]
        keys = pd.concat([selected.column(name, column) for name in _FRAMES[target]])
        return frame[column].isin(keys) | frame[column].isna()
    return pd.Series(data=True, index=frame.index)


def _holds(frame: pd.DataFrame, table: str, sought: str) -> "pd.Series[bool]":
    wanted = fold(sought)
    held = frame[KEYS[table]].str.contains(sought.strip().lower(), regex=False)
    for column in (NAME_COLUMNS[table], *_SOUGHT):
        if column in frame:
            held |= frame[column].fillna("").map(fold).str.contains(wanted, regex=False)
    return held.astype(bool)
