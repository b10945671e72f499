"""Where something lies in the units of a paper's day: a district until 2025-06-30, a commune after it."""

from collections.abc import Mapping, Sequence
from datetime import date

from analytics.papers.notes import names_district
from geodata.places.units import NO_DISTRICTS, VIEW_DATE, UnitError, unit_on


def area_on(row: Mapping[str, object], day: date) -> str:
    """Return the name of the district, or from the merger on of the commune, that a row lies in; nothing where it is not known."""
    return unit_name_on(row["district_code"] if day < NO_DISTRICTS else row["commune_code"], day)


def address_on(row: Mapping[str, object], day: date) -> str:
    """Return the place as it is written; after the merger the commune of the day where what is written names a district."""
    written = str(row["place_text"] or "")
    if written and (day < NO_DISTRICTS or not names_district(written)):
        return written
    return area_on(row, day) or written


def units_named(commune: str | None, districts: Sequence[str], day: date) -> str:
    """Return the names of a commune of 2020–2024 and of districts on a day, the communes alone from the merger on."""
    codes = [commune, *districts] if day < NO_DISTRICTS else [commune]
    return ", ".join(name for code in codes if (name := unit_name_on(code, day)))


def unit_name_on(code: object, day: date) -> str:
    """Return the name on a day of the unit that bore a code in 2024; nothing where it is not one unit any more."""
    if not isinstance(code, str) or not code:
        return ""
    try:
        return unit_on(code, day, known=VIEW_DATE).name
    except UnitError:
        return ""
