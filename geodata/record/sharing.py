"""Columns with one value in all rows, such as those that nobody filled in, kept once for all large tables of a record."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

LARGE = 1_000
"""Rows from which on a table is worth it."""
_Value = tuple[str, Any]
"""The type of a column and the one value that it has, None where it is missing."""


def with_shared_columns(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables, equal to what they were; columns that have the same value throughout are parts of one array.

    What a record holds is read-only, so that nobody can change one column through another.
    """
    made: dict[_Value, ExtensionArray] = {}
    shared = dict(tables)
    for name, frame in sorted(tables.items(), key=lambda item: -len(item[1])):
        if len(frame) < LARGE:
            break
        columns: dict[str, pd.Series] = {}
        for column, values in frame.items():
            if value := _one_value(values.array):
                array = made.setdefault(value, values.array)
                columns[str(column)] = pd.Series(array[: len(frame)], index=frame.index, copy=False)
        shared[name] = frame.assign(**columns)
    return shared


def _one_value(array: Any) -> _Value | None:
    """Return the one value of a column, None where it has several; most show it in three of their rows."""
    if not isinstance(array, ExtensionArray):
        return None
    first, middle, last = (array[place] for place in (0, len(array) // 2, -1))
    if first is pd.NA:
        is_same = middle is pd.NA and last is pd.NA and bool(array.isna().all())
        return (str(array.dtype), None) if is_same else None
    is_same = middle is not pd.NA and middle == first and not array.isna().any() and bool((array == first).all())
    return (str(array.dtype), first) if is_same else None
