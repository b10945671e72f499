"""Wishes that contradict each other: a smallest set by QuickXplain, law and arithmetic fixed, and what giving up each would bring.

QuickXplain (Junker, 2004) finds a set from which no wish can be taken away without a plan becoming possible; not always the set
with fewest wishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.planning.solving.bundles import Bundle, bundles_of
from analytics.planning.solving.matrix import program_of, single_wishes
from analytics.planning.solving.model import BudgetPlan, PlanRequest, Wish
from analytics.planning.solving.solve import Search, best_plan
from analytics.planning.solving.solver import SearchStatus, solved

CHECK_SECONDS = 10.0


@dataclass(frozen=True)
class Relaxed:
    """A wish of a contradiction, and the best plan without it; state NONE where others contradict each other still."""

    wish: Wish
    plan: BudgetPlan


def smallest_conflict(request: PlanRequest) -> tuple[Wish, ...]:
    """Return wishes that no plan keeps together and of which none can be left away; () where a plan keeps all wishes."""
    bundles = bundles_of(request)
    wishes = single_wishes(request, bundles)
    if _has_plan(request, bundles, wishes):
        return ()
    return tuple(_explained(request, bundles, (), (), wishes))


def relaxations(request: PlanRequest, conflict: Sequence[Wish]) -> tuple[Relaxed, ...]:
    """Return for each wish of a contradiction the best plan of the request without it."""
    bundles = bundles_of(request)
    wishes = single_wishes(request, bundles)
    search = Search(seconds=CHECK_SECONDS, is_tie_broken=False)
    return tuple(
        Relaxed(wish, best_plan(request, search, bundles=bundles, wishes=tuple(one for one in wishes if one != wish)))
        for wish in conflict
    )


def _has_plan(request: PlanRequest, bundles: tuple[Bundle, ...], wishes: Sequence[Wish]) -> bool:
    """Tell whether a plan keeps these wishes; one that is not found in time is taken for there."""
    model = program_of(request, bundles, wishes).model
    nothing = model.with_gains(np.zeros(len(model.gains)))
    return solved(nothing, seconds=CHECK_SECONDS).status is not SearchStatus.INFEASIBLE


def _explained(
    request: PlanRequest,
    bundles: tuple[Bundle, ...],
    held: tuple[Wish, ...],
    new: tuple[Wish, ...],
    wishes: tuple[Wish, ...],
) -> list[Wish]:
    if new and not _has_plan(request, bundles, held):
        return []
    if len(wishes) == 1:
        return list(wishes)
    first, second = wishes[: len(wishes) // 2], wishes[len(wishes) // 2 :]
    of_second = _explained(request, bundles, (*held, *first), first, second)
    of_first = _explained(request, bundles, (*held, *of_second), tuple(of_second), first)
    return [*of_first, *of_second]


def wishes_without(request: PlanRequest, wish: Wish) -> tuple[Wish, ...]:
    """Return the wishes of a request without one of them; of a wish for each district that for one district alone goes."""
    return tuple(one for one in single_wishes(request, bundles_of(request)) if one != wish)
