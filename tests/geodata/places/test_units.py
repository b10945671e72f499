from collections import Counter
from datetime import date
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.boundaries import load_layer
from geodata.places.registry import Level, Unit, all_pieces, all_units
from geodata.places.succession import possible_codes, unit_bearing
from geodata.places.units import (
    NO_DISTRICTS,
    TEN_DISTRICTS,
    VIEW_DATE,
    NoDistrictsError,
    NoSuchUnitError,
    PlacementReason,
    SeveralUnitsError,
    UnitError,
    place_in_ten_districts,
    place_unit,
    unit_on,
)

DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))
VINTAGES = {
    "communes_2019": date(2019, 7, 1),
    "communes_2020": date(2022, 7, 1),
    "communes_2025": date(2025, 9, 1),
}


@pytest.mark.parametrize(
    ("day", "communes", "districts"),
    [
        (date(2019, 10, 1), 230, 10),
        (date(2020, 3, 1), 209, 10),
        (date(2024, 4, 1), 209, 10),
        (date(2025, 1, 1), 192, 10),
        (date(2025, 7, 1), 58, 0),
    ],
)
def test_lists_are_complete_on_their_day(day: date, communes: int, districts: int) -> None:
    levels = Counter(unit.level for unit in all_units() if unit.stands_on(day))
    assert (levels[Level.COMMUNE], levels[Level.DISTRICT], levels[Level.PROVINCE]) == (communes, districts, 1)


def test_a_code_is_one_unit_a_day() -> None:
    bounds = {day for unit in all_units() for day in (unit.valid_from, unit.valid_to) if day}
    for day in bounds:
        codes = Counter((unit.level, unit.code) for unit in all_units() if unit.stands_on(day))
        assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("07585", date(2019, 6, 1), "Xã Nghĩa Hồ"),
        ("07585", date(2021, 1, 1), "Thị trấn Chũ"),
        ("07585", date(2025, 2, 1), "Phường Chũ"),
        ("07616", date(2019, 6, 1), "Thị trấn Thanh Sơn"),
        ("07616", date(2021, 1, 1), "Thị trấn Tây Yên Tử"),
        ("07669", date(2023, 1, 1), "Xã Tuấn Đạo"),
        ("221", date(2024, 12, 31), "Huyện Yên Dũng"),
        ("221", date(2025, 3, 1), "Thành phố Bắc Giang"),
        ("222", date(2024, 1, 31), "Huyện Việt Yên"),
        ("222", date(2024, 3, 1), "Thị xã Việt Yên"),
        ("224", date(2025, 3, 1), "Thị xã Chũ"),
        ("224", date(2023, 3, 1), "Huyện Lục Ngạn"),
        ("24", date(2024, 3, 1), "Tỉnh Bắc Giang"),
        ("24", date(2025, 9, 1), "Tỉnh Bắc Ninh"),
    ],
)
def test_unit_on_a_day(code: str, on: date, name: str) -> None:
    assert unit_on(code, on).name == name


def test_a_district_is_none_after_the_districts_ended() -> None:
    with pytest.raises(NoDistrictsError, match="no districts since 2025-07-01"):
        unit_on("217", date(2025, 8, 1))


@pytest.mark.parametrize("code", ["999", "TB1-219", ""])
def test_a_code_of_no_list_is_refused(code: str) -> None:
    with pytest.raises(NoSuchUnitError):
        unit_on(code, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("code", "known", "on", "shares"),
    [
        ("07516", None, date(2025, 8, 1), {"Xã Cẩm Lý": 0.709, "Xã Bắc Lũng": 0.291}),
        ("07792", None, date(2025, 8, 1), {"Phường Vân Hà": 0.74, "Phường Nếnh": 0.26}),
        ("219", VIEW_DATE, date(2025, 3, 1), {"Huyện Lục Ngạn": 0.744, "Thị xã Chũ": 0.256}),
        ("213", date(2025, 3, 1), VIEW_DATE, {"Huyện Yên Dũng": 0.743, "Thành phố Bắc Giang": 0.257}),
    ],
)
def test_a_divided_unit_is_handed_back_in_shares(
    code: str, known: date | None, on: date, shares: dict[str, float]
) -> None:
    with pytest.raises(SeveralUnitsError) as caught:
        unit_on(code, on, known=known)
    assert {part.unit.name: part.share for part in caught.value.candidates} == pytest.approx(shares, abs=0.001)


def test_a_merger_that_the_lists_leave_open_has_candidates_without_shares() -> None:
    with pytest.raises(SeveralUnitsError) as caught:
        unit_on("07303", date(2025, 2, 1))
    assert {(part.unit.name, part.share) for part in caught.value.candidates} == {
        ("Xã Quang Trung", None),
        ("Xã Lam Sơn", None),
    }


@given(st.sampled_from(all_units()), DAYS)
def test_a_unit_leads_to_units_of_its_level_that_stand(unit: Unit, on: date) -> None:
    known = unit.valid_to or unit.valid_from
    try:
        found = (unit_on(unit.code, on, known=known),)
    except SeveralUnitsError as several:
        found = tuple(part.unit for part in several.candidates)
        assert found
    except NoDistrictsError:
        assert unit.level is Level.DISTRICT
        assert on >= NO_DISTRICTS
        return
    assert all(one.level is unit.level and one.stands_on(on) for one in found)


@given(st.sampled_from(all_units()))
def test_a_unit_is_itself_on_its_own_days(unit: Unit) -> None:
    for day in (unit.valid_from, unit.valid_to):
        assert day is None or unit_on(unit.code, day) == unit


