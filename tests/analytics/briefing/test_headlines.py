from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.briefing.headlines import (
    Part,
    certificates_headline,
    count_headline,
    due_headline,
    exports_headline,
    map_headline,
    money_headline,
    overview_headline,
    ranking,
    stage_headline,
    stars_headline,
    support_headline,
)
from analytics.certificates import Validity
from analytics.due import DueState
from analytics.kpis import Kpi, KpiId
from analytics.language import language
from analytics.published import PublishedTotal
from geodata.vocabulary import Qualifier

EN = language("en")


def money(parts: Sequence[Part], n: int, known: int | None = None) -> str:
    return money_headline(parts, n, n if known is None else known, EN)


def test_who_leads_is_named_with_the_share_of_the_total() -> None:
    text = money([Part("Lục Ngạn", 3e9), Part("Hiệp Hòa", 1e9)], 4)
    assert text == "Itemised support: most in Lục Ngạn, 3 billion VND (75% of 4 billion VND)"


def test_nothing_is_claimed_of_nothing() -> None:
    assert money([], 0) == "No proposal fits these choices."


def test_unknown_money_is_not_zero() -> None:
    assert money([Part("A", None), Part("B", None)], 7, 0) == "7 itemised proposals; none states an amount"


def test_few_amounts_are_not_ranked() -> None:
    text = money([Part("A", 9e8), Part("B", 1e8)], 30, 5)
    assert text == "Only 5 of 30 itemised proposals state an amount: 1 billion VND in all"


def test_two_that_tie_are_both_named_and_three_are_not() -> None:
    assert "A and B, 1 billion VND each of 2 billion VND" in money([Part("A", 1e9), Part("B", 1e9)], 2)
    assert money([Part(name, 1e9) for name in "ABC"], 3) == "Itemised support: 3 billion VND"


def test_what_lies_in_no_district_never_leads_and_can_forbid_a_ranking() -> None:
    elsewhere = Part("Several", 5e9, is_group=False)
    assert money([Part("A", 3e9), Part("B", 1e9), elsewhere], 3) == "Itemised support: 9 billion VND"
    small = Part("Several", 1e9, is_group=False)
    assert "most in A, 3 billion VND (60% of 5 billion VND)" in money([Part("A", 3e9), Part("B", 1e9), small], 3)


def test_the_one_chosen_is_spoken_of_though_another_leads() -> None:
    text = money([Part("A", 3e9), Part("B", 1e9, is_chosen=True)], 2)
    assert text == "Itemised support: B 1 billion VND, 25% of 4 billion VND"


def test_one_group_holds_all() -> None:
    assert money([Part("A", 2e9)], 1) == "Itemised support: 2 billion VND, all of it in A"


def test_zeros_have_no_leader() -> None:
    assert money([Part("A", 0.0), Part("B", 0.0)], 2) == "Itemised support: 0 VND"
    assert count_headline([Part("A", 0.0), Part("B", 0.0)], "Proposals", EN) == "Proposals: 0"


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.booleans()), max_size=8))
def test_a_ranking_names_only_groups_with_the_highest_value(rows: list[tuple[int | None, bool]]) -> None:
    parts = [Part(str(n), value, is_group=is_group) for n, (value, is_group) in enumerate(rows)]
    found = ranking(parts)
    highest = max((value for value, is_group in rows if is_group and value is not None), default=0)
    assert all(rows[int(name)] == (highest, True) for name in found.leaders)
    assert found.total == sum(value or 0 for value, _ in rows)
    assert not found.is_carried or 2 * found.placed >= found.total


def support(value: float | None, known: int, n: int, published: PublishedTotal | None) -> str:
    return support_headline(Kpi(KpiId.SUPPORT, value, None, published, n, known), EN)


def test_published_and_itemised_stand_side_by_side() -> None:
    total = PublishedTotal(6.5e9, ("a",), ((2023, 2023),), Qualifier.AT_LEAST)
    assert support(1e9, 1, 2, total) == "Published for 2023: ≥ 6.5 billion VND. Itemised: 1 billion VND"
    assert support(None, 0, 2, total) == (
        "Published for 2023: ≥ 6.5 billion VND. No itemised proposal states an amount"
    )
    assert support(None, 0, 0, total) == "Published for 2023: ≥ 6.5 billion VND. Itemised: none"
    assert support(1e9, 1, 2, None) == "Itemised support: 1 billion VND, stated by 1 of 2 proposals"
    assert support(0.0, 0, 0, None) == "No proposal and no published amount fits these choices."


