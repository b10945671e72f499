"""The best plan of a request: the joint budget first, then who pays what; the full assignment only where that does not fit.

Among plans of one score a second, fixed objective decides: the one that spends less, then by a number that follows from the ids
of the proposals (`tie_number`). It is looked for within `TIE_NODES` nodes of the search tree, so that the same request has the same
answer on a slow computer; the order of the rows never matters, as they are put in the order of their ids first.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from analytics.planning.solving.bundles import Bundle, bundles_of, tie_number
from analytics.planning.solving.matrix import MILLION, BundleChoice, Program, grants_of, program_of, single_wishes
from analytics.planning.solving.model import BudgetPlan, Grant, PlanRequest, State, Wish
from analytics.planning.solving.solver import (
    LinearCondition,
    Model,
    Numbers,
    OnBetter,
    SearchStatus,
    Solution,
    settled,
    solved,
    version,
)

SECONDS = 60.0
SPLIT_SECONDS = 5.0
TIE_NODES = 200
MOST_GAP = 0.001
"""A plan that may be further from the best than this is not called good."""
_SCORE_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Search:
    """How long to look, whether a tie is decided, and who is told a better plan."""

    seconds: float = SECONDS
    is_tie_broken: bool = True
    on_better: Callable[[BudgetPlan], None] | None = None


def best_plan(
    request: PlanRequest,
    search: Search | None = None,
    *,
    bundles: tuple[Bundle, ...] | None = None,
    wishes: tuple[Wish, ...] | None = None,
) -> BudgetPlan:
    """Return the plan of the highest score that keeps all ceilings, budgets and wishes; state NONE where there is none.

    `bundles` and `wishes` stand instead of those of the request where they were changed for a question.
    """
    search = search or Search()
    begun = time.perf_counter()
    held = bundles_of(request) if bundles is None else bundles
    single = single_wishes(request, held) if wishes is None else wishes
    joint = program_of(request, held, single, is_joint=True)
    solution = _found(joint, search)
    is_found = solution.status in {SearchStatus.BEST, SearchStatus.SO_FAR}
    grants = _split(request, joint, solution) if is_found else None
    if grants is None and is_found:
        joint = program_of(request, held, single)
        solution = _found(joint, replace(search, seconds=search.seconds - (time.perf_counter() - begun)))
        is_found = solution.status in {SearchStatus.BEST, SearchStatus.SO_FAR}
        grants = _paid(joint.choices, solution.values) if is_found else None
    seconds = time.perf_counter() - begun
    if grants is None:
        return BudgetPlan(State.NONE, seconds=seconds, solver=version())
    state = State.BEST if solution.status is SearchStatus.BEST else State.SO_FAR
    return BudgetPlan(state, grants, solution.objective, solution.gap, seconds, version())


def _found(program: Program, search: Search) -> Solution:
    on_better = _teller(program, search.on_better) if search.on_better else None
    first = solved(program.model, seconds=max(search.seconds, 0.1), on_better=on_better)
    if first.status is not SearchStatus.BEST or not search.is_tie_broken or not len(first.values):
        return first
    second = solved(tied(program, first), nodes=TIE_NODES, seconds=search.seconds, start=first.values)
    values = second.values if len(second.values) else first.values
    return replace(first, values=_exact(program, values), seconds=first.seconds + second.seconds)


def _exact(program: Program, values: Numbers) -> Numbers:
    """Return the amounts to the last đồng: for those that are chosen, the amounts that can vary are worked out once more."""
    model = program.model
    if model.is_whole.all():
        return values
    same = [
        LinearCondition({int(at): 1.0}, round(values[at]), round(values[at])) for at in np.flatnonzero(model.is_whole)
    ]
    exact = solved(model.with_rows(*same))
    return exact.values if len(exact.values) else values


def tied(program: Program, first: Solution) -> Model:
    """Return the model that asks for the plan, among those of the same score, that spends less and has the larger tie numbers."""
    score = {at: float(gain) for at, gain in enumerate(program.model.gains) if gain}
    low = first.objective - _SCORE_TOLERANCE * max(1.0, abs(first.objective))
    second = np.zeros(len(program.model.gains))
    n = max(len(program.choices), 1)
    for choice in program.choices:
        for at, factor in choice.money_factors.items():
            second[at] -= factor
        second[choice.at] += tie_number(choice.bundle.bundle_id) / (1000 * n)
    return settled(program.model, low).with_gains(second).with_rows(LinearCondition(score, low=low))


def _teller(program: Program, on_better: Callable[[BudgetPlan], None]) -> OnBetter:
    """Return what tells a better plan as soon as the solver has it; who pays a joint choice is left to its first programme."""

    def tell(values: Numbers, objective: float, bound: float) -> None:
        gap = max(0.0, bound - objective) / max(abs(objective), 1e-9)
        on_better(BudgetPlan(State.SO_FAR, _paid(program.choices, values), objective, gap, solver=version()))

    return tell


def _paid(choices: Iterable[BundleChoice], values: Numbers, payer: dict[int, str] | None = None) -> tuple[Grant, ...]:
    made: list[Grant] = []
    for choice in choices:
        if values[choice.at] > 0.5:
            programme = (payer or {}).get(choice.at) or min(choice.programmes)
            made += grants_of(choice, programme, choice.money(values))
    return tuple(sorted(made, key=lambda one: one.candidate_id))


def _split(request: PlanRequest, program: Program, solution: Solution) -> tuple[Grant, ...] | None:
    """Return the grants with who pays them, None where the programmes cannot share them out."""
    chosen = [choice for choice in program.choices if solution.values[choice.at] > 0.5]
    open_ = [choice for choice in chosen if len(choice.programmes) > 1]
    payer = _payers(request, chosen, open_, solution.values) if open_ else {}
    return None if payer is None else _paid(program.choices, solution.values, payer)


def _payers(
    request: PlanRequest, chosen: list[BundleChoice], open_: list[BundleChoice], values: Numbers
) -> dict[int, str] | None:
    """Return the programme of each choice that several could pay: a small programme of its own."""
    pairs = [(choice, name) for choice in open_ for name in sorted(choice.programmes)]
    rows = []
    for budget in request.budgets:
        fixed = sum(one.money(values) for one in chosen if one.programmes == {budget.programme})
        mine = {at: one.money(values) for at, (one, name) in enumerate(pairs) if name == budget.programme}
        rows.append(LinearCondition(mine, high=budget.free_vnd / MILLION - fixed + 1e-6))
    for choice in open_:
        yes = {at: 1.0 for at, (one, _) in enumerate(pairs) if one is choice}
        rows += [LinearCondition(yes, 1.0, 1.0)]
    n = len(pairs)
    model = Model(np.zeros(n), np.ones(n), np.ones(n, dtype=bool), tuple(rows))
    found = solved(model, seconds=SPLIT_SECONDS)
    if not len(found.values):
        return None
    return {choice.at: name for at, (choice, name) in enumerate(pairs) if found.values[at] > 0.5}
