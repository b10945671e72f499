"""The ceilings that applied to a proposal on its date, what can be said of its support under them, and if nothing, why."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.rules.in_force import RuleStatus, amendments, days_of_rule, in_force, rule_status, unread
from analytics.rules.judging import (
    CeilingLimit,
    Judgement,
    Money,
    UnjudgedReason,
    Verdict,
    ceilings,
    days_of_approval,
    judge,
    judgements,
)
from analytics.rules.words import ceiling_lines, judgement_text, place_of_rule
from analytics.selection.place_words import Row, records
from analytics.wording.language import LANGUAGES, Language
from geodata.record import Record
from geodata.schema.vocabulary import Programme, RuleTopic, SupportContent

VI = Language("vi")
EN = Language("en")
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
CONTENTS = st.sampled_from(list(SupportContent))
PROGRAMMES = st.sampled_from(list(Programme))
AREAS = st.sampled_from(["nation", "bac_giang", "bac_ninh", "other_province"])
MONEY = st.one_of(st.none(), st.integers(1, 2_000).map(lambda million: million * 1_000_000))


def proposal_of(record: Record, id_: str, **changed: object) -> Row:
    return {**record["proposals"].set_index("proposal_id", drop=False).loc[id_].to_dict(), **changed}


def judged(record: Record, id_: str, n: int | None = None, **changed: object) -> tuple[Judgement, ...]:
    events = record["proposal_events"][record["proposal_events"]["proposal_id"].eq(id_)]
    n_beneficiaries = int(record["beneficiaries"]["proposal_id"].eq(id_).sum()) if n is None else n
    return judgements(record, proposal_of(record, id_, **changed), events, n_beneficiaries)


def of_rule(found: tuple[Judgement, ...], rule_id: str, limit: CeilingLimit = CeilingLimit.AMOUNT) -> Judgement:
    (one,) = [one for one in found if one.candidate and one.candidate.rule["rule_id"] == rule_id and one.limit is limit]
    return one


def with_rules(record: Record, *rows: dict[str, Any]) -> Record:
    """Return the record with these rules alone, machinery ceilings of one facility but for what is given."""
    rules = record["rules"]
    blank: dict[str, Any] = {
        "document": "1/TT",
        "effective_from": "2018-01-01",
        "applies_in": "nation",
        "topic": "support_ceiling",
        "programme": "any",
        "support_content": "machinery",
        "statement": "x",
        "amount": 300_000_000,
        "unit": "vnd",
        "per": "facility",
        "is_text_read": True,
        "source_ids": "s001",
    }
    made = [{**dict.fromkeys(rules.columns, None), **blank, "rule_id": f"r{n}", **row} for n, row in enumerate(rows)]
    frame = pd.DataFrame(made, columns=rules.columns).astype(rules.dtypes.to_dict())
    return Record({**record.tables, "rules": frame})


@pytest.mark.parametrize(
    ("day", "rule"), [(date(2018, 5, 10), "ttlt26-2014-machinery"), (date(2018, 5, 11), "tt28-2018-machinery")]
)
def test_the_ceiling_changed_on_11_may_2018(record: Record, day: date, rule: str) -> None:
    found = [one.rule["rule_id"] for one in ceilings(record).that_may_apply("machinery", "national", (day, day))]
    assert rule in found
    assert len([one for one in found if one.endswith("-machinery")]) == 1


def test_a_year_with_two_ceilings_decides_by_neither(record: Record) -> None:
    found = judged(record, "da-2018-co-tan", support_vnd=150_000_000)
    assert {one.candidate.rule["document"] for one in found if one.candidate} == {
        "28/2018/TT-BTC",
        "26/2014/TTLT-BTC-BCT",
    }
    assert all(UnjudgedReason.PART_OF_TIME in one.reasons for one in found)


def test_a_sum_for_three_is_no_sum_of_one(record: Record) -> None:
    """900 million for three enterprises: 300 each is a division, no source states it."""
    found = judged(record, "da-2020-quoc-gia-may-cnc")
    machinery = of_rule(found, "tt28-2018-machinery")
    assert (machinery.verdict, machinery.reasons, machinery.used) == (
        Verdict.UNKNOWN,
        (UnjudgedReason.SHARED_SUM,),
        300e6,
    )
    assert "3 cơ sở chung 900\u00a0triệu\u00a0đồng" in judgement_text(machinery, VI)
    assert "trong mức" not in " ".join(ceiling_lines(found, ("A", "B", "C"), VI))


def test_one_beneficiary_on_a_known_day_is_judged_by_amount_and_share(record: Record) -> None:
    found = judged(record, "da-2018-hai-thinh")
    amount = of_rule(found, "tt28-2018-machinery")
    share = of_rule(found, "tt28-2018-machinery", CeilingLimit.SHARE)
    assert (amount.verdict, share.verdict) == (Verdict.WITHIN, Verdict.WITHIN)
    assert share.used == pytest.approx(150 / 550)
    (line, *_) = ceiling_lines(found, ("Hải Thịnh",), VI)
    assert "28/2018/TT-BTC, Điều 8 khoản 4" in line
    assert (
        "Hải Thịnh: trong mức trần (150\u00a0triệu\u00a0đồng, tối đa 300\u00a0triệu\u00a0đồng; 27,3%, tối đa 50%)"
        in line
    )


def test_the_ceiling_of_a_whole_line_stands_beside_the_general_one_with_its_condition(record: Record) -> None:
    """400 million is above 300 for machinery, below 450 for a technology line: the record does not say which it was."""
    found = judged(record, "da-2018-hai-thinh", support_vnd=400_000_000, total_investment_vnd=None)
    general, line = of_rule(found, "tt28-2018-machinery"), of_rule(found, "tt28-2018-technology-line")
    assert (general.verdict, general.reasons) == (Verdict.UNKNOWN, (UnjudgedReason.OTHER_CONDITION,))
    assert (line.verdict, line.reasons, line.is_kept) == (Verdict.UNKNOWN, (UnjudgedReason.CONDITION,), True)
    assert "dây chuyền công nghệ – 450\u00a0triệu\u00a0đồng" in judgement_text(general, VI)
    assert "dây chuyền công nghệ" in judgement_text(line, VI)


def test_what_is_above_every_ceiling_is_above(record: Record) -> None:
    general = of_rule(judged(record, "da-2018-hai-thinh", support_vnd=451_000_000), "tt28-2018-machinery")
    assert general.verdict is Verdict.ABOVE
    assert "VƯỢT" in judgement_text(general, VI)


@pytest.mark.parametrize(
    ("id_", "changed", "n", "reason"),
    [
        ("da-may-ha-thuy-phan-mat-ong", {}, None, UnjudgedReason.NO_DATE),
        ("da-2021-xe-rua-tan-yen", {}, None, UnjudgedReason.NO_CONTENT),
        ("da-2019-dao-tao-moc-lien-chung", {}, None, UnjudgedReason.NO_RULE),
        ("da-2017-vinahan", {}, None, UnjudgedReason.NO_AMOUNT),
        ("da-2018-hai-thinh", {"total_investment_vnd": None}, None, UnjudgedReason.NO_TOTAL),
        ("da-2018-hai-thinh", {}, 0, UnjudgedReason.NO_BENEFICIARY),
        ("da-2018-hai-thinh", {}, 2, UnjudgedReason.SHARED_SUM),
        ("da-2018-hai-thinh", {"support_content": "cluster_infrastructure"}, None, UnjudgedReason.NOT_COUNTED),
        ("da-2018-hai-thinh", {"support_content": "typical_products"}, None, UnjudgedReason.CONDITION),
    ],
)
def test_what_cannot_be_judged_says_why(
    record: Record, id_: str, changed: dict[str, object], n: int | None, reason: UnjudgedReason
) -> None:
    found = judged(record, id_, n, **changed)
    assert found
    assert any(one.verdict is Verdict.UNKNOWN and reason in one.reasons for one in found)


def test_an_undated_proposal_is_shown_the_ceilings_of_its_content_but_not_judged(record: Record) -> None:
    found = judged(record, "da-may-ha-thuy-phan-mat-ong")
    assert {one.candidate.rule["rule_id"] for one in found if one.candidate} >= {
        "tt28-2018-machinery",
        "ttlt26-2014-machinery",
    }
    assert all(one.verdict is Verdict.UNKNOWN and UnjudgedReason.NO_DATE in one.reasons for one in found)


def test_the_last_known_ceiling_does_not_decide_once_an_amendment_was_not_read(record: Record) -> None:
    amended = with_rules(
        record,
        {},
        {
            "document": "2/TT",
            "amends": "9/TT; 1/TT",
            "effective_from": "2024-10-15",
            "topic": "programme",
            "is_text_read": False,
        },
    )
    money = Money(200e6, None, 1)
    for day, expected in ((date(2024, 10, 14), Verdict.WITHIN), (date(2024, 10, 15), Verdict.UNKNOWN)):
        (one,) = judge(ceilings(amended).that_may_apply("machinery", "provincial", (day, day)), money)
        assert one.verdict is expected
    assert one.reasons == (UnjudgedReason.AMENDED_UNREAD,)
    assert "2/TT" in judgement_text(one, VI)
    assert unread(amendments(amended), records(amended["rules"])[0], date(2024, 10, 14)) == ()


def test_an_amendment_that_was_read_leaves_no_mark(record: Record) -> None:
    read = with_rules(record, {}, {"document": "2/TT", "amends": "1/TT", "topic": "programme"})
    assert unread(amendments(read), records(read["rules"])[0], date(2026, 1, 1)) == ()


def test_an_amount_that_is_no_money_is_no_ceiling_of_money(record: Record) -> None:
    rules = with_rules(record, {"amount": 2, "unit": "times"})
    (one,) = judge(ceilings(rules).that_may_apply("machinery", "national", None), Money(1e8, None, 1))
    assert UnjudgedReason.NO_LIMIT in one.reasons


def test_a_rule_of_one_programme_is_not_that_of_another(record: Record) -> None:
    rules = with_rules(record, {"programme": "national"})
    day = date(2022, 1, 1)
    assert ceilings(rules).that_may_apply("machinery", "provincial", (day, day)) == ()
    (sure,) = judge(ceilings(rules).that_may_apply("machinery", "national", (day, day)), Money(1e8, None, 1))
    (unsure,) = judge(ceilings(rules).that_may_apply("machinery", "unknown", (day, day)), Money(1e8, None, 1))
    assert (sure.verdict, unsure.reasons) == (Verdict.WITHIN, (UnjudgedReason.PROGRAMME_NOT_STATED,))


@given(day=DAYS, content=CONTENTS, programme=PROGRAMMES)
def test_the_rule_of_a_day_is_in_force_here_on_that_day(
    record: Record, day: date, content: SupportContent, programme: Programme
) -> None:
    for one in ceilings(record).that_may_apply(content, programme, (day, day)):
        assert rule_status(one.rule, day) is RuleStatus.IN_FORCE
        assert one.rule["applies_in"] != "other_province"
        assert one.rule["support_content"] == content
        assert one.rule["programme"] in {"any", programme} or programme is Programme.UNKNOWN
        assert UnjudgedReason.PART_OF_TIME not in one.doubts


@given(
    day=DAYS,
    programme=PROGRAMMES,
    rules=st.lists(
        st.fixed_dictionaries(
            {
                "effective_from": st.one_of(st.none(), DAYS.map(str), st.integers(2012, 2028).map(str)),
                "effective_to": st.one_of(st.none(), DAYS.map(str)),
                "applies_in": AREAS,
                "programme": st.sampled_from(["any", "national", "provincial", "district"]),
                "amount": st.integers(1, 9).map(lambda hundred: hundred * 100_000_000),
                "condition": st.sampled_from([None, "dây chuyền"]),
            }
        ),
        max_size=5,
    ),
)
def test_of_any_rules_those_are_chosen_that_hold_on_the_day_where_bac_giang_is(
    record: Record, day: date, programme: Programme, rules: list[dict[str, Any]]
) -> None:
    """Bắc Giang's own until 30 June 2025, Bắc Ninh's from the day after, another province's never."""
    made = with_rules(record, *rules)
    chosen = {one.rule["rule_id"] for one in ceilings(made).that_may_apply("machinery", programme, (day, day))}
    expected = {
        row["rule_id"]
        for row in records(made["rules"])
        if (pd.isna(row["effective_from"]) or str(row["effective_from"]) <= day.isoformat())
        and (pd.isna(row["effective_to"]) or day.isoformat() <= str(row["effective_to"]))
        and (
            row["applies_in"] == "nation"
            or (row["applies_in"] == "bac_giang" and day <= date(2025, 6, 30))
            or (row["applies_in"] == "bac_ninh" and day >= date(2025, 7, 1))
        )
        and (row["programme"] in {"any", programme} or programme is Programme.UNKNOWN)
    }
    assert chosen == expected
    held = {row["rule_id"] for row in in_force(made, RuleTopic.SUPPORT_CEILING, day)}
    assert chosen <= held


