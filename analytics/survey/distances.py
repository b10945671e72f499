"""An office's own table of kilometres or minutes between places: read from a sheet, checked row by row, laid under the plan of days.

A place is the centre, a facility by its name, or a commune (of 2020 to 2024, or since 2025). A way counts in both directions
unless the table states each. What the table does not have is reckoned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

import pandas as pd

from analytics.prepared.vintages import Vintage, unit_codes
from analytics.selection.place_words import Row
from analytics.survey.days import CENTRE_PLACE, Rules
from analytics.survey.schedule import plain_rows, rules_of
from analytics.wording.csv_table import csv_text
from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.values.numbers import read_number
from geodata.places.gazetteer import MatchStatus, match_unit
from geodata.places.registry import Level
from geodata.record import Record
from geodata.schema.vocabulary import Qualifier
from geodata.text import fold

DISTANCES_KIND = "survey-distances"
CENTRE_NAMES = ("Trung tâm", "Điểm xuất phát", "Centre")
HEADINGS, MINUTES = ("Từ", "Đến", "Km"), "Phút"
_FROM, _TO = {"tu", "diem di", "noi di", "from"}, {"den", "diem den", "noi den", "to"}
_DAYS = {"2020": date(2024, 6, 1), "2025": date(2025, 7, 2)}
"""A day on which the communes of a list are standing."""


class DistanceUnit(StrEnum):
    """What a table counts, with how much of it no way within the province has."""

    KM = "km"
    MINUTES = "minutes"

    @property
    def most(self) -> int:
        """Return the longest way that a table may state."""
        return 400 if self is DistanceUnit.KM else 720


class DistanceFault(StrEnum):
    """Why a table, or a row of it, is not understood."""

    NO_HEADINGS = "no_headings"
    NO_WAYS = "no_ways"
    NO_PLACE = "no_place"
    SEVERAL_PLACES = "several_places"
    NO_NUMBER = "no_number"
    TOO_LONG = "too_long"
    SAYS_OTHERWISE = "says_otherwise"


@dataclass(frozen=True)
class DistanceRowFault:
    """What is wrong in a row (1 is the first of the sheet; 0 where it is the table itself), with the text that stands there."""

    row: int
    fault: DistanceFault
    text: str = ""


_Pair = tuple[str, str]


@dataclass(frozen=True)
class DistanceTable:
    """A table that was read: the file it came from, what it counts, the ways between places by their keys."""

    name: str
    unit: DistanceUnit
    ways: Mapping[_Pair, float] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """Return the table as JSON, as the store keeps it."""
        return {"name": self.name, "unit": self.unit.value, "ways": [[*pair, way] for pair, way in self.ways.items()]}

    def between(self, visits: pd.DataFrame) -> dict[_Pair, float]:
        """Return the ways between visits, and between each and the centre, as far as the table has them."""
        keys = {CENTRE_PLACE: [CENTRE_PLACE], **_keys_of(visits)}
        found = {}
        for start, starts in keys.items():
            for end, ends in keys.items():
                if start == end:
                    continue
                pairs = [(one, other) for one in starts for other in ends]
                known = [self.ways[pair] for pair in pairs if pair in self.ways]
                known += [self.ways[other, one] for one, other in pairs if (other, one) in self.ways]
                if known:
                    found[start, end] = known[0]
        return found


def table_from(content: Mapping[str, Any]) -> DistanceTable:
    """Return the table that the store kept."""
    ways = {(str(start), str(end)): float(way) for start, end, way in content["ways"]}
    return DistanceTable(content["name"], DistanceUnit(content["unit"]), ways)


def _keys_of(visits: pd.DataFrame) -> dict[str, list[str]]:
    """Return by visit the keys of the places that it is at, the most precise first."""
    new = unit_codes(visits, Vintage.COMMUNES_2025)
    keys: dict[str, list[str]] = {}
    for row, code in zip(plain_rows(visits[["visit_id", "facility_id", "commune_code"]]), new, strict=True):
        places = (("facility", row["facility_id"]), ("2020", row["commune_code"]), ("2025", code))
        keys[row["visit_id"]] = [f"{kind}:{value}" for kind, value in places if isinstance(value, str)]
    return keys


def read_distances(
    record: Record, name: str, sheets: Iterable[Sheet]
) -> tuple[DistanceTable | None, list[DistanceRowFault]]:
    """Return the table of the first sheet that has its headings (from, to, km or minutes), None where anything in it is wrong."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            if (columns := _columns(row)) is not None:
                return _read(_Places(record), name, columns, list(enumerate(sheet.rows[number + 1 :], number + 2)))
    return None, [DistanceRowFault(0, DistanceFault.NO_HEADINGS)]


