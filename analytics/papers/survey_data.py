"""What the papers of a survey or inspection campaign are made from."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analytics.papers.bodies import Issue
from analytics.papers.people import Person, Producer, ProposalFacts
from geodata.schema.survey_vocabulary import CampaignKind


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with its answer; where there is none, its choices are boxes to tick, or a line is left to fill in."""

    question: str
    answer: str = ""
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class AnswerGroup:
    """Questions under one heading, as the office groups them."""

    title: str
    answers: tuple[AnsweredQuestion, ...]


class Recommendation(StrEnum):
    """What the team recommends after a visit."""

    YES = "yes"
    LESS = "less"
    NO = "no"


@dataclass(frozen=True)
class VisitMeeting:
    """When and where people met: `team` of the campaign, `hosts` of the facility and the local office."""

    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    team: tuple[Person, ...] = ()
    hosts: tuple[Person, ...] = ()


@dataclass(frozen=True)
class VisitMinutes:
    """Biên bản khảo sát of one facility. `recommendation` None: the three are boxes to tick."""

    issue: Issue
    plan_year: int
    meeting: VisitMeeting
    producer: Producer
    proposal: ProposalFacts | None
    findings: tuple[AnswerGroup, ...]
    recommendation: Recommendation | None = None
    reason: str = ""
    amount_vnd: int | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class BeforeAndNow:
    """One measure before the support and now, written with its unit; empty is left to fill in."""

    measure: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class InspectionMinutes:
    """Biên bản hậu kiểm of what one earlier proposal became. `accepted_on` None: not known."""

    issue: Issue
    meeting: VisitMeeting
    producer: Producer
    proposal: ProposalFacts
    accepted_on: date | None
    findings: tuple[AnswerGroup, ...]
    compared: tuple[BeforeAndNow, ...] = ()
    verdict: str = ""
    follow_up: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class AreaResult:
    """The numbers of one area (district until 2025-06-30, commune after). None is not known, never zero.

    In an inspection `recommended` counts the proposals that keep what they promised; the two amounts are of surveys alone.
    """

    area: str
    registered: int | None = None
    planned: int | None = None
    visited: int | None = None
    recommended: int | None = None
    requested_vnd: int | None = None
    recommended_vnd: int | None = None


@dataclass(frozen=True)
class VisitResult:
    """One line of the report's annex; `area` groups the lines, `state` and `result` are Vietnamese as on the screen.

    The amounts stand in reports of surveys alone.
    """

    producer: str
    area: str = ""
    address: str = ""
    proposal: str = ""
    visited_on: date | None = None
    state: str = ""
    result: str = ""
    requested_vnd: int | None = None
    recommended_vnd: int | None = None


@dataclass(frozen=True)
class CampaignReport:
    """Báo cáo of a campaign. `findings`, `difficulties`, `suggestions` are the office's own sentences, a paragraph each.

    Without `addressed_to` it goes to the body above the one that issues it.
    """

    issue: Issue
    kind: CampaignKind
    year: int
    areas: tuple[AreaResult, ...]
    visits: tuple[VisitResult, ...]
    starts: date | None = None
    ends: date | None = None
    leader: str = ""
    members: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
