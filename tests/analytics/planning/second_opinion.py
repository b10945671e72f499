"""The best score of a request by another way: a model of its own, written from the proposals alone and solved by SciPy."""

from collections import defaultdict

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.planning.solving.model import Candidate, Counts, Objective, Of, PlanRequest, Wish, WishKind
from analytics.planning.solving.scores import score_of

MILLION = 1_000_000
Line = tuple[dict[int, float], float, float]


def best_score(request: PlanRequest) -> float | None:
    """Return the score of the best plan, None where no plan keeps all wishes; no candidate may share its beneficiary.

    For each proposal and programme there is a yes and an amount in millions, so that nothing of the model under test is used:
    neither its bundles nor its joint budget, its split or its rows.
    """
    pairs = [
        (one, budget.programme)
        for one in request.candidates
        for budget in request.budgets
        if one.asked_vnd and budget.programme in one.programmes and budget.free_vnd
    ]
    if not pairs:
        return 0.0 if all(_is_kept_by_nothing(wish, request) for wish in request.wishes) else None
    n = len(pairs)
    gains, highs, lines = np.zeros(2 * n), np.ones(2 * n), list[Line]()
    for at, (one, _) in enumerate(pairs):
        most = _most(one, request)
        least = min(most, one.asked_vnd or 0 if one.least_vnd is None else max(MILLION, one.least_vnd)) / MILLION
        most_millions, score = most / MILLION, score_of((one,), request)
        highs[at], highs[n + at] = float(most > 0), most_millions
        gains[n + at] = score if request.reading is Objective.MONEY else score / most_millions if most else 0.0
        lines += [({n + at: 1.0, at: -most_millions}, -np.inf, 0.0), ({n + at: 1.0, at: -least}, 0.0, np.inf)]
    for budget in request.budgets:
        mine = {n + at: 1.0 for at, (_, programme) in enumerate(pairs) if programme == budget.programme}
        lines.append((mine, -np.inf, budget.free_vnd / MILLION))
    for one in request.candidates:
        lines.append(({at: 1.0 for at, (other, _) in enumerate(pairs) if other is one}, -np.inf, 1.0))
    for wish in request.wishes:
        lines += _of_wish(wish, request, [one for one, _ in pairs])
    return _solved(gains, highs, lines, n)


def _most(one: Candidate, request: PlanRequest) -> int:
    """Return what the ceilings leave; those of tests are for any programme and each facility."""
    mosts = [one.asked_vnd or 0]
    for ceiling in request.ceilings:
        if ceiling.content == one.content:
            mosts += [] if ceiling.amount_vnd is None else [ceiling.amount_vnd * max(1, len(set(one.beneficiaries)))]
            mosts += [] if ceiling.share is None or one.total_vnd is None else [int(ceiling.share * one.total_vnd)]
    return min(mosts)


def _of_wish(wish: Wish, request: PlanRequest, paid: list[Candidate]) -> list[Line]:
    n = len(paid)

    def those(value: str) -> list[int]:
        return [at for at, one in enumerate(paid) if value in _values(one, wish.of)]

    if wish.kind is WishKind.MUST:
        return [(dict.fromkeys(those(value), 1.0), 1.0, np.inf) for value in wish.values]
    if wish.kind is WishKind.MUST_NOT:
        return [(dict.fromkeys(those(value), 1.0), -np.inf, 0.0) for value in wish.values]
    if wish.kind is WishKind.EITHER_OR:
        named = [at for value in wish.values for at in those(value)]
        return [(dict.fromkeys(named, 1.0), -np.inf, 1.0)]
    asking = [one for one in request.candidates if one.asked_vnd]
    values = wish.values or sorted({value for one in asking for value in _values(one, wish.of)})
    made = []
    for value in values:
        mine = those(value)
        line: dict[int, float] = defaultdict(float)
        for at in mine:
            line[at if wish.counts is Counts.PROPOSALS else n + at] += 1.0
        limit = {Counts.PROPOSALS: wish.number, Counts.MONEY: wish.number / MILLION, Counts.SHARE: 0.0}[wish.counts]
        if wish.counts is Counts.SHARE:
            for at in range(n):
                line[n + at] -= wish.number
        made.append(
            (
                dict(line),
                limit if wish.kind is WishKind.LEAST else -np.inf,
                limit if wish.kind is WishKind.MOST else np.inf,
            )
        )
    return made


def _is_kept_by_nothing(wish: Wish, request: PlanRequest) -> bool:
    if wish.kind is WishKind.MUST:
        return False
    asks = any(one.asked_vnd for one in request.candidates)
    return not (
        wish.kind is WishKind.LEAST and wish.counts is not Counts.SHARE and wish.number > 0 and (wish.values or asks)
    )


def _values(one: Candidate, of: Of) -> tuple[str, ...]:
    named = {Of.CANDIDATE: (one.candidate_id,), Of.DISTRICT: one.districts}
    return named[of] if of in named else (str(getattr(one, of.value)),)


def _solved(gains: np.ndarray, highs: np.ndarray, lines: list[Line], n: int) -> float | None:
    matrix = np.zeros((len(lines), 2 * n))
    for at, (factors, _, _) in enumerate(lines):
        for column, factor in factors.items():
            matrix[at, column] = factor
    found = milp(
        -gains,
        integrality=np.array([1] * n + [0] * n),
        bounds=Bounds(0, highs),
        constraints=LinearConstraint(matrix, [low for _, low, _ in lines], [high for _, _, high in lines]),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else -float(found.fun)
