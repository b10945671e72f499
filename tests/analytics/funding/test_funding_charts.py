"""Charts of funding and proposals: what is drawn is what the table says, for every selection."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.figures.chart import Chart, sources_behind
from analytics.figures.funding.bases import basis_chart
from analytics.figures.funding.groups import content_chart, funding_district_chart, programme_chart, sector_chart
from analytics.figures.funding.money_bars import ITEMISED_APART
from analytics.figures.funding.money_groups import (
    ITEMISED,
    content_groups,
    district_groups,
    group_label,
    programme_groups,
)
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.funding.progress import district_grid, year_grid
from analytics.figures.funding.ratios import leverage_chart, per_facility_chart, per_proposal_chart
from analytics.figures.funding.years import funding_year_chart
from analytics.figures.spec import Bars
from analytics.figures.style import FADED, Look
from analytics.funding.tables import bands
from analytics.prepared.tables import Prepared
from analytics.selection.choices import Choice, read_customdata, toggled
from analytics.selection.selected import Selected, select
from analytics.selection.selection import UNPLACED, Selection
from analytics.selection.shared import is_shared_outside
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import Programme
from tests.analytics.drawn import drawn
from tests.analytics.strategies import selections

VI = Language("vi")
Make = Callable[[Selected, Look], Chart]
CHARTS: dict[str, Make] = {
    "years": funding_year_chart,
    "periods": period_chart,
    "bases": basis_chart,
    "programmes": programme_chart,
    "sectors": sector_chart,
    "contents": content_chart,
    "districts": funding_district_chart,
    "leverage": leverage_chart,
    "per_proposal": per_proposal_chart,
    "per_facility": per_facility_chart,
    "pipeline": pipeline_chart,
    "year_grid": year_grid,
    "district_grid": district_grid,
}
MONEY = ("programmes", "sectors", "contents", "districts")


def look(selection: Selection = Selection(), code: Any = "vi", theme: Any = "light") -> Look:  # noqa: B008 - frozen
    return Look(theme, Language(code), selection)


def cells(chart: Chart, column: str) -> list[float]:
    values = (row[column].value for row in chart.table.by_id.values())
    return [value for value in values if value is not None]


@settings(max_examples=12)
@given(selection=selections())
@example(Selection())
@example(Selection(districts=("219",)))
def test_charts_side_by_side_write_an_amount_in_one_unit(prepared: Prepared, selection: Selection) -> None:
    """Each chart leaves out one filter of the selection; what is chosen still reads alike in all."""
    beside = [select(prepared, selection), select(prepared, replace(selection, years=None))]
    beside.append(select(prepared, replace(selection, districts=(), units=())))
    made = [CHARTS[name](one, look(selection)) for name in ("years", "periods", "bases", *MONEY) for one in beside]
    assert len({chart.unit for chart in made}) == 1
    assert {chart.spec.unit for chart in made if isinstance(chart.spec, Bars)} == {made[0].unit}


def test_what_is_not_placed_stands_last(prepared: Prepared) -> None:
    """However much it is, it is no district among districts."""
    ids = [group.id for group in district_groups(select(prepared, Selection()), VI)]
    assert ids.index(UNPLACED) == len(ids) - 1 > 0


@pytest.mark.parametrize("name", CHARTS)
@settings(max_examples=12)
@given(selection=selections(), code=st.sampled_from(["vi", "en"]))
def test_a_chart_can_be_drawn_for_every_selection(
    record: Record, prepared: Prepared, name: str, selection: Selection, code: str
) -> None:
    chart = CHARTS[name](select(prepared, selection), look(selection, code))
    assert chart.title
    assert chart.alt
    assert chart.empty or chart.table.rows
    assert set(chart.table.choices) <= set(chart.table.ids)
    for trace in drawn(chart).data:
        for mark in trace.customdata if trace.customdata is not None else ():
            choices = read_customdata(list(mark))
            assert bool(choices) == bool(len(mark))
            toggled(selection, choices)
    sources = set(record["sources"]["source_id"])
    assert set(sources_behind(chart).index) <= sources


@pytest.mark.parametrize("name", MONEY)
@settings(max_examples=25)
@given(selection=selections())
def test_bars_are_the_table_and_the_table_adds_up(prepared: Prepared, name: str, selection: Selection) -> None:
    chosen = select(prepared, selection)
    chart = CHARTS[name](chosen, look())
    own = chosen.proposals[~is_shared_outside(chosen)[chosen.mask("proposals")]]
    total = float(own["support_vnd"].sum())
    if name != "districts":
        assert sum(cells(chart, "support")) == pytest.approx(total)
        assert sum(cells(chart, "n")) == len(chosen.proposals)
    assert chart.n == len(chosen.proposals)
    if chart.table.rows:
        of_items = {VI.text(ITEMISED), VI.text(ITEMISED_APART)}
        solid = [trace for trace in drawn(chart).data if trace.type == "bar" and trace.name in of_items]
        unit = 1e9 if chart.unit == "tỷ đồng" else 1e6
        assert sum(sum(trace.x) for trace in solid) * unit == pytest.approx(sum(cells(chart, "support")))
        assert (chart.table.by_column(chart.table.footer[0])["support"].value or 0) == pytest.approx(total)


@settings(max_examples=25)
@given(selection=selections())
def test_a_bar_is_as_long_as_what_is_published_and_what_is_itemised_of_other_years(
    prepared: Prepared, selection: Selection
) -> None:
    """Inside the published part stands what belongs to its years alone; the label names the rest, and what districts share."""
    chosen = select(prepared, selection)
    rows = chosen.proposals
    for group in programme_groups(chosen, VI)[0]:
        if group.published_vnd is None:
            assert not group.apart_vnd
            continue
        figures = prepared.record["published_figures"].set_index("figure_id").loc[list(programme_groups(chosen, VI)[1])]
        spans = figures.loc[figures["programme"].eq(group.id), ["year_from", "year_to"]].to_numpy()
        years = {year for first, last in spans for year in range(first, last + 1)}
        own = rows[rows["programme"].eq(group.id)]
        inside = own[own["year_from"].isin(years) & own["year_to"].isin(years)]["support_vnd"].sum()
        assert (group.inside_vnd or 0) == inside
        assert group.length_vnd == pytest.approx(max(group.published_vnd, inside) + group.apart_vnd)
        assert ("năm khác" in group_label(group, VI, 1e9)) == bool(group.apart_vnd)
    for group in district_groups(chosen, VI):
        assert (" chung với huyện khác" in group_label(group, VI, 1e9)) == bool(group.shared_vnd)


def test_the_bars_of_the_public_record_name_what_is_not_to_be_added(whole: Selected) -> None:
    labels = {
        one.id: group_label(one, VI, 1e9) for one in (*programme_groups(whole, VI)[0], *district_groups(whole, VI))
    }
    assert labels["provincial"] == "≥\u00a022,95 · 0,88 có danh mục, 0,43 năm khác"
    assert labels["national"] == "≥\u00a09,2 · 1,73 có danh mục, 0,23 năm khác"
    assert labels["217"] == "0,23 từ 1/4 đề án · cùng 1,5 chung với huyện khác"
    assert labels["213"] == "— · 7 đề án · cùng 1,5 chung với huyện khác"


def test_columns_of_years_are_the_table(whole: Selected) -> None:
    chart = funding_year_chart(whole, look())
    height = sum(sum(trace.y) for trace in drawn(chart).data if trace.type == "bar")
    of_years = [row for row in chart.table.by_id.values() if row["period"].text.isdecimal()]
    published = [row["published"].value or 0 for row in of_years]
    itemised_apart = [row["support"].value or 0 for row in of_years if row["published"].value is None]
    assert height * 1e9 == pytest.approx(sum(published) + sum(itemised_apart))


@given(selection=selections())
def test_the_parts_of_a_year_are_its_programmes_and_make_its_column(prepared: Prepared, selection: Selection) -> None:
    chart = funding_year_chart(select(prepared, selection), look(selection))
    shown = chart.spec
    assert isinstance(shown, Bars)
    for at in {int(part.at) for part in shown.parts}:
        parts = [part for part in shown.parts if part.at == at]
        assert sum(part.line for part in parts) == pytest.approx(shown.totals[at])
        for part in parts:
            of_year = [row for row in chart.table.by_id.values() if row["period"].text == shown.categories[at].name]
            (row,) = [one for one in of_year if one["programme"].text == part.said[0]]
            assert part.line * 1e9 == pytest.approx(max(row["published"].value or 0, row["support"].value or 0))
    assert len(drawn(chart).layout.annotations) == len(shown.high_parts)


def test_the_legend_of_years_names_each_programme_once_and_the_hatching_once(whole: Selected) -> None:
    named = [
        one.name
        for one in drawn(funding_year_chart(whole, look())).data
        if one.type == "bar" and one.showlegend is not False
    ]
    assert named == ["Quốc gia", "Tỉnh", "Mọi nguồn kinh phí", "chỉ có tổng số"]


@example(selection=Selection(programmes=(Programme.DISTRICT,)))
@given(selection=selections())
def test_each_band_of_a_period_is_in_the_table_with_its_sources(
    record: Record, prepared: Prepared, selection: Selection
) -> None:
    beside = select(prepared, selection)
    chart = funding_year_chart(beside, look(selection))
    assert len(set(chart.table.ids)) == len(chart.table.rows)
    sources = set(sources_behind(chart).index)
    figures = record["published_figures"].set_index("figure_id")
    for band in bands(beside):
        years = f"{band.span[0]}-{band.span[1]}"
        rows = {id_: row for id_, row in chart.table.by_id.items() if id_.startswith(f"{years}|")}
        assert sum(row["published"].value or 0 for row in rows.values()) == pytest.approx(band.value)
        assert {one for id_ in band.figure_ids for one in figures.loc[id_, "source_ids"].split(";")} <= sources
        assert chart.table.choices[next(iter(rows))] == (Choice("years", years),)


def test_a_published_period_is_a_band_across_its_years(whole: Selected) -> None:
    chart = drawn(funding_year_chart(whole, look()))
    (band,) = [trace for trace in chart.data if trace.type == "scatter" and trace.line.dash == "dot"]
    totals = bands(whole)
    assert any(one.span == (2016, 2020) for one in totals)
    means = [one.value / (one.span[1] - one.span[0] + 1) / 1e9 for one in totals]
    assert sorted({y for y in band.y if y}) == pytest.approx(sorted(set(means)))
    named = next(trace.text for trace in chart.data if trace.text and "2016–2020" in str(trace.text))
    assert any("30,72" in text for text in named)
    ticks = [str(tick).partition("<")[0] for tick in chart.layout.xaxis.ticktext]
    assert {str(year) for one in totals for year in range(one.span[0], one.span[1] + 1)} <= set(ticks)


def test_the_name_of_a_period_stands_over_the_column_of_its_first_year(whole: Selected) -> None:
    chart = drawn(funding_year_chart(whole, look()))
    heights: dict[float, float] = {}
    for trace in chart.data:
        for x, y in zip(trace.x, trace.y, strict=True) if trace.type == "bar" else ():
            heights[x] = heights.get(x, 0.0) + y
    names = next(trace for trace in chart.data if trace.text and "2016–2020" in str(trace.text))
    first = [heights.get(round(x + 0.47), 0.0) for x in names.x]
    assert any(first)
    assert all(y > height for y, height in zip(names.y, first, strict=True))


@given(selection=selections())
def test_two_numbers_of_a_line_stand_apart(prepared: Prepared, selection: Selection) -> None:
    marks: dict[str, list[tuple[float, str]]] = {}
    for trace in drawn(basis_chart(select(prepared, selection), look(selection))).data:
        for line, value, side in zip(trace.y, trace.x, trace.textposition, strict=True):
            marks.setdefault(line, []).append((value, side))
    for line in marks.values():
        values = [value for value, _ in line]
        assert len({side for _, side in line}) == min(len(line), 3)
        assert all(value == max(values) for value, side in line if side == "middle right")
        assert all(value == min(values) for value, side in line if side == "middle left")


def test_a_year_names_the_basis_of_what_is_published_of_it(whole: Selected) -> None:
    chart = funding_year_chart(whole, look())
    ticks = {str(tick)[:4]: str(tick) for tick in drawn(chart).layout.xaxis.ticktext}
    for row in chart.table.by_id.values():
        if row["published"].value is not None and row["period"].text.isdecimal():
            assert row["basis"].text in ticks[row["period"].text].replace("<br>", " ")


def test_a_year_of_listed_proposals_alone_says_so(whole: Selected) -> None:
    """By one rule in every year: under its name, in its row of the table and in the notes, with the period that holds it."""
    chart = funding_year_chart(whole, look())
    assert isinstance(chart.spec, Bars)
    rows = [row for row in chart.table.by_id.values() if row["period"].text.isdecimal()]
    published = {row["period"].text for row in rows if row["published"].value is not None}
    listed = {row["period"].text for row in rows if row["support"].value is not None} - published
    assert listed == {"2014", "2019", "2024"}
    under = {one.name: one.under.replace("\u00a0", " ") for one in chart.spec.categories if one.label}
    assert {year for year, said in under.items() if said.startswith("chỉ ")} == listed
    assert all(said for said in under.values()), "no column is without a word of what it is"
    assert {row["period"].text for row in rows if row["basis"].text == "chỉ có danh mục"} >= listed
    (note,) = [one for one in chart.notes if all(year in one for year in listed)]
    assert "2011–2015: 18,9" in note
    assert "2016–2020: 30,72" in note
    assert all(
        "/năm" in band.text and band.each.replace("\u00a0", " ").startswith("bình quân") for band in chart.spec.bands
    )


def test_a_sum_published_by_content_names_its_year(record: Record, whole: Selected) -> None:
    groups, ids = content_groups(whole, VI)
    figures = record["published_figures"].set_index("figure_id").loc[list(ids)]
    named = [group for group in groups if group.published_vnd is not None]
    assert {group.years for group in named} == {str(int(year)) for year in figures["year_from"]}
    assert all(group.years in group_label(group, VI, 1e9) for group in named)
    chart = content_chart(whole, look())
    assert any(group.years in note for group in named for note in chart.notes)


NOT_A_COUNT_OF_ROWS = {"n_amounts", "rest"}
"""Cells that may be 0 beside rows: how many of them state an amount, and what of a published sum is not itemised."""


@pytest.mark.parametrize("name", CHARTS)
@settings(max_examples=12)
@given(selection=selections())
def test_no_cell_says_zero_of_what_nobody_states(prepared: Prepared, name: str, selection: Selection) -> None:
    chart = CHARTS[name](select(prepared, selection), look())
    for row in map(chart.table.by_column, [*chart.table.rows, *chart.table.footer]):
        for column, cell in row.items():
            if cell.value == 0:
                assert column in NOT_A_COUNT_OF_ROWS, (column, row)
                assert row["n" if column == "n_amounts" else "published"].value


def test_contradictions_stand_on_the_point_with_both_values(whole: Selected) -> None:
    chart = funding_year_chart(whole, look())
    texts = [text for trace in drawn(chart).data if trace.type == "scatter" for text in trace.text or ()]
    assert "6,5 ⚠" in texts
    assert any("3,3 tỷ" in note and "3,5 tỷ" in note for note in chart.notes)


def test_qualifiers_stay(whole: Selected) -> None:
    texts = [row["published"].text for row in period_chart(whole, look()).table.by_id.values()]
    assert texts[:3] == ["≥\u00a047,52\u00a0tỷ\u00a0đồng", "14,98\u00a0tỷ\u00a0đồng", "32,55\u00a0tỷ\u00a0đồng"]
    assert texts[3:] == [
        "30,72\u00a0tỷ\u00a0đồng",
        "6\u00a0tỷ\u00a0đồng",
        "16,15\u00a0tỷ\u00a0đồng",
        "8,57\u00a0tỷ\u00a0đồng",
        "18,9\u00a0tỷ\u00a0đồng",
        "1,05\u00a0tỷ\u00a0đồng",
    ]


def test_what_is_chosen_stands_out_and_the_chart_keeps_its_marks(whole: Selected) -> None:
    chosen = toggled(Selection(), [Choice("sectors", "wood")])
    plain, marked = (CHARTS["sectors"](whole, look(one)) for one in (Selection(), chosen))
    assert plain.table.ids == marked.table.ids
    opacities: dict[float, float] = {}
    for trace in (one for one in drawn(marked).data if one.customdata is not None):
        opacities |= dict(zip(trace.y, trace.marker.opacity, strict=True))
    assert opacities[[row[0].text for row in marked.table.rows].index("Gỗ và ván")] == 1
    assert set(opacities.values()) == {1, FADED}


def test_luc_nam_has_no_cell_of_registrations(whole: Selected) -> None:
    chart = district_grid(whole, look())
    assert chart.table.by_id["218"]["registered_p"].value is None
    assert any("Lục Nam" in note for note in chart.notes)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_asked_of_a_network(whole: Selected, name: str, theme: str) -> None:
    figure = drawn(CHARTS[name](whole, look(theme=theme)))
    assert "http" not in figure.to_json()
    assert {trace.type for trace in figure.data} <= {"bar", "scatter"}
