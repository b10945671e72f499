"""Grounds are documents that hold on a paper's day, and units are named as on it."""

from datetime import date

import pytest

from analytics.papers.legal_grounds import legal_grounds
from analytics.papers.places import address_on, area_on, units_named
from geodata.places.registry import units_by_code
from geodata.places.units import VIEW_DATE
from geodata.record import Record
from geodata.record.public import load_public_record

BEFORE, AFTER = date(2024, 1, 20), date(2026, 1, 20)


@pytest.fixture(scope="module")
def record() -> Record:
    return load_public_record()


def test_grounds_are_documents_of_the_record_that_hold_on_the_day(record: Record) -> None:
    early = legal_grounds(record, ("67/2023/NQ-HĐND",), date(2024, 5, 1))
    assert early[0] == "Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ"
    assert early[-1] == "Nghị quyết số 67/2023/NQ-HĐND ngày 13 tháng 12 năm 2023 của HĐND tỉnh Bắc Giang"
    assert not any("235/2025" in one for one in early)
    assert any("235/2025/NĐ-CP" in one for one in legal_grounds(record, (), date(2026, 1, 1)))


def test_a_document_that_nobody_knows_stands_as_it_is_written(record: Record) -> None:
    assert legal_grounds(record, ("Quy chế mẫu",), date(2024, 5, 1))[-1] == "Quy chế mẫu"


@pytest.mark.parametrize(
    ("day", "named"),
    [(date(2024, 6, 1), "Xã Tiên Lục, Huyện Lạng Giang"), (AFTER, "Xã Tiên Lục")],
)
def test_units_are_named_as_on_the_day(day: date, named: str) -> None:
    commune = next(
        code
        for code, units in units_by_code().items()
        if any(one.name == "Xã Tiên Lục" and one.stands_on(VIEW_DATE) for one in units)
    )
    assert units_named(commune, ("217",), day) == named
    assert units_named("", (), day) == ""
    assert units_named("no code", (), day) == ""
    former = " (cũ)" if day == AFTER else ""
    assert units_named("", ("217", "213"), day) == f"Huyện Lạng Giang{former}, Thành phố Bắc Giang{former}"


TIEN_LUC = next(
    code
    for code, units in units_by_code().items()
    if any(one.name == "Xã Tiên Lục" and one.stands_on(VIEW_DATE) for one in units)
)


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [
        ("thôn Mẫu, huyện Lạng Giang", "thôn Mẫu, huyện Lạng Giang", "Xã Tiên Lục"),
        ("thôn Mẫu, xã Tiên Lục", "thôn Mẫu, xã Tiên Lục", "thôn Mẫu, xã Tiên Lục"),
        (None, "Huyện Lạng Giang", "Xã Tiên Lục"),
    ],
)
def test_an_address_names_no_district_after_the_merger(written: str | None, before: str, after: str) -> None:
    row = {"place_text": written, "commune_code": TIEN_LUC, "district_code": "217"}
    assert address_on(row, BEFORE) == before
    assert address_on(row, AFTER) == after
    assert area_on(row, BEFORE) == "Huyện Lạng Giang"


def test_what_lies_nowhere_known_has_no_area() -> None:
    row = {"place_text": "huyện Lạng Giang", "commune_code": None, "district_code": "217"}
    assert area_on(row, AFTER) == ""
    assert address_on(row, AFTER) == "huyện Lạng Giang"  # the person is told
