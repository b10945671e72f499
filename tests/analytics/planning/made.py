"""Requests for tests, drawn with a seed, and a plan by plain enumeration."""

import random
from itertools import product

from analytics.planning.solving.bundles import Bundle, bundles_of
from analytics.planning.solving.matrix import single_wishes
from analytics.planning.solving.model import (
    Budget,
    Candidate,
    Counts,
    Criterion,
    Objective,
    Of,
    PlanRequest,
    Weight,
    Wish,
    WishKind,
)

MILLION = 1_000_000
DISTRICTS = tuple(str(213 + n) for n in range(10))
SECTORS = ("wood", "food", "mechanical", "textiles", "handicrafts")
CONTENTS = ("machinery", "demonstration_model", "technology_transfer", "training")
WEIGHTS = tuple(Weight(criterion, 1 + n) for n, criterion in enumerate(Criterion))


def candidate(number: int, **values: object) -> Candidate:
    given = {
        "candidate_id": f"p{number:04}",
        "title": f"Đề án {number}",
        "beneficiaries": (f"Cơ sở {number}",),
        "districts": (DISTRICTS[number % 10],),
        "sector": "food",
        "content": "machinery",
        "requested_vnd": 100 * MILLION,
    }
    return Candidate(**(given | values))  # type: ignore[arg-type]


def drawn(n: int, seed: int, *, share: float = 0.4, programmes: int = 2, flexible: float = 0.0) -> PlanRequest:
    """Return n candidates with two budgets that pay for a share of what they ask."""
    draw = random.Random(seed)  # noqa: S311 - a test draws
    names = ("national", "provincial")[:programmes]
    candidates = []
    for number in range(n):
        support = draw.randint(40, 400) * MILLION
        candidates.append(
            candidate(
                number,
                sector=draw.choice(SECTORS),
                content=draw.choice(CONTENTS),
                districts=(draw.choice(DISTRICTS),),
                programmes=draw.choice((names, names, names[:1], names[-1:])),
                requested_vnd=support,
                least_vnd=support // 2 if draw.random() < flexible else None,
                total_vnd=support * draw.randint(2, 9),
                jobs=draw.randint(0, 60),
                ocop_stars=draw.choice((None, 3, 4, 5)),
                exports=draw.random() < 0.3,
                is_difficult=draw.random() < 0.3,
            )
        )
    asked = sum(one.requested_vnd or 0 for one in candidates)
    budgets = tuple(Budget(name, int(asked * share / len(names)) // MILLION * MILLION) for name in names)
    wishes = (
        Wish(WishKind.LEAST, Of.DISTRICT, (), Counts.PROPOSALS, 1),
        Wish(WishKind.MOST, Of.SECTOR, (), Counts.SHARE, 0.4),
    )
    return PlanRequest("2024-01-15", 2024, tuple(candidates), budgets, (), wishes, WEIGHTS)


def plainly_best(request: PlanRequest) -> float | None:
    """Return the score of the best plan by trying every choice; no candidate may be flexible."""
    bundles = [one for one in bundles_of(request) if one.offers]
    wishes = single_wishes(request, bundles_of(request))
    scores = [
        sum(_score(request, bundle, offer) for bundle, offer in zip(bundles, taken, strict=True) if offer is not None)
        for taken in product(*((None, *range(len(bundle.offers))) for bundle in bundles))
        if _is_allowed(request, wishes, bundles, taken)
    ]
    return max(scores, default=None)


def _score(request: PlanRequest, bundle: Bundle, offer: int) -> float:
    if request.reading is Objective.PROPOSAL:
        return bundle.score
    return bundle.score * bundle.offers[offer].most_vnd / MILLION


def _is_allowed(request: PlanRequest, wishes: tuple[Wish, ...], bundles: list[Bundle], taken: tuple) -> bool:
    given = [(bundle, bundle.offers[offer]) for bundle, offer in zip(bundles, taken, strict=True) if offer is not None]
    for budget in request.budgets:
        if sum(offer.most_vnd for _, offer in given if offer.programme == budget.programme) > budget.free_vnd:
            return False
    return all(_is_kept(wish, given) for wish in wishes)


def _is_kept(wish: Wish, given: list) -> bool:
    mine = [(bundle, offer) for bundle, offer in given if bundle.values(wish.of) & set(wish.values)]
    if wish.kind is WishKind.MUST:
        return all(any(value in bundle.values(wish.of) for bundle, _ in mine) for value in wish.values)
    if wish.kind is WishKind.MUST_NOT:
        return not mine
    if wish.kind is WishKind.EITHER_OR:
        return len(mine) <= 1
    money = sum(offer.most_vnd for _, offer in mine)
    whole = sum(offer.most_vnd for _, offer in given)
    used = {Counts.PROPOSALS: len(mine), Counts.MONEY: money, Counts.SHARE: money - wish.number * whole}[wish.counts]
    limit = 0 if wish.counts is Counts.SHARE else wish.number
    return used >= limit - 1e-3 if wish.kind is WishKind.LEAST else used <= limit + 1e-3
