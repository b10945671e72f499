"""Where the rows of an exported table stand: points as the map draws them, one geometry a row, EPSG:4326."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from analytics.downloads.table import ExportTable
from analytics.selection.selected import Selected

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACED_TABLES = ("facilities", "proposals", "ocop_products", "context")
"""The tables whose rows stand somewhere; a proposal stands at each of its beneficiaries in the chosen places."""
DIGITS = 6
"""Decimals of a degree: about 10 cm."""


def shapes(selected: Selected, table: ExportTable) -> "NDArray[np.object_]":
    """Return the geometry of each row: a point, of a proposal several; None where no source places it.

    KeyError for a table that is not in `PLACED_TABLES`.
    """
    if table.name not in PLACED_TABLES:
        raise KeyError(table.name)
    if table.name == "proposals":
        return _proposal_points(selected, table.frame["proposal_id"])
    frame = selected.frame(table.name)
    return _points(frame)


def _points(frame: pd.DataFrame) -> "NDArray[np.object_]":
    lon, lat = (frame[name].to_numpy(dtype=float, na_value=np.nan).round(DIGITS) for name in ("lon", "lat"))
    points: NDArray[np.object_] = np.full(len(frame), None, dtype=object)
    is_placed = ~(np.isnan(lon) | np.isnan(lat))
    points[is_placed] = shapely.points(lon[is_placed], lat[is_placed])
    return points


def _proposal_points(selected: Selected, ids: pd.Series) -> "NDArray[np.object_]":
    beneficiaries = selected.beneficiaries
    points = _points(beneficiaries)
    is_placed = np.array([point is not None for point in points], dtype=bool)
    rows = pd.Series(np.arange(len(ids)), index=ids.to_numpy())
    places = rows.reindex(beneficiaries["proposal_id"][is_placed].to_numpy()).to_numpy(dtype=float)
    order = np.argsort(places, kind="stable")
    found: NDArray[np.object_] = np.full(len(ids), None, dtype=object)
    if len(order):
        numbers = places[order].astype(np.intp)
        groups, dense = np.unique(numbers, return_inverse=True)
        found[groups] = shapely.multipoints(points[is_placed][order], indices=dense)
    return found
