"""Good files that programs write in unusual ways open, and a file that does not is refused for the reason that is true."""

import io
import json
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.limits import FileRefusedError
from geodata.importing.limits import RefusalCode as R
from geodata.importing.sheet_reading import read_rows
from tests.geodata.importing import import_files as made
from tests.geodata.importing.import_files import parsed

ROWS = [["TT", "Tên cơ sở", "Huyện"], [1, "HTX Chè Bản Ven", "Yên Thế"], [2, "Xưởng mộc Đông Thượng", "Yên Dũng"]]


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(data: bytes, name: str, folder: Path) -> R:
    with pytest.raises(FileRefusedError) as caught:
        parsed(data, name, folder)
    return caught.value.code


def as_rows(sheet: Sheet) -> list[list[object]]:
    return [list(row) for row in sheet.rows]


def _elsewhere(name: str) -> str:
    """Return where a program keeps the parts that others keep in xl/."""
    return {"xl/workbook.xml": "book/main.xml", "xl/_rels/workbook.xml.rels": "book/_rels/main.xml.rels"}.get(
        name, name.replace("xl/", "book/")
    )


def _led_elsewhere(name: str, part: bytes) -> bytes:
    if name == "_rels/.rels":
        return part.replace(b"xl/workbook.xml", b"book/main.xml")
    return part.replace(b"/xl/", b"/book/") if name.endswith(".rels") else part


@pytest.mark.parametrize(
    ("rename", "edit"),
    [
        (lambda name: name, lambda _, part: part),
        (lambda name: name.replace("/", "\\"), lambda _, part: part),
        (lambda name: name.replace("/", "\\"), lambda _, part: part.replace(b"/xl/worksheets/", b"worksheets\\")),
        (lambda name: f"/{name}", lambda _, part: part),
        (lambda name: name.replace("sharedStrings", "SharedStrings"), lambda _, part: part),
        (_elsewhere, _led_elsewhere),
    ],
    ids=["as usual", "backslashes", "backslashes inside", "slash before", "other capitals", "a folder of its own"],
)
def test_a_workbook_opens_however_it_is_packed(
    rename: Callable[[str], str], edit: Callable[[str, bytes], bytes], tmp_path: Path
) -> None:
    [sheet] = parsed(made.repacked(workbook(ROWS), rename, edit), "a.xlsx", tmp_path)
    assert as_rows(sheet) == ROWS


@pytest.mark.parametrize("part", ["Configurations2/accelerator/current.xml", "styles.xml", "Configurations2/menubar/"])
def test_an_opendocument_file_with_a_part_without_a_byte_opens(part: str, tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in ROWS[0]
    )
    data = made.ods(f'<table:table table:name="T"><table:table-row>{cells}</table:table-row></table:table>')
    [sheet] = parsed(made.repacked(made.zipped({part: b""} | _members(data)), str), "a.ods", tmp_path)
    assert as_rows(sheet) == ROWS[:1]


def _members(data: bytes) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}

    def keep(name: str, part: bytes) -> bytes:
        kept[name] = part
        return part

    made.repacked(data, str, keep)
    return kept


def _fill(sheet: xlwt.Worksheet) -> None:
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(at, column, value)


@pytest.mark.parametrize("page", [1252, 1258, 932, 10000, 65001])
def test_an_old_workbook_keeps_unicode_whatever_code_page_it_notes(page: int, tmp_path: Path) -> None:
    def noted(records: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        return [(kind, struct.pack("<H", page) if kind == 0x42 else data) for kind, data in records]

    [sheet] = parsed(made.old_excel(_fill, noted), "a.xls", tmp_path)
    assert as_rows(sheet) == ROWS


def test_an_old_workbook_with_a_password_is_not_called_damaged(tmp_path: Path) -> None:
    def locked(records: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        return [(0x2F if kind == 0xE1 else kind, data) for kind, data in records]

    assert refusal(made.old_excel(_fill, locked), "a.xls", tmp_path) is R.ENCRYPTED


def test_what_an_old_workbook_hides_is_known(tmp_path: Path) -> None:
    def hidden(sheet: xlwt.Worksheet) -> None:
        _fill(sheet)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True

    [sheet] = parsed(made.old_excel(hidden), "a.xls", tmp_path)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2,), (1,))


POINT = {"type": "Point", "coordinates": [106.4, 21.28]}
FEATURE = {"type": "Feature", "properties": {"Tên cơ sở": "HTX A"}, "geometry": POINT}


