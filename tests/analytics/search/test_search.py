"""Whoever types a name finds it: without diacritics, with a letter too few, too many, or in the place of its neighbour."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared
from analytics.search.index import NameIndex
from analytics.search.names import Hit, NameKind, NameList
from analytics.search.record_names import record_index, record_names
from analytics.search.tasks import TASKS, tasks_asked
from analytics.search.told import (
    MOST_FOUND,
    MOST_OF_A_KIND,
    NAME_TABLES,
    AppNames,
    ResultGroup,
    lately_group,
    opened_lately,
    search_results,
)
from analytics.wording.language import Language
from geodata.text import fold
from pages.components.frame.screens import ALL_SCREENS

ROOT = Path(__file__).parents[3]
VIETNAMESE, ENGLISH = Language("vi"), Language("en")
APP = AppNames({(NameKind.SCREEN, "funding"): "Kinh phí", (NameKind.SCREEN, "ocop"): "OCOP & tiêu biểu"})
NAMED = (
    NameKind.FACILITY,
    NameKind.PROPOSAL,
    NameKind.OCOP,
    NameKind.TYPICAL,
    NameKind.PRODUCER,
    NameKind.MARKET,
    NameKind.SOURCE,
)


def find(prepared: Prepared, typed: str, language: Language = VIETNAMESE) -> tuple[ResultGroup, ...]:
    return search_results(prepared, APP, typed, (), language)


def things(groups: tuple[ResultGroup, ...]) -> list[tuple[NameKind, str]]:
    return [(one.kind, one.key) for group in groups for one in group.found]


@st.composite
def mistyped(draw: st.DrawFn, text: str) -> str:
    """Return a text as someone may type it: one letter dropped, doubled or exchanged with the next, perhaps without diacritics."""
    letters = list(draw(st.sampled_from([text, fold(text), text.replace("đ", "d").replace("Đ", "D")])))
    at = draw(st.integers(0, len(letters) - 2))
    how = draw(st.sampled_from(["drop", "double", "exchange", "none"]))
    if how == "drop":
        del letters[at]
    elif how == "double":
        letters.insert(at, letters[at])
    elif how == "exchange":
        letters[at : at + 2] = [letters[at + 1], letters[at]]
    return "".join(letters)


@given(data=st.data())
def test_a_name_is_found_with_one_error_in_it(prepared: Prepared, data: st.DataObject) -> None:
    block = data.draw(st.sampled_from([one for one in record_names(prepared) if one.kind in NAMED and len(one.keys)]))
    at = data.draw(st.integers(0, len(block.keys) - 1))
    text = block.texts[at][:100]
    assume(len(fold(text)) >= 6)  # of two letters an error leaves one
    typed = data.draw(mistyped(text))
    hits = record_index(prepared).find(typed, MOST_FOUND)
    same = {
        (one.kind, key)
        for one in record_names(prepared)
        for key, name in zip(one.keys, one.texts, strict=True)
        if fold(name)[:95] == fold(text)[:95]
    }
    of_kind = [(hit.kind, hit.key) for hit in hits if hit.kind is block.kind]
    assert {*of_kind[:MOST_OF_A_KIND]} & same, (typed, hits[:5])


TWENTY = [
    ("luc nagn", NameKind.DISTRICT, "Lục Ngạn"),
    ("yen thé", NameKind.DISTRICT, "Yên Thế"),
    ("hiep hoaa", NameKind.DISTRICT, "Hiệp Hòa"),
    ("sơn đọng", NameKind.DISTRICT, "Sơn Động"),
    ("xa nam duog", NameKind.COMMUNE, "Nam Dương"),
    ("mychu xuan truong", NameKind.OCOP, "Mỳ Chũ Xuân Trường"),
    ("my chũ gren", NameKind.OCOP, "Mỳ Chũ Green"),
    ("cao kim tien thoa", NameKind.TYPICAL, "Cao kim tiền thảo"),
    ("cty hoa phat", NameKind.FACILITY, "Công ty Hòa Phát"),
    ("phong son tiêm", NameKind.FACILITY, "Công ty TNHH Phong Sơn Tiệm"),
    ("duoc ocp bac giang", NameKind.FACILITY, "Công ty Cổ phần Dược OPC Bắc Giang"),
    ("luc ngan xnah", NameKind.FACILITY, "Hợp tác xã Lục Ngạn Xanh"),
    ("kim khi bac gaing", NameKind.FACILITY, "Công ty TNHH MTV Kim khí Bắc Giang"),
    ("xuong san xuat giam tu qua vai", NameKind.PROPOSAL, "Xưởng sản xuất giấm từ quả vải"),
    ("banh my tuoi hiep hoa", NameKind.PROPOSAL, "Sản xuất bánh mỳ tươi"),
    ("say my gạo tung chi", NameKind.PROPOSAL, "Ứng dụng hệ thống sấy mỳ gạo"),
    ("nhạt ban", NameKind.MARKET, "Nhật Bản"),
    ("235/2025", NameKind.RULE, "235/2025/NĐ-CP"),
    ("uu tien phat trien san pham ocpo", NameKind.SOURCE, "Ưu tiên phát triển sản phẩm OCOP"),
    ("kihn phi", NameKind.SCREEN, "Kinh phí"),
]


@pytest.mark.parametrize(("typed", "kind", "name"), TWENTY, ids=[typed for typed, *_ in TWENTY])
def test_twenty_names_with_errors(prepared: Prepared, typed: str, kind: NameKind, name: str) -> None:
    of_kind = [one.title for group in find(prepared, typed) for one in group.found if one.kind is kind]
    assert any(name in title for title in of_kind[:3]), of_kind


def test_what_is_met_to_the_letter_comes_first(prepared: Prepared) -> None:
    for name, kind in (("Lục Ngạn", NameKind.DISTRICT), ("Mỳ Chũ Green", NameKind.OCOP), ("Kinh phí", NameKind.SCREEN)):
        assert things(find(prepared, name))[0][0] is kind


def test_diacritics_that_are_typed_decide_between_names_that_differ_in_nothing_else(prepared: Prepared) -> None:
    first = {typed: find(prepared, typed)[0].found[0].title for typed in ("xã phương sơn", "xã phượng sơn")}
    assert first == {"xã phương sơn": "Xã Phương Sơn", "xã phượng sơn": "Xã Phượng Sơn"}


def test_communes_of_all_periods_are_found_each_under_its_own(prepared: Prepared) -> None:
    (group,) = [one for one in find(prepared, "Phượng Sơn") if one.found[0].kind is NameKind.COMMUNE]
    vintages = {one.key.partition(":")[0] for one in group.found if "Phượng" in one.title}
    assert vintages == {"communes_2020", "communes_2025"}
    assert len({(one.title, one.hint) for one in group.found}) == len(group.found)


def test_names_are_met_in_either_language_and_told_in_the_visitors(prepared: Prepared) -> None:
    assert (NameKind.MARKET, "JPN") in things(find(prepared, "nhat ban", ENGLISH))
    (group,) = [one for one in find(prepared, "Japan", VIETNAMESE) if one.found[0].kind is NameKind.MARKET]
    assert group.found[0].title == "Nhật Bản"


def test_what_was_opened_lately_comes_first_among_its_like(prepared: Prepared) -> None:
    typed = "hop tac xa my"
    last = [one for group in find(prepared, typed) for one in group.found if one.kind is NameKind.FACILITY][-1]
    lately = ((NameKind.FACILITY, last.key),)
    of_kind = [
        key
        for kind, key in things(search_results(prepared, APP, typed, lately, VIETNAMESE))
        if kind is NameKind.FACILITY
    ]
    assert of_kind[0] == last.key
    (group,) = opened_lately(prepared, APP, (*lately, (NameKind.OCOP, "gone"), (NameKind.SCREEN, "gone")), VIETNAMESE)
    assert [one.key for one in group.found] == [last.key]


def test_steps_that_read_alike_are_told_once_the_last_one_first() -> None:
    steps = {"a": ("Kinh phí", "Lục Ngạn"), "b": ("Bản đồ", ""), "c": ("Kinh phí", "Lục Ngạn")}
    (group,) = lately_group(steps, VIETNAMESE)
    assert [(one.kind, one.key) for one in group.found] == [(NameKind.STEP, "a"), (NameKind.STEP, "b")]
    (many,) = lately_group({str(n): (str(n), "") for n in range(60)}, VIETNAMESE)
    assert [one.key for one in many.found] == [str(n) for n in range(MOST_OF_A_KIND)]
    assert lately_group({}, VIETNAMESE) == ()


def test_screens_that_a_visit_may_not_open_are_not_told(prepared: Prepared) -> None:
    typed = "nhật ký"
    assert (NameKind.SCREEN, "audit") not in things(find(prepared, typed))
    allowed = AppNames({**APP.titles, (NameKind.SCREEN, "audit"): "Nhật ký"})
    assert (NameKind.SCREEN, "audit") in things(search_results(prepared, allowed, typed, (), VIETNAMESE))


def test_only_names_can_be_found(prepared: Prepared) -> None:
    """Notes, addresses and what was found on visits may say something of a person: nothing leads from there to a row."""
    texts = {text for names in record_names(prepared) for text in names.texts}
    facilities = prepared.record["facilities"]
    for column in ("note", "place_text"):
        own = set(facilities[column].dropna()) - set(facilities["products"].dropna())
        assert not texts & own, column


ALL = AppNames({(NameKind.SCREEN, screen.name): screen.title for screen in ALL_SCREENS})
ASKED = {
    "certificates": ("hết hạn", "gia hạn", "giấy nào hết hạn", "đánh giá lại"),
    "five_stars": ("5 sao", "năm sao"),
    "noodles": ("mỳ chũ xuất khẩu", "xuất khẩu mỳ chũ", "mì chũ xuất khẩu"),
    "exports": ("xuất khẩu", "thị trường xuất khẩu"),
    "leverage": ("một đồng", "đối ứng", "vốn đối ứng"),
    "due": ("đến hạn", "chậm", "quá hạn", "nghiệm thu"),
    "present": ("trình chiếu", "cuộc họp"),
    "print": ("in", "in báo cáo"),
    "compare": ("so sánh", "so sánh hai huyện"),
    "ceilings": ("mức hỗ trợ", "trần hỗ trợ"),
    "plans": ("giải ngân",),
    "visits": ("khảo sát",),
}
"""The words in which a leader asks for each task."""


@pytest.mark.parametrize("spelt", [str, fold, str.upper], ids=["diacritics", "none", "capitals"])
@pytest.mark.parametrize("task", TASKS)
def test_the_words_of_a_task_find_its_place_before_news_and_laws(
    prepared: Prepared, task: str, spelt: Callable[[str], str]
) -> None:
    for typed in ASKED[task]:
        found = things(search_results(prepared, ALL, spelt(typed), (), VIETNAMESE))
        assert found[0] == (NameKind.TASK, task), typed


def test_a_task_leads_to_a_part_that_its_screen_has_and_to_none_that_a_visit_may_not_open(prepared: Prepared) -> None:
    products = set(prepared.record["export_flows"]["product_group"].dropna())
    for task in TASKS.values():
        page = (ROOT / f"pages/{task.screen}.py").read_text("utf-8")
        assert not task.tab or f'"{task.tab}": (mark(' in page
        assert set(task.products) <= products
    assert NameKind.TASK not in dict(things(search_results(prepared, AppNames({}), "xuất khẩu", (), VIETNAMESE)))


@pytest.mark.parametrize("name", ["Công ty Hòa Phát", "Mỳ Chũ Green", "Lục Ngạn", "Kinh phí", "Công ty In Bắc Giang"])
def test_a_name_is_no_task(name: str) -> None:
    assert tasks_asked(name) == []


@pytest.mark.parametrize("typed", ["", "   ", "…", "%%%", "\u0301", "x" * 5_000, "🗺️", "<b>", "\x00"])
def test_nothing_that_is_typed_breaks_the_search(prepared: Prepared, typed: str) -> None:
    assert isinstance(find(prepared, typed), tuple)


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(prepared: Prepared, typed: str) -> None:
    hits = record_index(prepared).find(typed, 10)
    assert len({(hit.kind, hit.key) for hit in hits}) == len(hits) <= 10
    assert all(0 < hit.score <= 1 for hit in hits)


def test_every_kind_of_row_has_words(prepared: Prepared) -> None:
    for kind, table in NAME_TABLES.items():
        names = [one for one in record_names(prepared) if one.kind is kind]
        keys = {key for one in names for key in one.keys}
        assert keys
        told = opened_lately(prepared, APP, [(kind, key) for key in keys], ENGLISH)[0].found
        assert len(told) == len(keys), table
        assert all(one.title for one in told)


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).find("a", 5) == []
    assert NameIndex([NameList(NameKind.SCREEN, [], [])]).find("a", 5) == []


def test_a_key_stroke_touches_few_names_of_many() -> None:
    """Of a hundred thousand names a few hundred are compared letter by letter; the rest is one pass over numbers."""
    keys = [str(n) for n in range(30_000)]
    texts = [f"Công ty TNHH cơ khí An Phát {n % 977} Lục Ngạn" for n in range(30_000)]
    index = NameIndex([NameList(NameKind.FACILITY, keys, texts)])
    index.find("cong ty", 12)
    begun = time.process_time()
    hits: list[Hit] = index.find("cong ty tnhh co khi an phat 976", 12)
    assert time.process_time() - begun < 5  # a safeguard against a search of all pairs, not a measurement
    assert all(hit.name.endswith("976 Lục Ngạn") for hit in hits)


@pytest.mark.parametrize(
    ("typed", "named"), [("mỹ", "Hoa Kỳ"), ("anh", "Vương quốc Anh"), ("uae", "(UAE)"), ("hong kong", "Hồng Kông")]
)
def test_a_market_is_found_by_each_of_its_names_and_called_by_one(prepared: Prepared, typed: str, named: str) -> None:
    markets = [one for group in find(prepared, typed) for one in group.found if one.kind is NameKind.MARKET]
    assert any(named in one.title for one in markets), markets
