"""A ceiling that applied to a proposal, in one line: what it says, where it stands, whether the support keeps within it."""

from analytics.language import Language
from analytics.rules import AppliedRule
from analytics.words import joined
from geodata.vocabulary import RulePer


def rule_line(applied: AppliedRule, language: Language) -> str:
    """Return the statement, its document and article, the part of the time it applied, and the proposal's use of it."""
    rule = applied.rule
    place = joined([rule["document"], rule["article"]], ", ")
    part = "" if applied.is_whole else language.text("valid for a part of the time the proposal may date from")
    return joined([rule["statement"], place, part, _use(applied, language)])


def _use(applied: AppliedRule, language: Language) -> str:
    if applied.is_within is None:
        return ""
    verdict = language.text("within the ceiling") if applied.is_within else language.text("ABOVE the ceiling")
    amount = "" if applied.used_vnd is None else language.money(applied.used_vnd)
    per_facility = applied.rule["per"] == RulePer.FACILITY
    used = language.text("{amount} a facility on average", amount=amount) if amount and per_facility else amount
    share = "" if applied.share is None else language.percent(applied.share, 1)
    return f"{joined([used, share], ', ')}: {verdict}"
