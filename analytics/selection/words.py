"""A selection in words, for titles that say what is shown for which selection."""

from enum import StrEnum
from typing import Self

from analytics.selection.place_words import country_name, district_name, joined, unit_name
from analytics.selection.selection import Field, Selection
from analytics.wording.labels import label, product_group
from analytics.wording.language import Language, mark

MAX_NAMED = 3
FIELD_NAMES: dict[Field, str] = {
    "districts": mark("Districts"),
    "sectors": mark("Sector"),
    "years": mark("Years"),
    "programmes": mark("Source of funding"),
    "stages": mark("Status"),
    "contents": mark("Support content"),
    "stars": mark("Stars"),
    "products": mark("Product group"),
    "markets": mark("Market"),
    "units": mark("Administrative unit"),
}
"""What the fields of a selection are called."""

_FIELDS: tuple[Field, ...] = (
    "districts",
    "sectors",
    "programmes",
    "contents",
    "stages",
    "stars",
    "products",
    "markets",
)
EVERYTHING = mark("whole province, all years")


def value_words(field: Field, value: str, language: Language) -> str:
    """Return the words of one chosen value."""
    if field == "districts":
        return district_name(value, language, short=True)
    if field == "stars":
        return f"{value} ★"
    if field == "products":
        return product_group(value, language)
    if field == "markets":
        return country_name(value, language)
    if field == "units":
        return unit_name(value)
    return label(value, language) if isinstance(value, StrEnum) else value


def selection_words(selection: Selection, language: Language) -> str:
    """Return what is chosen ("Lục Ngạn, Hiệp Hòa · Cơ khí · 2016–2020"), naming at most three values of a field."""
    if selection.is_empty:
        return language.text(EVERYTHING)
    parts = [_field_words(selection, field, language) for field in _FIELDS]
    return joined([*parts, years_words(selection.years)])


class Titled(str):
    """A title that says what is shown for which selection, as what leaves the screen bears it; `name` is what is shown alone, `scope` the selection."""

    __slots__ = ("name", "scope")
    name: str
    scope: str

    def __new__(cls, name: str, scope: str) -> Self:
        """Return the title of `name` for a selection in words."""
        made = super().__new__(cls, f"{name}: {scope}")
        made.name, made.scope = name, scope
        return made


def titled(title: str, selection: Selection, language: Language) -> Titled:
    """Return a title that says what is shown for which selection; `title` is in the language."""
    return Titled(title, selection_words(selection, language))


def years_words(years: tuple[int, int] | None) -> str:
    """Return "2019" or "2016–2020", "" when no years are chosen."""
    if years is None:
        return ""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _field_words(selection: Selection, field: Field, language: Language) -> str:
    values: tuple[str, ...] = getattr(selection, field)
    named = [value_words(field, value, language) for value in values[:MAX_NAMED]]
    more = len(values) - MAX_NAMED
    return joined([*named, f"+{more}"] if more > 0 else named, ", ")
