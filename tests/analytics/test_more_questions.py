"""More questions of an analyst, read off the charts, tables and cards of the four screens; the file and the words of the source stand beside each."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.figures.chart import Chart, sources_behind
from analytics.figures.funding.groups import funding_district_chart, programme_chart
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.progress import year_grid
from analytics.figures.funding.ratios import leverage_chart, per_facility_chart, per_proposal_chart
from analytics.figures.funding.years import funding_year_chart
from analytics.figures.ocop.stars import ocop_year_chart
from analytics.figures.ocop.typical import typical_chart
from analytics.figures.style import Look
from analytics.figures.trade.flow_map import map_chart
from analytics.funding import tables
from analytics.funding.difficult_areas import difficult_areas
from analytics.funding.published_results import published_results
from analytics.funding.ratios import per_facility
from analytics.ocop.certificates import certificates
from analytics.ocop.published import published_ocop
from analytics.ocop.recognitions import apart, itemised_by, rises, score_bands
from analytics.ocop.rounds import rounds_by_district
from analytics.overview.cards import record_card
from analytics.prepared.tables import Prepared
from analytics.proposals.due import due
from analytics.selection.place_words import records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.trade import flows as exports
from analytics.trade.flows import Quantity, flows_of
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Sector

BILLION = 1_000_000_000
MILLION = 1_000_000
VI = Look("light", Language("vi"), Selection())


def cells(chart: Chart, column: str, *keys: str) -> dict[tuple[Any, ...], Any]:
    """Return what a column of a chart's table says, by the texts of other columns."""
    return {tuple(row[key].text for key in keys): row[column].text for row in chart.table.by_id.values()}


def test_the_budget_of_2005_and_2009(whole: Selected) -> None:
    """totals.csv: 1.15 and 2.631 billion of the state budget; no programme and no basis is stated."""
    said = cells(funding_year_chart(whole, VI), "published", "period", "programme", "basis")
    assert said["2005", "Mọi nguồn kinh phí", "nguồn nêu"] == "1,15\u00a0tỷ\u00a0đồng"
    assert said["2009", "Mọi nguồn kinh phí", "nguồn nêu"] == "2,63\u00a0tỷ\u00a0đồng"


def test_what_the_published_sum_of_a_programme_is_made_of(whole: Selected) -> None:
    """totals.csv: provincial 16.15 (2016-2020) + 3.5 approved for 21 proposals (2021) + 3.3 done (2023) = 22.95."""
    shown = programme_chart(whole, VI)
    assert cells(shown, "published", "name")["Tỉnh",] == "≥\u00a022,95\u00a0tỷ\u00a0đồng", (
        "2022 has no figure of its own"
    )
    assert any("Tỉnh 2016–2020 (thực hiện), 2021 (phê duyệt), 2023 (thực hiện)" in note for note in shown.notes)


def test_how_much_of_its_target_the_province_reached(whole: Selected) -> None:
    """totals.csv: 16.15 billion for 132 proposals are 79.17 % of the target of 2016-2020."""
    shown = period_chart(whole, VI)
    (row,) = (row for row in shown.table.by_id.values() if row["name"].text == "2016–2020 · Tỉnh")
    assert (row["published"].value, row["n_published"].value) == (16_150_000_000, 132)
    assert "79,17%" in row["note"].text
    (figures,) = (part for part in shown.behind if part.table == "published_figures")
    assert "2016-2020-provincial-proposals-done" in set(figures.frame()["figure_id"]), (
        "the count leads to its source too"
    )


def test_what_one_proposal_cost_in_each_period(whole: Selected) -> None:
    """totals.csv: 18.9 billion / 185 = 102.16 million; 30.7223 / 297 = 103.44; national 2016 900 million / 3 = 300."""
    shown = per_proposal_chart(whole, VI)
    said = cells(shown, "ratio", "line", "kind")
    assert said["2011–2015 · Mọi nguồn kinh phí", "tính từ số công bố"] == "102,16\u00a0triệu\u00a0đồng"
    assert said["2016–2020 · Mọi nguồn kinh phí", "tính từ số công bố"] == "103,44\u00a0triệu\u00a0đồng"
    assert said["2016 · Quốc gia", "tính từ số công bố"] == "300\u00a0triệu\u00a0đồng"
    headings = {column.id: column.raw_heading for column in shown.table.columns}
    assert headings["ratio"] == "Hỗ trợ bình quân một đề án (đồng)", "the CSV writes numbers and their unit"


