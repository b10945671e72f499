import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.places.gazetteer import MatchReason as R
from geodata.places.gazetteer import MatchStatus, match_unit
from geodata.places.registry import Unit, all_units
from geodata.text import fold, nfc, spelling

FORMS = {
    "composed": str,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "upper case": str.upper,
    "without diacritics": fold,
}


@pytest.mark.parametrize(
    ("text", "code", "reason", "rest"),
    [
        ("TP. Bắc Giang", "213", R.EXACT, ""),
        ("TPBG", "213", R.EXACT, ""),
        ("tp bg", "213", R.EXACT, ""),
        ("T.P Bắc Giang", "213", R.EXACT, ""),
        ("Thành phố Bắc Giang, tỉnh Bắc Giang", "213", R.EXACT, ""),
        ("H. Lạng Giang", "217", R.EXACT, ""),
        ("Lang Giang", "217", R.DISTRICT_PREFERRED, ""),
        ("LẠNG GIANG", "217", R.DISTRICT_PREFERRED, ""),
        ("huyện Sơn Động", "220", R.EXACT, ""),
        ("Sơn Đông", "220", R.DISTRICT_PREFERRED, ""),
        ("huyện Sơn Đông", "220", R.FOLDED, ""),
        ("UBND huyện Sơn Động", "220", R.PARTIAL, "UBND"),
        ("TX Việt Yên", "222", R.EXACT, ""),
        ("huyện Việt Yên", "222", R.OLD_NAME, ""),
        ("Lục Nam", "218", R.DISTRICT_PREFERRED, ""),
        ("Thị xã Chũ", "224", R.NEW_NAME, ""),
        ("thị trấn Chũ", "07525", R.EXACT, ""),
        ("phường Chũ", "07525", R.NEW_NAME, ""),
        ("xã Nam Dương (thôn Thủ Dương)", "07603", R.EXACT, "thôn Thủ Dương"),
        ("phường/xã Nam Dương", "07603", R.EXACT, ""),
        ("X.Nam Dương - H.Lục Ngạn", "07603", R.EXACT, ""),
        ("thôn Thủ Dương xã Nam Dương huyện Lục Ngạn tỉnh Bắc Giang", "07603", R.EXACT, "thôn Thủ Dương"),
        ("thôn Mục, xã Dương Hưu", "07666", R.VIEW_PREFERRED, "thôn Mục"),
        ("xã Nam Dương, huyện Lục Ngạn", "07603", R.EXACT, ""),
        ("Nam Dương, Lục Ngạn, Bắc Giang", "07603", R.EXACT, ""),
        ("thị trấn Tây Yên Tử (trước là thị trấn Thanh Sơn)", "07616", R.EXACT, "trước là thị trấn Thanh Sơn"),
        ("thị trấn Thanh Sơn", "07616", R.OLD_NAME, ""),
        ("xã Bồng Am", "07669", R.OLD_NAME, ""),
        ("xã Lạng Giang (mới)", "07375", R.EXACT, "mới"),
        ("xã Phúc Hoà, huyện Tân Yên", "07324", R.VIEW_PREFERRED, ""),
        ("cao xa", "07336", R.FOLDED, ""),
        ("thon Muc xa Cao Xa huyen Tan Yen", "07336", R.FOLDED, "thon Muc"),
        ("Quí Sơn", "07576", R.FOLDED, ""),
        ("Xa Lý", "07540", R.EXACT, ""),
        ("Phượng Sơn", "07612", R.EXACT, ""),
        ("xa phuong son, huyen luc nam", "07477", R.FOLDED, ""),
        ("Đông Sơn", "07273", R.EXACT, ""),
        ("xã Quang Minh", "07843", R.EXACT, ""),
        ("Quang Minh, huyện Hiệp Hòa", "07843", R.EXACT, ""),
        ("xã Phúc Sơn, huyện Sơn Động", "07630", R.EXACT, ""),
        ("phường Nam Dương", "07603", R.KIND_DIFFERS, ""),
        ("tỉnh Bắc Giang", "24", R.EXACT, ""),
        ("CCN Nghĩa Hòa (nay xã Tiên Lục)", "07393", R.PARTIAL, "nay"),
    ],
)
def test_what_people_write_is_matched(text: str, code: str, reason: R, rest: str) -> None:
    for form in (text, unicodedata.normalize("NFD", text)):
        match = match_unit(form)
        assert (match.status, match.unit and match.unit.code, match.reason, match.rest) == (
            MatchStatus.MATCHED,
            code,
            reason,
            rest,
        )


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Bắc Giang", {"Tỉnh Bắc Giang", "Thành phố Bắc Giang", "Phường Bắc Giang"}),
        ("Chũ", {"Thị xã Chũ", "Thị trấn Chũ"}),
        ("Dong Son", {"Xã Đông Sơn", "Xã Đồng Sơn"}),
        ("Quang Minh", {"Xã Quang Minh", "Phường Quảng Minh"}),
        ("phường Đông Sơn", {"Xã Đông Sơn", "Phường Đồng Sơn"}),
        ("Đồng Tiến", {"Xã Đồng Tiến"}),
        ("xã Phúc Sơn", {"Xã Phúc Sơn"}),
        ("xã Bố Hạ", {"Thị trấn Bố Hạ", "Xã Bố Hạ"}),
        ("xã Quang Trung", {"Xã Quang Trung"}),
        ("Lục Nam, Lục Ngạn", {"Huyện Lục Nam", "Huyện Lục Ngạn"}),
        ("xã Lan Mẫu, xã Yên Sơn", {"Xã Lan Mẫu", "Xã Yên Sơn"}),
    ],
)
def test_several_that_fit_are_handed_back(text: str, candidates: set[str]) -> None:
    match = match_unit(text)
    assert (match.status, match.unit) == (MatchStatus.AMBIGUOUS, None)
    assert len(match.candidates) > 1
    assert {unit.name for unit in match.candidates} == candidates


