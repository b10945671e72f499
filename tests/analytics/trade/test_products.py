"""Names of products: which are one is decided with ground, none is left to resemblance; what a market states is said with its ground."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures.style import Look
from analytics.findings.chart_headlines import markets_headline
from analytics.findings.export_answers import exports_answers
from analytics.findings.read_headlines import market_list_headline
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpi_of, kpi_rows
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import Selected, select, selected_of
from analytics.selection.selection import Selection
from analytics.trade.flows import flows_of, links, matrix, products_named
from analytics.trade.products import LEFT_APART, PRODUCTS, counted_as, product_names, products_note
from analytics.trade.stated import amount_text, stated_amounts
from analytics.wording.language import language
from geodata.record import Record
from geodata.text import fold
from tests.analytics.strategies import selections

VI = language("vi")


def similar(names: list[str]) -> set[frozenset[str]]:
    """Return the pairs of names of which one holds every word of the other."""
    words = {name: set(fold(name).split()) for name in names}
    return {frozenset((a, b)) for a in names for b in names if a != b and words[a] <= words[b]}


def test_every_pair_of_similar_names_of_the_record_is_decided(record: Record) -> None:
    names = record["export_flows"]["product"].unique().tolist()
    one = counted_as(names)
    apart = {pair for pair in similar(names) if len({one[name] for name in pair}) > 1}
    assert apart == {frozenset(pair) for pair in LEFT_APART}
    assert [a for a, _ in LEFT_APART] == [a for a, _ in LEFT_APART if a in names], "no decision outlives its name"


def test_what_is_one_product_has_its_sources(record: Record) -> None:
    flows = record["export_flows"]
    for one in PRODUCTS:
        assert set(one.source_ids) <= set(record["sources"]["source_id"])
        mine = flows[flows["product"].isin(one.also)]
        cited = {id_ for ids in mine["source_ids"] for id_ in ids.split(";")}
        assert len(mine)
        assert cited <= set(one.source_ids)
    names = [name for one in PRODUCTS for name in (one.name, *one.also)]
    assert len(names) == len({fold(name) + name.casefold() for name in names})


def test_a_longer_name_of_a_product_is_no_second_product(whole: Selected) -> None:
    flows = flows_of(whole, with_context=False)
    mine = flows[flows["counted_product"].eq("mỳ Chũ")]
    assert mine["product"].nunique() == 3
    assert (len(mine), mine["market_iso3"].nunique()) == (23, 13)
    japan = links(flows).loc["JPN"]
    assert product_names(japan["products"], VI)[0] == "mỳ Chũ (gồm mỳ Chũ rau củ quả)"
    assert japan["n_products"] == len(product_names(japan["products"], VI)) == products_named(flows)["JPN"]
    (note,) = products_note(flows["product"].unique(), VI)
    assert all(f"“{name}”" in note for name in mine["product"].unique())


@given(st.sampled_from([("MỲ CHŨ", "mỳ  chũ"), ("Hoà quả", "hòa quả"), ("mỳ gạo Chũ", "mì Chũ")]))
def test_a_spelling_is_no_product(names: tuple[str, str]) -> None:
    assert len(set(counted_as(names).values())) == 1


def test_diacritics_make_another_product() -> None:
    assert len(set(counted_as(["vải", "vại", "vai"]).values())) == 3


@given(selection=selections(), with_context=st.booleans())
def test_all_tables_count_the_products_of_one_function(
    prepared: Prepared, selection: Selection, *, with_context: bool
) -> None:
    flows = flows_of(select(prepared, selection), with_context=with_context)
    table = links(flows)
    assert table["n_products"].to_dict() == products_named(flows)
    for names in (*table["products"], *matrix(flows)["products"]):
        assert len(product_names(names, VI)) == len({counted_as(flows["product"])[name] for name in names})


GROUPS = ("3 doanh nghiệp may trên địa bàn huyện Yên Thế", "hộ trồng, sơ chế thôn Mục, xã Dương Hưu")
"""Who exports in the public record without a name."""


@given(selection=selections(), with_context=st.booleans())
def test_an_answer_opens_the_rows_that_it_counts(
    prepared: Prepared, selection: Selection, *, with_context: bool
) -> None:
    """The tile of markets opens the same rows as that of the map, and its head says how many markets and rows they are."""
    chosen = selected_of(prepared, selection)
    answers = {one.id: one for one in exports_answers(chosen, VI, with_context=with_context)}
    counted = {
        "markets": "market_iso3",
        "stated": "market_iso3",
        "exporters": "exporter_key",
        "products": "counted_product",
    }
    flows = flows_of(chosen, with_context=with_context).set_index("flow_id")
    for id_, column in counted.items():
        if id_ not in answers:
            assert id_ == "stated" or answers["markets"].value == "—", "what is not known needs no tile more"
            continue
        (_, _, rows), *parts = answers[id_].behind()
        named = flows.loc[rows["flow_id"]]
        if id_ == "exporters":
            named = named[~named["exporter_key"].isin(GROUPS)]
        n = named[column].nunique()
        assert answers[id_].value == (str(n) if n else "—")
        assert not parts or id_ == "products"
        assert answers[id_].opens.endswith(f"{len(rows)} dòng" if id_ != "markets" else f"{len(rows)} dòng nguồn")
    _, *products = answers["products"].behind() if "products" in answers else [()]
    for heading, _, rows in products:
        of_product = flows.loc[rows["flow_id"]]
        (name,) = of_product["counted_product"].unique()
        n = of_product["market_iso3"].nunique()
        assert heading == (f"{name} · {n} thị trường" if n else name)
        assert len(rows) == flows["counted_product"].eq(name).sum()
    if not with_context:
        ((_, _, rows),) = answers["markets"].behind()
        assert rows["flow_id"].tolist() == kpi_rows(chosen, KpiId.MARKETS)["flow_id"].tolist()
        assert kpi_of(KpiId.MARKETS, chosen, chosen).n_rows == len(rows)


def test_a_market_says_how_much_of_what_when_and_on_what_basis(whole: Selected) -> None:
    found = stated_amounts(whole, with_context=False)
    assert [*found] == ["RUS", "HKG", "DEU", "JPN", "KOR", "USA", "GBR"]
    russia = found["RUS"]
    assert (amount_text(russia, VI), russia.products, russia.year) == ("40\u00a0tấn/tháng", ("mỳ Chũ",), 2025)
    assert russia.tonnes is None, "a rate is no total"
    assert russia.is_shipped


@pytest.fixture
def spelt(record: Record) -> Prepared:
    """The record with capitals in every second name."""
    flows = record["export_flows"]
    names = [name.upper() if n % 2 else name for n, name in enumerate(flows["product"])]
    other = flows.assign(product=pd.array(names, dtype="string"))
    return prepare(Record({**record.tables, "export_flows": other}))


def test_capitals_change_no_number(spelt: Prepared, whole: Selected) -> None:
    shouted = selected_of(spelt, Selection())
    assert [one.value for one in exports_answers(shouted, VI, with_context=True)] == [
        one.value for one in exports_answers(whole, VI, with_context=True)
    ]


def test_rows_in_another_order_keep_their_product_and_market(record: Record) -> None:
    mixed = record["export_flows"].sample(frac=0.5, random_state=1)
    flows = flows_of(
        selected_of(prepare(Record({**record.tables, "export_flows": mixed})), Selection()), with_context=True
    )
    products = counted_as(flows["product"])
    assert flows["counted_product"].tolist() == [products[name] for name in flows["product"]]
    to_one = flows[flows["market_kind"].eq("country")]
    assert to_one["market_key"].tolist() == to_one["market_iso3"].tolist()


def test_several_exporters_are_no_named_one_and_a_market_not_stated_is_said_so(prepared: Prepared) -> None:
    yen_the = selected_of(prepared, Selection(districts=("215",)))
    answers = {one.id: one for one in exports_answers(yen_the, VI, with_context=False)}
    assert (answers["exporters"].value, answers["exporters"].said) == (
        "—",
        "chỉ nêu theo nhóm: 3 doanh nghiệp may trên địa bàn huyện Yên Thế",
    )
    assert (answers["products"].value, answers["products"].said) == ("1", "hàng may mặc xuất khẩu")
    assert [*answers] == ["markets", "exporters", "products"]
    assert answers["markets"].said == (
        "chưa có nguồn nêu quốc gia, vùng lãnh thổ nào là thị trường · toàn tỉnh, mọi năm: 19 thị trường xuất khẩu"
    )
    told = [one.said for one in answers.values() if one.value not in {"", "—"}]
    assert not [said for said in told if "chưa có thông tin" in said]


def test_titles_of_all_markets_name_those_that_are_chosen(whole: Selected) -> None:
    for headline in (markets_headline, market_list_headline):
        plain, chosen = (
            str(headline(whole, Look("light", VI, Selection(markets=markets)), with_context=False))
            for markets in ((), ("JPN", "RUS"))
        )
        assert chosen == f"Đang chọn: Nhật Bản, Nga · {plain}"
