"""The words of OCOP: states of a certificate, days it lasts, rises, score bands."""

from datetime import date

import pandas as pd

from analytics.certificates import Validity
from analytics.language import Language, mark
from analytics.words import Row, joined

VALIDITIES: dict[Validity, str] = {
    Validity.VALID: mark("valid"),
    Validity.EXPIRING: mark("expires within 6 months"),
    Validity.UNDATED: mark("valid, day of expiry not known"),
    Validity.EXPIRED: mark("expired"),
    Validity.UNKNOWN: mark("not known"),
}
TONES: dict[Validity, str] = {
    Validity.VALID: "good",
    Validity.EXPIRING: "warn",
    Validity.UNDATED: "good",
    Validity.EXPIRED: "bad",
    Validity.UNKNOWN: "info",
}
"""The tone of the badge of a state; the words say it too."""


def day_text(day: date, language: Language) -> str:
    """Return a day as the language writes it."""
    return language.partial_date(day.isoformat())


def last_day_text(row: Row, language: Language) -> str:
    """Return the last valid day of a certificate, the year or the span in which it lies, "" when nothing is known."""
    first, last = row["last_day_from"], row["last_day_to"]
    if first is None or pd.isna(first):
        return ""
    if first == last:
        return day_text(first, language)
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return language.text("some day of {year}", year=first.year)
    return f"{day_text(first, language)} – {day_text(last, language)}"


def rise_text(row: Row, language: Language) -> str:
    """Return a rise: "3 ★ → 4 ★ (2024)", with "year not stated" where no source dates a level."""
    before = joined([f"{row['from_stars']} ★", _year(row["from_year"], language)], " ")
    after = joined([f"{row['to_stars']} ★", _year(row["to_year"], language)], " ")
    return f"{before} → {after}"


def _year(year: object, language: Language) -> str:
    return f"({language.text('year not stated') if pd.isna(year) else int(year)})"  # type: ignore[call-overload]


def band_text(row: Row, language: Language) -> str:
    """Return the points of a score band; the upper end is excluded, save that of five stars."""
    low, high = language.number(row["amount"]), language.number(row["amount_to"])
    if row["stars"] == 5:
        return language.text("{low} to {high} points", low=low, high=high)
    return language.text("{low} to under {high} points", low=low, high=high)
