"""Where something lies in the units of a paper's day: a district until 2025-06-30, a commune after it."""

from collections.abc import Mapping, Sequence
from datetime import date

from analytics.papers.notes import names_district
from analytics.papers.phrases import phrases
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
    """Return the names of a commune of 2020–2024 and of districts on a day.

    From the merger on a commune stands alone; where none is known the districts are named as former ones.
    """
    commune_name = unit_name_on(commune, day)
    if day < NO_DISTRICTS:
        return ", ".join(name for name in (commune_name, *(unit_name_on(code, day) for code in districts)) if name)
    former = (unit_name_on(code, VIEW_DATE) for code in districts)
    return commune_name or ", ".join(phrases("common").say("former", unit=name) for name in former if name)


def unit_name_on(code: object, day: date) -> str:
    """Return the name on a day of the unit that bore a code in 2024; nothing where it is not one unit any more."""
    if not isinstance(code, str) or not code:
        return ""
    try:
        return unit_on(code, day, known=VIEW_DATE).name
    except UnitError:
        return ""
