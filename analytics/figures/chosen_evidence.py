"""Of the rows behind a chart those that the selection chooses: what a reader who has chosen a market asks the sources of."""

from collections.abc import Callable

import pandas as pd

from analytics.figures.chart import NamedRows
from analytics.ocop.recognitions import recognitions_of
from analytics.selection.selected import Selected, select, within
from analytics.selection.selection import UNPLACED
from geodata.schema.frames import KEYS

_FRAMES: dict[str, tuple[str, ...]] = {
    "facilities": ("facilities", "context"),
    "proposals": ("proposals",),
    "export_flows": ("export_flows",),
    "ocop_products": ("ocop_products", "unrecognised"),
    "typical_products": ("typical_products",),
}
"""The frames of a selection that hold rows of a table."""


def chosen_parts(parts: tuple[NamedRows, ...], selected: Selected) -> tuple[NamedRows, ...]:
    """Return the rows of `parts` that `selected` chooses too; parts without any are left out."""
    found = ((heading, table, _chosen(table, frame, selected)) for heading, table, frame in parts)
    return tuple(part for part in found if len(part[2]))


def _chosen(table: str, frame: pd.DataFrame, selected: Selected) -> pd.DataFrame:
    if table in _FRAMES:
        ids = pd.concat([selected.column(name, KEYS[table]) for name in _FRAMES[table]])
        return frame[frame[KEYS[table]].isin(ids)]
    special: Callable[[pd.DataFrame, Selected], pd.DataFrame] | None = _OTHERS.get(table)
    return frame if special is None else special(frame, selected)


def _figures(frame: pd.DataFrame, selected: Selected) -> pd.DataFrame:
    """Choose published figures by what they are published by: years, programme, district."""
    selection = selected.selection
    if selection.years:
        frame = frame[within(frame["year_from"], frame["year_to"], selection.years)]
    if selection.programmes:
        frame = frame[frame["programme"].isin([str(one) for one in selection.programmes])]
    if selection.districts:
        frame = frame[frame["district_code"].fillna(UNPLACED).isin(selection.districts)]
    return frame


def _recognitions(frame: pd.DataFrame, selected: Selected) -> pd.DataFrame:
    """Choose recognitions by their own stars: a product may hold more now."""
    stars = selected.selection.stars
    others = select(selected.prepared, selected.selection.without("stars")) if stars else selected
    frame = frame[frame["recognition_id"].isin(recognitions_of(others)["recognition_id"])]
    return frame[frame["stars"].isin(stars)] if stars else frame


_OTHERS: dict[str, Callable[[pd.DataFrame, Selected], pd.DataFrame]] = {
    "published_figures": _figures,
    "ocop_recognitions": _recognitions,
}
