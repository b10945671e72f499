"""The rules of the record as a reader looks for them: by subject, programme, content, and by how they stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.rules.in_force import RuleStatus, amendments, days_of_rule, holds_here, rule_status, unread
from analytics.selection.place_words import Row, records
from geodata.record import Record
from geodata.schema.vocabulary import RuleProgramme, RuleTopic, SupportContent


class RuleGroup(StrEnum):
    """What a reader looks for; `ELSEWHERE` is what other provinces decide for themselves, to compare with."""

    CEILINGS = "ceilings"
    OCOP = "ocop"
    AREAS = "areas"
    OTHERS = "others"
    ELSEWHERE = "elsewhere"


_GROUPS = {
    RuleTopic.SUPPORT_CEILING: RuleGroup.CEILINGS,
    RuleTopic.OCOP_SCORE_BAND: RuleGroup.OCOP,
    RuleTopic.OCOP_VALIDITY: RuleGroup.OCOP,
    RuleTopic.OCOP_SUPPORT: RuleGroup.OCOP,
    RuleTopic.ADMINISTRATIVE_CHANGE: RuleGroup.AREAS,
}
_ORDER = (RuleStatus.IN_FORCE, RuleStatus.UNDATED, RuleStatus.NOT_YET, RuleStatus.ENDED)


@dataclass(frozen=True)
class ListedRule:
    """A row of `rules` with its group, how it stands on the day, and the amendments of it that nobody here has read."""

    rule: Row
    group: RuleGroup
    standing: RuleStatus
    unread: tuple[str, ...]


@dataclass(frozen=True)
class RuleChoice:
    """What is looked for: a programme, a support content, a standing; "" for all."""

    programme: str = ""
    content: str = ""
    standing: str = ""


def listed_rules(record: Record, day: date) -> tuple[ListedRule, ...]:
    """Return all rules with how they stand on a day: by group, what holds first, then the newest."""
    known = amendments(record)
    listed = [
        ListedRule(row, _group(row), rule_status(row, day), unread(known, row, day)) for row in records(record["rules"])
    ]
    return tuple(sorted(listed, key=_key))


def chosen_rules(listed: Sequence[ListedRule], choice: RuleChoice) -> tuple[ListedRule, ...]:
    """Return the rules of a choice; those of any programme bind each of them."""
    return tuple(
        one
        for one in listed
        if choice.standing in {"", one.standing}
        and choice.content in {"", one.rule["support_content"]}
        and (not choice.programme or one.rule["programme"] in {choice.programme, RuleProgramme.ANY})
    )


def of_group(listed: Sequence[ListedRule], group: RuleGroup) -> tuple[ListedRule, ...]:
    """Return the rules of a group, in their order."""
    return tuple(one for one in listed if one.group is group)


def change_days(record: Record) -> tuple[date, ...]:
    """Return the days on which a rule that holds here begins, or is the first to be without it, the latest first."""
    days = set()
    for row in records(record["rules"]):
        if holds_here(row):
            first, last = days_of_rule(row)
            days |= {first} if first > date.min else set()
            days |= {last + timedelta(days=1)} if last < date.max else set()
    return tuple(sorted(days, reverse=True))


def _group(rule: Row) -> RuleGroup:
    return _GROUPS.get(RuleTopic(str(rule["topic"])), RuleGroup.OTHERS) if holds_here(rule) else RuleGroup.ELSEWHERE


def _key(one: ListedRule) -> tuple[Any, ...]:
    rule = one.rule
    group = list(RuleGroup).index(one.group)
    newest = -days_of_rule(rule)[0].toordinal()
    if one.group is RuleGroup.AREAS:
        return (group, newest, str(rule["rule_id"]))
    content = list(SupportContent).index(SupportContent(str(rule["support_content"]))) if _is_known(rule) else 0
    stars: int = 0 if pd.isna(rule["stars"]) else -int(rule["stars"])
    topic = list(RuleTopic).index(RuleTopic(str(rule["topic"])))
    is_conditional = not pd.isna(rule["condition"])
    return (group, _ORDER.index(one.standing), topic, content, is_conditional, newest, stars, str(rule["rule_id"]))


def _is_known(rule: Row) -> bool:
    return not pd.isna(rule["support_content"])
