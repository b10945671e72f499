"""Official boundaries take the place of ours only when every unit is there, once, whole and where it belongs."""

import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geodata.boundaries import ATTRIBUTION, UNIT_LAYERS, attribution, bundled_path, layer_path, own_path
from geodata.boundary_files import replace as replace_module
from geodata.boundary_files.columns import READINGS, match_columns
from geodata.boundary_files.problems import BoundaryFileError, NoteCode, ProblemCode, Where
from geodata.boundary_files.replace import examine, replace, take_back
from geodata.boundary_files.unit_sets import KB_LIMITS, unit_set
from geodata.legacy_letters import TCVN3
from tests.geodata.boundary_files import boundary_files as made
from tests.geodata.boundary_files.boundary_files import SOURCE, noted, refusal


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHUYENCONG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def districts() -> gpd.GeoDataFrame:
    return made.own_units("districts_2024")


def taken_layer(vintage: str) -> dict:
    assert layer_path(vintage) == own_path(vintage)
    return json.loads(layer_path(vintage).read_text("utf-8"))


@pytest.mark.parametrize("vintage", UNIT_LAYERS)
def test_every_layer_can_be_replaced_and_taken_back(vintage: str, tmp_path: Path) -> None:
    path = made.geopackage(made.own_units(vintage), tmp_path / "official.gpkg")
    taken = replace(path, attribution=SOURCE)
    assert taken.vintage == vintage, "the set is known by its units"
    layer, ours = taken_layer(vintage), json.loads(bundled_path(vintage).read_text("utf-8"))
    assert layer["attribution"] == SOURCE
    properties = [feature["properties"] for feature in layer["features"]]
    kept = ("code", "name", "short_name", "kind", "district_code", "is_commune")
    assert [{key: one.get(key) for key in kept} for one in properties] == [
        {key: feature["properties"].get(key) for key in kept} for feature in ours["features"]
    ]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in layer["features"]])
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert {*shapely.get_type_id(shapes)} <= {3, 6}
    assert shapely.contains_xy(shapes, [p["label_lon"] for p in properties], [p["label_lat"] for p in properties]).all()
    assert layer_path(vintage).stat().st_size <= KB_LIMITS[vintage] * 1000
    assert take_back(vintage) == (vintage,)
    assert layer_path(vintage) == bundled_path(vintage)
    assert take_back() == ()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32648", "EPSG:3405", "EPSG:3857", "EPSG:9210"])
def test_any_coordinate_system_is_read(crs: str, tmp_path: Path) -> None:
    path = made.geopackage(made.own_units("districts_2024", crs), tmp_path / "official.gpkg")
    assert noted(replace(path, attribution=SOURCE))[NoteCode.LEAST_OVERLAP]["overlap"] > 0.999


def test_geojson_and_zipped_shapefile_are_read_like_geopackage(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    for path in (
        made.geojson(districts, tmp_path / "official.geojson"),
        made.shapefile(districts, tmp_path / "official.zip", folder="Bắc Giang/"),
    ):
        taken = replace(path, attribution=SOURCE)
        assert taken.report[0].where == Where(path.name, "DiaPhan" if path.suffix == ".zip" else "official")
        assert noted(taken)[NoteCode.CODES_FROM] == {"column": "Mã"}
        assert noted(taken)[NoteCode.NAMES_FROM] == {"column": "TEN_HUYEN"}


def test_lines_that_differ_by_metres_are_closed(tmp_path: Path) -> None:
    frame = made.jittered(made.own_units("communes_2020"), 4)
    taken = replace(made.geopackage(frame, tmp_path / "official.gpkg"), attribution=SOURCE)
    assert {NoteCode.OVERLAPS_CLOSED, NoteCode.HOLES_CLOSED} & noted(taken).keys()
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in taken_layer("communes_2020")["features"]])
    assert shapely.coverage_is_valid(shapes)
    assert len(shapely.get_rings(shapely.union_all(shapes))) == 1


@pytest.mark.parametrize("leave_out", [(), (".cpg",)])
def test_names_are_read_with_and_without_their_table(
    districts: gpd.GeoDataFrame, leave_out: tuple[str, ...], tmp_path: Path
) -> None:
    frame = districts[["TEN_HUYEN", "geometry"]]
    path = made.shapefile(frame, tmp_path / "official.zip", leave_out=leave_out)
    notes = noted(examine(path, attribution=SOURCE))
    assert notes[NoteCode.NAMES_FROM] == {"column": "TEN_HUYEN"}
    assert notes.get(NoteCode.READ_AS) == ({"column": "TEN_HUYEN", "table": "UTF-8"} if leave_out else None)


def test_tcvn3_names_are_read() -> None:
    letters = {letter: sign for sign, letter in TCVN3.items()}
    units = unit_set("districts_2024")
    names = ["".join(letters.get(letter, letter) for letter in unit.name) for unit in units.units.values()]
    matching = match_columns({"ten": names}, units)
    assert [codes[0] for codes in matching.found] == list(units.units)
    assert matching.name
    assert matching.name.table == "TCVN3"


