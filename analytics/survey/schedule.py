"""Between the rows of a campaign and its plan of days: visits as stops, settings as rules, planned rows as days and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.selection.place_words import Row, records
from analytics.survey.days import DayPlan, RoutePlan, Rules, Stop, TeamDay
from geodata.places.placement import spread_points, unit_point
from geodata.record import Record
from geodata.schema.survey_vocabulary import VisitState
from geodata.settings import centre_point
from geodata.text import alphabetical

_CITY = "213"
"""The district in whose middle the centre is taken to be where no setting says better."""
DEFAULTS = {"minutes_per_visit": 60, "hours_per_day": 8.0, "road_factor": 1.4, "speed_kmh": 35.0}
OPEN = (VisitState.PLANNED, VisitState.POSTPONED, VisitState.NOBODY_THERE)
"""Visits that are still to be made."""


def campaign_of(record: Record, campaign_id: str) -> Row | None:
    """Return a campaign, with the usual figures where the office gave none; None when there is none."""
    frame = record["survey_campaigns"]
    rows = plain_rows(frame[frame["campaign_id"].eq(campaign_id)])
    if not rows:
        return None
    return {name: DEFAULTS.get(name) if value is None else value for name, value in rows[0].items()}


def visits_of(record: Record, campaign_id: str) -> pd.DataFrame:
    """Return the visits of a campaign, with lon and lat where they can be drawn, by day, team, order and key."""
    frame = record["survey_visits"]
    own = frame[frame["campaign_id"].eq(campaign_id)]
    placed = spread_points(own.reset_index(drop=True), key="visit_id")
    return placed.sort_values(["planned_on", "team_id", "day_order", "visit_id"], ignore_index=True)


def teams_of(record: Record, campaign_id: str) -> list[Row]:
    """Return the teams of a campaign by name."""
    frame = record["survey_teams"]
    mine = plain_rows(frame[frame["campaign_id"].eq(campaign_id)])
    return sorted(mine, key=lambda team: alphabetical(str(team["name"])))


def stops_of(visits: pd.DataFrame, campaign: Row) -> list[Stop]:
    """Return the visits as stops; only what lies in a known commune has a point to drive to."""
    return [
        Stop(
            visit_id=row["visit_id"],
            lon=row["lon"] if row["commune_code"] else None,
            lat=row["lat"] if row["commune_code"] else None,
            commune=row["commune_code"],
            district=row["district_code"],
            minutes=int(campaign["minutes_per_visit"]),
            appointed_on=date.fromisoformat(row["appointed_on"]) if is_day(row["appointed_on"]) else None,
            appointed_at=minutes_of(row["appointed_at"]) if row["appointed_at"] else None,
        )
        for row in plain_rows(visits)
    ]


def rules_of(
    campaign: Row,
    kilometres: Mapping[tuple[str, str], float] | None = None,
    minutes: Mapping[tuple[str, str], float] | None = None,
) -> Rules:
    """Return the rules that a campaign sets, with the ways of an own table where there is one."""
    own = str(campaign["own_day_districts"] or "")
    return Rules(
        centre=centre_point() or unit_point(_CITY),
        minutes=round(float(campaign["hours_per_day"]) * 60),
        factor=float(campaign["road_factor"]),
        speed_kmh=float(campaign["speed_kmh"]),
        own_districts=frozenset(own.split(";")) - {""},
        table=kilometres or {},
        times=minutes or {},
    )


def team_days(campaign: Row, teams: Iterable[Row], since: date | None = None) -> list[TeamDay]:
    """Return the days, Monday to Friday, on which the teams of a campaign can go out; from a day on where that is given."""
    if not is_day(campaign["starts_on"]) or not is_day(campaign["ends_on"]):
        return []
    first, last = (date.fromisoformat(str(campaign[name])) for name in ("starts_on", "ends_on"))
    first = max(first, since) if since else first
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [TeamDay(day, str(team["team_id"])) for day in days if day.weekday() < 5 for team in teams]


def plan_of(visits: pd.DataFrame) -> RoutePlan:
    """Return the plan that the visits of a campaign carry; what lies in no known commune is on the list of its day."""
    days: dict[TeamDay, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in plain_rows(visits):
        if row["team_id"] and is_day(row["planned_on"]):
            at = TeamDay(date.fromisoformat(row["planned_on"]), row["team_id"])
            days[at][0 if row["commune_code"] else 1].append(row["visit_id"])
    return RoutePlan(tuple(DayPlan(at, tuple(days[at][0]), tuple(days[at][1])) for at in sorted(days)))


def kept_days(visits: pd.DataFrame, plan: RoutePlan) -> list[DayPlan]:
    """Return the days on which something is no longer to be done: they stay as they are when the rest is planned anew."""
    over = set(visits.loc[~visits["state"].isin(list(OPEN)), "visit_id"].astype(str))
    return [day for day in plan.days if over & {*day.visits, *day.listed}]


def planned_values(visits: pd.DataFrame, plan: RoutePlan) -> dict[str, dict[str, Any]]:
    """Return by visit the columns that the plan changes: day, team and order, or none of them."""
    empty: dict[str, Any] = {"planned_on": None, "team_id": None, "day_order": None}
    wanted = {
        one: {"planned_on": day.at.day.isoformat(), "team_id": day.at.team_id, "day_order": place}
        for day in plan.days
        for place, one in enumerate((*day.visits, *day.listed), 1)
    }
    pairs = ((row, wanted.get(row["visit_id"], empty)) for row in plain_rows(visits))
    return {row["visit_id"]: after for row, after in pairs if any(row[name] != value for name, value in after.items())}


def minutes_of(clock: str) -> int:
    """Return the minutes after midnight of "08:30"."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def is_day(value: Any) -> bool:
    """Tell whether a date is known to the day."""
    return isinstance(value, str) and len(value) == len("2024-01-18")


def plain_rows(frame: pd.DataFrame) -> list[Row]:
    """Return rows with None where nothing is known."""
    return records(frame.astype(object).where(frame.notna(), None))