@pytest.mark.parametrize(
    ("text", "scope", "reason", "candidates"),
    [
        ("", {}, R.NO_NAME, []),
        ("   ", {}, R.NO_NAME, []),
        ("thôn Xuân Phú", {}, R.NO_NAME, []),
        ("Hà Nội", {}, R.NO_SUCH_NAME, []),
        ("huyện Lục Namm", {}, R.NEAREST, ["218"]),
        ("xã Nam Dươngg, huyện Lục Ngạn", {}, R.NEAREST, ["07603"]),
        ("Nam Dươg, huyện Lục Ngạn", {"level": "commune"}, R.NEAREST, ["07603"]),
        ("xã Nam Dương, huyện Sơn Động", {}, R.NOT_WITHIN, ["07603"]),
        ("xã Nam Dương", {"within": "213"}, R.NOT_WITHIN, ["07603"]),
        ("xã Nam Dương", {"level": "district"}, R.OTHER_LEVEL, ["07603"]),
        ("xã Tân Dĩnh", {"level": "district"}, R.OTHER_LEVEL, ["07432"]),
        ("thôn Mục, huyện Lục Ngạn", {"level": "commune"}, R.OTHER_LEVEL, ["219"]),
    ],
)
def test_what_is_not_known_says_why(text: str, scope: dict[str, Any], reason: R, candidates: list[str]) -> None:
    match = match_unit(text, **scope)
    assert (match.status, match.unit, match.reason) == (MatchStatus.UNKNOWN, None, reason)
    assert [unit.code for unit in match.candidates] == candidates


