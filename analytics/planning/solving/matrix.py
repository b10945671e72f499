"""The integer programme of a request: what each bundle can be given, and the conditions of budgets and wishes, in millions of đồng."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from analytics.planning.solving.bundles import Bundle, Obstacle
from analytics.planning.solving.model import Counts, Grant, Objective, Of, PlanRequest, Wish, WishKind
from analytics.planning.solving.solver import LinearCondition, Model, Numbers
from geodata.grouping import grouped_by

MILLION = 1_000_000


@dataclass(frozen=True)
class BundleChoice:
    """Giving a bundle money from one of `programmes`: a variable for yes or no, and one for what is above the least, if it can vary."""

    bundle: Bundle
    programmes: frozenset[str]
    least: float
    most: float
    at: int
    more: int | None

    def money(self, values: Numbers) -> float:
        """Return the millions that it is given."""
        return self.least * round(float(values[self.at])) + (0.0 if self.more is None else float(values[self.more]))

    @property
    def money_factors(self) -> dict[int, float]:
        """The factors of its variables in a sum of money."""
        return {self.at: self.least} | ({} if self.more is None else {self.more: 1.0})


@dataclass(frozen=True)
class Program:
    """The choices of a request and its model."""

    choices: tuple[BundleChoice, ...]
    model: Model


def program_of(
    request: PlanRequest, bundles: Iterable[Bundle], wishes: Iterable[Wish], *, is_joint: bool = False
) -> Program:
    """Return the programme of a request.

    `is_joint`: a bundle that several programmes would give the same is one choice, and which of them pays is left open; what
    they give together keeps within their budgets together.
    """
    all_ = tuple(bundles)
    choices = _choices(all_, is_joint=is_joint)
    rows = [*_budget_rows(request, choices), *_one_programme_rows(choices), *_least_rows(choices)]
    rows += [row for wish in wishes for row in value_conditions(wish, choices)]
    n = sum(1 + (choice.more is not None) for choice in choices)
    highs, is_whole = np.ones(n), np.ones(n, dtype=bool)
    for choice in choices:
        if choice.more is not None:
            highs[choice.more], is_whole[choice.more] = choice.most - choice.least, False
    return Program(choices, Model(gains_of(request, choices, n), highs, is_whole, tuple(rows)))


def _choices(bundles: tuple[Bundle, ...], *, is_joint: bool) -> tuple[BundleChoice, ...]:
    made: list[BundleChoice] = []
    n = 0
    for bundle in bundles:
        offers: dict[tuple[int, int, str], set[str]] = {}
        for offer in bundle.offers:
            key = (offer.least_vnd, offer.most_vnd, "" if is_joint else offer.programme)
            offers.setdefault(key, set()).add(offer.programme)
        for (least, most, _), programmes in offers.items():
            more = n + 1 if least < most else None
            made.append(BundleChoice(bundle, frozenset(programmes), least / MILLION, most / MILLION, n, more))
            n += 1 + (more is not None)
    return tuple(made)


def gains_of(request: PlanRequest, choices: Iterable[BundleChoice], n: int) -> Numbers:
    """Return what each variable adds to the score of a plan: less than the eligible amount earns its share of the score."""
    gains = np.zeros(n)
    for choice in choices:
        per_million = choice.bundle.score / (choice.most if request.reading is Objective.PROPOSAL else 1.0)
        gains[choice.at] = per_million * choice.least
        if choice.more is not None:
            gains[choice.more] = per_million
    return gains


def _budget_rows(request: PlanRequest, choices: tuple[BundleChoice, ...]) -> list[LinearCondition]:
    """Return for each set of programmes that what only they pay keeps within what they have."""
    free = {one.programme: one.free_vnd / MILLION for one in request.budgets}
    rows = []
    for size in range(1, len(free) + 1):
        for some in combinations(sorted(free), size):
            held = [choice for choice in choices if choice.programmes <= set(some)]
            if held and (size == 1 or any(len(choice.programmes) > 1 for choice in held)):
                rows.append(
                    LinearCondition(
                        _sum(choice.money_factors for choice in held), high=sum(free[name] for name in some)
                    )
                )
    return rows


def _one_programme_rows(choices: tuple[BundleChoice, ...]) -> list[LinearCondition]:
    of = grouped_by((choice.bundle.bundle_id, choice.at) for choice in choices)
    return [LinearCondition(dict.fromkeys(ats, 1.0), high=1.0) for ats in of.values() if len(ats) > 1]


def _least_rows(choices: tuple[BundleChoice, ...]) -> list[LinearCondition]:
    return [
        LinearCondition({one.more: 1.0, one.at: -(one.most - one.least)}, high=0.0)
        for one in choices
        if one.more is not None
    ]


def value_conditions(wish: Wish, choices: Iterable[BundleChoice]) -> list[LinearCondition]:
    """Return the conditions of a wish for one value or for named proposals."""
    all_ = tuple(choices)
    held = [choice for choice in all_ if choice.bundle.values(wish.of) & set(wish.values)]
    yes = {choice.at: 1.0 for choice in held}
    if wish.kind is WishKind.MUST_NOT:
        return [LinearCondition(yes, high=0.0)] if yes else []
    if wish.kind is WishKind.EITHER_OR:
        counted = {choice.at: float(choice.bundle.counted(wish)) for choice in held}
        return [LinearCondition(counted, high=1.0)] if counted else []
    if wish.kind is WishKind.MUST:
        return [_must(value, wish.of, held) for value in wish.values]
    if wish.counts is Counts.SHARE:
        whole = _sum(choice.money_factors for choice in all_)
        factors = {at: -wish.number * value for at, value in whole.items()}
        row = _sum([factors, *(choice.money_factors for choice in held)])
        return [LinearCondition(row, low=0.0) if wish.kind is WishKind.LEAST else LinearCondition(row, high=0.0)]
    factors = yes if wish.counts is Counts.PROPOSALS else _sum(choice.money_factors for choice in held)
    number = wish.number if wish.counts is Counts.PROPOSALS else wish.number / MILLION
    return [
        LinearCondition(factors, low=number) if wish.kind is WishKind.LEAST else LinearCondition(factors, high=number)
    ]


def _must(value: str, of: Of, held: list[BundleChoice]) -> LinearCondition:
    return LinearCondition({choice.at: 1.0 for choice in held if value in choice.bundle.values(of)}, low=1.0)


def _sum(parts: Iterable[dict[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for part in parts:
        for at, value in part.items():
            total[at] = total.get(at, 0.0) + value
    return total


def single_wishes(request: PlanRequest, bundles: Iterable[Bundle]) -> tuple[Wish, ...]:
    """Return the wishes one by one: one for "each district" is one for each district that has a candidate."""
    held = tuple(one for one in bundles if one.obstacle is not Obstacle.NO_AMOUNT)
    made: list[Wish] = []
    for wish in request.wishes:
        if wish.of is Of.CANDIDATE:
            single = wish.kind in {WishKind.MUST, WishKind.MUST_NOT}
            made += [Wish(wish.kind, wish.of, (one,)) for one in wish.values] if single else [wish]
            continue
        values = wish.values or tuple(sorted({value for one in held for value in one.values(wish.of)}))
        made += [Wish(wish.kind, wish.of, (value,), wish.counts, wish.number) for value in values]
    return tuple(dict.fromkeys(made))


def grants_of(choice: BundleChoice, programme: str, millions: float) -> list[Grant]:
    """Return what each candidate of a bundle is given, by what it asks for; whole đồng, never more than the bundle's."""
    total, asked = int(millions * MILLION + 0.05), choice.bundle.asked_vnd
    total = min(total, round(choice.most * MILLION))
    parts = [total * (one.asked_vnd or 0) // asked for one in choice.bundle.members]
    parts[-1] += total - sum(parts)
    return [Grant(one.candidate_id, programme, part) for one, part in zip(choice.bundle.members, parts, strict=True)]
