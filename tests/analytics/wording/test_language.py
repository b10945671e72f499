import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.trade.flows import Quantity
from analytics.trade.words import trade_amount_text
from analytics.wording.language import LANGUAGES, NO_BREAK, Language, language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Qualifier

VI, EN = Language("vi"), Language("en")


@pytest.mark.parametrize("code", [None, "", "fr", "VI", "<script>", "en\x00", "../vi"])
def test_an_unknown_language_is_vietnamese(code: str | None) -> None:
    assert language(code) == VI


def test_both_languages_are_known() -> None:
    assert [language(code).code for code in LANGUAGES] == ["vi", "en"]


@pytest.mark.parametrize(
    ("value", "digits", "vietnamese", "english"),
    [
        (0, 0, "0", "0"),
        (1234, 0, "1.234", "1,234"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234.0, 1, "1.234", "1,234"),
        (2.345, 2, "2,34", "2.34"),
        (1_000_000, 0, "1.000.000", "1,000,000"),
        (-5.25, 2, "-5,25", "-5.25"),
    ],
)
def test_numbers(value: float, digits: int, vietnamese: str, english: str) -> None:
    assert (VI.number(value, digits), EN.number(value, digits)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("vnd", "vietnamese", "english"),
    [
        (0, "0\u00a0đồng", "0\u00a0VND"),
        (999_999, "999.999\u00a0đồng", "999,999\u00a0VND"),
        (1_000_000, "1\u00a0triệu\u00a0đồng", "1\u00a0million\u00a0VND"),
        (100_500_000, "100,5\u00a0triệu\u00a0đồng", "100.5\u00a0million\u00a0VND"),
        (6_500_000_000, "6,5\u00a0tỷ\u00a0đồng", "6.5\u00a0billion\u00a0VND"),
        (30_720_000_000, "30,72\u00a0tỷ\u00a0đồng", "30.72\u00a0billion\u00a0VND"),
        (1_234_500_000_000, "1.234,5\u00a0tỷ\u00a0đồng", "1,234.5\u00a0billion\u00a0VND"),
    ],
)
def test_money(vnd: int, vietnamese: str, english: str) -> None:
    assert (VI.money(vnd), EN.money(vnd)) == (vietnamese, english)


@given(
    st.one_of(
        st.integers(0, 10**14),
        st.integers(-9, 9).map(lambda n: 10**9 + n),
        st.integers(-9999, 9).map(lambda n: 10**6 + n),
    )
)
@example(999_999_999)
@example(999_995_000)
def test_money_is_rounded_before_its_unit_is_chosen(vnd: int) -> None:
    number, unit = EN.money_parts(vnd)
    shown = float(number.replace(",", ""))
    assert shown < 1e6 if unit == "VND" else shown >= 1
    assert shown < 1000 or unit != "million VND"
    size = {"VND": 1, "million VND": 1e6, "billion VND": 1e9}[unit]
    assert abs(shown * size - vnd) <= size * 0.005 + 1e-3


@given(st.integers(0, 10**14))
def test_money_is_its_parts(vnd: int) -> None:
    number, unit = VI.money_parts(vnd)
    assert VI.money(vnd).split(NO_BREAK) == [number, *unit.split()]
    assert unit in {"đồng", "triệu đồng", "tỷ đồng"}


@pytest.mark.parametrize(
    ("share", "digits", "vietnamese", "english"),
    [(0.5, 0, "50%", "50%"), (0.0583, 1, "5,8%", "5.8%"), (1, 0, "100%", "100%")],
)
def test_percentages(share: float, digits: int, vietnamese: str, english: str) -> None:
    assert (VI.percent(share, digits), EN.percent(share, digits)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("iso", "vietnamese", "english"),
    [("2024", "2024", "2024"), ("2024-01", "01/2024", "01/2024"), ("2024-01-18", "18/01/2024", "18 Jan 2024")],
)
def test_dates_keep_their_precision(iso: str, vietnamese: str, english: str) -> None:
    assert (VI.partial_date(iso), EN.partial_date(iso)) == (vietnamese, english)


def test_english_is_the_message_itself() -> None:
    assert EN.text("Proposals") == "Proposals"
    assert VI.text("Proposals") == "Đề án"


def test_fields_are_filled_in_and_not_read_as_fields_again() -> None:
    hostile = "{0.__class__} {n} %s"
    assert EN.text("of {value} in the whole record", value=hostile) == f"of {hostile} in the whole record"


def test_a_message_without_fields_keeps_its_braces() -> None:
    assert EN.text("{first}–{last}") == "{first}–{last}"


@pytest.mark.parametrize(("n", "text"), [(1, "1 source"), (2, "2 sources"), (1234, "1,234 sources")])
def test_counts_have_their_form(n: int, text: str) -> None:
    assert EN.count("{n} source", "{n} sources", n) == text


def test_counts_in_vietnamese_have_one_form() -> None:
    one, many = (VI.count("{n} source", "{n} sources", n) for n in (1, 1234))
    assert (one, many) == ("1 nguồn", "1.234 nguồn")


def test_mark_changes_nothing() -> None:
    assert mark("Đề án") == "Đề án"


@given(
    st.integers(0, 10**14),
    st.sampled_from(list(Qualifier)),
    st.sampled_from(list(LANGUAGES)),
    st.sampled_from(list(Quantity)),
)
def test_no_line_ends_inside_a_number_with_its_sign_and_unit(
    amount: int, qualifier: Qualifier, code: str, quantity: Quantity
) -> None:
    spoken = language(code)
    assert " " not in qualified(spoken.money(amount), qualifier)
    assert " " not in trade_amount_text(amount, quantity, qualifier, spoken)
