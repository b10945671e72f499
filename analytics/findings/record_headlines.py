"""What the slide of one record says: its name, and what its rows say of it."""

from dataclasses import dataclass

from analytics.findings.said import StatedText, What, named, side_by_side, stated_number
from analytics.findings.wording import on
from analytics.wording.claims import ClaimKind, counted, unknown
from analytics.wording.language import Language


@dataclass(frozen=True)
class RecordSummary:
    """What is said of a record: its name, its own words, and the amount that it states, in words with its basis."""

    name: str
    words: str
    amount: float | None = None
    amount_text: str = ""


def record_headline(told: RecordSummary, language: Language) -> StatedText:
    """Say what a record is and the amount that it states."""
    amount = "" if told.amount is None else stated_number(What.SUM, told.amount, told.amount_text)
    what = side_by_side([part for part in (amount, named(told.words)) if part])
    return on(ClaimKind.COUNT, counted(1), language).text("{name}: {what}", name=named(told.name), what=what)


def gone_headline(name: str, language: Language) -> StatedText:
    """Say that nothing is known of what is on record no more."""
    return on(ClaimKind.UNKNOWN, unknown(0), language).text("{what}: no information yet", what=named(name))
