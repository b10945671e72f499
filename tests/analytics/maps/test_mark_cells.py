"""However many rows there are, the map gets few marks, and together they stand for every placed row."""

from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point
from shapely.geometry.base import BaseGeometry

from analytics.maps.mark_cells import Window, grid_of, read_window
from analytics.maps.marks import MOST_CELLS, MOST_MARKS, MapLayer, MapView, mark_layer
from analytics.maps.measures import MapMeasure, measure_values
from analytics.maps.state import map_state
from analytics.prepared.tables import Prepared, prepare
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.drawn_rows import QUALITIES, drawn_rows
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.boundaries import load_layer
from geodata.illustrative import illustrative_record
from geodata.layers import Layer
from geodata.schema.vocabulary import LocationQuality
from tests.analytics.strategies import selections

VI = Language("vi")
LAYERS = (MapLayer.FACILITY, MapLayer.PROPOSAL, MapLayer.OCOP)
MOST_BYTES = 40_000
NEAR_DEG = 0.0002
"""What rounding may move."""
points = st.lists(st.tuples(st.floats(21.1, 21.7), st.floats(105.8, 107.1)), min_size=1, max_size=200)
windows = st.builds(
    lambda west, south, width, height: Window(west, south, west + width, south + height),
    st.floats(105.8, 107.0),
    st.floats(21.1, 21.6),
    st.floats(0.001, 0.8),
    st.floats(0.001, 0.4),
)


@pytest.fixture(scope="module")
def large() -> Prepared:
    return prepare(illustrative_record(6000, seed=5))


def drawn(prepared: Prepared, layer: MapLayer, selection: Selection, window: Window | None) -> tuple[Layer, int]:
    rows = drawn_rows(select(prepared, selection), layer)
    return mark_layer(rows, MapView((layer,), "light", VI, window)), int((~np.isnan(rows.lat)).sum())


def total(layer: Layer) -> int:
    return len(layer.marks) + sum(n for cells in layer.cells for _, _, n, _ in cells.marks)


@given(rows=points, most=st.integers(1, 50))
def test_a_grid_numbers_every_point_and_keeps_to_its_limit(rows: list[tuple[float, float]], most: int) -> None:
    lat, lon = np.array(rows).T
    grid = grid_of(lat, lon, most)
    assert grid.n_cells <= most
    assert set(grid.cell.tolist()) == set(range(grid.n_cells))
    for number in range(grid.n_cells):
        there = grid.cell == number
        assert np.ptp(lat[there]) <= grid.step * 1.000001
        assert np.ptp(lon[there]) <= grid.step * 1.000001


def test_points_that_are_far_enough_apart_stay_alone() -> None:
    lat, lon = np.array([21.2, 21.2, 21.6]), np.array([106.0, 106.004, 106.9])
    assert grid_of(lat, lon, 3).n_cells == 3


@given(selection=selections(), window=st.none() | windows, layer=st.sampled_from(LAYERS))
def test_marks_and_cells_stand_for_every_placed_row(
    large: Prepared, selection: Selection, window: Window | None, layer: MapLayer
) -> None:
    shown, n_placed = drawn(large, layer, selection, window)
    assert total(shown) == n_placed
    n_units = len(units_of(Vintage.COMMUNES_2020)) + len(units_of(Vintage.DISTRICTS_2024))
    most = MOST_MARKS + 3 * n_units if window is None else 3 * n_units + max(MOST_MARKS, 3 * MOST_CELLS)
    assert len(shown.marks) + sum(len(cells.marks) for cells in shown.cells) <= most
    assert all(n > 1 for cells in shown.cells for _, _, n, _ in cells.marks)


