"""Export flows: what the sources say is kept apart, nothing is summed that must not be."""

import json
import re
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.pofile import read_po
from hypothesis import given

from analytics.prepared.tables import Prepared
from analytics.selection.place_words import records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.trade.exporters import exporters, statements_of_exporters
from analytics.trade.flows import (
    BASIS_ORDER,
    Known,
    Quantity,
    beside_countries,
    first_years,
    flows_of,
    flows_stating,
    links,
    market_order,
    matrix,
    quantities,
    rates,
)
from analytics.trade.words import (
    STATEMENT,
    context_apart,
    flow_line,
    market_name,
    quantity_texts,
    rates_apart,
    trade_amount_text,
)
from analytics.wording.labels import PRODUCT_GROUPS, product_group
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.vocabulary import FlowBasis, MarketKind
from tests.analytics.strategies import selections

VI = language("vi")


@pytest.fixture
def products(whole: Selected) -> pd.DataFrame:
    """The flows of products of facilities."""
    return flows_of(whole, with_context=False)


@pytest.fixture
def everything(whole: Selected) -> pd.DataFrame:
    return flows_of(whole, with_context=True)


def markets_of(flows: pd.DataFrame, product: str) -> set[str]:
    table = matrix(flows)
    return set(table.loc[table["product_group"].eq(product), "market_key"])


def test_context_is_shown_on_request_only(products: pd.DataFrame, everything: pd.DataFrame, record: Record) -> None:
    assert not products["is_context"].any()
    assert "fresh-lychee" not in set(products["product_group"])
    assert len(everything) == len(record["export_flows"]) == 143


def test_plywood_goes_to_malaysia_and_singapore(products: pd.DataFrame) -> None:
    assert {"MYS", "SGP"} <= markets_of(products, "plywood")
    table = matrix(products).set_index(["product_group", "market_key"])
    assert table.loc[("plywood", "MYS"), "known"] == Known.NAMED


def test_canned_goods_name_five_markets_without_saying_which_goes_where(products: pd.DataFrame) -> None:
    table = matrix(products).set_index(["product_group", "market_key"])
    for country in ("RUS", "FRA", "NLD", "EST", "THA"):
        cell = table.loc[("canned-fruit-vegetables", country)]
        assert cell["known"] == Known.NAMED_TOGETHER
        assert cell["n"] == 4


def test_a_year_total_its_country_and_its_group_stand_side_by_side(everything: pd.DataFrame) -> None:
    table = quantities(everything, Quantity.TONNES)
    of_2018 = table[table["year"].eq(2018) & ~table["is_superseded"].astype(bool)]
    assert dict(zip(of_2018["market_kind"], of_2018["amount"], strict=True)) == {
        "country": 86_400.0,
        "group": 1_000.0,
        "total": 87_400.0,
    }


def test_statements_of_other_dates_are_not_added_up(everything: pd.DataFrame) -> None:
    table = quantities(everything, Quantity.TONNES)
    earlier = table[table["year"].eq(2018) & table["market_key"].eq("CHN") & table["is_superseded"].astype(bool)]
    assert sorted(earlier["amount"]) == [71_250.0, 84_150.0]


def test_a_group_is_never_split(everything: pd.DataFrame) -> None:
    groups = beside_countries(everything)
    assert "group:Hoa Kỳ, Úc, EU" in set(groups["market_key"])
    assert not set(groups["market_key"]) & set(links(everything).index)
    assert market_name("group:Hoa Kỳ, Úc, EU", VI) == "Hoa Kỳ, Úc, EU"


def test_a_rate_is_no_quantity_of_a_year(products: pd.DataFrame) -> None:
    noodles = rates(products)
    noodles = noodles[noodles["product_group"].eq("noodles")]
    monthly = noodles[noodles["volume_unit"].eq("t_per_month")]
    assert monthly["volume"].tolist() == [20, 40]
    assert monthly["market_key"].unique().tolist() == ["RUS"]
    assert all(
        monthly["flow_id"].isin(flows_stating(products, quantity)["flow_id"]).sum() == 0 for quantity in Quantity
    )
    assert pd.isna(links(products).loc["RUS", "volume_t"])


