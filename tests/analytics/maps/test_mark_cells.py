"""However many rows there are, the map gets few marks, and together they stand for every placed row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.maps.mark_cells import Window, grid_of, read_window
from analytics.maps.marks import MOST_CELLS_INSIDE, MOST_CELLS_OUTSIDE, MOST_MARKS, MapLayer, MapView, mark_layer
from analytics.maps.measures import MapMeasure, measure_values
from analytics.maps.state import map_state
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.drawn_rows import drawn_rows
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.illustrative import illustrative_record
from geodata.layers import Layer
from tests.analytics.strategies import selections

VI = Language("vi")
LAYERS = (MapLayer.FACILITY, MapLayer.PROPOSAL, MapLayer.OCOP)
MOST_BYTES = 40_000
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
    return len(layer.marks) + sum(n for cells in layer.cells for _, _, n in cells.marks)


@given(rows=points, most=st.integers(1, 50))
def test_a_grid_numbers_every_point_and_keeps_to_its_limit(rows: list[tuple[float, float]], most: int) -> None:
    lat, lon = np.array(rows).T
    grid = grid_of(lat, lon, most)
    assert grid.n_cells <= most
    assert grid.counts.sum() == len(rows)
    assert (grid.counts > 0).all()
    for number in range(grid.n_cells):
        there = grid.cell == number
        assert np.ptp(lat[there]) <= grid.step * 1.000001
        assert np.ptp(lon[there]) <= grid.step * 1.000001
        assert grid.means(lat)[number] == pytest.approx(lat[there].mean())


def test_points_that_are_far_enough_apart_stay_alone() -> None:
    lat, lon = np.array([21.2, 21.2, 21.6]), np.array([106.0, 106.004, 106.9])
    assert grid_of(lat, lon, 3).n_cells == 3


@given(selection=selections(), window=st.none() | windows, layer=st.sampled_from(LAYERS))
def test_marks_and_cells_stand_for_every_placed_row(
    large: Prepared, selection: Selection, window: Window | None, layer: MapLayer
) -> None:
    shown, n_placed = drawn(large, layer, selection, window)
    assert total(shown) == n_placed
    most = MOST_MARKS if window is None else max(MOST_MARKS, MOST_CELLS_INSIDE) + max(MOST_MARKS, MOST_CELLS_OUTSIDE)
    assert len(shown.marks) + sum(len(cells.marks) for cells in shown.cells) <= most
    assert all(n > 1 for cells in shown.cells for _, _, n in cells.marks)


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
    inside = near.holds(rows.lat, rows.lon)
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
