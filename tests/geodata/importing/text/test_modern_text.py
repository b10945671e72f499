"""A sheet typed in several fonts: what is legacy becomes Unicode, column by column and run by run; right text stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from geodata.importing.grid import Sheet
from geodata.importing.text.modern_text import modern
from tests.geodata.importing import import_sheets as sheets
from tests.geodata.importing.import_files import as_tcvn3, as_vni

NAMES = [
    "Công ty TNHH Gỗ Tân Tiến",
    "Hợp tác xã Mỳ gạo Chũ",
    "Hộ kinh doanh Trần Văn Bình",
    "Công ty",
    "Xưởng mộc Hòa Bình",
]
PLACES = ["xã Quế Nham", "xã Nam Dương", "thị trấn Vôi", "xã Hà", "huyện Lục Ngạn"]


def sheet(*columns: list[str]) -> Sheet:
    return replace(sheets.sheet("a"), rows=tuple(zip(*columns, strict=True)))


def column(one: Sheet, at: int) -> list[object]:
    return [row[at] for row in one.rows]


@pytest.mark.parametrize("old", [as_tcvn3, as_vni])
def test_one_unicode_cell_leaves_the_repair_of_the_others_on(old: Callable[[str], str]) -> None:
    made = modern(sheet(["Tên cơ sở sản xuất", *map(old, NAMES)], ["Địa chỉ", *map(old, PLACES)]))
    assert column(made, 0) == ["Tên cơ sở sản xuất", *NAMES]
    assert column(made, 1) == ["Địa chỉ", *PLACES]


@pytest.mark.parametrize("old", [as_tcvn3, as_vni])
def test_a_column_of_right_text_stays_beside_a_legacy_one(old: Callable[[str], str]) -> None:
    right = ["Công ty", "Công ty Thành Hà", "Hà", "Công ty Hoàng Tân", "Trà"]
    made = modern(sheet([old(one) for one in NAMES], right))
    assert column(made, 0) == NAMES
    assert column(made, 1) == right


def test_rows_that_were_added_in_unicode_stay_and_their_legacy_neighbours_do_not() -> None:
    old = [as_tcvn3(one) for one in NAMES]
    made = modern(sheet([*old, *NAMES, *old]))
    assert column(made, 0) == [*NAMES, *NAMES, *NAMES]


def test_a_sheet_of_right_text_comes_back_as_it_is() -> None:
    right = sheet(NAMES, PLACES)
    assert modern(right) is right
    assert modern(replace(right, rows=())) == replace(right, rows=())
