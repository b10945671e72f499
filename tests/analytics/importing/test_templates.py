"""What a template offers can be imported: it is filled in as its own drop-downs allow, and read back."""

import io
from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analytics.importing.template_lists import communes, districts
from analytics.importing.templates import TEMPLATE_ROWS, example_value, offered, template, template_name
from geodata.importing.fields import FieldType, ImportField, tables
from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import best_sheet, propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from tests.geodata.importing.import_files import parsed

KINDS = list(tables())
LISTED = {FieldType.DISTRICT, FieldType.CHOICE, FieldType.NAMED, FieldType.STARS}


@cache
def made(kind: str) -> bytes:
    return template(kind)


PLACES = ("commune", "address")


def opened(kind: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(kind)))


def read_back(book: openpyxl.Workbook, kind: str, folder: Path) -> tuple[list[Sheet], UnderstoodSheet]:
    """Return all sheets of a filled template, and what the first was understood to say, with no help from a user."""
    file = io.BytesIO()
    book.save(file)
    sheets = parsed(file.getvalue(), template_name(kind), folder)
    assert best_sheet(sheets) == 0
    layout = propose(sheets[0])
    assert layout.kind == kind, "the table is known by its headings"
    return sheets, read_rows(sheets[0], layout)


def fill(sheet: Worksheet, row: int, kind: str, /, **changes: object) -> None:
    """Write the example into a row, some fields changed."""
    for column, field in enumerate(offered(tables()[kind]), start=1):
        sheet.cell(row, column).value = changes.get(field.name, example_value(field))


def validation(sheet: Worksheet, column: int) -> DataValidation | None:
    cell = sheet.cell(2, column).coordinate
    return next((one for one in sheet.data_validations.dataValidation if cell in one.sqref), None)


def allowed(book: openpyxl.Workbook, column: int) -> list[object]:
    """Return what the drop-down of a column offers, as the file says."""
    rule = validation(book.worksheets[0], column)
    if rule is None or rule.type != "list" or "OFFSET" in rule.formula1:
        return []
    name, _, area = rule.formula1.partition("!")
    return [cell.value for (cell,) in book[name][area.replace("$", "")]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_rows_an_example_notes_and_hidden_lists(kind: str) -> None:
    book = opened(kind)
    rows, example, notes, lists = book.worksheets
    assert lists.sheet_state == "veryHidden"
    fields = offered(tables()[kind])
    for sheet in (rows, example):
        assert [cell.value for cell in sheet[1]] == [field.heading for field in fields]
        assert sheet.freeze_panes == "B2"
    assert rows.max_row == 1, "the example is not among the rows that are imported"
    assert example.max_row == 2
    noted = [str(row[0].value) for row in notes.iter_rows()]
    for field, text in zip(fields, noted[-len(fields) :], strict=True):
        assert text.partition(": ")[2].startswith(field.heading)
        assert field.note in text
    assert all(sheet.column_dimensions["A"].width > 8 for sheet in (rows, example, notes))


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_a_template_is_a_formula_and_dates_and_numbers_are_typed(kind: str) -> None:
    book = opened(kind)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for column, field in enumerate(offered(tables()[kind]), start=1):
        cell = book.worksheets[1].cell(2, column)
        if field.example and field.type in {FieldType.DATE, FieldType.STAGE}:
            assert isinstance(cell.value, datetime)
            assert cell.number_format == "dd/mm/yyyy"
        if field.type in {FieldType.MONEY, FieldType.WHOLE, FieldType.YEAR, FieldType.LATITUDE}:
            assert isinstance(cell.value, int | float)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_understood_without_a_problem(kind: str, tmp_path: Path) -> None:
    book = opened(kind)
    fill(book.worksheets[0], 2, kind)
    _, understood = read_back(book, kind, tmp_path)
    [row] = understood.rows
    assert [problem for problem in understood.problems if problem.is_blocking] == []
    given = {field.name for field in offered(tables()[kind]) if field.example}
    assert given <= {name for name, cell in row.cells.items() if cell.value is not None}
    column_names = {column.field for column in understood.layout.columns}
    assert {field.name for field in offered(tables()[kind])} <= column_names


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_of_every_drop_down_is_understood_as_what_it_says(kind: str, tmp_path: Path) -> None:
    book = opened(kind)
    rows = book.worksheets[0]
    expected: list[tuple[ImportField, object]] = []
    open_places = {one.name: None for one in offered(tables()[kind]) if one.name in PLACES and not one.is_required}
    for column, field in enumerate(offered(tables()[kind]), start=1):
        for value in allowed(book, column):
            fill(rows, len(expected) + 2, kind, **(open_places | {field.name: value}))
            expected.append((field, value))
    _, understood = read_back(book, kind, tmp_path)
    assert [problem for problem in understood.problems if problem.is_blocking] == []
    assert len(understood.rows) == len(expected)
    offers = {field.type for field in offered(tables()[kind])} & LISTED
    assert {field.type for field, _ in expected} == offers
    for row, (field, value) in zip(understood.rows, expected, strict=True):
        meant = {choice.label: choice.value for choice in field.choices}.get(str(value))
        found = row.value(field.name)
        assert found is not None, (field.name, value)
        if meant:
            assert found == meant
        if field.type is FieldType.STARS:
            assert found == value


def test_every_commune_of_the_lists_is_understood(tmp_path: Path) -> None:
    book = opened("facilities")
    for row, (district, commune) in enumerate(communes(), start=2):
        fill(
            book.worksheets[0],
            row,
            "facilities",
            name=f"Hộ {row}",
            district=district,
            commune=commune,
            address=None,
            lon=None,
            lat=None,
        )
    _, understood = read_back(book, "facilities", tmp_path)
    assert len(communes()) == 209
    assert [problem for problem in understood.problems if problem.is_blocking] == []
    assert [(row.value("district"), row.value("commune")) for row in understood.rows] == list(communes())


def test_the_communes_follow_the_district_of_their_row() -> None:
    fields = [field.type for field in offered(tables()["facilities"])]
    rule = validation(opened("facilities").worksheets[0], fields.index(FieldType.COMMUNE) + 1)
    assert rule
    letter = openpyxl.utils.get_column_letter(fields.index(FieldType.DISTRICT) + 1)
    assert f"MATCH(${letter}2," in rule.formula1
    assert rule.errorStyle == "warning", "a commune of today may be written"
    listed = [district for district, _ in communes()]
    assert listed == sorted(listed, key=list(districts()).index), "OFFSET needs the communes of a district side by side"


@pytest.mark.parametrize("kind", KINDS)
def test_the_rules_hold_for_all_rows_and_speak_vietnamese(kind: str) -> None:
    sheet = opened(kind).worksheets[0]
    for rule in sheet.data_validations.dataValidation:
        assert str(rule.sqref).split(":")[1].endswith(str(TEMPLATE_ROWS + 1))
        if rule.type:
            assert rule.error
            assert "Hãy" in rule.error


def test_a_template_is_the_same_on_any_day_and_has_a_plain_name() -> None:
    assert template("facilities") == made("facilities")
    assert template_name("facilities") == "mau-co-so-cong-nghiep-nong-thon.xlsx"


def test_there_is_no_template_for_what_cannot_be_imported() -> None:
    with pytest.raises(KeyError):
        template("contradictions")