def test_what_a_facility_got_in_2023_and_why_it_is_at_least(whole: Selected) -> None:
    """The founding document on 2024: 3.2 + 3.3 billion, 20 facilities; what districts paid is not said."""
    (row,) = (row for row in records(per_facility(whole)) if row["year_from"] == 2023)
    assert (row["ratio"], row["sign"]) == (325 * MILLION, "≥")
    shown = per_facility_chart(whole, VI)
    assert sum("các phần được cộng lại" in note for note in shown.notes) == 1


def test_what_the_beneficiaries_of_single_proposals_added(whole: Selected) -> None:
    """projects.csv: Hải Thịnh 150 of 550 million, the honey cooperative of Sơn Động 50 of 120 (year not visible)."""
    shown = leverage_chart(whole, VI)
    said = cells(shown, "ratio", "line", "kind")
    assert said["2018 · Tỉnh", "đề án có danh mục: 1"] == "2,67"
    assert said["không rõ năm · Tỉnh", "đề án có danh mục: 1"] == "1,4"
    assert "<" not in shown.alt, "what is read out holds no marks of HTML"


def test_the_money_of_a_city_is_not_taken_for_that_of_its_province(whole: Selected) -> None:
    """projects.csv: 50 for Sơn Động; 600 and 900 million for firms of the city and of Lạng Giang, one sum each."""
    chart = funding_district_chart(whole, VI)
    said, shared = cells(chart, "support", "name"), cells(chart, "shared", "name")
    assert (said["Thành phố Bắc Giang",], shared["Thành phố Bắc Giang",]) == ("—", "2")
    assert said["Sơn Động",] == "50\u00a0triệu\u00a0đồng"
    assert (said["Lạng Giang",], shared["Lạng Giang",]) == ("233\u00a0triệu\u00a0đồng", "2")
    assert chart.table.by_column(chart.table.footer[0])["support"].text == "2,61\u00a0tỷ\u00a0đồng"
    assert ("Bắc Giang",) not in said


def test_how_much_stands_itemised_for_a_sector_of_a_district(prepared: Prepared) -> None:
    """projects.csv: one food proposal of Hiệp Hòa with an amount, 150 million; fresh bread of 2023 without."""
    cut = select(prepared, Selection(districts=("223",), sectors=(Sector.FOOD,)))
    assert cut.proposals["support_vnd"].sum() == 150 * MILLION
    assert cut.count("proposals") == 2


@pytest.mark.parametrize(
    ("metric", "year", "value"),
    [
        ("technology_transfer_proposals", 2011, 41),
        ("demonstration_models", 2011, 7),
        ("jobs_created", 2011, 700),
        ("trainees", 2011, 3595),
        ("demonstration_models", 2016, 3),
        ("proposals_phase2", 2018, 7),
        ("facilities_supported", 2018, 17),
        ("facilities_supported_labels", 2012, 89),
        ("cooperatives_supported", 2017, 52),
        ("management_trainees", 2012, 1745),
        ("counterpart_vnd", None, 600 * BILLION),
    ],
)
def test_results_beside_the_money(record: Record, metric: str, year: int | None, value: float) -> None:
    """totals.csv: seven models, 41 transfers, 3,595 trainees, 700 jobs; round two of 2018; 52 cooperatives."""
    rows = records(published_results(record, Selection()))
    assert [row["value"] for row in rows if row["metric"] == metric and row["year_from"] == year] == [value]


def test_what_no_source_dates_stands_apart(record: Record) -> None:
    """totals.csv: 222 proposals of no stated period; 6.2 billion for 126 provincial ones "in the last six years" (2009)."""
    rows = published_results(record, Selection())
    undated = rows[rows["year_from"].isna() & rows["metric"].isin(["proposals", "budget_vnd"])]
    assert sorted(zip(undated["metric"], undated["programme"], undated["value"], strict=True)) == [
        ("budget_vnd", "provincial", 6.2 * BILLION),
        ("proposals", "all", 222),
        ("proposals", "provincial", 126),
    ]


