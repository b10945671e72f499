"""What contradicts itself before anything is solved, and what a plan made by hand breaks; codes and numbers, no words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from analytics.planning.solving.bundles import Bundle, Obstacle, bundles_of, by_candidate
from analytics.planning.solving.matrix import single_wishes
from analytics.planning.solving.model import Counts, Grant, Of, PlanRequest, Wish, WishKind


class Clash(StrEnum):
    """Why no plan can keep some wishes, as far as that is seen without a solver."""

    NO_CANDIDATE = "no_candidate"
    CANNOT_ENTER = "cannot_enter"
    WANTED_AND_NOT = "wanted_and_not"
    TWO_OF_ONE = "two_of_one"
    TOO_DEAR = "too_dear"
    LEAST_OVER_MOST = "least_over_most"
    NOT_SO_MANY = "not_so_many"
    NOT_SO_MUCH = "not_so_much"
    OVER_BUDGET = "over_budget"
    OVER_WHOLE = "over_whole"


@dataclass(frozen=True)
class Contradiction:
    """Wishes that no plan keeps together: what they ask for and what there is, in proposals, đồng or a share."""

    clash: Clash
    wishes: tuple[Wish, ...]
    asked: float = 0.0
    there: float = 0.0
    obstacle: Obstacle | None = None


def request_contradictions(request: PlanRequest) -> tuple[Contradiction, ...]:
    """Return what contradicts itself; nothing here does not say that a plan exists."""
    bundles = bundles_of(request)
    wishes = single_wishes(request, bundles)
    return (
        *_wanted(wishes, bundles),
        *_too_dear(request, wishes, bundles),
        *(found for wish in wishes if wish.kind is WishKind.LEAST for found in _short(wish, bundles)),
        *_least_over_most(wishes),
        *_over_whole(request, wishes, bundles),
    )


def _wanted(wishes: tuple[Wish, ...], bundles: tuple[Bundle, ...]) -> list[Contradiction]:
    of = by_candidate(bundles)
    must = [wish for wish in wishes if wish.kind is WishKind.MUST]
    never = {value: wish for wish in wishes if wish.kind is WishKind.MUST_NOT for value in wish.values}
    found = []
    for wish in must:
        (value,) = wish.values
        if wish.of is Of.CANDIDATE and value not in of:
            found.append(Contradiction(Clash.NO_CANDIDATE, (wish,)))
        elif wish.of is Of.CANDIDATE and of[value].obstacle:
            found.append(Contradiction(Clash.CANNOT_ENTER, (wish,), obstacle=of[value].obstacle))
        elif wish.of is Of.CANDIDATE and (clashing := [never[one] for one in of[value].ids if one in never]):
            found.append(Contradiction(Clash.WANTED_AND_NOT, (wish, *clashing)))
    wanted = {of[wish.values[0]].bundle_id: wish for wish in must if wish.values[0] in of}
    for wish in wishes:
        if wish.kind is WishKind.EITHER_OR:
            both = {of[value].bundle_id for value in wish.values if value in of} & set(wanted)
            if len(both) > 1:
                found.append(Contradiction(Clash.TWO_OF_ONE, (wish, *(wanted[one] for one in sorted(both)))))
    return found


def _too_dear(request: PlanRequest, wishes: tuple[Wish, ...], bundles: tuple[Bundle, ...]) -> list[Contradiction]:
    of = by_candidate(bundles)
    must = [wish for wish in wishes if wish.kind is WishKind.MUST and wish.of is Of.CANDIDATE and wish.values[0] in of]
    wanted = {of[wish.values[0]].bundle_id: of[wish.values[0]] for wish in must}
    asked = sum(min((offer.least_vnd for offer in one.offers), default=0) for one in wanted.values())
    there = sum(budget.free_vnd for budget in request.budgets)
    return [Contradiction(Clash.TOO_DEAR, tuple(must), asked, there)] if asked > there else []


def _short(wish: Wish, bundles: Iterable[Bundle]) -> list[Contradiction]:
    mine = [one for one in bundles if one.offers and one.values(wish.of) & set(wish.values)]
    if wish.counts is Counts.PROPOSALS and len(mine) < wish.number:
        return [Contradiction(Clash.NOT_SO_MANY, (wish,), wish.number, len(mine))]
    most = sum(max(offer.most_vnd for offer in one.offers) for one in mine)
    if wish.counts is Counts.MONEY and most < wish.number:
        return [Contradiction(Clash.NOT_SO_MUCH, (wish,), wish.number, most)]
    return []


def _least_over_most(wishes: tuple[Wish, ...]) -> list[Contradiction]:
    most = {(one.of, one.values, one.counts): one for one in wishes if one.kind is WishKind.MOST}
    pairs = [(one, most.get((one.of, one.values, one.counts))) for one in wishes if one.kind is WishKind.LEAST]
    return [
        Contradiction(Clash.LEAST_OVER_MOST, (least, limit), least.number, limit.number)
        for least, limit in pairs
        if limit is not None and least.number > limit.number
    ]


def _over_whole(request: PlanRequest, wishes: tuple[Wish, ...], bundles: tuple[Bundle, ...]) -> list[Contradiction]:
    """Return the least amounts of one kind that come to more than the budgets, or least shares to more than the whole.

    Where a proposal counts in several districts, it may serve both at once.
    """
    found = []
    there = sum(budget.free_vnd for budget in request.budgets)
    for of in (Of.DISTRICT, Of.SECTOR, Of.CONTENT):
        if any(len(one.values(of)) > 1 for one in bundles):
            continue
        for counts, whole, clash in ((Counts.MONEY, there, Clash.OVER_BUDGET), (Counts.SHARE, 1.0, Clash.OVER_WHOLE)):
            least = [one for one in wishes if one.kind is WishKind.LEAST and one.of is of and one.counts is counts]
            asked = sum(one.number for one in least)
            if asked > whole + 1e-9:
                found.append(Contradiction(clash, tuple(least), asked, whole))
    return found


class PlanBreach(StrEnum):
    """What a plan made by hand breaks: a wish of the meeting, a budget, the law, or what the proposal itself can do with."""

    WISH = "wish"
    BUDGET = "budget"
    CEILING = "ceiling"
    OVER_REQUEST = "over_request"
    TOO_LITTLE = "too_little"
    PROGRAMME = "programme"
    APART = "apart"


@dataclass(frozen=True)
class Breach:
    """What is broken: `used` beside the limit `most` (or least), of which candidate, wish or programme."""

    broken: PlanBreach
    used: float
    limit: float
    candidate_id: str = ""
    wish: Wish | None = None
    programme: str = ""
    rule_id: str = ""


def breaches(request: PlanRequest, grants: Iterable[Grant]) -> tuple[Breach, ...]:
    """Return all that a plan breaks; nothing for a plan of the solver."""
    bundles = bundles_of(request)
    given = {one.candidate_id: one for one in grants if one.amount_vnd > 0}
    found = [breach for bundle in bundles for breach in _of_bundle(bundle, given)]
    for budget in request.budgets:
        spent = sum(one.amount_vnd for one in given.values() if one.programme == budget.programme)
        if spent > budget.free_vnd:
            found.append(Breach(PlanBreach.BUDGET, spent, budget.free_vnd, programme=budget.programme))
    for wish in single_wishes(request, bundles):
        used, is_kept = kept(wish, share_of(wish, bundles, given))
        if not is_kept:
            found.append(Breach(PlanBreach.WISH, used, wish.number, wish=wish))
    return tuple(found)


def _of_bundle(bundle: Bundle, given: dict[str, Grant]) -> list[Breach]:
    mine = [given[one] for one in sorted(bundle.ids) if one in given]
    if not mine:
        return []
    total, programmes = sum(one.amount_vnd for one in mine), {one.programme for one in mine}
    if len(mine) < len(bundle.members) or len(programmes) > 1:
        return [Breach(PlanBreach.APART, len(mine), len(bundle.members), bundle.bundle_id)]
    offer = next((one for one in bundle.offers if one.programme in programmes), None)
    if offer is None:
        return [Breach(PlanBreach.PROGRAMME, total, 0, bundle.bundle_id, programme=programmes.pop())]
    found = []
    if total > bundle.asked_vnd:
        found.append(Breach(PlanBreach.OVER_REQUEST, total, bundle.asked_vnd, bundle.bundle_id))
    if offer.cap and total > offer.most_vnd:
        rule = offer.cap.ceiling.rule_id
        found.append(Breach(PlanBreach.CEILING, total, offer.most_vnd, bundle.bundle_id, rule_id=rule))
    if total < offer.least_vnd - 1:
        found.append(Breach(PlanBreach.TOO_LITTLE, total, offer.least_vnd, bundle.bundle_id))
    return found


@dataclass(frozen=True)
class WishShare:
    """What of a plan a wish looks at: how many proposals, their money, and all that is granted to how many."""

    n: int
    money_vnd: int
    whole_vnd: int
    n_granted: int


def share_of(wish: Wish, bundles: Iterable[Bundle], given: Mapping[str, Grant]) -> WishShare:
    """Return what of a plan a wish looks at."""
    mine = [one for one in bundles if one.ids & set(given) and one.counted(wish)]
    money = sum(given[one].amount_vnd for bundle in mine for one in bundle.ids if one in given)
    return WishShare(
        sum(one.counted(wish) for one in mine), money, sum(one.amount_vnd for one in given.values()), len(given)
    )


def kept(wish: Wish, share: WishShare) -> tuple[float, bool]:
    """Return what a wish counts, and whether it is kept."""
    if wish.kind is WishKind.MUST:
        return share.n, bool(share.n)
    if wish.kind in {WishKind.MUST_NOT, WishKind.EITHER_OR}:
        return share.n, share.n <= (wish.kind is WishKind.EITHER_OR)
    used: float = share.n
    if wish.counts is not Counts.PROPOSALS:
        of_whole = share.money_vnd / share.whole_vnd if share.whole_vnd else 0.0
        used = share.money_vnd if wish.counts is Counts.MONEY else of_whole
    slack = {Counts.PROPOSALS: 0.0, Counts.MONEY: share.n_granted, Counts.SHARE: 1e-6}[wish.counts]
    is_empty_share = wish.counts is Counts.SHARE and not share.whole_vnd
    if wish.kind is WishKind.LEAST:
        return used, is_empty_share or used >= wish.number - slack
    return used, used <= wish.number + slack
