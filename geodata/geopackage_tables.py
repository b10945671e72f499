"""The layers of a GeoPackage from outside, found before GDAL opens it: plain tables only, for a view may run any query."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

SQLITE = b"SQLite format 3\0"
_LAYERS = (
    "SELECT c.table_name FROM gpkg_contents c JOIN sqlite_master m ON lower(m.name) = lower(c.table_name) "
    "WHERE c.data_type = 'features' AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 1000"
)
_USUAL_TRIGGER = re.compile(
    r"(rtree_.+_(insert|update[1-7]?|delete)|trigger_(insert|delete)_feature_count_.+"
    r"|gpkg_(tile_matrix|metadata|metadata_reference)_\w+_(insert|update))"
)
"""The triggers of the standard and of GDAL, by name; they wait for changes and a file that is only read has none."""


class HiddenQueriesError(ValueError):
    """The tables of contents of a GeoPackage are queries."""


def feature_tables(path: Path) -> list[str]:
    """Return the layers that are plain tables without computed columns.

    Raises sqlite3.Error for what is no whole GeoPackage, HiddenQueriesError for one whose contents are queries.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'view' AND name LIKE 'gpkg%'").fetchone():
            raise HiddenQueriesError
        return [str(name) for (name,) in connection.execute(_LAYERS) if _is_plain(connection, str(name))]


def _is_plain(connection: sqlite3.Connection, table: str) -> bool:
    """Return whether no column of a table is computed."""
    return not any(hidden for (hidden,) in connection.execute("SELECT hidden FROM pragma_table_xinfo(?)", (table,)))


def foreign_triggers(path: Path) -> list[str]:
    """Return the names of the triggers that neither the standard nor GDAL puts there; sqlite3.Error as above."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 10000")
        return [str(name) for (name,) in names if not _USUAL_TRIGGER.fullmatch(str(name))]
