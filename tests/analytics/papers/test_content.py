"""What goes into a paper stands in it: every text, every row, whatever the office wrote; sums are right and nothing runs."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from analytics.papers.bodies import Body, BodyKind, Issue
from analytics.papers.campaign_report import campaign_report
from analytics.papers.decision import decision_draft
from analytics.papers.docx.writer import write_docx
from analytics.papers.paper import Paper, PaperRow, PaperTable
from analytics.papers.people import Person, Producer, ProposalFacts
from analytics.papers.planning_data import DecisionDraft, PlannedProposal, PlanSubmission, ProgrammePlan
from analytics.papers.submission import submission
from analytics.papers.survey_data import (
    AnsweredQuestion,
    AnswerGroup,
    AreaResult,
    CampaignReport,
    VisitMeeting,
    VisitMinutes,
)
from analytics.papers.visit_minutes import visit_minutes
from geodata.schema.survey_vocabulary import CampaignKind
from tests.analytics.papers.reading import bordered, read, text_of
from tests.analytics.papers.samples import COMMITTEE, DEPARTMENT, decided, plan, report

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    [
        "=HYPERLINK(1)",
        "{ PAGE }",
        "{name}",
        "<w:p/>",
        "a\nb",
        "\x00\x07",
        "Cơ sở\x0bHai",
        "%s",
        "&amp;",
        "ệ" * 90,
        "]]>",
        "\ufffe",
    ]
)
ISSUE = Issue(COMMITTEE, date(2026, 3, 1), "7")


def squeezed(text: str) -> str:
    """A text without blanks and without what no file can hold: how it may wrap does not matter."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        sign
        for sign in composed
        if unicodedata.category(sign) not in {"Cc", "Zl", "Zp"} and not sign.isspace() and sign not in "\ufffe\uffff"
    ).casefold()


def said(value: object) -> list[str]:
    """Every text within a value of frozen dataclasses and tuples."""
    if type(value) is str:
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in said(one)]
    if is_dataclass(value):
        return [text for one in fields(value) if one.name != "issue" for text in said(getattr(value, one.name))]
    return []


def missing(data: object, paper: Paper) -> list[str]:
    shown = squeezed(text_of(read(paper)))
    return [text for text in said(data) if squeezed(text.strip().rstrip(";.")) not in shown]


proposals = st.builds(
    PlannedProposal,
    *[ANY_TEXT] * 6,
    *[st.none() | st.integers(0, 10**12)] * 3,
    ANY_TEXT,
)


@given(st.lists(proposals, max_size=6), st.lists(ANY_TEXT, max_size=3), ANY_TEXT)
def test_every_text_of_a_plan_stands_in_the_decision(
    listed: list[PlannedProposal], grounds: list[str], programme: str
) -> None:
    data = DecisionDraft(
        ISSUE, ProgrammePlan(2026, programme, tuple(listed)), tuple(grounds), "Sở", "9", None, ("A", "B")
    )
    assert missing(data, decision_draft(data)) == []


@given(
    st.builds(Producer, *[ANY_TEXT] * 6),
    st.lists(st.builds(Person, *[ANY_TEXT] * 4), max_size=3),
    st.lists(st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=4),
)
def test_every_text_of_a_visit_stands_in_its_minutes(
    producer: Producer, people: list[Person], answers: list[tuple[str, str, str]]
) -> None:
    groups = (
        AnswerGroup("Nhóm", tuple(AnsweredQuestion(question, answer, note=note) for question, answer, note in answers)),
    )
    facts = ProposalFacts("Máy sấy", "Ứng dụng", "tỉnh", 2026)
    data = VisitMinutes(
        ISSUE, 2026, VisitMeeting(place="xưởng", team=tuple(people)), producer, facts, groups, reason="lý do"
    )
    assert missing(data, visit_minutes(data)) == []


def test_every_text_of_a_report_stands_in_it() -> None:
    areas = (AreaResult("Xã Một", 1, 1, 1, 1, 1, 1), AreaResult("Xã Hai"))
    data = CampaignReport(
        ISSUE,
        CampaignKind.SURVEY,
        2026,
        areas,
        (),
        None,
        None,
        "Trung tâm",
        ("Phòng A",),
        ("Một.", "Hai."),
        ("Ba.",),
        ("Bốn.",),
    )
    assert missing(data, campaign_report(data)) == []


def test_two_hundred_rows_are_all_there_with_one_head() -> None:
    (table,) = bordered(read(decided(200)))
    names = [row.tc_lst[1].p_lst[0].text for row in table._tbl.tr_lst]
    assert sum("sản xuất số" in name for name in names) == 200
    assert len(table._tbl.tr_lst) == 2 + 3 + 200 + 1  # head, groups, rows, total


def test_a_name_of_three_hundred_letters_is_whole() -> None:
    for name in ("Hợp tác xã " * 27 + "Cuối", "ệ" * 300):
        data = DecisionDraft(ISSUE, ProgrammePlan(2026, "tỉnh", (PlannedProposal(name, beneficiary=name),)))
        assert text_of(read(decision_draft(data))).count(name) == 2
        long = Body(BodyKind.CENTRE, name, name, name, "Bắc Ninh", "TT")
        assert name.upper() in text_of(read(decision_draft(DecisionDraft(Issue(long), data.plan))))


