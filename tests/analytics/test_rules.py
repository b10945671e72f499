"""The ceilings that applied to a proposal on its date, and whether its support keeps within them."""

from datetime import date

import pytest

from analytics.language import Language
from analytics.rule_words import rule_line
from analytics.rules import AppliedRule, applied_rules, ceilings, days_of
from geodata.record import Record


def rules_of(record: Record, id_: str) -> tuple[AppliedRule, ...]:
    row = record["proposals"].set_index("proposal_id", drop=False).loc[id_].to_dict()
    events = record["proposal_events"][record["proposal_events"]["proposal_id"].eq(id_)]
    n = int(record["beneficiaries"]["proposal_id"].eq(id_).sum())
    return applied_rules(record, row, events, n)


@pytest.mark.parametrize(
    ("day", "rule"), [(date(2018, 5, 10), "ttlt26-2014-machinery"), (date(2018, 5, 11), "tt28-2018-machinery")]
)
def test_the_ceiling_changed_on_11_may_2018(record: Record, day: date, rule: str) -> None:
    found = [row["rule_id"] for row, _ in ceilings(record, "machinery", (day, day))]
    assert rule in found
    assert len([one for one in found if one.endswith("-machinery")]) == 1


def test_a_year_with_two_ceilings_names_both_in_part(record: Record) -> None:
    rules = rules_of(record, "da-2018-co-tan")
    assert {one.rule["document"] for one in rules} == {"28/2018/TT-BTC", "26/2014/TTLT-BTC-BCT"}
    assert not any(one.is_whole for one in rules)


def test_900_million_for_three_facilities_is_at_the_ceiling_of_300(record: Record) -> None:
    (machinery,) = [one for one in rules_of(record, "da-2020-quoc-gia-may-cnc") if one.rule["share_max"] == 0.5]
    assert (machinery.used_vnd, machinery.is_within, machinery.is_whole) == (300e6, True, True)
    assert machinery.rule["article"] == "Điều 8 khoản 4"


def test_share_of_the_investment_is_compared(record: Record) -> None:
    (machinery,) = [one for one in rules_of(record, "da-2018-hai-thinh") if one.rule["share_max"] == 0.5]
    assert machinery.share == pytest.approx(150 / 550)
    assert "27,3%" in rule_line(machinery, Language("vi"))
    assert "28/2018/TT-BTC, Điều 8 khoản 4" in rule_line(machinery, Language("vi"))


def test_a_rule_that_is_broken_says_so(record: Record) -> None:
    row = record["proposals"].set_index("proposal_id", drop=False).loc["da-2018-hai-thinh"].to_dict()
    row["support_vnd"] = 301_000_000
    events = record["proposal_events"][record["proposal_events"]["proposal_id"].eq("da-2018-hai-thinh")]
    (machinery,) = [one for one in applied_rules(record, row, events, 1) if one.rule["share_max"] == 0.5]
    assert machinery.is_within is False
    assert "VƯỢT" in rule_line(machinery, Language("vi"))


@pytest.mark.parametrize("id_", ["da-may-ha-thuy-phan-mat-ong", "da-2021-xe-rua-tan-yen"])
def test_without_a_date_or_a_content_no_rule_is_claimed(record: Record, id_: str) -> None:
    assert rules_of(record, id_) == ()


def test_the_day_of_approval_counts_before_the_year(record: Record) -> None:
    events = record["proposal_events"]
    row = record["proposals"].set_index("proposal_id", drop=False).loc["da-2017-vinahan"].to_dict()
    own = events[events["proposal_id"].eq("da-2017-vinahan")]
    assert days_of(row, own) == (date(2016, 12, 12), date(2016, 12, 12))
    assert days_of(row, own.iloc[:0]) == (date(2017, 1, 1), date(2017, 12, 31))
