"""The tables of the record: columns, types and rules, one table a name; pandera checks a frame against them.

Conventions: `<thing>_id` is the key; money is whole đồng (`*_vnd`, Int64); a missing value is unknown, never zero;
`source_ids` is one or more `sources.source_id`, separated by ";"; `district_code` is the unit of the ten-district view of
2024 and `commune_code` a commune of 2020-2024 (GSO codes as strings); notes are for the screen, in Vietnamese.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.schema import columns
from geodata.schema.columns import DESCRIPTIONS, ID, PARTIAL_DATE, Column, ColumnType

if TYPE_CHECKING:
    import pandera.pandas as pa

__all__ = [
    "ID",
    "KEYS",
    "LINKS",
    "PARTIAL_DATE",
    "PLACE",
    "STORE_ONLY_TABLES",
    "TABLES",
    "Column",
    "ColumnsByName",
    "validate",
]

ColumnsByName = Mapping[str, Column]
"""The columns of a table by name, in their order."""

TABLES: dict[str, ColumnsByName] = {name: DESCRIPTIONS[name].columns for name in columns.RECORD_TABLES}
"""Every table of the record by name."""

STORE_ONLY_TABLES: dict[str, ColumnsByName] = {name: DESCRIPTIONS[name].columns for name in columns.STORE_ONLY}
"""Tables of the store that are no part of the record."""

KEYS: dict[str, str] = {name: key for name in TABLES if (key := DESCRIPTIONS[name].key)}
"""The key column of each table of the record that has one."""

LINKS: dict[str, str] = {
    name: column.to for table in TABLES.values() for name, column in table.items() if column.type is ColumnType.LINK
}
"""Which table a column names a row of."""

PLACE = ("place_text", "commune_code", "district_code", "location_quality", "lon", "lat")
"""The columns that say where a row is, which follow from each other; not every table has all."""


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` if it is a table `name` of the record.

    Raises pandera's SchemaErrors with all failing rows when it is not; KeyError when there is no such table.
    """
    return _schema(name).validate(frame, lazy=True)


@cache
def _schema(name: str) -> "pa.DataFrameSchema":
    """Build the pandera schema of a table; pandera is imported only where something is checked, for a quick start."""
    import pandera.pandas as pa  # noqa: PLC0415 - takes a second that the first screen does not need

    columns = {column: pa.Column(**_arguments(rule)) for column, rule in TABLES[name].items()}
    return pa.DataFrameSchema(columns, strict=True, ordered=True)


def _arguments(rule: Column) -> dict[str, Any]:
    from pandera.pandas import Check  # noqa: PLC0415 - see above

    checks = [Check.isin(list(rule.choices))] if rule.choices else []
    checks += [Check.str_matches(rule.pattern)] if rule.pattern else []
    checks += [Check.ge(rule.minimum)] if rule.minimum is not None else []
    checks += [Check.le(rule.maximum)] if rule.maximum is not None else []
    if rule.dtype == "string[python]":
        checks.append(Check(lambda values: values.str.strip().ne(""), name="not blank"))
    return {"dtype": rule.dtype, "checks": checks, "nullable": rule.is_nullable, "unique": rule.is_unique}
