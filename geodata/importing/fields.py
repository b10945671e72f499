"""What can be imported: for each table its fields, made from its description, and the values that a list allows."""

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from geodata.schema.columns import CLOSED_LISTS, DESCRIPTIONS, Imported, TableDescription, arranged
from geodata.text import fold

_DATA = Path(__file__).parent


class FieldType(StrEnum):
    """How the cells of a field are read.

    `CODE` is a text of digits, `NAMED` a choice that is taken by its own words only, never by what is close to them, `SHARE` a number from 0 to 1 or a percentage, `STAGE` is a date or an "x", `YEARS` one year or a period, `UNIT_CODE` the number of a commune or district in the lists of the General
    Statistics Office.
    """

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    CHOICE = "choice"
    NAMED = "named"
    PLACE = "place"
    COMMUNE = "commune"
    DISTRICT = "district"
    UNIT_CODE = "unit_code"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    NORTHING = "northing"
    EASTING = "easting"
    COORDINATES = "coordinates"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    VOLUME = "volume"
    VALUE = "value"
    YEAR = "year"
    YEARS = "years"
    DATE = "date"
    STAGE = "stage"
    MARK = "mark"
    STARS = "stars"
    MARKET = "market"


_OF_COLUMN = {"long_text": FieldType.TEXT, "flag": FieldType.MARK}
"""How cells of a column are read whose type has another name here."""
_FIRST = (
    *("facilities", "proposals", "export_flows", "ocop_products", "typical_products", "survey_visits"),
    *("published_figures", "rules"),
)
"""The tables in the order in which they are offered."""


@dataclass(frozen=True)
class AllowedValue:
    """An allowed value: as the record keeps it, as the template offers it, and as offices write it."""

    value: str
    label: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ImportField:
    """A field of an importable table; there is one object a field, so that caches by field need not hash all of it.

    `label` is its name as a message id; `vocabulary` names the list of `CLOSED_LISTS` of a choice. `heading`, `note`, `example` are the template's, in Vietnamese; `unit` is what the template's numbers count in (a member
    of `units_of_money.MoneyUnit`, "t" or "usd"); `is_in_template` is False for columns that are understood but not offered.
    """

    name: str
    type: FieldType
    heading: str
    label: str = ""
    vocabulary: str = ""
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    choices: tuple[AllowedValue, ...] = ()
    unit: str | None = None
    is_in_template: bool = True
    minimum: float | None = None
    maximum: float | None = None
    note: str = ""
    example: str = ""

    @property
    def heading_alone(self) -> str:
        """The heading without its unit: "Vốn đối ứng" of "Vốn đối ứng (triệu đồng)"."""
        return self.heading.partition(" (")[0]


@dataclass(frozen=True, eq=False)
class ImportTable:
    """An importable table: its name in the schema, its Vietnamese label, words that titles of such sheets hold, its fields."""

    name: str
    label: str
    title_words: tuple[str, ...]
    fields: tuple[ImportField, ...]

    def field(self, name: str) -> ImportField:
        """Return the field of a name; KeyError when the table has none such."""
        return _by_name(self)[name]


@cache
def tables() -> dict[str, ImportTable]:
    """Return the importable tables by name."""
    found = {name: _table(table) for name, table in DESCRIPTIONS.items() if table.import_heading}
    return {name: found[name] for name in arranged(found, _FIRST)}


@cache
def choices(kind: str) -> tuple[AllowedValue, ...]:
    """Return the allowed values of an enumeration of the vocabulary, by its name ("Sector"), in its order."""
    written = _read("choices.json")[kind]
    members = CLOSED_LISTS[kind]
    return tuple(AllowedValue(one.value, written[one.value][0], tuple(written[one.value][1:])) for one in members)


@cache
def unused_headings() -> tuple[str, ...]:
    """Return headings that offices use for what the record does not keep: serial number, telephone, tax code."""
    kept = {fold(word) for table in tables().values() for one in table.fields for word in (one.heading, *one.synonyms)}
    return tuple(word for word in _read("unused_headings.json") if fold(word) not in kept)


def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text("utf-8"))


def _table(table: TableDescription) -> ImportTable:
    fields = {
        **{
            column.name: replace(
                _field(column.name, column.label, column.vocabulary, column.imported),
                minimum=column.minimum,
                maximum=column.maximum,
            )
            for column in table.columns.values()
            if column.imported
        },
        **{one.name: _field(one.name, one.label, one.vocabulary, one.imported) for one in table.fields},
    }
    ordered = tuple(fields[name] for name in arranged(fields, table.order.get("import", ())))
    return ImportTable(table.name, table.import_heading, table.title_words, ordered)


def _field(name: str, label: str, vocabulary_name: str, imported: Imported) -> ImportField:
    return ImportField(
        name=name,
        type=_OF_COLUMN.get(imported.type) or FieldType(imported.type),
        heading=imported.heading,
        label=label,
        vocabulary=vocabulary_name,
        synonyms=imported.synonyms,
        is_required=imported.is_required,
        choices=choices(vocabulary_name) if vocabulary_name else (),
        unit=imported.unit,
        is_in_template=imported.is_in_template,
        note=imported.note,
        example=imported.example,
    )


@cache
def _by_name(table: ImportTable) -> dict[str, ImportField]:
    return {field.name: field for field in table.fields}