@given(selection=selections(), window=st.none() | windows, layer=st.sampled_from(LAYERS))
def test_a_mark_lies_in_the_unit_it_names_and_stands_for_rows_of_no_other(
    large: Prepared, selection: Selection, window: Window | None, layer: MapLayer
) -> None:
    shown, _ = drawn(large, layer, selection, window)
    rows = drawn_rows(select(large, selection), layer)
    districts = rows.units(Vintage.DISTRICTS_2024)
    of_rows = Counter(districts.known[code] if code >= 0 else "" for code in districts.codes[~np.isnan(rows.lat)])
    of_marks: Counter[str] = Counter()
    for mark in shown.marks:
        of_marks[mark.unit.split(".")[0]] += 1
        assert_inside(mark.unit, mark.lat, mark.lon)
    for cells in shown.cells:
        for lat, lon, n, number in cells.marks:
            of_marks[cells.units[number].split(".")[0]] += n
            assert_inside(cells.units[number], lat, lon)
    assert of_marks == of_rows


def assert_inside(unit: str, lat: float, lon: float) -> None:
    district, _, commune = unit.partition(".")
    layer, code = ("communes_2020", commune) if commune else ("districts_2024", district)
    if code:
        land = lands(layer)[code]
        assert land.distance(Point(lon, lat)) < NEAR_DEG, unit


@cache
def lands(layer: str) -> dict[str, BaseGeometry]:
    frame = load_layer(layer)
    return dict(zip(frame["code"], frame.geometry, strict=True))


@given(selection=selections(), window=st.none() | windows, layer=st.sampled_from(LAYERS))
def test_rows_whose_place_is_not_exact_are_one_mark_a_unit_however_close_one_looks(
    large: Prepared, selection: Selection, window: Window | None, layer: MapLayer
) -> None:
    shown, n_placed = drawn(large, layer, selection, window)
    if n_placed <= MOST_MARKS:
        assert not shown.cells
        return
    for quality in ("commune", "district"):
        units = [mark.unit for mark in shown.marks if mark.quality == quality]
        units += [
            cells.units[number] for cells in shown.cells if cells.quality == quality for *_, number in cells.marks
        ]
        assert len(units) == len(set(units))


def test_few_rows_are_single_marks(large: Prepared) -> None:
    shown, n_placed = drawn(large, MapLayer.FACILITY, Selection(districts=("220",), sectors=("wood",)), None)
    assert 0 < n_placed <= MOST_MARKS
    assert len(shown.marks) == n_placed
    assert shown.cells == ()


def test_looking_closer_shows_smaller_cells_and_then_single_facilities(large: Prepared) -> None:
    steps = []
    for half in (0.3, 0.15, 0.05):
        window = Window(106.2 - half, 21.3 - half, 106.2 + half, 21.3 + half)
        shown, _ = drawn(large, MapLayer.FACILITY, Selection(), window)
        steps.append(min((cells.step for cells in shown.cells), default=0))
    assert steps == sorted(steps, reverse=True)
    near = Window(106.19, 21.29, 106.21, 21.31)
    shown, _ = drawn(large, MapLayer.FACILITY, Selection(), near)
    rows = drawn_rows(select(large, Selection()), MapLayer.FACILITY)
    inside = near.holds(rows.lat, rows.lon) & (rows.quality == QUALITIES.index(LocationQuality.EXACT))
    assert 0 < inside.sum() <= sum(near.holds(np.array([m.lat]), np.array([m.lon]))[0] for m in shown.marks) + 1


@pytest.mark.parametrize("window", [None, Window(106.1, 21.2, 106.5, 21.4)])
def test_what_is_sent_stays_small(large: Prepared, window: Window | None) -> None:
    whole = select(large, Selection())
    measure = measure_values(MapMeasure(), whole, whole)
    state = map_state(whole, measure, MapView(LAYERS[:2], "light", VI, window))
    assert len(state.payload()) <= MOST_BYTES


def test_a_window_is_read_from_what_the_map_sends() -> None:
    assert read_window("106.1,21.2,106.5,21.4") == Window(106.1, 21.2, 106.5, 21.4)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "106,21,105,22", "106,22,107,21", "nan,21,107,22", "inf,1,2,3", "a,b,c,d", "1" * 500],
)
def test_what_is_no_window_is_left_out(text: str) -> None:
    assert read_window(text) is None
