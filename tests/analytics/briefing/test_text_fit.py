import pytest

from analytics.briefing.story.text_fit import lines_of, unbroken, width_in
from analytics.wording.language import Language

VI, EN = Language("vi"), Language("en")


@pytest.mark.parametrize(
    ("language", "text", "joined"),
    [
        (VI, "cộng lại 1,8 tỷ đồng, 5 đề án", "1,8\u00a0tỷ\u00a0đồng, 5 đề án"),
        (VI, "150 triệu đồng (17%)", "150\u00a0triệu\u00a0đồng (17%)"),
        (VI, "0 đồng", "0\u00a0đồng"),
        (EN, "≥ 63.4 billion VND. Itemised", "63.4\u00a0billion\u00a0VND. Itemised"),
    ],
)
def test_an_amount_stays_with_its_unit(language: Language, text: str, joined: str) -> None:
    found = unbroken(text, language)
    assert joined in found
    assert found.replace("\u00a0", " ") == text


def test_no_line_ends_inside_an_amount() -> None:
    text = unbroken("Số công bố: ≥ 63,4 tỷ đồng", VI)
    widest = max(width_in(word, 28) for word in text.split(" "))
    assert all(
        not line.startswith(("tỷ", "đồng")) for n in range(1, 40) for line in lines_of(text, 28, widest + n / 10)
    )
