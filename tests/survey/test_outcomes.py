"""What earlier support became and how far a campaign is: each figure is that of the visits behind it, counted plainly."""

from collections import Counter
from datetime import date

import pytest

from analytics.overview.cards import record_card
from analytics.prepared.tables import prepare
from analytics.quality.dates import date_findings
from analytics.quality.model import FindingKind
from analytics.survey.outcomes import By, OutcomeMeasure, inspections, outcomes
from analytics.survey.progress import VisitStep, areas_of, open_of, team_days_of, visits_with_answers
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.illustrative import illustrative_record
from geodata.record import Record
from geodata.schema.frames import validate
from geodata.schema.vocabulary import SurveyResult
from tests.survey.survey_record import with_campaign, with_rows

VI = Language("vi")
TABLES = ("survey_campaigns", "survey_teams", "survey_visits", "survey_submissions", "survey_answers")


@pytest.fixture(scope="module")
def record() -> Record:
    return illustrative_record(97)


def answers(record: Record, visit: str) -> dict[str, str]:
    rows = record["survey_answers"][record["survey_answers"]["submission_id"].eq(f"form-{visit}")]
    return dict(zip(rows["question"], rows["value"], strict=True))


@pytest.mark.parametrize("n", [20, 97, 400])
def test_illustrative_campaigns_are_rows_of_the_record_and_flagged(n: int) -> None:
    record = illustrative_record(n)
    for name in TABLES:
        validate(name, record[name])
        assert record[name]["source_ids"].eq("illustrative").all()
    links = record["survey_visits"]["campaign_id"].dropna()
    assert set(links) == set(record["survey_campaigns"]["campaign_id"])
    assert set(record["survey_answers"]["submission_id"]) == set(record["survey_submissions"]["submission_id"])
    assert set(record["survey_submissions"]["visit_id"]) <= set(record["survey_visits"]["visit_id"])


@pytest.mark.parametrize("by", [None, *By])
def test_an_outcome_is_that_of_its_visits(record: Record, by: By | None) -> None:
    visits = record["survey_visits"]
    done = visits[visits["campaign_id"].eq("mh-hau-kiem") & visits["state"].eq("done")]
    found = inspections(record)
    assert sorted(one.visit_id for one in found) == sorted(done["visit_id"])
    groups = outcomes(found, by)
    assert sum(len(one.inspected) for one in groups) == len(done)
    for group in groups:
        said = [answers(record, one.visit_id) for one in group.inspected]
        assert group.in_use == Counter(one.get("in_use", OutcomeMeasure.UNKNOWN) for one in said)
        both = [one for one in said if {"workers", "workers_before"} <= set(one)]
        assert group.workers == (
            sum(int(one["workers_before"]) for one in both),
            sum(int(one["workers"]) for one in both),
            len(both),
        )
        money = [one for one in said if {"revenue", "revenue_before"} <= set(one)]
        assert group.revenue[:2] == tuple(
            sum(int(one[name]) for one in money) * 1_000_000 for name in ("revenue_before", "revenue")
        )
        assert group.revenue[2] == len(money)
    assert len({one.group for one in groups}) == len(groups)


def test_progress_counts_each_visit_once_in_each_form(record: Record) -> None:
    visits = visits_with_answers(record, "mh-khao-sat", VI)
    frame = record["survey_visits"]
    own = frame[frame["campaign_id"].eq("mh-khao-sat")]
    areas = areas_of(visits)
    assert sum(len(one.on_list) for one in areas) == len(own) == 97
    assert sum(len(one.at(VisitStep.VISITED)) for one in areas) == own["state"].eq("done").sum()
    said = Counter(answers(record, key).get("recommended") for key in own["visit_id"])
    assert sum(len(one.at(VisitStep.RECOMMENDED)) for one in areas) == said["yes"] + said["less"]
    assert sum(len(day.visits) for day in team_days_of(visits)) == 97
    assert sum(day.n_over for day in team_days_of(visits)) == own["state"].isin(["done", "withdrawn"]).sum()


def test_what_is_open_is_what_has_no_day_or_is_past_it(record: Record) -> None:
    visits = visits_with_answers(record, "mh-khao-sat", VI)
    waiting = [one for one in visits if one.state == "nobody_there"]
    assert open_of(record, visits, date(2024, 1, 1)).past == ()
    assert list(open_of(record, visits, date(2025, 1, 1)).past) == waiting
    fresh = with_campaign(5)
    assert len(open_of(fresh, visits_with_answers(fresh, "dot-1", VI), date(2024, 1, 1)).without_day) == 5


@pytest.mark.parametrize("kind", ["facility", "proposal"])
def test_a_visit_stands_on_the_card_of_its_facility_and_of_its_proposal(record: Record, kind: str) -> None:
    prepared = prepare(record)
    visits = record["survey_visits"].dropna(subset=[f"{kind}_id", "result"])
    row = visits.iloc[0]
    card = record_card(prepared, kind, row[f"{kind}_id"], VI)
    lines = dict(card.related)["Lượt thăm"]
    assert any(VI.partial_date(row["planned_on"]) in line for line in lines)
    assert any(label_of(SurveyResult, row["result"], VI) in line for line in lines)


def test_a_proposal_that_went_on_against_its_last_visit_is_a_finding(record: Record) -> None:
    prepared = prepare(record)
    proposal = record["proposals"].loc[record["proposals"]["stage"].eq("inspected"), "proposal_id"].iloc[0]
    visit = {"visit_id": "v-1", "proposal_id": proposal, "visited_on": "2024-06-01", "location_quality": "unknown"}
    for result, is_found in (("fails", True), ("meets", False)):
        told = with_rows(record, "survey_visits", [{**visit, "result": result, "source_ids": "illustrative"}])
        found = date_findings(told, prepared.proposals, date(2024, 7, 1))
        kinds = {one.kind for one in found if one.row_id == proposal}
        assert (FindingKind.VISIT_DISAGREES in kinds) == is_found
