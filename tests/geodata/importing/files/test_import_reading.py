"""What is read of each format: the same cells, whatever the file they came in."""

import io
import os
import subprocess
import sys
import threading
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
import shapely
import xlwt

from geodata.importing.files import reading
from geodata.importing.files.features import FeatureLayer, as_sheet
from geodata.importing.files.reading import read_file
from geodata.importing.grid import ImportFormat
from geodata.importing.limits import IMPORT_LIMITS, FileRefusedError, ImportLimits, RefusalCode
from geodata.jobs import JobLimits, JobStoppedError, StopReason, Task, processes
from geodata.jobs.processes import ROOT
from geodata.settings import child_environment
from tests.geodata.importing import import_files as made
from tests.geodata.importing.import_files import parsed

TABLE = (
    "Tên cơ sở;Huyện\n“Đồ gỗ” Ngọc Ánh;Lạng Giang\nHợp tác xã Nếp cái Phì Điền;Lục Ngạn\nHộ ông Bùi Văn Lữ;Yên Thế\n"
)
ROWS = [tuple(line.split(";")) for line in TABLE.splitlines()]
PLAIN = TABLE.replace("“", "").replace("”", "")


@pytest.fixture
def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet["B2"], sheet["B3"], sheet["C3"], sheet["D3"] = "Danh sách đề án", "Tên", 2021, 1.5
    sheet["E3"], sheet["F3"], sheet["G3"] = date(2021, 3, 4), datetime(2021, 3, 4, 5, 6), True  # noqa: DTZ001
    sheet["H3"], sheet["I3"] = "#N/A", "  "
    sheet.merge_cells("B2:D2")
    book.create_sheet("Danh mục").sheet_state = "veryHidden"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.create_chartsheet("Biểu đồ")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_typed_where_it_stands(workbook: bytes, tmp_path: Path) -> None:
    sheet, hidden = parsed(workbook, "Biểu 1.xlsx", tmp_path)
    assert (sheet.name, sheet.merged, hidden.name) == ("Biểu 1", ((1, 1, 1, 3),), "Ẩn")
    assert sheet.rows[1] == (None, "Danh sách đề án", None, None, None, None, None, None)
    moment = datetime(2021, 3, 4, 5, 6)  # noqa: DTZ001
    assert sheet.rows[2] == (None, "Tên", 2021, 1.5, date(2021, 3, 4), moment, True, "#N/A")
    assert [type(cell) for cell in sheet.rows[2][2:5]] == [int, float, date]


def test_an_old_workbook_is_read_alike(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Một")
    sheet.write(1, 1, "Tên")
    sheet.write(1, 2, date(2020, 1, 2), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write_merge(2, 3, 1, 2, "gộp")
    file = io.BytesIO()
    book.save(file)
    [found] = parsed(file.getvalue(), "bảng.XLS", tmp_path)
    assert found.rows == ((None, None, None), (None, "Tên", date(2020, 1, 2)), (None, "gộp", None))
    assert found.merged == ((2, 1, 3, 2),)


def test_an_opendocument_table_is_read_with_its_merged_cells_and_without_its_endless_rows(tmp_path: Path) -> None:
    body = (
        '<table:table table:name="T"><table:table-row>'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1">'
        "<text:p>gộp</text:p></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell office:value-type="float" office:value="3" table:number-columns-repeated="2"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    [sheet] = parsed(made.ods(body), "bảng.ods", tmp_path)
    assert sheet.rows == (("gộp", None, 3, 3),)
    assert sheet.merged == ((0, 0, 0, 1),)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace(";", "\t").encode(),
        TABLE.replace(";", "|").encode(),
        TABLE.replace(";", ",").encode(),
        b"sep=;\r\n" + TABLE.encode(),
    ],
)
def test_a_text_table_is_read_whatever_its_encoding_and_separator(data: bytes, tmp_path: Path) -> None:
    [sheet] = parsed(data, "danh sách.csv", tmp_path)
    assert sheet.name == "danh sách"
    assert list(sheet.rows) == ROWS


@pytest.mark.parametrize(
    "data", [made.as_cp1258(PLAIN), made.as_tcvn3(PLAIN).encode("latin-1"), made.as_vni(PLAIN).encode("cp1252")]
)
def test_a_text_table_of_before_unicode_is_read(data: bytes, tmp_path: Path) -> None:
    [sheet] = parsed(data, "cu.txt", tmp_path)
    # TCVN3 has no capital "Á": the font draws it
    assert [[str(cell).lower() for cell in row] for row in sheet.rows] == [
        line.lower().split(";") for line in PLAIN.splitlines()
    ]


def test_another_latin_language_is_no_vietnamese(tmp_path: Path) -> None:
    text = "Société;Adresse\nCafé Bébé;12 rue de la Forêt\nPâtisserie du Rhône;Hôtel de Ville, où\n"
    [sheet] = parsed(text.encode("cp1252"), "a.csv", tmp_path)
    assert list(sheet.rows) == [tuple(line.split(";")) for line in text.splitlines()]


def test_a_quoted_cell_keeps_its_lines_and_separators(tmp_path: Path) -> None:
    [sheet] = parsed(b'A,B\n"x\ny, z ""q""",1\n,\n', "a.csv", tmp_path)
    assert sheet.rows == (("A", "B"), ('x\ny, z "q"', "1"))


def test_a_quotation_that_never_ends_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="truncated"):
        parsed(b'A,B\n1,"x\n2,3\n4,5\n', "a.csv", tmp_path)


