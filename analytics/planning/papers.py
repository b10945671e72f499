"""The papers of a plan, by the one writer: Tờ trình and draft decision with the list of proposals, minutes of an appraisal; the list as XLSX."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter

from analytics.papers.appraisal_minutes import appraisal_minutes
from analytics.papers.bodies import BodyKind, Issue, body_on, issue
from analytics.papers.decision import decision_draft
from analytics.papers.legal_grounds import legal_grounds
from analytics.papers.paper import Paper
from analytics.papers.people import Producer, ProposalFacts
from analytics.papers.places import units_named
from analytics.papers.planning_data import (
    AppraisalMinutes,
    Appraised,
    DecisionDraft,
    PaperCheck,
    PlannedProposal,
    PlanSubmission,
    ProgrammePlan,
    Steps,
)
from analytics.papers.submission import submission
from analytics.planning.scenario import Scenario
from analytics.planning.solving.bundles import bundles_of, by_candidate
from analytics.planning.solving.model import Candidate, Ceiling, Grant
from analytics.planning.words import cap_words
from analytics.selection.place_words import district_name
from analytics.wording.labels import label_of
from analytics.wording.language import Language, language, mark
from geodata.record import Record
from geodata.schema.vocabulary import STAGES_IN_ORDER, Programme, RuleProgramme, Sector, Stage, SupportContent

_PROGRAMMES = {
    Programme.NATIONAL: mark("national industrial promotion"),
    Programme.PROVINCIAL: mark("local industrial promotion"),
    Programme.DISTRICT: mark("industrial promotion of the districts"),
}
VI = language()


class PaperKind(StrEnum):
    """Which paper of a plan."""

    SUBMISSION = "submission"
    DECISION = "decision"


@dataclass(frozen=True)
class CouncilOpinion:
    """What a council says of a proposal, in the words of the paper."""

    papers: tuple[tuple[str, bool | None], ...]
    amount_vnd: int | None
    ceiling: str
    conditions: tuple[str, ...]
    opinion: str
    council: str = ""


@dataclass(frozen=True)
class ProgrammePart:
    """The part of a scenario's plan that a programme pays, for papers of a day, with the record it rests on."""

    record: Record
    scenario: Scenario
    programme: str
    day: date

    @property
    def plan(self) -> ProgrammePlan:
        """The part as the papers take it."""
        of = {one.candidate_id: one for one in self.scenario.request.candidates}
        mine = [one for one in self.scenario.grants if one.programme == self.programme]
        ordered = sorted(mine, key=lambda one: (of[one.candidate_id].content, of[one.candidate_id].place_in_list))
        budgets = [one.amount_vnd for one in self.scenario.request.budgets if one.programme == self.programme]
        named = VI.text(_PROGRAMMES[Programme(self.programme)])
        proposals = tuple(_planned(of[one.candidate_id], one, self.day) for one in ordered)
        return ProgrammePlan(self.scenario.request.year, named, proposals, budgets[0] if budgets else None)

    @property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """The ceilings that bind a proposal of the part."""
        chosen = {one.candidate_id for one in self.scenario.grants if one.programme == self.programme}
        contents = {one.content for one in self.scenario.request.candidates if one.candidate_id in chosen}
        payers = {self.programme, RuleProgramme.ANY.value}
        return tuple(
            one for one in self.scenario.request.ceilings if one.content in contents and one.programme in payers
        )

    @property
    def grounds(self) -> tuple[str, ...]:
        """The documents that the part rests on."""
        return legal_grounds(self.record, (one.document for one in self.ceilings), self.day)

    def issue(self, kind: BodyKind) -> Issue:
        """Return the issue of a paper of the day by a body."""
        return issue(kind, self.day, is_illustrative=self.record.is_illustrative)


def papers_of(programme: str) -> tuple[PaperKind, ...]:
    """Return the papers of a programme: the ministry decides about the national one in a decision of its own."""
    return (PaperKind.SUBMISSION,) if programme == Programme.NATIONAL else tuple(PaperKind)


def plan_paper(part: ProgrammePart, kind: PaperKind) -> Paper:
    """Return a paper of the part of a plan that a programme pays."""
    return _submission(part) if kind is PaperKind.SUBMISSION else _decision(part)


