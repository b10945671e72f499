"""The published figures, rules, export flows and contradictions say what their sources say; a check returns the failing rows."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geodata.record.public import read_public_table

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = {"published_figures": 324, "rules": 73, "export_flows": 143}
CONTRADICTIONS = {"published_figures": 33, "export_flows": 7, "rules": 1}
SERIES = ["year_from", "year_to", "programme", "metric", "scope", "district_code", "basis"]
DESCRIPTION = Path(__file__).parents[3] / "docs" / "record-figures.md"
TEN_DISTRICTS = {"213", "215", "216", "217", "218", "219", "220", "221", "222", "223"}


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return read_public_table("published_figures")


@pytest.fixture(scope="module")
def flows() -> pd.DataFrame:
    return read_public_table("export_flows")


@pytest.fixture(scope="module")
def rules() -> pd.DataFrame:
    return read_public_table("rules")


@pytest.fixture(scope="module")
def contradictions() -> pd.DataFrame:
    frame = read_public_table("contradictions")
    return frame[frame["table"].isin(ROWS)]


@pytest.fixture(scope="module")
def value(figures: pd.DataFrame) -> "Callable[[str], float]":
    values = figures.set_index("figure_id")["value"]
    return lambda figure_id: float(values[figure_id])


def empty(failing: pd.DataFrame | pd.Series) -> None:
    assert failing.empty, f"\n{failing.to_string()}"


@pytest.mark.parametrize(("table", "count"), ROWS.items())
def test_row_counts(table: str, count: int) -> None:
    assert len(read_public_table(table)) == count


def test_contradiction_counts(contradictions: pd.DataFrame) -> None:
    assert contradictions["table"].value_counts().to_dict() == CONTRADICTIONS


def test_2020_registered_by_district_sums_to_37_without_luc_nam(figures: pd.DataFrame) -> None:
    rows = figures[
        figures["metric"].eq("proposals") & figures["basis"].eq("registered") & figures["year_from"].eq(2020)
    ]
    assert dict(zip(rows["district_code"], rows["value"].astype(int), strict=True)) == {
        "213": 11,
        "215": 2,
        "216": 4,
        "217": 2,
        "219": 3,
        "220": 1,
        "221": 6,
        "222": 3,
        "223": 5,
    }
    assert rows["value"].sum() == 37
    assert "218" not in set(rows["district_code"])
    assert set(rows["source_ids"]) == {"founding-2020"}


def test_2023_done_by_programme(value: "Callable[[str], float]") -> None:
    assert value("2023-national-proposals-done") == 6
    assert value("2023-national-budget-done") == 3_200_000_000
    assert value("2023-provincial-proposals-done") == 16
    assert value("2023-provincial-budget-done") == 3_300_000_000
    assert value("2023-facilities-supported") == 20


def test_2024_survey_is_nearly_100_in_all_ten_districts(figures: pd.DataFrame) -> None:
    survey = figures.set_index("figure_id").loc["2024-facilities-surveyed"]
    assert (survey["value"], survey["qualifier"], survey["basis"]) == (100, "nearly", "surveyed")
    assert survey["source_ids"] == "founding-2024;s001"
    assert figures.set_index("figure_id")["value"]["2024-districts-surveyed"] == 10


def test_what_a_source_limits_from_above_is_at_most(figures: pd.DataFrame) -> None:
    is_limited = figures["note"].str.contains(r"“(?:tới|không quá|tối đa|dưới) \d", case=False, na=False)
    assert figures.loc[is_limited, "figure_id"].tolist() == ["2020-provincial-budget-machinery-approved"]
    empty(figures[is_limited & figures["qualifier"].ne("at_most")])


def test_three_levels_of_2016_2020_add_up(figures: pd.DataFrame) -> None:
    period = figures[figures["year_from"].eq(2016) & figures["year_to"].eq(2020) & figures["basis"].eq("done")]
    for metric, parts, whole in (
        ("budget_vnd", [6_000_000_000, 16_150_000_000, 8_572_300_000], 30_722_300_000),
        ("proposals", [17, 132, 148], 297),
    ):
        values = period[period["metric"].eq(metric)].set_index("programme")["value"]
        assert values[["national", "provincial", "district"]].tolist() == parts
        assert values["all"] == whole == sum(parts)


def test_national_and_provincial_money_of_2012_2022_add_up(figures: pd.DataFrame) -> None:
    rows = figures[figures["year_from"].eq(2012) & figures["year_to"].eq(2022) & figures["metric"].eq("budget_vnd")]
    values = rows.set_index("programme")["value"]
    assert values["national"] + values["provincial"] == values["all"] == 47_522_900_000
    assert rows.set_index("programme")["qualifier"]["all"] == "at_least", "the districts' money is not in it"


def test_national_money_of_2020_is_what_was_planned_and_what_was_done(value: "Callable[[str], float]") -> None:
    assert (value("2020-national-proposals-approved"), value("2020-national-budget-approved")) == (2, 1_500_000_000)
    assert (value("2020-national-proposals-done"), value("2020-national-budget-done")) == (3, 2_100_000_000)
    assert value("2020-national-facilities-supported-machinery") == 7


def test_districts_of_the_lychee_crop_of_2017_add_up(figures: pd.DataFrame) -> None:
    crop = figures[figures["metric"].eq("lychee_output") & figures["year_from"].eq(2017) & figures["is_used"]]
    values = crop.groupby("scope")["value"].sum()
    assert values["district"] == values["province"] == 91_500


def test_difficult_areas_of_2012_2022_add_up(figures: pd.DataFrame) -> None:
    rows = figures[figures["metric"].eq("facilities_supported_difficult_areas")]
    assert rows.loc[rows["scope"].eq("district"), "value"].sum() == 142
    assert rows.loc[rows["scope"].eq("province"), "value"].tolist() == [142]


def test_stars_of_2023_add_up(figures: pd.DataFrame) -> None:
    rows = figures[figures["is_used"] & figures["year_from"].eq(2023) & figures["scope"].eq("province")]
    rows = rows[rows["basis"].eq("stated")]
    stars = rows[rows["metric"].isin(["ocop_3star", "ocop_4star", "ocop_5star", "ocop_5star_potential"])]
    assert stars["value"].sum() == rows.loc[rows["metric"].eq("ocop_products"), "value"].item() == 290


def test_the_metrics_are_those_that_the_docs_describe(figures: pd.DataFrame) -> None:
    table = DESCRIPTION.read_text(encoding="utf-8").split("| metric |")[1].split("\n\n")[0]
    described = {name for line in table.splitlines()[2:] for name in re.findall(r"`([a-z0-9_]+)`", line.split("|")[1])}
    assert set(figures["metric"]) == described


def test_one_used_row_for_each_measure_of_a_year_and_place(figures: pd.DataFrame) -> None:
    used = figures[figures["is_used"] & figures["year_from"].notna()]
    empty(used[used.duplicated(SERIES, keep=False)])


def test_an_unused_row_has_a_contradiction_that_says_why(figures: pd.DataFrame, contradictions: pd.DataFrame) -> None:
    listed = contradictions[contradictions["table"].eq("published_figures") & contradictions["used_row_id"].notna()]
    named = {row for ids in listed["row_ids"] for row in ids.split(";")} - set(listed["used_row_id"])
    empty(figures[~figures["is_used"] & ~figures["figure_id"].isin(named)])


def test_the_row_a_contradiction_uses_is_used(figures: pd.DataFrame, contradictions: pd.DataFrame) -> None:
    chosen = contradictions.loc[contradictions["table"].eq("published_figures"), "used_row_id"].dropna()
    empty(figures[figures["figure_id"].isin(chosen) & ~figures["is_used"]])


def test_contradictions_name_existing_rows_and_their_sources(contradictions: pd.DataFrame) -> None:
    for row in contradictions.itertuples():
        frame = read_public_table(row.table)
        frame = frame.set_index(frame.columns[0])
        ids = row.row_ids.split(";")
        assert set(ids) <= set(frame.index), row.contradiction_id
        assert pd.isna(row.used_row_id) or row.used_row_id in ids, row.contradiction_id
        sources = {source for ids_ in frame.loc[ids, "source_ids"] for source in ids_.split(";")}
        assert set(row.source_ids.split(";")) == sources, row.contradiction_id


def test_district_rows_lie_in_the_ten_districts(figures: pd.DataFrame) -> None:
    local = figures["scope"].isin(["district", "commune"])
    empty(figures[local & ~figures["district_code"].isin(TEN_DISTRICTS)])
    empty(figures[~local & figures["district_code"].notna()])


def test_a_range_has_two_ends_and_nothing_else_has(figures: pd.DataFrame) -> None:
    is_range = figures["qualifier"].eq("range")
    empty(figures[is_range != figures["value_to"].notna()])
    empty(figures[is_range & ~(figures["value_to"] > figures["value"])])


def test_money_metrics_are_in_whole_dong(figures: pd.DataFrame) -> None:
    money = figures["metric"].str.endswith("_vnd")
    empty(figures[money != figures["unit"].eq("vnd")])
    empty(figures[money & figures["value"].mod(1).ne(0)])


def test_rows_of_the_merged_province_are_marked(figures: pd.DataFrame, flows: pd.DataFrame) -> None:
    merged = figures["note"].str.contains("hợp nhất", regex=False, na=False)
    empty(figures[merged & figures["scope"].ne("merged_province")])
    merged = flows["note"].str.contains("hợp nhất", regex=False, na=False)
    empty(flows[merged != flows["is_merged_province"]])


@pytest.mark.parametrize("table", [*ROWS, "contradictions"])
def test_every_source_is_in_the_table_of_sources(table: str) -> None:
    known = set(read_public_table("sources")["source_id"])
    frame = read_public_table(table)
    empty(frame[~frame["source_ids"].map(lambda ids: set(ids.split(";")) <= known)])


def test_plywood_goes_to_malaysia_and_singapore(flows: pd.DataFrame) -> None:
    rows = flows[flows["product"].eq("gỗ ván ép phủ phim")]
    assert set(rows["market"]) == {"Malaysia", "Singapore"}
    assert rows["is_pairing_stated"].all()


def test_canned_fruit_of_the_founding_document_goes_to_five_markets_unpaired(flows: pd.DataFrame) -> None:
    rows = flows[~flows["is_pairing_stated"]]
    assert set(rows["product"]) == {"vải thiều đóng hộp", "nhãn đóng hộp", "dứa đóng hộp", "cà chua đóng hộp"}
    assert set(rows["market"]) == {"Nga", "Pháp", "Hà Lan", "Estonia", "Thái Lan"}
    assert len(rows) == 20
    assert set(rows["source_ids"]) == {"founding-2024"}


def test_only_countries_have_a_country_code(flows: pd.DataFrame) -> None:
    empty(flows[flows["market_kind"].eq("country") != flows["market_iso3"].notna()])


def test_one_name_for_each_country(flows: pd.DataFrame) -> None:
    pairs = flows[["market", "market_iso3"]].dropna().drop_duplicates()
    empty(pairs[pairs.duplicated("market", keep=False) | pairs.duplicated("market_iso3", keep=False)])


def test_a_market_has_a_name_unless_it_is_not_stated(flows: pd.DataFrame) -> None:
    empty(flows[flows["market"].isna() != flows["market_kind"].eq("not_stated")])


def test_members_belong_to_groups_and_totals(flows: pd.DataFrame) -> None:
    empty(flows[flows["market_members"].notna() & ~flows["market_kind"].isin(["group", "total"])])


def test_monthly_rates_are_not_tonnes(flows: pd.DataFrame) -> None:
    monthly = flows[flows["note"].str.contains("theo tháng", regex=False, na=False)]
    assert len(monthly) == 2
    assert set(monthly["volume_unit"]) == {"t_per_month"}
    empty(flows[flows["volume_unit"].eq("t_per_month") & ~flows.index.isin(monthly.index)])


@pytest.mark.parametrize("what", ["volume", "value"])
def test_a_quantity_has_its_unit_and_qualifier(flows: pd.DataFrame, what: str) -> None:
    stated = flows[what].notna()
    empty(flows[(stated != flows[f"{what}_unit"].notna()) | (stated != flows[f"{what}_qualifier"].notna())])


def test_a_flow_that_only_names_its_market_has_no_quantity(flows: pd.DataFrame) -> None:
    named = flows["basis"].eq("market_named")
    empty(flows[named & (flows["volume"].notna() | flows["value"].notna())])


def test_fresh_fruit_and_vegetables_are_context_and_processed_goods_are_not(flows: pd.DataFrame) -> None:
    fresh = flows["product_group"].isin(["fresh-lychee", "fresh-and-processed-lychee", "fresh-vegetables"])
    empty(flows[fresh != flows["is_context"]])


def test_china_and_the_other_markets_of_2018_add_up_to_the_total(flows: pd.DataFrame) -> None:
    rows = flows.set_index("flow_id")
    parts = rows.loc[["2018-fresh-lychee-chn", "2018-fresh-lychee-other-markets"], ["volume", "value"]].sum()
    assert parts.tolist() == rows.loc["2018-fresh-lychee-total", ["volume", "value"]].tolist()


def test_ceilings_are_whole_dong_with_a_content_and_a_start(rules: pd.DataFrame) -> None:
    ceilings = rules[rules["topic"].eq("support_ceiling")]
    empty(ceilings[ceilings[["amount", "support_content", "effective_from"]].isna().any(axis=1)])
    empty(ceilings[ceilings["unit"].ne("vnd") | ceilings[["per", "programme"]].isna().any(axis=1)])


def test_an_amount_of_a_rule_has_its_unit_and_only_money_is_for_one_of_something(rules: pd.DataFrame) -> None:
    empty(rules[rules["amount"].notna() != rules["unit"].notna()])
    empty(rules[rules["per"].notna() & rules["unit"].ne("vnd")])


def test_two_ceilings_for_one_content_on_one_day_differ_by_their_condition(rules: pd.DataFrame) -> None:
    own = rules[rules["topic"].eq("support_ceiling") & rules["applies_in"].ne("other_province")]
    empty(own[own.duplicated(["document", "programme", "support_content", "condition"], keep=False)])


def test_what_another_province_decides_for_itself_is_comparison_only(rules: pd.DataFrame) -> None:
    local = rules["issuer"].str.contains("tỉnh", na=False) & ~rules["issuer"].str.contains(
        "Bắc Giang|Bắc Ninh", na=False
    )
    empty(rules[local & rules["applies_in"].ne("other_province")])


def test_a_rule_that_amends_names_another_document(rules: pd.DataFrame) -> None:
    empty(rules[rules["amends"].eq(rules["document"])])


def test_old_ceilings_end_the_day_before_the_new_ones_start(rules: pd.DataFrame) -> None:
    ceilings = rules[rules["topic"].eq("support_ceiling")].groupby("document")
    assert ceilings["effective_to"].unique()["26/2014/TTLT-BTC-BCT"].tolist() == ["2018-05-10"]
    assert ceilings["effective_from"].unique()["28/2018/TT-BTC"].tolist() == ["2018-05-11"]


@pytest.mark.parametrize(
    ("rule_id", "amount", "share"),
    [
        ("tt28-2018-demonstration-model", 1_000_000_000, 0.30),
        ("tt28-2018-machinery", 300_000_000, 0.50),
        ("tt28-2018-technology-line", 450_000_000, None),
        ("tt28-2018-cluster-infrastructure", 6_000_000_000, None),
        ("ttlt26-2014-demonstration-model", 500_000_000, 0.30),
    ],
)
def test_ceiling(rules: pd.DataFrame, rule_id: str, amount: int, share: float | None) -> None:
    rule = rules.set_index("rule_id").loc[rule_id]
    assert rule["amount"] == amount
    assert pd.isna(rule["share_max"]) if share is None else rule["share_max"] == share


def test_ocop_bands_meet_without_gap(rules: pd.DataFrame) -> None:
    bands = rules[rules["topic"].eq("ocop_score_band")].sort_values("stars")
    assert bands["stars"].tolist() == [1, 2, 3, 4, 5]
    assert bands["amount"].tolist() == [0, 30, 50, 70, 90]
    assert bands["amount_to"].tolist() == [30, 50, 70, 90, 100]


def test_ocop_certificate_lasts_36_months(rules: pd.DataFrame) -> None:
    rule = rules[rules["topic"].eq("ocop_validity")]
    assert rule[["amount", "unit"]].to_numpy().tolist() == [[36, "month"]]
