"""What can be edited by hand: the tables, their fields in order, how each is asked for and how its value reads."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from analytics.wording.labels import choice_messages
from analytics.wording.language import mark
from geodata.schema.columns import DESCRIPTIONS, Column, ColumnRole, ColumnType
from geodata.schema.frames import STORE_ONLY_TABLES, TABLES
from geodata.schema.office import OFFICE_TABLES, RULES
from geodata.store.model import DOCUMENTS


class Entry(StrEnum):
    """How a value is entered; `LINK` is a row of another table, `COUNTRY` an ISO 3166-1 alpha-3 code."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    FLAG = "flag"
    WHOLE = "whole"
    MONEY = "money"
    YEAR = "year"
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"
    LINK = "link"
    COUNTRY = "country"
    UNIT = "unit"


@dataclass(frozen=True)
class FormField:
    """One column of a table as a person fills it in; `choices` maps stored values to message ids."""

    name: str
    label: str
    entry: Entry
    rule: Column
    choices: dict[str, str]

    @property
    def is_required(self) -> bool:
        """Whether it may not stay empty."""
        return not self.rule.is_nullable and self.entry is not Entry.FLAG


EDITED_TITLES: dict[str, str] = {
    name: DESCRIPTIONS[name].label for name in OFFICE_TABLES if DESCRIPTIONS[name].with_role(ColumnRole.EDITED)
}
"""The tables that are edited by hand, with their headings."""

OTHER_TITLES: dict[str, str] = {
    **{name: table.label for name, table in DESCRIPTIONS.items() if name in RULES and name not in EDITED_TITLES},
    DOCUMENTS: mark("Remembered settings"),
}
"""Headings of the other tables that the journal may name."""

NAME_COLUMNS = {**{name: table.called_by for name, table in DESCRIPTIONS.items() if name in RULES}, DOCUMENTS: "name"}
"""The column that names a row to a person."""

_OF_DOCUMENTS: dict[str, str] = {"kind": mark("Kind"), "name": mark("Name"), "content": mark("Content")}
_ENTRIES = {
    **dict.fromkeys((ColumnType.KEY, ColumnType.SOURCES, ColumnType.CODE), Entry.TEXT),
    **dict.fromkeys((ColumnType.COMMUNE, ColumnType.DISTRICT), Entry.UNIT),
    ColumnType.PRODUCT_GROUP: Entry.CHOICE,
    ColumnType.DEGREES: Entry.NUMBER,
}
"""How columns are entered whose type has another name as an entry."""


@cache
def fields(table: str) -> tuple[FormField, ...]:
    """Return the fields that a person fills in, in the order of the table; the key and what follows from others left out."""
    return tuple(_field(column) for column in DESCRIPTIONS[table].with_role(ColumnRole.EDITED))


@cache
def every_field(table: str) -> tuple[FormField, ...]:
    """Return all columns of a table as fields, the key and managed ones too: what the journal may have to show."""
    return tuple(_field(column) for column in {**TABLES, **STORE_ONLY_TABLES}.get(table, {}).values())


def column_label(table: str, column: str) -> str:
    """Return the message id that heads a column, the column's own name where it has none."""
    known = {**TABLES, **STORE_ONLY_TABLES}.get(table, {}).get(column)
    return (known.label if known else _OF_DOCUMENTS.get(column)) or column


def table_title(table: str) -> str:
    """Return the message id that heads a table, the table's own name where it has none."""
    return EDITED_TITLES.get(table) or OTHER_TITLES.get(table, table)


def _field(column: Column) -> FormField:
    entry = _ENTRIES.get(column.type) or Entry(column.type.value)
    return FormField(column.name, column.label or column.name, entry, column, choice_messages(column))
