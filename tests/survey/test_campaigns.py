"""The list of a campaign and its way into rows of the store and back."""

from datetime import date
from pathlib import Path

import pytest

from analytics.survey.campaigns import VisitCandidate, candidates, imported_lists, not_on_list, visit_rows
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
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.schema.vocabulary import Stage
from geodata.store import Change
from tests.geodata.store.store_rows import beneficiary, facility, proposal, source
from tests.survey.office_store import current, filled_store
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
        VisitCandidate(row.facility_id, row.proposal_id)
        for row in own.astype(object).where(own.notna(), None).itertuples()
    ]
    assert len(own) == 12
    assert not visit_rows(record, campaign_row(), again, SOURCE)


def test_a_proposal_without_a_facility_is_visited_too(record: Record) -> None:
    (row,) = visit_rows(record, campaign_row(), [VisitCandidate(None, "mh-da0001")], SOURCE)
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


def test_an_imported_list_becomes_the_list_of_a_campaign(tmp_path: Path) -> None:
    store = filled_store(tmp_path, 3)
    told = source("office-danh-muc", title="Danh mục đăng ký 2025.xlsx")
    changes = [
        told,
        facility("co-so-moi", name="Cơ sở mới", source_ids="office-danh-muc"),
        facility("co-so-khac", name="Cơ sở khác", source_ids="office-danh-muc"),
        proposal("de-an-moi", title="Đề án mới", stage="registered", source_ids="office-danh-muc"),
        proposal("de-an-rut", title="Đề án rút", stage="withdrawn", source_ids="office-danh-muc"),
        beneficiary("b-moi", "de-an-moi", "co-so-moi"),
        beneficiary("b-rut", "de-an-rut", "co-so-khac"),
    ]
    store.commit(changes, who="lan", action="import")
    record = current(store)
    found = imported_lists(record)["office-danh-muc"]
    assert found == [VisitCandidate("co-so-moi", "de-an-moi"), VisitCandidate("co-so-khac", None)]
    campaign = {"campaign_id": "dot-1", "year": 2024}
    rows = visit_rows(record, campaign, not_on_list(record, campaign, found), "office-danh-muc")
    store.commit([Change("survey_visits", one["visit_id"], one) for one in rows], who="lan", action="survey list")
    assert not_on_list(current(store), campaign, found) == []
    assert not_on_list(current(store), campaign, [VisitCandidate("co-so-moi", None)]) == []
    store.close()
