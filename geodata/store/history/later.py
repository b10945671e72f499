"""What later schemas changed in rows: columns that were added, values that were renamed.

An audit entry or a backup stays as it was written. Whoever reads one brings its rows to the schema of today with `as_today`.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from geodata.schema.frames import STORE_ONLY_TABLES, TABLES

Renamed = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By table and column, earlier values and what they are called now."""

RENAMED: dict[str, Renamed] = {}
"""By schema, in order, the values that it renamed. A value that was renamed never comes back with another meaning."""


def as_today(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row that any earlier schema wrote, as today's schema writes them.

    A column that came later has the `default` of its description in it.
    """
    row = dict(values)
    for step in RENAMED.values():
        for column, names in step.get(table, {}).items():
            if row.get(column) is not None:
                row[column] = names.get(row[column], row[column])
    return {**{name: column.default for name, column in {**TABLES, **STORE_ONLY_TABLES}.get(table, {}).items()}, **row}


def rename_values(connection: sa.Connection, schema: str) -> None:
    """Rename the values of a schema in the rows of the store; the audit keeps what it says."""
    for table, columns in RENAMED[schema].items():
        for name, names in columns.items():
            column: sa.ColumnClause[str] = sa.column(name)
            rows = sa.table(table, column)
            for old, new in names.items():
                connection.execute(sa.update(rows).where(column == old).values({name: new}))
