"""The columns of all tables in words: `uv run python -m geodata.schema.data_dictionary > docs/columns.md`."""

import sys
from collections.abc import Iterator

from geodata.schema.columns import DESCRIPTIONS, Column, TableDescription

_HEAD = """# The tables and their columns

Made from the descriptions in `geodata/tables/` by `uv run python -m geodata.schema.data_dictionary > docs/columns.md`; [CONTRIBUTING](../CONTRIBUTING.md) says how a column is added.

A missing value is not known, never zero. `edited`, `exported`, `evidence`, `card`, `map` and `searched` say where a column appears (form and grid, exports, rows behind a figure, card of a record, map views of PostgreSQL, search),
`personal` that it may say something of a person. "In the template" is its heading in the XLSX that an office fills in."""
_COLUMNS = ("column", "holds", "called", "appears", "in the template")


def dictionary() -> str:
    """Return the document."""
    parts = (_HEAD, *("\n".join(_table(table)) for table in DESCRIPTIONS.values()))
    return "\n\n".join(parts) + "\n"


def _table(table: TableDescription) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    if table.label:
        yield f"{table.label}." + (f" Named by `{table.called_by}`." if table.called_by else "")
        yield ""
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{' --- |' * len(_COLUMNS)}"
    for column in table.columns.values():
        cells = (f"`{column.name}`", _holds(column), column.label, _roles(column), _heading(column))
        yield f"| {' | '.join(cells)} |"
    for one in table.fields:
        yield f"| | | {one.label} (import alone) | | {one.imported.heading} |"


def _holds(column: Column) -> str:
    parts = [column.type.value.replace("_", " ")]
    if column.to:
        parts[0] += f" to `{column.to}`"
    if column.choices:
        parts.append(", ".join(column.choices))
    if column.minimum is not None or column.maximum is not None:
        least, most = ("" if bound is None else f"{bound:g}" for bound in (column.minimum, column.maximum))
        parts.append(f"{least} to {most}" if most else f"from {least}")
    parts += [column.unit] if column.unit else []
    return "; ".join(parts) + ("" if column.is_nullable else " (never missing)")


def _roles(column: Column) -> str:
    return ", ".join(sorted(column.roles))


def _heading(column: Column) -> str:
    return column.imported.heading if column.imported else ""


if __name__ == "__main__":
    sys.stdout.write(dictionary())
