"""An import compared with the record and committed to a real store: nothing doubled, nothing wiped, nothing twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata.importing.codes import ProblemKind
from geodata.importing.comparing import plan
from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.plans.planned import ImportPlan, RefusedRowsError
from geodata.importing.sheet_reading import CancelledError, read_rows
from geodata.importing.understood import UnderstoodSheet
from geodata.record import Record, load_public_record
from geodata.store import RecordScope, Store, open_store
from geodata.store.overlay import record_of
from tests.geodata.conftest import sqlite_address
from tests.geodata.importing import import_sheets as sheets

DAY = date(2026, 11, 21)
PUBLIC = load_public_record()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(sqlite_address(tmp_path))
    yield opened
    opened.close()


def understood(sheet: Sheet) -> UnderstoodSheet:
    return read_rows(sheet, propose(sheet))


def planned(sheet: Sheet, record: Record = PUBLIC, store: Store | None = None, digest: str = "ab" * 32) -> ImportPlan:
    file = sheets.file(sheet, digest=digest)
    return plan(understood(sheet), record, file, on=DAY, **({"versions": store.versions} if store else {}))


def changed(sheet: Sheet, row: int, column: int, value: SheetCell) -> Sheet:
    rows = [list(one) for one in sheet.rows]
    rows[row - 1][column - 1] = value
    return replace(sheet, rows=tuple(map(tuple, rows)))


def committed(store: Store, sheet: Sheet, digest: str = "ab" * 32) -> Record:
    record = record_of(PUBLIC, store, RecordScope.ALL)
    store.commit(planned(sheet, record, store, digest).changes("good"), who="lan", action="import")
    return record_of(PUBLIC, store, RecordScope.ALL)


def row_of(record: Record, table: str, row_id: str) -> dict[str, object]:
    frame = record[table]
    found = frame[frame.iloc[:, 0] == row_id].astype(object)
    return found.where(found.notna(), None).iloc[0].to_dict()


@pytest.mark.parametrize("name", sheets.ALL)
def test_the_same_file_again_and_another_that_says_the_same_change_nothing(name: str, store: Store) -> None:
    sheet = sheets.ALL[name]
    record = committed(store, sheet)
    again = planned(sheet, record, store)
    assert again.changes("good") == []
    assert [row.row for row in again.rows if row.state not in {"same", "refused"}] == []
    assert store.revision() == 1
    assert planned(sheet, record, store, digest="cd" * 32).changes("good") == []


def test_a_proposal_comes_with_its_beneficiary_stage_and_source() -> None:
    changes = {change.table: change for change in planned(sheets.LIST_OF_PROPOSALS).changes()[:3]}
    tables = [change.table for change in planned(sheets.LIST_OF_PROPOSALS).changes()]
    assert tables == ["sources", "facilities", *["proposals"] * 2, *["beneficiaries"] * 2, *["proposal_events"] * 2]
    source = changes["sources"].after
    assert source is not None
    assert (source["kind"], source["file"], source["published_on"]) == ("office", "Danh mục 2023.xlsx", "2026-11-21")
    assert source["publisher"] == "UBND TỈNH BẮC GIANG"
    after = {
        c.table: c.after
        for c in planned(sheets.LIST_OF_PROPOSALS).changes()
        if c.after and c.after.get("facility_id") != "x"
    }
    assert after["proposal_events"]["happened_on"] == "2023-03-15"  # type: ignore[index]
    assert after["beneficiaries"]["commune_code"] == "07201"  # type: ignore[index]


def test_a_known_facility_is_matched_and_not_doubled() -> None:
    changes = planned(sheets.LIST_OF_PROPOSALS).changes()
    facilities = [change.after["name"] for change in changes if change.table == "facilities" and change.after]
    assert facilities == ["Công ty TNHH Cơ khí Minh Đức"]
    held = [change.after["facility_id"] for change in changes if change.table == "beneficiaries" and change.after]
    assert "htx-my-cuong-be" in held


def test_an_unknown_beneficiary_becomes_a_facility_of_the_kind_that_its_name_tells() -> None:
    changes = [*planned(sheets.MARKS).changes(), *planned(sheets.SEVERAL_BENEFICIARIES).changes()]
    kinds = {
        change.after["name"]: change.after["kind"]
        for change in changes
        if change.table == "facilities" and change.after
    }
    assert kinds["Hộ kinh doanh Nguyễn Thị Lan"] == "household"
    assert kinds["Tổ hợp tác mộc Đông Thượng"] == "cooperative_group"
    assert kinds["HTX Dược liệu An Nhiên"] == "cooperative"


def test_a_facility_of_the_office_updates_the_public_one(store: Store) -> None:
    record = committed(store, sheets.FACILITIES_IN_GROUPS)
    before, after = row_of(PUBLIC, "facilities", "htx-than-truong"), row_of(record, "facilities", "htx-than-truong")
    assert after["name"] == before["name"]
    assert (after["workers"], after["revenue_vnd"], after["founded_year"]) == (50, 3_200_000_000, 2009)
    assert str(after["source_ids"]).startswith(f"{before['source_ids']};office-")
    assert "gần 50" in str(after["note"])
    assert len(record["facilities"]) == len(PUBLIC["facilities"]) + 2


def test_differences_are_shown_field_by_field(store: Store) -> None:
    record = committed(store, sheets.LIST_OF_PROPOSALS)
    new = changed(sheets.LIST_OF_PROPOSALS, 12, 6, 350.0)
    (row,) = planned(new, record, store, digest="cd" * 32).updated
    assert [(one.column, one.before, one.after) for one in row.differences] == [
        ("support_vnd", 300_000_000, 350_000_000)
    ]
    later = committed(store, new, digest="cd" * 32)
    assert row.row_id
    sources = str(row_of(later, "proposals", row.row_id)["source_ids"]).split(";")
    assert len(sources) == 2
    assert len(later["proposals"]) == len(record["proposals"])


def test_an_empty_cell_wipes_nothing_and_that_is_said(store: Store) -> None:
    record = committed(store, sheets.LIST_OF_PROPOSALS)
    new = changed(sheets.LIST_OF_PROPOSALS, 12, 7, None)
    after = planned(new, record, store, digest="cd" * 32)
    assert after.changes("good") == []
    assert "counterpart_vnd" in next(row for row in after.rows if row.row == 12).kept


def test_a_stage_from_a_title_does_not_take_a_proposal_back(store: Store) -> None:
    record = committed(store, sheets.LIST_OF_PROPOSALS)
    proposal = planned(sheets.LIST_OF_PROPOSALS, record, store).rows[0].row_id
    assert proposal
    values = row_of(record, "proposals", proposal) | {"stage": "accepted"}
    change = next(one for one in planned(sheets.LIST_OF_PROPOSALS).changes() if one.row_id == proposal)
    store.commit([replace(change, after=values, expected_version=1)], who="lan", action="edit")
    record = record_of(PUBLIC, store, RecordScope.ALL)
    assert planned(sheets.LIST_OF_PROPOSALS, record, store).changes() == []


@pytest.mark.parametrize(("stage", "told"), [("Đã thẩm định", True), ("Đã khảo sát", False), ("Đã nghiệm thu", False)])
def test_a_list_that_calls_a_proposal_appraised_is_taken_and_told(stage: str, *, told: bool) -> None:
    made = planned(
        sheets.sheet(
            f"ĐỀ ÁN NĂM 2024 (triệu đồng)\nTT | Tên đề án | Đơn vị thụ hưởng | Kinh phí hỗ trợ | Trạng thái\n#1 | Máy sấy | HTX Mới Lạ | #100 | {stage}"
        )
    )
    problems = [one for one in made.problems if one.code == ProblemKind.NOT_APPRAISED]
    assert (len(problems), any(one.is_blocking for one in problems)) == (int(told), False)


def test_several_beneficiaries_share_one_sum_unless_each_has_its_own() -> None:
    changes = planned(sheets.SEVERAL_BENEFICIARIES).changes()
    money = [change.after["support_vnd"] for change in changes if change.table == "proposals" and change.after]
    assert money == [400_000_000, 150_000_000, 120_000_000]
    held = [change.after["proposal_id"] for change in changes if change.table == "beneficiaries" and change.after]
    assert sorted(held.count(one) for one in set(held)) == [1, 1, 2]


def test_all_is_refused_while_a_row_is_refused_and_good_leaves_it_out() -> None:
    sheet = changed(sheets.LIST_OF_PROPOSALS, 12, 2, None)
    bad = planned(sheet)
    with pytest.raises(RefusedRowsError) as error:
        bad.changes("all")
    assert error.value.rows == (12,)
    titles = [change.after["title"] for change in bad.changes("good") if change.table == "proposals" and change.after]
    assert titles == ["Xây dựng mô hình trình diễn kỹ thuật sản xuất cửa nhôm kính"]


def test_a_row_twice_is_left_out_once_and_refused_when_it_differs() -> None:
    rows = [list(row) for row in sheets.MARKS.rows]
    same = replace(sheets.MARKS, rows=(*map(tuple, rows), tuple(rows[3])))
    twice = planned(same)
    assert [problem.code for problem in twice.problems if problem.row == 8] == ["duplicate_row"]
    assert len([one for one in twice.changes() if one.table == "proposals"]) == 4
    other = planned(changed(same, 8, 7, "999"))
    assert [problem.code for problem in other.problems if problem.row == 8] == ["duplicate_key"]
    assert [row.row for row in other.refused] == [8]


def test_what_each_programme_pays_of_one_row_is_kept_in_its_note() -> None:
    sheet = sheets.sheet(
        """
