import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given, settings

from analytics.briefing.map.words import map_words
from analytics.briefing.story.slides import (
    ChartBlock,
    KpiBlock,
    Later,
    MapBlock,
    Slide,
    Story,
    TableBlock,
    TextBlock,
)
from analytics.briefing.story.storyline import story
from analytics.evidence.newest import dated_words
from analytics.figures.ocop.districts import DistrictProducts
from analytics.funding.tables import by_time, single_years
from analytics.ocop.recognitions import recognised
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpis import kpis
from analytics.prepared.tables import Prepared
from analytics.selection.published_products import published_number
from analytics.selection.selected import select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.claims import Claim
from analytics.wording.language import kept_together, language
from geodata.schema.vocabulary import Sector
from tests.analytics.briefing.conftest import SELECTIONS, TODAY
from tests.analytics.strategies import selections

Tell = Callable[[str], Story]


def large(figure: Kpi) -> float | None:
    found = figure.large
    return found.value if isinstance(found, Claim) else None


def block(told: Story, slide: str, kind: type, n: int = 0) -> object:
    found = told.by_id[slide]
    return [one for one in (*found.blocks, *found.more) if isinstance(one, kind)][n]


@settings(max_examples=6)
@given(selection=selections())
def test_the_six_figures_are_those_of_the_screen(prepared: Prepared, selection: Selection) -> None:
    told = story(prepared, selection, today=date(2026, 1, 1), language=language("vi"))
    shown = block(told, "overview", KpiBlock)
    expected = kpis(select(prepared, selection), select(prepared, Selection()))
    assert isinstance(shown, KpiBlock)
    assert [(figure.id, figure.value) for figure in shown.figures] == [(one.id.value, large(one)) for one in expected]


@settings(max_examples=6)
@given(selection=selections())
def test_what_is_left_out_is_named_with_its_reason(prepared: Prepared, selection: Selection) -> None:
    told = story(prepared, selection, today=date(2026, 1, 1), language=language("vi"))
    assert len(told.by_id) == len(told.slides)
    assert all(title and reason for title, reason in told.dropped)
    assert all(slide.headline and (slide.blocks or slide.id == "title") for slide in told.slides)
    assert all(table.table.rows for slide in told.slides for table in slide.blocks if isinstance(table, TableBlock))


def test_a_list_of_slides_draws_none_of_them(prepared: Prepared) -> None:
    told = story(prepared, SELECTIONS["a cut"], today=date(2026, 1, 1), language=language("vi"))
    assert all(slide.headline for slide in told.slides)
    made = {slide.id for slide in told.slides if not isinstance(slide.blocks, Later) or "_items" in vars(slide.blocks)}
    assert made == {"title"}
    assert all(slide.blocks for slide in told.slides)


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_slide_names_no_source_without_a_row_behind_it(tell: Tell, name: str) -> None:
    assert all(source.n_rows > 0 for slide in tell(name).slides for source in slide.sources)


def test_the_whole_story_is_in_order(tell: Tell) -> None:
    ids = [slide.id for slide in tell("everything").slides]
    assert ids[:3] == ["title", "overview", "map"]
    assert ids[-1] == "sources"
    assert set(ids) >= {"funding_years", "funding_sectors", "exports", "ocop", "pipeline", "due", "districts"}


def test_every_output_says_how_new_its_sources_are_and_when_it_was_made(prepared: Prepared, tell: Tell) -> None:
    told = tell("everything")
    dated = dated_words(prepared.record, TODAY, language("vi"))
    title = told.slides[0].blocks[0]
    assert isinstance(title, TextBlock)
    assert dated in title.lines
    assert told.marks.line.endswith(dated)
    of_map = block(told, "map", MapBlock)
    assert isinstance(of_map, MapBlock)
    assert dated in map_words(told, of_map).carried


def test_each_chosen_district_has_a_slide_and_every_district_a_brief(tell: Tell) -> None:
    assert [slide.id for slide in tell("all ten").slides][-11:-1] == [f"district_{code}" for code in DISTRICT_CODES]
    assert "district_219" in tell("one district").by_id
    assert [brief.id for brief in tell("everything").briefs] == [f"district_{code}" for code in DISTRICT_CODES]
    assert not any(slide.id.startswith("district_") for slide in tell("everything").slides)


