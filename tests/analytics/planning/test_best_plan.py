"""The best plan against plain enumeration and SciPy, with constructed optima, and what holds of every plan."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.planning.solving.bundles import Obstacle, bundles_of, tie_number
from analytics.planning.solving.checks import breaches
from analytics.planning.solving.matrix import program_of, single_wishes
from analytics.planning.solving.model import (
    Budget,
    BudgetPlan,
    Ceiling,
    Counts,
    Grant,
    Objective,
    Of,
    PlanRequest,
    State,
    Wish,
    WishKind,
)
from analytics.planning.solving.solve import Search, best_plan
from tests.analytics.planning.made import DISTRICTS, MILLION, SECTORS, candidate, drawn, plainly_best

SEEDS = st.integers(0, 10_000)
CEILING = Ceiling(
    rule_id="r1",
    document="28/2018/TT-BTC",
    article="Điều 8",
    statement="không quá 300 triệu",
    content="machinery",
    programme="any",
    per="facility",
    amount_vnd=300 * MILLION,
    share=0.5,
    condition="",
    is_checked=True,
)


def drawn_small(seed: int) -> PlanRequest:
    draw = random.Random(seed)  # noqa: S311 - a test draws
    request = drawn(draw.randint(1, 7), seed, share=draw.choice((0.2, 0.5, 0.8)))
    ids = [one.candidate_id for one in request.candidates]
    wishes = [
        Wish(WishKind.MUST, Of.CANDIDATE, (draw.choice(ids),)),
        Wish(WishKind.MUST_NOT, Of.CANDIDATE, (draw.choice(ids),)),
        Wish(WishKind.EITHER_OR, Of.CANDIDATE, tuple(draw.sample(ids, min(2, len(ids))))),
        Wish(WishKind.LEAST, Of.SECTOR, (draw.choice(SECTORS),), Counts.MONEY, 50 * MILLION),
        Wish(WishKind.MOST, Of.SECTOR, (), Counts.SHARE, draw.choice((0.4, 0.7))),
        Wish(WishKind.MOST, Of.DISTRICT, (), Counts.PROPOSALS, 1),
        Wish(WishKind.MOST, Of.CONTENT, ("machinery",), Counts.MONEY, 300 * MILLION),
    ]
    chosen = tuple(draw.sample(wishes, draw.randint(0, 3)))
    shared = [replace(one, beneficiaries=(f"Cơ sở {draw.randint(0, 4)}",)) for one in request.candidates]
    return replace(
        request, candidates=tuple(shared), wishes=chosen, reading=draw.choice(list(Objective)), ceilings=(CEILING,)
    )


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_the_plan_is_the_best_of_all_that_there_are(seed: int) -> None:
    request = drawn_small(seed)
    plan, best = best_plan(request), plainly_best(request)
    assert (plan.state is State.NONE) == (best is None)
    if best is not None:
        assert plan.state is State.BEST
        assert plan.score == pytest.approx(best, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("reading", list(Objective))
@pytest.mark.parametrize("programmes", [1, 2])
def test_scipy_finds_the_same_score(seed: int, reading: Objective, programmes: int) -> None:
    request = replace(drawn(60, seed, programmes=programmes, flexible=0.3), reading=reading)
    bundles = bundles_of(request)
    model = program_of(request, bundles, single_wishes(request, bundles)).model
    matrix = np.zeros((len(model.rows), len(model.gains)))
    for at, row in enumerate(model.rows):
        matrix[at, list(row.factors)] = list(row.factors.values())
    second = milp(
        -model.gains,
        integrality=model.is_whole.astype(int),
        bounds=Bounds(0, model.highs),
        constraints=LinearConstraint(matrix, [row.low for row in model.rows], [row.high for row in model.rows]),
        options={"mip_rel_gap": 1e-7, "time_limit": 60},
    )
    assert best_plan(request).score == pytest.approx(-second.fun, rel=1e-6)


@pytest.mark.parametrize("n", [400, 1500])
def test_a_constructed_best_plan_is_found(n: int) -> None:
    """Every good proposal earns more than any other and together they use the budget up to the last đồng."""
    draw = random.Random(n)  # noqa: S311 - a test draws
    good = {f"p{number:04}" for number in draw.sample(range(n), n // 4)}
    candidates = tuple(
        candidate(
            number,
            requested_vnd=draw.randint(50, 300) * MILLION,
            is_difficult=f"p{number:04}" in good,
            districts=(draw.choice(DISTRICTS),),
        )
        for number in range(n)
    )
    money = sum(one.requested_vnd or 0 for one in candidates if one.candidate_id in good)
    request = replace(
        drawn(1, 0), candidates=candidates, budgets=(Budget("national", money),), wishes=(), reading=Objective.MONEY
    )
    plan = best_plan(request)
    assert plan.state is State.BEST
    assert set(plan.granted) == good
    assert plan.money_vnd == money


@given(SEEDS, st.integers(1, 400))
def test_more_budget_never_lowers_the_score(seed: int, more: int) -> None:
    request = replace(drawn(16, seed, flexible=0.3), wishes=(Wish(WishKind.MOST, Of.SECTOR, (), Counts.SHARE, 0.5),))
    first, second = request.budgets
    richer = replace(request, budgets=(replace(first, amount_vnd=first.amount_vnd + more * MILLION), second))
    assert best_plan(richer).score >= best_plan(request).score - 1e-6


@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(seed: int, draw: random.Random) -> None:
    request = drawn(20, seed, flexible=0.2)
    rows = list(request.candidates)
    draw.shuffle(rows)
    assert best_plan(replace(request, candidates=tuple(rows))).grants == best_plan(request).grants


def test_a_tie_is_decided_by_less_money_then_by_the_ids() -> None:
    cheap = candidate(1, requested_vnd=80 * MILLION)
    dear = candidate(2, requested_vnd=90 * MILLION)
    request = replace(drawn(1, 0), candidates=(dear, cheap), budgets=(Budget("national", 100 * MILLION),), wishes=())
    assert set(best_plan(request).granted) == {"p0001"}
    alike = tuple(candidate(number) for number in range(12))
    same = replace(request, candidates=alike, budgets=(Budget("national", 500 * MILLION),))
    largest = sorted(alike, key=lambda one: -tie_number(one.candidate_id))[:5]
    assert set(best_plan(same).granted) == {one.candidate_id for one in largest}


@given(SEEDS, st.integers(10, 90))
def test_splitting_a_proposal_gains_nothing(seed: int, percent: int) -> None:
    request = replace(drawn(8, seed), ceilings=(CEILING,), wishes=())
    first, *rest = request.candidates
    asked, total = first.requested_vnd or 0, first.total_vnd or 0
    part, part_of_total = asked * percent // 100, total * percent // 100
    halves = (
        replace(first, requested_vnd=part, total_vnd=part_of_total),
        replace(first, candidate_id="p0000b", requested_vnd=asked - part, total_vnd=total - part_of_total),
    )
    for reading in Objective:
        whole = replace(request, reading=reading)
        split = replace(whole, candidates=(*halves, *rest))
        assert best_plan(split).score == pytest.approx(best_plan(whole).score, rel=1e-9)


@given(SEEDS)
def test_every_rule_and_budget_holds_in_every_plan(seed: int) -> None:
    request = replace(drawn(30, seed, flexible=0.4, share=0.7), ceilings=(CEILING,), wishes=())
    plan = best_plan(request)
    of = {one.candidate_id: one for one in request.candidates}
    for budget in request.budgets:
        spent = sum(grant.amount_vnd for grant in plan.grants if grant.programme == budget.programme)
        assert spent <= budget.free_vnd
    for grant in plan.grants:
        mine = of[grant.candidate_id]
        assert grant.programme in mine.programmes
        assert 0 < grant.amount_vnd <= (mine.requested_vnd or 0)
        if mine.content == "machinery":
            assert grant.amount_vnd <= min(300 * MILLION, (mine.total_vnd or 0) * 0.5)


def test_above_a_ceiling_a_proposal_stays_with_its_eligible_amount_and_the_rule() -> None:
    above = candidate(1, requested_vnd=400 * MILLION, total_vnd=1000 * MILLION)
    request = replace(
        drawn(1, 0), candidates=(above,), ceilings=(CEILING,), wishes=(), budgets=(Budget("national", 10**9),)
    )
    (bundle,) = bundles_of(request)
    (offer,) = bundle.offers
    assert (offer.most_vnd, offer.cap and offer.cap.ceiling) == (300 * MILLION, CEILING)
    assert best_plan(request).granted == {"p0001": 300 * MILLION}


def test_a_ceiling_counts_all_that_one_beneficiary_asks_for() -> None:
    pair = tuple(candidate(number, beneficiaries=("HTX Vân Hà",), requested_vnd=200 * MILLION) for number in (1, 2))
    shared = candidate(3, beneficiaries=("HTX Vân Hà", "Cơ sở khác"), requested_vnd=100 * MILLION)
    request = replace(drawn(1, 0), ceilings=(CEILING,), wishes=(), budgets=(Budget("national", 10**10),))
    assert best_plan(replace(request, candidates=pair)).money_vnd == 300 * MILLION
    assert best_plan(replace(request, candidates=(*pair, shared))).money_vnd == 500 * MILLION


def test_a_condition_that_is_met_takes_the_place_of_the_general_ceiling() -> None:
    line = replace(CEILING, rule_id="r2", amount_vnd=450 * MILLION, share=None, condition="dây chuyền")
    asks = candidate(1, requested_vnd=500 * MILLION, total_vnd=2000 * MILLION)
    request = replace(drawn(1, 0), ceilings=(CEILING, line), wishes=(), budgets=(Budget("national", 10**10),))
    assert best_plan(replace(request, candidates=(asks,))).money_vnd == 300 * MILLION
    assert best_plan(replace(request, candidates=(replace(asks, meets=("r2",)),))).money_vnd == 450 * MILLION


def test_the_rest_of_the_budget_goes_to_a_proposal_that_can_do_with_less() -> None:
    rest = candidate(2, requested_vnd=200 * MILLION, least_vnd=100 * MILLION)
    request = replace(
        drawn(1, 0), candidates=(candidate(1), rest), wishes=(), budgets=(Budget("national", 220 * MILLION),)
    )
    assert best_plan(request).granted == {"p0001": 100 * MILLION, "p0002": 120 * MILLION}
    too_little = replace(request, budgets=(Budget("national", 120 * MILLION),))
    assert best_plan(too_little).money_vnd <= 120 * MILLION


def test_two_programmes_that_cannot_share_out_the_joint_plan_are_assigned_in_full() -> None:
    """Three of 60 fit into 180 together, but into 90 and 90 only one each."""
    three = tuple(candidate(number, requested_vnd=60 * MILLION) for number in range(3))
    request = replace(
        drawn(1, 0),
        candidates=three,
        wishes=(),
        budgets=(Budget("national", 90 * MILLION), Budget("provincial", 90 * MILLION)),
    )
    plan = best_plan(request)
    assert plan.state is State.BEST
    assert sorted(grant.programme for grant in plan.grants) == ["national", "provincial"]


def test_what_is_better_is_told_while_the_search_goes_on() -> None:
    told: list[BudgetPlan] = []
    request = drawn(80, 4)
    plan = best_plan(request, Search(on_better=told.append))
    assert told
    assert all(one.state is State.SO_FAR and one.score <= plan.score + 1e-6 for one in told)
    assert [one.score for one in told] == sorted(one.score for one in told)


def test_the_solver_is_in_no_screen_before_a_plan_is_asked_for() -> None:
    pages = Path(__file__).parents[3] / "pages"
    assert not [path for path in pages.rglob("*.py") if "highspy" in path.read_text("utf-8")]


def test_who_asks_two_programmes_for_the_same_content_is_told_so() -> None:
    pair = tuple(
        candidate(number, beneficiaries=("HTX A",), programmes=(name,))
        for number, name in enumerate(("national", "provincial"))
    )
    request = replace(
        drawn(1, 0),
        candidates=pair,
        wishes=(),
        budgets=(Budget("national", 10**9), Budget("provincial", 10**9)),
    )
    (bundle,) = bundles_of(request)
    assert bundle.obstacle is Obstacle.TWO_PROGRAMMES
    assert best_plan(request).grants == ()


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("n_named", [2, 3])
def test_at_most_one_of_several_holds_for_proposals_of_one_beneficiary_too(n: int, n_named: int) -> None:
    candidates = tuple(candidate(number, beneficiaries=("HTX Một",)) for number in range(n))
    other = candidate(9)
    named = tuple(one.candidate_id for one in (*candidates, other))[:n_named]
    wish = Wish(WishKind.EITHER_OR, Of.CANDIDATE, named)
    asked = replace(
        drawn(1, 0), candidates=(*candidates, other), budgets=(Budget("national", 900 * MILLION),), wishes=(wish,)
    )
    plan = best_plan(asked)
    assert len(set(named) & set(plan.granted)) <= 1
    assert not breaches(asked, plan.grants)
    both = tuple(Grant(one, "national", 50 * MILLION) for one in named)
    assert wish in {one.wish for one in breaches(asked, both)}


def test_a_proposal_without_an_amount_keeps_no_other_of_its_beneficiary_out() -> None:
    candidates = (
        candidate(1, beneficiaries=("HTX Một",)),
        candidate(2, beneficiaries=("HTX Một",), requested_vnd=None),
    )
    plan = best_plan(
        replace(drawn(1, 0), candidates=candidates, budgets=(Budget("national", 900 * MILLION),), wishes=())
    )
    assert plan.granted == {"p0001": 100 * MILLION}
