"""Questions of an analyst, with the answers that the fact files give; the file and the words of the source stand beside each."""

from datetime import date

import pytest

from analytics.funding import progress, tables
from analytics.funding.ratios import leverage
from analytics.ocop.certificates import certificates
from analytics.ocop.published import published_ocop, published_recognised
from analytics.ocop.recognitions import apart, recognised, rises, stars_by_district
from analytics.ocop.typical import by_level_and_year, published_typical
from analytics.prepared.tables import Prepared
from analytics.proposals.due import due
from analytics.rules.judging import UnjudgedReason, Verdict, judgements
from analytics.selection.place_words import records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.trade import flows as exports
from analytics.trade.exporters import exporters
from analytics.trade.flows import Quantity, flows_of
from geodata.record import Record

BILLION = 1_000_000_000


def test_what_was_spent_from_2016_to_2020_and_on_how_many_proposals(whole: Selected) -> None:
    """totals.csv: 30.7223 billion for 297 proposals = national 6 (17), provincial 16.15 (132), district 8.5723 (148)."""
    table = tables.periods(whole)
    period = table[table["year_from"].eq(2016) & table["year_to"].eq(2020)].set_index("programme")
    assert (period["published_vnd"] / BILLION).to_dict() == {
        "all": 30.7223,
        "national": 6.0,
        "provincial": 16.15,
        "district": 8.5723,
    }
    assert period["n_published"].to_dict() == {"all": 297, "national": 17, "provincial": 132, "district": 148}
    assert period.drop("all")["published_vnd"].sum() == period.loc["all", "published_vnd"]


def test_what_was_planned_and_what_was_done_in_2023(whole: Selected) -> None:
    """totals.csv: provincial 3.3 billion done of 3.5 planned, national 3.2 done; the founding document on 2024."""
    rows = tables.bases(whole)
    found = {
        (row["programme"], row["basis"]): row["value"] / BILLION for row in records(rows[rows["year_from"].eq(2023)])
    }
    assert found == {("national", "done"): 3.2, ("provincial", "done"): 3.3, ("provincial", "planned"): 3.5}


@pytest.mark.parametrize(
    ("year", "programme", "million"), [(2018, "provincial", 610), (2016, "national", 400), (2016, "provincial", 2070)]
)
def test_a_part_of_a_plan_is_found_and_marked(whole: Selected, year: int, programme: str, million: int) -> None:
    """totals.csv: the second round of 2018, decision 968; two proposals of 2016 run with IPC1; the first round of 2016."""
    rows = tables.bases(whole)
    (part,) = records(rows[rows["is_partial"] & rows["year_from"].eq(year) & rows["programme"].eq(programme)])
    assert part["value"] == million * 1_000_000
    times = tables.by_time(whole)
    (shown,) = records(
        times[times["year_from"].eq(year) & times["year_to"].eq(year) & times["programme"].eq(programme)]
    )
    is_all_there_is = programme == "provincial"
    assert (shown["figure_id"] == part["figure_id"]) == is_all_there_is
    assert not is_all_there_is or shown["qualifier"] == "at_least"


def test_what_was_planned_of_all_money_for_whole_periods(record: Record) -> None:
    """totals.csv: 141.35 billion for 2016-2020, of which national 38.35; over 309 billion for 2021-2025."""
    rows = tables.published_of_metric(record, tables.ALL_FUNDING, Selection())
    assert sorted(rows["value"] / BILLION) == [38.35, 141.35, 309.0]


def test_how_much_went_to_which_content_in_2020(prepared: Prepared) -> None:
    """totals.csv, decision 457: machines and models 3 billion, consulting 630 million, typical products 440 million."""
    rows = tables.content_figures(select(prepared, Selection(years=(2020, 2020))))
    assert sorted(row["value"] / 1_000_000 for row in rows) == [440, 630, 3000]


def test_how_much_counterpart_money_one_dong_of_support_brought(whole: Selected) -> None:
    """totals.csv: over 179.7 to 18.9 billion (2011-2015), 229 to over 30.72 (2016-2020), nearly 20 in 2018."""
    table = leverage(whole)
    assert {9.51, 7.45, 20} <= {round(float(ratio), 2) for ratio in table["ratio"]}