def test_the_map_says_when_part_of_it_is_not_placed() -> None:
    parts = [Part("A", 2.0), Part("B", 1.0), Part("C", None)]
    assert map_headline("Facilities", parts, str, all_placed=True, language=EN) == "Facilities: highest in A, 2.0"
    assert "of what is placed" in map_headline("Facilities", parts, str, all_placed=False, language=EN)


def test_the_map_speaks_of_the_units_that_are_chosen() -> None:
    parts = [Part("A", 5.0), Part("B", 2.0, is_chosen=True), Part("C", 1.0), Part("D", None)]
    text = map_headline("Facilities", parts, str, all_placed=True, language=EN)
    assert text == "Facilities: B 2.0, place 2 of 3 units"
    several = [*parts, Part("E", 1.0, is_chosen=True)]
    text = map_headline("Facilities", several, str, all_placed=True, language=EN)
    assert text == "Facilities: of the 2 chosen units highest in B, 2.0"
    nothing = [Part("A", 5.0), Part("B", 0.0, is_chosen=True)]
    assert map_headline("Facilities", nothing, str, all_placed=True, language=EN) == "Facilities: B 0.0"


@pytest.mark.parametrize("values", [(), (None, None), (0.0, 0.0), (1.0, 1.0, 1.0)])
def test_a_map_without_a_leader_is_only_named(values: tuple[float | None, ...]) -> None:
    parts = [Part(str(n), value) for n, value in enumerate(values)]
    assert map_headline("Facilities", parts, str, all_placed=True, language=EN) == "Facilities"


def test_markets_that_tie_are_counted_and_not_ranked() -> None:
    assert exports_headline([], 0, EN) == "No source names a single country or territory as a market here."
    assert (
        exports_headline([Part("A", 2.0), Part("B", 2.0)], 9, EN) == "2 countries and territories are named as markets"
    )
    assert exports_headline([Part("A", 2.0)], 9, EN) == "1 country or territory is named as a market"
    text = exports_headline([Part("A", 3.0), Part("B", 2.0)], 9, EN)
    assert text == "2 countries and territories are named as markets; A for the most products: 3 of 9"


def test_stars_are_counted_from_the_top_and_no_level_is_invented() -> None:
    assert stars_headline({3: 2, 5: 1}, EN) == "3 recognised OCOP products: 1 with 5 stars, 2 with 3 stars"
    assert stars_headline({}, EN) == "No recognised OCOP product fits this selection."


def test_a_stage_that_is_mostly_unknown_is_not_named() -> None:
    parts = [Part("Approved", 2.0), Part("Stage not stated", 8.0, is_group=False)]
    assert stage_headline(parts, 10, EN) == "10 itemised proposals"
    assert stage_headline([Part("Approved", 2.0)], 2, EN) == "2 itemised proposals at the stage “Approved”"
    assert stage_headline([], 0, EN) == "No proposal fits these choices."


def test_a_missing_entry_is_not_called_undone() -> None:
    assert "no entry on record" in due_headline({DueState.OVERDUE: 2}, EN)
    assert due_headline({DueState.LATER: 1}, EN) == "1 acceptance or inspection to come"
    assert (
        due_headline({DueState.UNDATED: 3, DueState.NOT_RECORDED: 29}, EN)
        == "Nothing with a known day is due by the record"
    )


def test_certificates_of_unknown_day_are_not_called_valid() -> None:
    assert "the state of 3 is not known" in certificates_headline({Validity.UNKNOWN: 3, Validity.VALID: 1}, EN)
    text = certificates_headline({Validity.EXPIRING: 1, Validity.EXPIRED: 2, Validity.VALID: 3}, EN)
    assert text == "Of 6 OCOP certificates 1 expire within 6 months, 2 have expired"
    text = certificates_headline({Validity.EXPIRED: 2, Validity.UNDATED: 3}, EN)
    assert text == "Of 5 OCOP certificates 2 have expired; of 3 the last day is not known precisely"
    text = certificates_headline({Validity.EXPIRING: 1, Validity.EXPIRED: 2, Validity.UNDATED: 3}, EN)
    assert text == "Of 6 OCOP certificates ≥ 1 expire within 6 months, 2 have expired"
    text = certificates_headline({Validity.EXPIRED: 6, Validity.UNKNOWN: 17, Validity.UNDATED: 2}, EN)
    assert text == "Of 25 OCOP certificates ≥ 6 have expired; of 19 the last day is not known precisely"


def test_an_empty_record_says_so() -> None:
    figures = {one: Kpi(one, None, None, None, 0, 0) for one in KpiId}
    assert overview_headline(figures, EN) == "The record has no facility, proposal or OCOP product for these choices"
