"""The papers of a campaign from its rows: the minutes of a visit, to fill in or as answered, and the report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from analytics.papers.bodies import Issue
from analytics.papers.campaign_report import campaign_report
from analytics.papers.inspection_minutes import inspection_minutes
from analytics.papers.paper import Paper
from analytics.papers.people import Person, Producer, ProposalFacts
from analytics.papers.phrases import phrases
from analytics.papers.places import address_on, area_on
from analytics.papers.proposal_rows import facts_of
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
from analytics.selection.place_words import Row
from analytics.survey.campaigns import accepted_since
from analytics.survey.schedule import campaign_of, is_day, plain_rows, teams_of, visits_of
from analytics.wording.labels import label_of
from analytics.wording.language import language
from geodata.clock import today
from geodata.record import Record
from geodata.schema.vocabulary import (
    AnswerMeaning,
    CampaignKind,
    Consent,
    QuestionKind,
    Sector,
    SubmissionState,
    VisitState,
)
from geodata.survey.questions import Form, Question, form_of

_VI = language("vi")
_MILLION = 1_000_000
_ELSEWHERE = frozenset(
    {
        AnswerMeaning.VISITED_ON,
        AnswerMeaning.VISIT_STATE,
        AnswerMeaning.POSITION,
        AnswerMeaning.RECOMMENDED,
        AnswerMeaning.RECOMMENDED_AMOUNT,
        AnswerMeaning.RECOMMENDED_REASON,
        AnswerMeaning.VERDICT,
        AnswerMeaning.FOLLOW_UP,
        AnswerMeaning.WORKERS_BEFORE,
        AnswerMeaning.REVENUE_BEFORE,
    }
)
"""What stands in a place of its own in the papers, not among the findings."""
_PAIRS = (
    (AnswerMeaning.WORKERS_BEFORE, AnswerMeaning.WORKERS, "workers"),
    (AnswerMeaning.REVENUE_BEFORE, AnswerMeaning.REVENUE, "revenue"),
)
_KEPT = frozenset({"yes", "effective"})


@dataclass(frozen=True)
class _Rows:
    """The rows that the papers of a campaign are made from, by key."""

    campaign: Row
    form: Form
    visits: tuple[Row, ...]
    teams: Mapping[str, Row]
    facilities: Mapping[str, Row]
    proposals: Mapping[str, Row]
    accepted: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]


def visit_paper(record: Record, visit_id: str, issue: Issue, *, with_contact: bool = False) -> Paper:
    """Return the minutes of a visit of a campaign, of a survey or an inspection by its kind.

    `with_contact` puts in the contact of those who agreed that the office keeps it. Raises KeyError for a visit of no campaign.
    """
    visits = record["survey_visits"]
    campaigns = plain_rows(visits[visits["visit_id"].eq(visit_id) & visits["campaign_id"].notna()])
    if not campaigns:
        raise KeyError(visit_id)
    rows = _rows(record, str(campaigns[0]["campaign_id"]))
    visit = next(one for one in rows.visits if one["visit_id"] == visit_id)
    issue = replace(issue, is_illustrative=record.is_illustrative)
    meeting = _meeting(rows, visit)
    producer = _producer(rows, visit, issue, with_contact=with_contact)
    proposal = rows.proposals.get(visit["proposal_id"])
    answers = rows.answers.get(visit_id, {})
    findings = _findings(rows.form, answers)
    if rows.campaign["kind"] == CampaignKind.SURVEY:
        chosen = _value(rows.form, answers, AnswerMeaning.RECOMMENDED)
        return visit_minutes(
            VisitMinutes(
                issue,
                int(visit["year"] or rows.campaign["year"]),
                meeting,
                producer,
                facts_of(proposal) if proposal else None,
                findings,
                Recommendation(chosen) if chosen in set(Recommendation) else None,
                _value(rows.form, answers, AnswerMeaning.RECOMMENDED_REASON),
                _money(_value(rows.form, answers, AnswerMeaning.RECOMMENDED_AMOUNT)),
            )
        )
    since = rows.accepted.get(str(visit["proposal_id"]), "")
    return inspection_minutes(
        InspectionMinutes(
            issue,
            meeting,
            producer,
            facts_of(proposal) if proposal else ProposalFacts(""),
            date.fromisoformat(since) if is_day(since) else None,
            findings,
            _compared(rows.form, answers),
            _shown(rows.form, answers, AnswerMeaning.VERDICT),
            _shown(rows.form, answers, AnswerMeaning.FOLLOW_UP),
        )
    )


def campaign_paper(record: Record, campaign_id: str, issue: Issue, report: CampaignReport | None = None) -> Paper:
    """Return the report of a campaign; raises KeyError where there is none.

    `report` brings what no row says: findings, difficulties, suggestions, grounds, addressees, recipients.
    """
    rows = _rows(record, campaign_id)
    campaign, day = rows.campaign, issue.day or today()
    starts, ends = (_day(campaign[name]) for name in ("starts_on", "ends_on"))
    base = report or CampaignReport(issue, CampaignKind(str(campaign["kind"])), int(campaign["year"]), (), ())
    results = tuple(_result(rows, visit, day) for visit in rows.visits)
    members = [str(team["members"] or team["name"]) for team in rows.teams.values()]
    return campaign_report(
        replace(
            base,
            issue=replace(issue, is_illustrative=record.is_illustrative),
            kind=CampaignKind(str(campaign["kind"])),
            year=int(campaign["year"]),
            areas=_areas(rows, day),
            visits=results,
            starts=starts,
            ends=ends,
            leader=str(campaign["led_by"] or ""),
            members=tuple(members),
        )
    )


def _rows(record: Record, campaign_id: str) -> _Rows:
    campaign = campaign_of(record, campaign_id)
    if campaign is None:
        raise KeyError(campaign_id)
    visits = tuple(plain_rows(visits_of(record, campaign_id)))
    return _Rows(
        campaign,
        form_of(record, CampaignKind(str(campaign["kind"]))),
        visits,
        {str(one["team_id"]): one for one in teams_of(record, campaign_id)},
        _by_key(record, "facilities", "facility_id"),
        _by_key(record, "proposals", "proposal_id"),
        accepted_since(record, record["proposals"]),
        _answers(record, visits),
    )


def _by_key(record: Record, table: str, key: str) -> dict[str, Row]:
    return {str(row[key]): row for row in plain_rows(record[table])}


def _answers(record: Record, visits: tuple[Row, ...]) -> dict[str, dict[str, str]]:
    """Return the answers that count, by visit and question."""
    forms, answers = record["survey_submissions"], record["survey_answers"]
    own = {row["visit_id"] for row in visits}
    counting = forms[forms["state"].eq(SubmissionState.COUNTS) & forms["visit_id"].isin(own)]
    visit_of = {str(row["submission_id"]): str(row["visit_id"]) for row in plain_rows(counting)}
    found: dict[str, dict[str, str]] = {}
    for row in plain_rows(answers[answers["submission_id"].isin(list(visit_of))]):
        found.setdefault(visit_of[str(row["submission_id"])], {})[str(row["question"])] = str(row["value"] or "")
    return found


def _meeting(rows: _Rows, visit: Row) -> Meeting:
    team = rows.teams.get(str(visit["team_id"]))
    listed = str((team or {}).get("members") or "").replace(";", "\n").splitlines()
    people = tuple(Person(name.strip()) for name in listed if name.strip())
    at = visit["appointed_at"] if visit["appointed_on"] == _seen_on(visit) else None
    starts = datetime.fromisoformat(f"{_seen_on(visit)}T{at}") if at and is_day(_seen_on(visit)) else None
    return Meeting(starts=starts, team=people)


def _seen_on(visit: Row) -> Any:
    return visit["visited_on"] or visit["planned_on"]


def _producer(rows: _Rows, visit: Row, issue: Issue, *, with_contact: bool) -> Producer:
    facility = rows.facilities.get(str(visit["facility_id"]), {})
    is_agreed = with_contact and visit["contact_consent"] == Consent.GIVEN
    return Producer(
        name=str(facility.get("name") or ""),
        address=address_on(visit, issue.day or today()),
        representative=str(visit["contact"] or "") if is_agreed else "",
        sector=label_of(Sector, facility.get("sector"), _VI),
    )


def _findings(form: Form, answers: Mapping[str, str]) -> tuple[AnswerGroup, ...]:
    """Return the questions with their answers; without any, all questions to fill in, else those that were asked.

    Answers to questions that the form has no longer come last, under their short names.
    """
    asked = [
        Answer(one.label, _words(one, answers.get(one.name, "")), tuple(choice.label for choice in one.choices))
        for one in form.questions
        if one.meaning not in _ELSEWHERE
        and one.kind is not QuestionKind.PHOTO
        and (not answers or one.is_asked(answers))
    ]
    asked += [Answer(name, value) for name, value in answers.items() if value and form.question(name) is None]
    title = phrases("common").say("questions")
    return (AnswerGroup(title, tuple(asked)),) if asked else ()


def _words(question: Question, value: str) -> str:
    """Return an answer as a person reads it."""
    if not value:
        return ""
    names = {one.name: one.label for one in question.choices}
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.ONE_OF | QuestionKind.SEVERAL_OF:
            return "; ".join(names.get(one, one) for one in value.split())
        case QuestionKind.DATE:
            return _VI.partial_date(value)
        case QuestionKind.WHOLE | QuestionKind.NUMBER | QuestionKind.MONEY:
            return _number(value)
        case _:
            return value


def _number(value: str) -> str:
    try:
        return _VI.number(float(value), 3)
    except ValueError:  # not a number: what was written stands
        return value


def _value(form: Form, answers: Mapping[str, str], meaning: AnswerMeaning) -> str:
    question = form.meaning(meaning)
    return answers.get(question.name, "") if question else ""


def _shown(form: Form, answers: Mapping[str, str], meaning: AnswerMeaning) -> str:
    question = form.meaning(meaning)
    return _words(question, answers.get(question.name, "")) if question else ""


def _money(millions: str) -> int | None:
    try:
        return round(float(millions) * _MILLION)
    except ValueError:  # nothing written, or no number
        return None


def _compared(form: Form, answers: Mapping[str, str]) -> tuple[Compared, ...]:
    words = phrases("inspection_minutes")
    return tuple(
        Compared(words.say(key), _shown(form, answers, before), _shown(form, answers, after))
        for before, after, key in _PAIRS
    )


def _result(rows: _Rows, visit: Row, day: date) -> VisitResult:
    answers = rows.answers.get(str(visit["visit_id"]), {})
    proposal = rows.proposals.get(str(visit["proposal_id"]), {})
    facility = rows.facilities.get(str(visit["facility_id"]), {})
    meaning = AnswerMeaning.RECOMMENDED if rows.campaign["kind"] == CampaignKind.SURVEY else AnswerMeaning.VERDICT
    return VisitResult(
        producer=str(facility.get("name") or ""),
        area=area_on(visit, day),
        address=address_on(visit, day),
        proposal=str(proposal.get("title") or ""),
        visited_on=_day(visit["visited_on"]),
        state=label_of(VisitState, visit["state"], _VI),
        result=_shown(rows.form, answers, meaning),
        requested_vnd=proposal.get("support_vnd"),
        recommended_vnd=_recommended(rows.form, answers),
    )


def _recommended(form: Form, answers: Mapping[str, str]) -> int | None:
    """Return the recommended amount in đồng: none is recommended where the answer is no."""
    if _value(form, answers, AnswerMeaning.RECOMMENDED) == Recommendation.NO:
        return 0
    return _money(_value(form, answers, AnswerMeaning.RECOMMENDED_AMOUNT))


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if is_day(value) else None


def _areas(rows: _Rows, day: date) -> tuple[AreaResult, ...]:
    """Return the numbers by area in the order of the list; what lies in no known area has its own line at the end."""
    by_area: dict[str, list[Row]] = {}
    for visit in rows.visits:
        by_area.setdefault(area_on(visit, day), []).append(visit)
    if "" in by_area:
        by_area[""] = by_area.pop("")
    unknown = phrases("campaign_report").say("area_not_known")
    return tuple(_area(rows, area or unknown, visits, day) for area, visits in by_area.items())


def _area(rows: _Rows, area: str, visits: list[Row], day: date) -> AreaResult:
    results = [_result(rows, visit, day) for visit in visits]
    is_survey = rows.campaign["kind"] == CampaignKind.SURVEY
    done = [visit for visit in visits if visit["state"] == VisitState.DONE]
    meaning = AnswerMeaning.RECOMMENDED if is_survey else AnswerMeaning.VERDICT
    said = [_value(rows.form, rows.answers.get(str(visit["visit_id"]), {}), meaning) for visit in done]
    wanted = _KEPT | ({Recommendation.LESS.value} if is_survey else frozenset())
    seen = [one for one, visit in zip(results, visits, strict=True) if visit["state"] == VisitState.DONE]
    return AreaResult(
        area,
        registered=len(visits),
        planned=sum(visit["planned_on"] is not None or visit["state"] == VisitState.DONE for visit in visits),
        visited=len(done),
        recommended=sum(one in wanted for one in said) if all(said) else None,
        requested_vnd=_sum([one.requested_vnd for one in results]),
        recommended_vnd=_sum([one.recommended_vnd for one in seen]),
    )


def _sum(amounts: list[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if len(known) == len(amounts) else None
