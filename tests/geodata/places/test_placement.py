import random
import time

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.boundaries import load_layer
from geodata.places.placement import spread_points

COMMUNES = load_layer("communes_2020").set_index("code").geometry
DISTRICTS = load_layer("districts_2024").set_index("code").geometry
METRES = 111_000


def rows(count: int, **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "facility_id": [f"f-{number:06d}" for number in range(count)],
            "commune_code": None,
            "district_code": None,
            "location_quality": "unknown",
            "lon": pd.array([None] * count, dtype="Float64"),
            "lat": pd.array([None] * count, dtype="Float64"),
        }
    )
    return frame.assign(**columns)


def nearest_m(frame: pd.DataFrame) -> float:
    lon, lat = frame["lon"].to_numpy(float) * np.cos(np.radians(21.3)), frame["lat"].to_numpy(float)
    apart = np.hypot(lon[:, None] - lon[None, :], lat[:, None] - lat[None, :])
    return float(apart[np.triu_indices(len(frame), 1)].min() * METRES)


@pytest.mark.parametrize("count", [1, 2, 30, 400])
def test_points_of_each_commune_are_inside_it_and_apart(count: int) -> None:
    for code, area in COMMUNES.items():
        placed = spread_points(rows(count, location_quality="commune", commune_code=code), key="facility_id")
        inside = shapely.contains_xy(area, placed["lon"].to_numpy(float), placed["lat"].to_numpy(float))
        assert placed[~inside].empty, code
        assert len(placed[["lon", "lat"]].drop_duplicates()) == count, code


@pytest.mark.parametrize("code", DISTRICTS.index)
def test_points_of_a_district_are_inside_it_and_do_not_hide_each_other(code: str) -> None:
    placed = spread_points(rows(40, location_quality="district", district_code=code), key="facility_id")
    inside = shapely.contains_xy(DISTRICTS[code], placed["lon"].to_numpy(float), placed["lat"].to_numpy(float))
    assert placed[~inside].empty
    assert nearest_m(placed) > 500


def test_an_exact_location_is_kept_and_an_unknown_one_is_none() -> None:
    frame = rows(2, location_quality=["exact", "unknown"], lon=[106.2, 106.3], lat=[21.3, 21.4], commune_code="07603")
    placed = spread_points(frame, key="facility_id")
    assert placed[["lon", "lat"]].iloc[0].tolist() == [106.2, 21.3]
    assert placed[["lon", "lat"]].iloc[1].isna().all()


@pytest.mark.parametrize("code", [None, "99999", "07669"])
def test_a_commune_that_is_not_in_the_layer_gets_no_point(code: str | None) -> None:
    placed = spread_points(rows(1, location_quality="commune", commune_code=code), key="facility_id")
    assert placed[["lon", "lat"]].isna().all(axis=None)


def test_the_frame_given_is_left_alone_and_may_be_empty() -> None:
    frame = rows(3, location_quality="commune", commune_code="07603")
    before = frame.copy()
    spread_points(frame, key="facility_id")
    pd.testing.assert_frame_equal(frame, before)
    assert spread_points(rows(0), key="facility_id").empty


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(shuffler: random.Random) -> None:
    frame = rows(
        60, location_quality=["commune", "district", "unknown"] * 20, commune_code="07525", district_code="219"
    )
    order = list(frame.index)
    shuffler.shuffle(order)
    placed = spread_points(frame, key="facility_id")
    shuffled = spread_points(frame.loc[order], key="facility_id")
    pd.testing.assert_frame_equal(shuffled.sort_index(), placed)


def test_ten_thousand_rows_are_quick() -> None:
    codes = np.random.default_rng(1).choice(COMMUNES.index, 10_000)
    frame = rows(10_000, location_quality="commune", commune_code=codes)
    spread_points(frame.head(1), key="facility_id")
    start = time.perf_counter()
    spread_points(frame, key="facility_id")
    assert time.perf_counter() - start < 0.5