def minutes(record: Record, candidate: Candidate, appraised: CouncilOpinion, year: int, day: date) -> Paper:
    """Return the minutes of the appraisal of a proposal."""
    one = Appraised(
        Producer(
            candidate.producer or candidate.title,
            _address(candidate, day),
            sector=label_of(Sector, candidate.sector, VI),
        ),
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
    issued = issue(BodyKind.DEPARTMENT, day, is_illustrative=record.is_illustrative)
    return appraisal_minutes(AppraisalMinutes(issued, year, (one,), council_name=appraised.council))


def _submission(part: ProgrammePart) -> Paper:
    return submission(
        PlanSubmission(
            part.issue(BodyKind.DEPARTMENT),
            part.plan,
            addressed_to=(VI.text("Ministry of Industry and Trade"),) if part.programme == Programme.NATIONAL else (),
            grounds=part.grounds,
            steps=_steps(part),
            reasons=(_reason(part.scenario), *_unchecked(part.ceilings)),
        )
    )


def _decision(part: ProgrammePart) -> Paper:
    department = body_on(BodyKind.DEPARTMENT, part.day)
    return decision_draft(
        DecisionDraft(
            part.issue(BodyKind.COMMITTEE),
            part.plan,
            grounds=part.grounds,
            proposed_by=department.heading,
            carried_out_by=(department.heading,),
        )
    )


def _steps(part: ProgrammePart) -> Steps:
    """Return how many candidates of the programme have come how far; nothing of the steps where a stage is not known.

    Appraised are those of which there are minutes, whatever a list says.
    """
    order = {stage.value: place for place, stage in enumerate(STAGES_IN_ORDER)}
    own = [one for one in part.scenario.request.candidates if part.programme in one.programmes]
    if any(one.stage not in order for one in own):
        return Steps(registered=len(own))
    surveyed = sum(order[one.stage] >= order[Stage.SURVEYED] for one in own)
    said = [one for one in own if order[one.stage] >= order[Stage.APPRAISED]]
    is_known = all(one.is_appraised is not None for one in said)
    return Steps(len(own), surveyed, sum(bool(one.is_appraised) for one in said) if is_known else None)


def _unchecked(ceilings: Iterable[Ceiling]) -> tuple[str, ...]:
    """Return a sentence that names the documents whose text nobody read; none where all were."""
    named = dict.fromkeys(one.document for one in ceilings if not one.is_checked)
    if not named:
        return ()
    return (VI.text("The text of these documents has not been checked: {documents}.", documents=", ".join(named)),)


def _reason(scenario: Scenario) -> str:
    changed = len({one.candidate_id for one in scenario.overrides})
    said = VI.text(
        "The proposals were chosen by the score that the meeting weighed, within the budgets and the ceilings of the documents named above."
    )
    if not changed:
        return said
    by_hand = VI.text("The meeting changed {n} of them by hand.", n=VI.number(changed))
    return f"{said} {by_hand}"


def _planned(one: Candidate, grant: Grant, day: date) -> PlannedProposal:
    return PlannedProposal(
        one.title,
        label_of(SupportContent, one.content, VI),
        one.producer,
        _address(one, day),
        total_vnd=one.total_vnd,
        support_vnd=grant.amount_vnd,
        counterpart_vnd=_counterpart(one, grant.amount_vnd),
    )


def _counterpart(one: Candidate, support: int | None) -> int | None:
    return None if one.total_vnd is None or support is None else max(0, one.total_vnd - support)


def _address(one: Candidate, day: date) -> str:
    return units_named(one.commune, one.districts, day)


def list_file(scenario: Scenario, words: Language, dated: str) -> bytes:
    """Return all candidates of a plan as a workbook: what each asks for, what it is eligible for and given, from which programme.

    `dated` says how new the record is and when this was made.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    lines = {"text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format({**lines, "bold": True, "valign": "vcenter", "align": "center", "bg_color": "#e6efee"})
    text, money = book.add_format(lines), book.add_format({**lines, "num_format": "#,##0"})
    title = book.add_format({"bold": True, "font_size": 13})
    sheet.set_row(HEAD_ROW, 3 * LINE_POINTS)
    sheet.write_string(0, 0, _title(scenario, words, dated), title)
    for at, (heading, width) in enumerate(_HEADINGS.items()):
        sheet.write_string(HEAD_ROW, at, words.text(heading), head)
        sheet.set_column(at, at, width)
    number = HEAD_ROW
    for number, row in enumerate(_rows(scenario, words), HEAD_ROW + 1):
        sheet.set_row(number, LINE_POINTS * _n_lines(row))
        for at, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, at, value, money)
            else:
                sheet.write_string(number, at, value or "", text)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.autofilter(HEAD_ROW, 0, number, len(_HEADINGS) - 1)
    _print_set_up(sheet, number, words)
    book.close()
    return buffer.getvalue()


def _title(scenario: Scenario, words: Language, dated: str) -> str:
    on = words.partial_date(scenario.on)
    said = words.text("{name}: plan of {year}, {day}", name=scenario.name, year=str(scenario.request.year), day=on)
    flag = words.text("ILLUSTRATIVE DATA: not real") if scenario.request.is_illustrative else ""
    return " · ".join(part for part in (said, dated, flag) if part)


def _print_set_up(sheet: Any, last_row: int, words: Language) -> None:
    """Have the list printed on A4 across, as wide as the page, with its heads and page numbers on each."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.print_area(0, 0, last_row, len(_HEADINGS) - 1)
    sheet.set_footer(f"&C{words.text('Page {n}/{all}', n='&P', all='&N')}")


def _n_lines(row: tuple[str | int | None, ...]) -> int:
    """Return how many lines the fullest cell of a row takes; not every program that opens it works that out."""
    widths = _HEADINGS.values()
    return max(
        len(wrap(value, width)) if isinstance(value, str) else 1 for value, width in zip(row, widths, strict=True)
    )


HEAD_ROW, LINE_POINTS = 1, 15.5
_HEADINGS = {
    mark("Proposal"): 32,
    mark("Beneficiary"): 22,
    mark("District"): 12,
    mark("Support content"): 15,
    mark("Total investment (VND)"): 14,
    mark("Requested (VND)"): 14,
    mark("Eligible (VND)"): 14,
    mark("Rule that lowers it"): 22,
    mark("Score"): 6,
    mark("Granted (VND)"): 14,
    mark("Source of funding"): 9,
    mark("Changed by hand"): 14,
}
"""The headings of the list with the widths of their columns."""


def _rows(scenario: Scenario, words: Language) -> Iterable[tuple[str | int | None, ...]]:
    bundles = by_candidate(bundles_of(scenario.request))
    granted = {one.candidate_id: one for one in scenario.grants}
    why = {one.candidate_id: f"{one.who}: {one.why}" for one in scenario.overrides}
    for one in sorted(
        scenario.request.candidates, key=lambda one: (one.candidate_id not in granted, one.place_in_list)
    ):
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
