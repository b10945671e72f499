"""Rows counted and added up by groups, over coded columns: what a chart of a large record needs, without a frame of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import FRAME_TABLES, Selected

if TYPE_CHECKING:
    from analytics.prepared.coded import Codes, Mask


@dataclass(frozen=True, eq=False)
class Groups:
    """The group of each row of a table, and one row of key values a group, in their order, missing values last."""

    codes: "Codes"
    keys: pd.DataFrame


def groups(prepared: Prepared, table: str, by: Sequence[str]) -> Groups:
    """Return the groups of a prepared table by the columns `by`, worked out once a record; missing values are a group."""
    return _groups(prepared, table, tuple(by))


@cached()
def _groups(prepared: Prepared, table: str, by: tuple[str, ...]) -> Groups:
    frame: pd.DataFrame = getattr(prepared, table)[list(by)]
    whole = np.zeros(len(frame), dtype=np.int64)
    for name in by:
        column = prepared.index.coded(table, name)
        whole = whole * (len(column.known) + 1) + column.codes + 1
    _, first, codes = np.unique(whole, return_index=True, return_inverse=True)
    keys = frame.iloc[first].reset_index(drop=True).sort_values(list(by), na_position="last", kind="stable")
    rank = np.empty(len(keys), dtype=np.int32)
    rank[keys.index.to_numpy()] = np.arange(len(keys), dtype=np.int32)
    return Groups(rank[codes], keys.reset_index(drop=True))


def tally(  # noqa: PLR0913 - what is counted, by what, what is added, and which rows
    selected: Selected,
    name: str,
    by: Sequence[str],
    sums: Sequence[str] = (),
    *,
    stated: Sequence[str] = (),
    unsummed: "Mask | None" = None,
) -> pd.DataFrame:
    """Return one row for each group of `by` that has rows: the columns `by`, n, and for each column of `sums` its sum.

    Beside each sum stands n_<column>, the rows that state it; a sum of none is 0. Only rows that state every column of
    `stated` count; of those in `unsummed` no number is added. Sums are float64, exact for whole đồng up to 9 × 10¹⁵.
    """
    table, index = FRAME_TABLES.get(name, name), selected.prepared.index
    found = groups(selected.prepared, table, by)
    mask = selected.mask(name) & rows_stating(selected.prepared, table, stated) if stated else selected.mask(name)
    rows = np.flatnonzero(mask)
    codes, size = found.codes[rows], len(found.keys)
    columns: dict[str, Any] = {"n": np.bincount(codes, minlength=size)}
    for column in sums:
        values = index.numbers(table, column)[rows]
        known = ~np.isnan(values) if unsummed is None else ~np.isnan(values) & ~unsummed[rows]
        columns[f"n_{column}"] = np.bincount(codes[known], minlength=size)
        columns[column] = np.bincount(codes[known], weights=values[known], minlength=size)
    shown = np.flatnonzero(columns["n"])
    for key, values in columns.items():
        columns[key] = values[shown]
    return pd.DataFrame({**{key: found.keys[key].array.take(shown) for key in by}, **columns})


def rows_stating(prepared: Prepared, table: str, columns: Sequence[str]) -> "Mask":
    """Return which rows of a prepared table state a number in every one of the columns."""
    mask = np.ones(prepared.index.n_rows(table), dtype=bool)
    for column in columns:
        mask &= ~np.isnan(prepared.index.numbers(table, column))
    return mask
