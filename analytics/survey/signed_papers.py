"""The papers of a campaign that are signed: minutes of a visit, the campaign's report, as DOCX by the writer of the house."""

from collections.abc import Mapping, Sequence
from datetime import date

from analytics.papers.bodies import BodyKind, issue
from analytics.papers.campaign_report import campaign_report
from analytics.papers.docx.writer import write
from analytics.papers.inspection_minutes import inspection_minutes
from analytics.papers.people import Person, Producer, ProposalFacts
from analytics.papers.survey_data import (
    Answer,
    AnswerGroup,
    AreaResult,
    CampaignReport,
    Compared,
    InspectionMinutes,
    Meeting,
    Recommendation,
    VisitMinutes,
    VisitResult,
)
from analytics.papers.visit_minutes import visit_minutes
from analytics.survey.answers import Meanings
from analytics.survey.campaigns import accepted_since
from analytics.survey.progress import Visit, amount_sum, areas_of
from analytics.survey.schedule import is_day, plain_rows
from analytics.survey.trips import call_of
from analytics.survey.workbook import written_answer
from analytics.wording.labels import label, label_of
from analytics.wording.language import Language, mark
from geodata.record import Record
from geodata.schema.vocabulary import AnswerMeaning, CampaignKind, QuestionKind, Sector, SupportContent
from geodata.survey.questions import Form, Question

FINDINGS = mark("What was found")
_VI = Language("vi")
_ELSEWHERE = frozenset(
    {
        *(AnswerMeaning.RECOMMENDED, AnswerMeaning.RECOMMENDED_AMOUNT, AnswerMeaning.RECOMMENDED_REASON),
        *(AnswerMeaning.WORKERS_BEFORE, AnswerMeaning.REVENUE_BEFORE, AnswerMeaning.VERDICT, AnswerMeaning.FOLLOW_UP),
    }
)
"""What the papers say in places of their own."""
_COMPARED = (
    (AnswerMeaning.WORKERS_BEFORE, AnswerMeaning.WORKERS),
    (AnswerMeaning.REVENUE_BEFORE, AnswerMeaning.REVENUE),
)


def minutes(record: Record, campaign: Mapping[str, object], form: Form, visit: Visit) -> bytes:
    """Return the minutes of a visit, filled in as far as its answers go, the rest left to write by hand."""
    day = str(visit.row["visited_on"] or visit.row["planned_on"] or "")
    issued = issue(
        BodyKind.CENTRE,
        date.fromisoformat(day) if is_day(day) else None,
        is_illustrative=record.is_illustrative,
    )
    team = (Person(str(campaign["led_by"])),) if campaign["led_by"] else ()
    met = Meeting(place=call_of(visit, _VI).place, team=team)
    groups = (AnswerGroup(_VI.text(FINDINGS), tuple(_answers(form, visit))),)
    meanings, producer, facts = Meanings(record), _producer(record, visit), _proposal(record, visit)

    def said(meaning: AnswerMeaning) -> str:
        question = form.meaning(meaning)
        text = meanings.text(form.kind, visit.answers, meaning) or ""
        return written_answer(question, text) if question else text

    if form.kind is CampaignKind.SURVEY:
        chosen = Recommendation(visit.recommended) if visit.recommended in set(Recommendation) else None
        paper = visit_minutes(
            VisitMinutes(
                issued,
                int(str(campaign["year"])),
                met,
                producer,
                facts,
                groups,
                chosen,
                said(AnswerMeaning.RECOMMENDED_REASON),
                visit.amount_vnd,
            )
        )
    else:
        compared = tuple(
            Compared(_measure(form, after), said(before), said(after))
            for before, after in _COMPARED
            if form.meaning(after)
        )
        proposal = facts or ProposalFacts(title="")
        verdict, follow_up = said(AnswerMeaning.VERDICT), said(AnswerMeaning.FOLLOW_UP)
        paper = inspection_minutes(
            InspectionMinutes(
                issued, met, producer, proposal, _accepted(record, visit), groups, compared, verdict, follow_up
            )
        )
    return write(paper)


