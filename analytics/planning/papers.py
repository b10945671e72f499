"""The papers of a plan from a scenario: submission and draft decision of one programme, and the minutes of an appraisal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from analytics.papers.appraisal_minutes import appraisal_minutes
from analytics.papers.bodies import Issue
from analytics.papers.decision import decision_draft
from analytics.papers.legal_grounds import legal_grounds
from analytics.papers.paper import Paper
from analytics.papers.people import Person, Producer
from analytics.papers.phrases import phrases
from analytics.papers.places import address_on
from analytics.papers.planning_data import (
    AppraisalMinutes,
    Appraised,
    DecisionDraft,
    PaperCheck,
    Plan,
    PlannedProposal,
    Steps,
    Submission,
)
from analytics.papers.proposal_rows import facts_of
from analytics.papers.submission import submission
from analytics.planning.model import Candidate, Ceiling, Grant
from analytics.planning.scenario import Scenario
from analytics.selection.place_words import Row
from analytics.survey.schedule import plain_rows
from analytics.wording.labels import label_of
from analytics.wording.language import language
from geodata.clock import today
from geodata.record import Record
from geodata.schema.vocabulary import STAGES_IN_ORDER, Opinion, Programme, RuleProgramme, Sector, Stage, SupportContent

_VI = language("vi")


@dataclass(frozen=True)
class Proposed:
    """What is put before those who approve: what a scenario gives from one programme in the plan of a year."""

    scenario: Scenario
    programme: Programme
    year: int


def plan_of(record: Record, proposed: Proposed, day: date) -> Plan:
    """Return the plan that is proposed, by support content, with addresses of the paper's day."""
    scenario, programme = proposed.scenario, proposed.programme
    candidates = {one.candidate_id: one for one in scenario.request.candidates}
    places = _places(record)
    proposals = tuple(
        _planned(candidates[grant.candidate_id], grant, places.get(grant.candidate_id), day)
        for grant in scenario.grants
        if grant.programme == programme
    )
    budgets = [one.amount_vnd for one in scenario.request.budgets if one.programme == programme]
    name = phrases("common").say(f"programme_{programme}")
    return Plan(proposed.year, name, proposals, budgets[0] if budgets else None)


def submission_paper(record: Record, proposed: Proposed, issue: Issue, said: Submission | None = None) -> Paper:
    """Return the submission of a plan.

    `said` brings what no row says: addressees, reasons, recipients. Grounds and reasons begin with the law that the plan was held against.
    """
    day = issue.day or today()
    plan = plan_of(record, proposed, day)
    base = said or Submission(issue, plan)
    ceilings = _ceilings(proposed)
    grounds = base.grounds or legal_grounds(record, (one.document for one in ceilings), day)
    return submission(
        replace(
            base,
            issue=replace(issue, is_illustrative=record.is_illustrative),
            plan=plan,
            grounds=grounds,
            steps=_steps(proposed),
            reasons=(*_judged(ceilings), *base.reasons),
        )
    )


def decision_paper(record: Record, proposed: Proposed, issue: Issue, said: DecisionDraft | None = None) -> Paper:
    """Return the draft decision on a plan; `said` brings what no row says."""
    day = issue.day or today()
    plan = plan_of(record, proposed, day)
    base = said or DecisionDraft(issue, plan)
    grounds = base.grounds or legal_grounds(record, (one.document for one in _ceilings(proposed)), day)
    issue = replace(issue, is_illustrative=record.is_illustrative)
    return decision_draft(replace(base, issue=issue, plan=plan, grounds=grounds))


