"""The list of a campaign and its way into rows of the store and back."""

from datetime import date

import pytest

from analytics.survey.campaigns import Candidate, candidates, visit_rows
from analytics.survey.planning import planned
from analytics.survey.schedule import (
    campaign_of,
    kept_days,
    plan_of,
    planned_values,
    rules_of,
    stops_of,
    team_days,
    teams_of,
    visits_of,
)
from geodata.illustrative import illustrative_record
from geodata.record import Record, load_public_record
from geodata.schema.frames import validate
from geodata.schema.vocabulary import CampaignKind, Stage
from tests.survey.survey_record import DAY, SOURCE, campaign_row, with_campaign, with_rows


@pytest.fixture(scope="module")
def record() -> Record:
    return illustrative_record(97)


def test_a_survey_visits_those_who_registered_for_its_year(record: Record) -> None:
    found = candidates(record, CampaignKind.SURVEY, 2024, DAY)
    proposals = record["proposals"].set_index("proposal_id")
    assert found
    assert {proposals.loc[one.proposal_id, "stage"] for one in found} == {Stage.REGISTERED.value}
    assert {proposals.loc[one.proposal_id, "year_from"] for one in found} == {2024}


@pytest.mark.parametrize("on", [date(2019, 1, 1), date(2022, 7, 1), date(2026, 11, 29)])
@pytest.mark.parametrize("record", [load_public_record(), illustrative_record(97)], ids=["public", "illustrative"])
def test_an_inspection_visits_what_was_accepted_a_year_or_more_ago(record: Record, on: date) -> None:
    found = candidates(record, CampaignKind.INSPECTION, on.year, on)
    for one in found:
        year = int(one.since[:4])
        assert date(year + 1, int(one.since[5:7] or 12) if len(one.since) > 4 else 12, 1) <= on
    proposals = record["proposals"].set_index("proposal_id")
    assert all(proposals.loc[one.proposal_id, "stage"] in {"accepted", "inspected"} for one in found)


def test_a_list_taken_twice_adds_nothing_and_rows_are_rows_of_the_record() -> None:
    record = with_campaign(12)
    validate("survey_visits", record["survey_visits"])
    own = record["survey_visits"][record["survey_visits"]["campaign_id"].eq("dot-1")]
    again = [
        Candidate(row.facility_id, row.proposal_id) for row in own.astype(object).where(own.notna(), None).itertuples()
    ]
    assert len(own) == 12
    assert not visit_rows(record, campaign_row(), again, SOURCE)


def test_a_proposal_without_a_facility_is_visited_too(record: Record) -> None:
    (row,) = visit_rows(record, campaign_row(), [Candidate(None, "mh-da0001")], SOURCE)
    assert (row["facility_id"], row["location_quality"]) == (None, "unknown")


def test_a_plan_becomes_rows_and_rows_the_plan() -> None:
    record = with_campaign(24)
    campaign = campaign_of(record, "dot-1")
    assert campaign is not None
    visits = visits_of(record, "dot-1")
    days = team_days(campaign, teams_of(record, "dot-1"))
    plan = planned(lambda *_: None, stops_of(visits, campaign), days, rules_of(campaign))
    values = planned_values(visits, plan)
    rows = [
        {**row, **values.get(row["visit_id"], {})}
        for row in visits.astype(object).where(visits.notna(), None).to_dict("records")
    ]
    empty = record["survey_visits"].head(0)
    laid = with_rows(Record({**record.tables, "survey_visits": empty}), "survey_visits", rows)
    back = visits_of(laid, "dot-1")
    assert plan.days
    assert plan_of(back).days == plan.days
    assert not planned_values(back, plan_of(back))
    assert all(day.at.day.weekday() < 5 for day in plan.days)
    assert not kept_days(back, plan)
    first = back.loc[0, "visit_id"]
    done = back.assign(state=back["state"].mask(back["visit_id"].eq(first), "done"))
    (kept,) = kept_days(done, plan)
    assert first in (*kept.visits, *kept.listed)


def test_without_days_there_is_nothing_to_plan_on() -> None:
    campaign = campaign_of(with_campaign(3, ends_on=None), "dot-1")
    assert campaign is not None
    assert not team_days(campaign, [{"team_id": "t"}])
