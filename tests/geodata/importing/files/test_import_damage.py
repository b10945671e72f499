"""Only true damage of a file is called damage: an error of this app's own code while it reads stays what it is, with its trace."""

import ast
import io
import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geodata import importing
from geodata.importing.files import (
    delimited,
    features,
    geojson,
    map_files,
    packages,
    sheet_xml,
    spreadsheets,
    xls_records,
)
from geodata.importing.files.reading import read_file
from geodata.importing.limits import FileRefusedError
from geodata.jobs import JobStoppedError, StopReason
from tests.geodata.importing import import_files as made
from tests.geodata.importing.import_files import parsed

READERS = Path(importing.__file__).parent
POINT = {"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [106.2, 21.3]}}


def layers(folder: Path, driver: str, suffix: str) -> Path:
    path = folder / f"layer{suffix}"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(106.2, 21.3)], crs="EPSG:4326").to_file(path, driver=driver)
    return path


def geopackage(folder: Path) -> bytes:
    return layers(folder, "GPKG", ".gpkg").read_bytes()


def shapefile(folder: Path) -> bytes:
    layers(folder, "ESRI Shapefile", ".shp")
    return made.zipped({path.name: path.read_bytes() for path in folder.glob("layer.*")})


FILES: dict[str, Callable[[Path], bytes]] = {
    "a.csv": lambda _: b"a;b\n1;2\n",
    "a.xlsx": lambda _: made.xlsx(made.number_rows(2)),
    "a.ods": lambda _: made.ods(
        '<table:table table:name="T"><table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    ),
    "a.xls": lambda _: made.old_excel(lambda sheet: sheet.write(0, 0, "a")),
    "a.geojson": lambda _: json.dumps({"type": "FeatureCollection", "features": [POINT]}).encode(),
    "a.gpkg": geopackage,
    "a.zip": shapefile,
}
OURS: list[tuple[str, object, str]] = [
    ("a.csv", delimited, "as_rows"),
    ("a.csv", delimited, "check_extent"),
    ("a.xlsx", spreadsheets, "as_rows"),
    ("a.xlsx", spreadsheets, "_merged"),
    ("a.xlsx", packages, "_relations"),
    ("a.xlsx", sheet_xml, "_column_number"),
    ("a.ods", sheet_xml, "_times"),
    ("a.ods", packages, "_check_cells"),
    ("a.xls", xls_records, "_with_unicode"),
    ("a.xls", xls_records, "_extent"),
    ("a.geojson", geojson, "decoded"),
    ("a.geojson", geojson, "_columns"),
    ("a.geojson", features, "as_cell"),
    ("a.gpkg", map_files, "as_sheet"),
    ("a.zip", map_files, "dbf_texts"),
    ("a.zip", map_files, "shapefiles"),
]
"""A file, and functions of ours that its reading calls: at the bottom of each reader."""
ERRORS = (
    ValueError,
    OSError,
    RuntimeError,
    RecursionError,
    NotImplementedError,
    EOFError,
    OverflowError,
    TypeError,
    AttributeError,
    IndexError,
    KeyError,
    ZeroDivisionError,
)


@pytest.mark.parametrize("ours", OURS, ids=lambda one: f"{one[0]}-{one[2]}")
@pytest.mark.parametrize("error", ERRORS)
def test_an_error_of_our_own_code_is_never_called_damage(
    ours: tuple[str, object, str], error: type[Exception], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name, module, function = ours
    (tmp_path / "made").mkdir()
    data, folder = FILES[name](tmp_path / "made"), tmp_path / "read"
    folder.mkdir()

    def stumble(*_: object, **__: object) -> None:
        raise error("ours")

    monkeypatch.setattr(module, function, stumble)
    with pytest.raises(error, match="ours"):
        parsed(data, name, folder)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_breaks_off_is_damaged(name: str, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    folder = tmp_path / "read"
    folder.mkdir()
    data = FILES[name](tmp_path / "made") if name != "a.csv" else b'a;b\n"1;2\n3;4'
    cut = data if name == "a.csv" else data[: len(data) * 2 // 3]
    with pytest.raises(FileRefusedError, match="truncated"):
        parsed(cut, name, folder)


def test_damage_is_said_in_one_place_of_named_errors_of_libraries() -> None:
    for path in READERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ExceptHandler) or "TRUNCATED" not in ast.dump(node):
                continue
            caught = ast.unparse(node.type) if node.type else "everything"
            assert (path.name, caught) in {
                ("damage.py", "errors"),
                ("spreadsheets.py", "calamine.CalamineError"),
                ("encodings.py", "UnicodeDecodeError"),
            }


def test_a_reading_process_that_dies_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def died(*_: object) -> None:
        raise JobStoppedError(StopReason.DIED)

    monkeypatch.setattr("geodata.importing.files.reading.run", died)
    with pytest.raises(JobStoppedError) as stopped:
        read_file(io.BytesIO(b"a;b\n1;2\n").getvalue(), "a.csv")
    assert stopped.value.reason is StopReason.DIED
