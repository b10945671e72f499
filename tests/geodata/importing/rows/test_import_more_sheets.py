"""Sheets that are easily misread without a word: years side by side, two tables, names in titles, decisions of single rows."""

import pytest

from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.tables.proposals import name_in_title
from geodata.importing.understood import UnderstoodSheet
from geodata.importing.values.words import sector_of
from tests.geodata.importing import import_sheets as sheets

YEARS = sheets.sheet(
    """
TỔNG HỢP KINH PHÍ KHUYẾN CÔNG GIAI ĐOẠN 2021-2023
Đơn vị tính: triệu đồng
STT | Tên đề án | Đơn vị thụ hưởng | Huyện | Kinh phí hỗ trợ | | | Tổng cộng
 | | | | 2021 | 2022 | 2023 |
1 | Hỗ trợ máy ép gỗ | Công ty TNHH Vũ Thịnh | Lạng Giang | 100 | 150 | | 250
2 | Hỗ trợ máy sấy chè | HTX Thân Trường | Yên Thế | | 80 | 120 | 200
 | Cộng | | | 100 | 230 | 120 | 450
""",
    "A1:H1 E3:G3 A3:A4 B3:B4 C3:C4 D3:D4 H3:H4",
)
TWO_TABLES = sheets.sheet("""
DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2023
STT | Tên đề án | Đơn vị thụ hưởng | Huyện | Kinh phí hỗ trợ (triệu đồng)
1 | Hỗ trợ máy ép gỗ | Công ty TNHH Vũ Thịnh | Lạng Giang | 100
 | Cộng | | | 100

DANH SÁCH SẢN PHẨM OCOP NĂM 2022
TT | Tên sản phẩm | Chủ thể | Địa chỉ | Hạng sao
1 | Chè xanh bản Ven | HTX Thân Trường | huyện Yên Thế | bốn sao
""")
OCOP = sheets.sheet(
    """
ỦY BAN NHÂN DÂN | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC GIANG | | | Độc lập - Tự do - Hạnh phúc
DANH SÁCH SẢN PHẨM OCOP NĂM 2023
(Kèm theo Quyết định số 2456/QĐ-UBND ngày 15/12/2023 của Chủ tịch UBND tỉnh)
STT | Tên sản phẩm | Tên chủ thể | Địa chỉ | Hạng sao | Quyết định công nhận
1 | Mật ong | HTX Nuôi ong Sơn Động | TT An Châu, Sơn Động | hạng 4 sao | Quyết định số 123/QĐ-UBND ngày 20/11/2023
2 | Rượu men lá | Tổ hợp tác men lá | Lục Ngạn | Ba sao | 456/QĐ-UBND
3 | Trà hoa vàng | HTX dược liệu | Sơn Động | ★★★★ | QĐ 2456/QĐ-UBND
""",
    "A3:F3 A4:F4",
)
WHOLE_AND_PARTS = sheets.sheet(
    """
KẾ HOẠCH KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2023 CỦA HUYỆN HIỆP HÒA
Đơn vị tính: 1.000 đồng
Số TT | Nội dung đề án | Số tiền | Trong đó |
 | | | Ngân sách | Cơ sở đóng góp
1 | Hỗ trợ máy dệt cho Công ty TNHH Dệt Hiệp Hòa, xã Đoan Bái | 500.000 | 150.000 | 350.000
Tổng | | 500.000 | 150.000 | 350.000
""",
    "A1:E1 A3:A4 B3:B4 C3:C4 D3:E3",
)


def understood(sheet: Sheet) -> UnderstoodSheet:
    return read_rows(sheet, propose(sheet))


def codes(read: UnderstoodSheet) -> list[tuple[str, int | None, bool]]:
    return [(problem.code, problem.row, problem.is_blocking) for problem in read.problems]


