"""A boundary file that is damaged, too large or made to do harm is refused, and nothing changes."""

import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest

from tests.geodata.boundary_files import boundary_files as made
from tests.geodata.boundary_files.boundary_files import refusal


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHUYENCONG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def districts() -> gpd.GeoDataFrame:
    return made.own_units("districts_2024")


def _zip(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a.shp")
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ([("../a.shp", b"x")], "member_leads_out"),
        ([("/etc/a.shp", b"x")], "member_leads_out"),
        ([("..\\a.shp", b"x")], "member_leads_out"),
        ([("a.shp", bytes(40_000_000))], "member_grows"),
        ([(f"{i}.txt", b"x") for i in range(300)], "too_many_members"),
        ([("a.shp", b"x")], "parts_missing, wanted=a, parts=['.shx', '.dbf']"),
        ([("a.shp", b"x"), ("a.shx", b"x"), ("a.dbf", b"x")], "no_shapes"),
        ([("a.txt", b"x")], "no_shapefile"),
        ([("a.shp", b"x"), ("b.shp", b"x")], "layer_open, layers=['a', 'b']"),
        ([("x/a.shp", b"x"), ("y/a.shp", b"x")], "shapefile_twice, wanted=a"),
    ],
)
def test_hostile_archives_are_refused(members: list[tuple[str, bytes]], named: str, tmp_path: Path) -> None:
    assert named in refusal(_zip(tmp_path / "official.zip", *members))
    assert not (tmp_path / "a.shp").exists()


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    assert "member_link" in refusal(_zip(tmp_path / "official.zip", (_link(), b"/etc/passwd")))


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_truncated_file_is_refused(share: float, districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    files = (
        made.shapefile(districts, tmp_path / "official.zip"),
        made.geopackage(districts, tmp_path / "official.gpkg"),
        made.geojson(districts, tmp_path / "official.geojson"),
    )
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        assert path.name in refusal(path)


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("official.gpkg", b"<OGRVRTDataSource/>", "no_geopackage"),
        ("official.gpkg", b"", "no_geopackage"),
        ("official.geojson", b'{"type":"gdal_streamed_alg","command_line":"x"}', "no_collection"),
        ("official.geojson", b"[" * 200_000, "no_geojson"),
        ("official.geojson", b'{"type":"FeatureCollection","features":[]}', "no_features"),
        ("official.geojson", b'{"type":"FeatureCollection","features":[1, {"properties": 3}]}', "no_geometry"),
        ("official.geojson", b'{"type":"FeatureCollection","features":[{"geometry": {"type": "x"}}]}', "bad_geometry"),
        ("official.shp", b"x", "unknown_format"),
        ("official.zip", b"PK", "damaged_zip"),
    ],
)
def test_what_is_no_boundary_file_is_refused(name: str, content: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert named in refusal(tmp_path / name)


def test_a_missing_file_and_a_large_one_are_refused(tmp_path: Path) -> None:
    assert "no_file" in refusal(tmp_path / "nowhere.gpkg")
    with (tmp_path / "large.gpkg").open("wb") as file:
        file.truncate(60_000_000)
    assert "file_too_large, mb=60, limit=50" in refusal(tmp_path / "large.gpkg")


def test_a_query_in_place_of_a_table_is_not_run(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = made.geopackage(districts, tmp_path / "official.gpkg")
    with sqlite3.connect(path) as base:
        base.execute("ALTER TABLE DiaPhan RENAME TO hidden")
        base.execute(
            "CREATE VIEW DiaPhan AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT n.i AS fid, hidden.geom FROM n, hidden"
        )
        base.execute("UPDATE gpkg_contents SET table_name = 'DiaPhan' WHERE table_name = 'hidden'")
    base.close()
    assert "no_layer" in refusal(path)
