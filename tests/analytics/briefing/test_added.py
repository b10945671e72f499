"""A crosstab or a comparison put among the slides: the numbers of its screen in every output, of its own selection, kept with the meeting."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from analytics.briefing.files import make
from analytics.briefing.meeting import Meeting, arranged, read_meeting
from analytics.briefing.request import BriefingRequest, Format
from analytics.briefing.show import show_data
from analytics.briefing.story.added import MOST_COLUMNS, Added, AddedKind, added_of
from analytics.briefing.story.slides import MapBlock, Story, TableBlock
from analytics.briefing.story.storyline import story
from analytics.crosstab.comparing import compare
from analytics.crosstab.comparing_words import difference_text
from analytics.crosstab.cut import MONEY, read_cut
from analytics.crosstab.sides import read_sides, side_of
from analytics.crosstab.table import crosstab
from analytics.prepared.tables import Prepared
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from tests.analytics.briefing.conftest import SELECTIONS, TODAY

VI = Language("vi")
CUTS = ("proposals.district.content", "support.year.programme", "ocop.district-sector.stars", "tonnes.market.year")
SIDES = ("219.province", "2021-2025.2016-2020", "213.219.published-ocop", "2021-2021.2020-2020.typical")
FOOD = {"sector": "food"}


def tell(prepared: Prepared, *added: Added) -> Story:
    return story(prepared, Selection(), today=TODAY, language=VI, added=added)


@pytest.mark.parametrize("query", [{}, FOOD])
@pytest.mark.parametrize("text", CUTS)
def test_a_crosstab_on_a_slide_says_the_numbers_of_its_screen(
    prepared: Prepared, text: str, query: dict[str, str]
) -> None:
    added = added_of(AddedKind.CROSSTAB, text, query)
    slide = tell(prepared, added).by_id[added.id]
    cut = read_cut(text)[0]
    made = crosstab(select(prepared, BriefingRequest(TODAY, query).selection), cut)
    table = slide.blocks[0]
    assert isinstance(table, TableBlock)
    assert len(table.columns) <= len(cut.down) + MOST_COLUMNS + 1
    whole, cell = made.cell(made.total, None), table.footer[-1][-1]
    size = 1e6 if cut.measure in MONEY else 1
    large = whole.published.value if whole.is_published_large and whole.published else whole.value
    if cell.value is not None and large is not None:
        assert cell.value == large / size
    else:
        assert cell.text == "—"
    assert slide.n == whole.n
    assert slide.sources
    assert ("thực phẩm" in slide.subtitle.lower()) == bool(query)
    if len(made.columns) > MOST_COLUMNS:
        assert len(slide.more[0].columns) == len(cut.down) + len(made.columns) + 1  # type: ignore[union-attr]


@pytest.mark.parametrize("text", SIDES)
def test_a_comparison_on_a_slide_says_the_differences_of_its_screen(prepared: Prepared, text: str) -> None:
    added = added_of(AddedKind.COMPARISON, text, {})
    slide = tell(prepared, added).by_id[added.id]
    sides = read_sides(text)[0]
    lines = compare(*(select(prepared, side_of(Selection(), side)) for side in (sides.left, sides.right)), sides)
    table, shown = slide.blocks
    assert isinstance(table, TableBlock)
    assert isinstance(shown, MapBlock)
    assert [row[3].text for row in table.rows] == [difference_text(line, VI) or "—" for line in lines]
    assert all(row[3].text != "—" or row[4].text for row in table.rows)
    assert {code for code, area in shown.state.areas.items() if not area.missing} == {*shown.values} - {"unplaced"}


def test_units_of_two_periods_on_a_slide_add_up_to_their_total(prepared: Prepared) -> None:
    added = added_of(AddedKind.COMPARISON, "communes_2020.communes_2025.facilities", {})
    slide = tell(prepared, added).by_id[added.id]
    (table,) = slide.blocks
    assert isinstance(table, TableBlock)
    for at in (2, 3):
        values = [row[at].value or 0 for row in (*table.rows, table.footer[0])]
        assert sum(values) == table.footer[-1][at].value == slide.n
    differs = [row[4].value != 0 for row in table.rows]
    assert differs == sorted(differs, reverse=True), "what differs is not among the rows for which a slide has no room"


def test_what_fits_nothing_is_named_and_not_shown(prepared: Prepared) -> None:
    added = added_of(AddedKind.CROSSTAB, "proposals.district.content", SELECTIONS["nothing"].to_query())
    told = tell(prepared, added)
    assert added.id not in told.by_id
    assert any("Đề án theo" in title for title, _ in told.dropped)


def test_every_file_holds_the_added_slides(prepared: Prepared) -> None:
    added = (added_of(AddedKind.CROSSTAB, CUTS[0], {}), added_of(AddedKind.COMPARISON, SIDES[0], FOOD))
    meeting = Meeting()
    for one in added:
        meeting = meeting.with_added(one)
    meeting = Meeting(("title", *(one.id for one in added)), added=meeting.added)
    told = arranged(tell(prepared, *added), meeting)
    assert [slide.id for slide in told.slides] == ["title", *(one.id for one in added)]
    table = told.slides[1].blocks[0]
    assert isinstance(table, TableBlock)
    total = table.footer[-1][-1].text
    files = make(prepared, BriefingRequest(TODAY, {}, meeting=meeting))
    assert files[Format.PDF].startswith(b"%PDF")
    deck = Presentation(BytesIO(files[Format.PPTX]))
    cells = [
        c.text
        for page in deck.slides
        for shape in page.shapes
        if shape.has_table
        for row in shape.table.rows
        for c in row.cells
    ]
    assert total in cells
    book = load_workbook(BytesIO(files[Format.XLSX]), read_only=True)
    values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert table.footer[-1][-1].value in values
    shown = [block for page in show_data(told, lambda _: "data:,")["slides"] for block in page["blocks"]]
    assert any(block["kind"] == "table" and block["footer"] and block["footer"][-1][-1] == total for block in shown)


def test_a_figure_is_added_once_before_the_sources_and_is_kept_and_taken_away(prepared: Prepared) -> None:
    added = added_of(AddedKind.CROSSTAB, CUTS[0], FOOD)
    for meeting in (Meeting(), Meeting(("title", "map", "sources"))):
        told = tell(prepared, added)
        with_it = meeting.with_added(added).with_added(added)
        ids = with_it.ordered(told)
        assert ids.count(added.id) == 1
        assert ids[-2:] == (added.id, "sources")
        assert read_meeting(with_it.to_content()) == with_it
        assert added.id not in with_it.without_added(added.id).ordered(tell(prepared))


def test_an_older_document_has_no_added_slides_and_an_unknown_kind_is_refused() -> None:
    content = Meeting(("title",)).to_content()
    del content["added"]
    assert read_meeting(content) == Meeting(("title",))
    with pytest.raises(ValueError, match="no list of slides"):
        read_meeting({**content, "added": [{"kind": "x", "shown": "", "selection": {}}]})
