"""The tables that the office may write, and what their columns may hold; known without a database library."""

from geodata.schema.columns import DESCRIPTIONS
from geodata.schema.frames import STORE_ONLY_TABLES, TABLES, ColumnsByName

OFFICE_TABLES = tuple(name for name in TABLES if not DESCRIPTIONS[name].is_public_only)
"""The tables of the record that the office may write; the rest is the public record's own bookkeeping."""

RULES: dict[str, ColumnsByName] = {**{name: TABLES[name] for name in OFFICE_TABLES}, **STORE_ONLY_TABLES}
"""What the columns of each table may hold; a document is checked by whoever keeps it."""
