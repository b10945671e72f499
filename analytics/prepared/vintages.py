"""Administrative units of one period ("vintage"), and the unit of each row in it: through its commune where it must.

A row is placed by its commune of 2020-2024, else by its district where that district lies in one unit of the vintage. What
a vintage cannot place has its own line: never dropped, never guessed.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pandas as pd

from analytics.wording.language import mark
from geodata.boundaries import BOUNDARIES_FOLDER, layer_path
from geodata.places.units import TEN_DISTRICTS


class Vintage(StrEnum):
    """The sets of units that a map can show, by the name of their layer."""

    DISTRICTS_2024 = "districts_2024"
    DISTRICTS_2025 = "districts_2025"
    COMMUNES_2025 = "communes_2025"
    COMMUNES_2020 = "communes_2020"
    COMMUNES_2019 = "communes_2019"


VINTAGE_LABELS: dict[Vintage, str] = {
    Vintage.DISTRICTS_2024: mark("Ten districts, until 31 Dec 2024"),
    Vintage.DISTRICTS_2025: mark("Ten districts, 1 Jan – 30 Jun 2025"),
    Vintage.COMMUNES_2025: mark("58 communes and wards, since 1 Jul 2025"),
    Vintage.COMMUNES_2020: mark("209 communes, 2020–2024"),
    Vintage.COMMUNES_2019: mark("230 communes, until 2019"),
}

NOT_PLACED_TEXTS: dict[Vintage, str] = {
    Vintage.DISTRICTS_2024: mark("no source says which district"),
    Vintage.DISTRICTS_2025: mark("known only by an old district that was split, or not known"),
    Vintage.COMMUNES_2025: mark("no commune is known, or it was split"),
    Vintage.COMMUNES_2020: mark("no source says which commune"),
    Vintage.COMMUNES_2019: mark("no commune is known, or it was merged from several"),
}
"""Why rows of a vintage are not placed."""


@dataclass(frozen=True)
class UnitFacts:
    """A unit of a vintage: its names, its area (km²; the official one for the ten districts) and its old district, if one."""

    code: str
    name: str
    short_name: str
    area_km2: float
    district_code: str | None


def is_commune_level(vintage: Vintage) -> bool:
    """Return whether the units of a vintage are communes and wards."""
    return vintage.value.startswith("communes")


@cache
def units_of(vintage: Vintage) -> Mapping[str, UnitFacts]:
    """Return the units of a vintage by code, in the order of the codes; military land that is no commune is left out."""
    official = {district.code: district.area_km2 for district in TEN_DISTRICTS}
    features = json.loads(layer_path(vintage.value).read_text(encoding="utf-8"))["features"]
    facts = {}
    for properties in sorted((feature["properties"] for feature in features), key=lambda item: str(item["code"])):
        if properties.get("is_commune", True):
            code = properties["code"]
            area = official[code] if vintage is Vintage.DISTRICTS_2024 else properties["area_km2"]
            district = _district_of(vintage, code, properties)
            facts[code] = UnitFacts(code, properties["name"], properties["short_name"], area, district)
    return facts


def units_in(vintage: Vintage, districts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the communes of a vintage inside the chosen districts; all units when none lies inside, or among districts."""
    units = units_of(vintage)
    inside = tuple(code for code, unit in units.items() if unit.district_code in districts)
    return inside if is_commune_level(vintage) and inside else tuple(units)


def unit_codes(frame: pd.DataFrame, vintage: Vintage) -> pd.Series:
    """Return the unit code of each row (columns commune_code, district_code) in a vintage, missing where not placed."""
    if vintage is Vintage.DISTRICTS_2024:
        return frame["district_code"]
    by_commune, by_district = _lookups(vintage)
    placed = frame["district_code"].map(by_district)
    if "commune_code" not in frame:
        return placed.astype("string")
    return frame["commune_code"].map(by_commune).where(frame["commune_code"].notna(), placed).astype("string")


@cache
def _crosswalk() -> tuple[Mapping[str, str], ...]:
    with (BOUNDARIES_FOLDER / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _only(column: str, key: str) -> dict[str, str]:
    """Map `key` to `column` of the crosswalk where only one unit answers."""
    found: dict[str, set[str]] = {}
    for row in _crosswalk():
        found.setdefault(row[key], set()).add(row[column])
    return {code: next(iter(units)) for code, units in found.items() if len(units) == 1 and "" not in units}


_COLUMNS = {
    Vintage.DISTRICTS_2024: "district_code",
    Vintage.DISTRICTS_2025: "district_code_2025",
    Vintage.COMMUNES_2025: "code_2025",
    Vintage.COMMUNES_2020: "code_2020",
    Vintage.COMMUNES_2019: "code_2019",
}


def pairs_of(one: Vintage, other: Vintage) -> tuple[tuple[str, str], ...]:
    """Return the units of two vintages that share a piece of land; military land that is no commune is left out."""
    pairs = dict.fromkeys((row[_COLUMNS[one]], row[_COLUMNS[other]]) for row in _crosswalk())
    return tuple((left, right) for left, right in pairs if left in units_of(one) and right in units_of(other))


@cache
def _lookups(vintage: Vintage) -> tuple[dict[str, str], dict[str, str]]:
    """Return (unit by commune of 2020-2024, unit by district of 2024)."""
    by_commune = _only(_COLUMNS[vintage], "code_2020")
    by_district = _only(_COLUMNS[vintage], "district_code") if not is_commune_level(vintage) else {}
    return by_commune, by_district


def _district_of(vintage: Vintage, code: str, properties: Mapping[str, object]) -> str | None:
    if vintage is Vintage.COMMUNES_2025:
        return _only("district_code", "code_2025").get(code)
    if vintage is Vintage.DISTRICTS_2025:
        return _only("district_code", "district_code_2025").get(code)
    return str(properties.get("district_code") or code)
