"""What later schemas changed in rows: columns that were added, values that were renamed.

An audit entry or a backup stays as it was written. Whoever reads one brings its rows to the schema of today with `as_today`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True)
class Step:
    """What one migration changed in rows, by table name.

    `added`: new columns, each with the value that earlier rows have in it. `renamed`: by column, earlier values and what
    they are called now. A value that was renamed never comes back with another meaning.
    """

    added: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    renamed: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


STEPS: dict[str, Step] = {}
"""By schema, in order; a migration that adds no column and renames no value has no step."""


def as_today(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row that any earlier schema wrote, as today's schema writes them."""
    row = dict(values)
    for step in STEPS.values():
        for column, default in step.added.get(table, {}).items():
            row.setdefault(column, default)
        for column, names in step.renamed.get(table, {}).items():
            if row.get(column) is not None:
                row[column] = names.get(row[column], row[column])
    return row


def rename_values(connection: sa.Connection, schema: str) -> None:
    """Rename the values of a step in the rows of the store; the audit keeps what it says."""
    for table, columns in STEPS[schema].renamed.items():
        for name, names in columns.items():
            column: sa.ColumnClause[str] = sa.column(name)
            rows = sa.table(table, column)
            for old, new in names.items():
                connection.execute(sa.update(rows).where(column == old).values({name: new}))
