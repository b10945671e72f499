"""The papers of a campaign that are signed: the minutes of a visit, to fill in or as answered, and the campaign's report."""

from collections.abc import Mapping, Sequence
from datetime import date

from analytics.evidence.answer_words import answer_words
from analytics.papers.bodies import BodyKind, Issue, issue
from analytics.papers.campaign_report import campaign_report
from analytics.papers.inspection_minutes import inspection_minutes
from analytics.papers.paper import Paper
from analytics.papers.parts import sum_if_known
from analytics.papers.people import Person, Producer, ProposalFacts
from analytics.papers.phrases import phrases
from analytics.papers.places import address_on
from analytics.papers.survey_data import (
    AnsweredQuestion,
    AnswerGroup,
    AreaResult,
    BeforeAndNow,
    CampaignReport,
    InspectionMinutes,
    Recommendation,
    VisitMeeting,
    VisitMinutes,
    VisitResult,
)
from analytics.papers.visit_minutes import visit_minutes
from analytics.selection.place_words import Row
from analytics.survey.answers import Meanings
from analytics.survey.campaigns import accepted_since
from analytics.survey.progress import AreaProgress, Visit, VisitStep, areas_of
from analytics.survey.schedule import is_day, plain_rows, teams_of
from analytics.wording.labels import label, label_of
from analytics.wording.language import language
from geodata.clock import today
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, Consent, QuestionKind
from geodata.schema.vocabulary import Programme, Sector, SupportContent
from geodata.survey.questions import Form

_VI = language()
_ELSEWHERE = frozenset(
    {
        *(AnswerMeaning.VISITED_ON, AnswerMeaning.VISIT_STATE),
        *(AnswerMeaning.RECOMMENDED, AnswerMeaning.RECOMMENDED_AMOUNT, AnswerMeaning.RECOMMENDED_REASON),
        *(AnswerMeaning.WORKERS_BEFORE, AnswerMeaning.REVENUE_BEFORE, AnswerMeaning.VERDICT, AnswerMeaning.FOLLOW_UP),
    }
)
"""What the papers say in places of their own."""
_COMPARED = (
    (AnswerMeaning.WORKERS_BEFORE, AnswerMeaning.WORKERS, "workers"),
    (AnswerMeaning.REVENUE_BEFORE, AnswerMeaning.REVENUE, "revenue"),
)


def visit_paper(record: Record, campaign: Row, form: Form, visit: Visit, *, shows_contact: bool = False) -> Paper:
    """Return the minutes of a visit of a survey or an inspection, dated the day of the visit, else the planned one.

    `shows_contact` puts in the contact of a person who agreed that the office keeps it, and the members of the team.
    """
    day = _day(visit.row["visited_on"]) or _day(visit.row["planned_on"])
    issued = issue(BodyKind.CENTRE, day, is_illustrative=record.is_illustrative)
    meeting = VisitMeeting(team=_team(record, campaign, visit) if shows_contact else ())
    producer, proposal = _producer(record, visit, issued, shows_contact=shows_contact), _proposal(record, visit)
    facts, findings = _facts_of(proposal) if proposal else None, _findings(form, visit.answers)
    meanings = Meanings(record)

    def said(meaning: AnswerMeaning) -> str:
        question = form.meaning(meaning)
        text = meanings.text(form.kind, visit.answers, meaning) or ""
        return answer_words(question, text, _VI) if question else text

    if form.kind is CampaignKind.SURVEY:
        chosen = Recommendation(visit.recommended) if visit.recommended in set(Recommendation) else None
        reason = said(AnswerMeaning.RECOMMENDED_REASON)
        year = int(str(campaign["year"]))
        return visit_minutes(
            VisitMinutes(issued, year, meeting, producer, facts, findings, chosen, reason, visit.amount_vnd)
        )
    words = phrases("inspection_minutes")
    compared = tuple(BeforeAndNow(words.say(key), said(before), said(after)) for before, after, key in _COMPARED)
    verdict, follow_up = said(AnswerMeaning.VERDICT), said(AnswerMeaning.FOLLOW_UP)
    since = accepted_since(record, record["proposals"]).get(str(visit.row["proposal_id"]), "")
    return inspection_minutes(
        InspectionMinutes(
            issued, meeting, producer, facts or ProposalFacts(""), _day(since), findings, compared, verdict, follow_up
        )
    )