KẾ HOẠCH KHUYẾN CÔNG NĂM 2024 (ĐVT: nghìn đồng) | | |
Tên đề án | Đơn vị thụ hưởng | KCQG | KCĐP
Máy sấy | HTX Kiểm Thử | #500000 | #250000
"""
    )
    (change,) = (one for one in planned(sheet).changes() if one.table == "proposals")
    assert change.after["support_vnd"] == 750_000_000
    assert "Kinh phí KCQG 500.000.000 đồng; Kinh phí KCĐP 250.000.000 đồng" in str(change.after["note"])


def test_an_ocop_product_has_its_recognition_and_an_older_one_does_not_take_stars_back(store: Store) -> None:
    record = committed(store, sheets.OCOP)
    held = record["ocop_recognitions"]
    dated = held[held["recognised_on"] == "2021-08-26"]
    assert set(dated["decision"].dropna()) >= {"914/QĐ-UBND"}
    assert len(record["ocop_products"]) - len(PUBLIC["ocop_products"]) <= 3
    older = changed(changed(changed(sheets.OCOP, 1, 1, "DANH SÁCH SẢN PHẨM OCOP NĂM 2019"), 2, 1, None), 10, 5, "3 sao")
    later = committed(store, older, digest="cd" * 32)
    products = later["ocop_products"]
    (product,) = products[products["name"].str.casefold() == "bánh khảo mộc sơn"].to_dict("records")
    recognitions = later["ocop_recognitions"]
    years = recognitions.loc[recognitions["product_id"] == product["product_id"], "year"]
    assert {2019, 2021} <= set(map(int, years))
    assert product["recognised_year"] == max(years)


def test_an_export_flow_keeps_markets_and_qualifiers() -> None:
    changes = planned(sheets.EXPORTS).changes()
    flows = [change.after for change in changes if change.table == "export_flows" and change.after]
    told = [
        (one["product"], one["market"], one["market_kind"], one["volume"], one["volume_qualifier"], one["value"])
        for one in flows
    ]
    assert told == [
        ("vải thiều đóng hộp", "Nhật Bản", "country", 120.5, "exact", 250_000),
        ("vải thiều đóng hộp", "Nga", "country", 80, "nearly", 160_500),
        ("mỳ Chũ", "EU, Mỹ", "group", 15, "exact", None),
        ("ván ép", "Hàn Quốc; Malaysia", "group", 1200, "exact", 1_850_000),
    ]
    assert {one["exporter"] for one in flows[:2]} == {"Công ty Cổ phần Xuất nhập khẩu Vifoco"}
    assert flows[0]["product_group"] == "canned-fruit-vegetables"


def test_visits_name_the_facilities_of_the_record() -> None:
    visits = [
        change.after for change in planned(sheets.VISITS).changes() if change.table == "survey_visits" and change.after
    ]
    assert [(one["facility_id"], one["visited_on"], one["year"]) for one in visits] == [
        ("vu-thinh", "2023-12-12", 2024),
        ("htx-than-truong", "2023-12-13", 2024),
    ]


def test_what_a_plan_makes_is_taken_by_the_store_as_a_whole(store: Store) -> None:
    for name, sheet in sheets.ALL.items():
        record = record_of(PUBLIC, store, RecordScope.ALL)
        store.commit(
            planned(sheet, record, store, digest=f"{len(name):02d}" * 32).changes("good"), who="lan", action="import"
        )
    assert store.verify() == ()


def test_a_plan_can_be_watched_and_cancelled() -> None:
    shares: list[float] = []
    read = read_rows(sheets.MARKS, propose(sheets.MARKS), on_progress=shares.append)
    plan(read, PUBLIC, sheets.file(sheets.MARKS), on=DAY, on_progress=shares.append)
    assert shares[-1] == 1.0
    assert all(0 <= share <= 1 for share in shares)
    with pytest.raises(CancelledError):
        read_rows(sheets.MARKS, propose(sheets.MARKS), is_cancelled=lambda: True)
    with pytest.raises(CancelledError):
        plan(read, PUBLIC, sheets.file(sheets.MARKS), on=DAY, is_cancelled=lambda: True)


def test_a_template_that_nobody_filled_in_changes_nothing() -> None:
    made = planned(sheets.sheet("Tên cơ sở | Huyện | Số lao động\n | | "))
    assert (made.rows, made.changes()) == ((), [])


@pytest.mark.parametrize(
    "money", ["KC hỗ trợ", "Khuyến công hỗ trợ", "Vốn KC", "Nguồn KC", "Hỗ trợ từ KC", "Kinh phí KC"]
)
def test_a_heading_of_money_that_names_no_programme_states_none(money: str) -> None:
    text = f"DANH MỤC ĐỀ ÁN NĂM 2024 (triệu đồng)\nTT | Tên đề án | Đơn vị thụ hưởng | {money} | Đối ứng\n#1 | Máy sấy | HTX Mới Lạ | #100 | #200"
    (row,) = understood(sheets.sheet(text)).rows
    assert (row.value("support_vnd"), row.value("programme")) == (100_000_000, None)
