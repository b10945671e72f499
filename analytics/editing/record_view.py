"""One record as a whole: every field, and what of other tables belongs to it."""

import pandas as pd

from analytics.editing.fields import EDITED_TITLES, every_field
from analytics.editing.names import row_name
from analytics.editing.rows import Values
from analytics.editing.values import RecordNames, reads
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.frames import KEYS, LINKS, TABLES


def field_lines(
    table: str, values: Values, language: Language, names: RecordNames | None = None
) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of every column of a row but its sources, "" where nothing is known."""
    return tuple(
        (language.text(field.label) if field.name != KEYS[table] else language.text("Code"), text)
        for field in every_field(table)
        if field.name != "source_ids"
        for text in [reads(field, values.get(field.name), language, None if field.name == KEYS[table] else names)]
    )


def row_title(table: str, values: Values, language: Language) -> str:
    """Return what a row is called, its key where nothing names it."""
    return row_name(table, values, language) or str(values[KEYS[table]])


def may_belong(table: str) -> dict[str, str]:
    """Return the editable tables whose rows can lead to a row of this one, with the column that does."""
    column = next((name for name, target in LINKS.items() if target == table), None)
    return {name: column for name in EDITED_TITLES if column and name != table and column in TABLES[name]}


def belonging(record: Record, table: str, row_id: str) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Return (table, rows) of the editable tables whose rows lead to this one; tables with none are left out."""
    found = ((name, record[name][record[name][column].eq(row_id)]) for name, column in may_belong(table).items())
    return tuple((name, rows) for name, rows in found if len(rows))
