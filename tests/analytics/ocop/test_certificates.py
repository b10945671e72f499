"""A certificate lasts 36 months: the edges, and what a source that gives only a year can and cannot say."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ocop.certificates import (
    MAY_END_SOON,
    Terms,
    Validity,
    by_validity,
    certificate,
    certificates,
    ended_first,
    reference_days,
    validity_terms,
)
from analytics.ocop.recognitions import recognised
from analytics.ocop.words import last_day_text
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.partial_dates import add_months, possible_days
from geodata.schema.vocabulary import OcopStatus
from tests.analytics.strategies import selections

VI = language("vi")
THREE_YEARS = Terms((((date.min, date.max), True, 36),))
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def state(recognised_on: str | None, on: date) -> Validity:
    return certificate(recognised_on, on, THREE_YEARS).validity


def test_the_months_come_from_the_rule_of_the_record(record: Record) -> None:
    assert validity_terms(record).months(date(2022, 5, 1)) == 36


def with_rules(record: Record, *changed: dict[str, object]) -> Record:
    """Return the record with rules of validity in the place of its own, each made of it."""
    rules = record["rules"]
    own = rules[rules["topic"].eq("ocop_validity")].iloc[0].to_dict()
    rows = pd.DataFrame([{**own, "rule_id": f"v{number}", **one} for number, one in enumerate(changed)])
    return Record({**record.tables, "rules": rows.astype(rules.dtypes.to_dict())[list(rules.columns)]})


@given(day=DAYS, change=DAYS, order=st.booleans())
def test_a_certificate_lasts_as_the_rule_of_its_day_says(
    record: Record, day: date, change: date, *, order: bool
) -> None:
    old = {"amount": 36, "effective_from": "2015-01-01", "effective_to": (change - timedelta(days=1)).isoformat()}
    new = {"amount": 24, "effective_from": change.isoformat()}
    terms = validity_terms(with_rules(record, *([old, new] if order else [new, old])))
    months = 36 if day < change else 24
    if change > date(2015, 1, 1):
        assert terms.months(day) == months
    exact = certificate(day.isoformat(), day, terms)
    of_year = certificate(str(day.year), day, terms)
    assert exact.last_day_from == exact.last_day_to == add_months(day, months)
    assert of_year.last_day_from <= exact.last_day_from <= of_year.last_day_to


def test_a_rule_without_a_start_gives_way_to_one_that_states_it(record: Record) -> None:
    terms = validity_terms(with_rules(record, {}, {"amount": 24, "effective_from": "2026-01-01"}))
    assert (terms.months(date(2025, 12, 31)), terms.months(date(2026, 1, 1))) == (36, 24)


def test_without_a_rule_on_its_day_nothing_is_said_of_a_certificate(record: Record) -> None:
    terms = validity_terms(with_rules(record, {"effective_from": "2026-01-01"}))
    assert certificate("2025-12-31", date(2026, 6, 1), terms).validity is Validity.UNKNOWN


def test_without_the_rule_the_error_says_what_to_add(record: Record) -> None:
    rules = record["rules"]
    bare = Record({**record.tables, "rules": rules[rules["topic"].ne("ocop_validity")]})
    with pytest.raises(LookupError, match=r"rules\.csv"):
        validity_terms(bare)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2021, 12, 9), Validity.VALID),
        (date(2024, 6, 8), Validity.VALID),
        (date(2024, 6, 9), Validity.EXPIRING),
        (date(2024, 12, 9), Validity.EXPIRING),
        (date(2024, 12, 10), Validity.EXPIRED),
    ],
)
def test_the_day_36_months_on_is_the_last_valid_one(on: date, expected: Validity) -> None:
    assert state("2021-12-09", on) is expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2021, 2, 28), 36, date(2024, 2, 28)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2021, 12, 31), 36, date(2024, 12, 31)),
    ],
)
def test_a_month_without_that_day_ends_the_period_on_its_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("recognised_on", "on", "expected"),
    [
        ("2021", date(2025, 1, 1), Validity.EXPIRED),
        ("2021", date(2024, 12, 31), Validity.MAY_HAVE_EXPIRED),
        ("2021", date(2024, 1, 2), Validity.MAY_HAVE_EXPIRED),
        ("2024", date(2024, 12, 1), Validity.VALID),
        ("2024", date(2026, 6, 30), Validity.VALID),
        ("2024", date(2026, 7, 1), Validity.MAY_EXPIRE),
        ("2024", date(2026, 11, 21), Validity.MAY_EXPIRE),
        ("2024", date(2027, 1, 1), Validity.MAY_EXPIRE),
        ("2024", date(2027, 1, 2), Validity.MAY_HAVE_EXPIRED),
        ("2024", date(2027, 12, 31), Validity.MAY_HAVE_EXPIRED),
        ("2024", date(2028, 1, 1), Validity.EXPIRED),
        ("2021-11", date(2024, 11, 1), Validity.EXPIRING),
        ("2021-11", date(2024, 11, 2), Validity.MAY_HAVE_EXPIRED),
        ("2021-11", date(2024, 12, 1), Validity.EXPIRED),
        (None, date(2024, 1, 1), Validity.UNKNOWN),
    ],
)
def test_a_part_of_a_date_may_be_each_of_its_days(recognised_on: str | None, on: date, expected: Validity) -> None:
    assert state(recognised_on, on) is expected


def last_valid_days(recognised_on: str) -> list[date]:
    """Return each day that may be the last valid one, a day at a time: three years on, of 29 February the 28th."""
    first = date.fromisoformat((recognised_on + "-01-01")[:10])
    days = (first + timedelta(days=n) for n in range(366))
    own = [day for day in days if day.isoformat().startswith(recognised_on)]
    return [
        date(day.year + 3, day.month, min(day.day, 28) if day.month == 2 and day.year % 4 == 0 else day.day)
        for day in own
    ]


@given(day=DAYS, near=st.integers(-1500, 400), letters=st.sampled_from([4, 7, 10]))
def test_the_state_of_a_certificate_is_what_each_day_on_which_it_may_end_says(
    day: date, near: int, letters: int
) -> None:
    """Over dates known to the day, to the month and to the year, beside a count of the days one by one."""
    recognised_on, on = day.isoformat()[:letters], day + timedelta(days=1095 + near)
    soon = add_months(on, 6)
    ends = last_valid_days(recognised_on)
    passed, coming = [end < on for end in ends], [on <= end <= soon for end in ends]
    if any(passed):
        expected = Validity.EXPIRED if all(passed) else Validity.MAY_HAVE_EXPIRED
    elif any(coming):
        expected = Validity.EXPIRING if all(coming) else Validity.MAY_EXPIRE
    else:
        expected = Validity.VALID
    found = certificate(recognised_on, on, THREE_YEARS)
    assert found.validity is expected
    assert (found.last_day_from, found.last_day_to) == (ends[0], ends[-1])
    assert (found.validity in MAY_END_SOON) == any(coming)


@given(
    recognitions=st.lists(st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda one: one[0].isoformat()[: one[1]])),
    on=DAYS,
)
def test_certificates_come_in_the_order_in_which_a_headline_counts_their_states(
    recognitions: list[str], on: date
) -> None:
    """Ended, the longest ago first; may have ended; end or may end soon; valid: each by the first day on which it may end; then what no source dates."""
    known = [certificate(one, on, THREE_YEARS) for one in (*recognitions, None)]
    columns = ("validity", "last_day_from", "last_day_to")
    table = pd.DataFrame({name: pd.Series([getattr(one, name) for one in known], dtype=object) for name in columns})
    ordered = list(ended_first(table).itertuples())
    groups: list[set[Validity]] = [
        {Validity.EXPIRED},
        {Validity.MAY_HAVE_EXPIRED},
        {Validity.EXPIRING, Validity.MAY_EXPIRE},
        {Validity.VALID},
        {Validity.UNKNOWN},
    ]
    parts = [[one for one in ordered if one.validity in group] for group in groups]
    assert [one for part in parts for one in part] == ordered
    assert len(ordered) == len(known)
    for part in parts[:-1]:
        assert [one.last_day_from for one in part] == sorted(one.last_day_from for one in part)


@given(day=DAYS)
def test_a_certificate_passes_through_its_states_in_order(day: date) -> None:
    last = add_months(day, 36)
    assert state(day.isoformat(), day) is Validity.VALID
    assert state(day.isoformat(), last) is Validity.EXPIRING
    assert state(day.isoformat(), last + timedelta(days=1)) is Validity.EXPIRED


def test_the_possible_days_of_a_month_end_with_it() -> None:
    assert possible_days("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert possible_days("2024") == (date(2024, 1, 1), date(2024, 12, 31))


def test_the_decision_of_december_2021_runs_out_in_december_2024(record: Record, whole: Selected) -> None:
    table = certificates(record, whole.ocop_products, date(2024, 7, 1)).set_index("product_id")
    melon = table.loc["dua-kim-hoang-hau-yen-dung"]
    assert melon["validity"] == Validity.EXPIRING
    assert melon["last_day_to"] == date(2024, 12, 9)
    assert last_day_text(melon, VI) == "09/12/2024"


def test_an_older_certificate_says_nothing_about_undated_stars(record: Record, whole: Selected) -> None:
    table = certificates(record, whole.ocop_products, date(2026, 1, 1)).set_index("product_id")
    assert table.loc["vai-thieu-luc-ngan-hong-xuan", "validity"] == Validity.UNKNOWN


def test_a_later_recognition_does_not_count_on_an_earlier_day(record: Record, whole: Selected) -> None:
    table = certificates(record, whole.ocop_products, date(2023, 6, 30)).set_index("product_id")
    assert table.loc["my-gao-luc-ngan-hang-hieu", "recognised_on"] == "2021"
    assert "my-gao-ngu-sac-hang-hieu" not in table.index


def test_only_recognised_products_have_a_certificate(record: Record, whole: Selected) -> None:
    table = certificates(record, whole.ocop_products, date(2030, 1, 1))
    assert set(table["status"]) == {OcopStatus.RECOGNISED.value}
    assert len(table) == len(recognised(whole.ocop_products)) == 98


@given(selection=selections(), on=DAYS)
def test_every_certificate_is_in_exactly_one_state(
    record: Record, prepared: Prepared, selection: Selection, on: date
) -> None:
    table = certificates(record, select(prepared, selection).ocop_products, on)
    assert sum(by_validity(table).values()) == len(table)


def test_reference_days_start_today(record: Record) -> None:
    days = reference_days(record, date(2026, 11, 21))
    assert days[:2] == (date(2026, 11, 21), date(2027, 5, 21))
    assert date(2024, 12, 31) in days
    assert len(days) == len(set(days))
