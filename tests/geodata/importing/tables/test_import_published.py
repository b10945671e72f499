"""Tables as departments publish them: units beside titles, markets side by side, kinds under districts, another unit below."""

from dataclasses import replace

import pytest

from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from geodata.importing.values.names import without_telephone
from geodata.importing.values.place import read_place
from tests.geodata.importing import import_sheets as sheets


def understood(text: str, merged: str = "") -> UnderstoodSheet:
    sheet = sheets.sheet(text, merged)
    return read_rows(sheet, propose(sheet))


def test_a_unit_beside_the_title_is_no_level_of_headings() -> None:
    read = understood(
        "Biểu 1. Đề án khuyến công quốc gia năm 2023 | | | | | ĐVT: triệu đồng\n"
        "TT | Tên đề án | Đơn vị thụ hưởng | Địa điểm | Kinh phí hỗ trợ | Ghi chú\n"
        "#1 | Hỗ trợ máy may công nghiệp | Công ty may Sơn Hà | xã Cảnh Thụy, huyện Yên Dũng | #300 |"
    )
    (row,) = read.rows
    assert (row.value("support_vnd"), row.value("programme"), read.layout.defaults["year"]) == (
        300_000_000,
        "national",
        "2023",
    )
    assert not read.problems


def test_the_same_headings_under_another_unit_are_another_table() -> None:
    one = (
        "Danh mục {n} năm 2023 | | | ĐVT: {unit} đồng\n"
        "TT | Tên đề án | Đơn vị thụ hưởng | Kinh phí hỗ trợ\n"
        "#1 | Hỗ trợ máy số {n} | Công ty may Sơn Hà {n} | #{amount}\n"
    )
    thousands = one.format(n="một", unit="triệu", amount=300) + one.format(n="hai", unit="nghìn", amount=150000)
    read = understood(thousands)
    assert [row.value("support_vnd") for row in read.rows] == [300_000_000]
    assert [(problem.code, problem.row) for problem in read.problems] == [("other_table", 5)]
    again = understood(one.format(n="một", unit="triệu", amount=300) + one.format(n="hai", unit="triệu", amount=150))
    assert [row.value("support_vnd") for row in again.rows] == [300_000_000, 150_000_000]


def test_headings_that_reach_down_take_the_levels_beside_them() -> None:
    read = understood(
        "KIM NGẠCH XUẤT KHẨU THEO THỊ TRƯỜNG NĂM 2023 | | | | |\n"
        " | | | | | ĐVT: nghìn USD\n"
        "TT | Mặt hàng | Tổng kim ngạch | Trong đó | |\n"
        " | | | Trung Quốc | Nhật Bản | EU\n"
        "#1 | Vải thiều | #2500 | #2000 | #300 | #200",
        "A1:F1 A3:A4 B3:B4 C3:C4 D3:F3",
    )
    (row,) = read.rows
    assert (read.layout.header_last, row.value("market"), row.value("value")) == (3, None, 2_500_000.0)


def test_a_letter_with_a_kind_alone_over_numbers_is_no_facility() -> None:
    read = understood(
        "TT | Tên cơ sở | Địa chỉ | Sản phẩm | Số lao động\n"
        "I | Huyện Lục Nam | | |\n"
        "a | Hợp tác xã, hộ kinh doanh | | |\n"
        "#1 | HTX mỳ Kế | xã Bảo Sơn | Mỳ gạo | #5\n"
        "b | Doanh nghiệp | | |\n"
        "#2 | Công ty may Bảo Sơn | xã Bảo Sơn | Quần áo | #35\n"
    )
    assert [(row.row, row.value("district_code")) for row in read.rows] == [(4, "218"), (6, "218")]


def test_a_row_counts_in_the_unit_that_it_names() -> None:
    read = understood(
        "BÁO CÁO XUẤT KHẨU NĂM 2024\n"
        "TT | Tên sản phẩm | ĐVT | Nước nhập khẩu | Lượng | Trị giá (USD)\n"
        "#1 | Vải đóng hộp | Tấn | Hoa Kỳ | #120 | #900000\n"
        "#2 | Dứa đóng hộp | kg | Hà Lan | #50000 | #300000\n"
        "#3 | Bánh đa nem | nghìn tấn | Đài Loan | 0,5 | #250000\n"
        "#4 | Ván ép | m3 | Malaysia | #3500 | #1050000"
    )
    assert [row.value("volume") for row in read.rows] == [120.0, 50.0, 500.0, None]
    (told,) = [problem for problem in read.problems if problem.code == "volume_unit"]
    assert (told.row, told.column, told.value, told.values["unit"], told.is_blocking) == (6, 5, "3500", "m3", False)


def test_markets_side_by_side_are_told() -> None:
    read = understood(
        "KIM NGẠCH XUẤT KHẨU NĂM 2023\nTT | Mặt hàng | Kim ngạch (USD) | Trung Quốc | Nhật Bản\n#1 | Vải thiều | #2500 | #2000 | #500"
    )
    (told,) = read.problems
    assert (told.code, told.column, told.values["markets"]) == ("market_columns", 4, "Trung Quốc, Nhật Bản")


