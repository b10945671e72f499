"""Where a row lies: by numbers of communes in the list of its day, by what survey forms write, by areas at the quality of their size."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely

from geodata.importing.comparing import plan
from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.tables.placing import COMMUNE_KM, DISTRICT_KM, PLOT_KM
from geodata.importing.understood import UnderstoodSheet
from geodata.importing.values.coordinates import reach_km, read_shape
from geodata.importing.values.place import read_place
from geodata.places.registry import Level, all_units
from geodata.record.public import load_public_record
from tests.geodata.importing import import_sheets as sheets
from tests.geodata.importing.import_files import parsed

PUBLIC = load_public_record()


def read(text: str, kind: str | None = None) -> UnderstoodSheet:
    sheet = sheets.sheet(text)
    return read_rows(sheet, propose(sheet, kind))


def codes(understood: UnderstoodSheet) -> list[str]:
    return [str(one.code) for one in understood.problems]


@pytest.mark.parametrize("number", ["07462", "7462", "#7462", "07462.0", "07 462"])
@pytest.mark.parametrize("heading", ["Mã xã", "Mã ĐVHC", "Mã xã, phường, thị trấn"])
def test_the_number_of_a_commune_places_its_row_also_with_its_zero_lost(number: str, heading: str) -> None:
    understood = read(f"Tên cơ sở | {heading} | Huyện | Năm thành lập\nHTX A | {number} | Lục Nam | #2015")
    (row,) = understood.rows
    assert (row.value("commune_code"), row.value("district_code")) == ("07462", "218")
    assert (row.value("location_quality"), row.cells["commune_code"].note) == ("commune", "place_by_code")
    assert codes(understood) == []


@pytest.mark.parametrize(
    ("number", "day", "commune", "district", "problem"),
    [
        ("07210", "15/03/2023", "07210", "213", None),
        ("07681", "15/03/2023", "07681", "221", None),
        ("07681", "15/03/2025", "07681", "221", None),
        ("07339", "15/03/2024", "07339", "216", None),
        ("07339", "15/08/2025", None, "216", None),
        ("99999", "15/03/2023", None, None, "unit_code_unknown"),
        ("24", "15/03/2023", None, None, "unit_code_unknown"),
    ],
)
def test_a_number_means_what_it_meant_on_the_day_of_its_row(
    number: str, day: str, commune: str | None, district: str | None, problem: str | None
) -> None:
    understood = read(f"Ngày khảo sát | Tên cơ sở | Mã xã\n{day} | HTX A | {number}", "survey_visits")
    (row,) = understood.rows
    assert (row.value("commune_code"), row.value("district_code")) == (commune, district)
    assert codes(understood) == ([problem] if problem else [])
    assert not row.is_refused


def test_a_number_of_two_lists_without_day_and_district_places_in_the_district_of_both_and_is_told() -> None:
    understood = read("Tên cơ sở | Mã xã\nHTX A | 07462\nHTX B | 07201")
    assert [(row.value("commune_code"), row.value("district_code")) for row in understood.rows] == [
        (None, "218"),
        ("07201", "213"),
    ]
    assert [(one.code, one.row) for one in understood.problems] == [("unit_code_two_lists", 2)]


@pytest.mark.parametrize(
    ("headings", "cells", "commune", "district"),
    [
        ("Mã xã | Huyện", "07462 | Yên Thế", None, "215"),
        ("Mã xã | Xã | Huyện", "07462 | Tam Dị | Lục Nam", "07456", "218"),
        ("Mã xã | Xã | Huyện", "07816 | Tam Dị | Lục Nam", "07456", "218"),
        ("Mã huyện | Xã | Huyện", "223 | Tam Dị | Lục Nam", "07456", "218"),
        ("Mã xã | Mã huyện", "7816 | 218", "07816", "223"),
    ],
)
def test_a_number_that_says_otherwise_than_what_holds_is_told(
    headings: str, cells: str, commune: str | None, district: str
) -> None:
    understood = read(f"Tên cơ sở | {headings}\nHTX A | {cells}")
    assert [(row.value("commune_code"), row.value("district_code")) for row in understood.rows] == [(commune, district)]
    assert codes(understood) == ["unit_code_elsewhere"]


@pytest.mark.parametrize("cells", ["07456 | 218 | Tam Dị | Lục Nam", "7456 | 218 | | ", "07456 | | Tam Dị | Lục Nam"])
def test_numbers_and_words_that_agree_are_not_told(cells: str) -> None:
    understood = read(f"Tên cơ sở | Mã xã | Mã huyện | Xã | Huyện\nHTX A | {cells}")
    assert [(row.value("commune_code"), row.value("district_code")) for row in understood.rows] == [("07456", "218")]
    assert codes(understood) == []


@pytest.mark.parametrize("heading", ["Địa chỉ", "Xã"])
@pytest.mark.parametrize("written", ["xã Phúc Sơn", "Xã Đồng Tiến"])
def test_a_commune_of_two_districts_is_called_ambiguous_and_not_unknown(heading: str, written: str) -> None:
    understood = read(f"Tên cơ sở | {heading}\nHTX A | {written}")
    assert [row.value("district_code") for row in understood.rows] == [None]
    (told,) = understood.problems
    assert told.code == "commune_several"
    assert told.values["hint"].count("(Huyện") >= 2


@pytest.mark.parametrize("number", ["218", "#218"])
def test_the_number_of_a_district_places_its_row(number: str) -> None:
    (row,) = read(f"Tên cơ sở | Mã huyện\nHTX A | {number}").rows
    assert (row.value("district_code"), row.value("location_quality")) == ("218", "district")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("21.3012 106.4123 12.5 4.9", (106.4123, 21.3012)),
        ("21.3012 106.4123 0 0", (106.4123, 21.3012)),
        ("21.3012 106.4123", (106.4123, 21.3012)),
        ("21,3012 106,4123 12,5 4,9", (106.4123, 21.3012)),
        ("106.4123 21.3012", (106.4123, 21.3012)),
        ("POINT (106.4123 21.3012)", (106.4123, 21.3012)),
        ("POINT Z (106.4123 21.3012 12.5)", (106.4123, 21.3012)),
        ("SRID=4326;POINT(106.4123 21.3012)", (106.4123, 21.3012)),
        ("POINT (21.3012 106.4123)", (106.4123, 21.3012)),
        ("21.2731, 106.1947", (106.1947, 21.2731)),
    ],
)
def test_a_point_is_read_however_survey_forms_write_it(text: str, point: tuple[float, float]) -> None:
    assert read_shape(text) == pytest.approx(point)


@pytest.mark.parametrize("text", ["POINT EMPTY", "POINT (1", "12", "a b c", "21.3 106.4 x 4", "", ";", "1 2 3 4 5"])
def test_what_is_no_point_is_none(text: str) -> None:
    assert read_shape(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "21.30 106.40 0 0;21.30 106.42 0 0;21.31 106.42 0 0",
        "POLYGON ((106.40 21.30, 106.42 21.30, 106.42 21.31, 106.40 21.30))",
    ],
)
def test_an_area_reaches_from_corner_to_corner(text: str) -> None:
    lon, lat, reach = read_shape(text)
    assert (106.40 <= lon <= 106.42, 21.30 <= lat <= 21.31) == (True, True)
    assert reach == pytest.approx(2.35, abs=0.05)


@pytest.mark.parametrize("separator", ["/", "-"])
@pytest.mark.parametrize("coordinates", ["21.3012 106.4123 12.5 4.9", "POINT (106.4123 21.3012)"])
def test_an_export_of_a_survey_form_is_read_with_its_groups(separator: str, coordinates: str) -> None:
    group = f"thong_tin{separator}"
    headings = [
        "start",
        "end",
        f"{group}ten_co_so",
        f"{group}huyen",
        f"{group}so_lao_dong",
        f"{group}toa_do",
        "_id",
        "_uuid",
        "_submission_time",
        "meta/instanceID",
    ]
    cells = [
        "2024-05-01T08:00:00.000+07:00",
        "2024-05-01T08:20:00.000+07:00",
        "Cơ sở Thử Khảo",
        "luc_nam",
        "12",
        coordinates,
        "11",
        "ab-1-cd-2-ef-3",
        "2024-05-01T01:20:00",
        "uuid:ab-1-cd-2",
    ]
    sheet = Sheet("S", (tuple(headings), tuple(cells)))
    understood = read_rows(sheet, propose(sheet))
    (row,) = understood.rows
    assert (understood.kind, row.text("name"), row.value("workers")) == ("facilities", "Cơ sở Thử Khảo", 12)
    assert (row.value("lon"), row.value("lat"), row.value("location_quality")) == (106.4123, 21.3012, "exact")
    assert not [one for one in understood.problems if one.is_blocking]
    assert "figures_unused" not in codes(understood)


def test_a_bad_pair_beside_good_columns_says_nothing() -> None:
    understood = read("Tên cơ sở | Tọa độ | Kinh độ | Vĩ độ\nHTX A | mất sóng | 106,4123 | 21,3012")
    assert [row.value("location_quality") for row in understood.rows] == ["exact"]
    assert codes(understood) == []


AREAS = [(0.001, "exact", "218"), (0.01, "commune", "218"), (0.06, "district", "218"), (0.4, "unknown", None)]


@pytest.mark.parametrize(("degrees", "quality", "district"), AREAS)
@pytest.mark.parametrize("stated", ["", "Lục Nam"])
def test_an_area_places_at_the_quality_that_its_size_allows(
    degrees: float, quality: str, district: str | None, stated: str, tmp_path: Path
) -> None:
    area = shapely.box(106.4, 21.3, 106.4 + degrees, 21.3 + degrees / 4)
    feature = {
        "type": "Feature",
        "properties": {"Tên cơ sở": "Vùng mỳ", "Huyện": stated},
        "geometry": shapely.geometry.mapping(area),
    }
    [sheet] = parsed(json.dumps(feature).encode(), "a.geojson", tmp_path)
    understood = read_rows(sheet, propose(sheet))
    (row,) = understood.rows
    if stated and quality != "exact":
        quality, district = "district", "218"
    assert (row.value("location_quality"), row.value("district_code")) == (quality, district)
    assert ("area_placed" in codes(understood)) == (quality != "exact")
    assert (row.value("lon") is not None) == (quality == "exact")


def test_a_line_in_metres_reaches_as_far_as_in_degrees(tmp_path: Path) -> None:
    import geopandas as gpd  # noqa: PLC0415 - one test needs it

    line = gpd.GeoDataFrame(
        {"ten_co_so": ["A"]}, geometry=[shapely.LineString([(106.40, 21.30), (106.42, 21.31)])], crs="EPSG:4326"
    )
    path = tmp_path / "a.gpkg"
    line.to_crs("EPSG:3405").to_file(path, layer="lop", driver="GPKG")
    work = tmp_path / "work"
    work.mkdir()
    [sheet] = parsed(path.read_bytes(), "a.gpkg", work)
    point = sheet.points[1]
    assert point
    assert point[2] == pytest.approx(2.35, abs=0.05)


SEVERAL = {
    "Tân Yên, Việt Yên": ("216", "222"),
    "Tân Yên - Việt Yên": ("216", "222"),
    "Tân Yên và Việt Yên": ("216", "222"),
    "Tân Yên/Việt Yên": ("216", "222"),
    "Tân Yên\\nViệt Yên": ("216", "222"),
    "H. Tân Yên; TX. Việt Yên": ("216", "222"),
    "huyện Tân Yên, huyện Việt Yên, tỉnh Bắc Giang": ("216", "222"),
    "Các huyện: Tân Yên, Việt Yên và TP Bắc Giang": ("216", "222", "213"),
    "02 huyện Lục Nam, Lục Ngạn": ("218", "219"),
    "Trên địa bàn các huyện Yên Thế + Tân Yên": ("215", "216"),
}


@pytest.mark.parametrize("column", ["Địa điểm", "Huyện"])
@pytest.mark.parametrize("written", SEVERAL)
@pytest.mark.parametrize("name", ["HTX A", ""])
def test_several_districts_are_one_proposal_in_each_of_them(column: str, written: str, name: str) -> None:
    text = f"DANH MỤC ĐỀ ÁN NĂM 2022 (triệu đồng)\nTên đề án | Đơn vị thụ hưởng | {column} | Kinh phí hỗ trợ\nHội chợ hàng CNNT | {name} | {written} | #300"
    sheet = sheets.sheet(text)
    understood = read_rows(sheet, propose(sheet, "proposals"))
    made = plan(understood, PUBLIC, sheets.file(digest="ba" * 32), on=date(2024, 8, 1))
    tables = Counter(one.table for one in made.records)
    assert (tables["proposals"], tables["beneficiaries"]) == (1, len(SEVERAL[written]))
    rows = [one.after for one in made.records if one.table == "beneficiaries"]
    assert {(row["district_code"], row["location_quality"]) for row in rows} == {
        (code, "district") for code in SEVERAL[written]
    }
    assert [str(one.code) for one in made.problems] == ["place_several"]


@pytest.mark.parametrize("kind", ["facilities", "survey_visits"])
def test_several_districts_of_one_facility_are_asked(kind: str) -> None:
    text = "Tên cơ sở | Huyện | Ngày khảo sát\nHTX A | Tân Yên, Việt Yên | 03/04/2023"
    sheet = sheets.sheet(text)
    understood = read_rows(sheet, propose(sheet, kind))
    assert [str(one.code) for one in understood.problems] == ["place_ambiguous"]
    assert understood.rows[0].value("district_code") is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Cao Xá, Tân Yên", "216"),
        ("xã Nam Dương, Lục Ngạn", "219"),
        ("Yên Dũng, Bắc Giang", "221"),
        ("Lục Ngạn", "219"),
    ],
)
def test_a_place_in_one_district_is_not_several(written: str, code: str) -> None:
    place = read_place(written, "", "")
    assert (place.district_code, place.districts) == (code, ())


def shapes_of_all_kinds(scale: float) -> dict[str, shapely.Geometry]:
    """Return shapes around (106.4, 21.3) whose middle is mostly no part of them, `scale` degrees across."""
    x, y, r = 106.4, 21.3, scale / 2
    crescent = shapely.Point(x, y).buffer(r) - shapely.Point(x + r / 3, y).buffer(r * 0.95)
    ring = shapely.Point(x, y).buffer(r) - shapely.Point(x, y).buffer(r * 0.9)
    apart = [shapely.Point(x + dx * r, y).buffer(r / 10) for dx in (-0.9, 0.9)]
    bow = shapely.LineString([(x - r, y), (x, y + r), (x + r, y)])
    lines = shapely.MultiLineString([[(x - r, y), (x - r, y + r)], [(x + r, y), (x + r, y - r)]])
    points = shapely.MultiPoint([(x - r, y), (x + r, y)])
    return {
        "polygon": crescent if isinstance(crescent, shapely.Polygon) else max(crescent.geoms, key=lambda one: one.area),
        "hole": ring,
        "multipolygon": shapely.MultiPolygon(apart),
        "line": bow,
        "multiline": lines,
        "multipoint": points,
        "collection": shapely.GeometryCollection([bow, *apart]),
    }


KINDS_OF_SHAPE = tuple(shapes_of_all_kinds(1))


@pytest.mark.parametrize("kind", KINDS_OF_SHAPE)
@pytest.mark.parametrize("km", [0.05, 0.2, 2.0, 9.0, 50.0, 150.0])
@pytest.mark.parametrize("form", ["wkt", "swapped", "survey", "geojson"])
def test_a_shape_of_any_kind_is_placed_by_a_point_of_itself_at_the_quality_of_its_size(
    kind: str, km: float, form: str, tmp_path: Path
) -> None:
    shape = shapes_of_all_kinds(km / 105)[kind]
    if form == "geojson":
        feature = {
            "type": "Feature",
            "properties": {"ten_co_so": "HTX A"},
            "geometry": shapely.geometry.mapping(shape),
        }
        (sheet,) = parsed(
            json.dumps({"type": "FeatureCollection", "features": [feature]}).encode(), "l.geojson", tmp_path
        )
        read = sheet.points[1]
        understood = read_rows(sheet, propose(sheet, "facilities"))
    else:
        written = shape
        if form == "swapped":
            written = shapely.transform(shape, lambda xy: xy[:, ::-1])
        if form == "survey" and kind in {"polygon", "line"}:
            path = shape.exterior if kind == "polygon" else shape
            text = "; ".join(f"{lat:.9f} {lon:.9f} 0 0" for lon, lat in path.coords)
        else:
            text = shapely.to_wkt(written, rounding_precision=9)
        read = read_shape(text)
        understood = (
            read_rows(
                Sheet("S", (("Tên cơ sở", "Tọa độ"), ("HTX A", text[:999]))),
                propose(Sheet("S", (("Tên cơ sở", "Tọa độ"),))),
            )
            if len(text) < 999
            else None
        )
    lon, lat, reach = read
    assert shape.distance(shapely.Point(lon, lat)) < 1e-6
    corners = shape.bounds
    assert reach == pytest.approx(reach_km(*corners), rel=0.01)
    if understood is None:
        return
    (row,) = understood.rows
    best = (
        "exact"
        if reach <= PLOT_KM
        else "commune"
        if reach <= COMMUNE_KM
        else "district"
        if reach <= DISTRICT_KM
        else "unknown"
    )
    assert row.value("location_quality") in {best, "unknown"} if reach > PLOT_KM else best == "exact"
    told = set(codes(understood))
    assert bool(told & {"area_placed", "area_outside"}) == (reach > PLOT_KM)
    assert "point_outside" not in told


def test_the_name_of_a_unit_is_never_taken_for_a_village() -> None:
    """In an address as in its own column: "Lạng Giang" is no "làng", "Đồi Ngô" no hill."""
    for unit in (one for one in all_units() if one.level is not Level.PROVINCE):
        address, written = read_place(unit.name, "", ""), read_place(unit.short_name, "", "")
        assert address.district_code or address.problem, unit.name
        assert written.district_code or written.problem, unit.short_name
        assert read_place(f"thôn Mục, {unit.name}", "", "").district_code == address.district_code, unit.name


@pytest.mark.parametrize("columns", ["Kinh độ | Vĩ độ", "Tọa độ"])
def test_the_coordinates_of_a_visit_are_kept(columns: str) -> None:
    written = "106,1947 | 21,2731" if "|" in columns else "21.2731, 106.1947"
    text = f"Tên cơ sở | Ngày khảo sát | {columns}\nHTX Không Ai Biết | 03/04/2024 | {written}"
    sheet = sheets.sheet(text)
    understood = read_rows(sheet, propose(sheet, "survey_visits"))
    made = plan(understood, PUBLIC, sheets.file(digest="ba" * 32), on=date(2024, 8, 1))
    (visit,) = [one.after for one in made.records if one.table == "survey_visits"]
    assert (visit["lat"], visit["lon"], visit["location_quality"]) == (21.2731, 106.1947, "exact")
