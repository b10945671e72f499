"""The list of rules as of a day: none is lost, each stands where its dates say, what is only the last known is marked."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.rules.in_force import RuleStatus
from analytics.rules.list_words import (
    GROUP_LINES,
    RULE_GROUP_NAMES,
    RULE_TONES,
    STANDINGS,
    check_text,
    per_text,
    period_text,
    rule_amount_text,
    share_text,
    subject_text,
)
from analytics.rules.listed import RuleChoice, RuleGroup, change_days, chosen_rules, listed_rules, of_group
from analytics.wording.language import LANGUAGES, Language
from geodata.record import Record
from geodata.schema.vocabulary import Programme, SupportContent
from tests.analytics.rules.test_rules import with_rules

VI = Language("vi")
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
TODAY = date(2026, 11, 28)


def test_a_demonstration_model_gets_30_percent_and_at_most_1000_million_today(record: Record) -> None:
    (model,) = chosen_rules(
        of_group(listed_rules(record, TODAY), RuleGroup.CEILINGS),
        RuleChoice("national", "demonstration_model", "in_force"),
    )
    assert (share_text(model.rule, VI), rule_amount_text(model.rule, VI)) == ("30%", "1.000\u00a0triệu\u00a0đồng")
    assert (per_text(model.rule, VI), period_text(model.rule, VI)) == ("một mô hình", "từ 11/05/2018")


@given(day=DAYS)
def test_every_rule_is_listed_once_whatever_the_day(record: Record, day: date) -> None:
    listed = listed_rules(record, day)
    assert sorted(one.rule["rule_id"] for one in listed) == sorted(record["rules"]["rule_id"])
    assert sum(len(of_group(listed, group)) for group in RuleGroup) == len(listed)
    elsewhere = {one.rule["rule_id"] for one in of_group(listed, RuleGroup.ELSEWHERE)}
    rules = record["rules"]
    assert elsewhere == set(rules.loc[rules["applies_in"].eq("other_province"), "rule_id"])


@given(
    day=DAYS,
    programme=st.sampled_from(["", *(one for one in Programme if one is not Programme.UNKNOWN)]),
    content=st.sampled_from(["", *SupportContent]),
)
def test_the_standings_of_a_choice_add_up_to_it(record: Record, day: date, programme: str, content: str) -> None:
    listed = listed_rules(record, day)
    parts = [len(chosen_rules(listed, RuleChoice(programme, content, one))) for one in RuleStatus]
    assert sum(parts) == len(chosen_rules(listed, RuleChoice(programme, content)))


def test_between_two_changes_nothing_changes(record: Record) -> None:
    days = change_days(record)
    assert date(2018, 5, 11) in days
    assert date(2025, 7, 1) in days

    def standings(day: date) -> dict[str, RuleStatus]:
        return {
            one.rule["rule_id"]: one.standing
            for one in listed_rules(record, day)
            if one.group is not RuleGroup.ELSEWHERE
        }

    for day in days:
        assert standings(day) != standings(day - timedelta(days=1))
    for later, earlier in pairwise(days):
        assert standings(earlier) == standings(later - timedelta(days=1))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_has_its_words(record: Record, code: str) -> None:
    language = Language(code)
    for one in listed_rules(record, TODAY):
        texts = [subject_text(one.rule, language), check_text(one, language)]
        rest = [text(one.rule, language) for text in (rule_amount_text, per_text, share_text, period_text)]
        assert all(texts)
        assert not any("None" in text or "nan" in text or "<NA>" in text for text in [*texts, *rest])
    assert set(RULE_GROUP_NAMES) == set(GROUP_LINES) == set(RuleGroup)
    assert set(STANDINGS) == set(RULE_TONES) == set(RuleStatus)


def test_what_an_unread_document_amends_is_marked_from_its_day_on(record: Record) -> None:
    later = {
        "document": "2/TT",
        "amends": "1/TT",
        "effective_from": "2024-10-15",
        "topic": "programme",
        "is_text_read": False,
    }
    rules = with_rules(record, {}, later)
    marks = {
        day: next(check_text(one, VI) for one in listed_rules(rules, day) if one.rule["rule_id"] == "r0")
        for day in (date(2024, 10, 14), date(2024, 10, 15))
    }
    assert list(marks.values()) == ["đã đối chiếu nguyên văn", "chưa đối chiếu với 2/TT"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"effective_from": "2018-05-11"}, "từ 11/05/2018"),
        ({"effective_from": "2014-04-08", "effective_to": "2018-05-10"}, "08/04/2014 – 10/05/2018"),
        ({"effective_from": "2024", "effective_to": "2025"}, "2024 – 2025"),
        ({"effective_from": "2024", "applies_in": "bac_giang"}, "2024 – 30/06/2025"),
        ({"effective_from": "2020", "applies_in": "bac_ninh"}, "từ 01/07/2025"),
        ({"effective_from": None, "issued_on": "2019-08-21"}, "ban hành 21/08/2019"),
        (
            {"effective_from": None, "issued_on": "2019-08-21", "effective_to": "2023-02"},
            "ban hành 21/08/2019 – 02/2023",
        ),
        ({"effective_from": None, "effective_to": "2023-02-23"}, "đến 23/02/2023"),
        ({"effective_from": None}, ""),
    ],
)
def test_a_period_reads_as_precisely_as_it_is_known(record: Record, values: dict[str, str], expected: str) -> None:
    (one,) = listed_rules(with_rules(record, values), TODAY)
    assert period_text(one.rule, VI) == expected
