"""Papers made from rows of campaigns, appraisals and scenarios say what the rows say, in the units of their day."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.papers.bodies import BodyKind, Issue, issue
from analytics.papers.legal_grounds import legal_grounds
from analytics.papers.notes import districts_named
from analytics.papers.paper import Paper, Table, texts
from analytics.papers.places import units_named
from analytics.papers.survey_data import CampaignReport
from analytics.survey.papers import campaign_paper, visit_paper
from geodata.places.registry import units_by_code
from geodata.places.units import VIEW_DATE
from geodata.record import Record
from geodata.record.public import load_public_record
from geodata.schema.vocabulary import CampaignKind
from tests.survey.survey_record import SOURCE, with_campaign, with_rows

BEFORE, AFTER = date(2024, 1, 20), date(2026, 1, 20)
NO_FILE = Path("there is no such file")
ANSWERS = {
    "visited_on": "2024-01-18",
    "visit_state": "done",
    "produces": "yes",
    "price_evidence": "quotation contract",
    "workers": "12",
    "revenue": "2400.5",
    "products": "Mỳ gạo {ngon} <b>",
    "recommended": "less",
    "recommended_amount": "180",
    "recommended_reason": "Báo giá cao",
    "old_question": "vẫn còn",
}
INSPECTED = {
    "visit_state": "done",
    "machine_there": "yes",
    "workers_before": "8",
    "workers": "12",
    "verdict": "effective",
    "follow_up": "Không",
}


def issued(day: date, kind: BodyKind = BodyKind.CENTRE) -> Issue:
    return issue(kind, day, number="3", file=NO_FILE)


def answered(record: Record, visit_id: str, answers: dict[str, str], state: str = "counts") -> Record:
    form = {
        "submission_id": f"s-{visit_id}-{state}",
        "visit_id": visit_id,
        "instance": "uuid:1",
        "origin": "app",
        "state": state,
        "source_ids": SOURCE,
    }
    rows = [
        {
            "answer_id": f"a-{visit_id}-{state}-{name}",
            "submission_id": form["submission_id"],
            "question": name,
            "value": value,
            "source_ids": SOURCE,
        }
        for name, value in answers.items()
    ]
    return with_rows(with_rows(record, "survey_submissions", [form]), "survey_answers", rows)


def changed(record: Record, table: str, values: dict[str, Any], at: int = 0) -> Record:
    frame = record[table].copy()
    for name, value in values.items():
        frame.loc[frame.index[at], name] = value
    return replace(record, tables={**record.tables, table: frame})


def all_text(paper: Paper) -> str:
    return "\n".join(texts(paper))


@pytest.fixture(scope="module")
def survey() -> Record:
    return with_campaign(8)


def first_visit(record: Record) -> str:
    return str(record["survey_visits"]["visit_id"].iloc[-8])


def test_a_visit_to_be_made_is_a_form_to_fill_in(survey: Record) -> None:
    paper = visit_paper(survey, first_visit(survey), issued(BEFORE))
    text = all_text(paper)
    assert paper.title == "Biên bản"
    assert paper.extract.endswith("năm 2024")
    assert "Nhà xưởng: ☐\u00a0Nhà xưởng của cơ sở   ☐\u00a0Nhà xưởng thuê   ☐\u00a0Chưa có nhà xưởng" in text
    assert "Giấy tờ còn thiếu" in text
    assert "☒" not in text
    assert paper.issue.is_illustrative


def test_what_was_answered_stands_in_the_minutes(survey: Record) -> None:
    visit = first_visit(survey)
    text = all_text(visit_paper(answered(survey, visit, ANSWERS), visit, issued(BEFORE)))
    assert "Cơ sở có tại địa chỉ và đang sản xuất: Có" in text
    assert "Căn cứ về giá: Báo giá; Hợp đồng" in text
    assert "Doanh thu một năm (triệu đồng): 2.400,5" in text
    assert "Mỳ gạo {ngon} <b>" in text
    assert "☒\u00a0Hỗ trợ ở mức thấp hơn" in text
    assert "Mức đề nghị hỗ trợ: 180.000.000 đồng" in text
    assert "Lý do: Báo giá cao" in text
    assert "vẫn còn" in text
    assert "Giấy tờ còn thiếu" not in text  # was not asked


def test_answers_in_conflict_do_not_count(survey: Record) -> None:
    visit = first_visit(survey)
    assert "Báo giá cao" not in all_text(
        visit_paper(answered(survey, visit, ANSWERS, "conflict"), visit, issued(BEFORE))
    )


def test_a_contact_stands_in_it_only_for_those_who_may_see_it_and_when_agreed(survey: Record) -> None:
    place = len(survey["survey_visits"]) - 8
    visit = first_visit(survey)
    for consent, may, is_there in (("given", True, True), ("given", False, False), ("refused", True, False)):
        record = changed(survey, "survey_visits", {"contact": "Lê Thị Riêng", "contact_consent": consent}, place)
        paper = visit_paper(record, visit, issued(BEFORE), with_contact=may)
        assert ("Lê Thị Riêng" in all_text(paper)) is is_there


def test_an_inspection_compares_before_and_now() -> None:
    record = with_campaign(4, CampaignKind.INSPECTION)
    visit = str(record["survey_visits"]["visit_id"].iloc[-4])
    paper = visit_paper(answered(record, visit, INSPECTED), visit, issued(BEFORE))
    assert paper.extract == "Hậu kiểm đề án khuyến công đã nghiệm thu"
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.cells for row in table.rows] == [
        ("Lao động (người)", "8", "12"),
        ("Doanh thu một năm (triệu đồng)", "", ""),
    ]
    assert "Kết luận của đoàn: Hiệu quả" in all_text(paper)


def test_a_visit_of_no_campaign_is_refused(survey: Record) -> None:
    with pytest.raises(KeyError):
        visit_paper(survey, "no such visit", issued(BEFORE))
    with pytest.raises(KeyError):
        campaign_paper(survey, "no such campaign", issued(BEFORE))


@pytest.mark.parametrize("kind", CampaignKind)
def test_a_report_adds_up_to_its_list(kind: CampaignKind) -> None:
    record = with_campaign(30, kind)
    visits = record["survey_visits"]["visit_id"].iloc[-30:].astype(str).tolist()
    for place, visit in enumerate(visits[:10]):
        record = answered(record, visit, ANSWERS if kind is CampaignKind.SURVEY else INSPECTED)
        record = changed(
            record,
            "survey_visits",
            {"state": "done", "visited_on": "2024-01-18"},
            len(record["survey_visits"]) - 30 + place,
        )
    paper = campaign_paper(record, "dot-1", issued(BEFORE))
    (areas,) = (block for block in paper.blocks if isinstance(block, Table))
    (listed,) = (block for block in paper.annexes[0].blocks if isinstance(block, Table))
    total = areas.rows[-1].cells
    assert total[2] == "30"
    assert total[4:6] == ("10", "10")
    assert sum(not row.is_sum for row in listed.rows) == 30
    assert sum(row.is_sum for row in listed.rows) == len(areas.rows) - 1
    assert (len(listed.columns), len(areas.columns)) == ((9, 8) if kind is CampaignKind.SURVEY else (7, 6))


def test_a_report_brings_what_the_office_says(survey: Record) -> None:
    said = CampaignReport(
        issued(BEFORE),
        CampaignKind.SURVEY,
        1999,
        (),
        (),
        findings=("Nhiều đề án tốt.",),
        addressed_to=("Sở Công Thương",),
    )
    paper = campaign_paper(survey, "dot-1", issued(BEFORE), said)
    assert "Nhiều đề án tốt." in all_text(paper)
    assert paper.addressed_to == ("Sở Công Thương",)
    assert "2024" in paper.extract


def test_areas_are_districts_before_the_merger_and_communes_after(survey: Record) -> None:
    before, after = (campaign_paper(survey, "dot-1", issued(day)) for day in (BEFORE, AFTER))
    named = [
        [row.cells[1] for row in table.rows[:-1]]
        for paper in (before, after)
        for table in paper.blocks
        if isinstance(table, Table)
    ]
    assert all(name.startswith(("Huyện", "Thị xã", "Thành phố")) for name in named[0][:-1])
    assert named[0][-1] == named[1][-1] == "Chưa rõ địa bàn"
    assert all(name.startswith(("Xã", "Phường")) for name in named[1][:-1])
    assert districts_named(after) == ()


@pytest.fixture(scope="module")
def record() -> Record:
    return load_public_record()


def test_grounds_are_documents_of_the_record_that_hold_on_the_day(record: Record) -> None:
    early = legal_grounds(record, ("67/2023/NQ-HĐND",), date(2024, 5, 1))
    assert early[0] == "Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ"
    assert early[-1] == "Nghị quyết số 67/2023/NQ-HĐND ngày 13 tháng 12 năm 2023 của HĐND tỉnh Bắc Giang"
    assert not any("235/2025" in one for one in early)
    assert any("235/2025/NĐ-CP" in one for one in legal_grounds(record, (), date(2026, 1, 1)))


def test_a_document_that_nobody_knows_stands_as_it_is_written(record: Record) -> None:
    assert legal_grounds(record, ("Quy chế mẫu",), date(2024, 5, 1))[-1] == "Quy chế mẫu"


@pytest.mark.parametrize(
    ("day", "named"),
    [(date(2024, 6, 1), "Xã Tiên Lục, Huyện Lạng Giang"), (AFTER, "Xã Tiên Lục")],
)
def test_units_are_named_as_on_the_day(day: date, named: str) -> None:
    commune = next(
        code
        for code, units in units_by_code().items()
        if any(one.name == "Xã Tiên Lục" and one.stands_on(VIEW_DATE) for one in units)
    )
    assert units_named(commune, ("217",), day) == named
    assert units_named("", (), day) == ""
    assert units_named("no code", (), day) == ""