@given(
    first=DAYS,
    length=st.integers(0, 800),
    content=CONTENTS,
    programme=PROGRAMMES,
    money=st.builds(Money, MONEY, MONEY, st.integers(0, 4)),
)
def test_every_ceiling_has_a_verdict_or_a_reason(  # noqa: PLR0917 - what is drawn at random
    record: Record,
    first: date,
    length: int,
    content: SupportContent,
    programme: Programme,
    money: Money,
) -> None:
    days = first, first + timedelta(days=length)
    found = ceilings(record).that_may_apply(content, programme, days)
    made = judge(found, money)
    assert {id(one.candidate) for one in made} == {id(candidate) for candidate in found}
    for one in made:
        assert (one.verdict is Verdict.UNKNOWN) == bool(one.reasons)
        if one.verdict is not Verdict.UNKNOWN:
            assert one.candidate
            assert (one.used is not None, money.n, one.candidate.is_conditional) == (True, 1, False)
            start, end = days_of_rule(one.candidate.rule)
            assert start <= days[0] <= days[1] <= end
            assert one.is_kept is (one.verdict is Verdict.WITHIN)
        for code in LANGUAGES:
            assert judgement_text(one, Language(code)).strip()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_proposal_of_the_record_is_told_of_its_ceilings(record: Record, code: str) -> None:
    for id_ in record["proposals"]["proposal_id"]:
        found = judged(record, id_)
        assert found
        assert all(one.reasons or one.verdict is not Verdict.UNKNOWN for one in found)
        lines = ceiling_lines(found, ("A",), Language(code))
        assert lines
        assert all(line.strip() and "None" not in line and "nan" not in line for line in lines)


