"""Each thing that is said of a boundary file is said in both languages: where, what and, where it is wrong, what to do."""

import pytest

from analytics.boundaries.words import boundary_note_text, boundary_problem_text, set_text
from analytics.wording.language import Language
from geodata.boundaries import UNIT_LAYERS
from geodata.boundary_files.problems import BoundaryProblem, Note, NoteCode, ProblemCode, Where

VI, EN = Language("vi"), Language("en")
PLACE = Where("ranh_gioi.gpkg", "DiaPhan", (4,))
VALUES = {
    "mb": 60,
    "limit": 1500,
    "count": 12,
    "reason": "Self-intersection[106.2 21.3]",
    "crs": "EPSG:3405",
    "wanted": "Xa",
    "layers": ["Huyen", "Xa"],
    "member": "a.shp",
    "parts": [".shx", ".dbf"],
    "kind": "Point",
    "example": "(106.2, 21.3)",
    "set": "districts_2024",
    "sets": ["districts_2024", "communes_2025"],
    "columns": ["ID"],
    "texts": ["TEN = “Lạng Sơn”"],
    "nearest": "Huyện Lạng Giang",
    "code": "215",
    "unit": "Huyện Yên Thế (215)",
    "other": "Huyện Tân Yên (216)",
    "name": "Huyện Tân Yên",
    "share": 0.125,
    "least": 0.8,
    "overlap": 0.9876,
    "change": 0.00004,
    "km2": 1234.567,
    "official_km2": 301.2,
    "metres": 50,
    "kb": 58,
    "column": "TEN",
    "table": "TCVN3",
}


@pytest.mark.parametrize("code", ProblemCode)
def test_a_problem_says_where_what_and_what_to_do(code: ProblemCode) -> None:
    vietnamese, english = (boundary_problem_text(BoundaryProblem(code, PLACE, VALUES), words) for words in (VI, EN))
    assert vietnamese.startswith("ranh_gioi.gpkg, lớp DiaPhan, đối tượng số 4: ")
    assert english.startswith("ranh_gioi.gpkg, layer DiaPhan, feature 4: ")
    what, _, remedy = vietnamese.partition(": ")[2].partition(". Hãy ")
    if not remedy:
        what, _, remedy = vietnamese.partition(": ")[2].partition(". Nếu là ")
    assert what
    assert remedy.endswith(".")
    assert len(english.split(". ")) >= 2
    assert not {"{", "}"} & {*vietnamese, *english}


@pytest.mark.parametrize("code", NoteCode)
def test_what_was_done_is_told_in_both_languages(code: NoteCode) -> None:
    vietnamese, english = (boundary_note_text(Note(code, values=VALUES), words) for words in (VI, EN))
    assert vietnamese != english
    assert vietnamese.endswith(".")
    assert not {"{", "}"} & {*vietnamese, *english}


def test_numbers_are_written_for_the_reader() -> None:
    text = boundary_problem_text(BoundaryProblem(ProblemCode.UNIT_AREA, PLACE, VALUES), VI)
    assert "1.234,57 km²" in text
    assert "301,2 km²" in text
    assert "trùng 98,8%" in boundary_note_text(Note(NoteCode.LEAST_OVERLAP, values=VALUES), VI)
    assert "thay đổi 0,004%" in boundary_note_text(Note(NoteCode.MENDED, PLACE, VALUES), VI)


def test_several_features_are_named() -> None:
    text = boundary_problem_text(BoundaryProblem(ProblemCode.UNIT_TWICE, PLACE.at(4, 11), VALUES), VI)
    assert text.startswith("ranh_gioi.gpkg, lớp DiaPhan, các đối tượng số 4, 11: các đối tượng này đều là Huyện Yên")


def test_the_reason_of_the_library_is_translated_with_its_place() -> None:
    text = boundary_problem_text(BoundaryProblem(ProblemCode.INVALID_POLYGON, PLACE, VALUES), VI)
    assert "vùng không hợp lệ: đường biên tự cắt [106.2 21.3]. Hãy" in text
    bracketed = boundary_problem_text(BoundaryProblem(ProblemCode.UNREADABLE, PLACE, {"reason": "[Errno 5] x"}), VI)
    assert "([Errno 5] x)" in bracketed


def test_a_text_of_the_file_is_no_pattern_and_commands_no_terminal() -> None:
    where = Where("\x1b[2Jx.gpkg", "a\nb")
    text = boundary_problem_text(
        BoundaryProblem(ProblemCode.LAYER_UNKNOWN, where, {"wanted": "{file}\x07", "layers": ["\x9b1m"]}), VI
    )
    assert text.isprintable()
    assert "“{file}�”" in text


@pytest.mark.parametrize("name", UNIT_LAYERS)
def test_every_set_of_units_has_words(name: str) -> None:
    assert set_text(name, VI).startswith(f"{name} (")
    assert set_text(name, VI) != set_text(name, EN)
