import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.briefing.story.text_fit import broken_lines, column_widths, width_in
from analytics.figures.table import Cell, FigureColumn
from analytics.wording.language import Language
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Qualifier


def test_no_line_ends_inside_an_amount() -> None:
    text = f"Số công bố: {qualified(Language('vi').money(63_400_000_000), Qualifier.AT_LEAST)}"
    widest = max(width_in(word, 28) for word in text.split(" "))
    lines = [line for n in range(1, 40) for line in broken_lines(text, 28, widest + n / 10)]
    assert not [line for line in lines if line.startswith(("63", "tỷ", "đồng"))]


WORDS = st.sampled_from(
    ["Trạng thái", "một", "2,11\u00a0tỷ\u00a0đồng", "≥\u00a01.350\u00a0triệu\u00a0đồng", "—", "chưa có thông tin", ""]
)


@given(st.lists(st.tuples(WORDS, WORDS, st.floats(0.5, 10)), min_size=1, max_size=7), st.floats(3, 13))
def test_a_column_is_as_wide_as_its_longest_word_where_all_have_room(
    columns: list[tuple[str, str, float]], width: float
) -> None:
    heads = [FigureColumn(heading, width=share) for heading, _, share in columns]
    widths = column_widths(heads, [[Cell(text) for _, text, _ in columns]], width, 14, 0.2)
    assert sum(widths) == pytest.approx(width)
    needed = [
        0.2 + max(width_in(word, 14, bold=True) for text in (heading, cell) for word in text.split(" "))
        for heading, cell, _ in columns
    ]
    if sum(needed) <= width:
        assert all(wide >= least - 1e-9 for wide, least in zip(widths, needed, strict=True))
