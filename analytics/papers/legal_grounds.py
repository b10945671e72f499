"""The legal documents that a plan rests on, as grounds of a paper: those of the record that hold on its day and place."""

import re
from collections.abc import Iterable
from datetime import date

from analytics.papers.phrases import phrases
from analytics.papers.vietnamese import day_in_words
from analytics.rules.in_force import RuleStatus, days_of_rule, holds_here, rule_status
from analytics.selection.place_words import Row, records
from geodata.record import Record

_DECREE = re.compile(r"/NĐ-CP$")
_HOLDS = frozenset({RuleStatus.IN_FORCE, RuleStatus.UNDATED})


def legal_grounds(record: Record, documents: Iterable[str], day: date) -> tuple[str, ...]:
    """Return the decrees of the record that hold on a day, then the documents named, each once, the earlier first.

    A document that the record does not know, or whose number does not say what it is called, stands as it is written.
    """
    by_document: dict[str, Row] = {}
    for row in records(record["rules"]):
        if holds_here(row) and rule_status(row, day) in _HOLDS:
            by_document.setdefault(str(row["document"]), row)
    decrees = [one for one in by_document if _DECREE.search(one)]
    named = sorted({*documents} - {*decrees})
    order = [*sorted(decrees, key=lambda one: days_of_rule(by_document[one])[0]), *named]
    return tuple(_said(one, by_document.get(one)) for one in order)


def _said(document: str, row: Row | None) -> str:
    kinds = phrases("documents").by_key
    ends = [end for end in kinds if document.endswith(f"/{end}")]
    if row is None or not ends or not row["issuer"]:
        return document
    words, issued = phrases("common"), str(row["issued_on"] or "")
    day = words.say("ground_day", day=day_in_words(date.fromisoformat(issued))) if len(issued) == 10 else ""
    return words.say("ground_of_law", kind=kinds[max(ends, key=len)], document=document, day=day, issuer=row["issuer"])
