"""The names of all units by how they are written: which units fit a reading of a name, where and when."""

import functools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from geodata.grouping import grouped_by
from geodata.places.place_text import Reading
from geodata.places.registry import Level, Unit, all_units
from geodata.places.succession import NO_DISTRICTS, VIEW_DATE, districts_2024, pieces_of, unit_bearing
from geodata.text import fold, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_NAME = 60
"""No name of a unit is near to a longer one."""
CLOSE_ENOUGH = 80
"""How like two names are, of 100, at least: two letters of ten may differ."""


@dataclass(frozen=True)
class Scope:
    """Where and when a name is looked up: a level, a district (or province) code that holds it, a day."""

    level: Level | None = None
    within: str | None = None
    on: date | None = None

    @property
    def day(self) -> date:
        """The day whose names come first."""
        return self.on or VIEW_DATE


def look_up(reading: Reading, scope: Scope) -> list[Unit]:
    """Return the units that a reading fits best: name and kind right, else name folded or kind different, else both."""
    if reading.level and scope.level not in (None, reading.level):
        return []
    level = scope.level or reading.level
    named = (unit for unit in _names().get(_key(reading.name), ()) if level in (None, unit.level))
    folded = [unit for unit in named if _is_within(unit, scope.within)]
    exact = folded if reading.is_plain else [unit for unit in folded if is_spelt(reading, unit)]
    if not reading.kinds:
        return exact or folded
    of_kind = [unit for unit in folded if unit.kind in reading.kinds]
    return [unit for unit in of_kind if unit in exact] or list(dict.fromkeys(of_kind + exact)) or folded


def rows_by_code(rows: "Iterable[Unit]", scope: Scope) -> list[Unit]:
    """Return of each code the row that stands on the day, else the last before, else the first after it.

    With a day given, units that stand on it rule the others out, but not districts after their end. Without one, a name
    that a code bore only before and after the view stays two.
    """
    codes = grouped_by((row.code, row) for row in rows)
    chosen = [row for held in codes.values() for row in _nearest_in_time(held, scope)]
    if scope.on is None:
        return chosen
    standing_rows = [row for row in chosen if row.stands_on(scope.on)]
    gone_districts = [row for row in chosen if row.level is Level.DISTRICT and scope.on >= NO_DISTRICTS]
    older = [row for row in chosen if row.valid_to and row.valid_to < scope.on]
    return list(dict.fromkeys(standing_rows + gone_districts)) or older or chosen


def _nearest_in_time(held: list[Unit], scope: Scope) -> list[Unit]:
    if now := [row for row in held if row.stands_on(scope.day)]:
        return now
    older = [row for row in held if row.valid_to and row.valid_to < scope.day]
    newer = [row for row in held if row.valid_from and row.valid_from > scope.day]
    is_both = scope.on is None and bool(older) and bool(newer)
    return [older[-1], newer[0]] if is_both else [older[-1] if older else newer[0]]


def as_of(row: Unit, day: date) -> Unit:
    """Return the unit that bears the row's code on the day if the row is older; codes of before 2025-07-01 mean others after."""
    is_older = row.valid_to is not None and row.valid_to < day < NO_DISTRICTS
    return (unit_bearing(row.code, day) if is_older else None) or row


def is_spelt(reading: Reading, unit: Unit) -> bool:
    """Return whether a reading spells the unit's name with the right diacritics."""
    return spelling(reading.name) == spelling(unit.short_name)


@functools.lru_cache(maxsize=16384)
def _key(name: str) -> str:
    return fold(name).replace("y", "i")


@functools.cache
def _names() -> dict[str, tuple[Unit, ...]]:
    names: dict[str, tuple[Unit, ...]] = {}
    for unit in all_units():
        names[_key(unit.short_name)] = (*names.get(_key(unit.short_name), ()), unit)
    return names


@functools.cache
def _homes(unit: Unit) -> frozenset[str]:
    pieces = pieces_of(unit) if unit.level is not Level.PROVINCE else ()
    districts = {code for piece in pieces for code in (piece.district_2024, piece.district_2025)}
    return frozenset({"24", unit.code, unit.parent_code or "", *districts})


def _is_within(unit: Unit, within: str | None) -> bool:
    return within is None or within in _homes(unit)


def shares_district(one: Unit, other: Unit) -> bool:
    """Return whether two units hold land in one of the ten districts of 2024."""
    return not {code for code, _ in districts_2024(one)}.isdisjoint(code for code, _ in districts_2024(other))


def close_units(reading: Reading, scope: Scope) -> list[Unit]:
    """Return the units whose names are nearest to a reading's, nearest first; none if no name is near."""
    if len(reading.name) > _LONGEST_NAME:
        return []
    names, level = _names(), scope.level or reading.level
    rows = [unit for name in _close_names(_key(reading.name)) for unit in names[name] if level in (None, unit.level)]
    return rows_by_code([unit for unit in rows if _is_within(unit, scope.within)], scope)


@functools.lru_cache(maxsize=16384)
def _close_names(key: str) -> tuple[str, ...]:
    found = process.extract(key, _names().keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=3)
    return tuple(name for name, _, _ in found)
