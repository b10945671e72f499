"""The rows of a table as a grid to type in, and back: what was typed as rows of the record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.editing.fields import Entry, FormField, fields
from analytics.editing.rows import EditedRow
from analytics.editing.values import Names, shown_date, typed_date, typed_text

NOT_IN_GRID = frozenset({"lon", "lat"})
_DTYPES = {
    Entry.WHOLE: "Int64",
    Entry.MONEY: "Int64",
    Entry.YEAR: "Int64",
    Entry.NUMBER: "Float64",
    Entry.FLAG: "boolean",
}


def grid_fields(table: str) -> tuple[FormField, ...]:
    """Return the fields that the grid has as columns; a point is placed in the form."""
    return tuple(field for field in fields(table) if field.name not in NOT_IN_GRID)


def grid(table: str, rows: Iterable[EditedRow], names: Names) -> pd.DataFrame:
    """Return the rows as a frame, one column a field, the keys as index; rows of other tables by name."""
    listed = list(rows)
    index = pd.Index([row.row_id for row in listed], name="id", dtype="object")
    columns = {
        field.name: pd.Series(
            [_shown(field, (row.before or {})[field.name], names) for row in listed],
            index=index,
            dtype=_DTYPES.get(field.entry, "object"),
        )
        for field in grid_fields(table)
    }
    return pd.DataFrame(columns, index=index)


def typed_rows(
    table: str, rows: Mapping[str, EditedRow], edits: Mapping[int, Mapping[str, Any]], order: Sequence[str]
) -> list[tuple[EditedRow, dict[str, Any]]]:
    """Return the rows with what was typed: `edits` are values by column by position in `order`."""
    known = {field.name: field for field in grid_fields(table) if field.entry is not Entry.LINK}
    typed = []
    for position, values in edits.items():
        row = rows[order[int(position)]]
        own = {name: _typed(known[name], value) for name, value in values.items() if name in known}
        typed.append((row, {**(row.before or {}), **own}))
    return typed


def _shown(field: FormField, value: Any, names: Names) -> Any:
    if field.entry is Entry.DATE:
        return shown_date(value)
    if field.entry is Entry.LINK:
        return names.get((field.name, str(value)), value)
    return value


def _typed(field: FormField, value: Any) -> Any:
    if field.entry is Entry.DATE:
        return typed_date(value)
    if field.entry is Entry.FLAG:
        return bool(value)
    if isinstance(value, str):
        return typed_text(value)
    if field.entry in {Entry.WHOLE, Entry.MONEY, Entry.YEAR} and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
