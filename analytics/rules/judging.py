"""Whether the support of a proposal keeps within the ceilings of law, and if that cannot be said, why.

A proposal's date is that of its approval, else of its first stated stage, else its year or years; what is only known to the
year is every day of it. Each ceiling that may apply by content, programme, place and date is judged by itself, its amount and
its share apart. "Within" and "above" are said only of one beneficiary's own money under a rule that surely applied; all else
has its reasons, and no mean stands for what a facility received.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.prepared.caching import cached
from analytics.rules.in_force import Amendment, amendments, days_of_rule, holds_here, is_start_stated, unread
from analytics.selection.place_words import Row, records
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.partial_dates import Days, possible_days
from geodata.schema.vocabulary import Programme, RulePer, RuleProgramme, RuleTopic, RuleUnit, Stage, SupportContent


class CeilingLimit(StrEnum):
    """What a ceiling limits: the amount for one of something, or the share of the cost."""

    AMOUNT = "amount"
    SHARE = "share"


class Verdict(StrEnum):
    """What can be said of a ceiling."""

    WITHIN = "within"
    ABOVE = "above"
    UNKNOWN = "unknown"


class UnjudgedReason(StrEnum):
    """Why a ceiling cannot be judged, what is missing first."""

    NO_CONTENT = "no_content"
    NO_RULE = "no_rule"
    NO_LIMIT = "no_limit"
    NO_DATE = "no_date"
    NO_AMOUNT = "no_amount"
    NO_TOTAL = "no_total"
    NO_BENEFICIARY = "no_beneficiary"
    SHARED_SUM = "shared_sum"
    NOT_COUNTED = "not_counted"
    PART_OF_TIME = "part_of_time"
    NO_START = "no_start"
    PROGRAMME_NOT_STATED = "programme_not_stated"
    CONDITION = "condition"
    OTHER_CONDITION = "other_condition"
    AMENDED_UNREAD = "amended_unread"


ONE_EACH = frozenset({RulePer.FACILITY, RulePer.ENTERPRISE, RulePer.MODEL})
"""Where one beneficiary is one of what the ceiling is for; of the rest only a proposal counts itself."""

KEPT_CANDIDATES = 4096
"""Ceilings that may apply that are kept: of each content, programme and day that proposals have."""


@dataclass(frozen=True)
class PossibleCeiling:
    """A ceiling that may apply: the row of `rules`, what stands against its applying for sure, the amendments that nobody read."""

    rule: Row
    doubts: tuple[UnjudgedReason, ...]
    unread: tuple[str, ...]

    @property
    def amount(self) -> float | None:
        """The most đồng for one of what it is for; an amount of anything else is none."""
        is_money = self.rule["unit"] == RuleUnit.VND and not pd.isna(self.rule["amount"])
        return float(self.rule["amount"]) if is_money else None

    @property
    def share(self) -> float | None:
        """The largest share of the cost, from 0 to 1."""
        return None if pd.isna(self.rule["share_max"]) else float(self.rule["share_max"])

    @property
    def is_conditional(self) -> bool:
        """Whether it holds for some cases only."""
        return not pd.isna(self.rule["condition"])


@dataclass(frozen=True)
class Money:
    """What a proposal says of its money, None where it says nothing, and how many beneficiaries share it."""

    support: float | None
    total: float | None
    n: int


@dataclass(frozen=True)
class Judgement:
    """What can be said of one limit of one ceiling; without a rule where none could be chosen.

    `used` is what is compared with `most`: of several beneficiaries the mean, which decides nothing; None where there is
    nothing to compare. `others` are the conditional ceilings of the same document that could decide otherwise.
    """

    verdict: Verdict
    reasons: tuple[UnjudgedReason, ...]
    money: Money
    candidate: PossibleCeiling | None = None
    limit: CeilingLimit | None = None
    most: float | None = None
    used: float | None = None
    others: tuple[Row, ...] = ()

    @property
    def is_kept(self) -> bool | None:
        """Whether what is compared keeps within the limit, for all that this is worth."""
        return None if self.used is None or self.most is None else self.used <= self.most


def days_of_approval(proposal: Row, events: pd.DataFrame) -> Days | None:
    """Return the days on which a proposal may have been approved, None when no source dates it."""
    dated = events.dropna(subset=["happened_on"]).sort_values("happened_on")
    approved = dated[dated["stage"].eq(Stage.APPROVED)]
    chosen = approved if len(approved) else dated
    return dated_span(str(chosen["happened_on"].iloc[0]) if len(chosen) else None, proposal)


@cached()
def approval_days(record: Record) -> pd.Series:
    """Return by proposal_id the date of its approval, else of its earliest dated stage."""
    events = record["proposal_events"]
    dated = events.dropna(subset=["happened_on"]).sort_values("happened_on")
    dated = dated.assign(is_other=dated["stage"].ne(Stage.APPROVED)).sort_values("is_other", kind="stable")
    first = dated.drop_duplicates("proposal_id")
    return pd.Series(first["happened_on"].to_numpy(dtype=object), index=first["proposal_id"].to_numpy(dtype=object))


def dated_span(dated: str | None, proposal: Row) -> Days | None:
    """Return the days that a proposal's date may mean, else its year or years; None where it has neither."""
    if dated is not None:
        return possible_days(dated)
    if pd.isna(proposal["year_from"]) or pd.isna(proposal["year_to"]):
        return None
    return possible_days(str(int(proposal["year_from"])))[0], possible_days(str(int(proposal["year_to"])))[1]