def test_hidden_rows_and_columns_are_told() -> None:
    sheet = sheets.sheet(
        "Tên cơ sở | Huyện | Số lao động\nHTX mỳ Kế | Lục Nam | #5\nHTX Thân Trường | Yên Thế | #7\n | | \nNơi nhận: | |"
    )
    hidden = replace(sheet, hidden_rows=(2, 4), hidden_columns=(2,))
    problems = read_rows(hidden, propose(hidden)).problems
    assert [(one.code, one.row, one.column, one.is_blocking) for one in problems] == [
        ("hidden_column", None, 3, False),
        ("hidden_rows", 3, None, False),
    ]
    assert problems[1].values["rows"] == "3"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Thôn Hạ, xã Cẩm Đàn, huyện Sơn Động; ĐT 0977123456", "Thôn Hạ, xã Cẩm Đàn, huyện Sơn Động"),
        ("SĐT: 0204 3 867 888 - xã Phúc Sơn, huyện Tân Yên", "xã Phúc Sơn, huyện Tân Yên"),
        ("TT Nham Biền (0912345678)", "TT Nham Biền"),
        ("xã Bảo Sơn, 0912 345 678, huyện Lục Nam", "xã Bảo Sơn, huyện Lục Nam"),
        ("Tel. +84 912 345 678, xã Đại Hóa", "xã Đại Hóa"),
        ("Số 0912 đường Hùng Vương, P. Hoàng Văn Thụ", "Số 0912 đường Hùng Vương, P. Hoàng Văn Thụ"),
        ("đường 398B, xã Tư Mại", "đường 398B, xã Tư Mại"),
    ],
)
def test_telephone_numbers_are_no_part_of_an_address(written: str, read: str) -> None:
    assert without_telephone(written) == read


def test_the_cell_of_an_address_says_that_its_number_is_left_out() -> None:
    (row,) = understood(
        "Tên cơ sở | Địa chỉ | Sản phẩm\nHTX mỳ Kế | xã Bảo Sơn, huyện Lục Nam. ĐT: 0204.3884.123 | Mỳ"
    ).rows
    assert (row.value("place_text"), row.cells["address"].note) == ("xã Bảo Sơn, huyện Lục Nam", "phone_left_out")


@pytest.mark.parametrize(
    ("address", "year", "placed"),
    [
        ("Lục Nam", None, ("218", None, None)),
        ("xã Kiên Lao", None, ("219", "07552", None)),
        ("xã Kiên Lao", 2025, ("219", None, "commune_two_lists")),
        ("xã Kiên Lao, huyện Lục Ngạn", 2025, ("219", "07552", None)),
        ("xã Kiên Lao, tỉnh Bắc Ninh", None, ("219", None, None)),
        ("xã Bố Hạ", None, ("215", None, "commune_ambiguous")),
        ("xã Tư Mại", 2025, ("221", "07741", None)),
    ],
)
def test_a_commune_of_two_lists_is_not_taken_for_the_older(
    address: str, year: int | None, placed: tuple[str | None, str | None, str | None]
) -> None:
    place = read_place(address, "", "", year)
    assert (place.district_code, place.commune_code, place.problem) == placed


@pytest.mark.parametrize("written", ["15-16/5/2024", "15/5/2024 - 17/5/2024", "15 và 16/5/2024"])
def test_of_several_days_the_first_is_kept_and_told(written: str) -> None:
    read = understood(f"Tên cơ sở | Ngày khảo sát | Kết quả khảo sát\nHTX mỳ Kế | {written} | Đạt")
    assert [row.value("visited_on") for row in read.rows] == ["2024-05-15"]
    assert ("date_range", 2) in [(problem.code, problem.row) for problem in read.problems]


@pytest.mark.parametrize("written", ["1234/QĐ-UBND ngày 30/12/2023", "56/QĐ-UBND (05/3/2024)"])
def test_a_decision_that_begins_with_its_number_is_kept_without_its_day(written: str) -> None:
    read = understood(f"Tên sản phẩm | Chủ thể | Hạng sao | Số quyết định\nMỳ Kế | HTX mỳ Kế | 4 sao | {written}")
    (row,) = read.rows
    assert row.value("decision") == written.partition(" ")[0]
    assert row.cells["recognised_on"].note == "from_decision"


def test_a_table_beside_the_table_is_told() -> None:
    read = understood(
        "TT | Tên sản phẩm | Chủ thể | Hạng sao | | TT | Tên sản phẩm | Chủ thể | Hạng sao\n"
        "#1 | Mỳ A | HTX A | #4 | | #2 | Mỳ B | HTX B | #3"
    )
    assert [row.value("name") for row in read.rows] == ["Mỳ A"]
    assert [(one.code, one.row, one.column) for one in read.problems] == [("other_table", 1, 7)]


def test_a_marked_first_row_is_no_level_of_headings() -> None:
    read = understood(
        "KẾ HOẠCH KHẢO SÁT QUÝ III/2024\n"
        "TT | Đơn vị được khảo sát | Địa điểm | Tháng 7 | Tháng 8\n"
        "#1 | Công ty Kiểm A | xã Quế Nham, Tân Yên | x |\n"
        "#2 | Công ty Kiểm B | xã Bảo Sơn, Lục Nam | | x"
    )
    assert [row.value("facility") for row in read.rows] == ["Công ty Kiểm A", "Công ty Kiểm B"]
