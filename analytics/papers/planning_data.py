"""What the papers of appraisal and plan are made from."""

from dataclasses import dataclass
from datetime import date, datetime

from analytics.papers.bodies import Issue
from analytics.papers.people import Person, Producer, ProposalFacts


@dataclass(frozen=True)
class PaperCheck:
    """One paper of a proposal's file: there, missing, or (None) not checked."""

    name: str
    is_there: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Appraised:
    """One proposal before the council. `amount_vnd` is what the council supports; `ceiling` the rule with document and article."""

    producer: Producer
    proposal: ProposalFacts
    papers: tuple[PaperCheck, ...] = ()
    amount_vnd: int | None = None
    ceiling: str = ""
    conditions: tuple[str, ...] = ()
    opinion: str = ""


@dataclass(frozen=True)
class AppraisalMinutes:
    """Biên bản thẩm định of one or more proposals. The first of the council presides, the last takes the minutes."""

    issue: Issue
    plan_year: int
    appraised: tuple[Appraised, ...]
    council: tuple[Person, ...] = ()
    council_name: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    grounds: tuple[str, ...] = ()
    conclusion: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedProposal:
    """One line of the list of proposals. `group` is the heading under which it stands (programme, area or sector).

    Without a `schedule` it is carried out in the year of the plan.
    """

    title: str
    group: str = ""
    beneficiary: str = ""
    address: str = ""
    content: str = ""
    schedule: str = ""
    total_vnd: int | None = None
    support_vnd: int | None = None
    counterpart_vnd: int | None = None
    note: str = ""


@dataclass(frozen=True)
class ProgrammePlan:
    """A plan of one programme ("khuyến công địa phương") for a year, its proposals in their order; `budget_vnd` where known."""

    year: int
    programme: str
    proposals: tuple[PlannedProposal, ...]
    budget_vnd: int | None = None


@dataclass(frozen=True)
class Steps:
    """How many proposals came through each step before the plan; None is not known."""

    registered: int | None = None
    surveyed: int | None = None
    appraised: int | None = None


@dataclass(frozen=True)
class PlanSubmission:
    """Tờ trình of a plan. `reasons` are sentences of the office, a paragraph each; `grounds` as they stand in the record.

    Without `addressed_to` it goes to the body above the one that issues it.
    """

    issue: Issue
    plan: ProgrammePlan
    addressed_to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    steps: Steps = Steps()
    reasons: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class DecisionDraft:
    """Dự thảo Quyết định that approves a plan. `proposed_by` asks for it, `carried_out_by` is named to carry it out.

    `submitted_number`, `submitted_on`: of the submission, where they are known.
    """

    issue: Issue
    plan: ProgrammePlan
    grounds: tuple[str, ...] = ()
    proposed_by: str = ""
    submitted_number: str = ""
    submitted_on: date | None = None
    carried_out_by: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