@dataclass(frozen=True, eq=False)
class Ceilings:
    """The ceilings of a record by support content, and the amendments of their documents; to be made once for many proposals."""

    by_content: Mapping[str, tuple[Row, ...]]
    amendments: tuple[Amendment, ...]

    @cached(KEPT_CANDIDATES)
    def that_may_apply(self, content: str, programme: str, days: Days | None) -> tuple[PossibleCeiling, ...]:
        """Return the ceilings that may apply to a content and a programme on one of `days`, general ones first, then the newest.

        Without days all that the record has of the content, none of them for sure. "Other" in the rules is not "other" of a proposal.
        """
        if content == SupportContent.OTHER:
            return ()
        rows = self.by_content.get(content, ())
        found = [made for row in rows if (made := _candidate(self.amendments, row, programme, days))]
        found.sort(key=lambda one: days_of_rule(one.rule)[0], reverse=True)
        return tuple(sorted(found, key=lambda one: one.is_conditional))


@cached()
def ceilings(record: Record) -> Ceilings:
    """Return the ceilings of a record."""
    rules = record["rules"]
    by_content = grouped_by(
        (str(row["support_content"]), row) for row in records(rules[rules["topic"].eq(RuleTopic.SUPPORT_CEILING)])
    )
    return Ceilings({content: tuple(rows) for content, rows in by_content.items()}, amendments(record))


def _candidate(known: tuple[Amendment, ...], rule: Row, programme: str, days: Days | None) -> PossibleCeiling | None:
    stated: Any = rule["programme"]
    binds: str = RuleProgramme.ANY if pd.isna(stated) else str(stated)
    if not holds_here(rule) or (binds not in {RuleProgramme.ANY, programme} and programme != Programme.UNKNOWN):
        return None
    first, last = days_of_rule(rule)
    doubts = []
    not_read: tuple[str, ...] = ()
    if days is None:
        doubts.append(UnjudgedReason.NO_DATE)
    elif days[0] > last or days[1] < first:
        return None
    else:
        doubts += [UnjudgedReason.PART_OF_TIME] if days[0] < first or last < days[1] else []
        not_read = unread(known, rule, min(days[1], last))
    doubts += [] if is_start_stated(rule) else [UnjudgedReason.NO_START]
    doubts += [UnjudgedReason.PROGRAMME_NOT_STATED] if binds not in {RuleProgramme.ANY, programme} else []
    doubts += [] if pd.isna(rule["condition"]) else [UnjudgedReason.CONDITION]
    doubts += [UnjudgedReason.AMENDED_UNREAD] if not_read else []
    return PossibleCeiling(rule, tuple(doubts), not_read)


def judge(found: tuple[PossibleCeiling, ...], money: Money) -> tuple[Judgement, ...]:
    """Return what can be said of each limit of each ceiling that may apply."""
    judgements = [made for candidate in found for made in _limits(candidate, money)]
    return tuple(_beside_others(one, judgements, found) for one in judgements)


