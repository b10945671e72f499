"""How a value of a row reads, and what a text that a person typed means."""

from collections.abc import Callable, Mapping
from typing import Any

from analytics.editing.fields import Entry, FormField
from analytics.language import Language
from analytics.vintages import Vintage, units_of
from analytics.words import country_name, district_name
from geodata.text import nfc

Names = Mapping[tuple[str, str], str]
"""What rows are called, by (column that names them, key)."""


def reads(field: FormField, value: Any, language: Language, names: Names | None = None) -> str:
    """Return a value as a person reads it, "" when it is missing."""
    if value is None:
        return ""
    read = _READ.get(field.entry)
    return read(field, value, language) if read else (names or {}).get((field.name, str(value)), str(value))


def unit_text(code: str, language: Language) -> str:
    """Return the name of a district or of a commune of 2020-2024 with its district, the code where it is neither."""
    commune = units_of(Vintage.COMMUNES_2020).get(code)
    if commune is None:
        return district_name(code, language) if len(code) == 3 else code
    district = district_name(commune.district_code, language, short=True) if commune.district_code else ""
    return f"{commune.name}, {district}" if district else commune.name


def typed_text(text: Any) -> str | None:
    """Return a text as the record keeps it (NFC, no outer blanks), None when nothing was typed."""
    return (nfc(text) or None) if isinstance(text, str) else None


def _choice(field: FormField, value: Any, language: Language) -> str:
    message = field.choices.get(str(value))
    return language.text(message) if message else str(value)


def _flag(_: FormField, value: Any, language: Language) -> str:
    return language.text("yes") if value else language.text("no")


_READ: dict[Entry, Callable[[FormField, Any, Language], str]] = {
    Entry.CHOICE: _choice,
    Entry.FLAG: _flag,
    Entry.MONEY: lambda _, value, language: language.number(value),
    Entry.WHOLE: lambda _, value, language: language.number(value),
    Entry.NUMBER: lambda _, value, language: language.number(value, 6),
    Entry.SHARE: lambda _, value, language: language.number(value, 6),
    Entry.DATE: lambda _, value, language: language.partial_date(str(value)),
    Entry.UNIT: lambda _, value, language: unit_text(str(value), language),
    Entry.COUNTRY: lambda _, value, language: country_name(str(value), language),
}
