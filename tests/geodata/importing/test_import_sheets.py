"""Sheets like those that provinces publish, each with the rows that it means."""

import pytest

from geodata.importing.codes import CellNote
from geodata.importing.headings.proposing import best_sheet, propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from tests.geodata.importing import import_sheets as sheets

FIELDS = {
    "proposals": "title beneficiary district_code commune_code year programme support_content sector stage support_vnd "
    "total_investment_vnd counterpart_vnd",
    "facilities": "name kind sector district_code commune_code workers revenue_vnd founded_year lon lat",
    "ocop_products": "name producer stars district_code commune_code recognised_on decision sector",
    "typical_products": "product producer level district_code year sector",
    "export_flows": "product exporter market volume value year sector",
    "survey_visits": "facility visited_on year district_code commune_code finding",
}
EXPECTED: dict[str, tuple[str, str, list[tuple[str, int | None, int | None]]]] = {
    "LIST_OF_PROPOSALS": (
        "proposals",
        """
12 | Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong sản xuất mỳ gạo | HTX mỳ gạo Cường Bé | 219 | 07603 | 2023 | national | machinery | food | approved | 300000000 | 900000000 | 600000000
15 | Xây dựng mô hình trình diễn kỹ thuật sản xuất cửa nhôm kính | Công ty TNHH Cơ khí Minh Đức | 213 | 07201 | 2023 | provincial | demonstration_model | mechanical | approved | 150000000 | 450000000 | 300000000
""",
        [],
    ),
    "MARKS": (
        "proposals",
        """
4 | Hỗ trợ máy móc thiết bị sản xuất viên nén | Công ty TNHH Vũ Thịnh | 217 |  | 2024 | national | machinery | wood | registered | 300000000 | 1250500000 |
5 | Hỗ trợ dây chuyền sản xuất bánh đa nem | HTX bánh đa nem Thổ Hà | 222 |  | 2024 | provincial | machinery | food | registered | 1200000000 | 2500000000 |
6 | Đào tạo nghề may công nghiệp | Hộ kinh doanh Nguyễn Thị Lan | 219 |  | 2024 | provincial | training | textiles | registered | 150000000 | 350000000 |
7 | Hỗ trợ máy xẻ gỗ | Tổ hợp tác mộc Đông Thượng | 213 |  | 2024 | provincial | machinery | wood | registered | 200000000 |  |
""",
        [("money_read_as_dong", 7, 7)],
    ),
    "MONEY_BY_PROGRAMME": (
        "proposals",
        """
8 | Ứng dụng máy CNC trong chế biến gỗ | Công ty TNHH Gỗ Tân Tiến | 216 | 07366 | 2022 | national | machinery | wood | unknown | 300000000 | 900000000 | 600000000
9 | Ứng dụng lò sấy trong chế biến vải thiều | HTX Hồng Xuân | 219 | 07561 | 2022 | provincial | machinery | agro_processing | unknown | 200000000 | 600000000 | 400000000
10 | Tham gia hội chợ triển lãm |  |  |  | 2022 | provincial | trade_fair | other | unknown | 100000000 | 100000000 |
""",
        [("number_ambiguous", 8, 6), ("number_ambiguous", 9, 7)],
    ),
    "SEVERAL_BENEFICIARIES": (
        "proposals",
        """
2 | Hỗ trợ máy móc sản xuất mỳ gạo | HTX mỳ Trại Lâm | 219 | 07603 | 2021 |  | machinery | food | unknown | 400000000 |  |
3<2 | Hỗ trợ máy móc sản xuất mỳ gạo | HTX mỳ gạo Cường Bé | 219 | 07603 |  |  | machinery | food | unknown |  |  |
4 | Hỗ trợ thiết bị sấy dược liệu | HTX Thân Trường | 215 | 07249 | 2021 |  | machinery | herbs | unknown | 150000000 |  |
5<4 | Hỗ trợ thiết bị sấy dược liệu | HTX Dược liệu An Nhiên | 215 | 07252 |  |  | machinery | herbs | unknown | 120000000 |  |
""",
        [],
    ),
    "STAGES": (
        "proposals",
        """
4 | Hỗ trợ máy ép ván | Công ty TNHH Vũ Thịnh | 217 |  | 2023 | provincial | machinery | wood | accepted | 300000000 |  |
5 | Hỗ trợ máy đóng gói chè | HTX Thân Trường | 215 |  | 2023 | provincial | machinery | agro_processing | accepted | 150000000 |  |
6 | Hỗ trợ máy in bao bì | Công ty TNHH Bao bì Hà Phát | 216 |  | 2023 | provincial | machinery | packaging | surveyed | 200000000 |  |
""",
        [],
    ),
    "FACILITIES_IN_GROUPS": (
        "facilities",
        """
4 | Công ty TNHH Luyện kim Bắc Giang | enterprise | mechanical | 213 | 07201 | 25 | 12500000000 | 2010 |  |
5 | Hộ KD Nguyễn Văn An | household | wood | 213 | 07705 | 5 | 850000000 | 2015 |  |
7 | HTX Thân Trường | cooperative | agro_processing | 215 | 07249 | 50 | 3200000000 | 2009 |  |
8 | CÔNG TY CP Dược liệu Yên Thế | enterprise | herbs | 215 | 07288 | 1200 | 45000000000 | 2012 |  |
""",
        [],
    ),
    "PLAIN_ASCII": (
        "facilities",
        """
3 | Cong ty TNHH Hung Muoi | enterprise | wood | 219 | 07525 | 12 |  |  |  |
4 | HTX Than Truong | cooperative | agro_processing | 215 | 07249 | 30 |  |  |  |
""",
        [],
    ),
    "COORDINATES": (
        "facilities",
        """
2 | Công ty TNHH Bình An | enterprise | other | 213 | 07213 |  |  |  | 106.1947 | 21.2731
3 | HTX Tân Mỹ | cooperative | other | 213 | 07213 |  |  |  | 106.194722 | 21.273056
4 | Xưởng mộc Hòa Bình | household | wood | 218 |  |  |  |  |  |
""",
        [("degrees_outside", 4, 4)],
    ),
    "METRES": (
        "facilities",
        """
4 | Công ty TNHH Bình An | enterprise | other | 213 | 07201 |  |  |  | 106.195738 | 21.273194
""",
        [],
    ),
    "OCOP": (
        "ocop_products",
        """
5 | Vải sớm Phúc Hòa | HTX Sản xuất - Tiêu thụ Vải sớm Phúc Hòa | 4 | 216 | 07324 | 2021-08-26 | 914/QĐ-UBND | agro_processing
6 | Chả gà | HTX Nông nghiệp Xanh Yên Thế | 4 | 215 |  | 2021-08-26 | 914/QĐ-UBND | food
7 | Rượu Nếp cái hoa vàng | Hợp tác xã Vân Hương | 4 | 222 | 07804 | 2021-08-26 | 914/QĐ-UBND | beverages
8 | Rượu Cúc hoa tửu | Hợp tác xã Vân Hương | 4 | 222 | 07804 | 2021-08-26 | 914/QĐ-UBND | beverages
10 | Bánh Khảo Mộc Sơn | HTX Nông nghiệp Mộc Sơn | 3 | 215 | 07252 | 2021-08-26 | 914/QĐ-UBND | food
""",
        [],
    ),
    "TYPICAL": (
        "typical_products",
        """
4 | Ván ghép thanh | Công ty TNHH Vũ Thịnh | provincial | 217 | 2023 | wood
5 | Mỳ gạo Chũ | HTX mỳ Trại Lâm | regional | 219 | 2022 | food
6 | Rượu làng Vân | HTX Vân Hương | national | 222 | 2023 | beverages
""",
        [],
    ),
    "EXPORTS": (
        "export_flows",
        """
3 | vải thiều đóng hộp | Công ty Cổ phần Xuất nhập khẩu Vifoco | Nhật Bản | 120.5 | 250000.0 | 2023 | agro_processing
4<3 | vải thiều đóng hộp |  | Nga | 80.0 | 160500.0 | 2023 | agro_processing
5 | mỳ Chũ | HTX mỳ Trại Lâm | EU, Mỹ | 15.0 |  | 2023 | food
6 | ván ép | Công ty TNHH Vũ Thịnh | Hàn Quốc; Malaysia | 1200.0 | 1850000.0 | 2023 | wood
""",
        [],
    ),
    "VISITS": (
        "survey_visits",
        """
3 | Công ty TNHH Vũ Thịnh | 2023-12-12 | 2024 | 217 | 07387 | Đủ điều kiện hỗ trợ
4 | HTX Thân Trường | 2023-12-13 | 2024 | 215 | 07249 | Cần bổ sung hồ sơ
""",
        [],
    ),
    "NO_HEADING_FOR_NAMES": (
        "proposals",
        """
4 | Hỗ trợ mua máy hàn tự động | Công ty TNHH Cơ khí Tân Yên | 216 |  | 2023 |  | machinery | mechanical | unknown | 100000000 |  |
5 | Hỗ trợ lò nướng bánh | Hộ kinh doanh Trần Văn Bình | 216 |  | 2023 |  | machinery | food | unknown | 50000000 |  |
""",
        [("grand_total_differs", 6, 4)],
    ),
}
"""By sheet: its table; its rows ("5<4" continues row 4, "4!" is refused) with the fields above; its problems."""