@pytest.fixture
def layer() -> gpd.GeoDataFrame:
    shapes = [shapely.Point(600000, 2350000), None, shapely.box(600000, 2350000, 600100, 2350100)]
    columns = {"tên": ["Cơ sở Đồ gỗ", "Hộ Lê Thị Ngọc", "Tổ hợp tác"], "lao_dong": [12, None, 3]}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:3405")


def _geopackage(layer: gpd.GeoDataFrame, folder: Path) -> bytes:
    layer.to_file(folder / "a.gpkg", layer="lớp", driver="GPKG")
    return (folder / "a.gpkg").read_bytes()


def _shapefile(layer: gpd.GeoDataFrame, folder: Path) -> bytes:
    areas = layer.set_geometry(layer.geometry.buffer(5), crs=layer.crs)  # a Shapefile holds shapes of one kind
    areas.to_file(folder / "lớp.shp", encoding="utf-8")
    return made.zipped({path.name: path.read_bytes() for path in folder.glob("lớp.*") if path.suffix != ".cpg"})


def _geojson(layer: gpd.GeoDataFrame, folder: Path) -> bytes:
    del folder
    return layer.to_crs("EPSG:4326").to_json().encode()


@pytest.mark.parametrize(("write", "name"), [(_geopackage, "a.gpkg"), (_shapefile, "a.zip"), (_geojson, "lớp.geojson")])
def test_map_layers_are_read_as_rows_with_points(write, name, layer: gpd.GeoDataFrame, tmp_path: Path) -> None:  # noqa: ANN001
    data = write(layer, tmp_path)
    folder = tmp_path / "work"
    folder.mkdir()
    [sheet] = parsed(data, name, folder)
    assert sheet.name == "lớp"
    assert sheet.rows == (("tên", "lao_dong"), ("Cơ sở Đồ gỗ", 12), ("Hộ Lê Thị Ngọc", None), ("Tổ hợp tác", 3))
    assert [point is not None for point in sheet.points] == [False, True, False, True]
    assert sheet.points[1][:2] == pytest.approx((105.96566, 21.24792), abs=1e-4)
    inside = layer.to_crs("EPSG:4326").geometry[2]
    assert inside.contains(shapely.Point(sheet.points[3][:2]))


@pytest.mark.parametrize("write", [made.as_cp1258, lambda text: made.as_tcvn3(text).encode("latin-1"), str.encode])
def test_the_texts_of_a_shapefile_are_read_in_the_encoding_they_have(write, tmp_path: Path) -> None:  # noqa: ANN001
    names = ["Công ty gỗ Lạng Giang", "Hộ làm mỳ", "Nghề mộc"]
    points = gpd.GeoSeries([shapely.Point(106, 21.3)] * 3, crs="EPSG:4326")
    frame = gpd.GeoDataFrame({"ten": ["x" * 40 + str(n) for n in range(3)]}, geometry=points)
    frame.to_file(tmp_path / "a.shp", encoding="ISO-8859-1")
    table = (tmp_path / "a.dbf").read_bytes()
    for number, name in enumerate(names):
        table = table.replace(b"x" * 40 + str(number).encode(), write(name).ljust(41))
    (tmp_path / "a.dbf").write_bytes(table)
    data = made.zipped({path.name: path.read_bytes() for path in tmp_path.glob("a.*")})
    folder = tmp_path / "work"
    folder.mkdir()
    [sheet] = parsed(data, "a.zip", folder)
    assert [row[0] for row in sheet.rows[1:]] == names