def test_results_follow_years_and_programme(record: Record) -> None:
    chosen = published_results(record, Selection(years=(2016, 2020), programmes=(Programme.NATIONAL,)))
    assert list(zip(chosen["year_from"], chosen["metric"], strict=True)) == [
        (2020, "facilities_supported_machinery"),
        (2017, "cooperative_typical_products"),
        (2016, "demonstration_models"),
        (2016, "facilities_supported_machinery"),
    ]
    assert published_results(record, Selection(districts=("213",))).empty
    assert published_results(record, Selection(years=(2011, 2015)))["year_from"].isin([2011, 2014]).all()


def test_facilities_supported_in_difficult_areas(whole: Selected) -> None:
    """totals.csv: 142 of 269 in 2012-2022: Lục Ngạn 46, Hiệp Hòa 31, Yên Thế 25, Lục Nam and Sơn Động 20."""
    found = difficult_areas(whole)
    assert dict(zip(found.districts["district_code"], found.districts["value"], strict=True)) == {
        "219": 46,
        "223": 31,
        "215": 25,
        "218": 20,
        "220": 20,
    }
    assert (found.n, list(found.supported["value"])) == (142, [269])


def test_what_left_for_the_united_states_in_2007(whole: Selected) -> None:
    """exports.csv: 22 t of frozen lychee, over 25,000 dollars; a contract of over 1,200 t for a group of three markets."""
    flows = flows_of(whole, with_context=False)
    tonnes = exports.quantities(flows, Quantity.TONNES).query("year == 2007").set_index("market_key")["amount"]
    dollars = exports.quantities(flows, Quantity.USD).query("year == 2007").set_index("market_key")
    assert tonnes.to_dict() == {"USA": 22, "group:Hoa Kỳ, Hàn Quốc, Pháp": 1200}
    assert (dollars.loc["USA", "amount"], dollars.loc["USA", "qualifier"]) == (25_000, "at_least")


def test_of_which_year_and_basis_the_volume_of_a_country_is(whole: Selected) -> None:
    """exports.csv: 3 t of noodles ordered for Hong Kong in 2025; 500 t of potatoes contracted for Korea in 2020."""
    shown = map_chart(whole, VI, with_context=False)
    said = {
        id_: (row["volume"].value, row["volume"].note.partition(" · ")[2]) for id_, row in shown.table.by_id.items()
    }
    assert said["HKG"] == (3, "2025 · đã có đơn hàng")
    assert said["KOR"] == (500, "2020 · hợp đồng")


def test_fresh_lychee_of_2023_done_and_planned(whole: Selected) -> None:
    """exports.csv: nearly 111,200 t exported against 96,000 planned; over 98 % of it to China, in no number of its own."""
    rows = exports.quantities(flows_of(whole, with_context=True), Quantity.TONNES).query(
        "year == 2023 and product_group == 'fresh-lychee' and market_kind == 'total'"
    )
    assert dict(zip(rows["basis"], rows["amount"], strict=True)) == {"shipped": 111_200, "planned": 96_000}


def test_two_counts_of_lychee_for_china_in_june_2024(whole: Selected) -> None:
    """exports.csv: over 12,000 t by 5 June, 9,200 t by 6 June: both stay, one is drawn on the map."""
    flows = flows_of(whole, with_context=True)
    rows = exports.quantities(flows, Quantity.TONNES).query("year == 2024 and market_key == 'CHN'")
    assert dict(zip(rows["amount"], rows["is_superseded"], strict=True)) == {9200: False, 12_000: True}
    assert rows["is_contradicted"].all()


def test_where_dried_lychee_goes(whole: Selected) -> None:
    """exports.csv: 4 t to Germany in 2022; Japan, the Netherlands, the US and China by orders without an amount."""
    cells_ = exports.matrix(flows_of(whole, with_context=False)).query("product_group == 'dried-lychee'")
    assert dict(zip(cells_["market_key"], cells_["known"], strict=True)) == {
        "DEU": "volume",
        **dict.fromkeys(("JPN", "NLD", "USA", "CHN"), "named"),
    }


def test_what_a_cooperative_sends_and_for_how_much(prepared: Prepared) -> None:
    """exports.csv: Hiền Phước, 40 t a month to Russia from April 2025, about one billion a month."""
    card = record_card(prepared, "facility", "htx-my-hien-phuoc", Language("vi"))
    assert card is not None
    assert (
        "mỳ Chũ → Nga · 2025 · 40\u00a0tấn/tháng · ≈\u00a01\u00a0tỷ\u00a0đồng/tháng · đã xuất"
        in dict(card.related)["Xuất khẩu"]
    )


