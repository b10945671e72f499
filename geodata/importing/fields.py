"""What can be imported: for each table its fields, with the heading of the template and the headings that offices use."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from geodata import vocabulary

_DATA = Path(__file__).parent


class FieldType(StrEnum):
    """How the cells of a field are read.

    `STAGE` is a date or an "x", `YEARS` one year or a period, `UNIT_CODE` the number of a commune or district in the lists of the General
    Statistics Office.
    """

    TEXT = "text"
    NAME = "name"
    CHOICE = "choice"
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


@dataclass(frozen=True)
class Choice:
    """An allowed value: as the record keeps it, as the template offers it, and as offices write it."""

    value: str
    label: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A field of an importable table.

    `heading`, `note`, `example` are the template's, in Vietnamese; `unit` is what the template's numbers count in (a member
    of `units_of_money.MoneyUnit`, "t" or "usd"); `is_in_template` is False for columns that are understood but not offered.
    """

    name: str
    type: FieldType
    heading: str
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    is_in_template: bool = True
    note: str = ""
    example: str = ""


@dataclass(frozen=True)
class Table:
    """An importable table: its name in the schema, its Vietnamese label, words that titles of such sheets hold, its fields."""

    name: str
    label: str
    title_words: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """Return the field of a name; KeyError when the table has none such."""
        return _by_name(self)[name]


@cache
def tables() -> dict[str, Table]:
    """Return the importable tables by name."""
    return {name: _table(name, data) for name, data in _read("fields.json").items()}


@cache
def choices(kind: str) -> tuple[Choice, ...]:
    """Return the allowed values of an enumeration of the vocabulary, by its name ("Sector"), in its order."""
    written = _read("choices.json")[kind]
    members = getattr(vocabulary, kind)
    return tuple(Choice(one.value, written[one.value][0], tuple(written[one.value][1:])) for one in members)


@cache
def unused_headings() -> tuple[str, ...]:
    """Return headings that offices use for what the record does not keep: serial number, telephone, tax code."""
    return tuple(_read("unused_headings.json"))


def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text("utf-8"))


def _table(name: str, data: dict[str, Any]) -> Table:
    return Table(name, data["label"], tuple(data["title_words"]), tuple(_field(one) for one in data["fields"]))


def _field(data: dict[str, Any]) -> Field:
    values = {key: value for key, value in data.items() if key != "vocabulary"}
    values["synonyms"] = tuple(data["synonyms"])
    allowed = choices(data["vocabulary"]) if "vocabulary" in data else ()
    return Field(**{**values, "type": FieldType(data["type"]), "choices": allowed})


@cache
def _by_name(table: Table) -> dict[str, Field]:
    return {field.name: field for field in table.fields}
