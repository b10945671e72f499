"""Minutes and report of a campaign say what its rows say, and leave the rest to fill in."""

from dataclasses import replace
from typing import Any

import pytest

from analytics.papers.bodies import body_on
from analytics.papers.docx.writer import write_docx
from analytics.papers.paper import Paper, PaperTable, paper_texts
from analytics.survey.papers import campaign_paper, visit_paper
from analytics.survey.progress import visits_with_answers
from analytics.survey.schedule import campaign_of
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.survey.questions import form_of
from tests.survey.survey_record import SOURCE, with_campaign, with_rows

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
    "follow_up": "Theo dõi tiếp",
}


def answered(record: Record, place: int, answers: dict[str, str], state: str = "counts") -> Record:
    visit_id = str(record["survey_visits"]["visit_id"].iloc[place])
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


def changed(record: Record, table: str, values: dict[str, Any], place: int) -> Record:
    frame = record[table].copy()
    for name, value in values.items():
        frame.loc[frame.index[place], name] = value
    return replace(record, tables={**record.tables, table: frame})


def minutes(record: Record, place: int, *, shows_contact: bool = False) -> Paper:
    campaign = campaign_of(record, "dot-1")
    assert campaign
    visit_id = str(record["survey_visits"]["visit_id"].iloc[place])
    visit = next(one for one in visits_with_answers(record, "dot-1", language("vi")) if one.visit_id == visit_id)
    return visit_paper(
        record, campaign, form_of(record, CampaignKind(campaign["kind"])), visit, shows_contact=shows_contact
    )


def report(record: Record) -> Paper:
    campaign = campaign_of(record, "dot-1")
    assert campaign
    return campaign_paper(record, campaign, visits_with_answers(record, "dot-1", language("vi")))


def text_of(paper: Paper) -> str:
    return "\n".join(paper_texts(paper))


@pytest.fixture(scope="module")
def survey() -> Record:
    return with_campaign(8)


def test_a_visit_to_be_made_is_a_form_to_fill_in(survey: Record) -> None:
    paper = minutes(survey, -8)
    text = text_of(paper)
    assert paper.title == "Biên bản"
    assert paper.extract.endswith("năm 2024")
    assert "Nhà xưởng: ☐\u00a0Nhà xưởng của cơ sở   ☐\u00a0Nhà xưởng thuê   ☐\u00a0Chưa có nhà xưởng" in text
    assert "Giấy tờ còn thiếu" in text
    assert "☒" not in text
    assert paper.issue.is_illustrative


def test_what_was_answered_stands_in_the_minutes(survey: Record) -> None:
    text = text_of(minutes(answered(survey, -8, ANSWERS), -8))
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
    assert "Báo giá cao" not in text_of(minutes(answered(survey, -8, ANSWERS, "conflict"), -8))


def test_the_minutes_are_dated_and_issued_as_on_the_day_of_the_visit(survey: Record) -> None:
    paper = minutes(changed(survey, "survey_visits", {"visited_on": "2024-01-18"}, -8), -8)
    assert paper.issue.day is not None
    assert paper.issue.day.isoformat() == "2024-01-18"
    assert paper.issue.body == body_on(paper.issue.body.kind, paper.issue.day)
    assert paper.issue.body.place == "Bắc Giang"


def test_people_stand_in_it_only_for_those_who_may_see_them_a_contact_when_agreed(survey: Record) -> None:
    team = str(survey["survey_teams"]["team_id"].iloc[-1])
    record = changed(survey, "survey_teams", {"members": "Trần Văn Đoàn\nLê Thị Viên"}, -1)
    for consent, may, has_contact in (("given", True, True), ("given", False, False), ("refused", True, False)):
        values = {"contact": "Lê Thị Riêng", "contact_consent": consent, "team_id": team}
        text = text_of(minutes(changed(record, "survey_visits", values, -8), -8, shows_contact=may))
        assert ("Lê Thị Riêng" in text) is has_contact
        assert ("Trần Văn Đoàn" in text) is may


def test_an_inspection_compares_before_and_now() -> None:
    paper = minutes(answered(with_campaign(4, CampaignKind.INSPECTION), -4, INSPECTED), -4)
    assert paper.extract == "Hậu kiểm đề án khuyến công đã nghiệm thu"
    (table,) = (block for block in paper.blocks if isinstance(block, PaperTable))
    assert [row.cells for row in table.rows] == [
        ("Lao động (người)", "8", "12"),
        ("Doanh thu một năm (triệu đồng)", "", ""),
    ]
    assert "Kết luận của đoàn: Hiệu quả" in text_of(paper)
    assert "Theo dõi tiếp" in text_of(paper)


@pytest.mark.parametrize("kind", CampaignKind)
def test_a_report_adds_up_to_its_list(kind: CampaignKind) -> None:
    record = with_campaign(30, kind)
    for place in range(-30, -20):
        record = answered(record, place, ANSWERS if kind is CampaignKind.SURVEY else INSPECTED)
        record = changed(record, "survey_visits", {"state": "done", "visited_on": "2024-01-18"}, place)
    paper = report(record)
    (areas,) = (block for block in paper.blocks if isinstance(block, PaperTable))
    (listed,) = (block for block in paper.annexes[0].blocks if isinstance(block, PaperTable))
    total = areas.rows[-1].cells
    assert total[2] == "30"
    assert total[4] == "10"
    known = [row.cells[5] for row in areas.rows[:-1]]
    assert total[5] == ("10" if all(known) else "")
    assert sum(not row.is_sum for row in listed.rows) == 30
    assert sum(row.is_sum for row in listed.rows) == len(areas.rows) - 1
    assert (len(listed.columns), len(areas.columns)) == ((9, 8) if kind is CampaignKind.SURVEY else (7, 6))
    assert write_docx(paper)[:2] == b"PK"


@pytest.mark.parametrize(("gap", "shown"), [(False, "5"), (True, "")])
def test_a_sum_of_which_a_part_is_not_known_is_left_open(gap: bool, shown: str) -> None:  # noqa: FBT001 - a case
    survey = with_campaign(5)
    proposals = survey["proposals"].copy()
    proposals["support_vnd"] = (
        proposals["support_vnd"].mask(proposals["support_vnd"].notna(), 1_000_000).fillna(1_000_000)
    )
    visited = survey["survey_visits"]["proposal_id"].iloc[-5:]
    assert visited.notna().all()
    if gap:
        proposals.loc[proposals["proposal_id"].eq(visited.iloc[0]), "support_vnd"] = None
    paper = report(replace(survey, tables={**survey.tables, "proposals": proposals}))
    (areas,) = (block for block in paper.blocks if isinstance(block, PaperTable))
    assert areas.rows[-1].cells[6] == shown