def test_a_rate_says_for_what_it_is(products: pd.DataFrame) -> None:
    texts = [text for row in records(rates(products)) for text in quantity_texts(row, VI)]
    assert "40\u00a0tấn/tháng" in texts
    assert any(text == "≈\u00a01\u00a0tỷ\u00a0đồng/tháng" for text in texts)


def test_qualifiers_survive(products: pd.DataFrame) -> None:
    usd = quantities(products, Quantity.USD).set_index("market_key")
    assert usd.loc["USA", "qualifier"] == "at_least"
    assert trade_amount_text(25_000, Quantity.USD, "at_least", VI) == "≥\u00a025.000\u00a0USD"
    assert trade_amount_text(4_000, Quantity.TONNES, "nearly", VI) == "≈\u00a04.000\u00a0tấn"


def test_shipped_contracted_and_planned_are_rows_of_their_own(everything: pd.DataFrame) -> None:
    table = quantities(everything, Quantity.TONNES)
    of_2023 = table[table["year"].eq(2023) & table["market_kind"].eq("total")]
    assert dict(zip(of_2023["basis"], of_2023["amount"], strict=True)) == {"planned": 96_000.0, "shipped": 111_200.0}
    assert set(table["basis"]) <= set(BASIS_ORDER)


def test_of_two_that_contradict_both_stay_and_one_is_used(everything: pd.DataFrame) -> None:
    china = quantities(everything, Quantity.TONNES)
    china = china[china["market_key"].eq("CHN") & china["year"].eq(2024)].set_index("is_superseded")["amount"]
    assert china.to_dict() == {False: 9_200.0, True: 12_000.0}
    vifoco = everything.set_index("flow_id")
    assert vifoco.loc["2024-fresh-lychee-deu-vifoco", "is_superseded"]
    assert not vifoco.loc["2024-fresh-lychee-europe-vifoco", "is_superseded"]
    assert vifoco.loc["2024-fresh-lychee-europe-vifoco", "is_contradicted"]


def test_a_line_is_as_wide_as_the_latest_stated_year(everything: pd.DataFrame, products: pd.DataFrame) -> None:
    china = links(everything).loc["CHN"]
    assert (china["volume_t"], china["volume_year"], china["volume_basis"]) == (9_200, 2024, FlowBasis.SHIPPED)
    korea = links(products).loc["KOR"]
    assert (korea["volume_t"], korea["volume_basis"]) == (500, FlowBasis.CONTRACT)


def test_the_merged_province_never_shares_a_row_with_the_old_one(everything: pd.DataFrame) -> None:
    table = quantities(everything, Quantity.TONNES)
    merged = table[table["is_merged_province"].astype(bool)]
    assert set(merged["year"]) == {2025}
    assert set(merged["amount"]) == {77_200.0, 78_200.0}
    assert not links(everything)["is_merged_province"].dropna().astype(bool).any()


def test_exporters_are_ranked_by_countries_and_unnamed_ones_come_last(products: pd.DataFrame) -> None:
    table = exporters(products)
    assert table["facility_id"].iloc[0] == "htx-my-trai-lam"
    assert table["n_countries"].iloc[0] == 7
    assert table["exporter"].iloc[-1] == ""
    assert table["n_countries"].iloc[:-1].is_monotonic_decreasing


def test_a_market_opens_in_the_first_year_that_names_it(products: pd.DataFrame) -> None:
    table = first_years(products).set_index("market_iso3")
    assert table.loc["USA", "year"] == 2007
    assert table.loc["MYS", "year"] == 2023
    assert table.loc["JPN", "has_undated"]
    assert table.loc["TWN", "year"] == 2022
    assert table["year"].notna().all(), "each country that a page without a date names is named by a dated one too"