@pytest.mark.parametrize(
    ("content", "point"),
    [
        ({"type": "FeatureCollection", "features": [FEATURE]}, (106.4, 21.28)),
        (FEATURE, (106.4, 21.28)),
        ([FEATURE], (106.4, 21.28)),
        ([{"Tên cơ sở": "HTX A"}], None),
        ({"count": 1, "results": [{"Tên cơ sở": "HTX A"}]}, None),
    ],
    ids=["collection", "feature", "features", "objects", "objects inside"],
)
@pytest.mark.parametrize("name", ["a.geojson", "a.json"])
def test_json_of_features_or_objects_is_a_table(
    content: object, point: tuple[float, float] | None, name: str, tmp_path: Path
) -> None:
    [sheet] = parsed(json.dumps(content).encode(), name, tmp_path)
    assert as_rows(sheet) == [["Tên cơ sở"], ["HTX A"]]
    assert sheet.points == (None, point)


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"type": "FeatureCollection", "features": []}', b"[[1, 2]]"])
def test_json_without_a_row_has_no_layer(data: bytes, tmp_path: Path) -> None:
    assert refusal(data, "a.json", tmp_path) is R.NO_LAYER


def test_json_is_not_called_text(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as caught:
        parsed(b' [{"a": 1}]', "a.csv", tmp_path)
    assert (caught.value.code, caught.value.values["found"]) == (R.WRONG_TYPE, "geojson")


def test_exchanged_axes_are_named(tmp_path: Path) -> None:
    swapped = FEATURE | {"geometry": {"type": "Point", "coordinates": [21.28, 106.4]}}
    assert refusal(json.dumps(swapped).encode(), "a.geojson", tmp_path) is R.SWAPPED_AXES


@pytest.mark.parametrize("length", [201, 400, 5000])
def test_a_heading_may_be_longer_than_a_paragraph(length: int) -> None:
    heading = "Kinh phí hỗ trợ (triệu đồng) " + "theo văn bản " * (length // 13 + 1)
    rows = (("STT", "Tên đề án", "Huyện", heading), (1, "Hỗ trợ máy ép", "Lục Nam", 100))
    sheet = Sheet("S", rows)
    assert [row.value("support_vnd") for row in read_rows(sheet, propose(sheet)).rows] == [100_000_000]


def test_a_formula_that_no_program_has_computed_is_kept_as_it_stands_and_a_computed_one_is_its_value(
    tmp_path: Path,
) -> None:
    rows = [["Tên cơ sở", "Số lao động"], ["HTX A", "=3+4"]]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, rows[0])
        sheet.write(1, 0, "HTX A")
        sheet.write_formula(1, 1, "=3+4")
        sheet.write(2, 0, "HTX B")
        sheet.write_formula(2, 1, "=3+5", None, 8)

    def old(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "Tên cơ sở")
        sheet.write(1, 0, xlwt.Formula("3+4"))
        sheet.row(2).set_cell_error(0, 0x2A)

    assert [as_rows(parsed(data, "a.xlsx", tmp_path)[0])[1] for data in (workbook(rows), file.getvalue())] == [
        ["HTX A", "=3+4"],
        ["HTX A", "=3+4"],
    ]
    assert as_rows(parsed(file.getvalue(), "a.xlsx", tmp_path)[0])[2] == ["HTX B", 8]
    assert as_rows(parsed(made.old_excel(old), "a.xls", tmp_path)[0])[1:] == [["=…"], ["#N/A"]]


@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!", "Err:502"])
def test_the_error_of_an_opendocument_cell_is_kept_and_its_formula_where_it_has_no_result(
    shown: str, tmp_path: Path
) -> None:
    first = '<table:table-cell office:value-type="string"><text:p>Tên cơ sở</text:p></table:table-cell>'
    kinds = ('office:value-type="string" office:string-value=""', 'office:value-type="float" office:value="0"')
    for kind in kinds:
        failed = f'<table:table-cell table:formula="of:=1/0" {kind}><text:p>{shown}</text:p></table:table-cell>'
        unmade = '<table:table-cell table:formula="of:=[.A1]"/>'
        row = "<table:table-row>{}</table:table-row>".format
        data = made.ods(f'<table:table table:name="T">{row(first)}{row(failed)}{row(unmade)}</table:table>')
        [sheet] = parsed(data, "a.ods", tmp_path)
        assert as_rows(sheet) == [["Tên cơ sở"], [shown], ["=[.A1]"]]
