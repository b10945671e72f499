"""Tables as departments publish them: units beside titles, markets side by side, kinds under districts, another unit below."""

from geodata.importing.understand import Understood, propose, read_rows
from tests.geodata import import_sheets as sheets


def understood(text: str, merged: str = "") -> Understood:
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
