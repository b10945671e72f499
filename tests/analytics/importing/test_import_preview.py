"""What the screen of an import says: counts, problems with their remedy, values beside the cells, what changes, stays and is left out."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from analytics.importing.draft import with_column
from analytics.importing.fields import default_choices, defaults_of, field_name, units_of_field
from analytics.importing.preview import (
    examples,
    fate_counts,
    left_out,
    listed_differences,
    problems,
    refuses_all,
    understood_cells,
    understood_rows,
    value_text,
)
from analytics.wording.language import Language
from geodata.importing.comparing import plan
from geodata.importing.fields import tables
from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.plans.planned import ImportPlan, RowState
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from geodata.record import load_public_record
from tests.geodata.importing import import_sheets as sheets

VI = Language("vi")
PUBLIC = load_public_record()


def planned(sheet: Sheet) -> tuple[UnderstoodSheet, ImportPlan]:
    understood = read_rows(sheet, propose(sheet))
    return understood, plan(understood, PUBLIC, sheets.file(sheet), on=date(2026, 11, 21))


def named(_table: str, ids: Sequence[str]) -> Mapping[str, str]:
    return {one: f"tên {one}" for one in ids}


BAD = sheets.sheet(
    """
Tên cơ sở | Huyện | Số lao động
HTX Thử Hai | Lục Nam | mười
=A7 | Lục Nam | gần 20
"""
)


def test_a_refused_row_comes_first_and_says_what_to_do() -> None:
    understood, made = planned(BAD)
    first = problems(made, VI).rows[0]
    assert (first["level"]["t"], first["row"], first["column"], first["value"]) == (
        "Từ chối",
        3,
        "A · Tên cơ sở",
        "=A7",
    )
    assert first["remedy"].startswith("Ô chứa công thức (“=A7”) mà tệp không lưu kết quả. Hãy")
    assert problems(made, VI).rows[1]["remedy"].startswith("Không hiểu “mười” là số. Hãy")
    number = fate_counts(made, understood)
    assert (number.states[RowState.REFUSED], number.n_good) == (1, 1)
    assert refuses_all(made)


def test_a_cell_that_says_it_otherwise_stands_behind_the_value() -> None:
    understood, made = planned(sheets.MARKS)
    rows = understood_rows(understood, made, VI).rows
    assert rows[1]["support_vnd"]["t"] == "1.200.000.000\u00a0đồng ← 1,2 tỷ"
    assert rows[0]["title"]["t"] == "Hỗ trợ máy móc thiết bị sản xuất viên nén"
    assert rows[0]["programme"] == {"t": "Quốc gia", "title": "theo cột được đánh dấu"}
    cells = {one["id"]: one for one in understood_cells(understood, understood.rows[1], VI).rows}
    assert (cells["support_vnd"]["written"], cells["support_vnd"]["column"]) == ("1,2 tỷ", "G")


def test_what_changes_and_what_stays_is_told_with_the_name_of_the_record() -> None:
    facility = PUBLIC["facilities"].dropna(subset=["workers", "district_code"]).iloc[0]
    sheet = Sheet("S", (("Tên cơ sở", "Số lao động", "Sản phẩm"), (facility["name"], None, "hàng thử")))
    understood, made = planned(sheet)
    rows = listed_differences(made, understood, VI, named).rows
    assert {one["record"] for one in rows} == {f"Cơ sở CNNT: tên {facility['facility_id']}"}
    assert [one["after"] for one in rows][-1].startswith("(giữ nguyên")
    assert rows[-1]["before"] == VI.number(int(facility["workers"]))


def test_groups_and_sums_are_left_out_and_say_so() -> None:
    understood, made = planned(sheets.FACILITIES_IN_GROUPS)
    assert [one["role"] for one in left_out(understood, made, VI).rows] == [
        "dòng tên nhóm",
        "dòng tên nhóm",
        "dòng cộng",
    ]


def test_examples_are_the_first_different_cells() -> None:
    assert examples(sheets.MARKS, propose(sheets.MARKS), 6) == ("300", "1,2 tỷ", "150tr")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_has_a_name_of_its_own_in_its_table(language: str) -> None:
    words = Language(language)
    for table in tables().values():
        names = [field_name(field, words) for field in table.fields]
        assert len(set(names)) == len(names)
        assert not [name for name in names if "_" in name]


def test_a_column_that_becomes_money_takes_the_unit_of_its_heading() -> None:
    layout = propose(sheets.MARKS).with_field(6, None)
    assert with_column(layout, 6, "counterpart_vnd").columns[6].unit == "million"
    assert units_of_field(tables()["proposals"].field("counterpart_vnd"))[0] == "dong"
    assert with_column(layout, 6, None).columns[6].field is None


def test_what_may_hold_for_all_rows_follows_the_table_and_its_columns() -> None:
    assert defaults_of(propose(sheets.MARKS)) == (
        "year",
        "programme",
        "stage",
        "stage_on",
        "decision",
        "authority",
    )
    assert "meridian" in defaults_of(propose(sheets.METRES))
    assert defaults_of(propose(sheets.OCOP))[:2] == ("year", "district")
    assert default_choices("facilities", "district")[0].startswith("Thành phố")
    assert default_choices("facilities", "meridian")[0] == "107"
    assert default_choices("proposals", "decision") == ()


def test_values_read_as_a_person_writes_them() -> None:
    assert value_text("proposals", "support_vnd", 300_000_000, VI) == "300.000.000\u00a0đồng"
    assert value_text("proposals", "stage_on", "2023-03-15", VI) == "15/03/2023"
    assert value_text("facilities", "district_code", "218", VI) == "Huyện Lục Nam"
    is_marked = True
    assert value_text("proposals", "is_national", is_marked, VI) == "x"
    assert value_text("proposals", "stage", "approved", VI) == "Phê duyệt"
