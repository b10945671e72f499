"""Where a row lies in the units of a paper's day: a district until 2025-06-30, a commune after it."""

from datetime import date

from analytics.papers.notes import names_district
from analytics.selection.place_words import Row
from geodata.places.units import NO_DISTRICTS, VIEW_DATE, UnitError, unit_on


def area_on(row: Row, day: date) -> str:
    """Return the name of the district, or from the merger on of the commune, that a row lies in; nothing where it is not known."""
    return _name(row["district_code"] if day < NO_DISTRICTS else row["commune_code"], day)


def address_on(row: Row, day: date) -> str:
    """Return the place as it is written; after the merger the commune of the day where what is written names a district."""
    written = str(row["place_text"] or "")
    if written and (day < NO_DISTRICTS or not names_district(written)):
        return written
    return area_on(row, day) or written


def _name(code: object, day: date) -> str:
    if not isinstance(code, str) or not code:
        return ""
    try:
        return unit_on(code, day, known=VIEW_DATE).name
    except UnitError:
        return ""
