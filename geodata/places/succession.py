"""What became of a unit, and what it was before: by the pieces of land that it holds."""

import functools
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodata.places.registry import Level, Piece, Unit, all_pieces, units_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable

VIEW_DATE = date(2024, 12, 31)
"""The last day of the ten districts that the default view shows."""
LISTS_2020 = date(2020, 1, 1)
LISTS_2025 = date(2025, 1, 1)
NO_DISTRICTS = date(2025, 7, 1)
"""The day from which there are communes and a province, and no districts (resolutions 202/2025/QH15, 1658/NQ-UBTVQH15)."""


@dataclass(frozen=True)
class LandShare:
    """A unit that holds part of another's land; `share` is 0 to 1 by area, None where the lists do not say how much."""

    unit: Unit
    share: float | None


def code_on(piece: Piece, level: Level, day: date) -> str | None:
    """Return the code of the district or commune that held the piece on a day; None where that is not known or there is none."""
    if level is Level.DISTRICT:
        if day >= NO_DISTRICTS:
            return None
        return piece.district_2025 if day >= LISTS_2025 else piece.district_2024
    if day >= NO_DISTRICTS:
        return piece.code_2025
    if day >= LISTS_2025:
        return piece.code_2025_01
    return piece.code_2020 if day >= LISTS_2020 else piece.code_2019


@functools.cache
def pieces_of(unit: Unit) -> tuple[Piece, ...]:
    """Return the pieces that a unit surely held; for a commune of 2025-01-01 those it may have taken over are left out."""
    day = unit.valid_to or NO_DISTRICTS
    return tuple(piece for piece in all_pieces() if code_on(piece, unit.level, day) == unit.code)


def unit_bearing(code: str, day: date) -> Unit | None:
    """Return the unit that bears the code on a day, if any."""
    return next((unit for unit in units_by_code().get(code, ()) if unit.stands_on(day)), None)


def shares_on(unit: Unit, day: date) -> tuple[LandShare, ...]:
    """Return the units of the same level that hold the unit's land on a day, largest share first.

    Empty for districts from 2025-07-01 on; the Bắc Giang of before comes with share None for the Bắc Ninh of after. Communes that may have taken a piece over on 2025-01-01 (the lists do not say
    which) come with share None: all those that the same commune of 2025-07-01 then absorbed.
    """
    if unit.stands_on(day):
        return (LandShare(unit, 1.0),)
    if unit.level is Level.PROVINCE:
        return _shares([(unit.code, None if day < NO_DISTRICTS else 1.0)], day)
    pieces, areas, open_codes = pieces_of(unit), defaultdict[str, float](float), set[str]()
    for piece in pieces:
        if code := code_on(piece, unit.level, day):
            areas[code] += piece.area_km2
        elif unit.level is Level.COMMUNE and unit_bearing(piece.code_2020, VIEW_DATE):
            open_codes |= possible_codes(piece)
    whole = sum(piece.area_km2 for piece in pieces)
    known = ((code, None if code in open_codes else area / whole) for code, area in areas.items())
    return _shares((*known, *((code, None) for code in sorted(open_codes - areas.keys()))), day)


def possible_codes(piece: Piece) -> set[str]:
    """Return the communes of 2025-01-01 that may have taken over a piece whose commune ended on the day before."""
    return {
        other.code_2025_01
        for other in all_pieces()
        if other.code_2025_01 and (other.code_2025, other.district_2025) in _ends_of(piece)
    }


def _ends_of(piece: Piece) -> set[tuple[str, str]]:
    parts = (other for other in all_pieces() if other.code_2020 == piece.code_2020)
    return {(part.code_2025, part.district_2025) for part in parts}


def _shares(codes: "Iterable[tuple[str, float | None]]", day: date) -> tuple[LandShare, ...]:
    found = [LandShare(unit, share) for code, share in codes if (unit := unit_bearing(code, day))]
    return tuple(sorted(found, key=lambda one: (-(one.share or 0.0), one.unit.code)))


def districts_2024(unit: Unit) -> tuple[tuple[str, float], ...]:
    """Return (code, share of the unit's area) of the ten districts that hold the unit's land, largest first."""
    areas: defaultdict[str, float] = defaultdict(float)
    pieces = pieces_of(unit)
    for piece in pieces:
        areas[piece.district_2024] += piece.area_km2
    whole = sum(areas.values())
    return tuple((code, area / whole) for code, area in sorted(areas.items(), key=lambda item: (-item[1], item[0])))
