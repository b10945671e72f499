"""Ceilings in words: what each says, where it stands, and what can be said of a proposal under it, or why nothing can."""

from collections.abc import Callable, Sequence
from itertools import groupby

import pandas as pd

from analytics.rules.in_force import days_of_rule
from analytics.rules.judging import CeilingLimit, Judgement, UnjudgedReason, Verdict
from analytics.selection.place_words import Row, joined
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import RulePer

_VERDICTS: dict[Verdict, str] = {
    Verdict.WITHIN: mark("within the ceiling"),
    Verdict.ABOVE: mark("ABOVE the ceiling"),
    Verdict.UNKNOWN: mark("cannot be judged"),
}


_PARTS_OF_LAW = {"Điều": mark("article"), "khoản": mark("clause"), "sửa": mark("amending"), "Nghị định": mark("Decree")}
"""The words by which a place in a document is named, as the record writes them."""


def place_of_rule(rule: Row, language: Language) -> str:
    """Return the document of a rule and the article of it."""
    article: str = "" if pd.isna(rule["article"]) else str(rule["article"])
    for written, word in _PARTS_OF_LAW.items():
        article = article.replace(written, language.text(word))
    return joined([rule["document"], article], ", ")


def unread_amendments_text(documents: Sequence[str], language: Language) -> str:
    """Return the mark of what is only the last known: the amendments that nobody here has read; "" without any."""
    if not documents:
        return ""
    return language.text("not checked against {documents}", documents=", ".join(documents))


