"""How long an OCOP certificate lasts, on a given day: valid, about to expire, expired, or not known.

A certificate lasts the months of the rule `ocop_validity` (36) that was in force on the day of recognition, from that day. The period ends with the day of
the same number in its last month, or with the last day of a month that has none (Civil Code 2015, article 148); that day
is the last valid one. Where a source gives only a month or a year, every day of it is possible, so that the end is a span of
days: where some of them have passed the certificate may have expired, where only some lie in the coming six months it may
expire in them. What ends soon is whatever may end in these months.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.rules.in_force import days_of_rule, holds_here, is_start_stated
from analytics.selection.of_record import TABLES_KEPT_DAYS, RecordRows, placed_table
from analytics.selection.place_words import records
from analytics.selection.selected import Selected
from geodata.record import Record
from geodata.schema.partial_dates import Days, add_months, possible_days
from geodata.schema.vocabulary import OcopStatus, RuleTopic, RuleUnit

SOON_MONTHS = 6
"""What ends within so many months ends soon: a recognition takes about as long."""


class Validity(StrEnum):
    """The state of a certificate on a day, in the order in which it is told; unknown: no source dates it, or no rule says how long it lasts."""

    EXPIRED = "expired"
    MAY_HAVE_EXPIRED = "may_have_expired"
    EXPIRING = "expiring"
    MAY_EXPIRE = "may_expire"
    VALID = "valid"
    UNKNOWN = "unknown"


MAY_END_SOON = frozenset({Validity.MAY_HAVE_EXPIRED, Validity.EXPIRING, Validity.MAY_EXPIRE})
"""The states in which a day of the coming six months, today among them, may be the last valid one."""

_TO_COME = (Validity.EXPIRING, Validity.MAY_EXPIRE, Validity.VALID)
_SOON = list(Validity).index(Validity.EXPIRING)


@dataclass(frozen=True)
class Certificate:
    """A certificate on a day: its state and its last valid day, as a span where the day of recognition is not known."""

    validity: Validity
    last_day_from: date | None = None
    last_day_to: date | None = None


@dataclass(frozen=True)
class Terms:
    """How long certificates last: (days of the rule, whether its start is stated, months), the rule to prefer first."""

    rules: tuple[tuple[Days, bool, int], ...]

    def months(self, recognised: date) -> int | None:
        """Return the months that a certificate of a day lasts, by the rule in force on that day; None when there was none."""
        return next((months for (first, last), _, months in self.rules if first <= recognised <= last), None)

    def ends(self, days: Days) -> list[date | None]:
        """Return the last valid day of certificates of some days: the first, the last, and those around a change of rules."""
        edges = {edge for (first, last), _, _ in self.rules for edge in _around(first, last)}
        asked = sorted({*days, *(edge for edge in edges if days[0] <= edge <= days[1])})
        months = [(day, self.months(day)) for day in asked]
        return [None if lasting is None else add_months(day, lasting) for day, lasting in months]


def _around(first: date, last: date) -> Iterator[date]:
    one = timedelta(days=1)
    yield from (first, last)
    yield from [first - one] if first > date.min else []
    yield from [last + one] if last < date.max else []


def validity_terms(record: Record) -> Terms:
    """Return how long certificates last by the rules of the record; LookupError when it holds none."""
    rules = record["rules"]
    chosen = rules["topic"].eq(RuleTopic.OCOP_VALIDITY) & rules["unit"].eq(RuleUnit.MONTH) & rules["amount"].notna()
    rows = [row for row in records(rules[chosen]) if holds_here(row)]
    if not rows:
        raise LookupError("no rule ocop_validity with an amount in months; add it to rules.csv")
    found = [(days_of_rule(row), is_start_stated(row), int(row["amount"])) for row in rows]
    return Terms(tuple(sorted(found, key=lambda one: (one[1], one[0][0]), reverse=True)))


def certificate(recognised: str | None, on: date, terms: Terms) -> Certificate:
    """Return the certificate of a recognition (ISO date of year, month or day precision; None: not known) on the day `on`."""
    ends = [] if recognised is None else terms.ends(possible_days(recognised))
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return Certificate(Validity.UNKNOWN)
    first, last = min(known), max(known)
    return Certificate(_validity(first, last, on), first, last)


def _validity(first: date, last: date, on: date) -> Validity:
    """Return the state on a day of what ends between two days, both included."""
    if first < on:
        return Validity.EXPIRED if last < on else Validity.MAY_HAVE_EXPIRED
    soon = add_months(on, SOON_MONTHS)
    if first > soon:
        return Validity.VALID
    return Validity.EXPIRING if last <= soon else Validity.MAY_EXPIRE


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
    terms = validity_terms(record)
    made = {text: certificate(None if pd.isna(text) else str(text), on, terms) for text in when.unique()}
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


def ended_first(table: pd.DataFrame) -> pd.DataFrame:
    """Return certificates in the order in which they are told: ended (the longest ago first), may have ended, end or may end soon, valid, not known; in each the earliest end first."""
    order = {state.value: at for at, state in enumerate(Validity)} | {Validity.MAY_EXPIRE.value: _SOON}
    rank = table["validity"].map(order).astype(int)
    first, last = (
        table[column].map(lambda day: 0 if day is None else day.toordinal())
        for column in ("last_day_from", "last_day_to")
    )
    ordered = table.assign(rank=rank, first=first, last=last)
    return ordered.sort_values(["rank", "first", "last"], kind="stable").drop(columns=["rank", "first", "last"])


@dataclass(frozen=True, eq=False)
class CertificateGroup:
    """Certificates that are told in one number: the states they are in, the year in which (`is_later`: after which) they end where it is to come.

    `is_least`: there are others of which nobody knows whether they belong here.
    """

    states: tuple[Validity, ...]
    rows: pd.DataFrame
    year: int | None = None
    is_later: bool = False
    is_least: bool = False


def told_groups(table: pd.DataFrame) -> tuple[CertificateGroup, ...]:
    """Return the certificates of a day as they are told everywhere: ended, may have ended, end in the next year that any ends in, later, not known.

    Each row stands in one of them, none is empty, and their rows come as `ended_first` has them.
    """
    table = ended_first(table)
    state = table["validity"]
    ended, may_have, unknown = (
        table[state.eq(one)] for one in (Validity.EXPIRED, Validity.MAY_HAVE_EXPIRED, Validity.UNKNOWN)
    )
    to_come = table[state.isin(_TO_COME)]
    years = to_come["last_day_to"].map(lambda last: last.year).astype(int)
    year = min(years, default=0)
    groups = (
        CertificateGroup((Validity.EXPIRED,), ended, is_least=bool(len(may_have) + len(unknown))),
        CertificateGroup((Validity.MAY_HAVE_EXPIRED,), may_have),
        CertificateGroup(_TO_COME, to_come[years.eq(year)], year),
        CertificateGroup(_TO_COME, to_come[years.gt(year)], year, is_later=True),
        CertificateGroup((Validity.UNKNOWN,), unknown),
    )
    return tuple(group for group in groups if len(group.rows))


@cached()
def validities_of(selected: Selected, day: date) -> dict[Validity, int]:
    """Count the certificates of a selection in each state on a day."""
    return by_validity(certificates_of(selected, day))


def by_validity(table: pd.DataFrame) -> dict[Validity, int]:
    """Count the certificates of a table in each state; the counts add up to its rows."""
    counts: dict[Validity, int] = dict.fromkeys(Validity, 0)
    for state, n in table["validity"].value_counts().items():
        counts[Validity(str(state))] += int(n)
    return counts


def certificates_of(selected: Selected, day: date) -> pd.DataFrame:
    """Return the recognised products of a selection with their certificate on a day: see `certificates`."""
    return _all_certificates(selected.prepared, day).of(selected, "ocop_products")


@cached(TABLES_KEPT_DAYS)
def _all_certificates(prepared: Prepared, day: date) -> RecordRows:
    return placed_table(
        prepared, "ocop_products", "product_id", certificates(prepared.record, prepared.ocop_products, day)
    )


@cached()
def terms_of(prepared: Prepared) -> Terms:
    """Return how long certificates last: see `validity_terms`."""
    return validity_terms(prepared.record)


@cached(TABLES_KEPT_DAYS)
def days_to_ask(prepared: Prepared, today: date) -> tuple[date, ...]:
    """Return the days worth asking about on a day: see `reference_days`."""
    return reference_days(prepared.record, today)