@pytest.mark.parametrize(("table", "encoding"), [("UTF-8", "utf-8"), ("Windows-1258", "cp1258")])
def test_bytes_taken_for_latin_letters_are_read_again(table: str, encoding: str) -> None:
    written = {"utf-8": "Thị xã Việt Yên", "cp1258": "Thi\u0323 xa\u0303 Viê\u0323t Yên"}[encoding]
    assert READINGS[table](written.encode(encoding).decode("latin-1")) == "Thị xã Việt Yên"


def test_lines_that_all_lie_a_little_aside_are_taken_as_they_are(tmp_path: Path) -> None:
    frame = made.own_units("communes_2020")
    aside = frame.set_geometry(frame.geometry.translate(80, -60))
    taken = examine(made.geopackage(aside, tmp_path / "official.gpkg"), attribution=SOURCE)
    assert NoteCode.ALL_CORNERS in noted(taken)


def test_names_that_repeat_are_told_apart_by_their_district(tmp_path: Path) -> None:
    frame = made.own_units("communes_2020").drop(columns="Mã")
    taken = examine(made.geopackage(frame, tmp_path / "official.gpkg"), attribution=SOURCE)
    assert noted(taken)[NoteCode.DISTRICTS_FROM] == {"column": "THUOC"}


def test_names_that_repeat_are_told_apart_by_their_place(tmp_path: Path) -> None:
    frame = made.own_units("communes_2020")[["TEN_XA", "geometry"]]
    assert examine(made.geopackage(frame, tmp_path / "official.gpkg"), attribution=SOURCE).vintage == "communes_2020"