def ceiling_lines(judgements: Sequence[Judgement], names: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return a line for each ceiling that may apply, what can be said first; one alone that says why there is none.

    `names` are the beneficiaries: what is said holds for each of them.
    """
    by_rule = groupby(judgements, key=lambda one: None if one.candidate is None else one.candidate.rule["rule_id"])
    who = names[0] if len(names) == 1 else ""
    if len(names) > 1:
        who = language.text("each of the {n} beneficiaries", n=language.number(len(names)))
    return tuple(_ceiling_line(list(of_rule), who, language) for _, of_rule in by_rule)


def _ceiling_line(judgements: Sequence[Judgement], who: str, language: Language) -> str:
    candidate = judgements[0].candidate
    parts = [part for part in (who, _said(judgements, language)) if part]
    told = ": ".join(parts)
    if candidate is None:
        return told
    rule = candidate.rule
    return joined(
        [told, rule["statement"], place_of_rule(rule, language), unread_amendments_text(candidate.unread, language)]
    )


def _said(judgements: Sequence[Judgement], language: Language) -> str:
    """Return what can be said of the limits of one ceiling: together where it is the same."""
    first = judgements[0]
    if all((one.verdict, one.reasons) == (first.verdict, first.reasons) for one in judgements):
        compared = "; ".join(text for one in judgements if (text := compared_text(one, language)))
        return _told(first, compared, language)
    return "; ".join(judgement_text(one, language) for one in judgements)


def judgement_text(one: Judgement, language: Language) -> str:
    """Return what can be said of one limit of a ceiling: the verdict, what is compared, the reasons."""
    return _told(one, compared_text(one, language) or _limit_name(one, language), language)


def _told(one: Judgement, compared: str, language: Language) -> str:
    message = _VERDICTS[one.verdict]
    verdict = language.text(message)
    told = f"{verdict} ({compared})" if compared else verdict
    return told if one.verdict is not Verdict.UNKNOWN else f"{told}: {reasons_text(one, language)}"


def _limit_name(one: Judgement, language: Language) -> str:
    return language.text("share of the cost") if one.limit is CeilingLimit.SHARE else ""


def compared_text(one: Judgement, language: Language) -> str:
    """Return "150 million of at most 300 million", in money or in shares."""
    if one.used is None or one.most is None:
        return ""
    write = language.money if one.limit is CeilingLimit.AMOUNT else lambda value: language.percent(value, 1)
    if UnjudgedReason.SHARED_SUM in one.reasons and one.limit is CeilingLimit.AMOUNT:
        return language.text("{used} on average, at most {most}", used=write(one.used), most=write(one.most))
    return language.text("{used}, at most {most}", used=write(one.used), most=write(one.most))


def reasons_text(one: Judgement, language: Language) -> str:
    """Return why a ceiling cannot be judged."""
    return "; ".join(_REASONS[reason](one, language) for reason in dict.fromkeys(one.reasons))


def _fixed(message: str) -> Callable[[Judgement, Language], str]:
    return lambda _, language: language.text(message)


def _shared(one: Judgement, language: Language) -> str:
    n = language.number(one.money.n)
    if one.money.support is None:
        return language.text("{n} beneficiaries share one sum", n=n)
    return language.text(
        "{n} beneficiaries share {sum} and no source states the part of each",
        n=n,
        sum=language.money(one.money.support),
    )


def _not_counted(one: Judgement, language: Language) -> str:
    per = "" if one.candidate is None else label_of(RulePer, one.candidate.rule["per"], language)
    return language.text("the ceiling is for one {per}; how many there were is not recorded", per=per or "?")


def _part_of_time(one: Judgement, language: Language) -> str:
    if one.candidate is None:
        return ""
    first, last = days_of_rule(one.candidate.rule)
    return language.text(
        "it held from {first} to {last}, and the proposal may date from another day",
        first=language.partial_date(first.isoformat()),
        last=language.partial_date(last.isoformat()) if last.year < 9999 else language.text("today"),
    )


def _condition(one: Judgement, language: Language) -> str:
    condition = "" if one.candidate is None else one.candidate.rule["condition"]
    return language.text("only for {condition}, and the record does not say whether this is one", condition=condition)


def _other_condition(one: Judgement, language: Language) -> str:
    others = "; ".join(
        joined([rule["condition"], "" if pd.isna(rule["amount"]) else language.money(float(rule["amount"]))], " – ")
        for rule in one.others
    )
    return language.text("another ceiling of the same document may apply ({others})", others=others)


def _unread(one: Judgement, language: Language) -> str:
    documents = ", ".join(() if one.candidate is None else one.candidate.unread)
    return language.text(
        "the last ceiling known: the text of {documents}, which amends it, was not read", documents=documents
    )


_REASONS: dict[UnjudgedReason, Callable[[Judgement, Language], str]] = {
    UnjudgedReason.NO_CONTENT: _fixed(mark("no source states the support content")),
    UnjudgedReason.NO_RULE: _fixed(mark("no ceiling is recorded for this content and source of funding at that time")),
    UnjudgedReason.NO_LIMIT: _fixed(mark("the rule states neither an amount nor a share")),
    UnjudgedReason.NO_DATE: _fixed(mark("the proposal has no date")),
    UnjudgedReason.NO_AMOUNT: _fixed(mark("no source states the support of this proposal alone")),
    UnjudgedReason.NO_TOTAL: _fixed(mark("no source states the total investment")),
    UnjudgedReason.NO_BENEFICIARY: _fixed(mark("no beneficiary is recorded")),
    UnjudgedReason.SHARED_SUM: _shared,
    UnjudgedReason.NOT_COUNTED: _not_counted,
    UnjudgedReason.PART_OF_TIME: _part_of_time,
    UnjudgedReason.NO_START: _fixed(mark("no source states since when the rule holds")),
    UnjudgedReason.PROGRAMME_NOT_STATED: _fixed(
        mark("the rule binds one source of funding, and that of the proposal is not stated")
    ),
    UnjudgedReason.CONDITION: _condition,
    UnjudgedReason.OTHER_CONDITION: _other_condition,
    UnjudgedReason.AMENDED_UNREAD: _unread,
}


def band_text(row: Row, language: Language) -> str:
    """Return the points of a score band; the upper end is excluded, save that of five stars."""
    low, high = language.number(row["amount"]), language.number(row["amount_to"])
    if row["stars"] == 5:
        return language.text("{low} to {high} points", low=low, high=high)
    return language.text("{low} to under {high} points", low=low, high=high)