def _accepted(record: Record, visit: Visit) -> date | None:
    rows = record["proposals"]
    key = str(visit.row["proposal_id"])
    since = accepted_since(record, rows[rows["proposal_id"].eq(key)]).get(key, "")
    return date.fromisoformat(since) if is_day(since) else None


def _measure(form: Form, meaning: AnswerMeaning) -> str:
    question = form.meaning(meaning)
    return question.label if question else label(meaning, _VI)


def _answers(form: Form, visit: Visit) -> list[Answer]:
    """Return the questions with their answers; unanswered ones as boxes to tick or lines to fill in."""
    return [_answer(one, visit.answers.get(one.name, "")) for one in form.questions if _is_listed(one)]


def _is_listed(question: Question) -> bool:
    return question.kind not in {QuestionKind.PHOTO, QuestionKind.POSITION} and question.meaning not in _ELSEWHERE


def _answer(question: Question, value: str) -> Answer:
    text = _VI.partial_date(value) if question.kind is QuestionKind.DATE and value else written_answer(question, value)
    return Answer(question.label, text, tuple(one.label for one in question.choices))


def _producer(record: Record, visit: Visit) -> Producer:
    rows = record["facilities"]
    found = plain_rows(rows[rows["facility_id"].eq(str(visit.row["facility_id"]))])
    row = found[0] if found else {}
    sector = label_of(Sector, row["sector"], _VI) if row.get("sector") else ""
    return Producer(visit.facility, call_of(visit, _VI).place, sector=sector)


def _proposal(record: Record, visit: Visit) -> ProposalFacts | None:
    rows = record["proposals"]
    found = plain_rows(rows[rows["proposal_id"].eq(str(visit.row["proposal_id"]))])
    if not found:
        return None
    row = found[0]
    return ProposalFacts(
        title=row["title"],
        content=label_of(SupportContent, row["support_content"], _VI),
        year=row["year_from"],
        total_vnd=row["total_investment_vnd"],
        support_vnd=row["support_vnd"],
        counterpart_vnd=row["counterpart_vnd"],
    )


def report(record: Record, campaign: Mapping[str, object], visits: Sequence[Visit], teams: Sequence[str]) -> bytes:
    """Return the report of a campaign, with the list of its visits."""
    kind = CampaignKind(str(campaign["kind"]))
    areas = tuple(
        AreaResult(
            area=area.name,
            registered=len(area.on_list),
            planned=len(area.planned),
            visited=len(area.visited),
            recommended=len(area.recommended) if kind is CampaignKind.SURVEY else None,
            requested_vnd=amount_sum(one.requested_vnd for one in area.on_list),
            recommended_vnd=amount_sum(one.amount_vnd for one in area.recommended),
        )
        for area in areas_of(visits)
    )
    starts, ends = (
        date.fromisoformat(str(campaign[name])) if is_day(campaign[name]) else None for name in ("starts_on", "ends_on")
    )
    paper = campaign_report(
        CampaignReport(
            issue(BodyKind.CENTRE, None, is_illustrative=record.is_illustrative),
            kind,
            int(str(campaign["year"])),
            areas,
            tuple(_result(one) for one in visits),
            starts,
            ends,
            leader=str(campaign["led_by"] or ""),
            members=tuple(teams),
        )
    )
    return write(paper)


def _result(visit: Visit) -> VisitResult:
    day = visit.row["visited_on"]
    return VisitResult(
        producer=visit.facility,
        area=visit.area,
        address=call_of(visit, _VI).place,
        proposal=visit.proposal,
        visited_on=date.fromisoformat(str(day)) if is_day(day) else None,
        state=label(visit.state, _VI),
        result=str(visit.row["finding"] or ""),
        requested_vnd=visit.requested_vnd,
        recommended_vnd=visit.amount_vnd,
    )
