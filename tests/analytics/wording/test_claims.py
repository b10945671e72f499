"""Every kind of claim names its ground, is made in one module, and is refused where the ground is not there."""

import ast
import re
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.wording.claims import (
    Claim,
    ClaimKind,
    ClaimObjection,
    Coverage,
    GroupShare,
    Measured,
    RefusedClaim,
    all_in_one,
    change,
    complete,
    first_published,
    known_count,
    known_sum,
    large,
    large_ratio,
    largest,
    overdue,
    quotient,
    rank_among,
    share,
)

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 28)


def test_claims_are_made_in_one_module_only() -> None:
    files = chain.from_iterable((ROOT / folder).rglob("*.py") for folder in ("analytics", "pages", "geodata"))
    makers = {path.name for path in files if "Claim" in _called(path)}
    assert makers == {"claims.py"}


def _called(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return {node.func.id for node in calls if isinstance(node.func, ast.Name)}


RANKING = {ClaimKind.LARGEST.name, ClaimKind.PLACE.name, ClaimKind.FIRST_PUBLISHED.name}
RANKS = re.compile(r"\b(most (in|of)|for the most|highest|largest|next \{|place \{)", re.IGNORECASE)


def test_a_sentence_that_ranks_stands_behind_a_claim_that_ranks() -> None:
    """Whatever the sentence: `on(KIND, …)` refuses a claim of another kind."""
    sentences = [
        (path.name, node.args[0].value, kinds)
        for path in sorted((ROOT / "analytics" / "findings").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"text", "count"}
        if node.args and isinstance(node.args[0], ast.Constant) and RANKS.search(str(node.args[0].value))
        for kinds in [{one.attr for one in ast.walk(node.func.value) if isinstance(one, ast.Attribute)}]
    ]
    assert len(sentences) > 3
    assert [one for one in sentences if not one[2] & RANKING] == []


bases = st.sampled_from([("done",), ("approved",), ("done", "approved")])
measures = st.builds(
    Measured,
    value=st.integers(1, 9).map(float),
    sign=st.sampled_from(["", "", "", "≥", "≈"]),
    what=st.just("budget_vnd"),
    bases=bases,
    programmes=st.sampled_from([("all",), ("national", "provincial")]),
    is_all=st.sampled_from([True, True, True, False]),
)


@given(figures=st.lists(measures, min_size=1, max_size=4))
def test_published_figures_are_ranked_only_where_they_are_alike_and_exact(figures: list[Measured]) -> None:
    found = first_published(figures)
    alike = len({(one.bases, one.programmes) for one in figures}) == 1 and len(figures[0].bases) == 1
    firm = alike and all(one.is_all and not one.sign for one in figures)
    first, *others = sorted((one.value for one in figures), reverse=True)
    if firm and others and first > others[0]:
        assert found == Claim(ClaimKind.FIRST_PUBLISHED, first, others[0])
    else:
        assert isinstance(found, RefusedClaim)


def test_nothing_on_record_is_not_zero() -> None:
    assert known_count(0) is None
    assert known_sum(0.0, 0) is None
    assert known_count(0, says_none=True) == 0
    assert known_sum(0.0, 1) == 0


values = st.integers(0, 30).map(float)
part_lists = st.lists(st.tuples(st.none() | values, st.booleans()), min_size=1, max_size=7)


@given(rows=part_lists, n_published=st.none() | st.integers(0, 400))
def test_no_ranking_could_be_turned_by_what_is_not_placed(
    rows: list[tuple[float | None, bool]], n_published: int | None
) -> None:
    parts = [GroupShare(str(n), value, is_group=is_group) for n, (value, is_group) in enumerate(rows)]
    n = int(sum(value or 0 for value, _ in rows))
    coverage = Coverage(n, n, n_published)
    found = largest(parts, coverage)
    if isinstance(found, Claim):
        loose = sum(value or 0 for value, is_group in rows if not is_group)
        others = [part.value or 0 for part in parts if part.is_group and part.name != found.name]
        assert all(other + loose < (found.value or 0) for other in others)
        assert 2 * n >= (n_published or 0)
        assert n >= 5


def test_a_density_is_ranked_by_what_others_could_reach() -> None:
    coverage = Coverage(20, 20)
    firm = [GroupShare("A", 9.0, most=12.0), GroupShare("B", 4.0, most=8.0)]
    assert largest(firm, coverage) == Claim(ClaimKind.LARGEST, 9.0, 13.0, "A")
    shaky = [GroupShare("A", 9.0, most=12.0), GroupShare("B", 4.0, most=9.5)]
    assert largest(shaky, coverage) == RefusedClaim(ClaimKind.LARGEST, ClaimObjection.COULD_BE_OVERTAKEN)


@pytest.mark.parametrize(
    ("coverage", "reason"),
    [
        (Coverage(4, 4), ClaimObjection.TOO_FEW),
        (Coverage(30, 5), ClaimObjection.LITTLE_IS_STATED),
        (Coverage(30, 30, 525), ClaimObjection.LITTLE_IS_ITEMISED),
    ],
)
def test_nothing_is_ranked_or_placed_on_little(coverage: Coverage, reason: ClaimObjection) -> None:
    parts = [GroupShare("A", 9.0), GroupShare("B", 1.0)]
    assert largest(parts, coverage) == RefusedClaim(ClaimKind.LARGEST, reason)
    assert rank_among(parts[0], parts, coverage, is_all_placed=True) == RefusedClaim(ClaimKind.PLACE, reason)
    assert all_in_one([parts[0]], coverage) == RefusedClaim(ClaimKind.ALL_IN_ONE, reason)


def test_a_tie_has_no_first_and_no_place() -> None:
    parts = [GroupShare("A", 5.0), GroupShare("B", 5.0)]
    assert largest(parts, Coverage(10, 10)) == RefusedClaim(ClaimKind.LARGEST, ClaimObjection.SEVERAL_LEAD)
    refused = rank_among(parts[0], parts, Coverage(10, 10), is_all_placed=True)
    assert refused == RefusedClaim(ClaimKind.PLACE, ClaimObjection.SEVERAL_LEAD)


def test_a_share_needs_the_half_of_all_there_is() -> None:
    parts = [GroupShare("A", 5.0), GroupShare("B", 5.0)]
    assert share(parts, parts[:1], Coverage(10, 10)) == Claim(ClaimKind.SHARE, 5.0, 10.0, "A")
    assert share(parts, parts[:1], Coverage(10, 10, 21)) == RefusedClaim(
        ClaimKind.SHARE, ClaimObjection.LITTLE_IS_ITEMISED
    )


@given(st.none() | values, st.integers(0, 30), st.integers(0, 30), st.none() | values)
def test_the_large_number_is_the_most_complete_one(
    itemised: float | None, n: int, n_stated: int, published: float | None
) -> None:
    coverage = Coverage(n, min(n, n_stated))
    found = large(itemised, coverage, published)
    if published is not None:
        assert isinstance(found, Claim)
        assert (found.value or 0) >= published
    if isinstance(found, Claim) and published is None:
        assert 5 * coverage.n_stated >= n


@given(
    n=st.integers(0, 60),
    n_stated=st.integers(0, 60),
    n_published=st.none() | st.integers(0, 600),
    of_one=st.floats(0, 1),
    sign=st.sampled_from(("", "≥")),
)
def test_a_quotient_is_neither_of_a_few_nor_of_one(
    n: int, n_stated: int, n_published: int | None, of_one: float, sign: str
) -> None:
    coverage = Coverage(n, min(n, n_stated), n_published, is_least=sign == "≥", of_one=of_one)
    found = quotient(2.4, coverage)
    if isinstance(found, Claim):
        assert 5 * coverage.n_stated >= max(n, n_published or 0)
        assert of_one <= 0.5
    else:
        assert not isinstance(large_ratio(2.4, coverage), Claim)
    if isinstance(found, RefusedClaim):
        assert large_ratio(2.4, coverage, 7.45) == Claim(ClaimKind.LARGE, 7.45, 7.45)


def test_what_lies_apart_of_the_published_years_adds_to_all_there_is() -> None:
    assert Coverage(49, 9, 525, n_apart=11, n_stated_apart=2).n_of == 536
    assert Coverage(49, 9, 20, n_apart=11).n_of == 49
    assert Coverage(30, 30, 20, n_apart=25, is_least=True, n_stated_apart=25).is_carried is False


def test_a_list_is_complete_where_no_published_figure_is_above_it() -> None:
    assert isinstance(complete(12.0, 12.0), Claim)
    assert complete(11.0, 12.0) == RefusedClaim(ClaimKind.COMPLETE, ClaimObjection.NOT_ALL)
    assert complete(11.0, None) == RefusedClaim(ClaimKind.COMPLETE, ClaimObjection.NOTHING_KNOWN)


def test_only_like_is_compared_with_like() -> None:
    now = Measured(99.0, "", "recognised", ("done",), ("ocop",), is_all=True)
    before = Measured(61.0, "", "recognised", ("done",), ("ocop",), is_all=True)
    assert change(now, before) == Claim(ClaimKind.CHANGE, 99.0, 61.0)
    unlike = [
        Measured(61.0, "", "stock", ("done",), ("ocop",), is_all=True),
        Measured(61.0, "", "recognised", ("approved",), ("ocop",), is_all=True),
        Measured(61.0, "", "recognised", ("done",), ("national",), is_all=True),
        Measured(61.0, "≥", "recognised", ("done",), ("ocop",), is_all=True),
        Measured(61.0, "", "recognised", ("done",), ("ocop",), is_all=False),
    ]
    assert not any(isinstance(change(now, other), Claim) for other in unlike)


@given(st.none() | st.dates(), st.fixed_dictionaries({"is_stated": st.booleans(), "is_of_office": st.booleans()}))
def test_overdue_needs_a_stated_day_that_has_passed_in_the_office_s_own_record(
    due_on: date | None, ground: dict[str, bool]
) -> None:
    is_stated, is_of_office = ground["is_stated"], ground["is_of_office"]
    found = overdue(due_on, DAY, is_day_stated=is_stated, is_of_office=is_of_office)
    is_claimed = due_on is not None and is_stated and is_of_office and due_on < DAY
    assert isinstance(found, Claim) == is_claimed


def test_the_day_itself_is_not_overdue() -> None:
    assert overdue(DAY, DAY, is_day_stated=True, is_of_office=True) == RefusedClaim(
        ClaimKind.OVERDUE, ClaimObjection.NOT_PAST
    )
    late = overdue(DAY - timedelta(days=3), DAY, is_day_stated=True, is_of_office=True)
    assert late == Claim(ClaimKind.OVERDUE, 3.0)