def test_years_side_by_side_are_not_read_as_one_of_them() -> None:
    read = understood(YEARS)
    assert [(row.value("support_vnd"), row.value("total_investment_vnd")) for row in read.rows] == [(None, None)] * 2
    assert all(row.is_refused for row in read.rows)
    (told,) = [problem for problem in read.problems if problem.code == "year_columns"]
    assert (told.is_blocking, told.column, told.values["years"]) == (True, 5, "2021, 2022, 2023")


def test_the_year_that_the_user_chose_is_read_with_its_rows_only() -> None:
    read = read_rows(YEARS, propose(YEARS).with_field(6, "support_vnd", "million"))
    assert [(row.value("support_vnd"), row.value("year"), row.is_refused) for row in read.rows] == [
        (None, "2023", True),
        (120_000_000, "2023", False),
    ]
    assert codes(read) == [("year_columns", None, False), ("year_empty", 5, True)]


def test_a_facility_has_what_its_latest_year_says() -> None:
    sheet = sheets.sheet(
        "Tên cơ sở | Huyện | Doanh thu 2022 (tỷ đồng) | Doanh thu 2023 (tỷ đồng)\nHTX Thân Trường | Yên Thế | 2 | 3,5"
    )
    read = understood(sheet)
    assert [row.value("revenue_vnd") for row in read.rows] == [3_500_000_000]
    assert codes(read) == [("year_columns", None, False)]


def test_columns_of_two_years_are_not_mixed() -> None:
    sheet = sheets.sheet(
        "Sản phẩm | Thị trường | Sản lượng 2022 (tấn) | Sản lượng 2023 (tấn) | Giá trị 2022 (USD) | Giá trị 2023 (USD)\n"
        "Vải thiều | Nhật Bản | 10 | 12 | 50000 | 60000"
    )
    layout = propose(sheet, "export_flows").with_field(2, "volume", "t").with_field(5, "value", "usd")
    assert ("year_columns", None, True) in codes(read_rows(sheet, layout))


def test_a_second_table_is_told_and_not_read_as_rows_of_the_first() -> None:
    read = understood(TWO_TABLES)
    assert [row.row for row in read.rows] == [3]
    assert codes(read) == [("other_table", 7, False)]
    assert [row.row for row in read.skipped] == [4, 6, 7, 8]


def test_the_second_table_is_read_by_its_own_headings_and_titles() -> None:
    layout = propose(TWO_TABLES, header_rows=(6, 6))
    assert (layout.kind, layout.defaults["year"], "programme" in layout.defaults) == ("ocop_products", "2022", False)
    read = read_rows(TWO_TABLES, layout)
    assert [(row.value("name"), row.value("stars")) for row in read.rows] == [("Chè xanh bản Ven", 4)]
    assert codes(read) == [("other_table", 2, False)]


def test_a_row_with_its_own_decision_has_its_own_day() -> None:
    layout = propose(OCOP)
    told = [
        (row.value("decision"), row.value("recognised_on"), row.value("stars")) for row in read_rows(OCOP, layout).rows
    ]
    assert told == [("123/QĐ-UBND", "2023-11-20", 4), ("456/QĐ-UBND", "2023", 3), ("2456/QĐ-UBND", "2023-12-15", 4)]
    assert layout.defaults["authority"] == "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"


