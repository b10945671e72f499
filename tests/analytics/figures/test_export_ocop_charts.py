"""The charts of exports and OCOP: marks and table say the same, clicks choose what they show, text from data is text."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from analytics.figures.chart import Chart
from analytics.figures.drawn.world import countries, label_points, project, viet_nam
from analytics.figures.ocop.districts import ocop_district_chart
from analytics.figures.ocop.standing import LEVELS, standing_chart
from analytics.figures.ocop.stars import ocop_year_chart
from analytics.figures.ocop.typical import typical_chart
from analytics.figures.spec import Bars, MarkGrid
from analytics.figures.style import Look
from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpi_of
from analytics.prepared.tables import Prepared
from analytics.selection.choices import read_customdata, without_fields
from analytics.selection.place_words import span
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Field, Selection
from analytics.trade.flows import Quantity, flows_of, links, matrix
from analytics.wording.language import language
from geodata.schema.vocabulary import MarketKind
from tests.analytics.drawn import drawn
from tests.analytics.strategies import HOSTILE, selections

VI = language("vi")
Make = Callable[[Prepared, Selection], Chart]


def _look(selection: Selection) -> Look:
    return Look("light", VI, selection)


def _rows(prepared: Prepared, selection: Selection, *own: Field) -> Selected:
    return select(prepared, without_fields(selection, *own))


CHARTS: dict[str, Make] = {
    "map": lambda p, s: map_chart(_rows(p, s, "markets"), _look(s), with_context=True),
    "matrix": lambda p, s: matrix_chart(_rows(p, s, "markets"), _look(s), with_context=True),
    "first_years": lambda p, s: first_years_chart(_rows(p, s, "markets"), _look(s), with_context=True),
    **{
        f"quantity_{one}": lambda p, s, one=one: quantity_chart(
            _rows(p, s, "years"), _look(s), quantity=one, with_context=True
        )
        for one in Quantity
    },
    "districts": lambda p, s: ocop_district_chart(_rows(p, s, "districts", "stars"), _look(s)),
    "years": lambda p, s: ocop_year_chart(_rows(p, s, "years", "stars"), _look(s)),
    **{
        f"standing_{stars}": lambda p, s, stars=stars: standing_chart(
            _rows(p, s, "years", "stars"), _look(s), stars=stars
        )
        for stars in LEVELS
    },
    "typical": lambda p, s: typical_chart(_rows(p, s, "years"), _look(s)),
}


def marks(chart: Chart) -> list[tuple[Any, Any]]:
    """(customdata, hovertext) of every mark that tells something."""
    return [
        pair
        for trace in drawn(chart).data
        if trace.hovertext is not None
        for pair in zip(trace.customdata, trace.hovertext, strict=True)
    ]


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_says_what_it_shows(prepared: Prepared, name: str) -> None:
    chart = CHARTS[name](prepared, Selection())
    assert chart.title.endswith(": toàn tỉnh, mọi năm")
    assert chart.unit
    assert chart.alt
    assert chart.table.rows
    assert chart.n > 0
    assert all("source_ids" in frame for _, _, frame in chart.parts)


@pytest.mark.parametrize("name", sorted(CHARTS))
@given(selection=selections())
def test_clicks_choose_values_of_the_selection(prepared: Prepared, name: str, selection: Selection) -> None:
    chart = CHARTS[name](prepared, selection)
    for data, _ in marks(chart):
        assert not data or read_customdata(list(data))
    for trace in drawn(chart).data:
        assert trace.type in {"bar", "scatter"}
    ids = chart.table.ids
    assert len(ids) == len(set(ids))
    assert set(chart.table.choices) <= set(ids)


@pytest.mark.parametrize("stars", LEVELS)
def test_what_a_point_says_stands_under_its_year_and_never_on_a_bar(prepared: Prepared, stars: str) -> None:
    chart = CHARTS[f"standing_{stars}"](prepared, Selection())
    assert isinstance(chart.spec, Bars)
    for series in chart.spec.points:
        for mark in series.marks:
            assert mark.text in chart.spec.categories[int(mark.at)].under
    assert [trace for trace in drawn(chart).data if trace.type == "scatter" and trace.text is not None] == []


@given(selection=selections())
def test_marks_of_the_matrix_are_its_rows(prepared: Prepared, selection: Selection) -> None:
    chart = CHARTS["matrix"](prepared, selection)
    flows = flows_of(_rows(prepared, selection, "markets"), with_context=True)
    assert isinstance(chart.spec, MarkGrid)
    groups, markets = [one.id for one in chart.spec.columns], [one.id for one in chart.spec.lines]
    marks = {(groups[x], markets[y]) for trace in drawn(chart).data for x, y in zip(trace.x, trace.y, strict=True)}
    table = matrix(flows)
    assert marks == set(zip(table["product_group"], table["market_key"], strict=True))
    assert sum(row["n"].value or 0 for row in chart.table.by_id.values()) == chart.n == len(flows)


@given(selection=selections())
def test_bars_by_district_are_their_table(prepared: Prepared, selection: Selection) -> None:
    chart = CHARTS["districts"](prepared, selection)
    assert isinstance(chart.spec, Bars)
    itemised = sum(mark.value for one in chart.spec.series if not one.is_open for mark in one.marks)
    assert itemised == sum(row["n"].value or 0 for row in chart.table.by_id.values()) == chart.n


@given(selection=selections())
def test_a_district_reaches_what_is_published_of_it(prepared: Prepared, selection: Selection) -> None:
    """Its bar ends at the most complete number, and its label, its line of the table and the headline figure say the same one."""
    rows = _rows(prepared, selection, "districts", "stars")
    chart = CHARTS["districts"](prepared, selection)
    assert isinstance(chart.spec, Bars)
    ends = chart.spec.totals
    assert ends == sorted(ends, reverse=True)
    for end, category in zip(ends, chart.spec.categories, strict=True):
        own = select(prepared, replace(rows.selection, districts=(category.id,)))
        figure = kpi_of(KpiId.OCOP, own, select(prepared, Selection()))
        if figure.published is None:
            assert end == (figure.value or 0)
            continue
        assert end == max(figure.published.value, figure.value or 0)
        assert chart.table.by_id[f"{category.id}-published"]["published"].value == figure.published.value
        assert VI.number(figure.published.value) in category.label
        assert span(figure.published) in category.label


def test_districts_stand_by_the_most_complete_number_known(prepared: Prepared) -> None:
    chart = CHARTS["districts"](prepared, Selection())
    assert isinstance(chart.spec, Bars)
    assert [one.name for one in chart.spec.categories][:4] == ["Tân Yên", "Lục Ngạn", "Lục Nam", "Yên Dũng"]
    assert chart.spec.categories[1].label == "44 (2023) · 27 có danh mục"
    (apart,) = chart.spec.points
    known = {chart.spec.categories[int(mark.at)].id: mark.value for mark in apart.marks}
    assert known == {"213": 16, "223": 16}


@given(selection=selections())
def test_points_are_the_statements_with_a_year(prepared: Prepared, selection: Selection) -> None:
    chart = CHARTS["quantity_t"](prepared, selection)
    amounts = sorted(float(y) for trace in drawn(chart).data if trace.hovertext for y in trace.y)
    undated = VI.text("year not stated")
    shown = sorted(row["amount"].value or 0 for row in chart.table.by_id.values() if row["year"].text != undated)
    assert amounts == pytest.approx(shown)


def test_only_countries_have_a_line(whole: Selected) -> None:
    flows = flows_of(whole, with_context=True)
    chart = map_chart(whole, _look(Selection()), with_context=True)
    assert set(chart.table.ids) == set(links(flows).index)
    assert set(links(flows).index) <= set(label_points())
    assert chart.n == flows.loc[flows["market_kind"].eq(MarketKind.COUNTRY), "market_iso3"].nunique()


def test_contradictions_stand_under_the_chart_with_both_values(whole: Selected) -> None:
    chart = quantity_chart(whole, _look(Selection()), quantity=Quantity.TONNES, with_context=True)
    notes = "\n".join(chart.notes)
    assert "hơn 12.000 tấn (đến 05/6) · 9.200 tấn (đến 06/6)" in notes
    assert "70 tấn sang Đức (hợp đồng) · 70 tấn sang châu Âu (đã xuất)" in notes


def test_what_is_chosen_stands_out_in_every_trace(whole: Selected) -> None:
    chart = matrix_chart(whole, _look(Selection(markets=("JPN",))), with_context=False)
    for trace in drawn(chart).data:
        for opacity, data in zip(trace.marker.opacity, trace.customdata, strict=True):
            assert (opacity == 1) == (list(data) == ["markets", "JPN"])


def test_the_archipelagos_belong_to_viet_nam_and_to_no_other() -> None:
    assert {"VN", "HS", "TS"} <= set(viet_nam())
    west, south = project(111, 15.5)
    east, north = project(113, 17.2)
    holders = {
        code
        for code, (xs, ys) in countries().items()
        for x, y in zip(xs, ys, strict=True)
        if x is not None and y is not None and west <= x <= east and south <= y <= north
    }
    assert holders == {"VNM"}


def test_the_map_shows_the_archipelagos_by_name(whole: Selected) -> None:
    chart = map_chart(whole, _look(Selection()), with_context=False)
    texts = [text for trace in drawn(chart).data if trace.text is not None for text in trace.text]
    assert {"Hoàng Sa", "Trường Sa", "Việt Nam"} <= set(texts)


def test_an_empty_selection_says_why(prepared: Prepared) -> None:
    nothing = Selection(years=(2001, 2002), districts=("221",), markets=("USA",))
    for name in ("districts", "map", "matrix", "first_years"):
        chart = CHARTS[name](prepared, replace(nothing, sectors=("mechanical",)))
        assert chart.empty
        assert not chart.table.rows


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_data_is_no_markup(prepared: Prepared, text: str) -> None:
    flows = prepared.export_flows.assign(product=text, market=text, exporter=text)
    flows = flows.astype(prepared.export_flows.dtypes.to_dict())
    hostile = select(replace(prepared, export_flows=flows), Selection())
    figure = drawn(matrix_chart(hostile, _look(Selection()), with_context=True))
    written = [*figure.layout.yaxis.ticktext, *(one for trace in figure.data for one in trace.hovertext)]
    assert not [one for one in written if "<img" in one or "<script" in one]


def test_a_number_of_the_merged_province_chooses_no_year_of_this_one(prepared: Prepared) -> None:
    chart = CHARTS["standing_"](prepared, Selection())
    assert isinstance(chart.spec, Bars)
    name = VI.text("Bắc Ninh since 1 July 2025")
    merged = [mark for one in chart.spec.series if one.name == name for mark in one.marks]
    others = [mark for one in chart.spec.series if one.name != name for mark in one.marks]
    assert merged
    assert not any(mark.choices for mark in merged)
    assert all(mark.choices for mark in others)
