"""What a team takes along: sheets, day lists, workbook, calendar, points, the form; each holds the same visits."""

import io
import json
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pymupdf
import pytest
from icalendar import Calendar

from analytics.evidence.answer_words import answer_words
from analytics.survey.planning import planned
from analytics.survey.points import calendar, kml, visits_geojson
from analytics.survey.progress import Visit, areas_of, team_days_of, visits_with_answers
from analytics.survey.schedule import campaign_of, planned_values, rules_of, stops_of, team_days, teams_of, visits_of
from analytics.survey.sheets import SheetSet, day_lists, visit_sheets
from analytics.survey.trips import Trip, call_of, listed_visits, trips_of
from analytics.survey.workbook import day_workbook
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.survey.questions import standard_form
from geodata.survey.reading import forms_in
from geodata.survey.xlsform import form_package
from tests.survey.survey_record import with_campaign, with_rows

VI = Language("vi")
FORM = standard_form(CampaignKind.SURVEY)


def planned_record(n: int = 14, **given: object) -> Record:
    """Return a record with a campaign whose visits have days."""
    record = with_campaign(n, **given)
    campaign, visits = campaign_of(record, "dot-1"), visits_of(record, "dot-1")
    plan = planned(
        lambda *_: None, stops_of(visits, campaign), team_days(campaign, teams_of(record, "dot-1")), rules_of(campaign)
    )
    values = planned_values(visits, plan)
    raw = record["survey_visits"]
    rows = [
        {**row, **values.get(row["visit_id"], {}), "contact": "=Nguyễn Văn A", "contact_consent": consent}
        for row, consent in zip(
            raw[raw["campaign_id"].eq("dot-1")].astype(object).where(lambda f: f.notna(), None).to_dict("records"),
            ["given", "refused", None] * n,
            strict=False,
        )
    ]
    return with_rows(Record({**record.tables, "survey_visits": raw.head(0)}), "survey_visits", rows)


@pytest.fixture(scope="module")
def record() -> Record:
    return planned_record()


@pytest.fixture(scope="module")
def visits(record: Record) -> list[Visit]:
    return visits_with_answers(record, "dot-1", VI)


@pytest.fixture(scope="module")
def trips(record: Record, visits: list[Visit]) -> list[Trip]:
    return trips_of(record, campaign_of(record, "dot-1"), visits, VI, shows_contact=True)


def test_every_planned_visit_is_in_one_trip_in_its_order(visits: list[Visit], trips: list[Trip]) -> None:
    called = [call.visit.visit_id for trip in trips for call in trip.calls]
    assert sorted(called) == sorted(one.visit_id for one in visits if one.row["planned_on"])
    assert [(one.day, one.team_id) for one in team_days_of(visits)] == [
        (trip.day.isoformat(), trip.team_id) for trip in trips
    ]
    for trip in trips:
        times = [call.arrives for call in trip.calls if call.arrives]
        assert times == sorted(times)
        assert all(time < trip.back for time in times)


def test_contacts_are_for_those_who_may_see_them_and_of_those_who_agreed(record: Record, visits: list[Visit]) -> None:
    campaign = campaign_of(record, "dot-1")
    for shows in (True, False):
        calls = [call for trip in trips_of(record, campaign, visits, VI, shows_contact=shows) for call in trip.calls]
        assert {call.visit.row["contact_consent"] for call in calls if call.contact} == ({"given"} if shows else set())


def text_of(data: bytes) -> list[str]:
    return [" ".join(page.get_text().split()) for page in pymupdf.open(stream=data)]


def test_a_sheet_a_visit_with_every_question_and_signatures(trips: list[Trip]) -> None:
    calls = [(trip, call) for trip in trips for call in trip.calls][:3]
    pages = text_of(visit_sheets(SheetSet(FORM, "Khảo sát 2024", VI), calls))
    whole = " ".join(pages)
    for _, call in calls:
        assert whole.count(call.visit.visit_id) == 1
    for question in FORM.questions:
        if question.kind != "photo":
            assert whole.count(question.label) >= 3
    assert whole.count("Đại diện cơ sở") == 3


def test_a_sheet_has_a_code_only_where_the_app_has_an_address(trips: list[Trip]) -> None:
    calls = [(trips[0], trips[0].calls[0])]
    plain, coded = (
        visit_sheets(SheetSet(FORM, "K", VI, address), calls) for address in (None, "https://kc.example.vn")
    )
    assert len(pymupdf.open(stream=coded)[0].get_drawings()) > len(pymupdf.open(stream=plain)[0].get_drawings()) + 200


