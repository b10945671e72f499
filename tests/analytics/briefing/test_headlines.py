"""Each sentence that a slide can say stands on a claim of a named kind, and says no more than it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.findings.due_headlines import due_headline
from analytics.findings.headlines import (
    count_headline,
    money_headline,
    overview_headline,
    stage_headline,
    support_headline,
)
from analytics.findings.map_headlines import MappedMeasure, map_headline
from analytics.findings.product_headlines import (
    certificates_headline,
    exports_headline,
    products_headline,
    stars_headline,
)
from analytics.findings.wording import ClaimError, Spoken, on
from analytics.ocop.certificates import Terms, Validity, certificate
from analytics.overview.kpi import Kpi, KpiId
from analytics.proposals.due import DueState
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
from analytics.wording.claims import ClaimKind, ClaimObjection, Coverage, GroupShare, RefusedClaim, counted
from analytics.wording.language import language
from geodata.schema.vocabulary import Basis, Qualifier

EN = language("en")
ROOT = Path(__file__).parents[3]
HEADLINES = [*(ROOT / "analytics/findings").glob("*headlines.py"), ROOT / "analytics/findings/wording.py"]
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in HEADLINES]


def spoken(n: int, stated: int | None = None, published: PublishedTotal | None = None, **is_part: bool) -> Spoken:
    n_published = None if published is None else published.value
    coverage = Coverage(n, n if stated is None else stated, n_published, **is_part)
    return Spoken(coverage, EN.money, EN, published)


def counts(n: int, published: PublishedTotal | None = None, **is_part: bool) -> Spoken:
    return replace(spoken(n, None, published, **is_part), write=EN.number)


def known(n: float, qualifier: Qualifier = Qualifier.EXACT) -> PublishedTotal:
    return PublishedTotal(n, ("a",), ((2023, 2023),), qualifier, (Basis.DONE,), ("all",))


def _wordings() -> Iterator[tuple[str, ast.expr, ast.Call]]:
    """Yield each message of the headlines, what words it, and the call."""
    for node in chain.from_iterable(map(ast.walk, TREES)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"text", "count"}:
            first = node.args[0]
            if node.func.attr == "count" and len(node.args) == 1:  # how many rows a table has, which words nothing
                continue
            yield (first.value if isinstance(first, ast.Constant) else ast.unparse(first)), node.func.value, node


def _kind_of(words: ast.expr, within: dict[str, str]) -> str:
    if isinstance(words, ast.Name):
        return within.get(words.id, "")
    is_on = isinstance(words, ast.Call) and isinstance(words.func, ast.Name) and words.func.id == "on"
    return ast.unparse(words.args[0]) if is_on and isinstance(words, ast.Call) else ""


def _said() -> dict[str, str]:
    """Return by name the kind of what `said = on(kind, …)` words, and of parameters that are handed one."""
    found = {
        node.targets[0].id: _kind_of(node.value, {})
        for node in chain.from_iterable(map(ast.walk, TREES))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    return {name: kind for name, kind in found.items() if kind}


NO_CLAIM = {
    "Chosen: {names}",
    "{n} chosen",
    "Proposals",
    "OCOP products",
    "prefix",
    "QUANTITY_UNITS[quantity]",
    "Proposals by district",
    "Products with {n} stars",
    "year not stated",
    "mark('worked out from published figures, {programme}')",
}
"""Names of what is spoken of, which claim nothing."""


def test_each_sentence_stands_on_a_claim_of_a_named_kind() -> None:
    within = _said()
    kinds = {message: _kind_of(words, within) for message, words, _ in _wordings()}
    bare = {message for message, kind in kinds.items() if not kind}
    assert bare <= NO_CLAIM, "a sentence of the headlines says something without a claim"
    assert len(kinds) > 30
    assert {kind for kind in kinds.values() if kind} <= {f"ClaimKind.{kind.name}" for kind in ClaimKind}


def test_every_headline_of_a_slide_is_made_by_the_headlines() -> None:
    made = {node.name for tree in TREES for node in tree.body if isinstance(node, ast.FunctionDef)}
    for path in (ROOT / "analytics/briefing").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name: ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assigned = {
            ast.unparse(node.targets[0]): ast.unparse(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Draft":
                text = next(ast.unparse(word.value) for word in node.keywords if word.arg == "headline")
                text = assigned.get(text, functions.get(text.partition("(")[0], text))
                assert any(f"{name}(" in text for name in made), f"{path.name}: {text}"


def test_a_sentence_without_its_claim_cannot_be_written() -> None:
    refused = RefusedClaim(ClaimKind.LARGEST, ClaimObjection.TOO_FEW)
    for claim in (refused, counted(3)):
        with pytest.raises(ClaimError, match="no claim of the kind largest"):
            on(ClaimKind.LARGEST, claim, EN)


def test_who_leads_is_named_with_the_share_of_the_total() -> None:
    text = money_headline([GroupShare("Lục Ngạn", 3e9), GroupShare("Hiệp Hòa", 1e9)], spoken(8))
    assert text == "Itemised support: most in Lục Ngạn, 3\u00a0billion\u00a0VND (75% of 4\u00a0billion\u00a0VND)"


def test_nothing_is_claimed_of_nothing() -> None:
    assert money_headline([], spoken(0)) == "No proposal fits these choices."
    assert count_headline([], "Proposals", counts(0)) == "Proposals: no information yet"


def test_unknown_money_is_not_zero() -> None:
    text = money_headline([GroupShare("A", None), GroupShare("B", None)], spoken(7, 0))
    assert text == "7 itemised proposals; none states an amount"


def test_few_amounts_are_not_ranked() -> None:
    parts = [GroupShare("A", 9e8), GroupShare("B", 1e8)]
    assert money_headline(parts, spoken(30, 5)) == "Itemised support: 1\u00a0billion\u00a0VND from 5 of 30 proposals"
    text = money_headline(parts, spoken(30, 30, known(525, Qualifier.AT_LEAST)))
    assert text == "Itemised support: 1\u00a0billion\u00a0VND from 30 of at least 525 proposals"
    text = money_headline(parts, spoken(30, 30, is_of_a_part=True))
    assert text == "Itemised support: 1\u00a0billion\u00a0VND from 30 of 30 proposals"


def test_rows_of_other_years_are_set_against_no_published_number() -> None:
    apart = Spoken(Coverage(30, 6, 525, n_apart=5, n_stated_apart=1), EN.money, EN, known(525, Qualifier.AT_LEAST))
    parts = [GroupShare("A", 9e8), GroupShare("B", 1e8)]
    assert money_headline(parts, apart) == "Itemised support: 1\u00a0billion\u00a0VND from 6 of 30 proposals"
    text = count_headline(parts, "Proposals", replace(apart, write=EN.number))
    assert text == "Proposals: ≥\u00a0525 published (2023); 30 itemised, 25 of those years"
    nothing_alike = replace(apart, coverage=Coverage(30, 6, 525, n_apart=30, n_stated_apart=6))
    assert count_headline(parts, "Proposals", nothing_alike) == (
        "Proposals: ≥\u00a0525 published (2023); 30 itemised of other years"
    )


def test_nobody_is_named_where_two_tie() -> None:
    assert "most in" not in money_headline([GroupShare("A", 1e9), GroupShare("B", 1e9)], spoken(9))
    assert (
        count_headline([GroupShare("A", 5.0), GroupShare("B", 5.0)], "Proposals", counts(10))
        == "Proposals: 10 itemised"
    )


def test_what_lies_in_no_district_never_leads_and_forbids_a_ranking_that_it_could_turn() -> None:
    elsewhere = GroupShare("Several", 5e9, is_group=False)
    assert "most in" not in money_headline([GroupShare("A", 3e9), GroupShare("B", 1e9), elsewhere], spoken(9))
    small = GroupShare("Several", 1e9, is_group=False)
    text = money_headline([GroupShare("A", 3e9), GroupShare("B", 1e9), small], spoken(9))
    assert "most in A, 3\u00a0billion\u00a0VND (60% of 5\u00a0billion\u00a0VND)" in text


def test_the_one_chosen_is_spoken_of_though_another_leads() -> None:
    parts = [GroupShare("A", 3e9), GroupShare("B", 1e9, is_chosen=True, n=2, n_stated=1)]
    assert (
        money_headline(parts, spoken(9))
        == "Itemised support: B 1\u00a0billion\u00a0VND, 25% of 4\u00a0billion\u00a0VND"
    )
    text = money_headline(parts, spoken(9, 2))
    assert text == "B: Itemised support: 1\u00a0billion\u00a0VND from 1 of 2 proposals"
    nothing = [GroupShare("A", 3.0), GroupShare("B", None, is_chosen=True)]
    assert count_headline(nothing, "Proposals", counts(9)) == "Proposals: B: nothing itemised yet"
    silent = [GroupShare("A", 3e9, n=4, n_stated=4), GroupShare("B", None, is_chosen=True, n=5)]
    assert money_headline(silent, spoken(9, 4)) == "B: 5 proposals itemised, none states an amount"


def test_one_group_holds_all() -> None:
    assert (
        money_headline([GroupShare("A", 2e9)], spoken(6)) == "Itemised support: 2\u00a0billion\u00a0VND, all of it in A"
    )


def test_what_is_counted_is_said_to_be_a_part() -> None:
    text = count_headline(
        [GroupShare("A", 20.0), GroupShare("B", 10.0)], "Proposals", counts(30, known(525, Qualifier.AT_LEAST))
    )
    assert text == "Proposals: ≥\u00a0525 published, 30 itemised"


def support(value: float | None, known_: int, n: int, published: PublishedTotal | None) -> str:
    return support_headline(Kpi(KpiId.SUPPORT, value, None, published, n, known_, within=value, n_within=known_), EN)


def test_published_and_itemised_stand_side_by_side() -> None:
    total = PublishedTotal(6.5e9, ("a",), ((2023, 2023),), Qualifier.AT_LEAST, (Basis.DONE, Basis.STATED), ("all",))
    assert support(1e9, 1, 2, total) == (
        "Published for 2023 (done, stated): ≥\u00a06.5\u00a0billion\u00a0VND. Itemised support: 1\u00a0billion\u00a0VND from 1 of 2 proposals"
    )
    assert support(None, 0, 2, total) == "Published for 2023 (done, stated): ≥\u00a06.5\u00a0billion\u00a0VND"
    assert support(1e9, 1, 2, None) == "Itemised support: 1\u00a0billion\u00a0VND from 1 of 2 proposals"
    assert support(None, 0, 0, None) == "No information on support yet"
    assert support(None, 0, 2, None) == "2 itemised proposals; none states an amount"


MAPPED = MappedMeasure("Facilities", "Facilities", 8.0, 0.0)


def test_the_map_ranks_only_what_nothing_could_turn() -> None:
    parts = [GroupShare("A", 5.0), GroupShare("B", 2.0), GroupShare("C", None)]
    assert map_headline(parts, MAPPED, str, counts(8)) == "Facilities: highest in A, 5.0"
    shaky = [GroupShare("A", 5.0, most=9.0), GroupShare("B", 2.0, most=6.0), GroupShare("C", None, most=4.0)]
    loose = replace(MAPPED, total=12.0, elsewhere=4.0)
    assert map_headline(shaky, loose, str, counts(12)) == "Facilities: 12 itemised, of them 4 in no single unit"


def test_the_map_speaks_of_the_units_that_are_chosen() -> None:
    parts = [GroupShare("A", 5.0), GroupShare("B", 2.0, is_chosen=True), GroupShare("C", 1.0), GroupShare("D", None)]
    assert map_headline(parts, MAPPED, str, counts(8)) == "Facilities: B 2.0, place 2 of 3 units"
    loose = replace(MAPPED, elsewhere=1.0)
    assert map_headline(parts, loose, str, counts(9)) == "Facilities: B 2.0"
    several = [*parts, GroupShare("E", 1.0, is_chosen=True)]
    assert map_headline(several, MAPPED, str, counts(9)) == "Facilities: B 2.0, E 1.0"


@pytest.mark.parametrize("n", [1, 2, 3])
def test_chosen_units_without_a_value_never_have_the_number_of_all(n: int) -> None:
    parts = [GroupShare("A", 5.0), *(GroupShare(name, None, is_chosen=True) for name in "BCD"[:n])]
    said = map_headline(parts, replace(MAPPED, elsewhere=1.0), str, counts(8))
    assert said == f"Facilities, {', '.join('BCD'[:n])}: no information yet"
    assert said.stated == ()


def test_a_map_without_a_leader_says_how_much_there_is() -> None:
    parts = [GroupShare("A", 4.0), GroupShare("B", 4.0)]
    assert map_headline(parts, MAPPED, str, counts(8)) == "Facilities: 8 itemised"
    assert map_headline([], replace(MAPPED, total=0.0), str, counts(0)) == "Facilities: no information yet"


def test_a_product_leads_only_alone() -> None:
    none = "No source names a single country or territory as a market here."
    assert exports_headline(0, EN) == none
    assert exports_headline(1, EN) == "1 country or territory is named as a market"
    assert exports_headline(2, EN) == "2 countries and territories are named as markets"
    even = [GroupShare("A", 2.0), GroupShare("B", 2.0)]
    assert products_headline(even, 3, EN) == "2 groups of products on the markets of 3 countries and territories"
    assert products_headline([GroupShare("A", 0.0)], 0, EN) == "1 group of products"
    parts = [GroupShare("A", 5.0), *(GroupShare(name, 2.0) for name in "BCDEFGHIJ")]
    assert products_headline(parts, 6, EN) == "A is named for the most markets: 5 of 6"


def test_stars_are_counted_from_the_top_and_said_to_be_a_part() -> None:
    rows = Kpi(KpiId.OCOP, 3.0, None, None, 3, 3)
    assert stars_headline({3: 2, 5: 1}, rows, EN) == (
        "3 recognised OCOP products itemised: 1 with 5 stars, 2 with 3 stars"
    )
    in_force = replace(rows, published=replace(known(334), bases=(Basis.STATED,)), within=3.0, n_within=3)
    assert stars_headline({3: 3}, in_force, EN) == "3 itemised of 334 OCOP products published (2023): 3 with 3 stars"
    of_years = stars_headline({3: 3}, replace(in_force, published=known(99)), EN)
    assert of_years == "3 itemised of 99 OCOP products recognised as published (2023): 3 with 3 stars"
    of_more = stars_headline({3: 3}, replace(in_force, published=known(99), within=2.0, n_within=2), EN)
    assert of_more == (
        "3 recognised OCOP products itemised: 3 with 3 stars; 2 of them recognised in 2023, beside 99 published"
    )
    assert stars_headline({}, rows, EN) == "No information on OCOP products yet"


def test_a_stage_that_is_mostly_unknown_is_not_named() -> None:
    parts = [GroupShare("Approved", 2.0), GroupShare("Status not stated", 8.0, is_group=False)]
    assert stage_headline(parts, counts(10)) == "10 itemised proposals"
    assert stage_headline([GroupShare("Approved", 2.0)], counts(2)) == "2 itemised proposals with the status “Approved”"
    assert stage_headline([], counts(0)) == "No proposal fits these choices."
    rows = [GroupShare("Approved", 20.0), GroupShare("Done", 10.0)]
    assert stage_headline(rows, counts(30, known(525))) == "Proposals: 525 published, 30 itemised"


def test_what_no_source_tells_is_not_called_overdue() -> None:
    for state in DueState:
        text = due_headline({DueState.UNDATED: 7, state: 3}, EN)
        assert text.startswith("3 "), "the state that is told first is the one of the headline"
        assert ("overdue" in text) == (state is DueState.OVERDUE)
        assert ("not known whether done" in text) == (state is DueState.NOT_RECORDED)
        assert ("completed" in text) == (state is DueState.COMPLETED)
    open_first = due_headline({DueState.NOT_RECORDED: 17, DueState.COMPLETED: 24}, EN)
    assert re.findall(r"\d+ proposals", open_first) == ["17 proposals", "24 proposals"], "what is really open leads"
    assert due_headline({}, EN) == "Nothing is due by the record"


@given(
    st.lists(st.sampled_from([None, "2021", "2022-05", "2022-06-07", "2024", "2026-01-01"])),
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
)
def test_certificates_of_unknown_day_are_not_called_ended_and_none_is_not_counted(
    recognised: list[str | None], day: date
) -> None:
    terms = Terms((((date.min, date.max), True, 36),))
    known = [certificate(one, day, terms) for one in recognised]
    columns = ("validity", "last_day_from", "last_day_to")
    table = pd.DataFrame({name: pd.Series([getattr(one, name) for one in known], dtype=object) for name in columns})
    text, states = certificates_headline(table, EN), Counter(one.validity for one in known)
    assert not re.search(r"\b0 ", text)
    may_have, unknown = states[Validity.MAY_HAVE_EXPIRED], states[Validity.UNKNOWN]
    assert (f"{may_have} may have expired (check the day)" in text) == bool(may_have)
    assert (f"{unknown} of unknown year" in text) == bool(unknown)
    least = "≥\u00a0" if unknown + may_have else ""
    assert (f" {least}{states[Validity.EXPIRED]} have expired" in text) == bool(states[Validity.EXPIRED])
    told = [int(n) for n in re.findall(r"(\d+) (?:have|may have|end|of unknown)", text)]
    assert sum(told) == len(recognised), "each certificate is told of once"


def test_an_empty_record_says_so(whole: Selected) -> None:
    figures = {one: Kpi(one, None, None, None, 0, 0) for one in KpiId}
    text = overview_headline(figures, whole, EN)
    assert text == "No information yet on facilities, proposals or OCOP products for these choices"
