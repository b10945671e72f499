"""The days of a campaign: who is visited on which day of which team, when the team is where, and which rules a day breaks.

Rules: a day begins and ends at the centre and lasts at most its hours; an appointment is kept to the minute; a day in a
district with days of its own visits no other. Distances are the crow's flight times a factor, or those of an own table.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

CENTRE_PLACE = ""
"""The place at which each day begins and ends, in tables of distances."""


class Left(StrEnum):
    """Why a visit has no day."""

    NO_PLACE = "no_place"
    NO_DAY = "no_day"
    TOO_LONG = "too_long"


class DayBreach(StrEnum):
    """A rule that a move by hand would break."""

    HOURS = "hours"
    APPOINTMENT = "appointment"
    OWN_DAY = "own_day"
    DONE = "done"


@dataclass(frozen=True)
class Stop:
    """A visit to be placed; without a point it goes to its district's day as a list. `appointed_at` is minutes after midnight."""

    visit_id: str
    lon: float | None
    lat: float | None
    commune: str | None
    district: str | None
    minutes: int = 60
    appointed_on: date | None = None
    appointed_at: int | None = None


@dataclass(frozen=True, order=True)
class TeamDay:
    """A day on which a team can go out."""

    day: date
    team_id: str


@dataclass(frozen=True)
class Rules:
    """The centre (lon, lat), when a day begins (minutes after midnight), its hours, how roads are reckoned, whose days are their own.

    `table` holds kilometres, `times` minutes between visits, `CENTRE_PLACE` standing for the centre; a pair that neither has is reckoned.
    """

    centre: tuple[float, float]
    begins: int = 7 * 60 + 30
    minutes: int = 8 * 60
    factor: float = 1.4
    speed_kmh: float = 35
    own_districts: frozenset[str] = frozenset()
    table: Mapping[tuple[str, str], float] = field(default_factory=dict)
    times: Mapping[tuple[str, str], float] = field(default_factory=dict)
    iterations: int = 400
    seed: int = 2024


@dataclass(frozen=True)
class DayPlan:
    """A day of a team: the visits in their order, and those of its districts whose commune is not known, as a list."""

    at: TeamDay
    visits: tuple[str, ...]
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoutePlan:
    """All days with visits, in order, and the visits that have none, with the reason."""

    days: tuple[DayPlan, ...]
    left: Mapping[str, Left] = field(default_factory=dict)


@dataclass(frozen=True)
class Timetable:
    """When a team arrives at each visit (minutes after midnight), when it is back, how far it goes, which rules the day breaks."""

    arrivals: tuple[int, ...]
    back: int
    km: float
    broken: frozenset[DayBreach]


class TravelTimes:
    """Distances and times between the centre and the visits under the rules."""

    def __init__(self, stops: Iterable[Stop], rules: Rules) -> None:
        """Note where the visits are."""
        self.rules = rules
        self.stops = {stop.visit_id: stop for stop in stops}
        self._points = {one.visit_id: (one.lon, one.lat) for one in self.stops.values()} | {CENTRE_PLACE: rules.centre}

    def km(self, start: str, end: str) -> float:
        """Return the kilometres between two visits, or a visit and the centre."""
        table = self.rules.table
        known = table.get((start, end), table.get((end, start)))
        if known is not None:
            return known
        (lon, lat), (to_lon, to_lat) = self._points[start], self._points[end]
        if lon is None or lat is None or to_lon is None or to_lat is None:
            return 0.0
        return crow_km(lon, lat, to_lon, to_lat) * self.rules.factor

    def minutes(self, start: str, end: str) -> int:
        """Return the minutes of the way."""
        times = self.rules.times
        known = times.get((start, end), times.get((end, start)))
        return math.ceil(self.km(start, end) / self.rules.speed_kmh * 60 if known is None else known)

    def inner(self, visits: Sequence[str]) -> int:
        """Return the minutes from the arrival at the first of some visits to the end of the last."""
        ways = sum(self.minutes(*pair) for pair in pairwise(visits))
        return ways + sum(self.stops[visit].minutes for visit in visits)

    def timetable(self, at: TeamDay, visits: Sequence[str]) -> Timetable:
        """Return how a day goes: each leg as early as it can, an appointment at its time."""
        rules, broken = self.rules, set()
        now, arrivals = rules.begins, []
        for before, visit in pairwise((CENTRE_PLACE, *visits)):
            stop = self.stops[visit]
            now += self.minutes(before, visit)
            if stop.appointed_at is not None and stop.appointed_on is not None:
                if now > stop.appointed_at:
                    broken.add(DayBreach.APPOINTMENT)
                now = max(now, stop.appointed_at)
            if stop.appointed_on not in {None, at.day}:
                broken.add(DayBreach.APPOINTMENT)
            arrivals.append(now)
            now += stop.minutes
        back = now + (self.minutes(visits[-1], CENTRE_PLACE) if visits else 0)
        if back > rules.begins + rules.minutes:
            broken.add(DayBreach.HOURS)
        districts = {self.stops[visit].district for visit in visits}
        if len(districts) > 1 and not rules.own_districts.isdisjoint(one for one in districts if one):
            broken.add(DayBreach.OWN_DAY)
        km = sum(self.km(*pair) for pair in pairwise((CENTRE_PLACE, *visits, CENTRE_PLACE))) if visits else 0.0
        return Timetable(tuple(arrivals), back, km, frozenset(broken))


def crow_km(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return the kilometres of the crow's flight between two points (degrees)."""
    first, second = math.radians(lat), math.radians(to_lat)
    wide = math.sin((second - first) / 2) ** 2
    wide += math.cos(first) * math.cos(second) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 12_742.0 * math.asin(min(1.0, math.sqrt(wide)))
