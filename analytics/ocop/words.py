"""The words of OCOP: states of a certificate, days it lasts, rises, score bands."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analytics.ocop.certificates import Validity, by_validity, told_groups
from analytics.selection.place_words import Row
from analytics.wording.language import Language, mark

VALIDITIES: dict[Validity, str] = {
    Validity.MAY_HAVE_EXPIRED: mark("may have expired"),
    Validity.EXPIRING: mark("expires within 6 months"),
    Validity.MAY_EXPIRE: mark("may expire within 6 months"),
    Validity.VALID: mark("valid for over 6 months"),
    Validity.EXPIRED: mark("expired"),
    Validity.UNKNOWN: mark("not known"),
}
CERTIFICATE_TONES: dict[Validity, str] = {
    Validity.MAY_HAVE_EXPIRED: "warn",
    Validity.EXPIRING: "warn",
    Validity.MAY_EXPIRE: "warn",
    Validity.VALID: "good",
    Validity.EXPIRED: "bad",
    Validity.UNKNOWN: "info",
}
"""The tone of the badge of a state; the words say it too."""


def state_names(table: pd.DataFrame, language: Language) -> Mapping[Validity, str]:
    """Return what the certificates of each state are called: by the year in which they end where tiles and titles tell the same ones so."""
    names = {state: language.text(message) for state, message in VALIDITIES.items()}
    n = by_validity(table)
    for group in told_groups(table):
        states = {Validity(one) for one in group.rows["validity"]}
        if group.year and not group.is_later and len(states) == 1 and n[state := states.pop()] == len(group.rows):
            names[state] = language.text("ends in {year}", year=str(group.year))
    return names


def day_text(day: date, language: Language) -> str:
    """Return a day as the language writes it."""
    return language.partial_date(day.isoformat())


def validity_text(months: int | None, language: Language) -> str:
    """Return how long a certificate lasts by the rule of a day (`Terms.months`), and what is not known of it."""
    if months is None:
        return language.text("No rule says how long a certificate of this day lasts.")
    lasts = language.count("{n} month from the day of recognition.", "{n} months from the day of recognition.", months)
    rest = language.text(
        "By the last recognition on record; of a year alone each of its days may be the one, so that the end may be any day of a year."
    )
    return f"{lasts} {rest}"


def certificate_basis(months: int | None, language: Language) -> str:
    """Return what the end of a certificate is worked out from, "" where no rule says how long it lasts."""
    if months is None:
        return ""
    return language.text("by the last itemised recognition + {n} months", n=language.number(months))


def last_day_text(row: Row, language: Language) -> str:
    """Return the last valid day of a certificate, the year or the span in which it lies, "" when nothing is known."""
    first, last = row["last_day_from"], row["last_day_to"]
    if first is None or pd.isna(first):
        return ""
    if first == last:
        return day_text(first, language)
    if year := _year_of_last_day(row):
        return language.text("some day of {year}", year=year)
    return f"{day_text(first, language)} – {day_text(last, language)}"


def _year_of_last_day(row: Row) -> int | None:
    """Return the year of which nothing more is known than that a certificate ends in it."""
    first, last = row["last_day_from"], row["last_day_to"]
    is_of_year = first.year == last.year and (first.month, last.month) == (1, 12)
    return int(first.year) if is_of_year and first != last else None


def recognised_text(row: Row, language: Language) -> str:
    """Return when a recognition was: its day or month, else its year and the date of the source that tells of it.

    `row` has recognised_on, year and told_on (`analytics.evidence.rows.with_product`).
    """
    if not pd.isna(row["recognised_on"]):
        return language.partial_date(str(row["recognised_on"]))
    year = language.text("year not stated") if pd.isna(row["year"]) else str(int(row["year"]))
    if pd.isna(row["told_on"]):
        return year
    return language.text("{year}; source of {date}", year=year, date=language.partial_date(str(row["told_on"])))


def rise_text(row: Row, language: Language) -> str:
    """Return a rise as closely as sources date it: "3 ★ (year not stated; source of 13 Apr 2024) → 4 ★ (2024)"."""
    low, high = (
        f"{row[f'{end}_stars']} ★ ({recognised_text(row[f'{end}_dated'], language)})" for end in ("from", "to")
    )
    return f"{low} → {high}"
