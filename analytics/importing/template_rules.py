"""What the cells of a template's column take: a list, a number within bounds, a date; and what is said when one does not fit."""

from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from analytics.importing.template_lists import Lists, districts
from analytics.wording.language import Language, mark
from geodata.importing.fields import FieldType, ImportField

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
_CHOOSE = mark("Choose a value of the list.")
_COMMUNE = mark("Not a commune of this district in 2020–2024. Choose the district first, or keep what you wrote.")
_NUMBER = mark("Write a number, without words or units.")
_YEAR = mark("Write the year with four digits.")
_DATE = mark(
    "Write day/month/year. Where only the month or the year is known, begin with an apostrophe: '03/2023 or '2023."
)
_BETWEEN = {
    **dict.fromkeys((FieldType.LONGITUDE, FieldType.LATITUDE, FieldType.NUMBER, FieldType.SHARE), ("decimal", _NUMBER)),
    FieldType.WHOLE: ("integer", _NUMBER),
    FieldType.YEAR: ("integer", _YEAR),
}
_AMOUNTS = {FieldType.MONEY, FieldType.VOLUME, FieldType.VALUE, FieldType.NUMBER}


def rule_of(field: ImportField, lists: Lists, district: int | None, language: Language) -> dict[str, Any] | None:
    """Return the rule of a column as XlsxWriter takes it, None for free text without a note.

    `district` is the index of the column with the district, on which the list of communes depends.
    """
    rule = _check(field, lists, district, language)
    if not rule and not field.note:
        return None
    prompt = {"input_title": field.heading[:_LONGEST_TITLE], "input_message": field.note[:_LONGEST_MESSAGE]}
    return {"validate": "any"} | rule | (prompt if field.note else {})


def _check(field: ImportField, lists: Lists, district: int | None, language: Language) -> dict[str, Any]:
    if field.type is FieldType.COMMUNE and district is not None:
        # the row stays open: the list follows the district of its own row
        source = lists.communes_of(xl_rowcol_to_cell(1, district, col_abs=True))
        return {"validate": "list", "source": source, **_alert(_COMMUNE, language, "warning")}
    if values := _values(field):
        return {"validate": "list", "source": lists.source(values), **_alert(_CHOOSE, language)}
    return _bounded(field, language)


def _values(field: ImportField) -> tuple[str | int, ...]:
    if field.type is FieldType.DISTRICT:
        return districts()
    return (3, 4, 5) if field.type is FieldType.STARS else tuple(choice.label for choice in field.choices)


def _bounded(field: ImportField, language: Language) -> dict[str, Any]:
    """Return the rule of a number or a date."""
    if field.maximum is not None and field.type in _BETWEEN:
        kind, said = _BETWEEN[field.type]
        limits = {"criteria": "between", "minimum": field.minimum, "maximum": field.maximum}
        return {"validate": kind, **limits, **_alert(said, language)}
    if field.type is FieldType.WHOLE or field.type in _AMOUNTS:
        kind = "integer" if field.type is FieldType.WHOLE else "decimal"
        return {"validate": kind, "criteria": ">=", "value": 0, **_alert(_NUMBER, language)}
    if field.type in {FieldType.DATE, FieldType.STAGE}:
        days = {"minimum": FIRST_DAY, "maximum": LAST_DAY}
        return {"validate": "date", "criteria": "between", **days, **_alert(_DATE, language, "warning")}
    return {}


def _alert(message: str, language: Language, kind: str = "stop") -> dict[str, str]:
    """Return what appears for a value that does not fit; a warning can be overruled."""
    return {"error_type": kind, "error_message": language.text(message)[:_LONGEST_MESSAGE]}
