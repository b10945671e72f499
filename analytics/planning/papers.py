"""The papers of a plan, by the one writer: Tờ trình and draft decision with the list of proposals, minutes of an appraisal; the list as XLSX."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO

import xlsxwriter

from analytics.papers.appraisal_minutes import appraisal_minutes
from analytics.papers.bodies import BodyKind, issue
from analytics.papers.decision import decision_draft
from analytics.papers.docx.writer import write
from analytics.papers.notes import notes
from analytics.papers.paper import Paper
from analytics.papers.people import Person, Producer, ProposalFacts
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
from analytics.papers.submission import submission
from analytics.planning.scenario import Scenario
from analytics.planning.solving.bundles import bundles_of, by_candidate
from analytics.planning.solving.model import Candidate, Grant
from analytics.planning.words import cap_words
from analytics.selection.place_words import district_name, joined, unit_name
from analytics.wording.labels import label_of
from analytics.wording.language import Language, language, mark
from geodata.schema.vocabulary import Programme, SupportContent

_PROGRAMMES = {
    Programme.NATIONAL: mark("national industrial promotion"),
    Programme.PROVINCIAL: mark("local industrial promotion"),
    Programme.DISTRICT: mark("industrial promotion of the districts"),
}
VI = language("vi")


class PaperKind(StrEnum):
    """Which paper of a plan."""

    SUBMISSION = "submission"
    DECISION = "decision"


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file, and what a person should know before signing."""

    content: bytes
    notes: tuple[str, ...]


def plan_of(scenario: Scenario, programme: str) -> Plan:
    """Return the part of a plan that a programme pays, as the papers take it."""
    of = {one.candidate_id: one for one in scenario.request.candidates}
    mine = [one for one in scenario.grants if one.programme == programme]
    ordered = sorted(mine, key=lambda one: (of[one.candidate_id].content, of[one.candidate_id].title))
    budget = next((one.amount_vnd for one in scenario.request.budgets if one.programme == programme), None)
    named = VI.text(_PROGRAMMES[Programme(programme)])
    return Plan(scenario.request.year, named, tuple(_planned(of[one.candidate_id], one) for one in ordered), budget)


def paper_file(scenario: Scenario, programme: str, kind: PaperKind, day: date, words: Language) -> PaperFile:
    """Return a paper of the part of a plan that a programme pays."""
    paper = (
        _submission(scenario, programme, day) if kind is PaperKind.SUBMISSION else _decision(scenario, programme, day)
    )
    return PaperFile(write(paper), notes(paper, words))


def minutes_file(candidate: Candidate, appraised: "Opinion", year: int, day: date, words: Language) -> PaperFile:
    """Return the minutes of the appraisal of a proposal."""
    one = Appraised(
        Producer(candidate.producer or candidate.title, _address(candidate)),
        ProposalFacts(
            candidate.title,
            label_of(SupportContent, candidate.content, VI),
            ", ".join(label_of(Programme, name, VI) for name in candidate.programmes),
            year,
            candidate.total_vnd,
            candidate.requested_vnd,
            _counterpart(candidate, candidate.requested_vnd),
        ),
        tuple(PaperCheck(name, is_there) for name, is_there in appraised.papers),
        appraised.amount_vnd,
        appraised.ceiling,
        appraised.conditions,
        appraised.opinion,
    )
    council = tuple(Person(name=name) for name in appraised.council)
    minutes = AppraisalMinutes(issue(BodyKind.DEPARTMENT, day), year, (one,), council)
    paper = appraisal_minutes(minutes)
    return PaperFile(write(paper), notes(paper, words))


@dataclass(frozen=True)
class Opinion:
    """What a council says of a proposal, in the words of the paper."""

    papers: tuple[tuple[str, bool | None], ...]
    amount_vnd: int | None
    ceiling: str
    conditions: tuple[str, ...]
    opinion: str
    council: tuple[str, ...] = ()


