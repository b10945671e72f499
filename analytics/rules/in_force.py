"""When a rule of the record holds in Bắc Giang, in Bắc Ninh after it, and whether the newest text of it was read.

A rule of Bắc Giang ends with the province, one of Bắc Ninh begins with the merger; what another province decides is told by its
own dates and never applied. Where no source states the start, the day of issue is the earliest that it can be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.selection.place_words import Row, records
from geodata.places.succession import NO_DISTRICTS
from geodata.record import Record
from geodata.schema.partial_dates import Days, possible_days
from geodata.schema.vocabulary import RuleArea, RuleTopic

_OF_AREA: dict[RuleArea, Days] = {
    RuleArea.BAC_GIANG: (date.min, NO_DISTRICTS - timedelta(days=1)),
    RuleArea.BAC_NINH: (NO_DISTRICTS, date.max),
}


class RuleStatus(StrEnum):
    """Whether a rule holds on a day; `UNDATED`: it was issued by then, but no source states since when it holds."""

    IN_FORCE = "in_force"
    UNDATED = "undated"
    NOT_YET = "not_yet"
    ENDED = "ended"


def holds_here(rule: Row) -> bool:
    """Tell whether a rule is one of the country or of this province, not one of another province for comparison."""
    return bool(rule["applies_in"] != RuleArea.OTHER_PROVINCE)


def is_start_stated(rule: Row) -> bool:
    """Tell whether a source states since when the rule holds."""
    return not pd.isna(rule["effective_from"])


def days_of_rule(rule: Row) -> Days:
    """Return the first and the last day on which a rule may hold."""
    start: Any = rule["effective_from"] if is_start_stated(rule) else rule["issued_on"]
    end: Any = rule["effective_to"]
    first: date = date.min if pd.isna(start) else possible_days(str(start))[0]
    last: date = date.max if pd.isna(end) else possible_days(str(end))[1]
    opens, closes = _OF_AREA.get(RuleArea(str(rule["applies_in"])), (date.min, date.max))
    return max(first, opens), min(last, closes)


def rule_status(rule: Row, day: date) -> RuleStatus:
    """Return whether a rule holds on a day."""
    first, last = days_of_rule(rule)
    if day > last:
        return RuleStatus.ENDED
    if day < first:
        return RuleStatus.NOT_YET
    return RuleStatus.IN_FORCE if is_start_stated(rule) else RuleStatus.UNDATED


def in_force(record: Record, topic: RuleTopic, day: date) -> list[Row]:
    """Return the rules of a topic that hold here on a day, the newest first; undated ones last."""
    rules = record["rules"]
    own = [row for row in records(rules[rules["topic"].eq(topic)]) if holds_here(row)]
    held = [row for row in own if rule_status(row, day) in {RuleStatus.IN_FORCE, RuleStatus.UNDATED}]
    return sorted(held, key=lambda row: (is_start_stated(row), days_of_rule(row)[0]), reverse=True)


@dataclass(frozen=True)
class Amendment:
    """A document that amends others, the first day on which it may do so, and whether its text was read."""

    document: str
    of: frozenset[str]
    since: date
    is_read: bool


def amendments(record: Record) -> tuple[Amendment, ...]:
    """Return what the rules of the record say of documents that amend others; one is read where any row of it is."""
    rules = record["rules"]
    rows = records(rules[rules["amends"].notna()])
    read = {str(row["document"]) for row in rows if row["is_text_read"]}
    return tuple(
        Amendment(
            str(row["document"]),
            frozenset(part.strip() for part in str(row["amends"]).split(";")),
            days_of_rule(row)[0],
            str(row["document"]) in read,
        )
        for row in rows
    )


def unread(known: Iterable[Amendment], rule: Row, day: date) -> tuple[str, ...]:
    """Return the documents that had amended the rule's document by a day and whose text nobody here has read."""
    found = [one.document for one in known if rule["document"] in one.of and one.since <= day and not one.is_read]
    return tuple(dict.fromkeys(found))
