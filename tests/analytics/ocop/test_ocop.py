"""OCOP and typical products: recognised apart from the rest, published beside itemised, rises, score bands."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given

from analytics.briefing.profile import district_profile
from analytics.findings.groups import district_shares
from analytics.maps.areas import areas
from analytics.maps.marks import MapView
from analytics.maps.measures import MapMeasure, Measure
from analytics.ocop.published import STAR_METRICS, FigureStanding, published_ocop, published_recognised
from analytics.ocop.recognitions import (
    apart,
    disputed_products,
    itemised_by,
    recognised,
    recognitions_of,
    rises,
    score_bands,
)
from analytics.ocop.recognitions import stars_by_district as by_district
from analytics.ocop.recognitions import stars_by_year as by_year
from analytics.ocop.typical import by_level_and_year, published_typical
from analytics.ocop.words import rise_text
from analytics.overview.known_units import shown_values
from analytics.prepared.tables import Prepared
from analytics.rules.words import band_text
from analytics.selection.place_words import records
from analytics.selection.published_products import districts_published, published_number
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.unit_table import unit_table
from analytics.wording.claims import ClaimObjection, Coverage, RefusedClaim, largest, rank_among
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.vocabulary import OcopStatus, TypicalLevel
from tests.analytics.strategies import selections

VI = language("vi")


def test_stars_count_what_is_recognised_only(record: Record, whole: Selected) -> None:
    table = by_district(whole)
    assert table["n"].sum() == 98
    assert table[table["stars"].eq(5)].to_dict("records") == [{"district_code": "219", "stars": 5, "n": 1}]
    groups = apart(whole)
    assert {str(status): len(rows) for status, rows in groups.items()} == {
        "evaluated": 16,
        "listed": 10,
        "candidate": 19,
    }
    assert not set(groups[OcopStatus.EVALUATED]["product_id"]) & set(recognised(whole.ocop_products)["product_id"])
    assert len(record["ocop_products"]) == 98 + 16 + 10 + 19


def test_by_year_a_renewal_counts_again(whole: Selected) -> None:
    events = recognitions_of(whole)
    hang_hieu = events[events["product_id"].eq("my-gao-luc-ngan-hang-hieu")]
    assert hang_hieu["year"].tolist() == [2021, 2024]
    table = by_year(events)
    assert table.loc[table["year"].eq(2021) & table["stars"].eq(4), "n"].tolist() == [12]
    assert set(events["product_id"]) == set(recognised(whole.ocop_products)["product_id"])


def test_rises_are_those_of_the_record(record: Record, whole: Selected) -> None:
    texts = {row["name"]: rise_text(row, VI) for row in records(rises(record, whole.ocop_products))}
    assert texts == {
        "Chè xanh bản Ven": "3 ★ (không rõ năm; theo nguồn 13/04/2024) → 4 ★ (2024; theo nguồn 20/11/2024)",
        "Vải thiều Lục Ngạn Hồng Xuân": "4 ★ (2022; theo nguồn 06/12/2022) → 5 ★ (không rõ năm; theo nguồn 07/2024)",
        "Rượu nếp cái hoa vàng Bảo Sơn": "3 ★ (2020) → 4 ★ (không rõ năm)",
        "Gạo nếp cái hoa vàng Thái Sơn": "3 ★ (2021) → 4 ★ (2024; theo nguồn 20/11/2024)",
    }


def test_products_whose_sources_disagree_are_known(record: Record) -> None:
    assert {"che-xanh-ban-ven", "my-trai-lam", "my-chu-green-trai-lam"} <= set(disputed_products(record))


def test_score_bands_are_half_open_but_the_last(record: Record) -> None:
    texts = {int(row["stars"]): band_text(row, VI) for row in score_bands(record, date(2022, 6, 1))}
    assert texts[3] == "50 đến dưới 70 điểm"
    assert texts[4] == "70 đến dưới 90 điểm"
    assert texts[5] == "90 đến 100 điểm"


def test_the_bands_of_a_day_are_those_in_force(record: Record) -> None:
    """New criteria with their own bands take the place of the old ones from their day on, star by star."""
    assert score_bands(record, date(2019, 8, 20)) == []
    old = score_bands(record, date(2022, 6, 1))
    assert [int(row["stars"]) for row in old] == [5, 4, 3, 2, 1]
    new = {**old[0], "rule_id": "new-5-star", "effective_from": "2027-01-01", "amount": 95}
    rules = pd.concat([record["rules"], pd.DataFrame([new]).astype(record["rules"].dtypes.to_dict())])
    later = Record({**record.tables, "rules": rules})
    assert [row["amount"] for row in score_bands(later, date(2026, 12, 31))] == [90, 70, 50, 30, 0]
    assert [row["amount"] for row in score_bands(later, date(2027, 1, 1))] == [95, 70, 50, 30, 0]


@pytest.mark.parametrize(
    ("stars", "year", "used", "beside"),
    [
        ("", 2021, 156, {155}),
        ("", 2022, 205, {180}),
        ("", 2023, 290, {253, 276}),
        ("4", 2022, 31, {43}),
        ("4", 2023, 24, {33}),
        ("3", 2022, 174, {141}),
    ],
)
def test_of_published_numbers_one_is_used_and_all_are_shown(
    record: Record, stars: str, year: int, used: int, beside: set[int]
) -> None:
    table = published_ocop(record, stars, Selection())
    of_year = table[table["year_to"].eq(year) & table["standing"].isin(["used", "not_used"])]
    assert of_year["is_disputed"].all()
    assert of_year.loc[of_year["standing"].eq(FigureStanding.USED), "value"].tolist() == [used]
    assert set(of_year.loc[of_year["standing"].eq(FigureStanding.NOT_USED), "value"]) == beside


def test_targets_and_the_merged_province_stand_apart(record: Record) -> None:
    table = published_ocop(record, "", Selection()).set_index("figure_id")["standing"]
    assert table["2025-merged-ocop-products"] == FigureStanding.MERGED
    assert table["2030-ocop-products-target"] == FigureStanding.TARGET


def test_one_district_has_its_own_published_numbers(record: Record) -> None:
    table = published_ocop(record, "", Selection(districts=("219",)))
    assert dict(zip(table["value"], table["standing"], strict=True)) == {40: "not_used", 44: "used"}
    assert published_ocop(record, "", Selection(districts=("219", "218"))).empty
    assert published_ocop(record, "", Selection(sectors=("food",))).empty


def test_a_period_of_recognition_stays_a_period(record: Record) -> None:
    table = published_recognised(record, Selection())
    assert [(row["year_from"], row["year_to"], row["value"]) for row in records(table)] == [
        (2019, 2020, 95),
        (2021, 2021, 61),
        (2022, 2022, 99),
    ]
    assert list(published_recognised(record, Selection(districts=("219",)))["value"]) == [25]
    assert published_recognised(record, Selection(districts=("219", "220"))).empty


def test_itemised_by_a_year_grows(whole: Selected) -> None:
    counts = list(itemised_by(whole, "", list(range(2018, 2027))).values())
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] <= len(recognised(whole.ocop_products))


def test_typical_products_keep_implied_and_proposed_apart(record: Record, whole: Selected) -> None:
    table = by_level_and_year(whole)
    implied = table[table["is_implied"].astype(bool)]
    assert implied[["year", "level", "n"]].to_numpy().tolist() == [[2016, "provincial", 4]]
    proposed = table[table["is_proposed"].astype(bool)]
    assert proposed["year"].tolist() == [2025]
    assert proposed["is_merged_province"].all()
    assert table["n"].sum() == len(record["typical_products"]) == 33


def test_published_typical_products_stand_at_their_level(record: Record) -> None:
    table = published_typical(record, Selection())
    found = {(int(row["year_from"]), row["level"]): row["value"] for row in records(table)}
    assert found[2016, TypicalLevel.REGIONAL] == 4
    assert found[2016, TypicalLevel.PROVINCIAL] == 10
    assert found[2017, TypicalLevel.NATIONAL] == 3
    assert found[2021, TypicalLevel.PROVINCIAL] == 21
    assert published_typical(record, Selection(districts=("219",))).empty


@given(selection=selections())
def test_groups_add_up_to_the_selection(prepared: Prepared, selection: Selection) -> None:
    selected = select(prepared, selection)
    assert by_district(selected)["n"].sum() == len(recognised(selected.ocop_products))
    events = recognitions_of(selected)
    assert by_year(events)["n"].sum() == len(events)
    assert not events.duplicated(["product_id", "year"]).any()
    assert by_level_and_year(selected)["n"].sum() == len(selected.typical_products)
    shown = len(recognised(selected.ocop_products)) + sum(len(rows) for rows in apart(selected).values())
    assert shown == len(selected.ocop_products) + len(selected.unrecognised)


@given(selection=selections())
def test_what_is_published_follows_years_and_place(record: Record, selection: Selection) -> None:
    for stars in STAR_METRICS:
        table = published_ocop(record, stars, selection)
        if selection.years:
            assert table["year_from"].ge(selection.years[0]).all()
            assert table["year_to"].le(selection.years[1]).all()
        if len(selection.districts) == 1:
            assert set(table["district_code"]) <= {selection.districts[0]}


def test_map_and_profile_say_what_is_published_of_a_district_and_how_much_is_itemised(whole: Selected) -> None:
    published = districts_published(whole.record, Selection())
    assert {code: total.value for code, total in published.items()} == (
        {"215": 23, "216": 45, "218": 28, "219": 44, "220": 7, "221": 24}
    )
    measure = shown_values(MapMeasure(Measure.OCOP), whole, whole)
    tooltips = areas(measure, MapView((), "light", VI))
    for code, total in published.items():
        n = VI.number(unit_table(whole).loc[code, "ocop_products"])
        assert f"Sản phẩm OCOP: {published_number(total, VI)}, có danh mục {n}" in tooltips[code].lines
        own = district_profile(select(whole.prepared, Selection(districts=(code,))), date(2026, 11, 29), VI)
        line = next(one for one in own.figures if one.code == Measure.OCOP)
        assert (line.name, line.text) == (f"Sản phẩm OCOP ({total.span[1]}) · có danh mục {n}", VI.number(total.value))
    assert set(tooltips["213"].lines) >= {"công nhận trong năm: 16 (2022)", "14 sản phẩm chưa được công nhận"}


def test_nobody_leads_by_a_list_while_more_is_published_of_another(whole: Selected) -> None:
    """Half of all products in the list would rank it, but Tân Yên has 45 of which 11 are in it."""
    shares = district_shares(whole, Selection(), "ocop_products")
    found = largest(shares, Coverage(98, 98))
    assert isinstance(found, RefusedClaim)
    assert found.reason is ClaimObjection.COULD_BE_OVERTAKEN
    third = next(one for one in shares if one.name == "Lạng Giang")
    assert isinstance(rank_among(third, shares, Coverage(98, 98), is_all_placed=True), RefusedClaim)
