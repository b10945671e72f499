"""A cell that says nothing, or nothing that its field can hold, is told; only a row without its name is lost."""

import pytest

from geodata.importing.fields import FieldType, tables
from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet

ERRORS = ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "Err:502", "#n/a"]
FORMULAS = ["=E3-F3", "=SUM(A1:A3)", "=…"]
HEADING = {"facilities": "Tên cơ sở", "proposals": "Tên đề án"}


def read(kind: str, column: str, value: SheetCell) -> UnderstoodSheet:
    """Return two rows of a table with their name and one more column, whose second cell is `value`."""
    name, field = HEADING[kind], tables()[kind].field(column)
    rows = ((name, field.heading), ("Hỗ trợ máy ép gỗ", _good(field.type)), ("Hỗ trợ máy sấy chè", value))
    sheet = Sheet("S", rows)
    layout = propose(sheet, kind, (0, 0))
    return read_rows(sheet, layout if layout.column_of(column) else layout.with_field(1, column, field.unit))


def _good(kind: FieldType) -> SheetCell:
    return {FieldType.MONEY: 300, FieldType.WHOLE: 12, FieldType.DATE: "15/03/2023", FieldType.YEAR: 2020}.get(
        kind, "Lục Nam"
    )


OPTIONAL = [(kind, one.name) for kind in HEADING for one in tables()[kind].fields if not one.is_required]


@pytest.mark.parametrize(("kind", "column"), OPTIONAL)
def test_a_failed_formula_is_told_and_no_value_in_any_column(kind: str, column: str) -> None:
    for value in (ERRORS[0], FORMULAS[0]):
        understood = read(kind, column, value)
        told = [(one.code, one.row, one.column, one.is_blocking) for one in understood.problems if one.row == 3]
        assert (("cell_error" if value in ERRORS else "formula_unmade"), 3, 2, False) in told
        row = understood.rows[-1]
        assert not row.is_refused
        assert value not in [cell.value for cell in row.cells.values()]


@pytest.mark.parametrize("value", ERRORS + FORMULAS)
def test_a_failed_formula_is_no_name(value: str) -> None:
    sheet = Sheet("S", (("Tên đề án", "Đơn vị thụ hưởng"), ("Hỗ trợ máy ép", value), (value, "HTX A")))
    understood = read_rows(sheet, propose(sheet, "proposals"))
    assert [(row.is_refused, row.text("title"), row.text("beneficiary")) for row in understood.rows] == [
        (False, "Hỗ trợ máy ép", ""),
        (True, "", "HTX A"),
    ]
    code = "cell_error" if value in ERRORS else "formula_unmade"
    assert [(one.code, one.row) for one in understood.problems if one.code != "year_missing"] == [(code, 2), (code, 3)]


NONSENSE = {
    "workers": "mười lăm",
    "revenue_vnd": "nhiều",
    "founded_year": "lâu rồi",
    "lon": "không rõ",
    "lat": "999",
    "coordinates": "gần cầu",
    "kind": "không biết",
    "district": "Huyện Không Có",
    "support_vnd": "ba trăm",
    "approved": "8h00",
    "stage_on": "8h00",
    "year": "năm nay",
    "programme": "nguồn lạ",
}


@pytest.mark.parametrize(("kind", "column"), [(kind, name) for kind, name in OPTIONAL if name in NONSENSE])
def test_an_optional_cell_that_cannot_be_read_is_a_remark_and_not_the_loss_of_its_row(kind: str, column: str) -> None:
    understood = read(kind, column, NONSENSE[column])
    assert [row.is_refused for row in understood.rows] == [False, False]
    assert 3 in {one.row for one in understood.problems if not one.is_blocking}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15 (5 nữ)", 15),
        ("15 người (trong đó 5 nữ)", 15),
        ("15, trong đó 5 nữ", 15),
        ("1.200 lao động (300 nữ)", 1200),
        ("gần 50 (20 nữ)", 50),
    ],
)
def test_a_number_with_words_on_a_part_of_it_is_the_number(text: str, number: int) -> None:
    sheet = Sheet("S", (("Tên cơ sở", "Số lao động"), ("HTX A", text)))
    (row,) = read_rows(sheet, propose(sheet)).rows
    assert (row.value("workers"), row.cells["workers"].note) == (number, "number_qualified")


@pytest.mark.parametrize(
    ("kind", "headings", "wanted"),
    [
        ("ocop_products", ("Tên sản phẩm", "Chủ thể", "3 sao", "4 sao", "5 sao"), "stars"),
        ("proposals", ("Tên đề án", "Năm", "Quốc gia", "Tỉnh", "Huyện"), "programme"),
    ],
)
def test_two_marks_of_which_one_can_hold_leave_an_optional_value_open(
    kind: str, headings: tuple[str, ...], wanted: str
) -> None:
    second = "HTX A" if kind == "ocop_products" else 2021
    sheet = Sheet("S", (headings, ("Một", second, "x", None, None), ("Hai", second, "x", "x", None)))
    understood = read_rows(sheet, propose(sheet, kind, (0, 0)))
    assert not tables()[kind].field(wanted).is_required
    one, two = understood.rows
    assert one.cells[wanted].note == "from_mark"
    assert not two.is_refused
    assert wanted not in two.cells or two.cells[wanted].column is None
    assert [(told.code, told.row) for told in understood.problems if told.is_blocking or told.row == 3] == [
        ("several_marks", 3)
    ]