def campaign_paper(record: Record, campaign: Row, visits: Sequence[Visit]) -> Paper:
    """Return the report of a campaign with the list of its visits; its day is left to fill in."""
    kind = CampaignKind(str(campaign["kind"]))
    issued = issue(BodyKind.CENTRE, is_illustrative=record.is_illustrative)
    teams = tuple(str(one["name"]) for one in teams_of(record, str(campaign["campaign_id"])))
    meanings = Meanings(record)
    return campaign_report(
        CampaignReport(
            issued,
            kind,
            int(str(campaign["year"])),
            tuple(_area(area, meanings, kind) for area in areas_of(visits)),
            tuple(_result(one, meanings, kind, issued.day or today()) for one in visits),
            _day(campaign["starts_on"]),
            _day(campaign["ends_on"]),
            leader=str(campaign["led_by"] or ""),
            members=teams,
        )
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if is_day(value) else None


def _team(record: Record, campaign: Row, visit: Visit) -> tuple[Person, ...]:
    teams = {str(one["team_id"]): one for one in teams_of(record, str(campaign["campaign_id"]))}
    members = str(teams.get(str(visit.row["team_id"]), {}).get("members") or "")
    return tuple(Person(name.strip()) for name in members.replace(";", "\n").splitlines() if name.strip())


def _producer(record: Record, visit: Visit, issued: Issue, *, shows_contact: bool) -> Producer:
    rows = record["facilities"]
    found = plain_rows(rows[rows["facility_id"].eq(str(visit.row["facility_id"]))])
    is_agreed = shows_contact and visit.row["contact_consent"] == Consent.GIVEN
    return Producer(
        name=visit.facility,
        address=address_on(visit.row, issued.day or today()),
        representative=str(visit.row["contact"] or "") if is_agreed else "",
        sector=label_of(Sector, found[0]["sector"], _VI) if found else "",
    )


def _proposal(record: Record, visit: Visit) -> Row | None:
    rows = record["proposals"]
    return next(iter(plain_rows(rows[rows["proposal_id"].eq(str(visit.row["proposal_id"]))])), None)


def _findings(form: Form, answers: Mapping[str, str]) -> tuple[AnswerGroup, ...]:
    """Return the questions with their answers: all to fill in where none was answered, else those that were asked.

    Answers to questions that the form has no longer come last, under their short names.
    """
    asked = [
        AnsweredQuestion(
            one.label, answer_words(one, answers.get(one.name, ""), _VI), tuple(choice.label for choice in one.choices)
        )
        for one in form.questions
        if one.meaning not in _ELSEWHERE
        and one.kind not in {QuestionKind.PHOTO, QuestionKind.POSITION}
        and (not answers or one.is_asked(answers))
    ]
    asked += [AnsweredQuestion(name, value) for name, value in answers.items() if value and form.question(name) is None]
    return (AnswerGroup(phrases("common").say("questions"), tuple(asked)),) if asked else ()


def _area(area: AreaProgress, meanings: Meanings, kind: CampaignKind) -> AreaResult:
    """Return the numbers of an area, as the screen counts them; sums only where all amounts are known, what kept its promise only where each was judged."""
    if kind is CampaignKind.SURVEY:
        recommended: int | None = len(area.at(VisitStep.RECOMMENDED))
    else:
        verdicts = [meanings.text(kind, one.answers, AnswerMeaning.VERDICT) for one in area.at(VisitStep.VISITED)]
        recommended = verdicts.count("effective") if all(verdicts) else None
    return AreaResult(
        area=area.name,
        registered=len(area.on_list),
        planned=len(area.at(VisitStep.PLANNED)),
        visited=len(area.at(VisitStep.VISITED)),
        recommended=recommended,
        requested_vnd=sum_if_known(one.requested_vnd for one in area.on_list),
        recommended_vnd=sum_if_known(one.amount_vnd for one in area.at(VisitStep.RECOMMENDED)),
    )


def _result(visit: Visit, meanings: Meanings, kind: CampaignKind, day: date) -> VisitResult:
    meaning = AnswerMeaning.RECOMMENDED if kind is CampaignKind.SURVEY else AnswerMeaning.VERDICT
    question = meanings.forms[kind].meaning(meaning)
    text = meanings.text(kind, visit.answers, meaning) or ""
    return VisitResult(
        producer=visit.facility,
        area=visit.area,
        address=address_on(visit.row, day),
        proposal=visit.proposal,
        visited_on=_day(visit.row["visited_on"]),
        state=label(visit.state, _VI),
        result=answer_words(question, text, _VI) if question else text,
        requested_vnd=visit.requested_vnd,
        recommended_vnd=visit.amount_vnd,
    )


def _facts_of(proposal: Row) -> ProposalFacts:
    """Return title, content, programme, year and amounts of a proposal; a programme that no source states is left open."""
    programme = proposal["programme"]
    return ProposalFacts(
        title=str(proposal["title"] or ""),
        content=label_of(SupportContent, proposal["support_content"], _VI),
        programme="" if programme in {None, Programme.UNKNOWN} else label(Programme(str(programme)), _VI),
        year=proposal["year_from"],
        total_vnd=proposal["total_investment_vnd"],
        support_vnd=proposal["support_vnd"],
        counterpart_vnd=proposal["counterpart_vnd"],
    )
