"""What a cell leaves to the rows around it: blanks, marks of repetition, sums left of the names; and figures of a part of a year."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwt

from geodata.importing.codes import ProblemKind
from geodata.importing.comparing import plan
from geodata.importing.headings.periods import part_in
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from geodata.importing.values.money import MoneyUnit, unit_in
from geodata.record.public import load_public_record
from tests.geodata.importing import import_files as files
from tests.geodata.importing import import_sheets as sheets

PUBLIC = load_public_record()


def read(text: str, kind: str | None = None) -> UnderstoodSheet:
    sheet = sheets.sheet(text)
    return read_rows(sheet, propose(sheet, kind))


def codes(understood: UnderstoodSheet) -> list[str]:
    return [str(one.code) for one in understood.problems]


@pytest.mark.parametrize("total", ["Cộng I", "Cộng huyện Lục Ngạn", "Tổng cộng", "Cộng:", "Tổng toàn tỉnh", "CỘNG"])
@pytest.mark.parametrize("order", ["", "#3"])
def test_a_sum_named_left_of_the_titles_is_no_row_and_is_checked(total: str, order: str) -> None:
    text = f"DANH MỤC ĐỀ ÁN NĂM 2022 (triệu đồng)\nTT | Huyện | Tên đề án | Đơn vị thụ hưởng | Kinh phí hỗ trợ\n#1 | Lục Ngạn | Máy sấy | HTX A | #100\n#2 | Lục Ngạn | Máy xẻ | HTX B | #200\n{order} | {total} | | | {{}}"
    for stated, told in (("#300", []), ("#310", ["grand_total_differs"])):
        understood = read(text.format(stated))
        assert [row.row for row in understood.rows] == [3, 4]
        assert [(one.row, one.role) for one in understood.skipped] == [(5, "total")]
        assert codes(understood) == told


@pytest.mark.parametrize("words", ["Công an huyện Lục Ngạn", "Tổng công ty May", "Công ty TNHH A"])
def test_a_name_that_sounds_like_a_sum_continues_its_row(words: str) -> None:
    text = f"DANH MỤC ĐỀ ÁN NĂM 2022 (triệu đồng)\nTT | Đơn vị thụ hưởng | Tên đề án | Kinh phí hỗ trợ\n#1 | HTX A | Máy sấy | #100\n | {words} | | "
    assert [row.text("beneficiary") for row in read(text).rows] == ["HTX A", words]


def test_stars_beside_a_sum_of_products_are_no_stars() -> None:
    text = "SẢN PHẨM OCOP NĂM 2022\nHuyện | Tên sản phẩm | Chủ thể | Số sao\nTân Yên | Ổi sấy | HTX A | #3\nCộng Tân Yên | | | #1"
    understood = read(text, "ocop_products")
    assert ([row.row for row in understood.rows], codes(understood)) == ([3], [])


@pytest.mark.parametrize("columns", ["Huyện | Xã", "Xã | Huyện"])
def test_a_commune_is_carried_down_in_its_own_district_only(columns: str) -> None:
    def cells(district: str, commune: str) -> str:
        return f"{district} | {commune}" if columns.startswith("Huyện") else f"{commune} | {district}"

    written = [("Lục Ngạn", one) for one in ("Nam Dương", "", "Quý Sơn", "")] + [("Yên Thế", ""), ("", "")]
    rows = [cells(*one) for one in written]
    text = f"Tên cơ sở | {columns} | Số lao động\n" + "\n".join(f"HTX {at} | {row} | #5" for at, row in enumerate(rows))
    understood = read(text, "facilities")
    assert [row.text("commune") for row in understood.rows] == ["Nam Dương", "Nam Dương", "Quý Sơn", "Quý Sơn", "", ""]
    assert codes(understood) == ["filled_down", "place_blank"]


@pytest.mark.parametrize("heading", ["_uuid", "meta/instanceID", "instanceID", "SubmissionDate"])
def test_a_blank_of_a_survey_form_is_a_question_without_an_answer(heading: str) -> None:
    text = f"{heading} | Tên cơ sở | Huyện | Xã\na1 | HTX A | Lục Ngạn | Nam Dương\na2 | HTX B | | \na3 | HTX C | | "
    understood = read(text, "facilities")
    assert [row.text("district") for row in understood.rows] == ["Lục Ngạn", "", ""]
    assert codes(understood) == []


@pytest.mark.parametrize("mark", ["nt", "-nt-", "(nt)", "n.t", "Như trên", '"', "''", "”", "//", "-//-"])
def test_a_mark_of_repetition_says_what_stands_above(mark: str) -> None:
    text = f"TT | Tên đề án | Đơn vị thụ hưởng | Xã | Huyện | Năm | Kinh phí hỗ trợ (triệu đồng)\n#1 | Máy sấy | HTX A | Nam Dương | Lục Ngạn | #2022 | #100\n#2 | Máy xẻ | {mark} | {mark} | {mark} | #2022 | {mark}"
    understood = read(text, "proposals")
    first, second = understood.rows
    assert [second.text(name) for name in ("beneficiary", "district")] == ["HTX A", "Lục Ngạn"]
    assert second.value("commune_code") == first.value("commune_code") == "07603"
    assert second.value("support_vnd") is None, "an amount is never repeated by a mark"
    assert codes(understood) == ["money_unreadable"]


def test_a_mark_of_repetition_with_nothing_above_says_nothing() -> None:
    (row,) = read("Tên cơ sở | Huyện\nHTX A | nt", "facilities").rows
    assert (row.text("district"), row.value("location_quality")) == ("", "unknown")


@pytest.mark.parametrize("mark", ["- ", "+ ", "• "])
def test_a_mark_of_a_list_is_no_part_of_a_title(mark: str) -> None:
    (row,) = read(f"Tên đề án | Đơn vị thụ hưởng | Năm\n{mark}Hỗ trợ bao bì | HTX A | #2022", "proposals").rows
    assert row.text("title") == "Hỗ trợ bao bì"


@pytest.mark.parametrize(
    ("heading", "title", "year", "said"),
    [
        ("Giá trị (nghìn USD)", "XUẤT KHẨU 6 THÁNG ĐẦU NĂM 2024", "", "6 THÁNG ĐẦU NĂM"),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU QUÝ I NĂM 2024", "", "QUÝ I"),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU QUÝ III/2024", "", "QUÝ III"),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU THÁNG 5/2024", "", "THÁNG 5"),
        ("Giá trị 9 tháng (nghìn USD)", "XUẤT KHẨU NĂM 2024", "", "9 tháng"),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU", "6 tháng 2024", "6 tháng 2024"),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU", "Quý I/2024", "Quý I/2024"),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU NĂM 2024", "", None),
        ("Giá trị (nghìn USD)", "XUẤT KHẨU 12 THÁNG NĂM 2024", "", None),
        ("Giá trị cả năm (nghìn USD)", "XUẤT KHẨU 9 THÁNG VÀ CẢ NĂM 2024", "", None),
    ],
)
def test_figures_of_a_part_of_a_year_are_told_and_noted(heading: str, title: str, year: str, said: str | None) -> None:
    text = f"{title}\nTT | Mặt hàng | Thị trường | Năm | {heading}\n#1 | Ván ép | Hàn Quốc | {year} | #100"
    understood = read(text, "export_flows")
    assert [row.value("year") for row in understood.rows] == [2024]
    told = [one.value for one in understood.problems if one.code == "part_of_year"]
    assert told == ([said] if said else [])
    made = plan(understood, PUBLIC, sheets.file(digest="ba" * 32), on=date(2024, 8, 1))
    (flow,) = [one.after for one in made.records if one.table == "export_flows"]
    assert flow["note"] == (f"Số liệu của {said}" if said else None)


@pytest.mark.parametrize("text", ["Giá trị", "Tháng", "36 tháng", "Chứng nhận 18 tháng", "Quý khách", "15 tháng"])
def test_what_is_no_part_of_a_year(text: str) -> None:
    assert part_in(text) is None


def test_exports_without_a_year_are_counted() -> None:
    understood = read("Mặt hàng | Thị trường | Giá trị (USD)\nVán ép | Hàn Quốc | #100", "export_flows")
    assert [one.values["count"] for one in understood.problems if one.code == "year_missing"] == ["1"]


@pytest.mark.parametrize("heading", ["Tổng hỗ trợ", "Tổng kinh phí hỗ trợ", "Tổng kinh phí khuyến công", "Tổng NSNN"])
def test_the_total_of_the_support_is_no_total_investment(heading: str) -> None:
    text = f"Tên đề án | Năm | Kinh phí KCQG (triệu đồng) | Kinh phí KCĐP (triệu đồng) | {heading} (triệu đồng)\nMáy sấy | #2022 | #100 | #50 | #150"
    (row,) = read(text, "proposals").rows
    assert (row.value("support_vnd"), row.value("total_investment_vnd")) == (150_000_000, None)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Revenue (million VND)", MoneyUnit.MILLION),
        ("Support, billion VNĐ", MoneyUnit.BILLION),
        ("Support (thousand dong)", MoneyUnit.THOUSAND),
        ("Revenue (VND)", MoneyUnit.DONG),
    ],
)
def test_units_of_english_headings(heading: str, unit: MoneyUnit) -> None:
    assert unit_in(heading) is unit


def test_a_second_row_of_a_facility_that_says_otherwise_is_not_called_the_same() -> None:
    text = "Tên cơ sở | Huyện | Số lao động\nHTX A | Lục Nam | #5\nHTX A | Lục Nam | #5\nHTX A | Lục Nam | #7"
    understood = read(text, "facilities")
    made = plan(understood, PUBLIC, sheets.file(digest="ba" * 32), on=date(2024, 8, 1))
    assert [(one.row, str(one.code), one.is_blocking) for one in made.problems] == [
        (3, "duplicate_row", False),
        (4, "duplicate_key", True),
    ]


def test_a_blank_district_under_rows_that_have_one_is_told() -> None:
    names = ["HTX Một | Lục Ngạn", "HTX Hai | Yên Thế", "HTX Ba | Tân Yên", "HTX Bốn | ", "HTX Năm | Lục Nam"]
    text = "DANH SÁCH CƠ SỞ\nSTT | Tên cơ sở | Huyện\n" + "\n".join(f"#{n} | {one}" for n, one in enumerate(names, 1))
    told = [(one.row, one.is_blocking) for one in read(text).problems if one.code is ProblemKind.PLACE_BLANK]
    assert told == [(6, False)]
    assert (
        codes(
            read(
                text.replace(" | Lục Nam", " | ").replace("Lục Ngạn", "").replace("Yên Thế", "").replace("Tân Yên", "")
            )
        )
        == []
    )


PROGRAMMES = (
    "DANH MỤC ĐỀ ÁN NĂM 2022 (triệu đồng)\nTên đề án | Đơn vị thụ hưởng | Huyện | Chương trình | Kinh phí hỗ trợ\n"
)


@pytest.mark.parametrize(
    ("written", "read_as", "told"),
    [
        (("Quốc gia", "", "", ""), ("national", "unknown", "unknown", "unknown"), [("blank_below", 4, "3")]),
        (("", "Quốc gia", "", ""), ("unknown", "national", "unknown", "unknown"), [("blank_below", 5, "2")]),
        (("Tỉnh", "", "Tỉnh", "", ""), ("provincial", "unknown") * 2 + ("unknown",), [("blank_below", 4, "3")]),
        (("Quốc gia", "Tỉnh", "Tỉnh", ""), ("national", "provincial", "provincial", "unknown"), [("blank_below", 6, "1")]),
        (("Quốc gia", "", "", "Tỉnh", ""), ("national",) * 3 + ("provincial",) * 2, [("filled_down", 4, "3")]),
        (("Quốc gia",) * 3, ("national",) * 3, []),
    ],
)  # fmt: skip
def test_what_is_written_once_holds_below_only_where_the_column_shows_blocks(
    written: tuple[str, ...], read_as: tuple[str, ...], told: list[tuple[str, int, str]]
) -> None:
    rows = (f"Máy {at} | HTX {at} | Tân Yên | {one} | #100" for at, one in enumerate(written))
    understood = read(PROGRAMMES + "\n".join(rows), "proposals")
    assert tuple(row.text("programme") or "unknown" for row in understood.rows) == read_as
    assert [(str(one.code), one.row, one.values["count"]) for one in understood.problems] == told


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' if one else "<c/>" for one in row) + "</row>"
        for row in rows
    )
    return files.xlsx(cells.encode())


def as_ods(rows: list[list[str]]) -> bytes:
    def cell(text: str) -> str:
        words = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        return words if text else "<table:table-cell/>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return files.ods(f'<table:table table:name="S">{body}</table:table>')


def as_xls(rows: list[list[str]]) -> bytes:
    def write(sheet: xlwt.Worksheet) -> None:
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(at, column, text or None)

    return files.old_excel(write)


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_ods, as_xls], ids=lambda write: write.__name__[3:])
def test_a_blank_is_told_alike_in_every_format(write: Callable[[list[list[str]]], bytes], tmp_path: Path) -> None:
    head = ["Tên đề án", "Đơn vị thụ hưởng", "Huyện", "Chương trình", "Kinh phí hỗ trợ (triệu đồng)"]
    places = ("Tân Yên", "Yên Thế", "", "Lục Nam", "Lục Ngạn", "")
    body = [[f"Máy {at}", f"HTX {at}", one, "" if at else "Quốc gia", "100"] for at, one in enumerate(places)]
    (sheet,) = files.parsed(write([head, *body]), f"bang.{write.__name__[3:]}", tmp_path)
    understood = read_rows(sheet, propose(sheet, "proposals"))
    told = [(str(one.code), one.row, one.values.get("count")) for one in understood.problems if one.row]
    assert told == [("blank_below", 3, "5"), ("place_blank", 4, None), ("place_blank", 7, None)]
    assert [row.text("programme") for row in understood.rows] == ["national", "", "", "", "", ""]
    assert [row.value("district_code") for row in understood.rows] == ["216", "215", None, "218", "219", None]