def told(understood: UnderstoodSheet) -> str:
    lines = []
    for row in understood.rows:
        number = f"{row.row}{f'<{row.of}' if row.of else ''}{'!' if row.is_refused else ''}"
        values = (row.value(name) for name in FIELDS[understood.kind].split())
        lines.append(" | ".join([number, *("" if value is None else str(value) for value in values)]).rstrip())
    return "\n".join(lines)


def test_every_sheet_is_expected() -> None:
    assert set(EXPECTED) == set(sheets.ALL)
    assert len(EXPECTED) >= 12


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sheet_means_its_rows(name: str) -> None:
    kind, rows, problems = EXPECTED[name]
    understood = read_rows(sheets.ALL[name], propose(sheets.ALL[name]))
    assert understood.kind == kind
    assert told(understood) == rows.strip()
    assert [(problem.code, problem.row, problem.column) for problem in understood.problems] == problems


@pytest.mark.parametrize("name", EXPECTED)
def test_every_cell_keeps_what_was_written_and_where(name: str) -> None:
    sheet = sheets.ALL[name]
    for row in read_rows(sheet, propose(sheet)).rows:
        for cell in row.cells.values():
            assert not cell.note or CellNote(cell.note)
            assert cell.column is None or (0 <= cell.column < len(sheet.rows[0]) and cell.text)


