"""The ceilings of "Quy định" that are in force on the plan's date and place, as a request carries them."""

from datetime import date
from typing import Any

import pandas as pd

from analytics.planning.solving.model import Ceiling
from analytics.rules.in_force import Amendment, RuleStatus, holds_here, rule_status, unread
from analytics.rules.judging import PossibleCeiling, ceilings
from analytics.selection.place_words import Row
from geodata.record import Record
from geodata.schema.vocabulary import RuleProgramme, SupportContent


def ceilings_on(record: Record, day: date) -> tuple[Ceiling, ...]:
    """Return the ceilings in force on a day, whose start a source states; "other" of a rule is not "other" of a proposal."""
    known = ceilings(record)
    rows = [row for content, some in known.by_content.items() if content != SupportContent.OTHER for row in some]
    held = [row for row in rows if holds_here(row) and rule_status(row, day) is RuleStatus.IN_FORCE]
    made = (_ceiling(row, known.amendments, day) for row in held)
    return tuple(sorted(made, key=lambda one: one.rule_id))


def _ceiling(row: Row, amendments: tuple[Amendment, ...], day: date) -> Ceiling:
    not_read = unread(amendments, row, day)
    binding = PossibleCeiling(row, (), not_read)
    return Ceiling(
        rule_id=str(row["rule_id"]),
        document=str(row["document"]),
        article=_text(row["article"]),
        statement=_text(row["statement"]),
        content=str(row["support_content"]),
        programme=_text(row["programme"]) or RuleProgramme.ANY.value,
        per=_text(row["per"]),
        amount_vnd=None if binding.amount is None else round(binding.amount),
        share=binding.share,
        condition=_text(row["condition"]),
        is_checked=bool(row["is_text_read"]) and not not_read,
    )


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