def test_countries_come_before_groups_totals_and_the_unstated(everything: pd.DataFrame) -> None:
    kinds = everything.drop_duplicates("market_key").set_index("market_key")["market_kind"]
    order = [kinds[key] for key in market_order(everything)]
    assert order == sorted(order, key=[kind.value for kind in MarketKind].index)


def test_every_product_group_of_the_records_has_words(record: Record) -> None:
    words = json.loads((resources.files("geodata.illustrative") / "words.json").read_text(encoding="utf-8"))
    generated = set(re.findall(r'"group": "([a-z-]+)"', json.dumps(words)))
    assert generated
    assert set(record["export_flows"]["product_group"]) | generated == set(PRODUCT_GROUPS)
    assert product_group("something-new", VI) == "something-new"


@given(selection=selections())
def test_every_table_holds_every_row_once(prepared: Prepared, selection: Selection) -> None:
    flows = flows_of(select(prepared, selection), with_context=True)
    assert matrix(flows)["n"].sum() == len(flows)
    assert exporters(flows)["n"].sum() == len(flows)
    countries = flows["market_kind"].eq(MarketKind.COUNTRY).sum()
    assert links(flows)["n"].sum() == first_years(flows)["n"].sum() == countries
    assert countries + beside_countries(flows)["n"].sum() == len(flows)


@given(selection=selections())
def test_the_first_exporters_are_those_of_all(prepared: Prepared, selection: Selection) -> None:
    flows = flows_of(select(prepared, selection), with_context=True)
    few, every = exporters(flows, 3), exporters(flows)
    assert few["n"].tolist()[:3] == every["n"].tolist()[:3]
    assert few["n_countries"].tolist()[:3] == every["n_countries"].tolist()[:3]
    assert len(few) <= 4


@given(selection=selections())
def test_amounts_are_those_of_the_rows(prepared: Prepared, selection: Selection) -> None:
    flows = flows_of(select(prepared, selection), with_context=True)
    tonnes = flows.loc[flows["volume_unit"].eq("t").fillna(value=False), "volume"].sum()
    assert quantities(flows, Quantity.TONNES)["amount"].sum() == pytest.approx(float(tonnes))
    assert all(quantities(flows, one)["n"].sum() == len(flows_stating(flows, one)) for one in Quantity)


def test_a_volume_names_its_products(products: pd.DataFrame) -> None:
    table = links(products)
    assert table["volume_t"].notna().any()
    for row in records(table):
        assert bool(row["volume_products"]) == (not pd.isna(row["volume_t"]))


def test_every_rate_is_named_where_years_are_shown(products: pd.DataFrame) -> None:
    stated = rates(products)
    assert len(stated)
    (line,) = rates_apart(products, VI)
    for row in records(stated):
        assert row["product"] in line
    assert rates_apart(products[~products["is_rate"]], VI) == ()


def test_craft_villages_are_named_where_they_are_left_out(everything: pd.DataFrame) -> None:
    assert "Làng nghề bánh đa nem Thổ Hà" in context_apart(everything, VI)
    assert context_apart(everything[~everything["is_context"]], VI) == ""


def test_every_exporter_with_a_quantity_says_of_which_product(products: pd.DataFrame) -> None:
    stated = statements_of_exporters(products, STATEMENT, 4)
    has_quantity = products["volume"].notna() | products["value"].notna()
    assert set(stated["exporter_key"]) == set(products.loc[has_quantity, "exporter_key"])
    for row in records(stated):
        assert str(row["product"]) in flow_line(row, VI)


def test_taiwan_and_hong_kong_are_territories_wherever_markets_are_counted() -> None:
    """No Vietnamese text counts "nước" where the English one counts countries and territories."""
    with (Path(__file__).parents[3] / "locales/vi/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    counted = [one for one in catalogue if one.id and re.search(r"\b[Cc]ountr(y|ies)\b", str(one.id))]
    apart = {"Whole country"}
    assert len(counted) > 10
    for one in counted:
        if one.id not in apart and "no country is known" not in str(one.id):
            assert "territor" in str(one.id), one.id
            assert re.search(r"(?i)vùng lãnh thổ|thị trường", str(one.string)), one.string