def test_running_numbers_are_no_codes(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    frame = districts.drop(columns="Mã").assign(ID=["223", *districts["Mã"][:-1]])
    taken = examine(made.geopackage(frame, tmp_path / "official.gpkg"), attribution=SOURCE)
    assert NoteCode.CODES_FROM not in noted(taken)


def test_what_lies_outside_the_province_is_left_aside(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    away = districts.iloc[:3].assign(geometry=districts.geometry.iloc[:3].translate(500_000), TEN_HUYEN="Huyện Lục Nam")
    both = gpd.GeoDataFrame(gpd.pd.concat([districts, away]), crs=districts.crs)
    taken = examine(made.geopackage(both, tmp_path / "official.gpkg"), attribution=SOURCE)
    assert noted(taken)[NoteCode.LEFT_ASIDE] == {"count": 3}


def test_degrees_without_a_coordinate_system_are_taken_and_said(tmp_path: Path) -> None:
    frame = made.own_units("districts_2024", "EPSG:4326")
    path = made.shapefile(frame, tmp_path / "official.zip", leave_out=(".prj",))
    assert NoteCode.CRS_ASSUMED in noted(examine(path, attribution=SOURCE))


def test_metres_without_a_coordinate_system_need_it_named(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = made.shapefile(districts, tmp_path / "official.zip", leave_out=(".prj",))
    assert "crs_missing" in refusal(path)
    assert examine(path, attribution=SOURCE, crs="EPSG:3405").vintage == "districts_2024"
    assert "crs_option, crs=EPSG:0" in refusal(path, crs="EPSG:0")


def test_a_line_that_crosses_itself_is_mended_and_said(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    shapes = districts.geometry.to_list()
    ring = [*shapes[0].exterior.coords]
    x, y = ring[0]
    shapes[0] = shapely.Polygon([*ring[:-1], (x + 8, y + 8), (x + 8, y), (x, y + 8), ring[0]], shapes[0].interiors)
    assert not shapes[0].is_valid
    frame = districts.set_geometry(shapes, crs=districts.crs)
    taken = examine(made.geopackage(frame, tmp_path / "official.gpkg"), attribution=SOURCE)
    assert "Self-intersection" in noted(taken)[NoteCode.MENDED]["reason"]
    assert [note.where.features for note in taken.report if note.code is NoteCode.MENDED] == [(1,)]


def test_a_layer_is_chosen_by_name(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = made.geopackage(districts, tmp_path / "official.gpkg", "Huyen")
    made.geopackage(made.own_units("communes_2025"), path, "Xa")
    assert "layer_open, layers=['Huyen', 'Xa']" in refusal(path)
    assert "layer_unknown, wanted=Tinh" in refusal(path, layer="Tinh")
    assert examine(path, attribution=SOURCE, layer="Xa").vintage == "communes_2025"


Change = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


def _with(frame: gpd.GeoDataFrame, column: str, changes: dict[int, object]) -> gpd.GeoDataFrame:
    values = frame[column].to_list()
    for row, value in changes.items():
        values[row] = value
    return frame.set_geometry(values, crs=frame.crs) if column == "geometry" else frame.assign(**{column: values})


def _swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return _with(frame, "TEN_HUYEN", {1: frame["TEN_HUYEN"][2], 2: frame["TEN_HUYEN"][1]})


def _grown(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return _with(frame, "geometry", {3: frame.geometry[3].buffer(400)})


def _shrunk(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    hole = frame.geometry[4].representative_point().buffer(600)
    return _with(frame, "geometry", {4: frame.geometry[4].difference(hole)})


def _crossed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    west, south, east, north = frame.geometry[5].bounds
    bow = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    return _with(frame, "geometry", {5: bow})


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda frame: frame.drop(index=3), "unit_missing, unit=Huyện Lạng Giang (217)"),
        (lambda frame: gpd.pd.concat([frame, frame.iloc[[3]]]), "/4,11: unit_twice, unit=Huyện Lạng Giang (217)"),
        (_swapped, "code_and_name, code=215, unit=Huyện Yên Thế, name=Huyện Tân Yên"),
        (lambda frame: _swapped(frame).drop(columns="Mã"), "unit_elsewhere, unit=Huyện Tân Yên (216), share="),
        (
            lambda frame: _with(_with(frame, "Mã", {3: "999"}), "TEN_HUYEN", {3: "Huyện Lạng Sơn"}),
            "/4: left_over, set=districts_2024, texts=['Mã = “999”', 'TEN_HUYEN = “Huyện Lạng Sơn”']",
        ),
        (
            lambda frame: _with(_with(frame, "Mã", {3: "999"}), "TEN_HUYEN", {3: "Huyện Lạng Giangg"}),
            "TEN_HUYEN = “Huyện Lạng Giangg”'], nearest=Huyện Lạng Giang",
        ),
        (_grown, "overlap, unit="),
        (_shrunk, "hole, km2="),
        (_crossed, "invalid_polygon, reason=Self-intersection"),
        (lambda frame: made.shifted(frame, 0.1), "unit_elsewhere"),
        (lambda frame: made.shifted(frame, 5), "elsewhere, example="),
        (lambda frame: frame.set_crs("EPSG:32649", allow_override=True), "elsewhere, example="),
        (lambda frame: frame.to_crs("EPSG:4326").set_crs("EPSG:3405", allow_override=True), "elsewhere, example="),
        (lambda frame: frame.iloc[:0], "no_features"),
        (lambda frame: frame.set_geometry(frame.representative_point()), "/1: no_polygon, kind=Point"),
        (lambda frame: frame.set_geometry(frame.boundary), "String"),
        (lambda frame: _with(frame, "geometry", {2: None}), "/3: no_geometry"),
        (lambda frame: frame[["OBJECTID", "geometry"]], "left_over_unnamed"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(
    change: Change, named: str, districts: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    frame = gpd.GeoDataFrame(change(districts))
    assert named in refusal(made.geopackage(frame, tmp_path / "official.gpkg"))


def test_exchanged_axes_are_named(tmp_path: Path) -> None:
    frame = made.own_units("districts_2024", "EPSG:4326")
    flipped = frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1]), crs="EPSG:4326")
    assert "axes_exchanged" in refusal(made.geojson(flipped, tmp_path / "official.geojson"))


def test_all_problems_are_named_at_once(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    frame = _grown(_swapped(districts)).drop(index=9)
    text = refusal(made.geopackage(frame, tmp_path / "official.gpkg"))
    assert all(part in text for part in ("unit_missing", "overlap, unit=", "code_and_name"))


def test_another_set_than_the_one_named_is_refused(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = made.geopackage(districts, tmp_path / "official.gpkg")
    assert "unit_missing, unit=Thị xã Chũ (224)" in refusal(path, vintage="districts_2025")


def test_the_map_names_the_source_of_what_it_shows(districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = made.geopackage(districts, tmp_path / "official.gpkg")
    assert attribution(UNIT_LAYERS) == ATTRIBUTION
    replace(path, attribution=SOURCE)
    assert attribution(UNIT_LAYERS) == f"{ATTRIBUTION} Ranh giới huyện, đến 31/12/2024: {SOURCE}"
    replace(path, attribution="Nguồn khác")
    assert attribution(UNIT_LAYERS).endswith(": Nguồn khác")
    take_back()
    assert attribution(UNIT_LAYERS) == ATTRIBUTION


@pytest.mark.parametrize("text", ["", "  ", "x" * 301, "a\x00b"])
def test_a_source_must_be_named(text: str, districts: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = made.geopackage(districts, tmp_path / "official.gpkg")
    with pytest.raises(BoundaryFileError) as caught:
        replace(path, attribution=text)
    assert [problem.code for problem in caught.value.problems] == [ProblemCode.ATTRIBUTION]
    assert layer_path("districts_2024") == bundled_path("districts_2024")


def test_a_crash_while_writing_leaves_the_set_of_before(
    districts: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.geopackage(districts, tmp_path / "official.gpkg")
    replace(path, attribution=SOURCE)
    before = own_path("districts_2024").read_bytes()

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(replace_module.os, "fsync", fail)
    with pytest.raises(BoundaryFileError, match="disk full"):
        replace(path, attribution="Nguồn khác")
    assert own_path("districts_2024").read_bytes() == before
    assert len(list(own_path("districts_2024").parent.iterdir())) == 1
