"""Each problem of an import is worded in both languages: where it is, what it is, what to do."""

import ast
import re
from enum import StrEnum
from pathlib import Path

import pytest

from analytics.importing.problems import cell_note_text, column_letter, import_problem_text
from analytics.wording.language import Language
from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.grid import ImportProblem
from geodata.importing.plans.planning import note_texts
from geodata.schema.vocabulary import Qualifier

ROOT = Path(__file__).parents[3]
VI, EN = Language("vi"), Language("en")
VALUES = {
    "heading": "Kinh phí thực hiện / NSNN hỗ trợ",
    "unit": "million",
    "choices": "Cơ khí, Khác",
    "hint": "Huyện Lục Ngạn",
    "others": "Công ty TNHH Vũ Thịnh (vu-thinh)",
    "facility": "Cty Vũ Thịnh",
    "first": "7",
    "lon": "105.2",
    "lat": "21.3",
    "stated": "1350000000",
    "made": "1300000000",
    "whole": "400000000",
    "parts": "300000000",
    "vnd": "300000000",
    "read": "1234",
    "other": "1.234",
    "count": "3",
    "years": "2021, 2022",
    "year": "2022",
    "low": "105.8",
    "high": "107.1",
    "rows": "4, 5",
    "markets": "Trung Quốc, Nhật Bản",
    "day": "2024-05-15",
}


@pytest.mark.parametrize("code", ProblemKind)
@pytest.mark.parametrize("language", [VI, EN], ids=["vi", "en"])
def test_a_problem_says_where_what_and_what_to_do(code: ProblemKind, language: Language) -> None:
    text = import_problem_text(ImportProblem(code, "KC 2023", 14, 6, "ba trăm", VALUES), language)
    assert "KC 2023" in text
    assert "14" in text
    assert "NSNN hỗ trợ" in text
    assert "Kinh phí thực hiện /" not in text
    assert not re.search(r"[{}]|“”", text)
    assert text.endswith((".", "?"))


@pytest.mark.parametrize("code", ProblemKind)
def test_a_problem_is_told_in_vietnamese(code: ProblemKind) -> None:
    problem = ImportProblem(code, "KC", 14, 6, "ba trăm", VALUES)
    assert import_problem_text(problem, VI) != import_problem_text(problem, EN)
    assert import_problem_text(problem, VI).startswith("Trang “KC”, dòng 14, cột F «NSNN hỗ trợ»: ")


def test_the_remedy_for_a_word_instead_of_an_amount() -> None:
    problem = ImportProblem(
        ProblemKind.MONEY_UNREADABLE, "KC 2023", 14, 6, "ba trăm", {"heading": "Kinh phí", "unit": "million"}
    )
    assert import_problem_text(problem, VI) == (
        "Trang “KC 2023”, dòng 14, cột F «Kinh phí»: không hiểu “ba trăm” là số tiền; ghi bằng chữ số, "
        "ví dụ 300 (triệu đồng) hoặc 300.000.000 đồng."
    )


def test_a_problem_of_a_whole_sheet_names_the_sheet() -> None:
    assert import_problem_text(ImportProblem(ProblemKind.YEAR_MISSING, "KC"), VI).startswith("Trang “KC”: ")


@pytest.mark.parametrize("note", CellNote)
def test_a_note_is_worded(note: CellNote) -> None:
    assert cell_note_text(note, VI)
    assert cell_note_text("", VI) == ""


def test_columns_are_named_as_the_spreadsheet_names_them() -> None:
    assert [column_letter(at) for at in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


@pytest.mark.parametrize("read", ["—", "2023", "2022, 2023"])
def test_years_side_by_side_are_named_as_years(read: str) -> None:
    values = {"heading": "Năm 2022 / Giá trị", "years": "2022, 2023", "read": read}
    assert f" {read}." in import_problem_text(ImportProblem(ProblemKind.YEAR_COLUMNS, "XK", None, 5, "", values), EN)


@pytest.mark.parametrize("codes", [ProblemKind, CellNote])
def test_every_member_is_used_and_none_is_written_as_a_bare_string(codes: type[StrEnum]) -> None:
    modules = [path for path in (ROOT / "geodata" / "importing").rglob("*.py") if path.name != "codes.py"]
    nodes = [node for path in modules for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    made = {f"QUANTITY_{one.name}" for one in Qualifier}
    assert {one.name for one in codes} - used - made == set()
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {one.value for one in codes} & strings <= {"volume_unit"}, "a column of the record has this name"


def test_the_notes_that_a_record_keeps_in_words_are_those_of_cells() -> None:
    assert set(note_texts()) <= {*map(str, CellNote), "part"}
