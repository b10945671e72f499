"""The order in which a row is completed: each step stands where its doc says, and two that depend on each other cannot change places."""

from typing import Any

import pytest

from geodata.importing import sheet_reading
from geodata.importing.fields import tables
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import ROW_STEPS, read_rows
from geodata.importing.tables import completing
from geodata.importing.tables.completing import completion_steps
from geodata.importing.tables.registry import table_import
from tests.geodata.importing import import_sheets as sheets

OCOP = """
DANH SÁCH SẢN PHẨM OCOP CẤP TỈNH NĂM 2024
STT | Tên sản phẩm | Chủ thể | Hạng sao | Quyết định
1 | Mỳ gạo Thử | HTX Thử Nghiệm | 4 | 12/QĐ-UBND ngày 05/03/2023
2 | Chè Thử | HTX Thử Nghiệm | 3 | 12/QĐ-UBND ngày 05/03/2023
"""
GROUPED = """
DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2024 HUYỆN LỤC NGẠN
STT | Tên đề án | Đơn vị thụ hưởng | Kinh phí hỗ trợ (triệu đồng)
I | Huyện Yên Thế | |
1 | Hỗ trợ máy sấy chè | HTX Chè Thử Nghiệm | #300
2 | Hỗ trợ máy đóng gói | HTX Gà Thử Nghiệm | #200
"""
TITLED = """
DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2024
STT | Tên đề án | Kinh phí hỗ trợ (triệu đồng)
1 | Hỗ trợ máy dệt cho Công ty TNHH Dệt Thử Nghiệm, xã Đoan Bái, huyện Hiệp Hòa | #300
2 | Hỗ trợ máy may cho Công ty TNHH May Thử Nghiệm, xã Đoan Bái, huyện Hiệp Hòa | #200
"""
NAMED = """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN HUYỆN LỤC NGẠN
STT | Tên cơ sở | Số lao động
1 | HTX Hưng Phú Thử (xã Quế Nham, huyện Tân Yên) | #12
2 | HTX Tân Phú Thử (xã Quế Nham, huyện Tân Yên) | #30
"""
ON_MAP = """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN
STT | Tên cơ sở | Số lao động | Tọa độ
1 | HTX Hưng Phú Thử | #12 | 21.2731, 106.1947
2 | HTX Tân Phú Thử | #30 | 21.2731, 106.1947
"""
CARRIED = """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN HUYỆN SƠN ĐỘNG
STT | Huyện | Tên cơ sở | Số lao động
1 | Lục Ngạn | HTX Hưng Phú Thử | #12
2 | | HTX Tân Phú Thử | #30
3 | | HTX An Phú Thử | #30
4 | Yên Thế | HTX Bình Phú Thử | #30
5 | | HTX Tiên Phú Thử | #30
"""
OF_A_PART = """
XUẤT KHẨU 6 THÁNG ĐẦU NĂM 2024
STT | Mặt hàng | Thị trường | Sản lượng (tấn)
1 | Vải thiều | Trung Quốc | #120
2 | Vải thiều | Nhật Bản | #30
"""
Rows = list[Any]


def rows(text: str) -> Rows:
    sheet = sheets.sheet(text)
    return [row.cells for row in read_rows(sheet, propose(sheet)).rows]


def exchanged(steps: tuple[Any, ...], first: str, then: str) -> tuple[Any, ...]:
    at = {step.__name__: index for index, step in enumerate(steps)}
    assert at[first] < at[then]
    moved = list(steps)
    moved[at[first]], moved[at[then]] = steps[at[then]], steps[at[first]]
    return tuple(moved)


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("split_decision", "add_from_titles", OCOP),
        ("add_from_group", "add_from_titles", GROUPED),
        ("add_from_group", "set_place", GROUPED),
        ("beneficiary_from_title", "split_name_and_place", TITLED),
        ("beneficiary_from_title", "set_sector", TITLED),
        ("split_name_and_place", "set_place", NAMED),
        ("set_point", "set_place", ON_MAP),
    ],
)
def test_steps_that_depend_on_each_other_cannot_change_places(
    first: str, then: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(text)
    monkeypatch.setattr(completing, "completion_steps", lambda about: exchanged(completion_steps(about), first, then))
    assert rows(text) != before


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("read_cells", "carry_down", CARRIED),
        ("carry_down", "complete_row", CARRIED),
        ("complete_row", "mark_part_of_year", OF_A_PART),
    ],
)
def test_steps_of_a_row_that_depend_on_each_other_cannot_change_places(
    first: str, then: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(text)
    monkeypatch.setattr(sheet_reading, "ROW_STEPS", exchanged(ROW_STEPS, first, then))
    assert rows(text) != before


@pytest.mark.parametrize("kind", tables())
def test_the_steps_of_a_table_are_those_of_all_with_its_own_between_them(kind: str) -> None:
    about = table_import(kind)
    names = [step.__name__ for step in completion_steps(about)]
    assert len(set(names)) == len(names)
    own = {step.__name__ for step in (*about.name_steps, *about.choice_steps)}
    assert [name for name in names if name not in own] == [
        "split_decision",
        "add_from_group",
        "add_from_titles",
        "split_name_and_place",
        "set_point",
        "set_place",
        "set_sector",
    ]


@pytest.mark.parametrize("kind", tables())
def test_what_is_known_of_a_table_names_its_own_fields(kind: str) -> None:
    about, names = table_import(kind), {field.name for field in tables()[kind].fields}
    assert about.name == kind
    assert {about.producer, *about.sector_from} - {""} <= names


def test_every_step_says_what_it_does() -> None:
    steps = {step for kind in tables() for step in completion_steps(table_import(kind))}
    assert [step.__name__ for step in (*steps, *ROW_STEPS) if not step.__doc__] == []
