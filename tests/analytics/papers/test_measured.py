"""Titles are broken into lines of like length without taking more of them."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.papers.docx.form import form
from analytics.papers.docx.measured import balanced, line_count, line_width_mm

TITLE = form().styles["extract"]
TEXTS = st.lists(st.text("aăMWđệ1.", min_size=1, max_size=30), max_size=30).map(" ".join)


@given(TEXTS, st.floats(30, 250))
def test_a_balanced_text_takes_no_more_lines_and_no_more_width(text: str, width: float) -> None:
    narrow = balanced(text, TITLE, width)
    assert narrow <= width
    assert line_count(text, TITLE, narrow) <= line_count(text, TITLE, width)


@given(TEXTS, st.floats(30, 250))
def test_lines_hold_the_whole_text(text: str, width: float) -> None:
    assert line_count(text, TITLE, width) >= line_width_mm(text, TITLE) / width - 1e-9


def test_a_last_word_is_not_left_alone() -> None:
    text = "Sở Công Thương tỉnh Bắc Giang".upper()
    style = form().styles["superior"]
    narrow = balanced(text, style, 66)
    assert line_count(text, style, 66) == 2
    assert line_width_mm("SỞ CÔNG THƯƠNG", style) <= narrow < line_width_mm("SỞ CÔNG THƯƠNG TỈNH", style)


def test_marks_do_not_widen_a_letter() -> None:
    assert line_width_mm("Độc lập - Tự do", TITLE) == line_width_mm("Doc lap - Tu do", TITLE)