def _columns(row: Sequence[SheetCell]) -> tuple[int, int, int, DistanceUnit] | None:
    headings = [fold(str(cell)) if cell is not None else "" for cell in row]
    starts = [at for at, text in enumerate(headings) if text in _FROM]
    ends = [at for at, text in enumerate(headings) if text in _TO]
    words = {DistanceUnit.KM: ("km", "ki lo met", "kilomet"), DistanceUnit.MINUTES: ("phut", "minutes")}
    for unit, known in words.items():
        values = [at for at, text in enumerate(headings) if any(one in text for one in known)]
        if starts and ends and values:
            return starts[0], ends[0], values[0], unit
    return None


def _read(
    places: "_Places",
    name: str,
    columns: tuple[int, int, int, DistanceUnit],
    rows: Sequence[tuple[int, Sequence[SheetCell]]],
) -> tuple[DistanceTable | None, list[DistanceRowFault]]:
    *at, unit = columns
    ways: dict[_Pair, float] = {}
    faults: list[DistanceRowFault] = []
    for number, row in rows:
        start, end, told = (row[int(one)] for one in at)
        if all(cell is None or not str(cell).strip() for cell in (start, end, told)):
            continue
        pair = tuple(places.key(str(one or "").strip()) for one in (start, end))
        found = [
            DistanceRowFault(number, key, str(text or ""))
            for key, text in zip(pair, (start, end), strict=True)
            if isinstance(key, DistanceFault)
        ]
        way = _number(told, unit)
        found += [DistanceRowFault(number, way, str(told or ""))] if isinstance(way, DistanceFault) else []
        if not found and not isinstance(way, DistanceFault):
            key = (str(pair[0]), str(pair[1]))
            if ways.setdefault(key, way) != way:
                found = [DistanceRowFault(number, DistanceFault.SAYS_OTHERWISE, f"{start} – {end}")]
        faults += found
    if not ways and not faults:
        faults = [DistanceRowFault(0, DistanceFault.NO_WAYS)]
    return (None if faults else DistanceTable(name, unit, ways)), faults


def _number(cell: SheetCell, unit: DistanceUnit) -> float | DistanceFault:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = float(cell)
    else:
        read = read_number(str(cell or ""))
        if read is None or read.qualifier is not Qualifier.EXACT or read.tail:
            return DistanceFault.NO_NUMBER
        value = float(read.value)
    if not value >= 0:
        return DistanceFault.NO_NUMBER
    return value if value <= unit.most else DistanceFault.TOO_LONG


class _Places:
    """What a text of a table names: the centre, a facility of the record, a commune."""

    def __init__(self, record: Record) -> None:
        self._facilities: dict[str, list[str]] = {}
        for row in plain_rows(record["facilities"][["facility_id", "name"]]):
            self._facilities.setdefault(fold(str(row["name"])), []).append(str(row["facility_id"]))
        self._centre = {fold(one) for one in CENTRE_NAMES}

    def key(self, text: str) -> str | DistanceFault:
        """Return the key of a place, or why there is none."""
        plain = fold(text)
        if plain in self._centre:
            return CENTRE_PLACE
        if found := self._facilities.get(plain):
            return f"facility:{found[0]}" if len(found) == 1 else DistanceFault.SEVERAL_PLACES
        is_ambiguous = False
        for kind, day in _DAYS.items():
            match = match_unit(text, level=Level.COMMUNE.value, on=day)
            if match.status is MatchStatus.MATCHED and match.unit is not None:
                return f"{kind}:{match.unit.code}"
            is_ambiguous |= match.status is MatchStatus.AMBIGUOUS
        return DistanceFault.SEVERAL_PLACES if is_ambiguous else DistanceFault.NO_PLACE


def rules_with(campaign: Row, table: DistanceTable | None, visits: pd.DataFrame) -> Rules:
    """Return the rules of a campaign, its ways from the office's table as far as that has them."""
    ways = table.between(visits) if table else {}
    is_km = table is None or table.unit is DistanceUnit.KM
    return rules_of(campaign, ways if is_km else None, None if is_km else ways)


def coverage(table: DistanceTable, visits: pd.DataFrame) -> tuple[int, int]:
    """Return how many ways between visits, and between each and the centre, a table has, and of how many."""
    known, places = table.between(visits), [CENTRE_PLACE, *visits["visit_id"].astype(str)]
    pairs = list(combinations(places, 2))
    return sum(pair in known for pair in pairs), len(pairs)


def blank_table(names: Sequence[str]) -> str:
    """Return a table to fill in as CSV: each way between the centre and some communes, and between those."""
    pairs = combinations([CENTRE_NAMES[0], *names], 2)
    return csv_text(HEADINGS, [(start, end, "") for start, end in pairs])
