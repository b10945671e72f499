"""Facilities, proposals and products of the public record: a query returns the rows that break a rule, and none may."""

import functools
import re
import unicodedata

import pandas as pd
import pytest

from geodata.boundaries import BOUNDARIES_FOLDER
from geodata.record.public import read_public_table
from geodata.schema.vocabulary import CNNT_KINDS

ROWS = {
    "facilities": 175,
    "facility_mentions": 176,
    "proposals": 49,
    "beneficiaries": 53,
    "proposal_events": 53,
    "ocop_products": 143,
    "ocop_recognitions": 178,
    "typical_products": 33,
    "survey_visits": 0,
    "survey_campaigns": 0,
    "survey_teams": 0,
    "survey_questions": 0,
    "survey_choices": 0,
    "survey_submissions": 0,
    "survey_answers": 0,
    "appraisals": 0,
    "plan_items": 0,
    "difficult_communes": 0,
}
PLACED = ("facilities", "beneficiaries", "ocop_products")
POINTS = [
    ("facility_mentions", "facility_id", "facilities"),
    ("beneficiaries", "facility_id", "facilities"),
    ("beneficiaries", "proposal_id", "proposals"),
    ("proposal_events", "proposal_id", "proposals"),
    ("ocop_products", "facility_id", "facilities"),
    ("ocop_recognitions", "product_id", "ocop_products"),
    ("typical_products", "facility_id", "facilities"),
]
NAMES = [
    ("facilities", "name"),
    ("proposals", "title"),
    ("ocop_products", "name"),
    ("ocop_products", "producer"),
    ("typical_products", "product"),
    ("typical_products", "producer"),
]
NOTE_WORDS_IN_ENGLISH = re.compile(r"\b(?:inferred|from|the|page|source|not|over|named|district|year)\b", re.IGNORECASE)


@functools.cache
def table(name: str) -> pd.DataFrame:
    return read_public_table(name)


@functools.cache
def district_of_commune() -> dict[str, str]:
    crosswalk = pd.read_csv(BOUNDARIES_FOLDER / "crosswalk.csv", dtype=str)
    return dict(zip(crosswalk["code_2020"], crosswalk["district_code"], strict=True))


def texts(name: str) -> pd.Series:
    return table(name).select_dtypes("string").melt()["value"].dropna()


def facility(key: str) -> pd.Series:
    return table("facilities").set_index("facility_id").loc[key]


@pytest.mark.parametrize(("name", "rows"), ROWS.items())
def test_the_number_of_rows_is_checked_in(name: str, rows: int) -> None:
    assert len(table(name)) == rows


def test_rural_industrial_facilities_by_kind_are_checked_in() -> None:
    kinds = table("facilities")["kind"]
    counts = kinds[kinds.isin([kind.value for kind in CNNT_KINDS])].value_counts().to_dict()
    assert counts == {"cooperative": 65, "enterprise": 48, "household": 14}


@pytest.mark.parametrize(("name", "column", "target"), POINTS)
def test_a_key_points_to_a_row(name: str, column: str, target: str) -> None:
    rows = table(name)
    failing = rows[rows[column].notna() & ~rows[column].isin(table(target)[column])]
    assert failing.empty, failing


@pytest.mark.parametrize("name", ROWS)
def test_every_source_exists(name: str) -> None:
    rows = table(name).explode("source_ids")
    sources = rows["source_ids"].str.split(";").explode()
    failing = sources[~sources.isin(table("sources")["source_id"])]
    assert failing.empty, failing


@pytest.mark.parametrize("name", PLACED)
def test_a_commune_lies_in_its_district(name: str) -> None:
    rows = table(name)
    placed = rows[rows["commune_code"].notna()]
    failing = placed[placed["commune_code"].map(district_of_commune()) != placed["district_code"]]
    assert failing.empty, failing


@pytest.mark.parametrize("name", PLACED)
def test_the_quality_of_a_location_says_what_is_known(name: str) -> None:
    rows = table(name)
    expected = pd.Series("unknown", index=rows.index)
    expected = expected.mask(rows["district_code"].notna(), "district").mask(rows["commune_code"].notna(), "commune")
    failing = rows[rows["location_quality"] != expected]
    assert failing.empty, failing


@pytest.mark.parametrize(("name", "column"), NAMES)
def test_a_name_has_no_bracket(name: str, column: str) -> None:
    rows = table(name)
    failing = rows[rows[column].str.contains(r"[()]", na=False)]
    assert failing.empty, failing


@pytest.mark.parametrize("name", [name for name, rows in ROWS.items() if rows])
def test_text_is_composed_and_trimmed(name: str) -> None:
    cells = texts(name)
    failing = cells[cells.map(lambda cell: unicodedata.normalize("NFC", cell).strip() != cell)]
    assert failing.empty, failing


@pytest.mark.parametrize("name", [name for name, rows in ROWS.items() if rows])
def test_notes_are_in_vietnamese(name: str) -> None:
    notes = table(name)["note"].dropna()
    failing = notes[notes.str.contains(NOTE_WORDS_IN_ENGLISH)]
    assert failing.empty, failing


