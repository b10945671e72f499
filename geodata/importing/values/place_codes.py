"""Where a row lies by the numbers of its commune and district, read in the list of the row's own day: numbers were given anew in 2025."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.importing.values.place import WrittenPlace, place_of_unit
from geodata.places.registry import Level, Unit, units_by_code
from geodata.places.succession import NO_DISTRICTS, VIEW_DATE, unit_bearing
from geodata.schema.vocabulary import LocationQuality

_DIGITS = {Level.COMMUNE: 5, Level.DISTRICT: 3}


@dataclass(frozen=True, slots=True)
class CodePlace:
    """The place that a number means: of several units their common district, None without one; `units` are those that it may mean."""

    place: WrittenPlace | None
    units: tuple[Unit, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the number means units in several places."""
        return self.place is None or (len(self.units) > 1 and self.place.commune_code is None)


def read_unit_code(text: str, level: Level) -> str | None:
    """Return the number that a cell gives, lost zeros given back ("7201", "7201.0" are 07201); None for one that no list has."""
    digits = text.strip().removesuffix(".0").replace(" ", "")
    if not digits.isdecimal() or len(digits) > _DIGITS[level]:
        return None
    code = digits.zfill(_DIGITS[level])
    return code if any(unit.level is level for unit in units_by_code().get(code, ())) else None


def days_of_list(written: str | None, *, has_district: bool) -> tuple[date, ...]:
    """Return the days on which a row may have been written, by its partial date.

    Without one: that of the view where a district is stated, for there are none since July 2025; else that and the first of the list since.
    """
    if not written:
        return (VIEW_DATE,) if has_district else (VIEW_DATE, NO_DISTRICTS)
    year, month, day = (int(part) if part else 0 for part in (written[:4], written[5:7], written[8:10]))
    if day:
        return (date(year, month, day),)
    first = date(year, month or 1, 1)
    last = date(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1) - timedelta(days=1)
    return (first,) if first == last else (first, last)


def place_by_code(code: str, level: Level, days: Sequence[date]) -> CodePlace:
    """Return the place of a number as of the days; one that means several units of different places is none."""
    known = [unit for unit in units_by_code().get(code, ()) if unit.level is level]
    units = tuple(dict.fromkeys(unit for day in days if (unit := _meant(code, level, known, day))))
    places = {(place.commune_code, place.district_code): place for place in map(place_of_unit, units)}
    if len(places) == 1:
        return CodePlace(next(iter(places.values())), units)
    districts = {place.district_code for place in places.values()}
    if len(districts) == 1 and (district := districts.pop()):
        return CodePlace(WrittenPlace(None, None, district, LocationQuality.DISTRICT), units)
    return CodePlace(None, units)


def is_elsewhere(one: WrittenPlace, other: WrittenPlace) -> bool:
    """Whether two places cannot be one: they name different districts or different communes."""
    pairs = ((one.district_code, other.district_code), (one.commune_code, other.commune_code))
    return any(left and right and left != right for left, right in pairs)


def _meant(code: str, level: Level, known: Sequence[Unit], day: date) -> Unit | None:
    """Return the unit that bears a number on a day, else the last one before it, else the first after."""
    unit = unit_bearing(code, day)
    if unit and unit.level is level:
        return unit
    older = [one for one in known if one.valid_to and one.valid_to < day]
    return older[-1] if older else known[0] if known else None