def test_money_by_year_is_that_of_the_table(prepared: Prepared, tell: Tell) -> None:
    chart = block(tell("everything"), "funding_years", ChartBlock)
    assert isinstance(chart, ChartBlock)
    table = single_years(by_time(select(prepared, Selection())))
    of_years = (one for one in chart.shown.series if "bình quân" not in one.name)
    drawn = sum(mark.value for one in of_years for mark in one.marks)
    expected = (table["support_vnd"].fillna(0).sum() + table["rest_vnd"].fillna(0).sum()) / 1e9
    assert drawn == pytest.approx(float(expected))


def test_published_money_is_hatched_and_itemised_is_solid(tell: Tell) -> None:
    for name in SELECTIONS:
        for slide in tell(name).slides:
            for chart in (one for one in slide.blocks if isinstance(one, ChartBlock)):
                assert len({(one.colour["light"], one.pattern) for one in chart.shown.series}) == len(
                    chart.shown.series
                )
                assert all(one.pattern for one in chart.shown.series if one.is_open)
                assert all(len(values) == len(chart.shown.categories) == len(chart.labels) for values in chart.values)


def test_stars_add_up_to_the_products(prepared: Prepared, tell: Tell) -> None:
    chart = block(tell("everything"), "ocop", ChartBlock)
    assert isinstance(chart, ChartBlock)
    total = sum(mark.value for one in chart.shown.series if "★" in one.name for mark in one.marks)
    assert total == len(recognised(select(prepared, Selection()).ocop_products))


def test_the_lines_of_the_districts_add_up_to_the_total_in_which_shared_proposals_count_once(tell: Tell) -> None:
    table = block(tell("everything"), "districts", TableBlock)
    assert isinstance(table, TableBlock)
    *lines, total, itemised = [*table.table.rows, *table.table.footer]
    assert len(table.table.rows) == len(DISTRICT_CODES)
    heads = [column.heading for column in table.table.columns]
    shared = heads.index("gồm đề án liên huyện")
    sums = {head: sum(line[at].value or 0 for line in lines) for at, head in enumerate(heads) if at}
    repeated = sums["gồm đề án liên huyện"] - (itemised[shared].value or 0)
    for head in ("Cơ sở CNNT", "Đề án", "có danh mục", "Sản phẩm CNNT tiêu biểu"):
        assert sums[head] - (repeated if head == "Đề án" else 0) == itemised[heads.index(head)].value
    large = {head: total[at].text for at, head in enumerate(heads)}
    assert (large["Đề án"], large["Sản phẩm OCOP"]) == ("≥\u00a0525", "385 (2025)")
    assert any("2005–2023" in note for note in table.notes)
    row = next(line for line in lines if line[0].text == "Lục Ngạn")
    assert [row[heads.index(head)].text for head in ("Sản phẩm OCOP", "có danh mục")] == ["44 (2023)", "27"]


def test_the_map_is_the_state_of_the_screen_and_its_table_has_every_unit(tell: Tell) -> None:
    shown = block(tell("everything"), "map", MapBlock)
    assert isinstance(shown, MapBlock)
    assert len(shown.state.areas) == len(shown.table.table.rows) == len(DISTRICT_CODES)


@pytest.mark.parametrize("name", [name for name in SELECTIONS if name != "nothing"])
def test_the_map_never_takes_facilities_on_record_for_all_there_are(tell: Tell, name: str) -> None:
    """The public record names fewer than half of the facilities that sources count as supported alone."""
    headline = tell(name).by_id["map"].headline
    assert "có danh mục" in headline
    assert "cao nhất" not in headline


def test_every_figure_rests_on_named_sources(tell: Tell) -> None:
    told = tell("everything")
    for slide in told.slides[1:]:
        assert slide.sources, slide.id
        assert any(slide.sources[0].title in note for note in slide.notes), slide.id
    assert {source.title for slide in told.slides for source in slide.sources} <= {one.title for one in told.sources}


def test_a_choice_is_marked_where_others_stand_beside_it(tell: Tell) -> None:
    told = tell("one district")
    table, chart = block(told, "districts", TableBlock), block(told, "ocop", ChartBlock)
    assert isinstance(table, TableBlock)
    assert isinstance(chart, ChartBlock)
    assert [table.table.rows[n][0].text for n in table.marked] == ["Lục Ngạn"]
    assert [name for name, is_chosen in zip(chart.names, chart.chosen, strict=True) if is_chosen] == ["Lục Ngạn"]


