"""How long an OCOP certificate lasts, on a given day: valid, about to expire, expired, or not known.

A certificate lasts the months of the rule `ocop_validity` (36) from the day of recognition. The period ends with the day of
the same number in its last month, or with the last day of a month that has none (Civil Code 2015, article 148); that day
is the last valid one. Where a source gives only a month or a year, every day of it is possible: the status is known only
when the earliest and the latest of these days lead to the same one; when neither has expired but only one expires soon, the
certificate is valid and the day of its expiry is not known.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from geodata.record import Record
from geodata.vocabulary import OcopStatus, RuleTopic

SOON_MONTHS = 6


class Validity(StrEnum):
    """The state of a certificate on a day; undated: valid, while it is not known whether it expires soon."""

    VALID = "valid"
    EXPIRING = "expiring"
    UNDATED = "undated"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Certificate:
    """A certificate on a day: its state and its last valid day, as a span where the day of recognition is not known."""

    validity: Validity
    last_day_from: date | None = None
    last_day_to: date | None = None


def validity_months(record: Record) -> int:
    """Return the months that a certificate lasts, by the rule of the record; LookupError when it holds none."""
    rules = record["rules"]
    months = rules.loc[rules["topic"].eq(RuleTopic.OCOP_VALIDITY) & rules["unit"].eq("month"), "amount"].dropna()
    if months.empty:
        raise LookupError("no rule ocop_validity with an amount in months; add it to rules.csv")
    return int(months.iloc[-1])


def add_months(day: date, months: int) -> date:
    """Return the day of the same number `months` later, or the last day of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def possible_days(partial: str) -> tuple[date, date]:
    """Return the first and the last day that an ISO date of year, month or day precision may mean."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def certificate(recognised: str | None, on: date, months: int) -> Certificate:
    """Return the certificate of a recognition (ISO date of year, month or day precision; None: not known) on the day `on`."""
    if recognised is None:
        return Certificate(Validity.UNKNOWN)
    first, last = (add_months(day, months) for day in possible_days(recognised))
    states = {_validity(first, on), _validity(last, on)}
    if len(states) == 1:
        return Certificate(states.pop(), first, last)
    return Certificate(Validity.UNKNOWN if Validity.EXPIRED in states else Validity.UNDATED, first, last)


def _validity(last_day: date, on: date) -> Validity:
    if on > last_day:
        return Validity.EXPIRED
    return Validity.EXPIRING if last_day <= add_months(on, SOON_MONTHS) else Validity.VALID


def last_recognitions(record: Record, on: date) -> "pd.Series[str]":
    """Return by product_id the date of its latest recognition that is dated on the day `on` or before, as precisely as known.

    A product whose present stars no source dates (`ocop_products.recognised_year` is missing) has none: an older
    certificate says nothing about the present one.
    """
    history = record["ocop_recognitions"]
    dated = history[history["status"].eq(OcopStatus.RECOGNISED) & history["year"].notna()]
    when = dated["recognised_on"].fillna(dated["year"].astype("string"))
    dated = dated.assign(when=when)
    dated = dated[when.le(on.isoformat())]  # "2024" and "2024-11" come before any of their days
    products = record["ocop_products"]
    known = products.loc[products["recognised_year"].notna(), "product_id"]
    latest = dated.sort_values(["year", "when"], kind="stable").groupby("product_id")["when"].last()
    return latest[latest.index.isin(known)]


def certificates(record: Record, products: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the recognised products of `products` with their certificate on the day `on`.

    Columns of `ocop_products` and: recognised_on (ISO date, as precise as known; missing), validity (`Validity`),
    last_day_from, last_day_to (dates; None where not known). One row a product recognised by that day, in their order:
    those whose only dated recognitions are later are left out.
    """
    recognised = products[products["status"].eq(OcopStatus.RECOGNISED)]
    when = recognised["product_id"].map(last_recognitions(record, on)).astype("string")
    is_later = when.isna() & recognised["recognised_year"].notna()
    recognised, when = recognised[~is_later], when[~is_later]
    months = validity_months(record)
    made = {text: certificate(None if pd.isna(text) else str(text), on, months) for text in when.unique()}
    rows = [made[text] for text in when]
    return recognised.assign(
        recognised_on=when,
        validity=pd.Series([one.validity.value for one in rows], index=recognised.index, dtype="string"),
        last_day_from=pd.Series([one.last_day_from for one in rows], index=recognised.index, dtype="object"),
        last_day_to=pd.Series([one.last_day_to for one in rows], index=recognised.index, dtype="object"),
    )


def reference_days(record: Record, today: date) -> tuple[date, ...]:
    """Return the days worth asking about: today, half a year and a year on, and the ends of the years of the record."""
    years = record["ocop_recognitions"]["year"].dropna()
    first = int(years.min()) if len(years) else today.year
    ends = [date(year, 12, 31) for year in range(today.year, first, -1)]
    later = [add_months(today, SOON_MONTHS), add_months(today, 12)]
    return tuple(dict.fromkeys([today, *later, *ends]))


def by_validity(table: pd.DataFrame) -> dict[Validity, int]:
    """Count the certificates of a table in each state; the counts add up to its rows."""
    counts: dict[Validity, int] = dict.fromkeys(Validity, 0)
    for state, n in table["validity"].value_counts().items():
        counts[Validity(str(state))] += int(n)
    return counts
