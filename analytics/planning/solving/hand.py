"""A plan changed by the meeting: who took, dropped or changed what and why; what it costs against the best plan and what it breaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from analytics.planning.solving.bundles import bundles_of
from analytics.planning.solving.checks import Breach, breaches
from analytics.planning.solving.explain import Why, reasons
from analytics.planning.solving.matrix import MILLION
from analytics.planning.solving.model import BudgetPlan, Grant, Objective, PlanRequest, State


@dataclass(frozen=True)
class Override:
    """What the meeting decided about a proposal: the amount, 0 leaves it out; who said it, why, and when."""

    candidate_id: str
    programme: str
    amount_vnd: int
    who: str
    why: str
    at: str


@dataclass(frozen=True)
class Judged:
    """A plan as the meeting wants it: its score, what that is less than the best, and what it breaks."""

    grants: tuple[Grant, ...]
    score: float
    loss: float
    breaches: tuple[Breach, ...]

    @property
    def money_vnd(self) -> int:
        """All that is granted."""
        return sum(one.amount_vnd for one in self.grants)


def overridden(plan: BudgetPlan, overrides: Iterable[Override]) -> tuple[Grant, ...]:
    """Return the grants of a plan with what the meeting decided, a later decision over an earlier one."""
    grants = {one.candidate_id: one for one in plan.grants}
    for one in overrides:
        grants[one.candidate_id] = Grant(one.candidate_id, one.programme, one.amount_vnd)
    return tuple(sorted((one for one in grants.values() if one.amount_vnd), key=lambda one: one.candidate_id))


def judged(request: PlanRequest, plan: BudgetPlan, overrides: Iterable[Override] = ()) -> Judged:
    """Return a plan with what the meeting decided, held against the best one."""
    grants = overridden(plan, overrides)
    score = score_of_grants(request, grants)
    return Judged(grants, score, max(0.0, plan.score - score), breaches(request, grants))


def share_of_best(held: Judged, plan: BudgetPlan) -> float | None:
    """Return the share of the best possible score that is sure, down to a thousandth; None where a plan breaks what the best one keeps."""
    best = plan.score * (1 + plan.gap)
    return None if held.breaches else floor(round(held.score / best if best else 1.0, 9) * 1000) / 1000


def score_of_grants(request: PlanRequest, grants: Iterable[Grant]) -> float:
    """Return the score of a plan however it was made, by the same scale as that of the solver."""
    given = {one.candidate_id: one.amount_vnd for one in grants}
    total = 0.0
    for bundle in bundles_of(request):
        money = sum(given.get(one, 0) for one in bundle.ids)
        if request.reading is Objective.MONEY:
            total += bundle.score * money / MILLION
        elif money:
            most = max((offer.most_vnd for offer in bundle.offers), default=0) or bundle.asked_vnd
            total += bundle.score * min(1.0, money / most)
    return total


@dataclass(frozen=True)
class NextInLine:
    """The proposal with the highest score that is left out, the least that it needs, and what its programme has left."""

    candidate_id: str
    needs_vnd: int
    left_vnd: int


def next_in_line(request: PlanRequest, grants: Iterable[Grant]) -> NextInLine | None:
    """Return the next proposal that money alone keeps out, where what is left does not reach for it; None where there is none."""
    given = tuple(grants)
    for_money = {one.candidate_id for one in reasons(request, BudgetPlan(State.SO_FAR, given)) if one.why is Why.OTHERS}
    left = {
        one.programme: one.free_vnd - sum(grant.amount_vnd for grant in given if grant.programme == one.programme)
        for one in request.budgets
    }
    waiting = [one for one in bundles_of(request) if one.offers and one.ids & for_money]
    for bundle in sorted(waiting, key=lambda one: (-one.score, one.bundle_id)):
        offer = max(bundle.offers, key=lambda one: left.get(one.programme, 0) - one.least_vnd)
        rest = left.get(offer.programme, 0)
        return NextInLine(bundle.bundle_id, offer.least_vnd, rest) if 0 < rest < offer.least_vnd else None
    return None
