"""Check rows against the rules of the record, ten thousand in a moment."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from math import isfinite
from typing import Any

from geodata.places.registry import Level, units_by_code
from geodata.schema.frames import ID, PARTIAL_DATE, Column
from geodata.schema.office import RULES
from geodata.store.model import DOCUMENTS, Change, RowFault, ValueFault
from geodata.store.tables import KEY_OF, VALUE_COLUMNS

_MOST_LETTERS = 20_000
LARGEST_WHOLE = 2**63 - 1
_PLAIN = frozenset((str, int, float, bool, type(None)))
_DOCUMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]*/\S(.{0,198}\S)?")
_ID = re.compile(ID)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line ends, and halves of letters."""
_UNITS = {"district_code": Level.DISTRICT, "commune_code": Level.COMMUNE}


def clean(change: Change, faults: list[RowFault]) -> dict[str, Any] | None:
    """Return the values of a row in the order of its columns, texts in NFC; None for a removal.

    What breaks a rule is added to `faults`.
    """
    if change.table not in KEY_OF:
        faults.append(_fault(change, "", change.table, ValueFault.NO_SUCH_TABLE))
        return None
    pattern = _DOCUMENT_ID if change.table == DOCUMENTS else _ID
    if not pattern.fullmatch(change.row_id):
        faults.append(_fault(change, KEY_OF[change.table], change.row_id, ValueFault.KEY))
    if change.after is None:
        return None
    columns = VALUE_COLUMNS[change.table]
    if len(change.after) != len(columns) or any(column not in change.after for column in columns):
        names = ", ".join(sorted(set(columns).symmetric_difference(change.after)))
        faults.append(_fault(change, names, "", ValueFault.COLUMNS))
        return None
    if change.table == DOCUMENTS:
        return dict(change.after)
    values = _checked(change, change.after, faults)
    if values[columns[0]] != change.row_id:
        faults.append(_fault(change, columns[0], values[columns[0]], ValueFault.KEY))
    return values


def _checked(change: Change, after: Mapping[str, Any], faults: list[RowFault]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, check, missing in _checks(change.table):
        value = after[column]
        value = value if type(value) in _PLAIN else _plain(value)
        values[column], fault = (None, missing) if value is None else check(value)
        if fault:
            faults.append(_fault(change, column, value, fault))
    faults.extend(_fault(change, column, values[column], fault) for column, fault in _together(values))
    return values


def _fault(change: Change, column: str, value: object, fault: ValueFault) -> RowFault:
    return RowFault(change.table, change.row_id[:100], column, "" if value is None else str(value)[:100], fault)


def _plain(value: Any) -> Any:
    """Return the plain value of a numpy or pandas scalar; what pandas calls missing is None."""
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    return value.item() if hasattr(value, "item") else value


_Checked = tuple[Any, ValueFault | None]
Check = Callable[[Any], _Checked]


@cache
def _checks(table: str) -> tuple[tuple[str, Check, ValueFault | None], ...]:
    """Return for each column the check of a value, and what is wrong when there is none."""
    makers = {"string[python]": _text_check, "Int64": _whole_check, "Float64": _number_check, "boolean": _flag_check}
    return tuple(
        (column, makers[rule.dtype](rule), None if rule.is_nullable else ValueFault.MISSING)
        for column, rule in RULES[table].items()
    )


def _text_check(rule: Column) -> Check:
    choices = frozenset(rule.choices)
    pattern = re.compile(rule.pattern) if rule.pattern else None
    is_date = rule.pattern == PARTIAL_DATE

    def check(value: Any) -> _Checked:
        if type(value) is not str:
            return None, ValueFault.TYPE
        text = unicodedata.normalize("NFC", value)
        if choices:
            return text, None if text in choices else ValueFault.CHOICE
        if not text.strip() or len(text) > _MOST_LETTERS or _UNWRITABLE.search(text):
            return text, ValueFault.TEXT
        if pattern and (text.endswith("\n") or not pattern.search(text)):
            return text, ValueFault.PATTERN
        return text, ValueFault.DATE if is_date and not _is_date(text) else None

    return check


def _is_date(text: str) -> bool:
    parts = [int(part) for part in text.split("-")]
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        return False
    return True


def _whole_check(rule: Column) -> Check:
    def check(value: Any) -> _Checked:
        if type(value) is not int:
            return None, ValueFault.TYPE
        return value, _range_fault(value, rule) or (ValueFault.TOO_LARGE if value > LARGEST_WHOLE else None)

    return check


def _number_check(rule: Column) -> Check:
    def check(value: Any) -> _Checked:
        if type(value) not in {int, float} or abs(value) > 1e300 or not isfinite(value):
            return None, ValueFault.TYPE
        return float(value), _range_fault(value, rule)

    return check


def _flag_check(_rule: Column) -> Check:
    return lambda value: (value, None) if type(value) is bool else (None, ValueFault.TYPE)


def _range_fault(value: float, rule: Column) -> ValueFault | None:
    if rule.minimum is not None and value < rule.minimum:
        return ValueFault.TOO_SMALL
    return ValueFault.TOO_LARGE if rule.maximum is not None and value > rule.maximum else None


def _together(values: Mapping[str, Any]) -> Iterator[tuple[str, ValueFault]]:
    """Yield what is wrong between columns: years and days in order, an amount with its unit, a point whole and exact, codes that are units."""
    first, last = values.get("year_from"), values.get("year_to")
    if first is not None and last is not None and first > last:
        yield "year_to", ValueFault.ORDER
    start, end = values.get("effective_from"), values.get("effective_to")
    if start is not None and end is not None and end < start[: len(end)]:
        yield "effective_to", ValueFault.ORDER
    if values.get("amount") is not None and values.get("unit") is None:
        yield "unit", ValueFault.MISSING
    if values.get("scope") == "district" and values.get("district_code") is None:
        yield "district_code", ValueFault.MISSING
    if "lon" in values:
        has_point = values["lon"] is not None and values["lat"] is not None
        has_part = values["lon"] is not None or values["lat"] is not None
        if has_point != has_part or has_point != (values["location_quality"] == "exact"):
            yield "location_quality", ValueFault.POINT
    for column, level in _UNITS.items():
        code = values.get(column)
        if code is not None and (code, level) not in _known_units():
            yield column, ValueFault.UNIT


@cache
def _known_units() -> frozenset[tuple[str, Level]]:
    return frozenset((code, unit.level) for code, units in units_by_code().items() for unit in units)
