"""How the value of any column reads, by the type that its description gives."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import country_name, district_name
from analytics.wording.labels import choice_messages
from analytics.wording.language import Language
from geodata.schema.columns import Column, ColumnType


def column_text(column: Column, value: Any, language: Language) -> str:
    """Return a value as a person reads it, "" when it is missing; money in the unit that suits it."""
    if value is None or pd.isna(value):
        return ""
    read = _READ.get(column.type)
    return read(column, value, language) if read else str(value)


def unit_text(code: str, language: Language) -> str:
    """Return the name of a district or of a commune of 2020-2024 with its district, the code where it is neither."""
    commune = units_of(Vintage.COMMUNES_2020).get(code)
    if commune is None:
        return district_name(code, language) if len(code) == 3 else code
    district = district_name(commune.district_code, language, short=True) if commune.district_code else ""
    return f"{commune.name}, {district}" if district else commune.name


def _choice(column: Column, value: Any, language: Language) -> str:
    message = choice_messages(column).get(str(value))
    return language.text(message) if message else str(value)


def _flag(_: Column, value: Any, language: Language) -> str:
    return language.text("yes") if value else language.text("no")


def _unit(_: Column, value: Any, language: Language) -> str:
    return unit_text(str(value), language)


def _number(_: Column, value: Any, language: Language) -> str:
    return language.number(value, 6)


_READ: dict[ColumnType, Callable[[Column, Any, Language], str]] = {
    ColumnType.CHOICE: _choice,
    ColumnType.PRODUCT_GROUP: _choice,
    ColumnType.FLAG: _flag,
    ColumnType.MONEY: lambda _, value, language: language.money(int(value)),
    ColumnType.WHOLE: lambda _, value, language: language.number(int(value)),
    ColumnType.NUMBER: _number,
    ColumnType.SHARE: _number,
    ColumnType.DEGREES: _number,
    ColumnType.YEAR: lambda _, value, _language: value if isinstance(value, str) else str(int(value)),
    ColumnType.DATE: lambda _, value, language: language.partial_date(str(value)),
    ColumnType.COMMUNE: _unit,
    ColumnType.DISTRICT: _unit,
    ColumnType.COUNTRY: lambda _, value, language: country_name(str(value), language),
}
