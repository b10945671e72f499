"""The ceilings of law that applied to a proposal on its date, and whether its support keeps within them.

A proposal's date is that of its approval, else of its first stated stage, else its year or years; what is only known to the
year is every day of it. A rule applies to the whole of that time or to a part of it (the ceilings changed on 2018-05-11).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics.certificates import possible_days
from analytics.words import Row, records
from geodata.record import Record
from geodata.vocabulary import RulePer, RuleTopic, Stage, SupportContent

Days = tuple[date, date]
"""The first and the last day that a date may mean."""


@dataclass(frozen=True)
class AppliedRule:
    """A ceiling that applied: the row of `rules`, whether on every possible day, and the proposal's use of it.

    `used_vnd` is the support per facility or per model, `share` the support over the total investment; missing (None) where
    the proposal does not let them be known. `is_within` is None when neither amount nor share can be compared.
    """

    rule: Row
    is_whole: bool
    used_vnd: float | None
    share: float | None

    @property
    def is_within(self) -> bool | None:
        """Whether what is known keeps within the ceiling and the share."""
        pairs = [(self.used_vnd, self.rule["amount"]), (self.share, self.rule["share_max"])]
        known = [(used, most) for used, most in pairs if used is not None and not pd.isna(most)]
        return all(used <= most for used, most in known) if known else None


def days_of(proposal: Row, events: pd.DataFrame) -> Days | None:
    """Return the days on which a proposal may have been approved, None when no source dates it."""
    dated = events.dropna(subset=["happened_on"]).sort_values("happened_on")
    approved = dated[dated["stage"].eq(Stage.APPROVED)]
    chosen = approved if len(approved) else dated
    if len(chosen):
        return possible_days(str(chosen["happened_on"].iloc[0]))
    if pd.isna(proposal["year_from"]):
        return None
    return possible_days(str(int(proposal["year_from"])))[0], possible_days(str(int(proposal["year_to"])))[1]


def ceilings(record: Record, content: str, days: Days) -> list[tuple[Row, bool]]:
    """Return the ceilings of a support content valid on at least one of `days`, and whether on each of them."""
    rules = record["rules"]
    rows = rules[rules["topic"].eq(RuleTopic.SUPPORT_CEILING) & rules["support_content"].eq(content)]
    spans = [(row, _validity(row)) for row in records(rows)]
    return [
        (row, first <= days[0] and days[1] <= last)
        for row, (first, last) in spans
        if first <= days[1] and days[0] <= last
    ]


def applied_rules(record: Record, proposal: Row, events: pd.DataFrame, n_facilities: int) -> tuple[AppliedRule, ...]:
    """Return the ceilings that applied to a proposal (a row of `proposals`), the newest document first.

    None where the date or the support content is not stated: "other" in the rules is not "other" of a proposal.
    """
    days = days_of(proposal, events)
    if days is None or proposal["support_content"] == SupportContent.OTHER:
        return ()
    found = ceilings(record, str(proposal["support_content"]), days)
    rules = [
        AppliedRule(row, is_whole, _used(proposal, row, n_facilities), _share(proposal)) for row, is_whole in found
    ]
    return tuple(sorted(rules, key=lambda one: str(one.rule["effective_from"]), reverse=True))


def _validity(rule: Row) -> Days:
    first, last = rule["effective_from"], rule["effective_to"]
    return (
        date.min if pd.isna(first) else possible_days(str(first))[0],
        date.max if pd.isna(last) else possible_days(str(last))[1],
    )


def _used(proposal: Row, rule: Row, n_facilities: int) -> float | None:
    """Return the support in the unit of the rule; a sum for several facilities is shared out evenly to be compared."""
    support: Any = proposal["support_vnd"]
    if pd.isna(support) or pd.isna(rule["amount"]):
        return None
    if rule["per"] == RulePer.FACILITY:
        return float(support) / n_facilities if n_facilities else None
    return float(support) if rule["per"] == RulePer.MODEL else None


def _share(proposal: Row) -> float | None:
    support, total = proposal["support_vnd"], proposal["total_investment_vnd"]
    return None if pd.isna(support) or pd.isna(total) or not total else float(support) / float(total)
