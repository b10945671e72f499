"""Why a proposal is in a plan or not: its rank, what it would take the place of, what it lacks; the curve of the budget; what is certain."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from analytics.planning.solving.bundles import Bundle, Obstacle, bundles_of, by_candidate
from analytics.planning.solving.checks import WishShare, kept, share_of
from analytics.planning.solving.matrix import MILLION, single_wishes
from analytics.planning.solving.model import (
    Budget,
    BudgetPlan,
    Objective,
    Of,
    PlanRequest,
    State,
    Weight,
    Wish,
    WishKind,
)
from analytics.planning.solving.scores import Points, points_of
from analytics.planning.solving.solve import Search, best_plan

STEP_VND = 100 * MILLION
_STEPS = range(-5, 6)
DRAWS = 24
SPREAD = 0.3
"""Weights are drawn up to so much below and above the chosen ones."""
_QUICK = Search(seconds=5.0, is_tie_broken=False)
_LIKE_THE_PLAN = Search(seconds=5.0)
"""Ties decided as in the plan, so that the point of its own budget is the plan and others differ by what money changes."""
_Tell = Callable[[float], None]


class Why(StrEnum):
    """Why a candidate is in the plan or not."""

    CHOSEN = "chosen"
    WANTED = "wanted"
    OBSTACLE = "obstacle"
    NOT_WANTED = "not_wanted"
    OTHERS = "others"


@dataclass(frozen=True)
class Explanation:
    """Where a candidate stands: its points, its score, its rank by score (1 is the highest), why it is in or out; the wish that decides it."""

    candidate_id: str
    why: Why
    score: int
    rank: int
    points: tuple[Points, ...]
    obstacle: Obstacle | None = None
    wish: Wish | None = None


@dataclass(frozen=True)
class Exchange:
    """What the best plan with a candidate forced in looks like: whom it replaces, what it costs in score.

    `lacks` is the score that the candidate would need more; `price_vnd` the largest amount at which it would be in, None where
    no amount helps. Without a plan that holds it `is_possible` is false.
    """

    candidate_id: str
    is_possible: bool
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    loss: float = 0.0
    lacks: float = 0.0
    price_vnd: int | None = None


@dataclass(frozen=True)
class Point:
    """The best score at a budget that is larger or smaller by `change_vnd`."""

    change_vnd: int
    score: float
    n: int
    money_vnd: int
    candidates: tuple[str, ...]


class Stability(StrEnum):
    """Whether a candidate is in the plan under all weights drawn, under some, or under none."""

    CERTAIN = "certain"
    BORDERLINE = "borderline"
    OUT = "out"


def reasons(request: PlanRequest, plan: BudgetPlan) -> tuple[Explanation, ...]:
    """Return the reason of each candidate, by rank."""
    bundles = bundles_of(request)
    ordered = sorted(bundles, key=lambda one: (-one.score, one.bundle_id))
    earlier = dict(request.earlier)
    given = {one.candidate_id: one for one in plan.grants}
    shares = [(wish, share_of(wish, bundles, given)) for wish in single_wishes(request, bundles)]
    made = []
    for rank, bundle in enumerate(ordered, 1):
        why, wish = _why(bundle, plan, shares)
        points = points_of(bundle.members, earlier)
        made += [
            Explanation(one.candidate_id, why, bundle.score, rank, points, bundle.obstacle, wish)
            for one in bundle.members
        ]
    return tuple(made)


def _why(bundle: Bundle, plan: BudgetPlan, shares: Iterable[tuple[Wish, WishShare]]) -> tuple[Why, Wish | None]:
    """Return why a bundle is in or out, and the wish that would be broken if it were the other way round."""
    is_in = bool(bundle.ids & set(plan.granted))
    if bundle.obstacle and not is_in:
        return Why.OBSTACLE, None
    money = sum(plan.granted.get(one, 0) for one in bundle.ids)
    least = min((offer.least_vnd for offer in bundle.offers), default=0)
    for wish, share in shares:
        n, changed = (-1, -money) if is_in else (1, least)
        counted = bundle.counted(wish)
        is_mine = bool(counted)
        other = WishShare(
            share.n + n * counted,
            share.money_vnd + changed * is_mine,
            share.whole_vnd + changed,
            share.n_granted + n * len(bundle.members),
        )
        if (is_mine or not is_in) and kept(wish, share)[1] and not kept(wish, other)[1]:
            return (Why.WANTED if is_in else Why.NOT_WANTED), wish
    return (Why.CHOSEN if is_in else Why.OTHERS), None


def exchange(request: PlanRequest, plan: BudgetPlan, candidate_id: str) -> Exchange:
    """Return what the best plan with a candidate looks like."""
    bundles = bundles_of(request)
    wishes = single_wishes(request, bundles)
    bundle = by_candidate(bundles).get(candidate_id)
    wanted = Wish(WishKind.MUST, Of.CANDIDATE, (candidate_id,))
    freed = tuple(one for one in wishes if not (one.kind is WishKind.MUST_NOT and candidate_id in one.values))
    forced = best_plan(request, _QUICK, bundles=bundles, wishes=(*freed, wanted))
    if bundle is None or forced.state is State.NONE:
        return Exchange(candidate_id, is_possible=False)
    loss = max(0.0, plan.score - forced.score)
    return Exchange(
        candidate_id,
        is_possible=True,
        out=tuple(sorted(set(plan.granted) - set(forced.granted))),
        into=tuple(sorted(set(forced.granted) - set(plan.granted) - {candidate_id})),
        loss=loss,
        lacks=_lacks(request, bundle, forced, loss),
        price_vnd=_price(request, bundles, bundle, (*freed, wanted), plan.score),
    )


def _lacks(request: PlanRequest, bundle: Bundle, forced: BudgetPlan, loss: float) -> float:
    """Return how much higher its own score would have to be for the plan with it to be as good."""
    money = sum(forced.granted.get(one, 0) for one in bundle.ids)
    most = max((offer.most_vnd for offer in bundle.offers), default=0)
    share = money / MILLION if request.reading is Objective.MONEY else money / most if most else 0.0
    return loss / share if share else 0.0


def _price(
    request: PlanRequest, bundles: tuple[Bundle, ...], bundle: Bundle, wishes: tuple[Wish, ...], score: float
) -> int | None:
    """Return the largest amount in whole millions at which the candidate would be in, by halving; only where proposals count."""
    if request.reading is Objective.MONEY:
        return None
    low, high = 0, max(offer.most_vnd for offer in bundle.offers) // MILLION
    while high - low > max(1, high // 64):
        middle = (low + high + 1) // 2
        cheaper = tuple(_at_price(one, middle * MILLION) if one is bundle else one for one in bundles)
        is_in = best_plan(request, _QUICK, bundles=cheaper, wishes=wishes).score >= score - 1e-6
        low, high = (middle, high) if is_in else (low, middle)
    return low * MILLION if low else None


def _at_price(bundle: Bundle, most_vnd: int) -> Bundle:
    return replace(bundle, offers=tuple(replace(one, least_vnd=most_vnd, most_vnd=most_vnd) for one in bundle.offers))


def curve(request: PlanRequest, tell: _Tell = lambda _: None) -> tuple[Point, ...]:
    """Return the best plan at budgets from 500 million less to 500 million more, in steps of 100, of the largest budget."""
    largest = max(request.budgets, key=lambda one: one.free_vnd)
    points = []
    for number, step in enumerate(_STEPS):
        change = step * STEP_VND
        if largest.free_vnd + change >= 0:
            plan = best_plan(replace(request, budgets=_changed(request.budgets, largest, change)), _LIKE_THE_PLAN)
            if plan.state is not State.NONE:
                points.append(Point(change, plan.score, len(plan.grants), plan.money_vnd, tuple(sorted(plan.granted))))
        tell((number + 1) / len(_STEPS))
    return tuple(points)


def _changed(budgets: tuple[Budget, ...], one: Budget, change: int) -> tuple[Budget, ...]:
    return tuple(
        replace(budget, amount_vnd=budget.amount_vnd + change) if budget is one else budget for budget in budgets
    )


def standings(request: PlanRequest, tell: _Tell = lambda _: None) -> dict[str, Stability]:
    """Return whether each candidate is in the best plan whatever weights near the chosen ones are taken, by drawing some.

    The chosen ones are among them, and ties are decided as in the plan: what is in it is never out, what is not never certain.
    """
    draw = random.Random(0)  # noqa: S311 - the same weights each time
    counts = dict.fromkeys((one.candidate_id for one in request.candidates), 0)
    for number in range(DRAWS):
        factors = [draw.uniform(1 - SPREAD, 1 + SPREAD) if number else 1.0 for _ in request.weights]
        weights = tuple(
            Weight(one.criterion, one.weight * factor) for one, factor in zip(request.weights, factors, strict=True)
        )
        for candidate_id in best_plan(replace(request, weights=weights), _LIKE_THE_PLAN).granted:
            counts[candidate_id] += 1
        tell((number + 1) / DRAWS)
    return {one: _standing(n) for one, n in counts.items()}


def _standing(n: int) -> Stability:
    if n == DRAWS:
        return Stability.CERTAIN
    return Stability.BORDERLINE if n else Stability.OUT
