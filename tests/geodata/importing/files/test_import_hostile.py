"""Files made to do harm, or broken on the way, are refused in bounded time and memory with the code that says why."""

import contextlib
import io
import json
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.importing.files.reading import read_file
from geodata.importing.limits import IMPORT_LIMITS, FileRefusedError, ImportLimits
from geodata.importing.limits import RefusalCode as R
from geodata.jobs.processes import ROOT
from tests.geodata.importing import import_files as made
from tests.geodata.importing.import_files import parsed

SECONDS = 8
"""More than any refusal takes; the machine of the checks is a slow one."""


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < SECONDS


def refusal(data: bytes, name: str, folder: Path, limits: ImportLimits = IMPORT_LIMITS) -> R:
    with pytest.raises(FileRefusedError) as caught:
        parsed(data, name, folder, limits)
    return caught.value.code


CELL = b'<row r="%d"><c r="%s"><v>1</v></c></row>'
BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TEXT_CELL = '<table:table-cell office:value-type="string"><text:p>&a;</text:p></table:table-cell>'


def _ods_cell(rows: str = "1", columns: str = "1") -> str:
    return (
        f'<table:table table:name="T"><table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/>'
        "</table:table-row></table:table>"
    )


def _bomb() -> bytes:
    """Return 410 MB of blanks, zipped into a few hundred kB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(41):
                member.write(b" " * 10_000_000)
    return file.getvalue()


def _lying_zip() -> bytes:
    """Return a workbook one of whose members says that it is ten bytes long."""
    data = bytearray(made.xlsx(made.number_rows(2000)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    entry = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert sheet.file_size > 10
    return bytes(data)


WORKBOOKS: list[tuple[str, Callable[[], bytes], str, R]] = [
    ("a million rows", lambda: made.xlsx(made.number_rows(1_000_000)), "a.xlsx", R.TOO_MANY_ROWS),
    ("a cell at the end of the sheet", lambda: made.xlsx(CELL % (1_048_576, b"XFD1048576")), "a.xlsx", R.TOO_MANY_ROWS),
    ("a cell far to the right", lambda: made.xlsx(CELL % (1, b"XFD1")), "a.xlsx", R.TOO_MANY_COLUMNS),
    ("a cell in a row that says otherwise", lambda: made.xlsx(CELL % (1, b"A999999")), "a.xlsx", R.TOO_MANY_ROWS),
    ("cells without references", lambda: made.xlsx(b"<row>" + b"<c><v>1</v></c>" * 201 + b"</row>"), "a.xlsx", R.TOO_MANY_COLUMNS),
    ("a rectangle that is nearly empty", lambda: made.xlsx(CELL % (99_999, b"A99999") + CELL % (1, b"CV1")), "a.xlsx", R.TOO_MANY_CELLS),
    ("10 000 sheets", lambda: made.xlsx(made.number_rows(1), sheets=10_000), "a.xlsx", R.TOO_MANY_SHEETS),
    ("51 sheets", lambda: made.xlsx(made.number_rows(1), sheets=51), "a.xlsx", R.TOO_MANY_SHEETS),
    ("10 000 pictures", lambda: made.xlsx(more={f"xl/media/{n}.png": b"" for n in range(10_000)}), "a.xlsx", R.ZIP_BOMB),
    ("blanks without end", _bomb, "a.xlsx", R.ZIP_BOMB),
    ("entities in the strings", lambda: made.xlsx(strings=made.shared_string("&j;", BILLION_LAUGHS)), "a.xlsx", R.ENTITIES),
    ("a file of ours in the strings", lambda: made.xlsx(strings=made.shared_string("&a;", OUTSIDE)), "a.xlsx", R.ENTITIES),
    ("entities in any part", lambda: made.xlsx(more={"docProps/app.xml": b"<!DOCTYPE x><x/>"}), "a.xlsx", R.ENTITIES),
    ("entities in UTF-16", lambda: made.xlsx(more={"docProps/app.xml": (OUTSIDE + "<x/>").encode("utf-16")}), "a.xlsx", R.ENTITIES),
    ("entities in OpenDocument", lambda: made.ods(TEXT_CELL, before=OUTSIDE), "a.ods", R.ENTITIES),
    ("laughter in OpenDocument", lambda: made.ods(TEXT_CELL, before=BILLION_LAUGHS), "a.ods", R.ENTITIES),
    ("rows repeated", lambda: made.ods(_ods_cell(rows="1000000000")), "a.ods", R.TOO_MANY_ROWS),
    ("cells repeated", lambda: made.ods(_ods_cell(columns="99999999999999999999")), "a.ods", R.TOO_MANY_COLUMNS),
    ("both repeated", lambda: made.ods(_ods_cell("100000", "200")), "a.ods", R.TOO_MANY_CELLS),
    ("sheets of OpenDocument", lambda: made.ods(_ods_cell() * 10_000), "a.ods", R.TOO_MANY_SHEETS),
    ("OpenDocument with a password", lambda: made.ods(_ods_cell(), manifest="<manifest:encryption-data/>"), "a.ods", R.ENCRYPTED),
    ("Excel with a password", lambda: made.ole("EncryptionInfo", "EncryptedPackage"), "a.xlsx", R.ENCRYPTED),
    ("a zip that lies about its sizes", _lying_zip, "a.xlsx", R.TRUNCATED),
    ("a workbook without cells", made.xlsx, "a.xlsx", R.EMPTY),
    ("Word named Excel", lambda: made.ole("WordDocument"), "a.xls", R.WRONG_TYPE),
    ("a picture named Excel", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a.xlsx", R.WRONG_TYPE),
    ("a picture named CSV", lambda: b"\xff\xd8\xff\xe0" + bytes(100), "a.csv", R.WRONG_TYPE),
    ("Excel named CSV", lambda: made.xlsx(made.number_rows(1)), "a.csv", R.WRONG_TYPE),
    ("Excel named XLS", lambda: made.xlsx(made.number_rows(1)), "a.xls", R.WRONG_TYPE),
    ("CSV named Excel", lambda: b"a;b\n1;2\n", "a.xlsx", R.WRONG_TYPE),
    ("a program named CSV", lambda: b"MZ\x90\0\x03" + bytes(200), "a.csv", R.WRONG_TYPE),
    ("a web page named XLS", lambda: b"\n<html><table><tr><td>1</td></tr></table></html>", "a.xls", R.WRONG_TYPE),
    ("bytes named CSV", lambda: bytes(range(256)) * 20, "a.csv", R.WRONG_TYPE),
    ("a zip of anything", lambda: made.zipped({"a.exe": b"MZ"}), "a.zip", R.WRONG_TYPE),
    ("a program", lambda: b"MZ\x90\0", "setup.exe", R.UNKNOWN_TYPE),
    ("macros", lambda: made.xlsx(made.number_rows(1)), "a.xlsm", R.UNKNOWN_TYPE),
    ("nothing", lambda: b"", "a.xlsx", R.EMPTY),
    ("blank lines", lambda: b"\n;;\n \n", "a.csv", R.EMPTY),
    ("more megabytes than are read", lambda: b"a;b\n" * 5_100_000, "a.csv", R.TOO_LARGE),
    ("a million lines", lambda: b"1\n" * 1_000_000, "a.csv", R.TOO_MANY_ROWS),
    ("a thousand columns", lambda: b"1;" * 1000, "a.csv", R.TOO_MANY_COLUMNS),
    ("a cell of a megabyte", lambda: b"a;" + b"x" * 1_000_000, "a.csv", R.LONG_TEXT),
    ("brackets in brackets", lambda: b'{"features":' + b"[" * 1_000_000, "a.geojson", R.TRUNCATED),
    ("JSON that is no map", lambda: b'{"type": "Feature"}', "a.geojson", R.NO_LAYER),
]  # fmt: skip


@pytest.mark.parametrize(("make", "name", "code"), [row[1:] for row in WORKBOOKS], ids=[row[0] for row in WORKBOOKS])
def test_a_hostile_table_is_refused(make: Callable[[], bytes], name: str, code: R, tmp_path: Path) -> None:
    assert refusal(make(), name, tmp_path) is code


@pytest.mark.parametrize(
    "name",
    [
        "../../a.xlsx",
        "/etc/passwd",
        "D:\\a.xlsx",
        "a\0.xlsx",
        "..",
        "a\n.csv",
        "x" * 300 + ".xlsx",
        "",
        "thư mục/a.csv",
    ],
)
def test_a_path_in_the_name_is_refused_before_anything_is_written(name: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read_file(b"a;b\n1;2\n", name)
    assert caught.value.code is R.PATH_IN_NAME


def point_layer(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"a": [1, 2]}, geometry=[shapely.Point(106.1, 21.3), shapely.Point(106.2, 21.3)], crs=crs)


@pytest.fixture
def geopackage(tmp_path: Path) -> Path:
    path = tmp_path / "a.gpkg"
    point_layer().to_file(path, layer="lop", driver="GPKG")
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON lop BEGIN DELETE FROM lop; END", R.TRIGGERS),
        ("ALTER TABLE gpkg_contents RENAME TO c; CREATE VIEW gpkg_contents AS SELECT * FROM c", R.TRIGGERS),
        ("DELETE FROM gpkg_contents", R.NO_LAYER),
        ("ALTER TABLE lop ADD COLUMN x AS (length(zeroblob(1000000000)))", R.NO_LAYER),
        ("DROP TABLE gpkg_contents", R.TRUNCATED),
        ("UPDATE gpkg_spatial_ref_sys SET definition='LOCAL_CS[\"x\"]', organization='NONE' WHERE srs_id=4326", R.BAD_CRS),
        ("UPDATE lop SET geom = x'00'", R.TRUNCATED),
    ],
)  # fmt: skip
def test_a_hostile_geopackage_is_refused(statements: str, code: R, geopackage: Path, work: Path) -> None:
    connection = sqlite3.connect(geopackage)
    for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
        connection.create_function(name, 1, lambda _: 0)
    connection.executescript(statements)
    connection.commit()
    connection.close()
    assert refusal(geopackage.read_bytes(), "a.gpkg", work) is code


def test_the_triggers_of_the_format_itself_are_no_reason_to_refuse(geopackage: Path, work: Path) -> None:
    with sqlite3.connect(geopackage) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0] > 5
    [sheet] = parsed(geopackage.read_bytes(), "a.gpkg", work)
    assert len(sheet.rows) == 3


def geojson(*geometries: object, **more: object) -> bytes:
    features = [{"type": "Feature", "properties": {"a": 1}, "geometry": geometry} for geometry in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


BOW = {"type": "Polygon", "coordinates": [[[106, 21], [106.1, 21.1], [106.1, 21], [106, 21.1], [106, 21]]]}
HERE = {"type": "Point", "coordinates": [106.1, 21.3]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (geojson(HERE, BOW), R.INVALID_GEOMETRY),
        (geojson({"type": "Point", "coordinates": ["x"]}), R.INVALID_GEOMETRY),
        (geojson({"type": "Polygon", "coordinates": [[[106, 21], [106, 22]]]}), R.INVALID_GEOMETRY),
        (geojson({"type": "Point", "coordinates": [float("inf"), 21]}), R.INVALID_GEOMETRY),
        (geojson({"type": "Point", "coordinates": [21.3, 106.1]}), R.SWAPPED_AXES),
        (geojson({"type": "Point", "coordinates": [2.3, 48.8]}), R.BAD_CRS),
        (geojson(HERE, crs={"type": "name", "properties": {"name": "EPSG:999999"}}), R.BAD_CRS),
        (geojson(HERE, crs="; import os"), R.BAD_CRS),
        (geojson(), R.NO_LAYER),
    ],
)
def test_a_shape_that_is_none_and_a_place_that_is_nowhere_are_refused(data: bytes, code: R, work: Path) -> None:
    assert refusal(data, "a.geojson", work) is code


def test_the_row_of_a_shape_that_is_not_valid_is_named(work: Path) -> None:
    with pytest.raises(FileRefusedError) as caught:
        parsed(geojson(HERE, BOW), "a.geojson", work)
    assert caught.value.values["row"] == 3
    assert "Self-intersection" in str(caught.value.values["reason"])


def test_metres_without_a_system_are_refused_degrees_in_vietnam_are_taken(tmp_path: Path, work: Path) -> None:
    for crs, name in (("EPSG:4326", "degrees"), ("EPSG:3405", "metres")):
        point_layer().to_crs(crs).to_file(tmp_path / f"{name}.shp")
        (tmp_path / f"{name}.prj").unlink()
    zips = {
        name: made.zipped({path.name: path.read_bytes() for path in tmp_path.glob(f"{name}.*")})
        for name in ("degrees", "metres")
    }
    assert refusal(zips["metres"], "a.zip", work) is R.BAD_CRS
    [sheet] = parsed(zips["degrees"], "a.zip", work)
    assert sheet.points[1] == pytest.approx((106.1, 21.3))


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.shp": b"x"}, R.MISSING_PART),
        ({"a.shp": b"x", "a.shx": b"", "a.dbf": b""}, R.TRUNCATED),
        ({"../a.shp": b"x"}, R.PATH_IN_ZIP),
        ({"/etc/a.shp": b"x"}, R.PATH_IN_ZIP),
        ({"a.shp": bytes(3_000_000)}, R.ZIP_BOMB),
    ],
)
def test_a_hostile_shapefile_is_refused(members: dict[str, bytes], code: R, work: Path) -> None:
    assert refusal(made.zipped(members), "a.zip", work) is code


@pytest.fixture(scope="module")
def wholes() -> dict[str, bytes]:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(60):
        sheet.write(row, 0, f"Công ty {row}")
    file = io.BytesIO()
    book.save(file)
    point = geojson(HERE)
    rows = b"".join(b'<row r="%d"><c r="A%d" t="str"><v>%d Hop tac xa</v></c></row>' % (n, n, n) for n in range(1, 40))
    return {
        "a.xls": file.getvalue(),
        "a.xlsx": made.xlsx(rows),
        "a.ods": made.ods(_ods_cell("9", "9")),
        "a.geojson": point,
    }


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.geojson"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(share=st.floats(0, 0.999))
def test_a_truncated_file_is_refused_wherever_it_is_cut(
    share: float, name: str, wholes: dict[str, bytes], tmp_path: Path
) -> None:
    whole = wholes[name]
    assert refusal(whole[: int(len(whole) * share)], name, tmp_path) in {R.TRUNCATED, R.EMPTY, R.WRONG_TYPE}


@pytest.mark.parametrize("share", [0.002, 0.02, 0.3, 0.6, 0.9])
def test_a_truncated_old_workbook_is_refused_wherever_it_is_cut(share: float, wholes: dict[str, bytes]) -> None:
    whole = wholes["a.xls"]
    with pytest.raises(FileRefusedError) as caught:
        read_file(whole[: int(len(whole) * share)], "a.xls")
    assert caught.value.code is R.TRUNCATED


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.csv", "a.geojson", "a.gpkg", "a.zip", "a.xls"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.binary(max_size=600),
    magic=st.sampled_from([b"", b"PK\3\4", b"SQLite format 3\0", b'{"features":', b"\xff\xfe"]),
)
def test_random_bytes_are_refused_or_read_and_nothing_else(
    name: str, data: bytes, magic: bytes, tmp_path: Path
) -> None:
    try:
        sheets = parsed(magic + data, name, tmp_path)
    except FileRefusedError:
        return
    assert name in {"a.csv", "a.geojson"}
    assert sheets


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_workbook_with_some_bytes_changed_is_refused_or_read(
    changes: list[tuple[float, int]], wholes: dict[str, bytes], tmp_path: Path
) -> None:
    broken = bytearray(wholes["a.xlsx"])
    for share, byte in changes:
        broken[int(len(broken) * share)] = byte
    with contextlib.suppress(FileRefusedError):  # any other error would fail
        assert parsed(bytes(broken), "a.xlsx", tmp_path)


WATCHED = """
import sys
from pathlib import Path
from geodata.importing.limits import FileRefusedError, ImportLimits
from geodata.importing.files.reading import sheets_of
from geodata.jobs import JobLimits
from geodata.jobs.child import _limit
_limit(JobLimits(memory_mb=400), is_last=True)
try:
    sheets_of(lambda *_: None, sys.argv[1], "a.xlsx", ImportLimits())
except FileRefusedError as error:
    print(error.code)
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell what a process took")
@pytest.mark.parametrize(
    ("data", "code", "most_mb"),
    [
        (made.xlsx(made.number_rows(300_000)), R.TOO_MANY_ROWS, 60),
        (made.xlsx(CELL % (99_000, b"ZZ1") + CELL % (1, b"A99000")), R.TOO_MANY_COLUMNS, 60),
    ],
)  # fmt: skip
def test_a_refusal_takes_little_memory(data: bytes, code: R, most_mb: int, tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(data)
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    refused, peak = done.stdout.splitlines()
    assert refused == code
    assert int(peak) < most_mb * 1000, "in kB"


def test_a_smaller_limit_is_followed(tmp_path: Path) -> None:
    limits = replace(IMPORT_LIMITS, rows=3)
    assert refusal(b"a\nb\nc\nd\n", "a.csv", tmp_path, limits) is R.TOO_MANY_ROWS
    assert len(made.first_rows(parsed(b"a\nb\nc\n", "a.csv", tmp_path, limits))) == 3
