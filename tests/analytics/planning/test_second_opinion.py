"""Every kind of wish, both readings, less than requested, reserves, ceilings: the score of a model written independently."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.planning.solving.checks import breaches
from analytics.planning.solving.hand import score_of_grants
from analytics.planning.solving.model import Candidate, Counts, Objective, Of, PlanRequest, State, Wish, WishKind
from analytics.planning.solving.solve import best_plan
from tests.analytics.planning.made import CONTENTS, DISTRICTS, MILLION, SECTORS, candidate, drawn
from tests.analytics.planning.second_opinion import best_score
from tests.analytics.planning.test_best_plan import CEILING


def asked(seed: int, most: int = 12) -> PlanRequest:
    draw = random.Random(seed)  # noqa: S311 - a test draws
    request = drawn(
        draw.randint(1, most),
        seed,
        share=draw.choice((0.1, 0.3, 0.5, 0.8)),
        programmes=draw.choice((1, 2)),
        flexible=draw.choice((0, 0.4, 1)),
    )
    candidates = tuple(_varied(one, draw) for one in request.candidates)
    wishes = _wishes([one.candidate_id for one in candidates], draw)
    return replace(
        request,
        candidates=candidates,
        budgets=tuple(replace(one, reserve_vnd=draw.choice((0, one.amount_vnd // 5))) for one in request.budgets),
        wishes=tuple(draw.sample(wishes, draw.choice((0, 1, 1, 2, 2, 3)))),
        reading=draw.choice(list(Objective)),
        ceilings=draw.choice(((), (CEILING,))),
    )


def _varied(one: Candidate, draw: random.Random) -> Candidate:
    if draw.random() < 0.1:
        one = replace(one, requested_vnd=None)
    if draw.random() < 0.15:
        one = replace(one, appraised_vnd=(one.requested_vnd or 0) // 2)
    if draw.random() < 0.15:
        one = replace(one, districts=tuple(draw.sample(DISTRICTS, 2)))
    return replace(one, least_vnd=0) if draw.random() < 0.1 else one


def _wishes(ids: list[str], draw: random.Random) -> list[Wish]:
    some = tuple(draw.sample(ids, min(3, len(ids))))
    return [
        Wish(WishKind.MUST, Of.CANDIDATE, (draw.choice(ids),)),
        Wish(WishKind.MUST_NOT, Of.CANDIDATE, some),
        Wish(WishKind.EITHER_OR, Of.CANDIDATE, some),
        Wish(WishKind.LEAST, Of.SECTOR, (draw.choice(SECTORS),), Counts.MONEY, draw.choice((50, 200)) * MILLION),
        Wish(WishKind.LEAST, Of.DISTRICT, (), Counts.PROPOSALS, 1),
        Wish(WishKind.LEAST, Of.DISTRICT, (), Counts.MONEY, 30 * MILLION),
        Wish(WishKind.LEAST, Of.CONTENT, (draw.choice(CONTENTS),), Counts.SHARE, draw.choice((0.2, 0.5))),
        Wish(WishKind.MOST, Of.DISTRICT, (), Counts.PROPOSALS, draw.choice((0, 1, 2))),
        Wish(WishKind.MOST, Of.SECTOR, (), Counts.SHARE, draw.choice((0.3, 0.5, 0.7))),
        Wish(WishKind.MOST, Of.CONTENT, (draw.choice(CONTENTS),), Counts.MONEY, draw.choice((100, 300)) * MILLION),
    ]


def holds(request: PlanRequest) -> None:
    plan, best = best_plan(request), best_score(request)
    assert (plan.state is State.NONE) == (best is None)
    if best is None:
        return
    assert plan.score == pytest.approx(best, rel=1e-5, abs=1e-3)
    assert breaches(request, plan.grants) == ()
    assert score_of_grants(request, plan.grants) == pytest.approx(plan.score, rel=1e-5, abs=1e-3)
    assert all(one.amount_vnd > 0 for one in plan.grants)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_the_plan_is_that_of_a_model_written_from_the_proposals_alone(seed: int) -> None:
    holds(asked(seed))


@pytest.mark.parametrize("seed", range(6))
def test_so_it_is_for_a_meeting_of_sixty(seed: int) -> None:
    holds(asked(seed, most=60))


@pytest.mark.parametrize("reading", list(Objective))
def test_a_wanted_proposal_that_can_do_with_anything_is_given_something(reading: Objective) -> None:
    wanted = Wish(WishKind.MUST, Of.CANDIDATE, ("p0000",))
    anything = candidate(0, least_vnd=0)
    request = replace(drawn(8, 3), wishes=(wanted,), reading=reading)
    request = replace(request, candidates=(anything, *request.candidates[1:]))
    plan = best_plan(request)
    assert plan.granted["p0000"] > 0
    assert breaches(request, plan.grants) == ()
