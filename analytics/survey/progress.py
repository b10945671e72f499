"""How far a campaign is: by area, by day and team, what is open, what was found; each number with the visits behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from analytics.prepared.vintages import Vintage, unit_codes, units_of
from analytics.selection.place_words import district_name
from analytics.survey.answers import Filled, Meanings, counted_forms, filled_forms
from analytics.survey.schedule import OPEN, campaign_of, is_day, plain_rows, visits_of
from analytics.wording.language import Language
from geodata.clock import today
from geodata.grouping import grouped_by
from geodata.places.succession import NO_DISTRICTS
from geodata.record import Record
from geodata.schema.partial_dates import possible_days
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, SubmissionState, VisitState
from geodata.text import alphabetical

RECOMMENDED = frozenset({"yes", "less"})


class VisitStep(StrEnum):
    """What is counted of the visits on a list."""

    ON_LIST = "on_list"
    PLANNED = "planned"
    VISITED = "visited"
    RECOMMENDED = "recommended"


@dataclass(frozen=True)
class Visit:
    """A visit with what is known of it: its facility and proposal by name, its area, the answers that count."""

    visit_id: str
    facility: str
    proposal: str
    area: str
    area_code: str | None
    state: VisitState
    row: Mapping[str, object]
    answers: Mapping[str, str]
    form_version: str = ""
    recommended: str | None = None
    amount_vnd: int | None = None
    requested_vnd: int | None = None

    @property
    def is_recommended(self) -> bool:
        """Whether the team worked there and recommends support, be it less than was asked for."""
        return self.state is VisitState.DONE and self.recommended in RECOMMENDED

    def has_reached(self, step: VisitStep) -> bool:
        """Tell whether the visit counts in a step: has a day, was made, ended in a recommendation."""
        return {
            VisitStep.ON_LIST: True,
            VisitStep.PLANNED: is_day(self.row["planned_on"]),
            VisitStep.VISITED: self.state is VisitState.DONE,
            VisitStep.RECOMMENDED: self.is_recommended,
        }[step]


@dataclass(frozen=True)
class AreaProgress:
    """The numbers of an area, each as the visits behind it; `name` is that of a district, or of a commune with its former district."""

    name: str
    code: str | None
    on_list: tuple[Visit, ...]

    def at(self, step: VisitStep) -> tuple[Visit, ...]:
        """Return the visits that have reached a step."""
        return at_step(self.on_list, step)


def at_step(visits: Iterable[Visit], step: VisitStep) -> tuple[Visit, ...]:
    """Return the visits that have reached a step."""
    return tuple(one for one in visits if one.has_reached(step))


def visits_with_answers(record: Record, campaign_id: str, language: Language) -> list[Visit]:
    """Return the visits of a campaign by area and name, without contacts after the day until which they are kept."""
    campaign = campaign_of(record, campaign_id)
    if campaign is None:
        return []
    kind, meanings, counted = CampaignKind(campaign["kind"]), Meanings(record), counted_forms(record)
    frame = visits_of(record, campaign_id)
    names = record["facilities"].set_index("facility_id")["name"]
    proposals = record["proposals"].set_index("proposal_id")
    if keeps_no_more(campaign):
        frame = frame.assign(contact=pd.array([None] * len(frame), dtype="string"))
    areas = area_names(frame, campaign, language)
    codes = [code if isinstance(code, str) else None for code in unit_codes(frame, vintage_of(campaign))]
    visits = []
    for row, area, code in zip(plain_rows(frame), areas, codes, strict=True):
        filled: Filled | None = counted.get(row["visit_id"])
        answers = filled.answers if filled else {}
        amount = meanings.number(kind, answers, AnswerMeaning.RECOMMENDED_AMOUNT)
        asked = proposals["support_vnd"].get(row["proposal_id"])
        visits.append(
            Visit(
                visit_id=row["visit_id"],
                facility=str(names.get(row["facility_id"], "")),
                proposal=str(proposals["title"].get(row["proposal_id"], "")),
                area=area,
                area_code=code,
                state=VisitState(row["state"] or VisitState.PLANNED),
                row=row,
                answers=answers,
                form_version=str(filled.row["form_version"] or "") if filled else "",
                recommended=meanings.text(kind, answers, AnswerMeaning.RECOMMENDED),
                amount_vnd=None if amount is None else round(amount),
                requested_vnd=None if asked is None or pd.isna(asked) else int(asked),
            )
        )
    return visits


def keeps_no_more(campaign: Mapping[str, object]) -> bool:
    """Tell whether the day until which contacts and photos of a campaign are kept is past: they are shown no more."""
    until = campaign["contacts_until"]
    return bool(until) and possible_days(str(until))[1] < today()


def area_names(visits: pd.DataFrame, campaign: Mapping[str, object], language: Language) -> list[str]:
    """Return the area of each visit: its district, from 2025-07-01 on its commune with the former district where it was of one."""
    districts = [district_name(code, language, short=True) for code in visits["district_code"]]
    vintage = vintage_of(campaign)
    if vintage is Vintage.DISTRICTS_2024:
        return districts
    units = units_of(vintage)
    named = {
        code: f"{one.name} ({district_name(one.district_code, language, short=True)})"
        if one.district_code
        else one.name
        for code, one in units.items()
    }
    codes = unit_codes(visits, vintage).fillna("")
    return [named.get(code, district) for code, district in zip(codes, districts, strict=True)]


def vintage_of(campaign: Mapping[str, object]) -> Vintage:
    """Return by which units a campaign is told: districts, communes where it falls in the time without districts."""
    begins = campaign["starts_on"]
    day = date.fromisoformat(str(begins)) if is_day(begins) else date(int(str(campaign["year"])), 1, 1)
    return Vintage.COMMUNES_2025 if day >= NO_DISTRICTS else Vintage.DISTRICTS_2024


def areas_of(visits: Iterable[Visit]) -> list[AreaProgress]:
    """Return the areas that visits lie in, in the order of the alphabet of their names; what is in no known unit last."""
    by_area = grouped_by(((one.area, one.area_code), one) for one in visits)
    return [
        AreaProgress(*key, tuple(by_area[key]))
        for key in sorted(by_area, key=lambda key: (key[1] is None, alphabetical(key[0])))
    ]


@dataclass(frozen=True)
class TeamDayProgress:
    """A day of a team: the visits planned on it and those that are over."""

    day: str
    team_id: str
    visits: tuple[Visit, ...]

    @property
    def n_over(self) -> int:
        """How many of its visits are no longer to be made."""
        return sum(one.state not in OPEN for one in self.visits)


def team_days_of(visits: Iterable[Visit]) -> list[TeamDayProgress]:
    """Return the days of the teams in order."""
    by_day = grouped_by(
        ((str(one.row["planned_on"]), str(one.row["team_id"])), one)
        for one in visits
        if is_day(one.row["planned_on"]) and one.row["team_id"]
    )
    return [TeamDayProgress(day, team, tuple(sorted(by_day[day, team], key=_order))) for day, team in sorted(by_day)]


def _order(visit: Visit) -> tuple[int, str]:
    place = visit.row["day_order"]
    return (int(str(place)) if place is not None else 999, visit.visit_id)


@dataclass(frozen=True)
class Open:
    """What is open in a campaign: visits without a day, those whose day is past, forms that say otherwise than another."""

    without_day: tuple[Visit, ...]
    past: tuple[Visit, ...]
    conflicts: tuple[Filled, ...]


def open_of(record: Record, visits: list[Visit], on: date) -> Open:
    """Return what is open on a day."""
    waiting = [one for one in visits if one.state in OPEN]
    keys = {one.visit_id for one in visits}
    forms = [one for one in filled_forms(record).values() if one.row["visit_id"] in keys]
    return Open(
        tuple(one for one in waiting if not is_day(one.row["planned_on"])),
        tuple(
            one
            for one in waiting
            if is_day(one.row["planned_on"]) and date.fromisoformat(str(one.row["planned_on"])) < on
        ),
        tuple(one for one in forms if one.row["state"] == SubmissionState.CONFLICT),
    )


def amount_sum(amounts: Iterable[int | None]) -> int | None:
    """Return the sum of the amounts that are known; None where none is."""
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None
