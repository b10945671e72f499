"""Support over the legal ceiling on its date: surely where `analytics.rules.judging` says so, else perhaps, with what is missing.

Every ceiling that may apply is judged; what keeps within all numbers of all of them is not looked at more closely.
"""

from collections.abc import Iterator

import pandas as pd

from analytics.quality.model import Finding, FindingKind
from analytics.quality.rows import one
from analytics.rules.judging import (
    CeilingLimit,
    Judgement,
    Money,
    PossibleCeiling,
    Verdict,
    approval_days,
    ceilings,
    dated_span,
    judge,
    money_of,
)
from analytics.selection.place_words import Row, records
from geodata.record import Record
from geodata.schema.vocabulary import SupportContent


def ceiling_findings(record: Record, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Yield the proposals whose support is above a ceiling of law on their date."""
    stated = proposals[proposals["support_vnd"].gt(0).fillna(value=False)]
    stated = stated[stated["support_content"].ne(SupportContent.OTHER)]
    counts = record["beneficiaries"]["proposal_id"].value_counts()
    dates = approval_days(record)
    table = stated.assign(
        n_beneficiaries=stated["proposal_id"].map(counts).fillna(0), dated=stated["proposal_id"].map(dates)
    )
    found_for = ceilings(record).that_may_apply
    for row in records(table):
        days = dated_span(row["dated"] if isinstance(row["dated"], str) else None, row)
        if days is None:
            continue
        found = found_for(row["support_content"], row["programme"], days)
        money = money_of(row, int(row["n_beneficiaries"]))
        if _may_exceed(found, money) and (worst := _worst(judge(found, money))):
            yield _finding(row, worst)


def _may_exceed(found: tuple[PossibleCeiling, ...], money: Money) -> bool:
    """Tell whether there is a number that the whole support, or its share, is above."""
    if money.support is None:
        return False
    amounts = (one.amount for one in found)
    shares = () if money.total is None else (one.share for one in found)
    return any(most is not None and money.support > most for most in amounts) or any(
        most is not None and money.support > most * (money.total or 0) for most in shares
    )


def _worst(judgements: tuple[Judgement, ...]) -> Judgement | None:
    """Return the first that is surely above, else the first that is above for all that is known.

    A support above the total investment is another fault and told there.
    """
    above = [one for one in judgements if one.is_kept is False and not _is_over_all(one)]
    return next((one for one in above if one.verdict is Verdict.ABOVE), above[0] if above else None)


def _is_over_all(one: Judgement) -> bool:
    return one.limit is CeilingLimit.SHARE and one.used is not None and one.used > 1


def _finding(row: Row, worst: Judgement) -> Finding:
    kind = FindingKind.ABOVE_CEILING if worst.verdict is Verdict.ABOVE else FindingKind.MAY_EXCEED_CEILING
    found = one(kind, "proposals", row, judgement=worst)
    rule_id = None if worst.candidate is None else str(worst.candidate.rule["rule_id"])
    return Finding(
        found.kind,
        found.table,
        found.row_id,
        found.title,
        found.district_code,
        found.values,
        (),
        rule_id,
        found.source_ids,
    )
