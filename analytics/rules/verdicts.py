"""What the ceilings of law say of many proposals together: how many keep within, how many are above, how many cannot be judged and why."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from analytics.rules.judging import (
    Judgement,
    Money,
    PossibleCeiling,
    UnjudgedReason,
    Verdict,
    approval_days,
    ceilings,
    dated_span,
    judge,
    money_of,
)
from analytics.selection.place_words import records
from geodata.record import Record
from geodata.schema.vocabulary import SupportContent

_READ = (
    "year_from",
    "year_to",
    "programme",
    "support_content",
    "support_vnd",
    "total_investment_vnd",
    "n_beneficiaries",
)


@dataclass(frozen=True)
class Verdicts:
    """How many of `n` proposals have which verdict, of those without one what is missing first, and by rule how many it may apply to.

    A proposal is above where any limit is surely broken, within where some could be judged and none is broken.
    `n_unchecked`: of one of its ceilings the text, or that of an amendment, was not read; `unread` names those amendments.
    """

    n: int
    by_verdict: Counter[Verdict]
    by_reason: Counter[UnjudgedReason]
    by_rule: Counter[str]
    n_unchecked: int
    unread: tuple[str, ...]


def verdicts(record: Record, proposals: pd.DataFrame) -> Verdicts:
    """Return what the ceilings say of rows of the prepared proposals."""
    found_for = ceilings(record).that_may_apply
    dated = proposals["proposal_id"].map(approval_days(record))
    by_verdict: Counter[Verdict] = Counter()
    by_reason: Counter[UnjudgedReason] = Counter()
    by_rule: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    n_unchecked = 0
    for row in records(proposals[list(_READ)].assign(dated=dated)):
        days = dated_span(row["dated"] if isinstance(row["dated"], str) else None, row)
        content = str(row["support_content"])
        found = found_for(content, str(row["programme"]), days)
        money = money_of(row, int(row["n_beneficiaries"]))
        judged = judge(found, money)
        verdict = verdict_of(judged)
        by_verdict[verdict] += 1
        if verdict is Verdict.UNKNOWN:
            by_reason[_first_reason(content, judged, found, money)] += 1
        by_rule.update(str(one.rule["rule_id"]) for one in found)
        documents = {document for one in found for document in one.unread}
        unread.update(documents)
        n_unchecked += any(one.unread or not one.rule["is_text_read"] for one in found)
    return Verdicts(len(proposals), by_verdict, by_reason, by_rule, n_unchecked, tuple(sorted(unread)))


def verdict_of(judged: tuple[Judgement, ...]) -> Verdict:
    """Return the verdict of a proposal: one limit broken is above; within where any could be judged."""
    told = {one.verdict for one in judged}
    return next((one for one in (Verdict.ABOVE, Verdict.WITHIN) if one in told), Verdict.UNKNOWN)


def _first_reason(
    content: str, judged: tuple[Judgement, ...], found: tuple[PossibleCeiling, ...], money: Money
) -> UnjudgedReason:
    """Return what is missing first of a proposal that cannot be judged: of the ceiling that lacks least."""
    if content == SupportContent.OTHER:
        return UnjudgedReason.NO_CONTENT
    if not found:
        return UnjudgedReason.NO_RULE
    if money.support is None:
        return UnjudgedReason.NO_AMOUNT
    return min((one.reasons for one in judged), key=len)[0]
