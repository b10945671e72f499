"""Published figures, rules and survey visits of a file: into a real store and out again, by their description."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.selection.published_totals import published_sum
from analytics.selection.selection import Selection
from geodata.importing.comparing import plan
from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.plans.planned import ImportPlan
from geodata.importing.sheet_reading import read_rows
from geodata.record import Record, load_public_record
from geodata.store import RecordScope, Store, open_store
from geodata.store.overlay import record_of
from tests.geodata.conftest import sqlite_address
from tests.geodata.importing import import_sheets as sheets

PUBLIC = load_public_record()
FIGURES = ("Chỉ tiêu", "Năm", "Chương trình", "Huyện", "Giá trị", "Đơn vị tính", "Loại số")
RULES = ("Văn bản", "Nội dung quy định", "Nhóm quy định", "Nơi áp dụng", "Mức", "Đơn vị tính", "Tỷ lệ tối đa")
DAYS = ("Có hiệu lực từ", "Hết hiệu lực")
VISITS = ("Tên cơ sở", "Ngày khảo sát", "Kinh độ", "Vĩ độ", "Kết luận", "Kết quả khảo sát")
BUDGET: tuple[SheetCell, ...] = ("Kinh phí", 2026, "Mọi chương trình", None, 5.5, "tỷ đồng", "phê duyệt")
CEILING: tuple[SheetCell, ...] = ("NQ 01/2026/NQ-HĐND", "Không quá 300 triệu đồng", "Mức trần hỗ trợ", "Cả nước", 300, "triệu đồng", "50%")  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(sqlite_address(tmp_path))
    yield opened
    opened.close()


def planned(store: Store, heads: tuple[str, ...], *rows: tuple[SheetCell, ...], title: str = "") -> ImportPlan:
    above: tuple[tuple[SheetCell, ...], ...] = ((title, *[None] * (len(heads) - 1)),) if title else ()
    sheet = Sheet("S", (*above, heads, *rows), ())
    file = sheets.file(sheet, digest=f"{len(str(rows)):016x}{0:048x}")
    record = record_of(PUBLIC, store, RecordScope.ALL)
    return plan(read_rows(sheet, propose(sheet)), record, file, on=date(2026, 11, 29), versions=store.versions)


def imported(store: Store, heads: tuple[str, ...], *rows: tuple[SheetCell, ...], title: str = "") -> Record:
    store.commit(planned(store, heads, *rows, title=title).changes("good"), who="lan", action="import")
    assert store.verify() == ()
    return record_of(PUBLIC, store, RecordScope.ALL)


def new_rows(record: Record, table: str) -> list[dict[str, Any]]:
    frame = record[table]
    added = frame[~frame.iloc[:, 0].isin(PUBLIC[table].iloc[:, 0])].astype(object)
    return added.where(added.notna(), None).to_dict("records")


@pytest.mark.parametrize(
    ("heads", "row", "kind"),
    [
        (FIGURES, BUDGET, "published_figures"),
        (RULES, CEILING, "rules"),
        (VISITS, ("HTX Thử", "05/01/2026", 106.19, 21.29, "Đủ điều kiện", "Nhà xưởng mới"), "survey_visits"),
    ],
)
def test_the_headings_of_the_template_are_known_for_their_table(
    store: Store, heads: tuple[str, ...], row: tuple[SheetCell, ...], kind: str
) -> None:
    first = planned(store, heads, row)
    assert first.kind == kind
    assert [one.state for one in first.rows] == ["new"]
    assert [one for one in first.problems if one.is_blocking] == []
    store.commit(first.changes("good"), who="lan", action="import")
    again = planned(store, heads, row)
    assert [one.state for one in again.rows] == ["same"]
    assert again.changes("good") == []


def test_a_total_of_the_office_counts_at_once(store: Store) -> None:
    record = imported(store, FIGURES, BUDGET)
    (row,) = new_rows(record, "published_figures")
    assert (row["value"], row["unit"], row["basis"], row["scope"]) == (5.5e9, "vnd", "approved", "province")
    assert (row["year_from"], row["year_to"], row["qualifier"], row["is_used"]) == (2026, 2026, "exact", True)
    total = published_sum(record, "budget_vnd", Selection(years=(2026, 2026)))
    assert total is not None
    assert (total.value, total.figure_ids) == (5.5e9, (row["figure_id"],))


def test_a_target_counts_nowhere_as_what_happened(store: Store) -> None:
    record = imported(store, FIGURES, (*BUDGET[:-1], "mục tiêu"))
    assert new_rows(record, "published_figures")[0]["basis"] == "target"
    assert published_sum(record, "budget_vnd", Selection(years=(2026, 2026))) is None


def test_a_figure_of_a_district_is_of_that_district(store: Store) -> None:
    record = imported(store, FIGURES, ("Đề án", 2026, "Mọi chương trình", "Huyện Yên Thế", 3, "đề án", "thực hiện"))
    (row,) = new_rows(record, "published_figures")
    assert (row["scope"], row["district_code"]) == ("district", "215")


def test_the_published_figure_of_the_same_thing_is_changed_and_keeps_its_source(store: Store) -> None:
    known = PUBLIC["published_figures"].set_index("figure_id").loc["2023-national-budget-done"]
    record = imported(store, FIGURES, ("Kinh phí", 2023, "Quốc gia", None, 3250, "triệu đồng", "thực hiện"))
    assert new_rows(record, "published_figures") == []
    now = record["published_figures"].set_index("figure_id").loc["2023-national-budget-done"]
    assert (known["value"], now["value"]) == (3.2e9, 3.25e9)
    assert now["source_ids"].startswith(f"{known['source_ids']};office-")


@pytest.mark.parametrize(
    "row",
    [
        ("Đề án về khuyến công", 2026, "Mọi chương trình", None, 3, "đề án", "thực hiện"),
        ("Kinh phí", 2026, "Mọi chương trình", None, 5, "triệu USD", "phê duyệt"),
        ("Kinh phí", 2026, "Mọi chương trình", None, "chưa có", "đồng", "phê duyệt"),
    ],
)
def test_what_is_counted_is_never_guessed(store: Store, row: tuple[SheetCell, ...]) -> None:
    made = planned(store, FIGURES, row, BUDGET)
    assert [one.state for one in made.rows] == ["refused", "new"]
    assert [one.row for one in made.problems if one.is_blocking]


def test_a_rule_comes_with_its_ceiling_in_dong_and_its_share(store: Store) -> None:
    (row,) = new_rows(imported(store, RULES, CEILING), "rules")
    assert (row["amount"], row["unit"], row["share_max"]) == (300_000_000, "vnd", 0.5)
    assert (row["topic"], row["applies_in"], row["is_text_read"]) == ("support_ceiling", "nation", False)


def test_an_amount_without_a_unit_and_an_end_before_the_beginning_stay_open_and_are_told(store: Store) -> None:
    bad = (*CEILING[:5], None, CEILING[6], "01/08/2026", "30/06/2025")
    made = planned(store, (*RULES, *DAYS), bad)
    assert {one.code for one in made.problems} >= {"amount_without_unit", "ends_before"}
    (row,) = new_rows(imported(store, (*RULES, *DAYS), bad), "rules")
    assert (row["amount"], row["effective_from"], row["effective_to"]) == (None, "2026-08-01", None)


def test_a_visit_has_its_point_its_day_and_its_result(store: Store) -> None:
    record = imported(store, VISITS, ("HTX Thử", "05/01/2026", 106.19, 21.29, "cần bổ sung hồ sơ", "Nhà xưởng mới"))
    (visit,) = new_rows(record, "survey_visits")
    assert (visit["lon"], visit["lat"], visit["location_quality"]) == (106.19, 21.29, "exact")
    assert (visit["visited_on"], visit["result"], visit["finding"]) == ("2026-01-05", "lacks_papers", "Nhà xưởng mới")
    assert visit["facility_id"] in set(record["facilities"]["facility_id"])


def test_a_list_of_difficult_communes_keeps_each_commune_with_its_decision(store: Store) -> None:
    heads = ("Xã, phường, thị trấn", "Huyện, thị xã, thành phố", "Mức độ khó khăn", "Quyết định", "Có hiệu lực từ")
    rows: tuple[tuple[SheetCell, ...], ...] = (
        ("xã An Lạc", "Sơn Động", "Đặc biệt khó khăn", "861/QĐ-TTg", "04/06/2021"),
        ("xã Hương Sơn", "Lạng Giang", None, "861/QĐ-TTg", "04/06/2021"),
    )
    record = imported(store, heads, *rows, title="Danh sách xã đặc biệt khó khăn")
    found = {row["place_text"]: row for row in new_rows(record, "difficult_communes")}
    assert len(found) == 2
    assert [row["difficulty"] for row in found.values()] == ["especially_difficult", "difficult"]
    assert all(row["commune_code"] and row["effective_from"] == "2021-06-04" for row in found.values())
    assert planned(store, heads, *rows, title="Danh sách xã đặc biệt khó khăn").changes("good") == []