def test_a_whole_and_its_parts_are_not_confused_and_the_title_names_who_is_supported() -> None:
    (row,) = understood(WHOLE_AND_PARTS).rows
    assert [row.value(name) for name in ("total_investment_vnd", "support_vnd", "counterpart_vnd")] == [
        500_000_000,
        150_000_000,
        350_000_000,
    ]
    assert (row.value("beneficiary"), row.value("commune_code")) == ("Công ty TNHH Dệt Hiệp Hòa", "07867")
    assert row.cells["beneficiary"].note == "name_in_title"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hỗ trợ máy sấy chè tại HTX Thân Trường", "HTX Thân Trường"),
        ("Hỗ trợ 02 máy làm bánh - Hộ KD Ngô Văn Tám (xã Mai Đình)", "Hộ KD Ngô Văn Tám (xã Mai Đình)"),
        ("Hỗ trợ các hợp tác xã trên địa bàn tỉnh Bắc Giang", ""),
        ("Tập huấn cho hợp tác xã và hộ kinh doanh", ""),
        ("Hỗ trợ máy ép gỗ", ""),
    ],
)
def test_the_producer_that_a_title_names(title: str, name: str) -> None:
    assert name_in_title(title) == name


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Hội nghị nâng cao năng lực quản lý", None),
        ("Hỗ trợ ứng dụng công nghệ cao", None),
        ("Hộ kinh doanh Ngô Văn Tám", None),
        ("Công ty TNHH Hương Sơn", None),
        ("HTX Lục Sơn", None),
        ("Dây chuyền sơn tĩnh điện", "mechanical"),
        ("HTX Cam Lục Ngạn", "agro_processing"),
        ("Làng nghề hương", "handicrafts"),
    ],
)
def test_a_syllable_of_a_name_is_no_product(text: str, sector: str | None) -> None:
    assert sector_of(text) == sector


def test_a_full_address_in_the_column_of_the_district_keeps_its_commune() -> None:
    sheet = sheets.sheet("""
STT | Tên đề án | Đơn vị thụ hưởng | Địa bàn | Năm
1 | Máy ép | HTX A | TT. Thắng, H. Hiệp Hòa | 2024
2 | Máy sấy | HTX B | Nam Dương - Lục Ngạn | 2024
3 | Máy xẻ | HTX C | Lục Nam, Lục Ngạn | 2024
""")
    assert [row.value("commune_code") for row in understood(sheet).rows] == ["07840", "07603", None]


def test_the_level_of_typical_products_stands_in_the_title() -> None:
    sheet = sheets.sheet("""
DANH SÁCH SẢN PHẨM CNNT TIÊU BIỂU CẤP KHU VỰC NĂM 2022
TT | Tên sản phẩm | Cơ sở sản xuất | Địa chỉ
1 | Ván ghép thanh | Công ty TNHH Vũ Thịnh | Lạng Giang
""")
    assert [row.value("level") for row in understood(sheet).rows] == ["regional"]


def test_what_was_spent_is_no_total_and_what_is_not_reached_is_no_bad_date() -> None:
    sheet = sheets.sheet("""
TÌNH HÌNH THỰC HIỆN KINH PHÍ KHUYẾN CÔNG NĂM 2023
STT | Tên đề án | Đơn vị thụ hưởng | Kinh phí kế hoạch (trđ) | Kinh phí thực hiện (trđ) | Khảo sát | Nghiệm thu
1 | Hỗ trợ máy ép gỗ | HTX A | 300 | 280,5 | 12/2022 | chưa nghiệm thu
2 | Hỗ trợ máy sấy | HTX B | 200 | 200 | 12/2022 | 30.10.2023
""")
    read = understood(sheet)
    told = [[row.value(name) for name in ("support_vnd", "total_investment_vnd", "stage")] for row in read.rows]
    assert told == [[300_000_000, None, "surveyed"], [200_000_000, None, "accepted"]]
    assert codes(read) == [("figures_unused", None, False)]


@pytest.mark.parametrize("around", ["({})", "{}", "Bảng 3 ({})"])
@pytest.mark.parametrize("unit", ["Đơn vị: Sản lượng: tấn; giá trị: nghìn USD", "ĐVT: tấn, nghìn USD"])
def test_units_of_several_columns_are_read_in_brackets_as_without(unit: str, around: str) -> None:
    sheet = sheets.sheet(
        f"XUẤT KHẨU NĂM 2021 | | | |\n{around.format(unit)} | | | |\n"
        "Mặt hàng | Doanh nghiệp | Thị trường | Sản lượng | Giá trị\nVải sấy | Công ty A | Nhật Bản | #120.5 | #602.5"
    )
    (row,) = read_rows(sheet, propose(sheet, "export_flows")).rows
    assert (row.value("volume"), row.value("value")) == (120.5, 602_500)