def test_jackets_of_a_large_plant_are_context(whole: Selected) -> None:
    """exports.csv: LGG's jackets of 2026 to the US, Japan, Korea and "Europe"; a very large plant is no rural facility."""
    flows = flows_of(whole, with_context=True).query("facility_id == 'may-bac-giang-lgg'")
    assert set(flows["market_key"]) == {"USA", "JPN", "KOR", "group:châu Âu"}
    assert flows["is_context"].all()
    assert flows["year"].eq(2026).all()


def test_how_many_stars_products_held_at_the_end_of_2022(whole: Selected) -> None:
    """ocop.csv: the wine of Bảo Sơn had three stars from 2020 and four only by 2024; Lục Ngạn's lychee four from 2022."""
    held = {stars: itemised_by(whole, stars, [2022, 2023])[2022] for stars in ("", "3", "4", "5")}
    assert held == {"": 44, "3": 19, "4": 25, "5": 0}


def test_rises_with_their_years(record: Record, whole: Selected) -> None:
    """ocop.csv: Bản Ven's tea 3 to 4 in 2024; lychee 4 (2022) to 5; the wine of Bảo Sơn 3 (2020) to 4; the rice of Thái Sơn 3 (2021) to 4 (2024)."""
    table = rises(record, whole.ocop_products).set_index("product_id")
    steps = {id_: (row["from_stars"], row["to_stars"]) for id_, row in table.iterrows()}
    assert steps == {
        "che-xanh-ban-ven": (3, 4),
        "vai-thieu-luc-ngan-hong-xuan": (4, 5),
        "ruou-nep-cai-hoa-vang-bao-son": (3, 4),
        "gao-nep-cai-hoa-vang-thai-son": (3, 4),
    }


def test_the_rounds_of_a_district(prepared: Prepared) -> None:
    """ocop.csv: Yên Thế, round one of 2024: six products of three stars by the district, tea of four by the province."""
    table = rounds_by_district(select(prepared, Selection(districts=("215",)))).query("year == 2024")
    assert {(row["round"], row["stars"]): row["n"] for row in records(table)} == {(1, 3): 6, (1, 4): 1}


def test_candidates_and_evaluated_products_by_district(prepared: Prepared) -> None:
    """ocop.csv: 16 candidates of Yên Dũng, 3 of Việt Yên, whose others a later source settles; 13 of the city evaluated at three stars, not yet recognised."""
    counts = {
        code: {str(status): len(rows) for status, rows in apart(select(prepared, Selection(districts=(code,)))).items()}
        for code in ("213", "221", "222")
    }
    assert (counts["221"]["candidate"], counts["222"]["candidate"], counts["213"]["evaluated"]) == (16, 3, 13)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 10, 31), "expiring"), (date(2024, 11, 15), "may_have_expired"), (date(2024, 12, 1), "expired")],
)
def test_a_certificate_of_which_only_the_month_is_known(
    record: Record, whole: Selected, on: date, expected: str
) -> None:
    """ocop.csv: wild honey of Sơn Động, three stars in November 2021; 36 months end on a day of November 2024."""
    table = certificates(record, whole.ocop_products, on).set_index("product_id")
    assert table.loc["mat-ong-rung-son-dong", "validity"] == expected


def test_the_numbers_of_2021_and_which_is_used(record: Record) -> None:
    """totals.csv: 155 by the press, 156 by the cooperative alliance at the end of 2021; 334 in 2024."""
    table = published_ocop(record, "", Selection())
    of_2021 = table[table["year_from"].eq(2021)]
    assert dict(zip(of_2021["value"], of_2021["standing"], strict=True)) == {155: "not_used", 156: "used"}
    assert of_2021["is_disputed"].all()


def test_what_score_makes_five_stars(record: Record) -> None:
    """rules.csv: 90 to 100 points five stars, 70 to under 90 four, 50 to under 70 three."""
    bands = pd.DataFrame(score_bands(record, date(2022, 6, 1))).set_index("stars")
    assert [tuple(bands.loc[stars, ["amount", "amount_to"]]) for stars in (5, 4, 3)] == [(90, 100), (70, 90), (50, 70)]