@pytest.mark.parametrize(
    ("text", "scope", "name"),
    [
        ("Bắc Giang", {"level": "district"}, "Thành phố Bắc Giang"),
        ("Bắc Giang", {"level": "province"}, "Tỉnh Bắc Giang"),
        ("xã Nam Dương, huyện Lục Ngạn", {"level": "district"}, "Huyện Lục Ngạn"),
        ("Phúc Sơn", {"within": "216"}, "Xã Phúc Sơn"),
        ("Nam Dương", {"within": "224"}, "Xã Nam Dương"),
        ("huyện Việt Yên", {"on": date(2022, 1, 1)}, "Huyện Việt Yên"),
        ("Chũ", {"on": date(2023, 1, 1)}, "Thị trấn Chũ"),
        ("Chũ", {"level": "district"}, "Thị xã Chũ"),
        ("thị trấn Thắng", {"on": date(2019, 5, 1)}, "Thị trấn Thắng"),
        ("xã Quế Nham", {"on": date(2025, 9, 1)}, "Xã Quế Nham"),
        ("huyện Lạng Giang", {"on": date(2025, 9, 1)}, "Huyện Lạng Giang"),
        ("phường Đa Mai", {"on": date(2025, 9, 1)}, "Phường Đa Mai"),
    ],
)
def test_level_district_and_day_narrow_a_name(text: str, scope: dict[str, Any], name: str) -> None:
    match = match_unit(text, **scope)
    assert match.status is MatchStatus.MATCHED
    assert match.unit is not None
    assert match.unit.name == name


def test_a_bare_name_after_the_districts_ended_may_be_the_old_district() -> None:
    match = match_unit("Lục Nam", on=date(2025, 9, 1))
    assert {unit.name for unit in match.candidates} == {"Huyện Lục Nam", "Xã Lục Nam"}


def test_a_preferred_district_tells_what_was_passed_over() -> None:
    assert [unit.name for unit in match_unit("Lạng Giang").candidates] == ["Xã Lạng Giang"]


def test_the_old_name_is_kept_beside_the_unit() -> None:
    match = match_unit("thị trấn Thanh Sơn")
    assert match.named is not None
    assert match.named.name == "Thị trấn Thanh Sơn"


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="ward"):
        match_unit("Chũ", level="ward")


def missed(unit: Unit, text: str, **scope: Any) -> bool:
    match = match_unit(text, **scope)
    return unit.code not in {found.code for found in (match.unit, *match.candidates) if found}


@pytest.mark.parametrize("form", FORMS)
def test_every_name_in_any_form_leads_to_its_unit_or_to_several_with_it(form: str) -> None:
    write = FORMS[form]
    assert [unit for unit in all_units() if missed(unit, write(unit.name), on=unit.valid_to or unit.valid_from)] == []
    assert [unit for unit in all_units() if missed(unit, write(unit.name))] == []
    assert [unit for unit in all_units() if missed(unit, write(unit.short_name))] == []
    assert [unit for unit in all_units() if missed(unit, write(unit.short_name), level=unit.level)] == []
    assert [unit for unit in all_units() if missed(unit, write(unit.name), within=unit.parent_code)] == []


@given(st.sampled_from(all_units()), st.data())
def test_a_name_in_mixed_case_reads_like_the_name(unit: Unit, data: st.DataObject) -> None:
    mixed = "".join(letter.upper() if data.draw(st.booleans()) else letter.lower() for letter in unit.name)
    assert not missed(unit, mixed)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    match = match_unit(text)
    assert (match.unit is not None) == (match.status is MatchStatus.MATCHED)
    assert match.status is not MatchStatus.AMBIGUOUS or len(match.candidates) > 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Đồng  KỲ ", "dong ky"),
        ("TP.Bắc-Giang", "tp bac giang"),
        (unicodedata.normalize("NFD", "Chũ"), "chu"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_spelling_counts_diacritics_but_not_where_the_tone_stands() -> None:
    assert spelling("Hiệp Hoà") == spelling("Hiệp Hòa") != spelling("Hiệp Hoa")
    assert spelling("Thuỵ") == spelling("Thụy")
    assert spelling("Sơn Đông") != spelling("Sơn Động")


@given(st.text())
def test_nfc_is_composed_and_stable(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(nfc(text)) == nfc(text)
