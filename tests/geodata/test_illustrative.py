"""The illustrative survey: valid for any size and seed, marked in every row, and in agreement with what is published."""

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.boundaries import layer_path
from geodata.illustrative import DEFAULT_FACILITIES, SOURCE_ID, illustrative_record
from geodata.record import Record, load_public_record
from geodata.schema.frames import KEYS, TABLES, validate

FACTS = ("sources", "published_figures", "contradictions", "rules", "provenance", "omitted")
GENERATED = tuple(name for name in TABLES if name not in FACTS)
LINKS = {"facility_id": "facilities", "proposal_id": "proposals", "product_id": "ocop_products"}

records = st.builds(illustrative_record, st.integers(20, 600), st.integers(0, 2**32 - 1))
default_records = st.builds(illustrative_record, seed=st.integers(0, 2**32 - 1))
few = settings(max_examples=6)


@pytest.fixture(scope="module")
def default() -> Record:
    return illustrative_record()


def sourced(record: Record) -> dict[str, pd.DataFrame]:
    return {name: record[name] for name in GENERATED}


def published(metric: str, basis: str, year: int) -> pd.DataFrame:
    figures = load_public_record()["published_figures"]
    is_period = figures["year_from"].eq(year) & figures["year_to"].eq(year)
    return figures[figures["metric"].eq(metric) & figures["basis"].eq(basis) & is_period.fillna(value=False)]


def every_table_keeps_the_schema(record: Record) -> None:
    assert list(record.tables) == list(TABLES)
    for name in TABLES:
        validate(name, record[name])


def what_a_row_names_exists(record: Record) -> None:
    for name, frame in sourced(record).items():
        for column, target in LINKS.items():
            if column in frame and KEYS[name] != column:
                assert set(frame[column].dropna()) <= set(record[target][column])
    cited = pd.concat([record[name]["source_ids"] for name in TABLES if "source_ids" in TABLES[name]])
    assert set(cited.str.split(";").explode()) <= set(record["sources"]["source_id"])


def every_generated_row_says_that_it_is_illustrative(record: Record) -> None:
    assert record.is_illustrative
    for frame in sourced(record).values():
        assert frame["source_ids"].eq(SOURCE_ID).all()
        assert frame["note"].eq("Số liệu minh họa").all()


def a_place_lies_in_its_district_and_a_point_in_its_commune(record: Record) -> None:
    facilities = record["facilities"]
    communes = pd.read_json(layer_path("communes_2020"), encoding="utf-8")["features"]
    district = {item["properties"]["code"]: item["properties"]["district_code"] for item in communes}
    shapes = {
        item["properties"]["code"]: shapely.from_geojson(str(item["geometry"]).replace("'", '"')) for item in communes
    }
    known = facilities.dropna(subset=["commune_code"])
    assert known["commune_code"].map(district).eq(known["district_code"]).all()
    exact = facilities[facilities["location_quality"].eq("exact")]
    inside = [
        shapely.contains_xy(shapes[code], lon, lat)
        for code, lon, lat in exact[["commune_code", "lon", "lat"]].itertuples(index=False)
    ]
    assert all(inside)
    assert facilities["lon"].notna().eq(facilities["location_quality"].eq("exact")).all()
    assert facilities["district_code"].isna().eq(facilities["location_quality"].eq("unknown")).all()


def a_beneficiary_stands_where_its_facility_does(record: Record) -> None:
    joined = record["beneficiaries"].merge(record["facilities"], on="facility_id", suffixes=("", "_of_facility"))
    assert joined["district_code"].fillna("").eq(joined["district_code_of_facility"].fillna("")).all()
    assert record["proposals"]["proposal_id"].isin(record["beneficiaries"]["proposal_id"]).all()


def money_adds_up(record: Record) -> None:
    stated = record["proposals"].dropna(subset=["support_vnd"])
    assert (stated["support_vnd"] + stated["counterpart_vnd"]).eq(stated["total_investment_vnd"]).all()
    assert stated["support_vnd"].gt(0).all()


