"""What may be claimed of figures: each kind of claim with the ground that it needs, decided here and nowhere else.

A function returns a `Claim` where the ground is there, else `RefusedClaim` with the reason. Screens, slides and files word a claim
(`analytics.findings.headlines`, `analytics.overview.kpi_words`); they decide nothing. Only this module makes a `Claim`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEWEST_RANKED = 5
"""Rows below which nobody is called first of them."""
LEAST_SHARE = 5
"""A number made from fewer than one in five of what there is is never the large one."""


class ClaimKind(StrEnum):
    """Every kind of claim that the app makes, under what has to be there before it is made."""

    # no row and no published figure of the scope states it
    UNKNOWN = "unknown"
    # rows of the record; it says that it counts what is itemised
    COUNT = "count"
    # some of the rows state it; it says how many of how many
    PART = "part"
    # a published figure with its basis and years, or a sum of rows that at least half of them state
    TOTAL = "total"
    # a source that states zero
    NONE = "none"
    # the most complete figure known of the scope, made from at least a fifth of what there is
    LARGE = "large"
    # at least five rows, half of all that are known to exist, half of them stating the value; nobody could overtake the first, even if all that is not
    # placed or shared were its own
    LARGEST = "largest"
    # a part and a sum of the same rows, which are at least half of all that are known to exist
    SHARE = "share"
    # one group holds every row that states the value, no row is unplaced, and the rows are half of all
    ALL_IN_ONE = "all_in_one"
    # all is placed, the rows are half of all, and no other unit has the same value
    PLACE = "place"
    # both figures are published, of one basis, over the same programmes, and neither is a bound
    CHANGE = "change"
    # the rows are at least as many as any published figure says
    COMPLETE = "complete"
    # the day is stated and has passed, and the office itself keeps the record that lacks the entry
    OVERDUE = "overdue"
    # rows that are at least a fifth of all that are known to exist, none of which holds more than half of the sum
    QUOTIENT = "quotient"
    # published figures of the same thing, all of one and the same basis, of the same programmes, none of them a bound or rounded, and one larger than every
    # other
    FIRST_PUBLISHED = "first_published"


class ClaimObjection(StrEnum):
    """Why a claim is not made."""

    NOTHING_KNOWN = "nothing_known"
    TOO_FEW = "too_few"
    LITTLE_IS_STATED = "little_is_stated"
    LITTLE_IS_ITEMISED = "little_is_itemised"
    A_PART = "a_part"
    COULD_BE_OVERTAKEN = "could_be_overtaken"
    NOT_ALL_PLACED = "not_all_placed"
    SEVERAL_LEAD = "several_lead"
    UNLIKE = "unlike"
    MENTIONS = "mentions"
    A_BOUND = "a_bound"
    NOT_ALL = "not_all"
    DAY_NOT_STATED = "day_not_stated"
    NOT_OF_THE_OFFICE = "not_of_the_office"
    NOT_PAST = "not_past"
    OF_ONE = "of_one"
    STATED = "stated"


@dataclass(frozen=True)
class Claim:
    """What may be said: of whom (`name`), what (`value`), out of what (`of`)."""

    kind: ClaimKind
    value: float | None = None
    of: float | None = None
    name: str = ""


@dataclass(frozen=True)
class RefusedClaim:
    """What may not be said, and why."""

    kind: ClaimKind
    reason: ClaimObjection


@dataclass(frozen=True)
class Coverage:
    """What the rows of a scope are of all there is: `n` rows, `n_stated` of them state the value, `n_published` are known to exist.

    `n_published` is missing where no source counts them. `is_of_a_part`: no source counts the scope, and of the wider one that
    some source does count the rows are less than half. `is_least`: what is published is only the least that there is, so that no
    share of it is known unless the rows are more. `n_apart` of the rows, `n_stated_apart` of those that state the value, are of
    other years or another programme than what is published. `of_one` is what the largest row holds of the sum, as a share.
    """

    n: int
    n_stated: int
    n_published: float | None = None
    is_of_a_part: bool = False
    is_least: bool = False
    n_apart: int = 0
    n_stated_apart: int = 0
    of_one: float = 0.0

    @property
    def n_of(self) -> float:
        """Return how many there are as far as is known: at least what is published, and the rows apart from it."""
        return max(float(self.n - self.n_apart), self.n_published or 0.0) + self.n_apart

    @property
    def is_carried(self) -> bool:
        """Whether the rows that state the value are at least half of all there is."""
        return self._is_share_known and 2 * self.n_stated >= self.n_of and not self.is_of_a_part

    @property
    def may_be_large(self) -> bool:
        """Whether they are at least a fifth of all there is."""
        return self._is_share_known and LEAST_SHARE * self.n_stated >= self.n_of

    @property
    def _is_share_known(self) -> bool:
        """Whether rows state the value, and what share they are of all there is follows from what is known."""
        n_alike = self.n_stated - self.n_stated_apart
        return bool(self.n_stated) and not (self.is_least and n_alike <= (self.n_published or 0.0))


@dataclass(frozen=True)
class GroupShare:
    """One group: its name, its value (None: not stated), whether it is a group of its own, whether the selection names it.

    What lies in several groups or in none known counts in the sum and never leads. `most` is what the value could become
    if all of that were the group's own; missing: the value and the whole of it. `n_stated` of its `n` rows state the value.
    """

    name: str
    value: float | None
    is_group: bool = True
    is_chosen: bool = False
    most: float | None = None
    n: int = 0
    n_stated: int = 0


@dataclass(frozen=True)
class Measured:
    """A figure to compare: its value, the sign of its source, bases, programmes and metric; whether it is all there is."""

    value: float
    sign: str
    what: str
    bases: tuple[str, ...]
    programmes: tuple[str, ...]
    is_all: bool


def known_count(n: int, *, says_none: bool = False) -> int | None:
    """Return a count as it is shown: none on record is not known, unless a source says that there is none."""
    return n if n or says_none else None


def known_sum(total: float, n_stated: int, *, says_none: bool = False) -> float | None:
    """Return a sum as it is shown: a sum of no stated value is not known, unless a source says that there is none."""
    return total if n_stated or says_none else None


def counted(n: int) -> Claim | RefusedClaim:
    """Claim how many rows are on record; of none nothing is known."""
    return Claim(ClaimKind.COUNT, float(n)) if n else RefusedClaim(ClaimKind.COUNT, ClaimObjection.NOTHING_KNOWN)


def unknown(n_stated: int) -> Claim | RefusedClaim:
    """Claim that nothing is known, where nothing is stated."""
    return RefusedClaim(ClaimKind.UNKNOWN, ClaimObjection.STATED) if n_stated else Claim(ClaimKind.UNKNOWN)


def none(value: float | None) -> Claim | RefusedClaim:
    """Claim that there is none: a source says zero."""
    return Claim(ClaimKind.NONE, 0.0) if value == 0 else RefusedClaim(ClaimKind.NONE, ClaimObjection.NOTHING_KNOWN)


def part(coverage: Coverage) -> Claim | RefusedClaim:
    """Claim that some of the rows state a value."""
    if not coverage.n_stated:
        return RefusedClaim(ClaimKind.PART, ClaimObjection.NOTHING_KNOWN)
    return Claim(ClaimKind.PART, float(coverage.n_stated), coverage.n_of)


def total(value: float | None, coverage: Coverage | None = None) -> Claim | RefusedClaim:
    """Claim a sum: a published one (without `coverage`), or one of rows that mostly state it."""
    if value is None:
        return RefusedClaim(ClaimKind.TOTAL, ClaimObjection.NOTHING_KNOWN)
    if coverage is not None and 2 * coverage.n_stated < coverage.n:
        return RefusedClaim(ClaimKind.TOTAL, ClaimObjection.LITTLE_IS_STATED)
    return Claim(ClaimKind.TOTAL, value)


def large(
    itemised: float | None, coverage: Coverage, published: float | None = None, *, is_own_list: bool = False
) -> Claim | RefusedClaim:
    """Claim the large number of a scope: the published one, or the rows' where they hold at least as much.

    Rows that all state it and hold more than is published are the better bound, whatever share of all they are.
    `of` is the published value where one stands beside. Rows that are under a fifth of all there is are never large.
    `is_own_list`: every row of the scope is the office's own, which is then the complete list.
    """
    if itemised is not None and is_own_list and coverage.n_stated == coverage.n:
        return Claim(ClaimKind.LARGE, itemised, published)
    if published is not None and itemised is not None and itemised > published and coverage.n_stated == coverage.n:
        return Claim(ClaimKind.LARGE, itemised, published)
    if published is not None and (itemised is None or itemised < published or not coverage.may_be_large):
        return Claim(ClaimKind.LARGE, published, published)
    return _large_rows(itemised, coverage, published)


def quotient(itemised: float | None, coverage: Coverage) -> Claim | RefusedClaim:
    """Claim a quotient of sums of rows: one large proposal is not what a province draws, nor are a few of hundreds."""
    if itemised is None:
        return RefusedClaim(ClaimKind.QUOTIENT, ClaimObjection.NOTHING_KNOWN)
    if not coverage.may_be_large:
        return RefusedClaim(ClaimKind.QUOTIENT, ClaimObjection.LITTLE_IS_STATED)
    if 2 * coverage.of_one > 1:
        return RefusedClaim(ClaimKind.QUOTIENT, ClaimObjection.OF_ONE)
    return Claim(ClaimKind.QUOTIENT, itemised)


def large_ratio(itemised: float | None, coverage: Coverage, published: float | None = None) -> Claim | RefusedClaim:
    """Claim the large quotient of a scope: the published one, unless that of the rows may be claimed and they are half of all there is."""
    found = quotient(itemised, coverage)
    if published is not None and not (isinstance(found, Claim) and coverage.is_carried):
        return Claim(ClaimKind.LARGE, published, published)
    return (
        RefusedClaim(ClaimKind.LARGE, found.reason)
        if isinstance(found, RefusedClaim)
        else Claim(ClaimKind.LARGE, itemised, published)
    )


def _large_rows(itemised: float | None, coverage: Coverage, published: float | None) -> Claim | RefusedClaim:
    if itemised is None:
        return RefusedClaim(ClaimKind.LARGE, ClaimObjection.NOTHING_KNOWN)
    if not coverage.may_be_large:
        return RefusedClaim(ClaimKind.LARGE, ClaimObjection.LITTLE_IS_STATED)
    return Claim(ClaimKind.LARGE, itemised, published)


def complete(itemised: float | None, published: float | None) -> Claim | RefusedClaim:
    """Claim that the rows are the complete list, as far as any published figure tells."""
    if itemised is None or published is None:
        return RefusedClaim(ClaimKind.COMPLETE, ClaimObjection.NOTHING_KNOWN)
    if itemised < published:
        return RefusedClaim(ClaimKind.COMPLETE, ClaimObjection.NOT_ALL)
    return Claim(ClaimKind.COMPLETE, itemised, published)


def largest(parts: Iterable[GroupShare], coverage: Coverage) -> Claim | RefusedClaim:
    """Claim which group is first: what is not placed or shared could turn nothing, and the rows are enough of all there is."""
    if reason := _little(coverage):
        return RefusedClaim(ClaimKind.LARGEST, reason)
    known = [(one, one.value or 0.0) for one in parts]
    groups = [(one, value) for one, value in known if one.is_group]
    first, value = max(groups, key=lambda pair: pair[1], default=(None, 0.0))
    if first is None or value <= 0:
        return RefusedClaim(ClaimKind.LARGEST, ClaimObjection.NOTHING_KNOWN)
    loose = sum(other for one, other in known if not one.is_group)
    rivals = [(other, other + loose if one.most is None else one.most) for one, other in groups if one is not first]
    if any(other == value for other, _ in rivals):
        return RefusedClaim(ClaimKind.LARGEST, ClaimObjection.SEVERAL_LEAD)
    if max((most for _, most in rivals), default=loose) >= value:
        return RefusedClaim(ClaimKind.LARGEST, ClaimObjection.COULD_BE_OVERTAKEN)
    return Claim(ClaimKind.LARGEST, value, sum(other for _, other in known), first.name)


def all_in_one(parts: Iterable[GroupShare], coverage: Coverage) -> Claim | RefusedClaim:
    """Claim that one group holds all."""
    if reason := _little(coverage):
        return RefusedClaim(ClaimKind.ALL_IN_ONE, reason)
    held = [(one, one.value) for one in parts if one.value]
    if coverage.n_stated < coverage.n_of or len(held) != 1 or not held[0][0].is_group:
        return RefusedClaim(ClaimKind.ALL_IN_ONE, ClaimObjection.NOT_ALL_PLACED)
    return Claim(ClaimKind.ALL_IN_ONE, held[0][1], held[0][1], held[0][0].name)


def share(parts: Sequence[GroupShare], of: Sequence[GroupShare], coverage: Coverage) -> Claim | RefusedClaim:
    """Claim what some groups hold of a sum."""
    held = [one.value for one in of if one.value is not None]
    whole = sum(one.value or 0.0 for one in parts)
    if not held or not whole:
        return RefusedClaim(ClaimKind.SHARE, ClaimObjection.NOTHING_KNOWN)
    if not coverage.is_carried:
        return RefusedClaim(ClaimKind.SHARE, ClaimObjection.LITTLE_IS_ITEMISED)
    return Claim(ClaimKind.SHARE, sum(held), whole, ", ".join(one.name for one in of))


def rank_among(
    unit: GroupShare, parts: Sequence[GroupShare], coverage: Coverage, *, is_all_placed: bool
) -> Claim | RefusedClaim:
    """Claim which place a unit has among those with a value: `value` is its place, `of` how many there are."""
    stated = [one.value for one in parts if one.is_group and one.value is not None]
    if not unit.value or len(stated) < 2:
        return RefusedClaim(ClaimKind.PLACE, ClaimObjection.NOTHING_KNOWN)
    if reason := _little(coverage):
        return RefusedClaim(ClaimKind.PLACE, reason)
    if not is_all_placed:
        return RefusedClaim(ClaimKind.PLACE, ClaimObjection.NOT_ALL_PLACED)
    if stated.count(unit.value) > 1:
        return RefusedClaim(ClaimKind.PLACE, ClaimObjection.SEVERAL_LEAD)
    if any((one.value or 0.0) <= unit.value <= (one.most or 0.0) for one in parts if one is not unit and one.is_group):
        return RefusedClaim(ClaimKind.PLACE, ClaimObjection.COULD_BE_OVERTAKEN)
    return Claim(ClaimKind.PLACE, 1.0 + sum(other > unit.value for other in stated), float(len(stated)), unit.name)


def change(now: Measured, before: Measured) -> Claim | RefusedClaim:
    """Claim a figure beside the one before: `value` is the new one, `of` the old one."""
    if (now.what, now.bases, now.programmes) != (before.what, before.bases, before.programmes) or len(now.bases) != 1:
        return RefusedClaim(ClaimKind.CHANGE, ClaimObjection.UNLIKE)
    if now.sign or before.sign:
        return RefusedClaim(ClaimKind.CHANGE, ClaimObjection.A_BOUND)
    if not (now.is_all and before.is_all):
        return RefusedClaim(ClaimKind.CHANGE, ClaimObjection.NOT_ALL)
    return Claim(ClaimKind.CHANGE, now.value, before.value)


def first_published(figures: Sequence[Measured]) -> Claim | RefusedClaim:
    """Claim which of published figures is the largest: `value` is it, `of` the next one.

    What was approved may end above or below what was done, and a floor or a figure of some programmes may be any amount more:
    such figures have no order.
    """
    kind = ClaimKind.FIRST_PUBLISHED
    if len(figures) < 2:
        return RefusedClaim(kind, ClaimObjection.NOTHING_KNOWN)
    if len({(one.what, one.bases, one.programmes) for one in figures}) > 1 or len(figures[0].bases) != 1:
        return RefusedClaim(kind, ClaimObjection.UNLIKE)
    if any(one.sign for one in figures):
        return RefusedClaim(kind, ClaimObjection.A_BOUND)
    if not all(one.is_all for one in figures):
        return RefusedClaim(kind, ClaimObjection.NOT_ALL)
    first, second = sorted((one.value for one in figures), reverse=True)[:2]
    return Claim(kind, first, second) if first > second else RefusedClaim(kind, ClaimObjection.SEVERAL_LEAD)


def overdue(due_on: date | None, on: date, *, is_day_stated: bool, is_of_office: bool) -> Claim | RefusedClaim:
    """Claim that something is overdue on a day: the day is stated, has passed, and the office keeps the record that lacks the entry.

    `value` is the number of days past. A day that a rule works out of a year alone is not stated, and what a public source
    does not say may long be done.
    """
    if due_on is None or not is_day_stated:
        return RefusedClaim(ClaimKind.OVERDUE, ClaimObjection.DAY_NOT_STATED)
    if not is_of_office:
        return RefusedClaim(ClaimKind.OVERDUE, ClaimObjection.NOT_OF_THE_OFFICE)
    if due_on >= on:
        return RefusedClaim(ClaimKind.OVERDUE, ClaimObjection.NOT_PAST)
    return Claim(ClaimKind.OVERDUE, float((on - due_on).days))


def past(n_overdue: int) -> Claim | RefusedClaim:
    """Claim how many are overdue: each of them was claimed so by `overdue`."""
    return (
        Claim(ClaimKind.OVERDUE, float(n_overdue))
        if n_overdue
        else RefusedClaim(ClaimKind.OVERDUE, ClaimObjection.NOT_PAST)
    )


def _little(coverage: Coverage) -> ClaimObjection | None:
    """Return why rows are too few to rank anybody by them."""
    if coverage.n_stated < FEWEST_RANKED:
        return ClaimObjection.TOO_FEW
    if 2 * coverage.n_stated < coverage.n:
        return ClaimObjection.LITTLE_IS_STATED
    return None if coverage.is_carried else ClaimObjection.LITTLE_IS_ITEMISED
