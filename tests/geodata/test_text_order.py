"""Lists that a person sees stand in the order of a Vietnamese dictionary."""

import ast
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.text import alphabetical

ROOT = Path(__file__).parents[2]
WORDS = st.text("aàảãáạăằẳẵắặâầẩẫấậbcdđeêghi oôơuưvxyz0129-", max_size=8)
NAMES = {"name", "short_name", "title", "country_name", "district_name", "unit_text"}
"""What a key of an order calls when it orders by words that a person reads."""


@pytest.mark.parametrize(
    "ordered",
    [
        ["Áo", "Ấn Độ", "Đan Mạch", "Đức", "Hoa Kỳ", "Úc", "Uganda", "Zimbabwe"],
        ["Hiệp Hòa", "Lạng Giang", "Lục Nam", "Lục Ngạn", "Sơn Động", "Tân Yên", "Việt Yên", "Yên Dũng", "Yên Thế"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "man", "măn", "mân"],
        ["da", "dân", "đa", "đá", "ea", "êa"],
        ["củ", "cứ", "cừ bê"],
        ["Xã 2", "Xã 10", "Xã An"],
        ["AN", "An", "an", "an bình"],
    ],
)
def test_words_stand_as_in_a_dictionary(ordered: list[str]) -> None:
    shuffled = random.Random(7).sample(ordered, len(ordered))  # noqa: S311 - any order will do
    assert sorted(shuffled, key=alphabetical) == ordered


@given(st.lists(WORDS, max_size=6))
def test_any_texts_have_one_order_and_equal_keys_are_equal_texts(texts: list[str]) -> None:
    ordered = sorted(texts, key=alphabetical)
    assert sorted(random.Random(1).sample(ordered, len(ordered)), key=alphabetical) == ordered  # noqa: S311
    assert len({alphabetical(text) for text in texts}) == len(set(texts))


def test_no_list_of_the_screens_or_files_is_ordered_by_code_points() -> None:
    """Whatever sorts by a name, a title or the words of a code does so by the one key."""
    paths = [path for folder in ("pages", "analytics") for path in (ROOT / folder).rglob("*.py")]
    assert [f"{path.name}:{line}" for path in paths for line in by_code_point(path)] == []


def by_code_point(path: Path) -> Iterator[int]:
    """Yield the lines of a file where something is sorted by words without the key of the alphabet."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or ast.unparse(call.func).rpartition(".")[2] not in {
            "sorted",
            "sort",
            "sort_values",
        }:
            continue
        keys = [word.value for word in call.keywords if word.arg in {"key", "by"}]
        by = keys or (call.args if ast.unparse(call.func).endswith("sort_values") else [])
        if any("alphabetical" in ast.unparse(key) for key in by):
            continue
        told = {node.attr for key in by for node in ast.walk(key) if isinstance(node, ast.Attribute)}
        told |= {ast.unparse(node.func) for key in by for node in ast.walk(key) if isinstance(node, ast.Call)}
        told |= {str(node.value) for key in by for node in ast.walk(key) if isinstance(node, ast.Constant)}
        if told & NAMES:
            yield call.lineno