def appraisal_paper(
    record: Record, appraisal_id: str, issue: Issue, papers: Mapping[str, str], said: AppraisalMinutes | None = None
) -> Paper:
    """Return the minutes of an appraisal that is kept; `papers` names each paper of a file by its short name, in Vietnamese.

    Raises KeyError where there is no such appraisal. `said` brings when, where, the people and the conclusion.
    """
    rows = record["appraisals"]
    kept = plain_rows(rows[rows["appraisal_id"].eq(appraisal_id)])
    if not kept:
        raise KeyError(appraisal_id)
    appraisal = kept[0]
    proposals = record["proposals"]
    proposal = plain_rows(proposals[proposals["proposal_id"].eq(appraisal["proposal_id"])])[0]
    there = set(str(appraisal["papers"] or "").split(";"))
    day = issue.day or today()
    one = Appraised(
        producer=_producer(record, proposal, day),
        proposal=facts_of(proposal),
        papers=tuple(PaperCheck(name, is_there=short in there) for short, name in papers.items()),
        amount_vnd=appraisal["amount_vnd"],
        conditions=tuple(str(appraisal["conditions"] or "").splitlines()),
        opinion=label_of(Opinion, appraisal["opinion"], _VI),
    )
    base = said or AppraisalMinutes(issue, _year(proposal, day), (one,), (Person(agency=str(appraisal["council"])),))
    return appraisal_minutes(
        replace(base, issue=replace(issue, is_illustrative=record.is_illustrative), appraised=(one,))
    )


def _planned(candidate: Candidate, grant: Grant, place: Row | None, day: date) -> PlannedProposal:
    total = candidate.total_vnd
    return PlannedProposal(
        title=candidate.title,
        group=label_of(SupportContent, candidate.content, _VI),
        beneficiary=candidate.producer,
        address=address_on(place, day) if place else "",
        total_vnd=total,
        support_vnd=grant.amount_vnd,
        counterpart_vnd=None if total is None else total - grant.amount_vnd,
    )


def _places(record: Record) -> dict[str, Row]:
    """Return the place of each proposal with one beneficiary; several have no one address."""
    found: dict[str, list[Row]] = {}
    for row in plain_rows(record["beneficiaries"]):
        found.setdefault(str(row["proposal_id"]), []).append(row)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}


def _ceilings(proposed: Proposed) -> tuple[Ceiling, ...]:
    """Return the ceilings that the granted proposals of the programme were held against."""
    scenario, programme = proposed.scenario, proposed.programme
    granted = {grant.candidate_id for grant in scenario.grants if grant.programme == programme}
    contents = {one.content for one in scenario.request.candidates if one.candidate_id in granted}
    payers = {programme.value, RuleProgramme.ANY.value}
    return tuple(one for one in scenario.request.ceilings if one.content in contents and one.programme in payers)


def _judged(ceilings: Iterable[Ceiling]) -> tuple[str, ...]:
    words = phrases("submission")
    return tuple(
        words.say(
            "ceiling",
            statement=one.statement.rstrip("."),
            document=one.document,
            article=words.say("ceiling_article", article=one.article) if one.article else "",
            unchecked="" if one.is_checked else words.say("ceiling_unchecked"),
        )
        for one in ceilings
    )


def _steps(proposed: Proposed) -> Steps:
    """Return how many candidates of a programme have come how far; nothing where a stage is not known."""
    candidates = proposed.scenario.request.candidates
    order = {stage.value: place for place, stage in enumerate(STAGES_IN_ORDER)}
    own = [order.get(one.stage) for one in candidates if proposed.programme in one.programmes]
    known = [one for one in own if one is not None]
    if len(known) < len(own):
        return Steps(registered=len(own))
    surveyed, appraised = (sum(one >= order[stage] for one in known) for stage in (Stage.SURVEYED, Stage.APPRAISED))
    return Steps(len(own), surveyed, appraised)


def _producer(record: Record, proposal: Row, day: date) -> Producer:
    listed = record["beneficiaries"]
    rows = plain_rows(listed[listed["proposal_id"].eq(proposal["proposal_id"])])
    facilities = record["facilities"]
    ids = [row["facility_id"] for row in rows]
    names = [str(row["name"]) for row in plain_rows(facilities[facilities["facility_id"].isin(ids)])]
    sector = label_of(Sector, proposal["sector"], _VI)
    return Producer("; ".join(names), address_on(rows[0], day) if len(rows) == 1 else "", sector=sector)


def _year(proposal: Row, day: date) -> int:
    return int(proposal["year_from"] or day.year)
