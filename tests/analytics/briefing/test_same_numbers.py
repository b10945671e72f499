"""One specification, every output: the numbers of each chart are those that Plotly, the show, the deck and the workbook draw."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from analytics.briefing.meeting import Meeting, arranged_story
from analytics.briefing.pptx.deck import deck
from analytics.briefing.show import show_data
from analytics.briefing.story.charted import chart_block, in_one_stack
from analytics.briefing.story.slides import ChartBlock, Slide, Story, TableBlock
from analytics.briefing.story.storyline import story
from analytics.briefing.workbook import briefing_workbook
from analytics.crosstab.cut import Cut
from analytics.crosstab.picture import crosstab_chart
from analytics.figures.chart import Chart
from analytics.figures.funding.bases import basis_chart
from analytics.figures.funding.difficult_areas import difficult_areas_chart
from analytics.figures.funding.groups import content_chart, funding_district_chart, programme_chart, sector_chart
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.funding.progress import district_grid, year_grid
from analytics.figures.funding.ratios import leverage_chart
from analytics.figures.funding.years import funding_year_chart
from analytics.figures.ocop.districts import ocop_district_chart as stars_chart
from analytics.figures.ocop.rounds import rounds_chart
from analytics.figures.ocop.standing import standing_chart
from analytics.figures.ocop.stars import ocop_year_chart as star_years_chart
from analytics.figures.ocop.typical import typical_chart
from analytics.figures.spec import Bars, Blocks, Curve, Dots, Flows, Mark, MarkGrid
from analytics.figures.style import Look
from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.product_markets import product_markets_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.trade.flows import Quantity
from analytics.wording.language import Language
from tests.analytics.drawn import drawn
from tests.analytics.test_same_everywhere import drawn as drawn_selection

VI, TODAY = Language("vi"), date(2026, 11, 29)
CHARTS: dict[str, Callable[[Selected, Look], Chart]] = {
    **{
        make.__module__.rpartition(".")[2] + "." + make.__name__: make
        for make in (
            *(
                funding_year_chart,
                programme_chart,
                sector_chart,
                content_chart,
                funding_district_chart,
                period_chart,
                basis_chart,
            ),
            *(difficult_areas_chart, pipeline_chart, year_grid, district_grid, leverage_chart),
            *(stars_chart, star_years_chart, rounds_chart, typical_chart),
        )
    },
    "standing": lambda rows, look: standing_chart(rows, look, stars=""),
    "matrix": lambda rows, look: matrix_chart(rows, look, with_context=True),
    "first_years": lambda rows, look: first_years_chart(rows, look, with_context=True),
    "map": lambda rows, look: map_chart(rows, look, with_context=True),
    "tonnes": lambda rows, look: quantity_chart(rows, look, quantity=Quantity.TONNES, with_context=True),
    "crosstab": lambda rows, look: crosstab_chart(rows, look, cut=Cut()),
}
SELECTIONS = [Selection(), *(drawn_selection(seed) for seed in range(11))]


def marks_of(chart: Chart) -> list[Mark]:
    match chart.spec:
        case Bars():
            series = (*chart.spec.series, *chart.spec.points)
        case Dots() | MarkGrid():
            series = chart.spec.series
        case Blocks() | Curve():
            series = (chart.spec.series,)
        case Flows():
            return [Mark(0, flow.tonnes or 0.0, said=flow.said) for flow in chart.spec.flows]
    return [mark for one in series for mark in one.marks]


def on_paper(chart: Chart) -> list[Mark]:
    """Return the marks of a chart with its bands, which stand on paper as bars at the mean of a year."""
    bands = chart.spec.bands if isinstance(chart.spec, Bars) else ()
    return [*marks_of(chart), *(Mark(0, band.mean, said=band.said) for band in bands)]


def values(marks: list[Mark]) -> list[float]:
    return sorted(round(float(mark.value), 6) for mark in marks if mark.value)


def plotted(chart: Chart) -> list[float]:
    """Return the values that Plotly draws; those of cells, blocks and lines of a map are in their words."""
    found = []
    for trace in drawn(chart).data:
        if trace.hovertext is not None:
            along = trace.x if trace.orientation == "h" or _lies(chart) else trace.y
            found += [float(value) for value in along]
    bands = [band.mean for band in chart.spec.bands] if isinstance(chart.spec, Bars) else []
    found = found[: len(found) - len(bands)]  # the names of bands stand last, at their means or above a column
    return sorted(round(value, 6) for value in found if value)


def _lies(chart: Chart) -> bool:
    return isinstance(chart.spec, Bars | Dots) and not chart.spec.is_standing


@pytest.mark.parametrize("name", CHARTS)
def test_plotly_draws_the_numbers_and_words_of_the_specification(prepared: Prepared, name: str) -> None:
    for selection in SELECTIONS:
        chart = CHARTS[name](select(prepared, selection), Look("light", VI, selection))
        marks = marks_of(chart)
        said = sorted(" ".join(" ".join(mark.said).split()) for mark in marks)
        hovers = [
            text for trace in drawn(chart).data for text in (trace.hovertext if trace.hovertext is not None else ())
        ]
        plain = [" ".join(_plain(text).split()) for text in hovers]
        assert all(one in plain for one in said)
        if isinstance(chart.spec, Bars | Dots):
            assert plotted(chart) == values(marks), (name, selection)


def _plain(text: str) -> str:
    for mark in ("<b>", "</b>", "<br>"):
        text = text.replace(mark, " ")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.fixture(scope="module")
def template(prepared: Prepared) -> Story:
    """Return a story whose slides are taken out and replaced by charts."""
    return arranged_story(story(prepared, Selection(), today=TODAY, language=VI), Meeting(("pipeline",)))


@pytest.mark.parametrize("selection", SELECTIONS[:4], ids=range(4))
def test_show_deck_and_workbook_draw_the_numbers_of_the_specification(
    prepared: Prepared, template: Story, selection: Selection
) -> None:
    """Every chart stands on a slide of its own, whatever its form."""
    rows, look = select(prepared, selection), Look("light", VI, selection)
    charts = {name: make(rows, look) for name, make in CHARTS.items()}
    shown = {name: chart for name, chart in charts.items() if not chart.empty}
    blocks = {
        name: chart_block(f"c{at}", name, chart.spec, selection, VI) for at, (name, chart) in enumerate(shown.items())
    }
    slides = tuple(Slide(f"s{at}", name, f"chart {at}", (block,)) for at, (name, block) in enumerate(blocks.items()))
    made = replace(template, slides=slides, make_paper=lambda: replace(template.make_paper(), briefs=()))
    pages = show_data(made, lambda block: block.id)["slides"]
    deck_pages = Presentation(io.BytesIO(deck(made))).slides
    book = openpyxl.load_workbook(io.BytesIO(briefing_workbook(made)))
    sheets = [book[f"chart {at}"] for at in range(len(blocks))]
    for (name, block), page, slide, sheet in zip(blocks.items(), pages, deck_pages, sheets, strict=True):
        expected = values(on_paper(shown[name]))
        if isinstance(block, ChartBlock):
            series = [value for one in page["blocks"][0]["series"] for value in one["values"] if value]
            assert sorted(round(float(value), 6) for value in series) == expected, name
            (native,) = (shape.chart for shape in slide.shapes if shape.has_chart)
            native_values = [value for one in native.plots[0].series for value in one.values if value]
            assert sorted(round(float(value), 6) for value in native_values) == expected, name
        else:
            assert isinstance(block, TableBlock)
            assert len(block.table.rows) == len(marks_of(shown[name]))
        cells: list[Any] = [cell for line in sheet.iter_rows(values_only=True, min_col=2) for cell in line]
        stated = [round(float(cell), 6) for cell in cells if isinstance(cell, int | float) and cell]
        assert sorted(stated) == expected, name


def test_what_stands_beside_or_behind_gets_a_category_of_its_own_on_paper(prepared: Prepared) -> None:
    """Nothing published is stacked on what is itemised: a year has two bars."""
    shown = star_years_chart(select(prepared, Selection()), Look("light", VI, Selection())).spec
    assert isinstance(shown, Bars)
    flat = in_one_stack(shown, VI)
    names = [one.name for one in flat.categories]
    assert "2021 · công bố" in names
    assert len(names) == len(set(names)) > len(shown.categories)
    for at, category in enumerate(flat.categories):
        open_ = {one.is_open for one in flat.series if any(mark.at == at for mark in one.marks)}
        assert len(open_) == 1, category.name
    assert flat.categories[names.index("2021")].label == VI.number(flat.totals[names.index("2021")])


def test_the_slide_of_exports_has_the_order_of_the_list(tell: Callable[[str], Story], whole: Selected) -> None:
    (chart, *_) = tell("everything").by_id["exports"].blocks
    assert isinstance(chart, ChartBlock)
    listed = product_markets_chart(whole, Look("light", VI, Selection()), with_context=False).table.rows
    assert [*chart.names] == [row[0].text for row in listed if row[1].value]
    assert chart.names[0] == "Mỳ Chũ"