def test_a_file_goes_through_a_child_process_and_leaves_nothing_behind(
    workbook: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told: list[float] = []
    file = read_file(workbook, "Biểu 1.xlsx", on_progress=lambda _, share: told.append(share))
    folder = tmp_path / "again"
    folder.mkdir()
    assert list(file.sheets) == parsed(workbook, "Biểu 1.xlsx", folder)
    assert (file.name, file.format, len(file.digest)) == ("Biểu 1.xlsx", ImportFormat.XLSX, 64)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_the_child_sees_no_secret_and_loads_no_more_than_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    script = (
        "import os, sys, geodata.jobs.child, geodata.importing.files.reading, geodata.importing.files.spreadsheets\n"
        "print(sorted({'streamlit', 'pandas', 'geopandas', 'pyogrio', 'numpy'} & set(sys.modules)), *os.environ)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("[] ")
    assert "DATABASE_URL" not in done.stdout
    assert "PATH" not in done.stdout.split()


def _instead(monkeypatch: pytest.MonkeyPatch, name: str, *arguments: object) -> None:
    """Let the job do something else than to read."""

    def task(kind: str, _entry: str, _arguments: object, budget: JobLimits, **more: int) -> Task:
        return Task(kind, f"tests.geodata.jobs.job_tasks:{name}", arguments, budget, **more)

    monkeypatch.setattr(reading, "Task", task)


def test_a_reader_is_stopped_when_it_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    _instead(monkeypatch, "sleep", 60)
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    begun = time.monotonic()
    with pytest.raises(FileRefusedError, match="cancelled"):
        read_file(b"a;b\n", "a.csv", is_cancelled=cancelled.is_set)
    assert time.monotonic() - begun < 20


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    _instead(monkeypatch, "sleep", 60)
    with pytest.raises(FileRefusedError, match="timeout, limit=2"):
        read_file(b"a;b\n", "a.csv", limits=ImportLimits(seconds=1))


@pytest.mark.parametrize("what", ["leave", "stumble"])
def test_a_reader_that_dies_is_no_damage_and_its_trace_stands_in_the_log(
    what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _instead(monkeypatch, what)
    with pytest.raises(JobStoppedError) as stopped:
        read_file(b"a;b\n", "a.csv")
    assert stopped.value.reason is StopReason.DIED
    assert what == "leave" or "Traceback" in caplog.text


def test_an_error_of_the_listener_ends_the_child(monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> None:
    started: list[processes.Worker] = []
    real = processes.Worker
    monkeypatch.setattr(processes, "Worker", lambda *arguments: started.append(real(*arguments)) or started[0])

    def stop(_: str, share: float) -> None:
        raise KeyError(share)

    with pytest.raises(KeyError):
        read_file(workbook, "a.xlsx", on_progress=stop)
    assert started[0].child.poll() is not None


@pytest.mark.skipif(os.name == "nt", reason="the system bounds no memory there")
def test_a_string_that_is_repeated_without_end_meets_the_limit_of_memory() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 50_001))
    with pytest.raises(FileRefusedError) as caught:
        read_file(
            made.xlsx(rows, strings=made.shared_string("x" * 32_000)), "a.xlsx", limits=ImportLimits(memory_mb=400)
        )
    assert caught.value.code is RefusalCode.MEMORY


def test_zip_members_that_are_no_part_of_the_workbook_are_not_read(workbook: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    data = made.zipped(members | {"xl/vbaProject.bin": b"macro", "xl/media/image1.png": b"\x89PNG"})
    parsed(data, "a.xlsx", tmp_path)
    with zipfile.ZipFile(tmp_path / "checked.xlsx") as copy:
        assert not [name for name in copy.namelist() if name.endswith((".bin", ".png"))]


def test_what_an_xlsx_hides_is_known(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="1"/>'
    (sheet,) = parsed(made.xlsx(rows), "a.xlsx", tmp_path)
    assert sheet.hidden_rows == (1,)
    assert read_file(made.xlsx(rows), "a.xlsx").sheets == (sheet,)


_NO_DATUM = (
    'PROJCS["{name}",GEOGCS["unknown",DATUM["D_unknown",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],PARAMETER["Scale_Factor",{scale}],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def _layer(crs: str) -> FeatureLayer:
    return FeatureLayer("x", [("a", [1])], [shapely.Point(416989, 2353786).wkb], crs)


def test_a_zone_of_vn_2000_without_its_datum_is_placed_as_the_published_one() -> None:
    placed = [
        as_sheet(_layer(crs), IMPORT_LIMITS).points[1]
        for crs in (_NO_DATUM.format(name="VN2000", meridian=107, scale=0.9999), "EPSG:9214")
    ]
    assert placed[0] == pytest.approx(placed[1], abs=1e-7)


@pytest.mark.parametrize(("name", "meridian", "scale"), [("x", 107, 0.9999), ("x", 106.9, 0.9998)])
def test_a_projection_without_a_datum_that_is_no_published_one_is_refused(
    name: str, meridian: float, scale: float
) -> None:
    with pytest.raises(FileRefusedError, match="bad_crs"):
        as_sheet(_layer(_NO_DATUM.format(name=name, meridian=meridian, scale=scale)), IMPORT_LIMITS)