def test_how_many_proposals_each_district_registered_for_2020(prepared: Prepared) -> None:
    """The founding document on 2020: nine districts, sum 37, Lục Nam not named."""
    table = progress.progress_by_district(select(prepared, Selection(years=(2020, 2020))))
    registered = table[table["stage"].eq("registered")].dropna(subset=["published"]).set_index("line")["published"]
    assert registered.to_dict() == {
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
    assert registered.sum() == 37


@pytest.mark.parametrize(
    ("year", "n", "sign"),
    [("2016", 24, "at_least"), ("2018", 9, "at_least"), ("2019", 25, "exact"), ("2021", 21, "at_least")],
)
def test_how_many_proposals_were_approved(whole: Selected, year: str, n: int, sign: str) -> None:
    """totals.csv: 25 in 2019 = 23 + 2; of 2016 and 2018 the national ones and one round of the provincial ones (3 + 21, 2 + 7), of 2021 only the provincial ones."""
    row = progress.by_year(whole).set_index(["line", "stage"]).loc[(year, "approved")]
    assert (row["published"], row["qualifier"]) == (n, sign)


def test_what_lychee_brought_in_2018_and_from_where(whole: Selected) -> None:
    """exports.csv: to 6 July China 151.2, in all 153 million dollars, the other markets 1.8; earlier dates are not added."""
    rows = exports.quantities(flows_of(whole, with_context=True), Quantity.USD)
    of_year = rows[rows["year"].eq(2018) & ~rows["is_superseded"].astype(bool)]
    assert sorted(of_year["amount"] / 1_000_000) == [1.8, 151.2, 153.0]
    assert of_year["is_context"].all()


def test_how_many_tonnes_of_noodles_go_to_russia_a_month(whole: Selected) -> None:
    """exports.csv: 20 tonnes a month by contract of 2024, 40 from April 2025; a rate is in no year's sum."""
    flows = flows_of(whole, with_context=False)
    rows = exports.rates(flows).query("market_iso3 == 'RUS'")
    assert dict(zip(rows["year"], rows["volume"], strict=True)) == {2024: 20, 2025: 40}
    assert "RUS" not in set(exports.quantities(flows, Quantity.TONNES)["market_key"])


@pytest.mark.parametrize(
    ("country", "year", "with_context"),
    [("USA", 2007, False), ("FRA", 2021, False), ("FRA", 2015, True), ("CHN", 2017, True), ("DEU", 2021, True)],
)
def test_when_a_market_is_first_named(
    whole: Selected,
    country: str,
    year: int,
    with_context: bool,  # noqa: FBT001 - a case
) -> None:
    """exports.csv: frozen lychee to the US 2007, noodles to France 2021; fresh lychee is context."""
    table = exports.first_years(flows_of(whole, with_context=with_context)).set_index("market_iso3")
    assert table.loc[country, "year"] == year


def test_who_exports_to_most_countries(whole: Selected) -> None:
    """exports.csv: the cooperative Trại Lâm names Taiwan, Japan, Singapore, Hong Kong, the UK, Korea, Australia."""
    first = exporters(flows_of(whole, with_context=False)).iloc[0]
    assert (first["facility_id"], first["n_countries"]) == ("htx-my-trai-lam", 7)


def test_how_many_stars_lie_where(record: Record, whole: Selected) -> None:
    """ocop.csv: one product of five stars, Lục Ngạn's lychee; Tân Yên seven of four; 19 candidates are counted apart."""
    table = stars_by_district(whole).set_index(["district_code", "stars"])["n"]
    assert table.xs(5, level="stars").to_dict() == {"219": 1}
    assert table.loc[("216", 4)] == 7
    groups = {str(status): len(rows) for status, rows in apart(whole).items()}
    assert groups["candidate"] == 19
    assert len(recognised(whole.ocop_products)) == table.sum() == 98
    assert {row["product_id"] for row in records(rises(record, whole.ocop_products))} >= {"che-xanh-ban-ven"}


def test_how_many_products_a_district_has_by_whom(record: Record) -> None:
    """totals.csv: Lục Ngạn 2023: 40 in August or 44, 25 of them recognised in the year; Lục Nam 28 in 2024."""
    standing = published_ocop(record, "", Selection(districts=("219",)))
    assert dict(zip(standing["value"], standing["standing"], strict=True)) == {40: "not_used", 44: "used"}
    assert list(published_recognised(record, Selection(districts=("219",)))["value"]) == [25]
    assert list(published_ocop(record, "", Selection(districts=("218",)))["value"]) == [28]


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 6, 8), "valid"), (date(2024, 12, 9), "expiring"), (date(2024, 12, 10), "expired")],
)
def test_until_when_a_certificate_of_9_december_2021_is_valid(
    record: Record, whole: Selected, on: date, expected: str
) -> None:
    """ocop.csv and totals.csv, decision 1387 of 9 December 2021; rules.csv: 36 months from the day of signing."""
    table = certificates(record, whole.ocop_products, on).set_index("product_id")
    assert table.loc["sam-nam-nui-danh-kho", "validity"] == expected


def test_how_many_typical_products_of_which_level(record: Record, whole: Selected) -> None:
    """cnnt_tieu_bieu.csv: 20 names of 21 in 2021, 4 regional in 2016, 3 national in 2017; totals.csv: 10 provincial in 2016."""
    table = by_level_and_year(whole)
    counts = table.groupby(["year", "level"])["n"].sum()
    assert (counts[2021, "provincial"], counts[2016, "regional"], counts[2017, "national"]) == (20, 4, 3)
    assert {10.0, 21.0, 4.0, 3.0} <= set(published_typical(record, Selection())["value"])


def test_what_is_due_on_a_day(record: Record, whole: Selected) -> None:
    """projects.csv: Hải Thịnh accepted on 9 November 2018; Tân Phát assigned for 2018 with no acceptance on record."""
    table = due(record, whole.proposals, date(2019, 11, 9)).set_index("proposal_id")
    assert (table.loc["da-2018-hai-thinh", "kind"], table.loc["da-2018-hai-thinh", "state"]) == ("inspection", "soon")
    assert tuple(table.loc["da-2018-tan-phat", ["due_on", "state"]]) == (date(2018, 12, 31), "not_recorded")


def test_which_ceiling_held_for_a_proposal_on_its_day(record: Record) -> None:
    """projects.csv: 150 of 550 million, accepted 9 November 2018; rules.csv: 300 million since 11 May 2018, before it 200."""
    (proposal,) = records(record["proposals"].query("proposal_id == 'da-2018-hai-thinh'"))
    events = record["proposal_events"].query("proposal_id == 'da-2018-hai-thinh'")
    amount, share, whole_line = judgements(record, proposal, events, 1)
    assert (amount.most, share.most, whole_line.most) == (300_000_000, 0.5, 450_000_000)
    assert (amount.verdict, share.verdict) == (Verdict.WITHIN, Verdict.WITHIN)
    assert whole_line.reasons == (UnjudgedReason.CONDITION,)
