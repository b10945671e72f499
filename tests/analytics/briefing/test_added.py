"""A crosstab, a comparison or a record put among the slides: the numbers of its screen in every output, of its own selection, kept with the meeting."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from analytics.briefing.files import make
from analytics.briefing.meeting import Meeting, arranged_story, read_meeting
from analytics.briefing.request import BriefingFormat, BriefingRequest
from analytics.briefing.show import show_data
from analytics.briefing.story.added import Added, AddedKind, added_of
from analytics.briefing.story.crosstab import MOST_COLUMNS
from analytics.briefing.story.slides import KpiBlock, MapBlock, Slide, Story, TableBlock
from analytics.briefing.story.storyline import story
from analytics.crosstab.comparing import compare
from analytics.crosstab.comparing_words import between_text
from analytics.crosstab.cut import MONEY, read_cut
from analytics.crosstab.sides import read_sides, side_of
from analytics.crosstab.table import crosstab
from analytics.maps.marks import pins_of
from analytics.overview.cards import CARD_TABLES, record_card
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS
from geodata.schema.frames import KEYS
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
    assert len(table.table.columns) <= len(cut.down) + MOST_COLUMNS + 1
    whole, cell = made.cell(made.total, None), table.table.footer[-1][-1]
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
        assert len(slide.more[0].table.columns) == len(cut.down) + len(made.columns) + 1  # type: ignore[union-attr]


@pytest.mark.parametrize("text", SIDES)
def test_a_comparison_on_a_slide_says_the_differences_of_its_screen(prepared: Prepared, text: str) -> None:
    added = added_of(AddedKind.COMPARISON, text, {})
    slide = tell(prepared, added).by_id[added.id]
    sides = read_sides(text)[0]
    lines = compare(*(select(prepared, side_of(Selection(), side)) for side in (sides.left, sides.right)), sides)
    table, shown = slide.blocks
    assert isinstance(table, TableBlock)
    assert isinstance(shown, MapBlock)
    assert [row[3].text for row in table.table.rows] == [between_text(line, sides, VI) or "—" for line in lines]
    assert all(row[3].text != "—" or row[4].text for row in table.table.rows)
    assert {code for code, area in shown.state.areas.items() if not area.missing} == {*shown.values} - {"unplaced"}


def test_units_of_two_periods_on_a_slide_add_up_to_their_total(prepared: Prepared) -> None:
    added = added_of(AddedKind.COMPARISON, "communes_2020.communes_2025.facilities", {})
    slide = tell(prepared, added).by_id[added.id]
    (table,) = slide.blocks
    assert isinstance(table, TableBlock)
    for at in (2, 3):
        values = [row[at].value or 0 for row in (*table.table.rows, table.table.footer[0])]
        assert sum(values) == table.table.footer[-1][at].value == slide.n
    differs = [row[4].value != 0 for row in table.table.rows]
    assert differs == sorted(differs, reverse=True), "what differs is not among the rows for which a slide has no room"


def record_of(focus: str) -> Added:
    return added_of(AddedKind.RECORD, focus, {})


def words_on(slide: Slide) -> str:
    """Return all that a slide and its notes say, in one text."""
    said = [slide.headline, slide.subtitle, *slide.notes]
    for block in (*slide.blocks, *slide.more):
        if isinstance(block, KpiBlock):
            said += [f"{one.label} {one.text} {one.context}" for one in block.figures]
        if isinstance(block, MapBlock):
            said += [block.alt, *(cell.text for row in block.table.table.rows for cell in row)]
        if isinstance(block, TableBlock):
            said += [cell.text for row in block.table.rows for cell in row]
    return "\n".join(said)


@pytest.mark.parametrize("kind", CARD_TABLES)
def test_each_record_has_a_slide_that_says_what_its_card_says_and_no_word_of_a_person(
    prepared: Prepared, kind: str
) -> None:
    """The producer of an OCOP product stands on its certificate and on every slide of OCOP; nothing else that is personal does."""
    table = CARD_TABLES[kind]
    keys = prepared.record[table][KEYS[table]].tolist()
    chosen = keys[:: max(1, len(keys) // 25)]
    slides = tell(prepared, *(record_of(f"{kind}:{key}") for key in chosen)).by_id
    for key in chosen:
        focus = f"{kind}:{key}"
        card, slide = record_card(prepared, kind, key, VI), slides[record_of(focus).id]
        assert card is not None
        text, facts = words_on(slide), " ".join(fact for _, fact in card.facts)
        assert card.title in slide.headline
        parts = {part for label, fact in card.facts if label != "Ghi chú" for part in fact.split(" · ")}
        assert {part for part in parts if part not in text} == set()
        assert any(isinstance(block, MapBlock) for block in slide.blocks) == bool(pins_of(prepared, focus, VI))
        assert {one.title for one in slide.sources} <= set(prepared.record["sources"]["title"])
        assert slide.sources
        for name, rows in card.rows.items():
            own = {column.name for column in DESCRIPTIONS[name].columns.values() if column.is_personal} - {
                "producer",
                "exporter",
            }
            values = {
                str(value) for column in own & set(rows) for value in rows[column].dropna() if len(str(value)) > 3
            }
            assert not {one for one in values if one in text and one not in f"{card.title} {facts}"}, (focus, name)


def test_a_visit_and_what_was_written_for_the_office_stand_on_no_slide(prepared: Prepared) -> None:
    key = prepared.record["facilities"]["facility_id"].iloc[0]
    facilities = prepared.record["facilities"].copy()
    facilities["note"] = facilities["note"].mask(facilities["facility_id"].eq(key), "Gọi bà Nguyễn Thị X 0987 654 321")
    told = prepare(replace(prepared.record, tables={**prepared.record.tables, "facilities": facilities}))
    slide = tell(told, record_of(f"facility:{key}")).by_id[record_of(f"facility:{key}").id]
    card = record_card(told, "facility", key, VI)
    assert card is not None
    assert any("0987" in text for _, text in card.facts)
    assert "0987" not in words_on(slide)


def test_a_record_that_is_there_no_more_is_told(prepared: Prepared) -> None:
    added = tuple(map(record_of, ("facility:nobody", "proposal:", "what:ever", "", "ocop:nobody:x")))
    told = tell(prepared, *added)
    assert {one.id for one in added} & set(told.by_id) == set()
    assert [reason for _, reason in told.dropped[-len(added) :]] == ["Không có trong dữ liệu đang hiển thị."] * len(
        added
    )
    assert make(prepared, BriefingRequest(TODAY, {}, (BriefingFormat.PPTX,), meeting=Meeting(added=added)))


def test_what_fits_nothing_is_named_and_not_shown(prepared: Prepared) -> None:
    added = added_of(AddedKind.CROSSTAB, "proposals.district.content", SELECTIONS["nothing"].to_query())
    told = tell(prepared, added)
    assert added.id not in told.by_id
    assert any("Đề án theo" in title for title, _ in told.dropped)


def test_every_file_holds_the_added_slides(prepared: Prepared) -> None:
    key = prepared.record["facilities"]["facility_id"].iloc[0]
    added = (
        added_of(AddedKind.CROSSTAB, CUTS[0], {}),
        added_of(AddedKind.COMPARISON, SIDES[0], FOOD),
        record_of(f"facility:{key}"),
    )
    meeting = Meeting()
    for one in added:
        meeting = meeting.with_added(one)
    meeting = Meeting(("title", *(one.id for one in added)), added=meeting.added)
    told = arranged_story(tell(prepared, *added), meeting)
    assert [slide.id for slide in told.slides] == ["title", *(one.id for one in added)]
    table = told.slides[1].blocks[0]
    assert isinstance(table, TableBlock)
    total = table.table.footer[-1][-1].text
    files = make(prepared, BriefingRequest(TODAY, {}, meeting=meeting))
    assert files[BriefingFormat.PDF].startswith(b"%PDF")
    deck = Presentation(BytesIO(files[BriefingFormat.PPTX]))
    cells = [
        c.text
        for page in deck.slides
        for shape in page.shapes
        if shape.has_table
        for row in shape.table.rows
        for c in row.cells
    ]
    assert total in cells
    book = load_workbook(BytesIO(files[BriefingFormat.XLSX]), read_only=True)
    values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert table.table.footer[-1][-1].value in values
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
