"""The rows of a table as a grid to type in, and back: what was typed as rows of the record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.editing.fields import Entry, FormField, fields
from analytics.editing.rows import EditedRow
from analytics.editing.typed import READ, Understood, typed_form, understood
from analytics.editing.values import RecordNames, typed_text
from analytics.wording.language import Language

NOT_IN_GRID = frozenset({"lon", "lat"})
Edits = Mapping[int, Mapping[str, Any]]
"""What was typed, by column by position of the row in the grid."""


@dataclass(frozen=True)
class TypedCell:
    """One cell with a number, an amount or a date as it was typed, and what it means."""

    row: EditedRow
    field: FormField
    text: str
    read: Understood


def grid_fields(table: str) -> tuple[FormField, ...]:
    """Return the fields that the grid has as columns; a point is placed in the form."""
    return tuple(field for field in fields(table) if field.name not in NOT_IN_GRID)


def grid(table: str, rows: Iterable[EditedRow], names: RecordNames, language: Language) -> pd.DataFrame:
    """Return the rows as a frame, one column a field, the keys as index; rows of other tables by name.

    Numbers and dates are texts as the language writes them: what is typed over them is read by `typed_cells`.
    """
    listed = list(rows)
    index = pd.Index([row.row_id for row in listed], name="id", dtype="object")
    columns = {
        field.name: pd.Series(
            [_shown(field, (row.before or {})[field.name], names, language) for row in listed],
            index=index,
            dtype="boolean" if field.entry is Entry.FLAG else "object",
        )
        for field in grid_fields(table)
    }
    return pd.DataFrame(columns, index=index)


def typed_cells(
    table: str, rows: Mapping[str, EditedRow], edits: Edits, order: Sequence[str], language: Language
) -> tuple[TypedCell, ...]:
    """Return the cells that have to be read, row by row; one that was typed back to what it said keeps its value."""
    known = {field.name: field for field in grid_fields(table) if field.entry in READ}
    cells = []
    for position, values in edits.items():
        row = rows[order[int(position)]]
        for name, value in values.items():
            if name in known:
                field, text = known[name], "" if value is None else str(value)
                before = (row.before or {})[name]
                is_same = text == typed_form(field.entry, before, language)
                read = Understood(before) if is_same else understood(field.entry, text, language)
                cells.append(TypedCell(row, field, text, read))
    return tuple(cells)


def typed_rows(
    table: str, rows: Mapping[str, EditedRow], edits: Edits, order: Sequence[str], cells: Iterable[TypedCell]
) -> list[tuple[EditedRow, dict[str, Any]]]:
    """Return the rows with what was typed; `cells` are those of `typed_cells`, all settled."""
    known = {field.name: field for field in grid_fields(table) if field.entry is not Entry.LINK}
    read = {(cell.row.row_id, cell.field.name): cell.read.value for cell in cells}
    typed = []
    for position, values in edits.items():
        row = rows[order[int(position)]]
        own = {
            name: read[row.row_id, name] if known[name].entry in READ else _kept(known[name], value)
            for name, value in values.items()
            if name in known
        }
        typed.append((row, {**(row.before or {}), **own}))
    return typed


def _shown(field: FormField, value: Any, names: RecordNames, language: Language) -> Any:
    if field.entry in READ:
        return typed_form(field.entry, value, language)
    if field.entry is Entry.LINK:
        return names.get((field.name, str(value)), value)
    return value


def _kept(field: FormField, value: Any) -> Any:
    if field.entry is Entry.FLAG:
        return bool(value)
    return typed_text(value) if isinstance(value, str) else value
