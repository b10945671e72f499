"""Support per proposal and facility, and leverage: quotients only where both figures are of the same thing."""

import pytest
from hypothesis import given

from analytics.figures.funding.ratios import leverage_chart, per_facility_chart, per_proposal_chart
from analytics.figures.style import Look
from analytics.funding.ratios import leverage, per_facility, per_proposal
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from analytics.wording.signs import SIGNS, of_quotient
from tests.analytics.strategies import selections

VI = Language("vi")


def test_leverage_keeps_the_sign_of_its_figures(whole: Selected) -> None:
    table = leverage(whole)
    computed = table[table["kind"].eq("computed")].set_index("year_from")
    assert computed.loc[2016, "sign"] == ""
    assert computed.loc[2016, "ratio"] == pytest.approx(229 / 30.7223)
    assert computed.loc[2011, "sign"] == "≥"
    assert computed.loc[2011, "ratio"] == pytest.approx(179.7 / 18.9)


@pytest.mark.parametrize(
    ("upper", "lower", "sign"),
    [
        ("exact", "exact", ""),
        ("at_least", "exact", "≥"),
        ("at_most", "exact", "≤"),
        ("exact", "at_least", "≤"),
        ("exact", "at_most", "≥"),
        ("at_least", "at_most", "≥"),
        ("at_most", "at_least", "≤"),
        ("at_least", "at_least", "≈"),
        ("at_most", "at_most", "≈"),
        ("at_most", "nearly", "≈"),
    ],
)
def test_a_quotient_is_bounded_where_both_its_figures_are(upper: str, lower: str, sign: str) -> None:
    assert SIGNS[of_quotient(upper, lower)] == sign


def test_a_printed_ratio_stands_apart(whole: Selected) -> None:
    (row,) = leverage(whole).query("kind == 'printed'").to_dict("records")
    assert (row["year_from"], row["programme"], row["ratio"], row["sign"]) == (2018, "provincial", 20, "≈")


def test_itemised_leverage_is_over_proposals_that_let_both_be_known(whole: Selected) -> None:
    table = leverage(whole).query("kind == 'itemised'")
    assert sorted(round(ratio, 2) for ratio in table["ratio"]) == [1.4, 1.83, 2.67, 6.38, 201.19]


def test_support_per_proposal_of_2016_2020(whole: Selected) -> None:
    table = per_proposal(whole).query("kind == 'computed' and year_to == 2020 and year_from == 2016")
    millions = (table.set_index("programme")["ratio"] / 1e6).round(1).to_dict()
    assert millions == {"all": 103.4, "district": 57.9, "national": 352.9, "provincial": 122.3}


def test_support_per_facility_of_2023_is_at_least_what_two_levels_gave(whole: Selected) -> None:
    (row,) = per_facility(whole).query("kind == 'computed' and year_from == 2023").to_dict("records")
    assert (row["upper"], row["lower"], row["sign"]) == (6.5e9, 20, "≥")
    assert row["ratio"] == 325e6


def test_a_sum_for_several_facilities_is_a_mean(whole: Selected) -> None:
    rows = per_facility(whole).query("kind == 'itemised' and year_from == 2020").to_dict("records")
    assert [row["ratio"] for row in rows] == [300e6]


def test_a_cut_leaves_itemised_rows_only(prepared: Prepared) -> None:
    cut = select(prepared, Selection(districts=("223",)))
    assert set(per_proposal(cut)["kind"]) <= {"itemised"}
    assert per_facility(select(prepared, Selection(years=(2001, 2002)))).empty


@given(selection=selections())
def test_a_quotient_of_one_proposal_is_not_drawn_beside_others_and_each_of_rows_says_of_how_many(
    prepared: Prepared, selection: Selection
) -> None:
    rows, look = select(prepared, selection), Look("light", VI, selection)
    for table, chart in (
        (leverage, leverage_chart),
        (per_proposal, per_proposal_chart),
        (per_facility, per_facility_chart),
    ):
        quotients, shown = records(table(rows)), chart(rows, look)
        few = [row for row in quotients if row["kind"] == "itemised"]
        single = [row for row in few if row["n"] == 1]
        texts = [text for trace in shown.figure.data for text in trace["text"]]
        of_rows = [text for text in texts if "đề án)" in text]
        if len(single) < len(quotients):
            assert len(texts) == len(quotients) - len(single)
            assert not any("(1 đề án)" in text for text in texts)
            assert any("chỉ của một đề án" in note for note in shown.notes) == bool(single)
        assert len(of_rows) == (len(few) - len(single) if len(single) < len(quotients) else len(few))
