"""Wishes that contradict each other: told in words' codes before a solver is asked, and as a smallest set after."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.planning.solving.bundles import Obstacle
from analytics.planning.solving.checks import Clash, request_contradictions
from analytics.planning.solving.conflicts import relaxations, smallest_conflict
from analytics.planning.solving.model import Budget, Counts, Of, PlanRequest, State, Wish, WishKind
from analytics.planning.solving.solve import best_plan
from tests.analytics.planning.made import DISTRICTS, MILLION, candidate, drawn


def request(*wishes: Wish, n: int = 6, budget: int = 300) -> PlanRequest:
    candidates = tuple(candidate(number, sector="food" if number % 2 else "wood") for number in range(n))
    return replace(drawn(1, 0), candidates=candidates, budgets=(Budget("national", budget * MILLION),), wishes=wishes)


def must(*ids: str) -> Wish:
    return Wish(WishKind.MUST, Of.CANDIDATE, ids)


KNOWN = {
    Clash.NO_CANDIDATE: (must("p9999"),),
    Clash.WANTED_AND_NOT: (must("p0001"), Wish(WishKind.MUST_NOT, Of.CANDIDATE, ("p0001",))),
    Clash.TWO_OF_ONE: (must("p0001", "p0002"), Wish(WishKind.EITHER_OR, Of.CANDIDATE, ("p0001", "p0002"))),
    Clash.TOO_DEAR: (must("p0001", "p0002", "p0003", "p0004"),),
    Clash.LEAST_OVER_MOST: (
        Wish(WishKind.LEAST, Of.SECTOR, ("food",), Counts.PROPOSALS, 2),
        Wish(WishKind.MOST, Of.SECTOR, ("food",), Counts.PROPOSALS, 1),
    ),
    Clash.NOT_SO_MANY: (Wish(WishKind.LEAST, Of.SECTOR, ("food",), Counts.PROPOSALS, 4),),
    Clash.NOT_SO_MUCH: (Wish(WishKind.LEAST, Of.SECTOR, ("food",), Counts.MONEY, 400 * MILLION),),
    Clash.OVER_BUDGET: (
        Wish(WishKind.LEAST, Of.SECTOR, ("food",), Counts.MONEY, 200 * MILLION),
        Wish(WishKind.LEAST, Of.SECTOR, ("wood",), Counts.MONEY, 200 * MILLION),
    ),
    Clash.OVER_WHOLE: (
        Wish(WishKind.LEAST, Of.SECTOR, ("food",), Counts.SHARE, 0.6),
        Wish(WishKind.LEAST, Of.SECTOR, ("wood",), Counts.SHARE, 0.6),
    ),
}


@pytest.mark.parametrize("clash", KNOWN)
def test_a_known_contradiction_is_told_without_a_solver(clash: Clash) -> None:
    asked = request(*KNOWN[clash], budget=450 if clash is Clash.NOT_SO_MUCH else 300)
    assert [one.clash for one in request_contradictions(asked)] == [clash]
    assert best_plan(asked).state is (State.BEST if clash is Clash.OVER_WHOLE else State.NONE)


def test_a_wanted_proposal_that_cannot_enter_is_told_with_its_obstacle() -> None:
    without_amount = candidate(7, requested_vnd=None)
    asked = request(must("p0007"))
    found = request_contradictions(replace(asked, candidates=(*asked.candidates, without_amount)))
    assert [(one.clash, one.obstacle) for one in found] == [(Clash.CANNOT_ENTER, Obstacle.NO_AMOUNT)]


def test_wishes_that_can_be_kept_are_no_contradiction() -> None:
    asked = request(must("p0001"), Wish(WishKind.LEAST, Of.SECTOR, (), Counts.PROPOSALS, 1))
    assert request_contradictions(asked) == ()
    assert smallest_conflict(asked) == ()


def test_the_smallest_set_names_only_what_contradicts() -> None:
    """Two of ten districts already use up the money; the other wishes have nothing to do with it."""
    harmless = (
        Wish(WishKind.MOST, Of.SECTOR, ("food",), Counts.PROPOSALS, 5),
        Wish(WishKind.MUST_NOT, Of.CANDIDATE, ("p0000",)),
    )
    asked = request(*harmless, must("p0001"), must("p0002"), must("p0003"), budget=200)
    found = smallest_conflict(asked)
    assert set(found) == {must("p0001"), must("p0002"), must("p0003")}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.integers(2, 4))
def test_no_wish_of_the_smallest_set_can_be_left_away(seed: int, n: int) -> None:
    drawn_ = drawn(12, seed, share=0.3)
    ids = [one.candidate_id for one in drawn_.candidates[:n]]
    wishes = (
        must(*ids),
        Wish(WishKind.LEAST, Of.DISTRICT, DISTRICTS[:3], Counts.PROPOSALS, 1),
        Wish(WishKind.MOST, Of.SECTOR, (), Counts.PROPOSALS, 1),
        Wish(WishKind.MUST_NOT, Of.CANDIDATE, (ids[0],)),
    )
    asked = replace(drawn_, wishes=wishes)
    found = smallest_conflict(asked)
    assert found
    assert best_plan(replace(asked, wishes=found)).state is State.NONE
    for one in found:
        rest = tuple(wish for wish in found if wish != one)
        assert best_plan(replace(asked, wishes=rest)).state is not State.NONE


def test_giving_up_a_wish_says_what_that_brings() -> None:
    asked = request(must("p0001"), must("p0002"), must("p0003"), budget=200)
    given_up = relaxations(asked, smallest_conflict(asked))
    assert [one.plan.state for one in given_up] == [State.BEST] * 3
    assert {frozenset(one.plan.granted) for one in given_up} == {
        frozenset(pair) for pair in ({"p0001", "p0002"}, {"p0001", "p0003"}, {"p0002", "p0003"})
    }
