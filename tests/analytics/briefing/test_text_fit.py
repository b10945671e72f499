from analytics.briefing.story.text_fit import broken_lines, width_in
from analytics.wording.language import Language
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Qualifier


def test_no_line_ends_inside_an_amount() -> None:
    text = f"Số công bố: {qualified(Language('vi').money(63_400_000_000), Qualifier.AT_LEAST)}"
    widest = max(width_in(word, 28) for word in text.split(" "))
    lines = [line for n in range(1, 40) for line in broken_lines(text, 28, widest + n / 10)]
    assert not [line for line in lines if line.startswith(("63", "tỷ", "đồng"))]
