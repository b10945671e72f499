"""What a team takes along, in words: each visit of a day with its time, place and proposal, for sheets, lists, calendar and points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from analytics.selection.place_words import district_name
from analytics.survey.days import TeamDay, TravelTimes
from analytics.survey.distances import DistanceTable, rules_with
from analytics.survey.progress import Visit, team_days_of
from analytics.survey.schedule import plan_of, stops_of, teams_of, visits_of
from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import LocationQuality
from geodata.survey.xlsform import ListedVisit


@dataclass(frozen=True)
class Call:
    """A visit on its day: when the team arrives ("" where it is only on the list of the day), where, for which proposal."""

    visit: Visit
    place: str
    quality: str
    contact: str
    arrives: str = ""
    lon: float | None = None
    lat: float | None = None

    @property
    def name(self) -> str:
        """The facility; the proposal where no facility is named."""
        return self.visit.facility or self.visit.proposal or self.visit.visit_id


@dataclass(frozen=True)
class Trip:
    """A day of a team: its visits in order, when it is back, how far it goes as reckoned."""

    day: date
    team_id: str
    team: str
    members: str
    calls: tuple[Call, ...]
    back: str
    km: float


def call_of(visit: Visit, language: Language, arrives: str = "", *, shows_contact: bool = False) -> Call:
    """Return a visit in words; its contact only for who may see it, and where the person agreed."""
    row = visit.row
    is_agreed = row["contact_consent"] == "given"
    place = str(row["place_text"] or "") or district_name(row["district_code"], language)
    return Call(
        visit=visit,
        place=place,
        quality=label(LocationQuality(str(row["location_quality"])), language),
        contact=str(row["contact"] or "") if shows_contact and is_agreed else "",
        arrives=arrives,
        lon=_number(row["lon"]),
        lat=_number(row["lat"]),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def trips_of(  # noqa: PLR0913 - what a trip is made of
    record: Record,
    campaign: Mapping[str, object],
    visits: Iterable[Visit],
    language: Language,
    *,
    shows_contact: bool,
    own_table: DistanceTable | None = None,
) -> list[Trip]:
    """Return the days of a campaign in order, their times by the office's table of ways where it has one."""
    campaign_id, known = str(campaign["campaign_id"]), {one.visit_id: one for one in visits}
    frame = visits_of(record, campaign_id)
    ground = TravelTimes(stops_of(frame, campaign), rules_with(campaign, own_table, frame))
    order = {day.at: day for day in plan_of(frame).days}
    teams = {str(one["team_id"]): one for one in teams_of(record, campaign_id)}
    trips = []
    for one in team_days_of(known.values()):
        at = TeamDay(date.fromisoformat(one.day), one.team_id)
        table = ground.timetable(at, order[at].visits)
        times = dict(zip(order[at].visits, map(clock, table.arrivals), strict=True))
        team = teams.get(one.team_id, {})
        calls = tuple(
            call_of(known[key], language, times.get(key, ""), shows_contact=shows_contact)
            for key in (*order[at].visits, *order[at].listed)
        )
        trips.append(
            Trip(
                day=at.day,
                team_id=one.team_id,
                team=str(team.get("name") or one.team_id),
                members=str(team.get("members") or "") if shows_contact else "",
                calls=calls,
                back=clock(table.back),
                km=table.km,
            )
        )
    return trips


def clock(minutes: int) -> str:
    """Return minutes after midnight as "08:30"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def listed_visits(trips: Iterable[Trip], others: Iterable[Visit], language: Language) -> list[ListedVisit]:
    """Return the visits as the form of a phone offers them, those of a day first."""
    listed = [_listed(call, language, trip.team, trip.day.isoformat()) for trip in trips for call in trip.calls]
    known = {one.name for one in listed}
    return listed + [_listed(call_of(one, language), language) for one in others if one.visit_id not in known]


def _listed(call: Call, language: Language, team: str = "", day: str = "") -> ListedVisit:
    return ListedVisit(
        name=call.visit.visit_id,
        label=", ".join(one for one in (call.name, call.place) if one),
        about=call.visit.proposal,
        district=district_name(call.visit.row["district_code"], language, short=True),
        team=team,
        planned_on=day,
    )
