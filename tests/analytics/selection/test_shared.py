"""A proposal of several districts is counted by one rule: key figure, table, map, charts, deck, CSV and XLSX say the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings

from analytics.briefing.story.places import districts_slide, map_slide
from analytics.briefing.story.scene import Scene
from analytics.briefing.story.slides import TableBlock
from analytics.downloads.areas import area_table
from analytics.figures.chart import Chart
from analytics.figures.funding.groups import funding_district_chart
from analytics.figures.style import Look
from analytics.figures.table import Cell
from analytics.maps.areas import areas
from analytics.maps.marks import MapLayer, MapView
from analytics.maps.measures import MapMeasure, Measure, Scale, measure_values
from analytics.maps.state import map_state
from analytics.overview.known_units import known_lines
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import kpi_words
from analytics.overview.kpis import kpis
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import select
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.selection.shared import beside_part, beside_words, shared_note, shared_words
from analytics.selection.unit_table import unit_sums, unit_table
from analytics.wording.language import Language
from geodata.illustrative import illustrative_record
from geodata.record import Record
from tests.analytics.downloads.reading import OCCASION
from tests.analytics.strategies import selections

VI = Language("vi")
PHASES = (Phase.explicit, Phase.generate)
"""An example that fails is told as it is: to shrink it would take minutes."""
LINES = (*DISTRICT_CODES, UNPLACED)


@pytest.fixture(scope="module")
def mixed() -> Prepared:
    """The illustrative record, in which every second beneficiary joins the proposal of the one before."""
    record = illustrative_record(300, seed=11)
    beneficiaries = record["beneficiaries"].copy()
    ids = beneficiaries["proposal_id"]
    beneficiaries["proposal_id"] = ids.where(pd.Series(range(len(ids)), index=ids.index) % 2 == 0, ids.shift(1))
    made = prepare(Record({**record.tables, "beneficiaries": beneficiaries}, is_illustrative=True))
    assert unit_sums(select(made, Selection()))["n_shared"] > 20
    return made


@pytest.fixture(scope="module", params=["public", "illustrative"])
def any_record(request: pytest.FixtureRequest, prepared: Prepared, mixed: Prepared) -> Prepared:
    return prepared if request.param == "public" else mixed


def plain(prepared: Prepared, selection: Selection) -> dict[str, tuple[int, int, float, float]]:
    """Count by hand, line by line: proposals, those of other lines too, đồng of the line alone, đồng of those."""
    rows = select(prepared, replace(selection, districts=()))
    support = rows.proposals.set_index("proposal_id")["support_vnd"]
    lines: dict[str, set[str]] = {id_: set() for id_ in support.index}
    for id_, code in zip(
        prepared.beneficiaries["proposal_id"], prepared.beneficiaries["district_code"].fillna(UNPLACED), strict=True
    ):
        if id_ in lines:
            lines[id_].add(code)
    lines = {id_: there - {UNPLACED} or there for id_, there in lines.items()}
    counted: dict[str, tuple[int, int, float, float]] = {}
    for line in LINES:
        mine = [id_ for id_, there in lines.items() if line in (there or {UNPLACED})]
        shared = [id_ for id_ in mine if len(lines[id_]) > 1]
        own = [id_ for id_ in mine if id_ not in shared]
        counted[line] = (len(mine), len(shared), float(support[own].sum()), float(support[shared].sum()))
    return counted


def number(value: Any) -> float:
    return 0.0 if value is None or pd.isna(value) else float(value)


def cell(row: Mapping[str, Cell], name: str) -> float:
    return number(row[name].value if name in row else None)


def of_chart(chart: Chart) -> dict[str, tuple[int, int, float]]:
    return {
        id_: (int(cell(row, "n")), int(cell(row, "shared")), cell(row, "support"))
        for id_, row in chart.table.by_id.items()
    }


def scene_of(prepared: Prepared, selection: Selection) -> Scene:
    spec = MapMeasure(Measure.PROPOSALS, Scale.ABSOLUTE)
    return Scene(prepared, selection, date(2026, 11, 28), VI, spec, (MapLayer.PROPOSAL,))


@settings(max_examples=12, phases=PHASES)
@given(selection=selections())
def test_every_form_counts_a_proposal_of_several_districts_by_one_rule(
    any_record: Prepared, selection: Selection
) -> None:
    selection = replace(selection, districts=())
    rows, whole = select(any_record, selection), select(any_record, Selection())
    expected, table, sums = plain(any_record, selection), unit_table(rows), unit_sums(rows)
    measures = {
        measure: measure_values(MapMeasure(measure, Scale.ABSOLUTE), rows, whole)
        for measure in (Measure.PROPOSALS, Measure.SUPPORT)
    }
    chart = funding_district_chart(rows, Look("light", VI, selection))
    deck = districts_slide(scene_of(any_record, selection))
    files = {str(row["code"]): row for row in area_table(rows, OCCASION)[0].to_dict("records")}
    names = {
        cells[0].text: cells for block in deck.blocks if isinstance(block, TableBlock) for cells in block.table.rows
    }
    heads = [column.heading for block in deck.blocks if isinstance(block, TableBlock) for column in block.table.columns]
    for line, (n, n_shared, support, shared) in expected.items():
        row = table.loc[line]
        assert [number(row[name]) for name in ("proposals", "n_shared", "support_vnd", "shared_vnd")] == [
            n,
            n_shared,
            support,
            shared,
        ]
        assert of_chart(chart).get(line, (0, 0, 0.0)) == (n, n_shared, support)
        alone = select(any_record, replace(selection, districts=(line,)))
        figures = {one.id: one for one in kpis(alone, whole)}
        if line in DISTRICT_CODES:
            assert number(measures[Measure.PROPOSALS].absolute[line]) == n
            assert measures[Measure.PROPOSALS].shared.get(line, 0) == n_shared
            assert number(measures[Measure.SUPPORT].absolute[line]) == support
            assert (number(files[line]["proposals"]), number(files[line]["n_shared"])) == (n, n_shared)
            assert (number(files[line]["support_vnd"]), number(files[line]["beside_vnd"])) == (support, shared)
            beside = beside_part(VI.money(shared), VI) if shared else ""
            assert bool(shared) == (line in measures[Measure.SUPPORT].apart_vnd)
            assert beside in areas(measures[Measure.SUPPORT], MapView((), "light", VI))[line].lines[0]
            assert beside == beside_words(alone, VI)
            tile = kpi_words(figures[KpiId.SUPPORT], alone, VI)
            assert beside in tile.basis + tile.beside
            tooltip = areas(measures[Measure.PROPOSALS], MapView((), "light", VI))[line].lines[0]
            assert shared_words(n_shared, VI) in tooltip
        assert number(figures[KpiId.PROPOSALS].value) == n
        assert number(figures[KpiId.SUPPORT].value) == support
        if n_shared and figures[KpiId.PROPOSALS].is_published_large is False:
            said = kpi_words(figures[KpiId.PROPOSALS], alone, VI)
            assert shared_words(n_shared, VI) in said.basis + said.beside
    shared_once = number(sums["shared_vnd"])
    assert sum(own for _, _, own, _ in expected.values()) + shared_once == number(sums["support_vnd"])
    n_rows = len(rows.proposals)
    assert number(sums["proposals"]) == number(measures[Measure.PROPOSALS].total) == chart.n == n_rows
    assert number(sums["support_vnd"]) == number(measures[Measure.SUPPORT].total) == rows.proposals["support_vnd"].sum()
    if n_rows:
        assert cell(chart.table.by_column(chart.table.footer[0]), "n") == n_rows
    if names:
        place = heads.index(VI.text("Proposals"))
        by_name = {cells[0].text: number(cells[place].value) for cells in names.values()}
        known = known_lines(rows, whole)[Measure.PROPOSALS]
        large = {code: number(known[code].value) for code in DISTRICT_CODES}
        assert sorted(by_name.values()) == sorted(large.values())
        assert all(large[code] == expected[code][0] for code in DISTRICT_CODES if known[code].published is None)


@settings(max_examples=8, phases=PHASES)
@given(selection=selections())
def test_the_rule_is_said_in_the_same_words_on_map_chart_and_slides(any_record: Prepared, selection: Selection) -> None:
    selection = replace(selection, districts=())
    scene = scene_of(any_record, selection)
    n = int(number(unit_sums(scene.selected)["n_shared"]))
    note = shared_note(n, VI)
    state = map_state(
        scene.selected,
        measure_values(scene.spec, scene.selected, scene.whole),
        MapView(scene.layers, "light", VI),
    )
    chart = funding_district_chart(scene.selected, Look("light", VI, selection))
    shown = [state.legend.notes, chart.notes, districts_slide(scene).notes, map_slide(scene).notes]
    assert [bool(n) and any(note in one for one in notes) for notes in shown] == [bool(n)] * len(shown)
    assert any("liên huyện" in line for mark in state.layers[0].marks for line in mark.lines) <= bool(n)