@given(st.text(max_size=6), DAYS)
def test_any_code_is_answered_or_refused_by_name(code: str, on: date) -> None:
    try:
        found = unit_on(code, on)
    except UnitError:
        return
    assert found.stands_on(on)


def test_the_ten_districts_are_those_that_stood_on_the_day_of_the_view() -> None:
    listed = {
        unit.code: unit.name for unit in all_units() if unit.level is Level.DISTRICT and unit.stands_on(VIEW_DATE)
    }
    assert {district.code: district.name for district in TEN_DISTRICTS} == listed


IN_2025, AFTER = date(2025, 3, 1), date(2025, 9, 1)


@pytest.mark.parametrize(
    ("record", "district", "reason"),
    [
        ({"commune_code": "07603"}, "219", PlacementReason.COMMUNE),
        ({"commune_code": "07603", "district_code": "224", "on": IN_2025}, "219", PlacementReason.COMMUNE),
        ({"commune_code": "07681", "district_code": "213", "on": IN_2025}, "221", PlacementReason.COMMUNE),
        ({"commune_code": "07228", "on": AFTER, "district_text": "huyện Tân Yên"}, "216", PlacementReason.COMMUNE),
        ({"commune_code": "07375", "on": AFTER}, "217", PlacementReason.COMMUNE),
        ({"commune_code": "99999", "district_code": "218"}, "218", PlacementReason.DISTRICT),
        ({"district_code": "218"}, "218", PlacementReason.DISTRICT),
        ({"district_code": "219", "on": IN_2025}, "219", PlacementReason.DISTRICT),
        ({"district_code": "221", "on": IN_2025}, "221", PlacementReason.DISTRICT),
        ({"district_code": "213"}, "213", PlacementReason.DISTRICT),
        ({"district_code": "224"}, "219", PlacementReason.CHU_IN_LUC_NGAN),
        ({"district_text": "Thị xã Chũ"}, "219", PlacementReason.CHU_IN_LUC_NGAN),
        ({"district_text": "TX. Chũ", "on": AFTER}, "219", PlacementReason.CHU_IN_LUC_NGAN),
        ({"district_text": "huyện Việt Yên"}, "222", PlacementReason.DISTRICT),
        ({"district_text": "TPBG", "on": date(2023, 1, 1)}, "213", PlacementReason.DISTRICT),
        ({"district_code": "213", "on": IN_2025}, None, PlacementReason.ENLARGED_CITY),
        ({"district_text": "TP Bắc Giang", "on": IN_2025}, None, PlacementReason.ENLARGED_CITY),
        ({"district_text": "TP Bắc Giang", "on": AFTER}, None, PlacementReason.ENLARGED_CITY),
        ({"commune_code": "07228", "on": AFTER}, None, PlacementReason.COMMUNE_SPANS_DISTRICTS),
        ({"commune_code": "07537", "on": AFTER}, None, PlacementReason.COMMUNE_SPANS_DISTRICTS),
        ({"commune_code": "07603", "district_code": "213"}, None, PlacementReason.COMMUNE_CONTRADICTS_DISTRICT),
        ({"commune_code": "99999"}, None, PlacementReason.UNKNOWN_UNIT),
        ({"district_code": "24"}, None, PlacementReason.UNKNOWN_UNIT),
        ({"district_text": "Hà Nội"}, None, PlacementReason.UNKNOWN_UNIT),
        ({"district_text": "Lục Nam, Lục Ngạn"}, None, PlacementReason.AMBIGUOUS_TEXT),
        ({}, None, PlacementReason.NOT_STATED),
        ({"district_text": "  "}, None, PlacementReason.NOT_STATED),
    ],
)
def test_a_record_is_placed_in_the_ten_districts_or_told_why_not(
    record: dict[str, Any], district: str | None, reason: PlacementReason
) -> None:
    placement = place_in_ten_districts(**record)
    assert (placement.district_code, placement.reason) == (district, reason)


def test_what_is_not_placed_names_where_it_may_lie() -> None:
    assert set(place_in_ten_districts(district_code="213", on=IN_2025).candidates) == {"213", "221"}
    assert place_in_ten_districts(commune_code="07228", on=AFTER).candidates == ("213", "216")


@pytest.mark.parametrize("layer", VINTAGES)
def test_placement_agrees_with_the_ground(layer: str) -> None:
    districts = load_layer("districts_2024")
    codes, grounds = districts["code"].tolist(), districts.geometry.to_numpy()
    for commune in load_layer(layer).itertuples():
        if not getattr(commune, "is_commune", True):
            continue
        areas = shapely.area(shapely.intersection(commune.geometry, grounds))
        under = {code for code, area in zip(codes, areas, strict=True) if area > 1e-9}
        placement = place_in_ten_districts(commune_code=commune.code, on=VINTAGES[layer])
        assert set(placement.candidates) == under
        assert placement.district_code == (under.pop() if len(under) == 1 else None)


def test_every_unit_of_a_district_is_placed_in_it() -> None:
    ten = {district.code for district in TEN_DISTRICTS}
    for unit in all_units():
        if unit.level is Level.COMMUNE and unit.parent_code in ten and unit.stands_on(VIEW_DATE):
            assert place_unit(unit).district_code == unit.parent_code


def test_mergers_that_the_lists_leave_open_never_cross_a_district_of_the_view() -> None:
    for piece in all_pieces():
        if not piece.code_2025_01 and unit_bearing(piece.code_2020, VIEW_DATE):
            taken_by = {unit_bearing(code, VIEW_DATE) for code in possible_codes(piece)}
            assert {unit.parent_code for unit in taken_by if unit} == {piece.district_2024}
