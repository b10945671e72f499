"""The words of the list of rules: what each is about, how much, for one of what, from when to when, how far it was checked."""

from datetime import date
from typing import Any

import pandas as pd

from analytics.rules.in_force import RuleStatus, days_of_rule, is_start_stated
from analytics.rules.listed import ListedRule, RuleGroup
from analytics.rules.words import band_text, unread_amendments_text
from analytics.selection.place_words import Row, joined
from analytics.wording.labels import label_of
from analytics.wording.language import Language, kept_together, mark
from geodata.schema.vocabulary import RulePer, RuleTopic, RuleUnit, SupportContent

RULE_GROUP_NAMES: dict[RuleGroup, str] = {
    RuleGroup.CEILINGS: mark("Support ceilings"),
    RuleGroup.OCOP: mark("OCOP: score bands, validity, support"),
    RuleGroup.AREAS: mark("Administrative changes"),
    RuleGroup.OTHERS: mark("Programmes, definitions and others"),
    RuleGroup.ELSEWHERE: mark("Other provinces, for comparison"),
}
GROUP_LINES: dict[RuleGroup, str] = {
    RuleGroup.CEILINGS: mark("The most that industrial promotion may pay, as far as the documents are known."),
    RuleGroup.OCOP: mark("Which score gives how many stars, how long a certificate lasts, what a product is paid."),
    RuleGroup.AREAS: mark("The units in which figures are counted, the newest change first."),
    RuleGroup.OTHERS: mark("The documents on which industrial promotion and typical products rest."),
    RuleGroup.ELSEWHERE: mark("What other provinces decided for themselves. Nothing here is judged by it."),
}
STANDINGS: dict[RuleStatus, str] = {
    RuleStatus.IN_FORCE: mark("in force"),
    RuleStatus.UNDATED: mark("start not stated"),
    RuleStatus.NOT_YET: mark("not yet in force"),
    RuleStatus.ENDED: mark("ended"),
}
RULE_TONES: dict[RuleStatus, str] = {
    RuleStatus.IN_FORCE: "good",
    RuleStatus.UNDATED: "info",
    RuleStatus.NOT_YET: "warn",
    RuleStatus.ENDED: "muted",
}
"""The tone of the badge of a standing; the words say it too."""
_MILLION = 1_000_000


def subject_text(rule: Row, language: Language) -> str:
    """Return what a rule is about: the support content with its condition, the stars of a band, else the topic."""
    condition: str = "" if pd.isna(rule["condition"]) else str(rule["condition"])
    content: Any = rule["support_content"]
    if content == SupportContent.OTHER and condition:
        return f"{condition[0].upper()}{condition[1:]}"
    if not pd.isna(content):
        return joined([label_of(SupportContent, content, language), condition], ": ")
    if not pd.isna(rule["stars"]):
        return f"{rule['stars']} ★"
    return label_of(RuleTopic, rule["topic"], language)


def rule_amount_text(rule: Row, language: Language) -> str:
    """Return the amount of a rule with its unit, money in millions as the documents write it; "" without an amount."""
    if pd.isna(rule["amount"]):
        return ""
    if rule["topic"] == RuleTopic.OCOP_SCORE_BAND and not pd.isna(rule["amount_to"]):
        return band_text(rule, language)
    if rule["unit"] == RuleUnit.VND:
        return kept_together(language.number(float(rule["amount"]) / _MILLION, 3), language.text("million VND"))
    return joined([language.number(rule["amount"], 2), label_of(RuleUnit, rule["unit"], language)], " ")


def per_text(rule: Row, language: Language) -> str:
    """Return "for one facility", "" where the amount is for nothing in particular."""
    per = label_of(RulePer, rule["per"], language)
    return language.text("for one {per}", per=per) if per else ""


def share_text(rule: Row, language: Language) -> str:
    """Return the largest share of the cost, "" where none is stated."""
    return "" if pd.isna(rule["share_max"]) else language.percent(float(rule["share_max"]), 1)


def period_text(rule: Row, language: Language) -> str:
    """Return from when to when a rule holds, as precisely as is known; of one without a start the day of issue."""
    first, last = days_of_rule(rule)
    start = ""
    if is_start_stated(rule):
        start = _day(rule["effective_from"], first, language)
    elif not pd.isna(rule["issued_on"]):
        start = language.text("issued {day}", day=language.partial_date(str(rule["issued_on"])))
    if last == date.max:
        return language.text("from {day}", day=start) if is_start_stated(rule) else start
    end = _day(rule["effective_to"], last, language)
    return f"{start} – {end}" if start else language.text("until {day}", day=end)


def _day(stated: Any, clipped: date, language: Language) -> str:
    """Return a day as the document states it, or that on which the province began or ended."""
    told = "" if pd.isna(stated) else str(stated)
    return language.partial_date(told if clipped.isoformat().startswith(told[:4]) and told else clipped.isoformat())


def check_text(one: ListedRule, language: Language) -> str:
    """Return how far a rule was checked against the text of the law."""
    if one.unread:
        return unread_amendments_text(one.unread, language)
    if one.rule["is_text_read"]:
        return language.text("checked against the text")
    return language.text("not checked against the text")