def test_a_row_that_could_be_taller_than_a_page_may_break() -> None:
    data = DecisionDraft(ISSUE, ProgrammePlan(2026, "tỉnh", (PlannedProposal("dài " * 2000), PlannedProposal("ngắn"))))
    (table,) = bordered(read(decision_draft(data)))
    kept = [bool(row.xpath("./w:trPr/w:cantSplit")) for row in table._tbl.tr_lst]
    assert kept == [True, True, False, True, True]


def test_an_empty_list_says_so() -> None:
    document = read(decision_draft(DecisionDraft(ISSUE, ProgrammePlan(2026, "khuyến công địa phương", ()))))
    assert bordered(document) == []
    assert "Chưa có đề án nào trong danh mục." in text_of(document)


def cells(row: PaperRow) -> tuple[str, ...]:
    return tuple(text for text in row.cells if text)


def the_table(paper: Paper) -> PaperTable:
    (table,) = (block for block in paper.annexes[0].blocks if isinstance(block, PaperTable))
    return table


def test_groups_have_their_sums_and_all_have_the_total() -> None:
    listed = (
        PlannedProposal("A", "Nhóm 1", total_vnd=3_000_000_000, support_vnd=500_000_000, counterpart_vnd=2_500_000_000),
        PlannedProposal("B", "Nhóm 2", total_vnd=1_500_500_000, support_vnd=300_000_000),
        PlannedProposal("C", "Nhóm 1", total_vnd=1_000_000_000, support_vnd=200_000_000, counterpart_vnd=800_000_000),
    )
    table = the_table(decision_draft(DecisionDraft(ISSUE, ProgrammePlan(2026, "tỉnh", listed))))
    assert [cells(row) for row in table.rows] == [
        ("I", "Nhóm 1 (2 đề án)", "4.000", "700", "3.300"),
        ("1", "A\n", "\n", "Năm 2026", "3.000", "500", "2.500"),
        ("2", "C\n", "\n", "Năm 2026", "1.000", "200", "800"),
        ("II", "Nhóm 2 (1 đề án)", "1.500,5", "300"),
        ("3", "B\n", "\n", "Năm 2026", "1.500,5", "300"),
        ("Tổng cộng (3 đề án)", "5.500,5", "1.000"),
    ]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
def test_no_amount_of_a_table_is_rounded(amounts: list[int]) -> None:
    listed = tuple(PlannedProposal(str(place), support_vnd=amount) for place, amount in enumerate(amounts))
    table = the_table(decision_draft(DecisionDraft(ISSUE, ProgrammePlan(2026, "tỉnh", listed))))
    size = 1_000_000 if "triệu" in next(column.over for column in table.columns if column.over) else 1
    written = [row.cells[5] for row in table.rows]
    read_back = [round(float(text.replace(".", "").replace(",", ".")) * size) for text in written]
    assert read_back == [*amounts, sum(amounts)]


@pytest.mark.parametrize("make", [decided, report])
def test_the_only_field_is_the_page_number_and_nothing_leads_outside(make: object) -> None:
    with ZipFile(BytesIO(write_docx(make()))) as file:  # type: ignore[operator]
        parts = {
            name: file.read(name).decode("utf-8", "ignore")
            for name in file.namelist()
            if not name.endswith((".jpeg", ".emf"))
        }
    fields_found = [
        found for text in parts.values() for found in re.findall(r'w:instr="([^"]*)"|<w:instrText[^>]*>([^<]*)', text)
    ]
    assert {"".join(one) for one in fields_found} == {"PAGE"}
    assert not [name for name, text in parts.items() if 'TargetMode="External"' in text or "vbaProject" in text]


def test_a_file_names_its_title_and_agency_and_no_program_of_others() -> None:
    properties = read(decided()).core_properties
    assert properties.title.startswith("Quyết định Về việc phê duyệt")
    assert properties.author == "Ủy ban nhân dân tỉnh Bắc Ninh"
    assert properties.comments == ""


def test_a_submission_goes_to_the_body_above_unless_the_office_says_otherwise() -> None:
    data = PlanSubmission(Issue(DEPARTMENT), ProgrammePlan(2026, "tỉnh", ()))
    assert submission(data).addressed_to == ("Ủy ban nhân dân tỉnh Bắc Ninh",)
    assert submission(replace(data, addressed_to=("Bộ Công Thương",))).addressed_to == ("Bộ Công Thương",)
    assert submission(replace(data, issue=Issue(Body(BodyKind.CENTRE)))).addressed_to == ()


def test_the_plan_itself_is_not_changed_by_writing() -> None:
    assert plan() == plan()
    before = decided()
    write_docx(before)
    assert before == decided()


def test_every_paragraph_of_a_cell_has_its_style() -> None:
    document = read(decided())
    assert [one for one in document.element.body.iter(qn("w:p")) if one.style is None and one.xpath("./w:r")] == []
