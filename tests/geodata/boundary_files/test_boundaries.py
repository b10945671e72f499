import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geodata.boundaries import ATTRIBUTION, LAYERS, layer_path, load_layer
from geodata.boundary_files import build
from geodata.places.registry import all_pieces
from geodata.places.units import TEN_DISTRICTS, TenDistrict

UNIT_LAYERS = ("districts_2024", "districts_2025", "communes_2019", "communes_2020", "communes_2025")
LIMITS_KB = {
    "districts_2024": 60,
    "districts_2025": 60,
    "communes_2019": 250,
    "communes_2020": 250,
    "communes_2025": 250,
    "vietnam_inset": 30,
    "world": 250,
}
COUNTS = {
    "districts_2024": 10,
    "districts_2025": 10,
    "communes_2019": 230,
    "communes_2020": 209,
    "communes_2025": 58,
    "province": 1,
    "neighbours": 6,
    "rivers": 3,
    "places": 16,
    "world": 240,
}
NOTHING = pytest.approx(0, abs=1e-9)


def shapes(layer: str) -> dict[str, shapely.Geometry]:
    frame = load_layer(layer)
    return dict(zip(frame["code"], frame.geometry, strict=True))


@pytest.mark.parametrize(("layer", "limit_kb"), LIMITS_KB.items())
def test_layer_is_small_enough_for_the_screen(layer: str, limit_kb: int) -> None:
    assert layer_path(layer).stat().st_size <= limit_kb * 1000


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_carries_its_attribution_and_says_that_it_is_generalised(layer: str) -> None:
    collection = json.loads(layer_path(layer).read_text("utf-8"))
    assert collection["attribution"] == ATTRIBUTION
    assert "Khái quát hóa" in collection["note"]


@pytest.mark.parametrize("layer", LAYERS)
def test_shapes_are_valid_and_in_degrees(layer: str) -> None:
    frame = load_layer(layer)
    assert frame.crs == "EPSG:4326"
    assert not frame.geometry.is_empty.any()
    assert frame[~frame.geometry.is_valid].empty


@pytest.mark.parametrize(("layer", "count"), COUNTS.items())
def test_layer_has_all_its_units(layer: str, count: int) -> None:
    frame = load_layer(layer)
    if "is_commune" in frame:
        assert frame.loc[~frame["is_commune"], "code"].tolist() == ["TB1-219", "TB1-220"]
        frame = frame[frame["is_commune"]]
    assert len(frame) == count


def test_an_unknown_layer_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(KeyError, match="districts_2024"):
        layer_path("districts")


@pytest.mark.parametrize("layer", [*UNIT_LAYERS, "neighbours"])
def test_units_of_a_layer_neither_overlap_nor_gape(layer: str) -> None:
    geometries = load_layer(layer).geometry.to_numpy()
    assert shapely.coverage_is_valid(geometries)
    whole = shapely.union_all(geometries)
    holes = shapely.get_num_interior_rings(shapely.get_parts(whole)).sum()
    assert holes == (1 if layer == "neighbours" else 0), "the province is the only hole that may be"


def test_no_two_districts_share_land() -> None:
    for one, other in combinations(load_layer("districts_2024").geometry, 2):
        assert one.intersection(other).area == NOTHING


@pytest.mark.parametrize("layer", UNIT_LAYERS)
def test_units_add_up_to_the_province(layer: str) -> None:
    province = shapes("province")["24"]
    assert shapely.union_all(load_layer(layer).geometry.to_numpy()).symmetric_difference(province).area == NOTHING


def test_the_province_and_its_neighbours_share_their_lines() -> None:
    around = load_layer("neighbours").geometry.tolist()
    assert shapely.coverage_is_valid([shapes("province")["24"], *around])


@pytest.mark.parametrize(
    ("communes", "code", "districts", "district"),
    [
        ("communes_2019", "code_2019", "districts_2024", "district_2024"),
        ("communes_2020", "code_2020", "districts_2024", "district_2024"),
        ("communes_2020", "code_2020", "districts_2025", "district_2025"),
    ],
)
def test_districts_are_the_union_of_their_communes(communes: str, code: str, districts: str, district: str) -> None:
    parts = shapes(communes)
    for district_code, whole in shapes(districts).items():
        codes = {getattr(piece, code) for piece in all_pieces() if getattr(piece, district) == district_code}
        assert shapely.union_all([parts[part] for part in codes]).symmetric_difference(whole).area == NOTHING


@pytest.mark.parametrize("district", TEN_DISTRICTS, ids=lambda district: district.short_name)
def test_area_is_within_seven_per_mille_of_the_official_one(district: TenDistrict) -> None:
    frame = load_layer("districts_2024").set_index("code").to_crs("ESRI:54034")
    assert frame.geometry[district.code].area / 1e6 == pytest.approx(district.area_km2, rel=0.007)


@pytest.mark.parametrize("layer", [*UNIT_LAYERS, "province"])
def test_label_points_are_inside(layer: str) -> None:
    frame = load_layer(layer)
    labels = gpd.points_from_xy(frame["label_lon"], frame["label_lat"])
    assert frame[~frame.geometry.intersects(gpd.GeoSeries(labels, crs=frame.crs))].empty


def test_the_inset_keeps_hoang_sa_and_truong_sa_with_their_labels() -> None:
    frame = load_layer("vietnam_inset").set_index("id")
    assert shapely.get_num_geometries(frame.geometry["HS"]) == 46
    assert shapely.get_num_geometries(frame.geometry["TS"]) == 140
    assert frame["name"]["HS-label"] == "Quần đảo Hoàng Sa (Việt Nam)"
    assert frame["name"]["TS-label"] == "Quần đảo Trường Sa (Việt Nam)"


def test_the_world_keeps_the_islands_of_viet_nam() -> None:
    vietnam = load_layer("world").set_index("iso_a3").geometry["VNM"]
    for west, south, east, north in ((111, 15.5, 113, 17.3), (111, 6.5, 118, 12)):
        assert vietnam.intersects(shapely.box(west, south, east, north))


def test_a_layer_is_named_without_loading_geopandas() -> None:
    code = (
        "import sys, geodata.boundaries as b; b.layer_path('province').read_text(); print('geopandas' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"


def test_building_again_gives_the_files_that_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (sources := os.environ.get("KHUYENCONG_SOURCES")):
        pytest.skip(
            "the source layers stand outside the repository; KHUYENCONG_SOURCES names the folder that holds boundaries/"
        )
    (tmp_path / "layers").mkdir()
    monkeypatch.setattr(build, "BOUNDARIES_FOLDER", tmp_path)
    monkeypatch.setattr(build, "bundled_path", lambda name: tmp_path / "layers" / f"{name}.json")
    build.build(Path(sources) / "boundaries")
    kept = layer_path("province").parent.parent
    for built in [*tmp_path.glob("*.csv"), *tmp_path.glob("layers/*.json")]:
        assert built.read_bytes() == (kept / built.relative_to(tmp_path)).read_bytes(), built.name