def judgements(record: Record, proposal: Row, events: pd.DataFrame, n_beneficiaries: int) -> tuple[Judgement, ...]:
    """Return what can be said of every ceiling that may apply to a proposal (a row of `proposals`); never nothing.

    `events` are its rows of `proposal_events`.
    """
    money = money_of(proposal, n_beneficiaries)
    content = str(proposal["support_content"])
    if content == SupportContent.OTHER:
        return (Judgement(Verdict.UNKNOWN, (UnjudgedReason.NO_CONTENT,), money),)
    found = ceilings(record).that_may_apply(content, str(proposal["programme"]), days_of_approval(proposal, events))
    return judge(found, money) or (Judgement(Verdict.UNKNOWN, (UnjudgedReason.NO_RULE,), money),)


def money_of(proposal: Row, n_beneficiaries: int) -> Money:
    """Return what a row of `proposals` says of its money."""
    support: Any = proposal["support_vnd"]
    total: Any = proposal["total_investment_vnd"]
    return Money(
        None if pd.isna(support) else float(support),
        None if pd.isna(total) or not total else float(total),
        n_beneficiaries,
    )


def _limits(candidate: PossibleCeiling, money: Money) -> list[Judgement]:
    made = []
    if candidate.amount is not None:
        made.append(_judged(candidate, CeilingLimit.AMOUNT, candidate.amount, money))
    if candidate.share is not None:
        made.append(_judged(candidate, CeilingLimit.SHARE, candidate.share, money))
    return made or [Judgement(Verdict.UNKNOWN, (UnjudgedReason.NO_LIMIT, *candidate.doubts), money, candidate)]


def _judged(candidate: PossibleCeiling, limit: CeilingLimit, most: float, money: Money) -> Judgement:
    used, lacks = _amount_used(candidate.rule, money) if limit is CeilingLimit.AMOUNT else _share_used(money)
    reasons, verdict = (*lacks, *candidate.doubts), Verdict.UNKNOWN
    if not reasons and used is not None:
        verdict = Verdict.WITHIN if used <= most else Verdict.ABOVE
    return Judgement(verdict, reasons, money, candidate, limit, most, used)


def _amount_used(rule: Row, money: Money) -> tuple[float | None, tuple[UnjudgedReason, ...]]:
    """Return what one of what the ceiling is for received, and what keeps that from being known."""
    if money.support is None:
        return None, (UnjudgedReason.NO_AMOUNT,)
    if rule["per"] == RulePer.PROPOSAL:
        return money.support, ()
    if rule["per"] not in ONE_EACH:
        return None, (UnjudgedReason.NOT_COUNTED,)
    return money.support / max(money.n, 1), _sharing(money)


def _share_used(money: Money) -> tuple[float | None, tuple[UnjudgedReason, ...]]:
    if money.support is None:
        return None, (UnjudgedReason.NO_AMOUNT,)
    if money.total is None:
        return None, (UnjudgedReason.NO_TOTAL,)
    return money.support / money.total, _sharing(money)


def _sharing(money: Money) -> tuple[UnjudgedReason, ...]:
    if money.n == 1:
        return ()
    return (UnjudgedReason.SHARED_SUM,) if money.n else (UnjudgedReason.NO_BENEFICIARY,)


def _beside_others(one: Judgement, judgements_: list[Judgement], found: tuple[PossibleCeiling, ...]) -> Judgement:
    """Return the judgement of a general ceiling, undecided where a conditional one of its document could decide otherwise."""
    if one.candidate is None or one.is_kept is None or one.candidate.is_conditional:
        return one
    document = one.candidate.rule["document"]
    kept = {id(other.candidate): other.is_kept for other in judgements_ if other.limit is one.limit}
    others: tuple[Any, ...] = tuple(
        other.rule
        for other in found
        if other.is_conditional and other.rule["document"] == document and _differs(one, kept.get(id(other)))
    )
    if not others:
        return one
    return replace(one, verdict=Verdict.UNKNOWN, reasons=(*one.reasons, UnjudgedReason.OTHER_CONDITION), others=others)


def _differs(one: Judgement, other: bool | None) -> bool:  # noqa: FBT001 - whether the other is kept
    """Tell whether a ceiling that is kept, broken or silent could decide otherwise; silence only speaks for what is above."""
    return other is not one.is_kept if other is not None else one.is_kept is False