def test_a_day_list_names_each_visit_of_its_day(trips: list[Trip]) -> None:
    whole = " ".join(text_of(day_lists("Khảo sát 2024", trips, VI)))
    for trip in trips:
        assert whole.count(f"{trip.team} · {VI.partial_date(trip.day.isoformat())}") == 1
    assert all(call.arrives in whole for trip in trips for call in trip.calls)
    assert text_of(day_lists("Khảo sát 2024", [], VI)) == ["1 Chưa lượt nào có ngày."]


def test_the_workbook_is_a_list_and_a_sheet_that_comes_back(visits: list[Visit], trips: list[Trip]) -> None:
    planned_keys = {call.visit.visit_id for trip in trips for call in trip.calls}
    others = [call_of(one, VI) for one in visits if one.visit_id not in planned_keys]
    data = day_workbook(trips, others, FORM, VI)
    book = openpyxl.load_workbook(io.BytesIO(data))
    days, fill = book.worksheets
    assert days.max_row == 1 + len(planned_keys)
    headings = [cell.value for cell in fill[1]]
    row = {name: column for column, name in enumerate(headings, 1)}
    fill.cell(2, row["Ngày khảo sát"]).value = "18/01/2024"
    fill.cell(2, row["Kết quả chuyến đến"]).value = "Đã làm việc"
    fill.cell(2, row["Doanh thu một năm (triệu đồng)"]).value = "1.250,5"
    made = io.BytesIO()
    book.save(made)
    read = forms_in(lambda *_: None, made.getvalue(), "ngay.xlsx", (FORM,))
    assert [one.visit for one in read.submissions] == [call.visit.visit_id for trip in trips for call in trip.calls] + [
        call.visit.visit_id for call in others
    ]
    first = read.submissions[0]
    assert first.answers == {"visited_on": "2024-01-18", "visit_state": "done", "revenue": "1250.5"}
    assert not any(
        str(cell.value).startswith("=") and cell.data_type == "f" for line in days.iter_rows() for cell in line
    )


def test_the_calendar_has_an_event_a_visit_at_its_time(trips: list[Trip]) -> None:
    found = Calendar.from_ical(calendar(trips, "Khảo sát 2024", 60))
    events = {str(one["uid"]).partition("@")[0]: one for one in found.walk("VEVENT")}
    for trip in trips:
        for call in trip.calls:
            start = events[call.visit.visit_id]["dtstart"].dt
            shown = f"{start:%Y-%m-%d %H:%M}" if call.arrives else start.isoformat()
            assert shown == f"{trip.day} {call.arrives}".strip()
    assert len(events) == sum(len(trip.calls) for trip in trips)


def test_points_are_those_that_can_be_drawn(trips: list[Trip]) -> None:
    drawn = [call for trip in trips for call in trip.calls if call.lon is not None]
    features = json.loads(visits_geojson(trips))["features"]
    assert sum(one["geometry"] is not None for one in features) == len(drawn)
    assert all(one["properties"]["location_quality"] for one in features)
    tree = ET.fromstring(kml(trips, "K & S", VI))  # noqa: S314 - made by this app
    points = tree.findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    assert len(points) == len(drawn)


def test_the_list_of_the_form_has_every_visit_once(visits: list[Visit], trips: list[Trip]) -> None:
    listed = listed_visits(trips, visits, VI)
    assert sorted(one.name for one in listed) == sorted(one.visit_id for one in visits)
    with zipfile.ZipFile(io.BytesIO(form_package(FORM, "K", "ks", listed))) as package:
        assert len(package.read("visits.csv").decode().splitlines()) == 1 + len(visits)


@pytest.mark.parametrize(("begins", "is_commune"), [("2025-06-30", False), ("2025-07-01", True)])
def test_areas_are_districts_until_june_2025_and_communes_after(begins: str, is_commune: bool) -> None:  # noqa: FBT001
    record = with_campaign(20, starts_on=begins, ends_on="2025-07-11", year=2025)
    names = [area.name for area in areas_of(visits_with_answers(record, "dot-1", VI)) if area.code]
    assert any(re.search(r"^(Xã|Phường) .* \(", name) for name in names) == is_commune


def test_answers_stand_on_sheets_as_a_person_writes_them() -> None:
    by_name = {one.name: one for one in FORM.questions}
    said = {"visited_on": "2024-01-18", "revenue": "1250.5", "price_evidence": "quotation contract", "products": "Mỳ"}
    told = [answer_words(by_name[name], value, Language("vi")) for name, value in said.items()]
    assert told == ["18/01/2024", "1.250,5", "Báo giá; Hợp đồng", "Mỳ"]
    assert answer_words(by_name["workers"], "khoảng chục", Language("vi")) == "khoảng chục"
