"""A meeting chooses, orders and adds; what it keeps is what it opens."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.briefing.meeting import Meeting, MeetingError, arranged_story, read_meeting
from analytics.briefing.show import show_data
from analytics.briefing.story.slides import Story, TableBlock, TextBlock
from analytics.briefing.story.storyline import story
from analytics.prepared.tables import prepare
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.record import load_public_record


@pytest.fixture(scope="module")
def whole() -> Story:
    prepared = prepare(load_public_record())
    return story(prepared, Selection(years=(2016, 2020)), today=date(2026, 11, 21), language=language("vi"))


def ids(whole: Story, meeting: Meeting) -> list[str]:
    return [slide.id for slide in arranged_story(whole, meeting).slides]


def test_without_a_wish_all_slides_come_as_they_are(whole: Story) -> None:
    assert ids(whole, Meeting()) == [slide.id for slide in whole.slides]


def test_a_slide_taken_out_and_put_back_stands_where_it_stood(whole: Story) -> None:
    before = ids(whole, Meeting())
    without = Meeting().with_slide(whole, "map", is_shown=False)
    assert ids(whole, without) == [id_ for id_ in before if id_ != "map"]
    assert ids(whole, without.with_slide(whole, "map", is_shown=True)) == before


@pytest.mark.parametrize("moves", [0, 3])
def test_no_line_of_the_list_moves_while_slides_are_taken_out_and_put_back(whole: Story, moves: int) -> None:
    meeting = Meeting().with_text(whole, "Việc tháng 12", "")
    for _ in range(moves):
        meeting = meeting.moved(whole, "map", 1)
    listed = meeting.listed(whole)
    assert set(listed) == {*whole.by_id, "text-1"}
    for is_shown in (False, True):
        for id_ in (*listed[1::2], *listed[2::2]):
            meeting = meeting.with_slide(whole, id_, is_shown=is_shown)
            assert meeting.listed(whole) == listed, id_
    assert meeting.ordered(whole) == listed
    none = meeting.with_all(whole, are_shown=False)
    assert (none.ordered(whole), none.listed(whole)) == (("title",), listed)
    assert none.with_all(whole, are_shown=True).ordered(whole) == listed


def test_the_last_slide_cannot_be_taken_out(whole: Story) -> None:
    meeting = Meeting(order=("map",)).with_slide(whole, "map", is_shown=False)
    assert ids(whole, meeting) == ["title"]


def test_free_text_stands_before_the_sources_and_can_be_taken_away(whole: Story) -> None:
    meeting = Meeting().with_text(whole, " Việc tháng 12 ", "Nghiệm thu\n\n Hậu kiểm ")
    assert ids(whole, meeting)[-2:] == ["text-1", "sources"]
    slide = arranged_story(whole, meeting).by_id["text-1"]
    assert (slide.headline, slide.blocks) == (
        "Việc tháng 12",
        (TextBlock("text-1", ("Nghiệm thu", "Hậu kiểm")),),
    )
    assert ids(whole, meeting.without_text(whole, "text-1")) == ids(whole, Meeting())


def test_a_remark_is_shown_as_the_office_s_own(whole: Story) -> None:
    meeting = Meeting().with_remark("overview", "Chưa gồm quý IV")
    slide = arranged_story(whole, meeting).by_id["overview"]
    assert isinstance(slide.blocks[-1], TextBlock)
    assert slide.blocks[-1].lines == ("Ghi chú của cơ quan: Chưa gồm quý IV",)
    assert slide.notes[0] == slide.blocks[-1].lines[0]
    assert meeting.with_remark("overview", " ").remarks == {}


def test_slides_that_the_story_of_today_lacks_are_named_and_left_out(whole: Story) -> None:
    meeting = Meeting(order=("title", "district-999", "map"))
    assert meeting.missing(whole) == ("district-999",)
    assert ids(whole, meeting) == ["title", "map"]


@given(moves=st.lists(st.tuples(st.integers(0, 8), st.integers(-15, 15)), max_size=8))
def test_moving_keeps_every_slide_once(whole: Story, moves: list[tuple[int, int]]) -> None:
    meeting = Meeting()
    before = ids(whole, meeting)
    for at, by in moves:
        meeting = meeting.moved(whole, before[at % len(before)], by)
    assert sorted(ids(whole, meeting)) == sorted(before)


@given(
    order=st.lists(st.text(max_size=20), max_size=10),
    remarks=st.dictionaries(st.text(max_size=10), st.text(max_size=50), max_size=4),
    query=st.dictionaries(st.text(max_size=10), st.text(max_size=20), max_size=4),
)
def test_what_is_kept_is_what_is_opened(order: list[str], remarks: dict[str, str], query: dict[str, str]) -> None:
    meeting = Meeting(order=tuple(order), remarks=remarks, query=query)
    assert read_meeting(meeting.to_content()) == meeting


@pytest.mark.parametrize(
    "content", [None, [], {}, {"order": "map", "free": [], "remarks": {}, "query": {}}, {"order": []}]
)
def test_something_else_under_the_name_is_refused(content: object) -> None:
    with pytest.raises(MeetingError, match="no list of slides"):
        read_meeting(content)


def test_the_show_says_of_each_table_how_many_rows_are_left_out(whole: Story) -> None:
    data = show_data(whole, lambda _: "data:,")
    tables = [block for slide in data["slides"] for block in slide["blocks"] if block["kind"] == "table"]
    assert tables
    blocks = [block for slide in whole.slides for block in slide.blocks if isinstance(block, TableBlock)]
    for shown, table in zip(tables, blocks, strict=True):
        assert len(shown["left"]) == len(shown["rows"]) + 1
        n_shown, n_all = len(shown["rows"]), len(table.table.rows)
        told = f"Đang hiện {n_shown} trong {n_all} dòng; đủ cả bảng trong báo cáo (PDF) và bảng số liệu (XLSX)"
        assert shown["left"][-1] == (told if n_shown < n_all else "")
