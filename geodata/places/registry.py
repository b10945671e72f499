"""The unit tables beside the layers, read once: every unit with the days it stood, and the pieces of land behind them."""

import csv
import functools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.boundaries import BOUNDARIES_FOLDER


class Level(StrEnum):
    """The level of a unit."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True)
class Unit:
    """A unit over the days on which it kept name, parent and (as far as is known) land.

    `code` is that of the General Statistics Office; the communes of 2025-07-01 reuse codes of older ones, so a code means a
    unit only together with a day. `valid_from` None: before the first list (2019); `valid_to` None: still stands.
    """

    code: str
    name: str
    short_name: str
    kind: str
    level: Level
    parent_code: str | None
    valid_from: date | None
    valid_to: date | None

    def stands_on(self, day: date) -> bool:
        """Return whether the unit stands on a day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Piece:
    """A piece of land that no change of units divided; codes of the units that held it.

    `code_2025_01` is None where the lists do not say which commune took the piece over on 2025-01-01.
    """

    code_2019: str
    code_2020: str
    district_2024: str
    code_2025_01: str | None
    district_2025: str
    code_2025: str
    area_km2: float


@functools.cache
def all_units() -> tuple[Unit, ...]:
    """Return every unit of 2019 to now: provinces, districts, communes, each by code and first day."""
    with (BOUNDARIES_FOLDER / "units.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_unit(row) for row in csv.DictReader(file))


@functools.cache
def units_by_code() -> dict[str, tuple[Unit, ...]]:
    """Return the units of each code, oldest first."""
    codes: dict[str, tuple[Unit, ...]] = {}
    for unit in all_units():
        codes[unit.code] = (*codes.get(unit.code, ()), unit)
    return codes


@functools.cache
def all_pieces() -> tuple[Piece, ...]:
    """Return the pieces of the former province, the two of the TB1 range (no commune until 2025-07-01) among them."""
    with (BOUNDARIES_FOLDER / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_piece(row) for row in csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        level=Level(row["level"]),
        parent_code=row["parent_code"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _piece(row: dict[str, str]) -> Piece:
    return Piece(
        code_2019=row["code_2019"],
        code_2020=row["code_2020"],
        district_2024=row["district_code"],
        code_2025_01=row["code_2025_01"] or None,
        district_2025=row["district_code_2025"],
        code_2025=row["code_2025"],
        area_km2=float(row["area_km2"]),
    )