def test_the_table_is_found_among_other_sheets() -> None:
    cover = sheets.sheet("BÁO CÁO\nSố liệu năm 2023 | | \n | xem các trang sau |", name="Bìa")
    assert best_sheet([cover, sheets.OCOP, sheets.LIST_OF_PROPOSALS]) in {1, 2}
    assert best_sheet([cover]) is None


def test_a_number_without_a_title_is_an_item_that_lacks_it() -> None:
    sheet = sheets.sheet("STT | Tên đề án | Đơn vị thụ hưởng | Năm\n1 | Máy ép | HTX A | 2023\n2 | | HTX B | 2023")
    understood = read_rows(sheet, propose(sheet))
    assert [(row.row, row.is_refused) for row in understood.rows] == [(2, False), (3, True)]
    assert [(problem.code, problem.column) for problem in understood.problems] == [("required_missing", 2)]


def test_a_plain_heading_over_bad_cells_is_told_and_not_dropped() -> None:
    sheet = sheets.sheet("Tên đề án | Kinh phí hỗ trợ (triệu đồng) | Ngày nghiệm thu\nMáy ép | ba trăm | đã xong")
    problems = read_rows(sheet, propose(sheet, "proposals")).problems
    assert {problem.code for problem in problems} >= {"money_unreadable", "date_unreadable"}


def test_items_numbered_like_their_group_end_it() -> None:
    sheet = sheets.sheet("""
TT | Nội dung | Đơn vị thụ hưởng | Kinh phí (trđ)
1 | Hỗ trợ máy móc thiết bị | | 500
1.1 | Máy ép ván | Công ty TNHH Vũ Thịnh, huyện Lạng Giang | 300
1.2 | Máy sấy chè | HTX Thân Trường, huyện Yên Thế | 200
2 | Hội chợ triển lãm | | 100
 | Tổng số | | 600
""")
    understood = read_rows(sheet, propose(sheet, "proposals"))
    contents = [row.value("support_content") for row in understood.rows]
    assert contents == ["machinery", "machinery", "trade_fair"]
    assert [problem.code for problem in understood.problems] == ["year_missing"]


def test_metres_without_a_meridian_are_refused_with_the_remedy_and_read_with_it() -> None:
    sheet = sheets.sheet("Tên cơ sở | Huyện | X | Y\nCông ty TNHH Bình An | TP Bắc Giang | 2353412,5 | 416345,6")
    layout = propose(sheet)
    assert [problem.code for problem in read_rows(sheet, layout).problems] == ["meridian_missing"]
    (row,) = read_rows(sheet, layout.with_default("meridian", "107")).rows
    assert row.value("location_quality") == "exact"
    assert not row.is_refused
