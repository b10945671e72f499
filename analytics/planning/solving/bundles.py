"""Proposals of one beneficiary and one content are judged, scored and taken together, so that splitting one gains nothing.

A bundle may be paid from a programme with the amount that the ceilings leave it; a ceiling is for each beneficiary over all
that is asked for it. What is asked above a ceiling is never dropped: the bundle stays with its eligible amount and the rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from analytics.planning.solving.model import Candidate, Ceiling, PlanRequest, Wish, WishKind
from analytics.planning.solving.scores import score_of
from geodata.schema.vocabulary import RulePer, RuleProgramme
from geodata.text import spelling

_LEAST_VND = 1_000_000
"""Who can do with anything is given so much: nothing is no grant, and keeps no wish."""
_EACH = frozenset({RulePer.FACILITY, RulePer.ENTERPRISE, RulePer.MODEL})


class Obstacle(StrEnum):
    """Why a proposal cannot enter any plan, whatever is wished."""

    NO_AMOUNT = "no_amount"
    NOTHING_ELIGIBLE = "nothing_eligible"
    NO_PROGRAMME = "no_programme"
    TWO_PROGRAMMES = "two_programmes"


@dataclass(frozen=True)
class Cap:
    """The most that a ceiling leaves a bundle."""

    ceiling: Ceiling
    most_vnd: int


@dataclass(frozen=True)
class Offer:
    """What a bundle can be given from a programme: between `least_vnd` and `most_vnd`; `cap` is the ceiling that lowers it."""

    programme: str
    least_vnd: int
    most_vnd: int
    cap: Cap | None = None


@dataclass(frozen=True)
class Bundle:
    """Candidates that are taken together, in the order of their ids."""

    members: tuple[Candidate, ...]
    offers: tuple[Offer, ...]
    score: int
    obstacle: Obstacle | None = None

    @property
    def bundle_id(self) -> str:
        """The id of the first candidate."""
        return self.members[0].candidate_id

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all its candidates."""
        return frozenset(one.candidate_id for one in self.members)

    @property
    def asked_vnd(self) -> int:
        """All that it can be given at most before any rule."""
        return sum(one.asked_vnd or 0 for one in self.members)

    def values(self, of: str) -> frozenset[str]:
        """Return its districts, sectors or contents, or the ids of its candidates."""
        if of == "candidate":
            return self.ids
        if of == "district":
            return frozenset(district for one in self.members for district in one.districts)
        return frozenset(str(getattr(one, of)) for one in self.members)

    def counted(self, wish: Wish) -> int:
        """Return how often it counts in a wish: once, by each of its proposals where only one of several may be in."""
        named = self.values(wish.of) & set(wish.values)
        return len(named) if wish.kind is WishKind.EITHER_OR else bool(named)


def tie_number(bundle_id: str) -> int:
    """Return the fixed number from 1 to 1000 that decides between plans of one score: it follows from the id alone."""
    return int.from_bytes(sha256(bundle_id.encode()).digest()[:4]) % 1000 + 1


def bundles_of(request: PlanRequest) -> tuple[Bundle, ...]:
    """Return the candidates of a request as bundles, in the order of their ids whatever the order of the rows."""
    ordered = sorted(request.candidates, key=lambda one: one.candidate_id)
    either_or = [frozenset(wish.values) for wish in request.wishes if wish.kind is WishKind.EITHER_OR]
    made = [
        _bundle(tuple(part), request) for members in _together(ordered) for part in _alternatives(members, either_or)
    ]
    return tuple(sorted(made, key=lambda one: one.bundle_id))


def _alternatives(members: list[Candidate], either_or: Iterable[frozenset[str]]) -> list[list[Candidate]]:
    """Return members apart where the meeting takes at most one of them all: they are never added up."""
    ids = {one.candidate_id for one in members}
    return [[one] for one in members] if any(ids <= some for some in either_or) else [members]