def test_no_text_holds_a_phone_or_identity_number() -> None:
    cells = pd.concat([texts(name) for name, rows in ROWS.items() if rows])
    failing = cells[cells.str.contains(r"\b0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}\b|\b\d{9}\b|\b\d{12}\b", regex=True)]
    assert failing.empty, failing


def test_a_facility_has_one_name() -> None:
    names = table("facilities")["name"]
    failing = names[names.str.casefold().duplicated(keep=False)]
    assert failing.empty, failing


def test_every_proposal_has_a_beneficiary_and_an_event() -> None:
    keys = table("proposals")["proposal_id"]
    failing = keys[
        ~keys.isin(table("beneficiaries")["proposal_id"]) | ~keys.isin(table("proposal_events")["proposal_id"])
    ]
    assert failing.empty, failing


def test_the_stage_of_a_proposal_is_that_of_its_last_event() -> None:
    last = table("proposal_events").groupby("proposal_id")["stage"].last()
    proposals = table("proposals").set_index("proposal_id")
    failing = proposals[proposals["stage"] != last.reindex(proposals.index)]
    assert failing.empty, failing


def test_support_has_a_basis_and_stays_within_the_investment() -> None:
    rows = table("proposals")
    no_basis = rows["support_vnd"].notna() != rows["support_basis"].notna()
    too_much = (rows["support_vnd"] > rows["total_investment_vnd"]).fillna(value=False)
    failing = rows[no_basis | too_much]
    assert failing.empty, failing


def test_completed_without_acceptance_says_so() -> None:
    rows = table("proposal_events")
    accepted = rows[(rows["stage"] == "accepted") & (rows["stage_as_written"] != "nghiệm thu")]
    failing = accepted[~accepted["note"].str.contains("chưa ghi nghiệm thu", na=False)]
    assert failing.empty, failing


def test_the_national_plan_of_2020_is_two_proposals_for_five_firms_and_a_third_was_done_for_two_more() -> None:
    proposals = table("proposals")
    year = proposals[(proposals["programme"] == "national") & (proposals["year_from"] == 2020)]
    firms = table("beneficiaries").groupby("proposal_id").size()[year["proposal_id"]]
    planned = year["support_vnd"].notna().to_numpy()
    plan = year[planned]
    assert sorted(zip(plan["support_vnd"], firms[planned], strict=True)) == [(600_000_000, 2), (900_000_000, 3)]
    assert set(plan["support_basis"]) == {"assigned"}
    assert firms.sum() == 7


def test_a_group_sum_is_given_to_no_member() -> None:
    rows = table("proposals")
    failing = rows[rows["note"].str.contains("không có số riêng", na=False) & rows["support_vnd"].notna()]
    assert failing.empty, failing


def test_stars_go_with_the_status() -> None:
    for name in ("ocop_products", "ocop_recognitions"):
        rows = table(name)
        failing = rows[rows["stars"].notna() != rows["status"].isin(["recognised", "evaluated"])]
        assert failing.empty, failing


def test_a_product_has_the_stars_of_one_of_its_recognitions() -> None:
    products = table("ocop_products").dropna(subset="stars")
    stated = set(zip(table("ocop_recognitions")["product_id"], table("ocop_recognitions")["stars"], strict=True))
    failing = products[[pair not in stated for pair in zip(products["product_id"], products["stars"], strict=True)]]
    assert failing.empty, failing


def test_a_recognition_date_lies_in_its_year() -> None:
    rows = table("ocop_recognitions").dropna(subset="recognised_on")
    failing = rows[rows["recognised_on"].str[:4] != rows["year"].astype("string")]
    assert failing.empty, failing


def test_ban_ven_tea_rose_to_four_stars_in_2024() -> None:
    history = table("ocop_recognitions").query("product_id == 'che-xanh-ban-ven'")["stars"].tolist()
    product = table("ocop_products").set_index("product_id").loc["che-xanh-ban-ven"]
    assert history == [3, 4]
    assert (product["stars"], product["recognised_year"]) == (4, 2024)


def test_implied_typical_products_are_provincial_and_of_2016() -> None:
    implied = table("typical_products").query("is_implied")
    assert implied[["level", "year"]].value_counts().to_dict() == {("provincial", 2016): 4}


def test_typical_products_of_the_merged_province_are_proposed() -> None:
    merged = table("typical_products").query("is_merged_province")
    assert (merged["year"] >= 2025).all()
    assert merged["is_proposed"].all()


def test_the_founding_document_of_2024_names_fresh_bread_and_rice_noodles() -> None:
    proposals = table("proposals").merge(table("beneficiaries"), on="proposal_id", suffixes=("", "_of_beneficiary"))
    founding = proposals[proposals["source_ids"] == "founding-2024"]
    found = set(zip(founding["work"], founding["district_code"], founding["year_from"], strict=True))
    assert found == {("Sản xuất bánh mỳ tươi", "223", 2023), ("Sản xuất mỳ gạo", "217", 2023)}


def test_the_founding_document_of_2020_names_a_boiler_maker_in_tho_xuong() -> None:
    maker = facility("cong-ty-hoa-phat")
    assert "nồi hơi" in maker["products"]
    assert (maker["commune_code"], maker["sector"], maker["source_ids"]) == ("07201", "mechanical", "founding-2020")
