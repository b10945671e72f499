"""Each kind of finding is found where it is, named with its values and its rule, and not where it is not."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from analytics.prepared.tables import Prepared, prepare
from analytics.quality import Finding, FindingKind, Severity, findings
from analytics.quality.names import brand
from analytics.quality.totals import leaves_out
from analytics.quality.words import FINDING_TITLES, SEVERITIES, finding_title, finding_words
from analytics.wording.language import Language
from geodata.boundaries import load_layer
from geodata.record import Record
from geodata.schema.frames import KEYS
from tests.analytics.quality.defects import beneficiary, facility, product, proposal, row, step, with_rows

TODAY = date(2026, 11, 21)
VI, EN = Language("vi"), Language("en")
K = FindingKind
Find = Callable[..., list[Finding]]


@pytest.fixture(scope="module")
def usual(prepared: Prepared) -> tuple[Finding, ...]:
    return findings(prepared, TODAY)


@pytest.fixture(scope="module")
def find(record: Record, usual: tuple[Finding, ...]) -> Find:
    known = {one.id for one in usual}

    def found(*rows: tuple[str, dict[str, Any]]) -> list[Finding]:
        return [one for one in findings(prepare(with_rows(record, *rows)), TODAY) if one.id not in known]

    return found


def kinds(found: list[Finding]) -> list[FindingKind]:
    return [one.kind for one in found]


def test_the_public_record_has_gaps_and_nothing_wrong(usual: tuple[Finding, ...]) -> None:
    assert Counter(one.kind for one in usual) == {
        K.CONTRADICTION: 73,
        K.CERTIFICATE_MAY_EXPIRE: 40,
        K.CERTIFICATE_EXPIRED: 37,
        K.NO_LOCATION: 22,
        K.UNNAMED_BENEFICIARY: 16,
        K.NO_PROGRAMME: 12,
        K.NO_SECTOR: 1,
    }
    assert {one.severity for one in usual} == {Severity.GAP}


def test_each_finding_leads_to_a_row_with_sources_in_words(record: Record, usual: tuple[Finding, ...]) -> None:
    assert len({one.id for one in usual}) == len(usual)
    for one in usual:
        assert one.row_id in set(record[one.table][KEYS[one.table]])
        assert set(one.source_ids) <= set(record["sources"]["source_id"])
        for language in (VI, EN):
            assert finding_title(one, language)
            assert finding_words(one, record, language).strip()


def test_a_clean_proposal_adds_nothing(find: Find) -> None:
    clean = proposal(support_vnd=200_000_000, total_investment_vnd=700_000_000, counterpart_vnd=500_000_000)
    assert find(clean, beneficiary(), step("e", "approved", "2024-03-01")) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"support_vnd": 0}, [K.ZERO_MONEY]),
        ({"support_vnd": 250}, [K.UNIT_SLIP]),
        ({"support_vnd": 200_000_000, "total_investment_vnd": 100_000_000}, [K.SUPPORT_ABOVE_TOTAL]),
        (
            {"support_vnd": 100_000_000, "total_investment_vnd": 500_000_000, "counterpart_vnd": 300_000_000},
            [K.PARTS_DISAGREE],
        ),
        ({"support_vnd": 10_000_000, "counterpart_vnd": 1_500_000_000}, [K.HIGH_COUNTERPART]),
        ({"programme": "unknown"}, [K.NO_PROGRAMME]),
        ({"stage": "unknown"}, [K.NO_STAGE]),
        ({"sector": "other"}, [K.NO_SECTOR]),
        ({"year_from": 2025, "year_to": 2024}, [K.YEAR_OUTSIDE]),
        ({"year_from": 2040, "year_to": 2040}, [K.YEAR_OUTSIDE]),
        ({"year_from": 2028, "year_to": 2028}, []),
    ],
)
def test_odd_values_of_a_proposal(find: Find, values: dict[str, Any], expected: list[FindingKind]) -> None:
    assert kinds(find(proposal(**values), beneficiary())) == expected


@pytest.mark.parametrize(
    ("given", "expected", "rule"),
    [
        (("machinery", 300_000_000, None, 2022), [], None),
        (("machinery", 350_000_000, None, 2022), [K.MAY_EXCEED_CEILING], "tt28-2018-machinery"),
        (("machinery", 500_000_000, None, 2022), [K.ABOVE_CEILING], "tt28-2018-machinery"),
        (("machinery", 200_000_000, 300_000_000, 2022), [K.MAY_EXCEED_CEILING], "tt28-2018-machinery"),
        (("demonstration_model", 900_000_000, 2_000_000_000, 2022), [K.ABOVE_CEILING], "tt28-2018-demonstration-model"),
        (("demonstration_model", 600_000_000, None, 2017), [K.ABOVE_CEILING], "ttlt26-2014-demonstration-model"),
        (("demonstration_model", 600_000_000, None, 2018), [K.MAY_EXCEED_CEILING], "ttlt26-2014-demonstration-model"),
        (("other", 900_000_000, None, 2022), [], None),
    ],
)
def test_support_against_the_ceiling_of_its_date(
    find: Find,
    record: Record,
    given: tuple[str, int, int | None, int],
    expected: list[FindingKind],
    rule: str | None,
) -> None:
    content, support, total, year = given
    money = {"support_vnd": support, "total_investment_vnd": total}
    made = proposal(support_content=content, year_from=year, year_to=year, **money)
    found = find(made, beneficiary())
    assert kinds(found) == expected
    assert [one.rule_id for one in found] == [rule] * len(expected)
    for one in found:
        document = record["rules"].set_index("rule_id").loc[rule, "document"]
        assert str(document) in finding_words(one, record, VI)


def test_an_average_of_several_facilities_proves_nothing(find: Find, record: Record) -> None:
    three = [beneficiary(f"b{n}") for n in range(3)]
    assert find(proposal(support_vnd=900_000_000), *three) == []
    (one,) = find(proposal(support_vnd=1_500_000_000), *three)
    assert one.kind is K.MAY_EXCEED_CEILING
    assert "3 cơ sở chung 1,5\u00a0tỷ\u00a0đồng" in finding_words(one, record, VI)


def test_the_day_of_approval_decides_before_the_year(find: Find) -> None:
    given = proposal(support_content="demonstration_model", support_vnd=600_000_000, year_from=2018, year_to=2018)
    assert find(given, beneficiary(), step("e", "approved", "2018-06-01")) == []


@pytest.mark.parametrize(
    ("approved", "accepted", "expected"),
    [
        ("2024-05-01", "2024-03", [K.DATE_ORDER]),
        ("2024-05-01", "2024-05", []),
        ("2024", "2024-03-01", []),
        ("2025", "2024-03-01", [K.DATE_ORDER]),
        (None, "2024-03-01", []),
        ("2024-05-01", "2026-12-01", [K.YEAR_OUTSIDE]),
    ],
)
def test_steps_in_order_as_far_as_is_known(
    find: Find, approved: str | None, accepted: str, expected: list[FindingKind]
) -> None:
    rows = proposal(stage="accepted"), beneficiary(), step("e1", "approved", approved), step("e2", "accepted", accepted)
    assert kinds(find(*rows)) == expected


def test_what_is_completed_is_not_kept_as_accepted(find: Find) -> None:
    (one,) = find(proposal(stage="accepted"), beneficiary(), step("e", "accepted", "2024", written="Hoàn thành"))
    assert (one.kind, one.values["written"]) == (K.STAGE_NOT_ITS_WORD, "Hoàn thành")
    dated = step("e", "accepted", "2024", written="Ngày nghiệm thu: 12/3/2024")
    assert find(proposal(stage="accepted"), beneficiary(), dated) == []


def test_a_stage_that_lags_behind_its_steps(find: Find) -> None:
    (one,) = find(proposal(stage="registered"), beneficiary(), step("e", "accepted", "2024"))
    assert (one.kind, one.values["reached"]) == (K.STAGE_BEHIND, "accepted")


def test_who_benefits(find: Find) -> None:
    assert kinds(find(proposal())) == [K.NO_BENEFICIARY]
    assert kinds(find(proposal(), beneficiary(facility_id=None))) == [K.UNNAMED_BENEFICIARY]
    assert find(proposal(support_content="training"), beneficiary(facility_id=None)) == []


def test_places_that_contradict_themselves(find: Find) -> None:
    there = {"location_quality": "exact", "commune_code": "07612"}
    assert kinds(find(facility("x", district_code="213", commune_code="07612", location_quality="commune"))) == [
        K.BAD_UNIT
    ]
    assert kinds(find(facility("x", lon=106.2, lat=21.27, **there))) == [K.POINT_OUTSIDE]
    inside = load_layer("communes_2020").set_index("code").loc["07612", "geometry"].representative_point()
    assert find(facility("x", lon=inside.x, lat=inside.y, **there)) == []


def test_a_facility_without_a_place_is_told_of_once(find: Find) -> None:
    nowhere = {"district_code": None, "location_quality": "unknown"}
    lost = facility("x", **nowhere), product("y", facility_id="x", **nowhere), product("z", name="Chè thử", **nowhere)
    assert [(one.kind, one.row_id) for one in find(*lost)] == [(K.NO_LOCATION, "z"), (K.NO_LOCATION, "x")]


def test_more_itemised_than_published(find: Find) -> None:
    many = [proposal(f"p{n}", programme="national", year_from=2017, year_to=2017, title=f"Đề án {n}") for n in range(3)]
    found = [one for one in find(*many) if one.kind is K.ABOVE_PUBLISHED]
    assert [(one.row_id, one.values["itemised"]) for one in found] == [("2017-national-proposals-approved", 5.0)]
    assert finding_title(found[0], EN) == "Proposals · National · 2017"


def test_a_figure_that_leaves_something_out_is_no_upper_end() -> None:
    assert leaves_out("Do trung tâm của tỉnh thực hiện; chưa gồm 2 đề án")
    assert not leaves_out("Gồm cả 2 đề án")


def test_certificates_that_end_soon(find: Find, record: Record) -> None:
    rows = [(product("x", recognised_year=2024)), ("ocop_recognitions", {**_recognition("r", "x", "2024-02-01")})]
    (one,) = find(*rows)
    assert (one.kind, one.values["until"]) == (K.CERTIFICATE_EXPIRING, "2027-02-01")
    assert "01/02/2027" in finding_words(one, record, VI)
    (one,) = find(rows[0], ("ocop_recognitions", {**_recognition("r", "x", "2024-02-01"), "recognised_on": None}))
    assert one.kind is K.CERTIFICATE_MAY_EXPIRE
    assert "01/01/2027 đến 31/12/2027" in finding_words(one, record, VI)


def _recognition(id_: str, product_id: str, day: str) -> dict[str, Any]:
    return {
        "recognition_id": id_,
        "product_id": product_id,
        "year": int(day[:4]),
        "recognised_on": day,
        "stars": 4,
        "status": "recognised",
        "source_ids": "s001",
    }


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ({"name": "HTX SX và tiêu thụ mỳ gạo Sao Mai"}, {"name": "Hợp tác xã mỳ gạo Sao Mai"}, True),
        ({"name": "HTX Sao Mai"}, {"name": "HTX Sao Mài"}, True),
        ({"name": "HTX Thanh Hương"}, {"name": "HTX Thanh Huong"}, True),
        ({"name": "HTX chè Trung Thành"}, {"name": "HTX chè Trung Thanhh"}, True),
        ({"name": "HTX Sao Mai"}, {"name": "HTX Sao Mai", "district_code": "213"}, False),
        ({"name": "HTX Sao Mai"}, {"name": "HTX Sao Mai", "district_code": None, "location_quality": "unknown"}, True),
        ({"name": "HTX Sao Mai"}, {"name": "Công ty TNHH Sao Mai", "kind": "enterprise"}, False),
        ({"name": "HTX Sao Mai 1"}, {"name": "HTX Sao Mai 2"}, False),
        ({"name": "HTX Quang Minh An"}, {"name": "HTX Quang Minh Anh"}, False),
        (
            {"name": "HTX Gốm Thổ Hà"},
            {"name": "Hợp tác xã Đồ đất", "other_names": "HTX Gốm Thổ Hà; Tho Ha Pottery"},
            True,
        ),
        (
            {"name": "HTX Sao Mai", "commune_code": "07612", "location_quality": "commune"},
            {"name": "HTX Sao Mai", "commune_code": "07615", "location_quality": "commune"},
            False,
        ),
    ],
)
def test_one_facility_under_two_spellings(
    find: Find, one: dict[str, Any], other: dict[str, Any], *, is_found: bool
) -> None:
    found = [item for item in find(facility("x", **one), facility("y", **other)) if item.kind is K.DUPLICATE]
    assert [{item.row_id, *item.other_ids} for item in found] == ([{"x", "y"}] if is_found else [])


def test_products_are_one_only_of_one_producer(find: Find) -> None:
    same = {"name": "Mật ong hoa vải", "producer": "HTX Sao Mai"}
    assert kinds(find(product("x", **same), product("y", **same | {"producer": "Hợp tác xã Sao Mai"}))) == [K.DUPLICATE]
    assert find(product("x", **same), product("y", **same | {"producer": "HTX Ban Mai"})) == []


def test_what_the_contradictions_decided_is_not_asked_again(usual: tuple[Finding, ...]) -> None:
    assert K.DUPLICATE not in {one.kind for one in usual}


def test_names_lose_their_legal_form() -> None:
    assert (
        brand("Công ty TNHH MTV Chế biến Lâm sản Trường Sơn")
        == brand("Cty TNHH Lâm sản Trường Sơn")
        == "lam san truong son"
    )
    assert brand("Hợp tác xã Dịch vụ") == "hop tac xa dich vu"


def test_all_kinds_and_severities_have_words() -> None:
    assert set(FINDING_TITLES) == set(FindingKind)
    assert set(SEVERITIES) == set(Severity)
    assert len({VI.text(text) for text in FINDING_TITLES.values()}) == len(FINDING_TITLES)


def test_appraised_is_found_where_no_appraisal_is_kept(find: Find, record: Record) -> None:
    made = proposal(stage="appraised"), beneficiary()
    (one,) = find(*made)
    assert one.kind is K.NOT_APPRAISED
    assert "chưa có biên bản thẩm định" in finding_words(one, record, VI)
    assert find(*made, ("appraisals", row("appraisals", "a", proposal_id="p", opinion="for"))) == []
    assert find(proposal(stage="surveyed"), beneficiary()) == []