def test_the_day_of_approval_counts_before_the_year(record: Record) -> None:
    events = record["proposal_events"]
    row = proposal_of(record, "da-2017-vinahan")
    own = events[events["proposal_id"].eq("da-2017-vinahan")]
    assert days_of_approval(row, own) == (date(2016, 12, 12), date(2016, 12, 12))
    assert days_of_approval(row, own.iloc[:0]) == (date(2017, 1, 1), date(2017, 12, 31))


@pytest.mark.parametrize(
    ("values", "day", "expected"),
    [
        ({"effective_from": "2018-05-11"}, date(2018, 5, 10), RuleStatus.NOT_YET),
        ({"effective_from": "2018-05-11"}, date(2018, 5, 11), RuleStatus.IN_FORCE),
        ({"effective_from": "2014", "effective_to": "2018-05-10"}, date(2018, 5, 10), RuleStatus.IN_FORCE),
        ({"effective_from": "2014", "effective_to": "2018-05-10"}, date(2018, 5, 11), RuleStatus.ENDED),
        ({"effective_from": None, "issued_on": "2019-08-21"}, date(2019, 8, 20), RuleStatus.NOT_YET),
        ({"effective_from": None, "issued_on": "2019-08-21"}, date(2019, 8, 21), RuleStatus.UNDATED),
        ({"effective_from": None}, date(2012, 1, 1), RuleStatus.UNDATED),
        ({"applies_in": "bac_giang"}, date(2025, 6, 30), RuleStatus.IN_FORCE),
        ({"applies_in": "bac_giang"}, date(2025, 7, 1), RuleStatus.ENDED),
        ({"applies_in": "bac_ninh"}, date(2025, 6, 30), RuleStatus.NOT_YET),
        ({"applies_in": "bac_ninh"}, date(2025, 7, 1), RuleStatus.IN_FORCE),
        ({"applies_in": "other_province"}, date(2025, 7, 1), RuleStatus.IN_FORCE),
    ],
)
def test_how_a_rule_stands_on_a_day(record: Record, values: dict[str, Any], day: date, expected: RuleStatus) -> None:
    (rule,) = records(with_rules(record, values)["rules"])
    assert rule_status(rule, day) is expected


def test_a_place_in_the_law_is_named_in_the_language_of_the_reader(record: Record) -> None:
    stated = record["rules"].dropna(subset=["article"])
    assert len(stated) > 5
    for rule in records(stated):
        assert place_of_rule(rule, VI) == f"{rule['document']}, {rule['article']}"
        place = place_of_rule(rule, EN).removeprefix(str(rule["document"])).replace("NĐ-CP", "")
        assert place.isascii(), place