def _submission(scenario: Scenario, programme: str, day: date) -> Paper:
    stages = [one.stage for one in scenario.request.candidates]
    return submission(
        Submission(
            issue(BodyKind.DEPARTMENT, day),
            plan_of(scenario, programme),
            grounds=_grounds(scenario),
            steps=Steps(registered=len(stages), appraised=stages.count("appraised") or None),
            reasons=(_reason(scenario),),
        )
    )


def _decision(scenario: Scenario, programme: str, day: date) -> Paper:
    return decision_draft(
        DecisionDraft(issue(BodyKind.COMMITTEE, day), plan_of(scenario, programme), grounds=_grounds(scenario))
    )


def _reason(scenario: Scenario) -> str:
    changed = len({one.candidate_id for one in scenario.overrides})
    said = VI.text(
        "The proposals were chosen by the score that the meeting weighed, within the budgets and the ceilings of the documents named above."
    )
    if not changed:
        return said
    by_hand = VI.text("The meeting changed {n} of them by hand.", n=VI.number(changed))
    return f"{said} {by_hand}"


def _grounds(scenario: Scenario) -> tuple[str, ...]:
    """Return the documents whose ceilings bind a proposal of the plan."""
    chosen = {one.candidate_id for one in scenario.grants}
    contents = {one.content for one in scenario.request.candidates if one.candidate_id in chosen}
    return tuple(dict.fromkeys(one.document for one in scenario.request.ceilings if one.content in contents))


def _planned(one: Candidate, grant: Grant) -> PlannedProposal:
    return PlannedProposal(
        one.title,
        label_of(SupportContent, one.content, VI),
        one.producer,
        _address(one),
        total_vnd=one.total_vnd,
        support_vnd=grant.amount_vnd,
        counterpart_vnd=_counterpart(one, grant.amount_vnd),
    )


def _counterpart(one: Candidate, support: int | None) -> int | None:
    return None if one.total_vnd is None or support is None else max(0, one.total_vnd - support)


def _address(one: Candidate) -> str:
    commune = unit_name(f"communes_2020:{one.commune}") if one.commune else ""
    return joined([commune, *(district_name(code, VI) for code in one.districts)], ", ")


def list_file(scenario: Scenario, words: Language) -> bytes:
    """Return all candidates of a plan as a workbook: what each asks for, what it is eligible for and given, from which programme."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    head, money = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "#,##0"})
    for at, heading in enumerate(_HEADINGS):
        sheet.write_string(0, at, words.text(heading), head)
    for number, row in enumerate(_rows(scenario, words), 1):
        for at, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, at, value, money)
            elif value:
                sheet.write_string(number, at, value)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 1, 44)
    sheet.set_column(2, len(_HEADINGS) - 1, 20)
    book.close()
    return buffer.getvalue()


_HEADINGS = (
    mark("Proposal"),
    mark("Beneficiary"),
    mark("District"),
    mark("Support content"),
    mark("Total investment (VND)"),
    mark("Requested (VND)"),
    mark("Eligible (VND)"),
    mark("Rule that lowers it"),
    mark("Score"),
    mark("Granted (VND)"),
    mark("Programme"),
    mark("Changed by hand"),
)


def _rows(scenario: Scenario, words: Language) -> Iterable[tuple[str | int | None, ...]]:
    bundles = by_candidate(bundles_of(scenario.request))
    granted = {one.candidate_id: one for one in scenario.grants}
    why = {one.candidate_id: f"{one.who}: {one.why}" for one in scenario.overrides}
    for one in sorted(scenario.request.candidates, key=lambda one: (one.candidate_id not in granted, one.title)):
        bundle, grant = bundles[one.candidate_id], granted.get(one.candidate_id)
        offer = max(bundle.offers, key=lambda offer: offer.most_vnd, default=None)
        yield (
            one.title,
            one.producer,
            ", ".join(district_name(code, words) for code in one.districts),
            label_of(SupportContent, one.content, words),
            one.total_vnd,
            one.requested_vnd,
            offer.most_vnd if offer else 0,
            cap_words(offer.cap, words) if offer and offer.cap else "",
            bundle.score,
            grant.amount_vnd if grant else 0,
            label_of(Programme, grant.programme, words) if grant else "",
            why.get(one.candidate_id, ""),
        )
