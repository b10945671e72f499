"""The sets of units that a boundary file can hold: which units stood on the day that a layer shows."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geodata.boundaries import UNIT_LAYERS, bundled_path
from geodata.places.registry import Level, Unit, all_units

DAYS = {
    "districts_2024": date(2024, 12, 31),
    "districts_2025": date(2025, 6, 30),
    "communes_2019": date(2019, 12, 31),
    "communes_2020": date(2024, 12, 31),
    "communes_2025": date(2025, 7, 1),
}
"""The day whose names and codes each layer has."""
KB_LIMITS = {name: 60 if name.startswith("districts") else 250 for name in UNIT_LAYERS}
"""What a layer may weigh on its way to the screen."""


@dataclass(frozen=True)
class UnitSet:
    """The units of a layer by code, and the features of our own layer, which a file is compared with.

    `ours` also holds land that belongs to no commune (the TB1 range); `units` does not.
    """

    name: str
    level: Level
    day: date
    units: Mapping[str, Unit]
    ours: Mapping[str, Mapping[str, Any]]

    @property
    def without_commune(self) -> tuple[str, ...]:
        """The codes of land that belongs to no commune."""
        return tuple(code for code in self.ours if code not in self.units)


@functools.cache
def unit_set(name: str) -> UnitSet:
    """Return the units of a layer; KeyError for a layer that is none of units."""
    level = Level.DISTRICT if name.startswith("districts") else Level.COMMUNE
    units = {unit.code: unit for unit in all_units() if unit.level is level and unit.stands_on(DAYS[name])}
    features = json.loads(bundled_path(name).read_text("utf-8"))["features"]
    return UnitSet(name, level, DAYS[name], units, {feature["properties"]["code"]: feature for feature in features})