def _together(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Return the candidates that share a beneficiary and the content, also over a third one; who asks for nothing stands alone."""
    groups: dict[int, list[Candidate]] = {}
    group_of: dict[tuple[str, str], int] = {}
    for number, one in enumerate(candidates):
        keys = [(one.content, spelling(name)) for name in one.beneficiaries if one.asked_vnd]
        joined = [one]
        for group in sorted({group_of[key] for key in keys if key in group_of}):
            joined = groups.pop(group) + joined
        groups[number] = joined
        for member in joined:
            group_of.update(
                {(member.content, spelling(name)): number for name in member.beneficiaries if member.asked_vnd}
            )
    return [sorted(members, key=lambda one: one.candidate_id) for members in groups.values()]


def _bundle(members: tuple[Candidate, ...], request: PlanRequest) -> Bundle:
    score = score_of(members, request)
    asked = [one.asked_vnd for one in members]
    if any(not amount for amount in asked):
        return Bundle(members, (), score, Obstacle.NO_AMOUNT)
    has_money = {budget.programme for budget in request.budgets if budget.free_vnd}
    common = [name for name in members[0].programmes if all(name in one.programmes for one in members)]
    offers = [_offer(members, name, request.ceilings) for name in common if name in has_money]
    if not offers:
        return Bundle(members, (), score, Obstacle.NO_PROGRAMME if common else Obstacle.TWO_PROGRAMMES)
    able = tuple(offer for offer in offers if offer.most_vnd > 0)
    return Bundle(members, able, score, None if able else Obstacle.NOTHING_ELIGIBLE)


def _offer(members: tuple[Candidate, ...], programme: str, ceilings: Iterable[Ceiling]) -> Offer:
    requested = sum(one.asked_vnd or 0 for one in members)
    least = sum((one.asked_vnd or 0) if one.least_vnd is None else one.least_vnd for one in members)
    caps = caps_of(members, programme, ceilings)
    lowest = min(caps, key=lambda cap: (cap.most_vnd, cap.ceiling.rule_id), default=None)
    if lowest is not None and lowest.most_vnd >= requested:
        lowest = None
    most = requested if lowest is None else lowest.most_vnd
    return Offer(programme, min(max(least, _LEAST_VND), most), most, lowest)


def caps_of(members: tuple[Candidate, ...], programme: str, ceilings: Iterable[Ceiling]) -> list[Cap]:
    """Return what each ceiling that binds these candidates under a programme leaves them.

    A ceiling for some cases only binds where the office has found its condition to hold, and then instead of the general one of
    its document.
    """
    mine = [
        one for one in ceilings if one.content == members[0].content and one.programme in {programme, RuleProgramme.ANY}
    ]
    met = {one.rule_id for one in mine if one.condition and all(one.rule_id in member.meets for member in members)}
    replaced = {one.document for one in mine if one.rule_id in met and one.amount_vnd is not None}
    caps: list[Cap] = []
    for one in mine:
        if one.condition and one.rule_id not in met:
            continue
        is_replaced = not one.condition and one.document in replaced
        caps += [Cap(one, most) for most in _mosts(one, members, with_amount=not is_replaced)]
    return caps


def _mosts(ceiling: Ceiling, members: tuple[Candidate, ...], *, with_amount: bool) -> list[int]:
    mosts = []
    n = _counted(ceiling, members)
    if with_amount and ceiling.amount_vnd is not None and n:
        mosts.append(ceiling.amount_vnd * n)
    totals = [one.total_vnd for one in members]
    if ceiling.share is not None and all(total is not None for total in totals):
        mosts.append(int(round(ceiling.share, 6) * sum(total or 0 for total in totals)))
    return mosts


def _counted(ceiling: Ceiling, members: tuple[Candidate, ...]) -> int:
    """Return how many of what the ceiling is for there are, 0 where that cannot be counted; nobody named counts as one."""
    if ceiling.per == RulePer.PROPOSAL:
        return 1
    if ceiling.per not in _EACH:
        return 0
    return max(1, len({spelling(name) for one in members for name in one.beneficiaries}))


def by_candidate(bundles: Iterable[Bundle]) -> Mapping[str, Bundle]:
    """Return the bundle of each candidate."""
    return {one: bundle for bundle in bundles for one in bundle.ids}
