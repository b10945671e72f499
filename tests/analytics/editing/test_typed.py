"""What a person types: numbers in the notation of the screen, amounts in words of size, dates; doubts are asked, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.editing.fields import Entry
from analytics.editing.typed import (
    NUMBERS,
    READ,
    SignRole,
    TypedProblem,
    Understood,
    reading_text,
    role_text,
    typed_form,
    understood,
)
from analytics.wording.language import Language

VI, EN = Language("vi"), Language("en")
languages = st.sampled_from([VI, EN])
BLANKS = (" ", "\u00a0", "\u202f", "\u2009")
FOREIGN = str.maketrans(".,", ",.")


def asked(read: Understood) -> dict[str, float]:
    assert read.value is None
    assert read.question is not None
    return {role.value: value for role, value in read.question.readings.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500", 1500),
        ("150,5", 150.5),
        ("0,75", 0.75),
        ("1.234,5", 1234.5),
        ("150.000.000", 150_000_000),
        ("150 000 000", 150_000_000),
        ("1,234.5", 1234.5),
        ("1,234,567", 1_234_567),
        ("1234,567", 1234.567),
        ("0,750", 0.75),
        ("-12,5", -12.5),
        ("−12,5", -12.5),
        (" 12,5 ", 12.5),
        ("１２,５", 12.5),
        ("1,2 tỷ", 1_200_000_000),
        ("", None),
        ("—", None),
    ],
)
def test_numbers_are_read_in_the_notation_of_the_screen(text: str, value: float | None) -> None:
    assert understood(Entry.NUMBER, text, VI) == Understood(value)
    if "1,234" not in text and "tỷ" not in text:
        assert understood(Entry.NUMBER, text.translate(FOREIGN), EN) == Understood(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("150.000.000", 150_000_000),
        ("150000000", 150_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("300tr", 300_000_000),
        ("300 triệu đồng", 300_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("900.000 đ", 900_000),
        ("500k", 500_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, value: int) -> None:
    read = understood(Entry.MONEY, text, VI)
    assert read == Understood(value)
    assert isinstance(read.value, int)


@pytest.mark.parametrize(
    ("language", "text", "readings"),
    [
        (VI, "1,234", {"groups": 1234, "decimal": 1.234}),
        (EN, "1.234", {"groups": 1234, "decimal": 1.234}),
    ],
)
def test_what_may_be_meant_in_two_ways_is_asked(language: Language, text: str, readings: dict[str, float]) -> None:
    read = understood(Entry.NUMBER, text, language)
    assert asked(read) == readings
    assert not read.is_settled
    assert read.answered(None) is read
    for role, value in readings.items():
        assert read.answered(SignRole(role)) == Understood(value)
        assert read.question
        assert text.strip("0123456789") in role_text(read.question, SignRole(role), language)


@pytest.mark.parametrize(
    ("language", "entry", "text", "value"),
    [
        (VI, Entry.NUMBER, "1.5", 1.5),
        (VI, Entry.NUMBER, "0.75", 0.75),
        (EN, Entry.NUMBER, "1,5", 1.5),
        (VI, Entry.NUMBER, "1.5 triệu", 1_500_000),
        (VI, Entry.MONEY, "1,234", 1234),
        (EN, Entry.MONEY, "1.234", 1234),
        (VI, Entry.WHOLE, "1,234", 1234),
        (VI, Entry.SHARE, "0.5", 0.5),
    ],
)
def test_what_the_field_can_hold_in_one_way_only_is_no_question(
    language: Language, entry: Entry, text: str, value: float
) -> None:
    assert understood(entry, text, language) == Understood(value)


@pytest.mark.parametrize("entry", [Entry.MONEY, Entry.WHOLE, Entry.NUMBER, Entry.SHARE, Entry.YEAR])
@pytest.mark.parametrize("text", ["300¹", "2023²", "1½", "300⁽¹⁾", "¼", "30①"])
def test_a_raised_mark_or_a_fraction_sign_is_no_digit(entry: Entry, text: str) -> None:
    assert understood(entry, text, VI) == Understood(problem=TypedProblem.QUALIFIED)


@pytest.mark.parametrize(
    ("entry", "text", "problem"),
    [
        (Entry.MONEY, "150,5", TypedProblem.FRACTION_OF_DONG),
        (Entry.MONEY, "1.5", TypedProblem.FRACTION_OF_DONG),
        (Entry.MONEY, "0,00000000001 tỷ", TypedProblem.FRACTION_OF_DONG),
        (Entry.MONEY, "nhiều", TypedProblem.NO_AMOUNT),
        (Entry.MONEY, "12.34.5", TypedProblem.NO_AMOUNT),
        (Entry.MONEY, "300 triệu/năm", TypedProblem.NO_AMOUNT),
        (Entry.WHOLE, "12,5", TypedProblem.FRACTION),
        (Entry.NUMBER, "5 đồng", TypedProblem.NO_NUMBER),
        (Entry.NUMBER, "1e5", TypedProblem.NO_NUMBER),
        (Entry.SHARE, "30", TypedProblem.NO_SHARE),
        (Entry.SHARE, "130%", TypedProblem.NO_SHARE),
        (Entry.SHARE, "-5%", TypedProblem.NO_SHARE),
        (Entry.SHARE, "một nửa", TypedProblem.NO_SHARE),
        (Entry.NUMBER, "30%", TypedProblem.NO_NUMBER),
        (Entry.YEAR, "15/3/2019", TypedProblem.NO_YEAR),
        (Entry.YEAR, "lâu rồi", TypedProblem.NO_YEAR),
        (Entry.NUMBER, "9" * 400, TypedProblem.NO_NUMBER),
        (Entry.NUMBER, "gần 100", TypedProblem.QUALIFIED),
        (Entry.MONEY, "100-200", TypedProblem.QUALIFIED),
        (Entry.DATE, "32/13/2024", TypedProblem.NO_DATE),
        (Entry.DATE, "29/02/2023", TypedProblem.NO_DATE),
        (Entry.DATE, "Quý II/2023", TypedProblem.COARSE),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(entry: Entry, text: str, problem: TypedProblem) -> None:
    for language in (VI, EN):
        read = understood(entry, text, language)
        assert read == Understood(problem=problem) or (language is EN and read.question is not None and "," in text)
        assert VI.text(problem.value) != problem.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20/11/2023", "2023-11-20"),
        ("1.2.2023", "2023-02-01"),
        ("3-2023", "2023-03"),
        (" 2023 ", "2023"),
        ("5/3/23", "2023-03-05"),
        ("", None),
    ],
)
def test_dates_are_typed_as_people_write_them(typed: str, kept: str | None) -> None:
    assert understood(Entry.DATE, typed, VI) == Understood(kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("30%", 0.3), ("30 %", 0.3), ("0,3", 0.3), ("12,5%", 0.125), ("100%", 1.0), ("1", 1.0), ("0", 0.0)],
)
def test_a_share_is_typed_as_a_percentage_or_a_number(typed: str, kept: float) -> None:
    assert understood(Entry.SHARE, typed, VI) == Understood(kept)


@given(
    language=languages, value=st.integers(0, 10**15), entry=st.sampled_from(sorted(NUMBERS - {Entry.YEAR, Entry.SHARE}))
)
def test_no_whole_number_in_the_notation_of_the_screen_is_refused(language: Language, value: int, entry: Entry) -> None:
    shown = typed_form(entry, value, language)
    group = "." if language is VI else ","
    for text in (shown, str(value), *(shown.replace(group, blank) for blank in BLANKS)):
        assert understood(entry, text, language) == Understood(value), text
    assert reading_text(entry, value, language).startswith(shown)


@given(language=languages, whole=st.integers(0, 10**9), digits=st.text("0123456789", min_size=1, max_size=6))
def test_a_decimal_in_the_notation_of_the_screen_is_read_or_asked(language: Language, whole: int, digits: str) -> None:
    sign = "," if language is VI else "."
    expected = float(Decimal(f"{whole}.{digits}"))
    read = understood(Entry.NUMBER, f"{whole}{sign}{digits}", language)
    if len(digits) == 3 and 0 < whole < 1000:
        assert asked(read) == {"groups": whole * 1000 + int(digits), "decimal": expected}
    else:
        assert read == Understood(expected)


@given(language=languages, text=st.text("0123456789., -đtrỷtkA", max_size=12), entry=st.sampled_from(sorted(READ)))
def test_anything_typed_is_understood_asked_or_refused(language: Language, text: str, entry: Entry) -> None:
    read = understood(entry, text, language)
    assert sum((read.value is not None, read.problem is not None, read.question is not None)) <= 1
    assert read.question is None or read.question.sign in text


@given(language=languages, text=st.from_regex(r"[1-9]\d{0,2}[.,]\d{3}", fullmatch=True))
def test_three_digits_behind_one_sign_are_never_a_thousand_times_too_small(language: Language, text: str) -> None:
    """The sign that groups in this language groups; the other one is asked about."""
    read = understood(Entry.NUMBER, text, language)
    is_group = ("." in text) is (language is VI)
    grouped = int(text.replace(".", "").replace(",", ""))
    assert read == Understood(grouped) if is_group else asked(read)["groups"] == grouped