def test_the_city_is_not_mistaken_for_the_province(tell: Tell) -> None:
    table = block(tell("everything"), "districts", TableBlock)
    assert isinstance(table, TableBlock)
    names = {row[0].text for row in table.table.rows}
    assert "Thành phố Bắc Giang" in names
    assert "Bắc Giang" not in names


def test_no_story_says_what_the_empty_selection_lacks(tell: Tell) -> None:
    told = tell("nothing")
    assert told.by_id["overview"].headline.startswith("Chưa có thông tin")
    assert "funding_sectors" not in told.by_id
    assert any(reason for _, reason in told.dropped)


def test_figures_of_each_brief_are_those_of_the_district(prepared: Prepared, tell: Tell) -> None:
    brief = next(one for one in tell("everything").briefs if one.id == "district_219")
    (figures, *_) = [one for one in brief.blocks if isinstance(one, KpiBlock)]
    chosen = select(prepared, Selection(districts=("219",)))
    expected = {one.id.value: large(one) for one in kpis(chosen, select(prepared, Selection()))}
    assert {figure.id: figure.value for figure in figures.figures} == expected
    assert expected[KpiId.FACILITIES] == len(chosen.facilities)


def texts_of(slide: Slide) -> Iterator[tuple[str, str]]:
    """Yield where and what a slide says: headline, figures, labels of charts, cells of tables but those of states of rows."""
    yield "headline", slide.headline
    for one in (*slide.blocks, *slide.more):
        if isinstance(one, KpiBlock):
            yield from ((figure.id, kept_together(figure.text, figure.unit)) for figure in one.figures)
        if isinstance(one, ChartBlock):
            yield from ((one.id, label) for label in one.labels)
        table = one.table if isinstance(one, MapBlock) else one
        if isinstance(table, TableBlock):
            headings = [column.heading for column in table.table.columns]
            for row in (*table.table.rows, *table.table.footer):
                yield from ((f"{table.id}: {head}", cell.text) for head, cell in zip(headings, row, strict=True))


ROWS_THAT_STATE_IT = "trong đó nêu số tiền"
"""The heading of a count that is 0 because rows stand beside it that state no amount."""


@settings(max_examples=6)
@given(selection=selections())
def test_no_slide_says_zero_of_what_nobody_states(prepared: Prepared, selection: Selection) -> None:
    told = story(prepared, selection, today=date(2026, 1, 1), language=language("vi"))
    zeros = [
        (slide.id, where, text)
        for slide in (*told.slides, *told.briefs)
        for where, text in texts_of(slide)
        if re.search(r"(?<![\d.,/])0(?![\d.,%]|\s*/)", text) and ROWS_THAT_STATE_IT not in where
    ]
    assert zeros == []


@pytest.mark.parametrize("name", ["everything", "one year", "one district", "all ten"])
def test_each_number_published_of_a_district_has_its_year_beside_it(prepared: Prepared, tell: Tell, name: str) -> None:
    """In the labels that show, deck and report draw; what is itemised stands beside it, never alone in its place."""
    told = tell(name)
    chart = block(told, "ocop", ChartBlock)
    assert isinstance(chart, ChartBlock)
    beside = select(prepared, Selection(years=told.selection.years))
    known = DistrictProducts.of(beside)
    for totals in (known.published, known.recognised):
        for code, one in totals.items():
            labels = [
                label
                for category, label in zip(chart.shown.categories, chart.labels, strict=True)
                if category.id == code
            ]
            assert any(published_number(one, told.language) in label for label in labels), (code, labels)


ONE_BAR_OR_NONE = (
    *SELECTIONS.values(),
    *(Selection(districts=(code,)) for code in DISTRICT_CODES),
    *(Selection(years=(year, year)) for year in (2014, 2019, 2023, 2024)),
    Selection(sectors=(Sector.FOOD,)),
)


def test_no_slide_is_a_single_bar_or_a_map_of_nothing(prepared: Prepared) -> None:
    """A chart compares two bars or more; what has fewer is counted, or left out with the reason."""
    n_dropped = 0
    for selection in ONE_BAR_OR_NONE:
        told = story(prepared, selection, today=TODAY, language=language("vi"))
        n_dropped += sum("Chưa có gì để so sánh" in why for _, why in told.dropped)
        for shown in told.slides:
            for one in shown.blocks:
                if isinstance(one, ChartBlock):
                    bars = zip(*one.values, strict=True)
                    assert sum(any(bar) for bar in bars) > 1, (selection, shown.id)
                if isinstance(one, MapBlock):
                    assert one.values, selection
    assert n_dropped
