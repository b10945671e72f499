"""The number of a document is one word to whatever breaks lines."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.wording.language import JOINER, documents_whole

CASES: list[list[str]] = json.loads((Path(__file__).parents[2] / "document_numbers.json").read_text("utf-8"))
_KINDS = st.sampled_from(["QĐ", "NĐ", "TT", "TTLT", "NQ", "CTr", "SXD", "KH"])
_OFFICES = st.lists(
    st.sampled_from(["UBND", "TTg", "BCT", "BTC", "HĐND", "UBTVQH15", "KT&VLXD"]), min_size=1, max_size=3
)
_NUMBERS = st.builds(
    lambda number, year, kind, offices: f"{number}/{f'{year}/' if year else ''}{kind}-{'-'.join(offices)}",
    st.integers(1, 9999),
    st.one_of(st.none(), st.integers(1990, 2030)),
    _KINDS,
    _OFFICES,
)
_WORDS = st.text("ăâđêôơư abc,.-/:;()–", max_size=20)


@pytest.mark.parametrize(("text", "whole"), CASES)
def test_the_cases_that_python_and_the_browser_share(text: str, whole: str) -> None:
    assert documents_whole(text) == whole


@given(number=_NUMBERS, before=_WORDS, after=_WORDS)
def test_no_line_ends_within_a_number_and_its_letters_stay(number: str, before: str, after: str) -> None:
    text = f"{before} {number} {after}"
    whole = documents_whole(text)
    assert whole.replace(JOINER, "") == text
    assert documents_whole(whole) == whole
    shown = number
    for sign in "/-&":
        shown = shown.replace(sign, sign + JOINER)
    assert f" {shown} " in whole
