"""Support over the legal ceiling on its date: surely where it is above every ceiling that may apply, else perhaps.

Several ceilings may stand for one support content (a machine, a technology line), and a proposal that is only dated to
a year may fall under two documents. Support is compared with those that apply by content and date, per facility or per
model; a sum for several facilities is shared out evenly, so that an average above a ceiling means one facility above it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from analytics.certificates import possible_days
from analytics.quality.model import Finding, FindingKind
from analytics.quality.rows import one
from analytics.rules import ceilings
from analytics.words import Row, records
from geodata.record import Record
from geodata.vocabulary import RulePer, Stage, SupportContent

JUDGED = (RulePer.FACILITY, RulePer.MODEL)


@dataclass(frozen=True)
class _Limit:
    """What a support is compared with: the lowest and the highest amount and share, and the rule of each."""

    least: float | None = None
    most: float | None = None
    least_rule: str | None = None
    most_rule: str | None = None
    share: float | None = None
    share_rule: str | None = None
    is_share_sure: bool = False


def ceiling_findings(record: Record, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Yield the proposals whose support is above a ceiling of law on their date."""
    stated = proposals[proposals["support_vnd"].gt(0).fillna(value=False)]
    stated = stated[stated["support_content"].ne(SupportContent.OTHER)]
    counts = record["beneficiaries"]["proposal_id"].value_counts()
    dates = _dates(record["proposal_events"])
    table = stated.assign(
        n_facilities=stated["proposal_id"].map(counts).fillna(0), dated=stated["proposal_id"].map(dates)
    )
    limit_of = lru_cache(maxsize=None)(lambda content, first, last: _limit(record, content, first, last))
    for row in records(table):
        if span := _span(row):
            yield from _compared(row, limit_of(row["support_content"], *span))


def _dates(events: pd.DataFrame) -> pd.Series:
    """Return by proposal_id the date of its approval, else of its earliest dated stage."""
    dated = events.dropna(subset=["happened_on"]).sort_values("happened_on")
    dated = dated.assign(is_other=dated["stage"].ne(Stage.APPROVED)).sort_values("is_other", kind="stable")
    first = dated.drop_duplicates("proposal_id")
    return pd.Series(first["happened_on"].to_numpy(dtype=object), index=first["proposal_id"].to_numpy(dtype=object))


def _span(row: Row) -> tuple[str, str] | None:
    if isinstance(row["dated"], str):
        return row["dated"], row["dated"]
    if pd.isna(row["year_from"]) or pd.isna(row["year_to"]):
        return None
    return str(int(row["year_from"])), str(int(row["year_to"]))


def _limit(record: Record, content: str, first: str, last: str) -> _Limit:
    days = possible_days(first)[0], possible_days(last)[1]
    rules = [(rule, is_whole) for rule, is_whole in ceilings(record, content, days) if rule["per"] in JUDGED]
    amounts = sorted((float(rule["amount"]), str(rule["rule_id"])) for rule, _ in rules if not pd.isna(rule["amount"]))
    shares = sorted(
        (float(rule["share_max"]), str(rule["rule_id"])) for rule, _ in rules if not pd.isna(rule["share_max"])
    )
    if not amounts:
        return _Limit()
    is_sure = any(is_whole for _, is_whole in rules)
    most = amounts[-1] if is_sure else (None, None)
    return _Limit(amounts[0][0], most[0], amounts[0][1], most[1], *_share(shares, len(rules), is_sure=is_sure))


def _share(
    shares: Sequence[tuple[float, str]], n_rules: int, *, is_sure: bool
) -> tuple[float | None, str | None, bool]:
    """Return the highest share that a rule allows, its rule, and whether no rule without a share may apply instead."""
    return (shares[-1][0], shares[-1][1], is_sure and len(shares) == n_rules) if shares else (None, None, False)


def _compared(row: Row, limit: _Limit) -> Iterator[Finding]:
    support, n = float(row["support_vnd"]), int(row["n_facilities"])
    used = support / max(n, 1)
    share = (
        None
        if pd.isna(row["total_investment_vnd"]) or not row["total_investment_vnd"]
        else support / float(row["total_investment_vnd"])
    )
    if limit.most is not None and used > limit.most and n:
        yield _finding(FindingKind.ABOVE_CEILING, row, limit.most_rule, used=used, ceiling=limit.most, n=n)
    elif limit.least is not None and used > limit.least:
        yield _finding(FindingKind.MAY_EXCEED_CEILING, row, limit.least_rule, used=used, ceiling=limit.least, n=n)
    elif limit.share is not None and share is not None and limit.share < share <= 1:
        kind = FindingKind.ABOVE_CEILING if limit.is_share_sure else FindingKind.MAY_EXCEED_CEILING
        yield _finding(kind, row, limit.share_rule, share=share, share_max=limit.share)


def _finding(kind: FindingKind, row: Row, rule_id: str | None, **values: Any) -> Finding:
    found = one(kind, "proposals", row, **values)
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
