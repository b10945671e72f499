"""Funding tables against the founding documents, and what holds for every selection."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given

from analytics.funding import tables as funding
from analytics.prepared.tables import Prepared
from analytics.selection.published_totals import published_sum
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Sector
from tests.analytics.strategies import selections

BILLION = 1e9


def test_2016_2020_is_three_levels_and_their_sum(whole: Selected) -> None:
    table = funding.periods(whole)
    rows = table[table["year_from"].eq(2016)].set_index("programme")
    money = rows["published_vnd"] / BILLION
    assert (money["national"], money["provincial"], money["district"]) == (6, 16.15, 8.5723)
    assert money["all"] == 30.7223
    assert money.drop("all").sum() == pytest.approx(money["all"])
    assert rows["n_published"].to_dict() == {"all": 297, "district": 148, "national": 17, "provincial": 132}
    assert set(rows["qualifier"]) == {"exact"}


def test_2012_2022_has_no_money_of_the_districts_and_says_at_least(whole: Selected) -> None:
    table = funding.periods(whole)
    rows = table[table["year_from"].eq(2012)].set_index("programme")
    assert (rows["published_vnd"] / BILLION).to_dict() == {"all": 47.5229, "national": 14.9759, "provincial": 32.547}
    assert rows["qualifier"].to_dict() == {"all": "at_least", "national": "exact", "provincial": "exact"}


def test_a_period_is_no_year(whole: Selected) -> None:
    years = funding.single_years(funding.by_time(whole))
    assert (years["year_from"] == years["year_to"]).all()
    assert not {2011, 2012, 2013, 2015} & set(years["year_from"])


@pytest.mark.parametrize(
    ("year", "programme", "billions", "basis"),
    [
        (2023, "national", 3.2, "done"),
        (2023, "provincial", 3.3, "done"),
        (2020, "provincial", 4.5, "approved"),
        (2020, "national", 2.1, "done"),
        (2021, "provincial", 3.5, "approved"),
        (2016, "national", 0.9, "assigned"),
    ],
)
def test_a_year_has_the_figure_that_says_what_happened(
    whole: Selected, year: int, programme: str, billions: float, basis: str
) -> None:
    table = funding.by_time(whole)
    (row,) = table[table["year_from"].eq(year) & table["year_to"].eq(year) & table["programme"].eq(programme)].to_dict(
        "records"
    )
    assert row["published_vnd"] / BILLION == billions
    assert row["basis"] == basis


def test_plan_and_done_of_2023_stand_side_by_side(whole: Selected) -> None:
    table = funding.bases(whole)
    rows = table[table["year_from"].eq(2023) & table["programme"].eq("provincial")].set_index("basis")["value"]
    assert (rows / BILLION).to_dict() == {"done": 3.3, "planned": 3.5}


def test_what_is_itemised_is_never_added_to_what_is_published(whole: Selected) -> None:
    table = funding.by_time(whole)
    national = table[table["year_from"].eq(2020) & table["programme"].eq("national")].iloc[0]
    assert (national["support_vnd"], national["published_vnd"], national["rest_vnd"]) == (1.5e9, 2.1e9, 0.6e9)


def test_a_group_without_amounts_is_missing_not_zero(whole: Selected) -> None:
    table = funding.itemised(whole, ["sector"]).set_index("sector")
    assert pd.isna(table.loc["textiles", "support_vnd"])
    assert table.loc["textiles", ["n", "n_amounts"]].tolist() == [2, 0]


def test_lines_of_programmes_add_up_to_the_published_total(record: Record, whole: Selected) -> None:
    table = funding.by_programme(whole).set_index("programme")
    total = published_sum(record, "budget_vnd", Selection())
    assert total is not None
    assert table["published_vnd"].sum() == pytest.approx(total.value)
    assert sorted(id_ for ids in table["figure_ids"] for id_ in ids) != []


def test_sums_by_content_keep_the_group_that_no_source_splits(whole: Selected) -> None:
    rows = funding.content_figures(whole)
    assert [row["content"] for row in rows] == [None, "consulting", "typical_products"]
    assert [row["value"] / BILLION for row in rows] == [3.0, 0.63, 0.44]


@pytest.mark.parametrize("cut", [Selection(districts=("219",)), Selection(sectors=(Sector.WOOD,))])
def test_nothing_is_published_for_a_cut(prepared: Prepared, cut: Selection) -> None:
    beside = select(prepared, cut)
    assert funding.by_time(beside)["published_vnd"].isna().all()
    assert funding.periods(beside).empty
    assert funding.bases(beside).empty
    assert funding.by_programme(beside)["published_vnd"].isna().all()


def test_the_contradiction_of_2023_is_found(record: Record) -> None:
    rows = funding.contradictions_about(record, pd.Series(["2023-provincial-budget-done"]))
    assert rows["contradiction_id"].tolist() == ["2023-provincial-budget"]
    assert funding.contradictions_about(record, pd.Series([], dtype="string")).empty


@given(selection=selections())
def test_groups_add_up_to_the_selection(prepared: Prepared, selection: Selection) -> None:
    chosen = select(prepared, selection)
    total = chosen.proposals["support_vnd"].sum()
    tables = [funding.itemised(chosen, [name]) for name in ("sector", "support_content", "stage")]
    for table in (*tables, funding.by_time(chosen)):
        assert table["n"].sum() == len(chosen.proposals)
        assert table["n_amounts"].sum() == chosen.proposals["support_vnd"].notna().sum()
        assert table["support_vnd"].sum() == total
    assert funding.by_programme(chosen)["support_vnd"].sum() == total


@given(selection=selections())
def test_what_is_published_is_within_the_years_and_programmes(prepared: Prepared, selection: Selection) -> None:
    rows = funding.by_time(select(prepared, selection)).dropna(subset=["published_vnd"])
    if selection.years:
        assert rows["year_from"].ge(selection.years[0]).all()
        assert rows["year_to"].le(selection.years[1]).all()
    if selection.programmes:
        assert set(rows["programme"]) <= {str(one) for one in selection.programmes}


def test_a_programme_chosen_leaves_its_own_figures(prepared: Prepared) -> None:
    national = select(prepared, replace(Selection(), programmes=(Programme.NATIONAL,)))
    assert set(funding.periods(national)["programme"]) == {"national"}
