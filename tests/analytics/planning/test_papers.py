"""The papers of a plan say what a programme pays, by law and units of their day, and what nobody checked."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from analytics.papers.notes import districts_named
from analytics.papers.paper import Paper, PaperTable, paper_texts
from analytics.planning.ceilings import ceilings_on
from analytics.planning.papers import CouncilOpinion, PaperKind, ProgrammePart, list_file, minutes, plan_paper
from analytics.planning.scenario import Scenario
from analytics.planning.solving.hand import Override
from analytics.planning.solving.model import Budget, BudgetPlan, Candidate, Grant, PlanRequest, State
from analytics.wording.language import Language
from geodata.record import Record, load_public_record

BEFORE, AFTER = date(2024, 5, 1), date(2026, 3, 1)


def candidate(number: int, **given: Any) -> Candidate:
    values: dict[str, Any] = {
        "title": f"Đề án {number}",
        "producer": f"Cơ sở {number}",
        "content": "machinery",
        "stage": "surveyed",
        "total_vnd": 900_000_000,
        "districts": ("217",),
    }
    return Candidate(f"p{number}", **(values | given))


def scenario(record: Record, day: date) -> Scenario:
    candidates = (
        candidate(1),
        candidate(2, content="training", total_vnd=None),
        candidate(3),
        candidate(4, stage="registered", programmes=("provincial",)),
    )
    budgets = (Budget("national", 10**9), Budget("provincial", 800_000_000))
    request = PlanRequest(day.isoformat(), day.year, candidates, budgets, ceilings_on(record, day))
    grants = (
        Grant("p1", "provincial", 300_000_000),
        Grant("p2", "provincial", 150_000_000),
        Grant("p3", "national", 250_000_000),
    )
    override = Override("p1", "provincial", 200_000_000, "Lan", "cuộc họp", "2026-03-01T08:00")
    return Scenario("A", "Lan", day.isoformat(), request, BudgetPlan(State.BEST, grants), (override,))


@pytest.fixture(scope="module")
def record() -> Record:
    return load_public_record()


def part(record: Record, day: date, programme: str = "provincial", **given: Any) -> ProgrammePart:
    made = scenario(record, day)
    return ProgrammePart(record, replace(made, request=replace(made.request, **given)), programme, day)


def listed_in(paper: Paper) -> list[tuple[str, ...]]:
    (table,) = (block for block in paper.annexes[0].blocks if isinstance(block, PaperTable))
    return [tuple(" ".join(text.split()) for text in row.cells) for row in table.rows]


def text_of(paper: Paper) -> str:
    return "\n".join(paper_texts(paper))


def test_a_submission_has_the_grants_of_its_programme_with_what_the_meeting_changed(record: Record) -> None:
    paper = plan_paper(part(record, BEFORE), PaperKind.SUBMISSION)
    rows = listed_in(paper)
    assert {row[1] for row in rows if row[0] in {"1", "2"}} == {"Đề án 1", "Đề án 2"}
    by_title = {row[1]: row[4:7] for row in rows}
    assert by_title["Đề án 1"] == ("900", "200", "700")
    assert by_title["Đề án 2"] == ("", "150", "")
    assert by_title["Tổng cộng (2 đề án)"] == ("", "350", "")
    text = text_of(paper)
    assert "Số đề án đăng ký: 4; đã khảo sát: 3; đã thẩm định: 0; đưa vào kế hoạch: 2." in text
    assert "800.000.000 đồng; chưa phân bổ: 450.000.000 đồng" in text
    assert paper.addressed_to == ("Ủy ban nhân dân tỉnh Bắc Giang",)


def test_lists_go_by_district_and_then_by_the_largest_request(record: Record) -> None:
    places = ("217", 50), ("", 900), ("213", 10), ("213", None), ("213", 70)
    made = [
        candidate(number, districts=(code,) if code else (), requested_vnd=amount and amount * 10**6)
        for number, (code, amount) in enumerate(places)
    ]
    grants = tuple(Grant(one.candidate_id, "provincial", 10**6) for one in made)
    base = part(record, BEFORE, candidates=tuple(made))
    held = replace(base, scenario=replace(base.scenario, plan=BudgetPlan(State.BEST, grants), overrides=()))
    wanted = [f"Đề án {number}" for number in (4, 2, 3, 0, 1)]
    assert [one.title for one in held.plan.proposals] == wanted
    sheet = load_workbook(BytesIO(list_file(held.scenario, Language("vi"), ""))).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)] == wanted


def test_the_list_is_printed_across_with_its_heads_on_every_page(record: Record) -> None:
    sheet = load_workbook(BytesIO(list_file(scenario(record, BEFORE), Language("vi"), ""))).active
    assert sheet is not None
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"
    assert "năm 2024" in str(sheet["A1"].value)
    assert all(cell.value for cell in sheet[2])


def test_steps_are_left_open_where_a_stage_is_not_known(record: Record) -> None:
    paper = plan_paper(
        part(record, BEFORE, candidates=(*scenario(record, BEFORE).request.candidates, candidate(5, stage=""))),
        PaperKind.SUBMISSION,
    )
    assert "Số đề án đăng ký: 5; đã khảo sát: ……; đã thẩm định: ……;" in text_of(paper)


@pytest.mark.parametrize(("minutes", "said"), [(True, "1"), (False, "0"), (None, "……")])
def test_a_submission_counts_as_appraised_only_what_has_minutes(
    record: Record, *, minutes: bool | None, said: str
) -> None:
    called = candidate(5, stage="appraised", is_appraised=minutes)
    held = part(record, BEFORE, candidates=(*scenario(record, BEFORE).request.candidates, called))
    paper = plan_paper(held, PaperKind.SUBMISSION)
    assert f"Số đề án đăng ký: 5; đã khảo sát: 4; đã thẩm định: {said};" in text_of(paper)


def test_grounds_are_written_as_grounds_and_hold_on_the_day(record: Record) -> None:
    before, after = (text_of(plan_paper(part(record, day), PaperKind.DECISION)) for day in (BEFORE, AFTER))
    assert "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ;" in before
    assert "235/2025/NĐ-CP" not in before
    assert "Căn cứ Nghị định số 235/2025/NĐ-CP ngày 27 tháng 8 năm 2025 của Chính phủ;" in after


def test_documents_whose_text_nobody_read_are_named(record: Record) -> None:
    made = ceilings_on(record, BEFORE)
    for is_checked in (True, False):
        ceilings = tuple(replace(one, is_checked=is_checked) for one in made)
        text = text_of(plan_paper(part(record, BEFORE, ceilings=ceilings), PaperKind.SUBMISSION))
        assert ("Chưa đối chiếu nguyên văn: " in text) is not is_checked


@pytest.mark.parametrize("kind", PaperKind)
def test_body_place_and_addresses_are_those_of_the_day(kind: PaperKind, record: Record) -> None:
    before, after = (plan_paper(part(record, day), kind) for day in (BEFORE, AFTER))
    assert (before.issue.body.place, after.issue.body.place) == ("Bắc Giang", "Bắc Ninh")
    assert "Huyện Lạng Giang" in text_of(before)
    assert all("Huyện Lạng Giang (cũ)" in one for one in districts_named(after))
    assert len([row for row in listed_in(after) if row[2].endswith("Huyện Lạng Giang (cũ)")]) == 2
    assert {row[3] for row in listed_in(after) if row[0].isdecimal()} == {"Năm 2026"}


def test_a_decision_of_the_other_programme_has_its_own_list(record: Record) -> None:
    paper = plan_paper(part(record, AFTER, "national"), PaperKind.DECISION)
    assert [row[1] for row in listed_in(paper)][1:] == ["Đề án 3", "Tổng cộng (1 đề án)"]
    assert "khuyến công quốc gia năm 2026" in paper.extract
    assert "Theo đề nghị của Sở Công Thương tại Tờ trình số" in text_of(paper)


def test_papers_of_an_illustrative_record_say_so(record: Record) -> None:
    shown = replace(part(record, AFTER), record=replace(record, is_illustrative=True))
    assert all(plan_paper(shown, kind).issue.is_illustrative for kind in PaperKind)
    assert not plan_paper(part(record, AFTER), PaperKind.DECISION).issue.is_illustrative


def test_minutes_say_what_the_council_said(record: Record) -> None:
    said = CouncilOpinion(
        (("Đơn đề nghị", True), ("Báo giá", False)), 120_000_000, "Điều 4", ("Nộp báo giá",), "Đồng ý", "Hội đồng A"
    )
    paper = minutes(record, candidate(1, requested_vnd=200_000_000), said, 2026, AFTER)
    (table,) = (block for block in paper.blocks if isinstance(block, PaperTable))
    assert [row.cells[1:3] for row in table.rows] == [("Đơn đề nghị", "Có"), ("Báo giá", "Thiếu")]
    text = text_of(paper)
    for one in (
        "Hội đồng A",
        "120.000.000 đồng",
        "- Nộp báo giá",
        "Ý kiến thẩm định: Đồng ý",
        "Mức trần đối chiếu: Điều 4.",
    ):
        assert one in text
