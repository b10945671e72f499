from dataclasses import replace

import pytest
from hypothesis import given

from analytics.kpis import Kpi, KpiId, kpis, rows_of
from analytics.prepared import Prepared
from analytics.selected import Selected, select
from analytics.selection import Selection
from geodata.vocabulary import MarketKind, Programme, Sector
from tests.analytics.strategies import selections


def figures(prepared: Prepared, selection: Selection) -> dict[KpiId, Kpi]:
    whole = select(prepared, Selection())
    return {figure.id: figure for figure in kpis(prepared, select(prepared, selection), whole)}


def test_the_founding_figures(prepared: Prepared) -> None:
    assert {id_: figure.value for id_, figure in figures(prepared, Selection()).items()} == {
        KpiId.FACILITIES: 104,
        KpiId.PROPOSALS: 30,
        KpiId.SUPPORT: 1_800_000_000,
        KpiId.LEVERAGE: pytest.approx(2.35),
        KpiId.OCOP: 79,
        KpiId.MARKETS: 16,
    }


def test_the_strip_keeps_its_order(prepared: Prepared, whole: Selected) -> None:
    assert [figure.id for figure in kpis(prepared, whole, whole)] == list(KpiId)


@given(selection=selections())
def test_every_figure_stands_on_its_rows(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for figure in figures(prepared, selection).values():
        assert figure.n_rows == len(rows_of(rows, figure.id))
        assert 0 <= figure.n_known <= figure.n_rows
        assert figure.value is None or figure.value >= 0


@given(selection=selections())
def test_a_part_is_never_more_than_the_whole(prepared: Prepared, selection: Selection) -> None:
    for figure in figures(prepared, selection).values():
        if figure.id is not KpiId.LEVERAGE:
            assert (figure.value or 0) <= (figure.whole or 0)


@given(selection=selections())
def test_support_is_missing_only_where_no_proposal_states_it(prepared: Prepared, selection: Selection) -> None:
    support = figures(prepared, selection)[KpiId.SUPPORT]
    assert (support.value is None) == (support.n_rows > 0 and support.n_known == 0)


def test_the_year_before_is_that_of_the_same_choices(prepared: Prepared) -> None:
    choice = Selection(sectors=(Sector.FOOD,), years=(2023, 2023))
    before = figures(prepared, replace(choice, years=(2022, 2022)))
    for id_, figure in figures(prepared, choice).items():
        assert figure.previous == before[id_].value


@pytest.mark.parametrize("selection", [Selection(), Selection(years=(2022, 2023)), Selection(("213",))])
def test_there_is_no_year_before_unless_one_year_is_chosen(prepared: Prepared, selection: Selection) -> None:
    assert {figure.previous for figure in figures(prepared, selection).values()} == {None}


def test_leverage_is_counterpart_by_support_of_the_proposals_that_state_both(
    prepared: Prepared, whole: Selected
) -> None:
    both = whole.proposals.dropna(subset=["support_vnd", "counterpart_vnd"])
    leverage = figures(prepared, Selection())[KpiId.LEVERAGE]
    assert leverage.n_known == len(both) == 2
    assert leverage.value == both["counterpart_vnd"].sum() / both["support_vnd"].sum()


def test_leverage_without_support_is_unknown(prepared: Prepared) -> None:
    assert figures(prepared, Selection(("221",)))[KpiId.LEVERAGE].value is None


def test_published_leverage_divides_figures_of_the_same_years_and_programmes(prepared: Prepared) -> None:
    published = figures(prepared, Selection())[KpiId.LEVERAGE].published
    assert published is not None
    assert published.periods == ((2016, 2020),)
    assert published.value == pytest.approx(7.4544, abs=1e-4)
    assert figures(prepared, Selection(programmes=(Programme.NATIONAL,)))[KpiId.LEVERAGE].published is None


def test_markets_are_countries_named_for_products_of_facilities(prepared: Prepared, whole: Selected) -> None:
    rows = rows_of(whole, KpiId.MARKETS)
    assert set(rows["market_kind"]) == {MarketKind.COUNTRY.value}
    assert not rows["is_context"].any()
    assert rows["market_iso3"].notna().all()
    assert figures(prepared, Selection())[KpiId.MARKETS].value == rows["market_iso3"].nunique()


def test_groups_and_context_would_change_the_count_of_markets(whole: Selected) -> None:
    flows = whole.export_flows
    left_out = flows[flows["is_context"] | ~flows["market_kind"].eq(MarketKind.COUNTRY.value)]
    assert len(left_out) + len(rows_of(whole, KpiId.MARKETS)) == len(flows)
    assert flows["market"].nunique() > rows_of(whole, KpiId.MARKETS)["market_iso3"].nunique()


@pytest.mark.parametrize("id_", list(KpiId))
def test_no_published_total_stands_beside_a_district(prepared: Prepared, id_: KpiId) -> None:
    assert figures(prepared, Selection(("213",)))[id_].published is None


def test_published_totals_are_never_added_to_the_items(prepared: Prepared) -> None:
    support = figures(prepared, Selection(years=(2016, 2020)))[KpiId.SUPPORT]
    assert support.value == 1_750_000_000
    assert support.published is not None
    assert support.published.value == 30_720_000_000


def test_ocop_has_no_published_total_by_programme(prepared: Prepared) -> None:
    assert figures(prepared, Selection(programmes=(Programme.NATIONAL,)))[KpiId.OCOP].published is None