def the_default_has_97_facilities_in_ten_districts(record: Record) -> None:
    assert len(record["facilities"]) == DEFAULT_FACILITIES == 97
    assert record["facilities"]["district_code"].nunique() == 10
    assert set(record["facilities"]["location_quality"]) == {"exact", "commune", "district", "unknown"}
    assert record["survey_visits"]["year"].eq(2024).all()
    assert record["survey_visits"]["facility_id"].nunique() == 97


def the_default_has_the_proposals_registered_for_2020_by_district(record: Record) -> None:
    proposals = record["proposals"].query("year_from == 2020")
    assert proposals["stage"].eq("registered").all()
    districts = record["beneficiaries"].merge(proposals, on="proposal_id")["district_code"].value_counts()
    expected = published("proposals", "registered", 2020).set_index("district_code")["value"]
    assert districts.to_dict() == expected.to_dict()
    assert districts.sum() == 37


def the_default_has_the_proposals_and_the_money_of_2023(record: Record) -> None:
    done = record["proposals"].query("year_from == 2023 and stage in ['accepted', 'inspected']").groupby("programme")
    assert done.size().to_dict() == published("proposals", "done", 2023).set_index("programme")["value"].to_dict()
    assert done["support_vnd"].sum().to_dict() == {"national": 3_200_000_000, "provincial": 3_300_000_000}
    of_2023 = record["proposals"].query("year_from == 2023")["proposal_id"]
    supported = record["beneficiaries"]["facility_id"][record["beneficiaries"]["proposal_id"].isin(of_2023)]
    assert supported.nunique() == published("facilities_supported", "done", 2023)["value"].iloc[0] == 20


@few
@given(records)
def test_a_record_of_any_size_and_seed_keeps_the_rules(record: Record) -> None:
    every_table_keeps_the_schema(record)
    what_a_row_names_exists(record)
    every_generated_row_says_that_it_is_illustrative(record)
    a_place_lies_in_its_district_and_a_point_in_its_commune(record)
    a_beneficiary_stands_where_its_facility_does(record)
    money_adds_up(record)


@few
@given(default_records)
def test_the_default_of_any_seed_agrees_with_what_is_published(record: Record) -> None:
    the_default_has_97_facilities_in_ten_districts(record)
    the_default_has_the_proposals_registered_for_2020_by_district(record)
    the_default_has_the_proposals_and_the_money_of_2023(record)


@pytest.mark.parametrize(("year", "programme"), [(2019, "national"), (2019, "provincial"), (2021, "provincial")])
def test_the_default_has_the_approved_proposals_of_other_years(default: Record, year: int, programme: str) -> None:
    approved = published("proposals", "approved", year).query("is_used").set_index("programme")["value"]
    proposals = default["proposals"]
    assert (proposals["year_from"].eq(year) & proposals["programme"].eq(programme)).sum() == approved[programme]


def test_what_is_called_appraised_has_an_appraisal_and_nothing_else_has(default: Record) -> None:
    proposals, appraisals = default["proposals"], default["appraisals"]
    called = set(proposals.loc[proposals["stage"].eq("appraised"), "proposal_id"])
    assert called == set(appraisals["proposal_id"])
    assert called


def test_the_same_seed_gives_the_same_record(default: Record) -> None:
    again, other = illustrative_record(), illustrative_record(seed=7)
    for name in TABLES:
        pd.testing.assert_frame_equal(default[name], again[name])
    assert not default["facilities"].equals(other["facilities"])


def test_published_figures_are_the_real_ones_and_no_reported_row_is_mixed_in(default: Record) -> None:
    public = load_public_record()
    pd.testing.assert_frame_equal(default["published_figures"], public["published_figures"])
    for name in GENERATED:
        assert not set(default[name][KEYS[name]]) & set(public[name][KEYS[name]])


def test_fewer_facilities_than_districts_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 10"):
        illustrative_record(9)
