"""Each refusal of a file says in both languages what is wrong and what to do."""

import pytest

from analytics.importing.words import import_refusal_text
from analytics.wording.language import Language
from geodata.importing.limits import FileRefusedError, RefusalCode

VALUES = {"name": "bảng.xlsx", "mb": 21, "limit": 100_000, "sheet": "Biểu 1", "row": 7, "named": "csv", "found": "EXE"}


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_has_words_in_both_languages(code: RefusalCode) -> None:
    error = FileRefusedError(code, VALUES | {"layer": "lớp", "part": ".dbf", "crs": "?", "reason": "Self-intersection"})
    vietnamese, english = (import_refusal_text(error, Language(language)) for language in ("vi", "en"))
    assert vietnamese != english
    assert "{" not in vietnamese + english
    assert len(vietnamese.split(". ")) >= 2, "what is wrong, and what to do"


def test_numbers_and_kinds_are_worded_for_the_reader() -> None:
    many = FileRefusedError(RefusalCode.TOO_MANY_ROWS, VALUES)
    assert "100.000 dòng" in import_refusal_text(many, Language("vi"))
    renamed = FileRefusedError(RefusalCode.WRONG_TYPE, VALUES)
    assert "nội dung là một phần mềm" in import_refusal_text(renamed, Language("vi"))


def test_a_text_of_the_file_is_no_pattern() -> None:
    error = FileRefusedError(RefusalCode.PATH_IN_NAME, {"name": "{limit}"})
    assert "“{limit}”" in import_refusal_text(error, Language("en"))