def test_axes_of_few_products_count_in_whole_numbers(prepared: Prepared) -> None:
    """Yên Dũng has one recognition and at most one typical product a year: no 0, 0, 1, 1 on the axis."""
    cut = select(prepared, Selection(districts=("221",)))
    assert ocop_year_chart(cut, VI).figure.spec()["layout"]["yaxis"]["dtick"] == 1
    assert typical_chart(cut, VI).figure.spec()["layout"]["xaxis"]["dtick"] == 1


def test_typical_products_of_a_district(prepared: Prepared) -> None:
    """cnnt_tieu_bieu.csv: OPC of Yên Dũng: provincial and regional 2016, national 2017, provincial 2021."""
    rows = typical_chart(select(prepared, Selection(districts=("221",))), VI).table.by_id.values()
    assert sorted((row["year"].text, row["level"].text) for row in rows) == [
        ("2016", "Cấp khu vực phía Bắc"),
        ("2016", "Cấp tỉnh"),
        ("2017", "Cấp quốc gia"),
        ("2021", "Cấp tỉnh"),
    ]


def test_two_counts_of_the_proposals_of_2019(whole: Selected) -> None:
    """totals.csv: 25 (23 + 2) or 27 (24 + 3): one is used, both stand under the chart with the rule and its sources."""
    shown = year_grid(whole, VI)
    (note,) = (note for note in shown.notes if "2019" in note and note.startswith("⚠"))
    assert "25 (23 tỉnh + 2 quốc gia)" in note
    assert "27 (24 tỉnh + 3 quốc gia)" in note
    assert len(sources_behind(shown)) > 1


def test_how_many_proposals_were_done_in_2023_and_in_the_periods(whole: Selected) -> None:
    """totals.csv: 6 + 16 in 2023, 297 in 2016-2020, 185 in 2011-2015; nearly 100 facilities surveyed for 2024."""
    shown = year_grid(whole, VI)
    done = {row["line"].text: row["completed_p"] for row in shown.table.by_id.values()}
    assert {line: done[line].value for line in ("2023", "2016–2020", "2011–2015")} == {
        "2023": 22,
        "2016–2020": 297,
        "2011–2015": 185,
    }
    assert done["2023"].text == "Σ 22", "no source prints 22"
    assert any("≈\u00a0100" in note for note in shown.notes)


@pytest.mark.parametrize(
    ("proposal", "words", "cited"),
    [
        ("da-2016-suoi-bia", "30%, không quá 500 triệu đồng", "26/2014/TTLT-BTC-BCT"),
        ("da-2017-vinahan", "không quá 200 triệu đồng", "26/2014/TTLT-BTC-BCT"),
        ("da-2021-banh-que-hung-phu", "50% chi phí, không quá 300 triệu đồng", "28/2018/TT-BTC"),
    ],
)
def test_the_page_of_a_proposal_names_the_rule_of_its_day(
    prepared: Prepared, proposal: str, words: str, cited: str
) -> None:
    """rules.csv: a model 30 % and 500 million since 2014, machinery 200 before 11 May 2018 and 300 after it."""
    card = record_card(prepared, "proposal", proposal, Language("vi"))
    assert card is not None
    rules = dict(card.related)["Mức trần hỗ trợ"]
    lines = [line.replace("\u00a0", " ") for line in rules]
    assert any(words in line and cited in line for line in lines), lines


@pytest.mark.parametrize(("on", "state"), [(date(2020, 12, 31), "soon"), (date(2021, 1, 1), "not_recorded")])
def test_when_the_tea_machine_of_2019_is_to_be_inspected(record: Record, whole: Selected, on: date, state: str) -> None:
    """projects.csv: HTX Hằng Anh accepted in 2019, the day not stated: a year after the last day of 2019."""
    table = due(record, whole.proposals, on).set_index("proposal_id")
    assert tuple(table.loc["da-2019-hang-anh", ["kind", "state"]]) == ("inspection", state)


def test_a_plan_is_in_no_sum_of_what_happened(whole: Selected) -> None:
    """totals.csv: 3.5 billion planned for 2023; 309 and 141.35 billion of all money planned for periods."""
    assert not {3.5, 309.0, 141.35} & {
        row["published_vnd"] / BILLION
        for row in records(tables.by_time(whole))
        if row["published_vnd"] is not None and row["year_from"] != 2021
    }
