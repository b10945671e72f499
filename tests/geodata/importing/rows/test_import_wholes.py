"""What stands once is counted once: wholes over their parts, marks of lists, groups, values carried down; units and years wherever they stand."""

from datetime import date

import pytest

from analytics.importing.draft import with_column
from geodata.importing.comparing import plan
from geodata.importing.headings.proposing import propose
from geodata.importing.plans.planned import ImportPlan
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from geodata.record.public import load_public_record
from tests.geodata.importing import import_sheets as sheets

PUBLIC = load_public_record()
TITLE = "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2024 (triệu đồng)\nTT | Tên đề án | Đơn vị thụ hưởng | Huyện | Kinh phí hỗ trợ\n"
MILLION = 1_000_000


def read(text: str, merged: str = "", kind: str | None = None) -> UnderstoodSheet:
    sheet = sheets.sheet(text, merged)
    return read_rows(sheet, propose(sheet, kind))


def planned(understood: UnderstoodSheet) -> ImportPlan:
    return plan(understood, PUBLIC, sheets.file(digest="cd" * 32), on=date(2024, 5, 1))


def proposals(made: ImportPlan) -> list[tuple[str, int | None]]:
    rows = [one.after for one in made.records if one.table == "proposals"]
    return [(row["title"], row["support_vnd"] and row["support_vnd"] // MILLION) for row in rows]


def codes(understood: UnderstoodSheet) -> list[str]:
    return [str(one.code) for one in understood.problems]


WHOLES = {
    "parts without numbers": "1 | Hỗ trợ máy chế biến gỗ | | | #450\n | | Công ty TNHH gỗ A | Yên Thế | #150\n | | HTX mộc B | Tân Yên | #300",
    "a lead-in": "1 | Hỗ trợ máy chế biến gỗ | Gồm 02 cơ sở: | | #450\n | | - Công ty TNHH gỗ A | Yên Thế | #150\n | | - HTX mộc B | Tân Yên | #300",
    "dashes as numbers": "1 | Hỗ trợ máy chế biến gỗ | Gồm 02 cơ sở: | | #450\n- | | Công ty TNHH gỗ A | Yên Thế | #150\n- | | HTX mộc B | Tân Yên | #300",
    "letters as numbers": "1 | Hỗ trợ máy chế biến gỗ | Các cơ sở sau | Yên Thế | #450\na | Máy xẻ | Công ty TNHH gỗ A | Yên Thế | #150\nb | Máy bào | HTX mộc B | Tân Yên | #300",
    "decimal numbers": "1 | Hỗ trợ máy chế biến gỗ | | Yên Thế | #450\n1.1 | Máy xẻ | Công ty TNHH gỗ A | Yên Thế | #150\n1.2 | Máy bào | HTX mộc B | Tân Yên | #300",
    "names under the titles": "1 | Hỗ trợ máy chế biến gỗ | | | #450\n | - Công ty TNHH gỗ A | | Yên Thế | #150\n | - HTX mộc B | | Tân Yên | #300",
    "the whole left blank": "1 | Hỗ trợ máy chế biến gỗ | | | \n | | Công ty TNHH gỗ A | Yên Thế | #150\n | | HTX mộc B | Tân Yên | #300",
}


@pytest.mark.parametrize("name", WHOLES)
@pytest.mark.parametrize("total", ["", "\n | Tổng cộng | | | #450"])
def test_a_whole_over_its_parts_is_one_proposal_whose_money_is_counted_once(name: str, total: str) -> None:
    understood = read(TITLE + WHOLES[name] + total)
    made = planned(understood)
    assert proposals(made) == [("Hỗ trợ máy chế biến gỗ", 450)]
    held = [one.after for one in made.records if one.table == "beneficiaries"]
    districts = [row["district_code"] for row in held if row["facility_id"]]
    assert sorted(districts) == ["215", "216"]
    (proposal,) = [one.after for one in made.records if one.table == "proposals"]
    assert "Công ty TNHH gỗ A: 150.000.000 đồng" in proposal["note"]
    assert not {"whole_differs", "grand_total_differs"} & set(codes(understood))
    assert {row.state for row in made.rows} == {"new"}


@pytest.mark.parametrize("name", [name for name in WHOLES if name != "the whole left blank"])
def test_a_whole_that_its_parts_do_not_make_is_told_and_stays(name: str) -> None:
    understood = read(TITLE + WHOLES[name].replace("#300", "#310"))
    assert "whole_differs" in codes(understood)
    assert proposals(planned(understood)) == [("Hỗ trợ máy chế biến gỗ", 450)]


def test_rows_numbered_alike_are_no_parts_of_each_other() -> None:
    text = "1 | Hỗ trợ máy xẻ | HTX A | Yên Thế | #450\n2 | Hỗ trợ máy bào | HTX B | Tân Yên | #150\n3 | Hỗ trợ máy sấy | HTX C | Tân Yên | #300"
    assert [money for _, money in proposals(planned(read(TITLE + text)))] == [450, 150, 300]


def test_machines_listed_under_a_proposal_are_no_group_and_not_counted_again() -> None:
    text = "1 | Hỗ trợ máy sấy | HTX A | Yên Thế | #450\n- | Máy 1 | | | #150\n- | Máy 2 | | | #300\n2 | Hỗ trợ máy xẻ | HTX C | Lục Nam | #100\n | Tổng | | | #550"
    understood = read(TITLE + text)
    assert proposals(planned(understood)) == [("Hỗ trợ máy sấy", 450), ("Hỗ trợ máy xẻ", 100)]
    assert set(codes(understood)) <= {"filled_down"}


@pytest.mark.parametrize("names", [("HTX A", "HTX B", "HTX C", "HTX D"), ("Gỗ An", "Gỗ Bình", "Gỗ Chi", "Gỗ Dung")])
def test_a_numbered_row_whose_district_stands_above_it_is_no_group(names: tuple[str, ...]) -> None:
    a, b, c, d = names
    understood = read(
        f"Huyện | STT | Tên cơ sở | Số lao động\nYên Thế | #1 | {a} | #5\n | #2 | {b} | #7\nLục Nam | #1 | {c} | #9\n | #2 | {d} | #8"
    )
    assert [(row.text("name"), row.value("district_code")) for row in understood.rows] == [
        (a, "215"),
        (b, "215"),
        (c, "218"),
        (d, "218"),
    ]
    assert codes(understood) == ["filled_down"]


def test_the_whole_year_is_what_its_own_heading_counts() -> None:
    text = "XUẤT KHẨU NĂM 2023\nTT | Mặt hàng | Thị trường | 6 tháng đầu năm | Cả năm | So cùng kỳ (%)\n | | | Tấn | Tấn | %\n#1 | Vải | Nga | #12 | #14 | #104"
    assert [(row.value("volume"), row.value("value")) for row in read(text).rows] == [(14.0, None)]


@pytest.mark.parametrize("mark", ["- ", "– ", "+ ", "• ", "* ", "1. ", "1) ", "a) ", "-"])
def test_a_mark_of_a_list_is_no_part_of_a_name(mark: str) -> None:
    understood = read(f"Tên cơ sở | Huyện | Số lao động\n{mark}Công ty TNHH gỗ An Lộc | Yên Thế | 12")
    assert [row.text("name") for row in understood.rows] == ["Công ty TNHH gỗ An Lộc"]


@pytest.mark.parametrize(
    "words", ["Gồm 02 cơ sở:", "Gồm:", "Bao gồm các đơn vị:", "02 cơ sở", "Các đơn vị sau:", "Gồm 03 HTX", "Trong đó:"]
)
def test_words_that_lead_in_to_a_list_name_nobody(words: str) -> None:
    understood = read(TITLE + f"1 | Hỗ trợ máy chế biến gỗ | {words} | Yên Thế | #450")
    assert [row.text("beneficiary") for row in understood.rows] == [""]


@pytest.mark.parametrize("name", ["Các cơ sở mộc Đông Thượng", "HTX Gồm Sứ", "02 Tháng 9 Co.", "Công ty TNHH 3 Cơ Sở"])
def test_a_name_that_begins_like_a_lead_in_stays(name: str) -> None:
    understood = read(TITLE + f"1 | Hỗ trợ máy chế biến gỗ | {name} | Yên Thế | #450")
    assert [row.text("beneficiary") for row in understood.rows] == [name]


@pytest.mark.parametrize(
    "group", ["I | Huyện Sơn Động", "A | Huyện Sơn Động", " | Huyện Sơn Động", " | II. Huyện Sơn Động"]
)
def test_a_group_left_of_the_names_gives_its_district(group: str) -> None:
    text = "STT | Tên chủ thể | Địa chỉ | Tên sản phẩm | Hạng sao\n{} | | | \n#1 | HTX Yên Tử | Xã Tuấn Đạo | Trà hoa vàng | #4"
    understood = read(text.format(group), kind="ocop_products")
    assert [(row.row, row.value("district_code")) for row in understood.rows] == [(3, "220")]
    assert [(one.row, one.role) for one in understood.skipped] == [(2, "group")]


def test_a_date_written_once_for_several_rows_is_theirs_where_no_ranges_are_kept() -> None:
    text = "Ngày khảo sát | Huyện | Tên cơ sở | Kết quả khảo sát\n06/08/2024 | Hiệp Hòa | HTX A | Đạt\n | | HTX B | Đạt\n07/08/2024 | Tân Yên | HTX C | Đạt\n | | HTX D | Đạt"
    understood = read(text)
    assert [row.text("visited_on")[-2:] for row in understood.rows] == ["06", "06", "07", "07"]
    assert codes(understood) == ["filled_down", "filled_down"]


@pytest.mark.parametrize(
    ("units", "volume", "value"),
    [
        (" | | | (nghìn tấn) | (triệu USD)", 1500.0, 2_400_000.0),
        (" | | | tấn | 1.000 USD", 1.5, 2_400.0),
        (" | | | kg | USD", 0.0015, 2.4),
        ("#1 | #2 | #3 | #4 | #5\n | | | ĐVT: nghìn tấn | ĐVT: triệu USD", 1500.0, 2_400_000.0),
        (" | | | (nghìn tấn) | (triệu USD)\n#1 | #2 | #3 | #4 | #5", 1500.0, 2_400_000.0),
    ],
)
def test_units_in_a_row_below_the_headings_count(units: str, volume: float, value: float) -> None:
    text = f"XUẤT KHẨU NĂM 2023\nSTT | Mặt hàng | Thị trường | Sản lượng | Kim ngạch\n{units}\n#1 | Ván ép | Hàn Quốc | #1.5 | #2.4"
    (row,) = read(text).rows
    assert (row.value("volume"), row.value("value")) == pytest.approx((volume, value))


@pytest.mark.parametrize(
    ("title", "name", "unit"),
    [
        ("ĐVT: triệu USD", "value", "million_usd"),
        ("(Đơn vị tính: nghìn USD)", "value", "thousand_usd"),
        ("KIM NGẠCH XUẤT KHẨU (triệu USD)", "value", "million_usd"),
        ("ĐVT: nghìn tấn", "volume", "thousand_t"),
        ("ĐVT: kg", "volume", "kg"),
        ("", "value", "usd"),
        ("", "volume", "t"),
    ],
)
def test_a_column_chosen_by_hand_counts_in_the_unit_of_the_title(title: str, name: str, unit: str) -> None:
    sheet = sheets.sheet(
        f"XUẤT KHẨU NĂM 2024\n{title or 'Sở Công Thương'}\nSTT | Mặt hàng | Thị trường | Kết quả\n#1 | Ván ép | Nga | #3.2"
    )
    layout = with_column(propose(sheet, "export_flows"), 3, name)
    assert (layout.columns[3].unit, layout.columns[3].is_unit_assumed) == (unit, not title)
    assert ("unit_assumed" in codes(read_rows(sheet, layout))) == (not title)


def test_the_money_of_a_title_in_dollars_is_not_counted_in_dong() -> None:
    sheet = sheets.sheet(
        "XUẤT KHẨU NĂM 2024\nĐVT: triệu USD\nSTT | Mặt hàng | Thị trường | Kim ngạch\n#1 | Ván ép | Nga | #3.2"
    )
    layout = propose(sheet)
    assert "unit" not in layout.defaults
    assert [row.value("value") for row in read_rows(sheet, layout).rows] == [3_200_000.0]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("KẾ HOẠCH KINH PHÍ KHUYẾN CÔNG GIAI ĐOẠN 2026-2028", "2026-2028"),
        ("KẾ HOẠCH KHUYẾN CÔNG GIAI ĐOẠN 2021 – 2025", "2021-2025"),
        ("KẾ HOẠCH KHUYẾN CÔNG TỪ NĂM 2021 ĐẾN NĂM 2025", "2021-2025"),
        ("KẾ HOẠCH KHUYẾN CÔNG NĂM 2024", "2024"),
    ],
)
def test_the_period_of_the_title_is_that_of_the_rows(title: str, year: str) -> None:
    understood = read(f"{title}\nTT | Nội dung | Kinh phí (triệu đồng)\n#1 | Đào tạo nghề | #1500", kind="proposals")
    assert [row.value("year") for row in understood.rows] == [year]
    (made,) = [one.after for one in planned(understood).records if one.table == "proposals"]
    assert (made["year_from"], made["year_to"]) == (int(year[:4]), int(year[-4:]))


def test_a_period_is_no_single_year() -> None:
    understood = read("XUẤT KHẨU GIAI ĐOẠN 2021-2025\nMặt hàng | Thị trường | Sản lượng (tấn)\nVải thiều | Nga | #12")
    assert [row.value("year") for row in understood.rows] == [None]


@pytest.mark.parametrize("year", ["Năm 2021", "Các đề án năm 2021", "Kế hoạch năm 2021"])
def test_no_year_is_missing_where_the_group_says_it(year: str) -> None:
    text = f"STT | Tên đề án | Đơn vị thụ hưởng | Huyện | Kinh phí (triệu đồng)\nI | {year} | | | #300\n#1 | Máy A | HTX A | Lục Nam | #300"
    understood = read(text)
    assert [row.value("year") for row in understood.rows] == ["2021"]
    assert codes(understood) == []


def test_rows_without_a_year_are_counted() -> None:
    text = "STT | Tên đề án | Huyện | Năm\n#1 | Máy xẻ | Lục Nam | \n#2 | Máy sấy | Lục Nam | #2023\n#3 | Máy bào | Lục Nam | "
    (told,) = [one for one in read(text).problems if one.code == "year_missing"]
    assert told.values["count"] == "2"


YEARS = """
KẾT QUẢ XUẤT KHẨU NÔNG SẢN
TT | Tên sản phẩm | Thị trường xuất khẩu | Năm 2022 | | Năm 2023 |
 | | | Lượng (tấn) | Trị giá (1.000 USD) | Lượng (tấn) | Trị giá (1.000 USD)
#1 | Vải thiều tươi | Trung Quốc | {} | {} | {} | {}
 | Tổng cộng | | {} | {} | {} | {}
"""


@pytest.mark.parametrize("numbers", [(65000, 42000, 70000, 48500), (2020, 1990, 2050, 2001), (12, 45000, 13, 46000)])
def test_a_figure_under_a_year_is_no_year_and_the_year_chosen_is_that_of_its_rows(numbers: tuple[int, ...]) -> None:
    marked = [f"#{number}" for number in numbers]
    sheet = sheets.sheet(YEARS.format(*marked, *marked), "D2:E2 F2:G2 A2:A3 B2:B3 C2:C3")
    layout = propose(sheet)
    assert {use.field for use in layout.columns[3:]} == {None}
    assert all(row.is_refused for row in read_rows(sheet, layout).rows)
    chosen = with_column(with_column(layout, 5, "volume"), 6, "value")
    (row,) = read_rows(sheet, chosen).rows
    assert (row.row, row.value("year"), row.value("volume"), row.value("value")) == (
        4,
        2023,
        numbers[2],
        numbers[3] * 1000,
    )
    assert not row.is_refused


@pytest.mark.parametrize("kind", ["ocop_products", "typical_products", "survey_visits", "facilities", "proposals"])
@pytest.mark.parametrize("heading", ["Kết quả", "Hạng sao", "Ghi nhận", "Doanh thu"])
def test_columns_that_differ_by_their_year_are_told_in_every_table(kind: str, heading: str) -> None:
    text = f"STT | Tên sản phẩm | Tên cơ sở | {heading} năm 2021 | {heading} năm 2024\n#1 | Mỳ gạo | HTX mỳ | 3 sao | 4 sao"
    understood = read(text, kind=kind)
    told = [one for one in understood.problems if one.code == "year_columns"]
    assert [one.values["years"] for one in told] == ["2021, 2024"]


def test_stars_of_the_year_that_was_chosen_are_recognised_in_it() -> None:
    sheet = sheets.sheet(
        "STT | Tên sản phẩm | Chủ thể | Kết quả năm 2021 | Kết quả năm 2024\n#1 | Mỳ gạo | HTX mỳ | 3 sao | 4 sao"
    )
    (row,) = read_rows(sheet, propose(sheet, "ocop_products").with_field(4, "stars")).rows
    assert (row.value("stars"), row.value("recognised_on"), row.is_refused) == (4, "2024", False)


@pytest.mark.parametrize("whole", ["Cả năm 2023", "Cả năm", "Thực hiện cả năm", "Năm 2023"])
def test_quarters_have_headings_and_the_whole_year_is_what_the_title_counts(whole: str) -> None:
    text = f"TÌNH HÌNH XUẤT KHẨU NĂM 2023\n | | | | ĐVT: triệu USD\nTT | Mặt hàng | Thị trường | Quý I | Quý II | Quý III | Quý IV | {whole}\n#1 | Vải | Nhật Bản | #0.5 | #1.2 | #2.3 | #0.4 | #4.4"
    understood = read(text)
    assert [(row.value("value"), row.value("year")) for row in understood.rows] == [(4_400_000.0, 2023)]
    (told,) = [one for one in understood.problems if one.code == "figures_unused"]
    assert told.values["columns"] == "Quý I; Quý II; Quý III; Quý IV"


@pytest.mark.parametrize(
    ("support", "counterpart", "total", "code"),
    [
        ("#250000", "", "#750", "part_above_total"),
        ("#300", "#900", "#800", "part_above_total"),
        ("#300", "#400", "#800", "total_differs"),
        ("#300", "#500", "#800", None),
        ("#300", "", "#800", None),
    ],
)
def test_a_part_is_checked_against_the_total_of_its_row(
    support: str, counterpart: str, total: str, code: str | None
) -> None:
    text = f"DANH MỤC ĐỀ ÁN NĂM 2024\nSTT | Tên đề án | Kinh phí hỗ trợ (triệu đồng) | Vốn đối ứng (triệu đồng) | Tổng kinh phí (triệu đồng)\n#1 | Máy xẻ | {support} | {counterpart} | {total}"
    assert [one for one in codes(read(text)) if one != "unit_far"] == ([code] if code else [])


@pytest.mark.parametrize(
    ("unit", "values", "is_told"),
    [
        ("triệu đồng", ("300 000", "250 000"), True),
        ("triệu đồng", ("#300000", "#250000", "#120000"), True),
        ("triệu đồng", ("300000", "250.000", "120 000"), True),
        ("tỷ đồng", ("#300", "#250"), True),
        ("đồng", ("#300000", "#250000"), True),
        ("nghìn đồng", ("#300", "#250"), True),
        ("triệu đồng", ("300 000", "250", "120"), False),
        ("triệu đồng", ("300", "1.250", "12 000"), False),
        ("nghìn đồng", ("300 000", "250 000"), False),
        ("đồng", ("300 000 000", "250.000.000"), False),
    ],
)
def test_amounts_of_no_usual_size_in_the_unit_of_their_column_are_told(
    unit: str,
    values: tuple[str, ...],
    is_told: bool,  # noqa: FBT001
) -> None:
    rows = "\n".join(f"Máy số {at} | HTX {at} | {value}" for at, value in enumerate(values))
    text = f"DANH MỤC ĐỀ ÁN NĂM 2024\nTên đề án | Đơn vị thụ hưởng | Kinh phí hỗ trợ ({unit})\n{rows}"
    assert ("unit_far" in codes(read(text))) is is_told
    assert is_told or len(read(text).rows) == len(values)


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        ("USD", "1.5 triệu", 1_500_000),
        ("USD", "1,5 triệu USD", 1_500_000),
        ("triệu USD", "1.5 triệu", 1_500_000),
        ("USD", "2 nghìn đô la Mỹ", 2_000),
        ("USD", "1,5 tỷ đồng", None),
        ("tỷ đồng", "2,5 tỷ", 2_500_000_000),
        ("triệu đồng", "2,5 tỷ đồng", 2_500_000_000),
        ("triệu đồng", "300 USD", None),
    ],
)
def test_a_value_in_its_own_words_is_read_and_another_currency_is_refused_and_told(
    unit: str, written: str, value: float | None
) -> None:
    text = f"XUẤT KHẨU NĂM 2023\nMặt hàng | Thị trường | Giá trị ({unit})\nVải | Nhật Bản | {written}\nVải | Đức | 12"
    understood = read(text)
    assert understood.rows[0].value("value") == value
    assert ("number_unreadable" in codes(understood)) == (value is None)


def test_a_number_with_its_scale_says_nothing_of_how_the_others_are_written() -> None:
    text = "XUẤT KHẨU NĂM 2023\nMặt hàng | Thị trường | Giá trị (USD)\nVải | Nhật Bản | 1.5 triệu\nVải | Đức | 300.000"
    understood = read(text)
    assert [row.value("value") for row in understood.rows] == [1_500_000, 300_000]
    assert codes(understood) == ["number_ambiguous"]


def test_a_value_of_another_magnitude_is_told_and_a_column_of_all_sizes_is_not() -> None:
    rows = "\n".join(f"#{at} | Máy số {at} | #{value}" for at, value in enumerate([300, 250, 120000, 90, 480], 1))
    understood = read(f"DANH MỤC ĐỀ ÁN NĂM 2024\nSTT | Tên đề án | Kinh phí hỗ trợ (triệu đồng)\n{rows}")
    assert [(one.code, one.row, one.column) for one in understood.problems] == [("value_far", 5, 3)]
    rows = "\n".join(f"HTX số {at} | #{10**at}" for at in range(1, 7))
    assert "value_far" not in codes(read(f"Tên cơ sở | Doanh thu (triệu đồng)\n{rows}"))


SPLITS = {
    "bare": ("Tổng số | KCQG | KCĐP", ""),
    "under its support": ("Kinh phí hỗ trợ | | \n | | Tổng số | KCQG | KCĐP", "C2:E2"),
    "under money": ("Kinh phí | | \n | | Tổng cộng | Quốc gia | Tỉnh", "C2:E2"),
    "over its parts": ("Tổng cộng | Trong đó | \n | | | Khuyến công quốc gia | Khuyến công địa phương", "D2:E2 C2:C3"),
    "of budgets": ("Tổng | Ngân sách trung ương | Ngân sách tỉnh", ""),
}


@pytest.mark.parametrize(("headings", "merged"), SPLITS.values(), ids=SPLITS)
@pytest.mark.parametrize("counterpart", ["", "Vốn đối ứng"])
def test_the_total_of_a_support_that_programmes_split_is_no_investment(
    headings: str, merged: str, counterpart: str
) -> None:
    first, *more = headings.splitlines()
    head = "\n".join([f"{first} | {counterpart}", *more])
    rows = "Máy sấy | HTX A | #300 | #200 | #100 | #400\nMáy xẻ | HTX B | #200 | | #200 | #500"
    sheet = sheets.sheet(f"KẾ HOẠCH NĂM 2023 (triệu đồng)\nTên đề án | Đơn vị thụ hưởng | {head}\n{rows}", merged)
    understood = read_rows(sheet, propose(sheet, "proposals"))
    money = [(row.whole("support_vnd"), row.whole("total_investment_vnd")) for row in understood.rows]
    assert money == [(300_000_000, None), (200_000_000, None)]
    assert [row.text("programme") for row in understood.rows] == ["unknown", "provincial"]


@pytest.mark.parametrize(
    ("headings", "row", "money", "told"),
    [
        ("Tổng số | KCQG | KCĐP", "#700 | #200 | #100", (300_000_000, 700_000_000), []),
        ("Tổng số | NSNN hỗ trợ | Đối ứng", "#700 | #300 | #400", (300_000_000, 700_000_000), []),
        ("Kinh phí hỗ trợ | KCQG | Tổng mức đầu tư", "#300 | #300 | #300", (300_000_000, 300_000_000), []),
        ("Tổng số", "#300", (None, None), ["figures_unused"]),
        ("Tổng cộng", "#300", (None, None), ["figures_unused"]),
    ],
)
def test_a_total_is_the_investment_where_it_holds_more_and_asked_where_nothing_tells(
    headings: str, row: str, money: tuple[int | None, int | None], told: list[str]
) -> None:
    text = f"KẾ HOẠCH NĂM 2023 (triệu đồng)\nTên đề án | Đơn vị thụ hưởng | {headings}\nMáy sấy | HTX A | {row}"
    understood = read(text)
    (one,) = understood.rows
    assert (one.whole("support_vnd"), one.whole("total_investment_vnd")) == money
    assert [code for code in codes(understood) if code != "several_programmes"] == told


ASIDES = [
    "Tỷ lệ % | #100",
    "Tỷ lệ (%) so với kế hoạch | 66,7%",
    "Tỷ trọng (%) | #100",
    "So với năm 2022 (%) | #120",
    "So sánh cùng kỳ | #1.2",
    "Bình quân | #250",
    "Còn lại | #50",
    "Tăng, giảm (+/-) | #-20",
    "Bằng chữ: Năm trăm triệu đồng./. | ",
    "Số tiền bằng chữ: Năm trăm triệu đồng | ",
]


@pytest.mark.parametrize("words", ASIDES)
@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("has_total", [True, False])
def test_what_is_said_of_the_rows_above_is_left_out_and_told(words: str, left: bool, has_total: bool) -> None:  # noqa: FBT001
    label, figure = words.split(" | ")
    aside = f"{label} | | | | {figure}" if left else f" | {label} | | | {figure}"
    total = " | Tổng cộng | | | #500\n" if has_total else ""
    rows = "#1 | Máy sấy | HTX A | Tân Yên | #300\n#2 | Máy xẻ | HTX B | Lục Nam | #200\n"
    head = "DANH MỤC ĐỀ ÁN NĂM 2023 (triệu đồng)\nSTT | Tên đề án | Đơn vị thụ hưởng | Huyện | Kinh phí hỗ trợ\n"
    understood = read(f"{head}{rows}{total}{aside}")
    assert proposals(planned(understood)) == [("Máy sấy", 300), ("Máy xẻ", 200)]
    assert (understood.skipped[-1].role, codes(understood)) == ("aside", [])


@pytest.mark.parametrize("whole", ["Cả năm", "Cả năm 2023", "Tổng", ""])
@pytest.mark.parametrize("first", ["Quý I", "6 tháng đầu năm", "Tháng 1"])
def test_the_amount_of_a_proposal_is_never_that_of_a_part_of_the_year(first: str, whole: str) -> None:
    head = "GIẢI NGÂN NĂM 2023 (triệu đồng)\nTên đề án | Đơn vị thụ hưởng | Kinh phí hỗ trợ |"
    if whole:
        text = f"{head} |\n | | {first} | Quý IV | {whole}\nMáy sấy | HTX A | #30 | #70 | #100"
    else:
        text = f"{head}\n | | {first} | Quý IV\nMáy sấy | HTX A | #30 | #70"
    sheet = sheets.sheet(text, "C2:E2" if whole else "C2:D2")
    understood = read_rows(sheet, propose(sheet, "proposals"))
    assert [row.whole("support_vnd") for row in understood.rows] == [100_000_000 if whole else None]
    assert codes(understood) == ["figures_unused"]


@pytest.mark.parametrize("heading", ["Đơn vị thực hiện", "Đơn vị đăng ký", "Đơn vị chủ trì"])
def test_producers_under_the_heading_of_offices_are_who_benefits(heading: str) -> None:
    text = f"DANH MỤC ĐỀ ÁN NĂM 2023 (triệu đồng)\nTên đề án | {heading} | Kinh phí hỗ trợ\n"
    producers = read(text + "Máy sấy | HTX An Phát | #30\nMáy xẻ | Công ty TNHH B | #40")
    offices = read(text + "Máy sấy | Trung tâm Khuyến công | #30\nMáy xẻ | Phòng KTHT huyện Tân Yên | #40")
    assert [row.text("beneficiary") for row in producers.rows] == ["HTX An Phát", "Công ty TNHH B"]
    assert [row.text("beneficiary") for row in offices.rows] == ["", ""]


@pytest.mark.parametrize(
    ("leaves", "workers"),
    [("Tổng số | Nữ", 20), ("Nữ | Tổng số", 9), ("Tổng | Trong đó nữ", 20), ("Nam | Nữ", None), ("Nữ | Nam", None)],
)
def test_one_sex_is_never_all_workers(leaves: str, workers: int | None) -> None:
    text = f"Tên cơ sở | Huyện | Số lao động |\n | | {leaves}\nHTX A | Tân Yên | #20 | #9\nHTX B | Lục Nam | #20 | #9"
    sheet = sheets.sheet(text, "C1:D1 A1:A2 B1:B2")
    understood = read_rows(sheet, propose(sheet, "facilities"))
    assert [row.whole("workers") for row in understood.rows] == [workers] * 2
    assert codes(understood) == ["figures_unused"]


def test_several_proposals_of_one_producer_in_merged_cells_are_rows_and_no_groups() -> None:
    head = "DANH MỤC ĐỀ ÁN NĂM 2023 (triệu đồng)\nSTT | Đơn vị thụ hưởng | Tên đề án | Huyện | Kinh phí hỗ trợ\n"
    rows = "#1 | HTX A | Máy sấy | Tân Yên | #100\n | | Máy xẻ | | #200\n#2 | HTX B | Máy bào | Lục Nam | #300\n | | Máy nén | | #400"
    sheet = sheets.sheet(head + rows, "A3:A4 B3:B4 D3:D4 A5:A6 B5:B6 D5:D6")
    understood = read_rows(sheet, propose(sheet, "proposals"))
    assert [(row.text("beneficiary"), row.value("district_code")) for row in understood.rows] == [
        ("HTX A", "216")
    ] * 2 + [("HTX B", "218")] * 2
    assert (understood.skipped, codes(understood)) == ((), [])
    assert [money for _, money in proposals(planned(understood))] == [100, 200, 300, 400]


@pytest.mark.parametrize("second", ["Máy xẻ", "Hỗ trợ ứng dụng máy móc tiên tiến", "Hỗ trợ dây chuyền gỗ bóc"])
def test_further_proposals_of_a_producer_in_a_file_without_merged_cells_are_no_groups(second: str) -> None:
    head = "DANH MỤC ĐỀ ÁN NĂM 2023 (triệu đồng)\nSTT | Đơn vị thụ hưởng | Tên đề án | Huyện | Kinh phí hỗ trợ\n"
    rows = f"#1 | HTX A | Máy sấy | Tân Yên | #100\n | | {second} | | #200\n | | Máy ép | | #200\n#2 | HTX B | Máy bào | Lục Nam | #300"
    made = planned(read(head + rows))
    assert sorted(money for _, money in proposals(made)) == [100, 200, 200, 300]
    of = {one.after["proposal_id"]: one.after["district_code"] for one in made.records if one.table == "beneficiaries"}
    assert sorted(of.values()) == ["216", "216", "216", "218"]


def test_groups_of_contents_over_numbered_rows_stay_groups() -> None:
    head = "DANH MỤC ĐỀ ÁN NĂM 2023 (triệu đồng)\nSTT | Đơn vị thụ hưởng | Tên đề án | Huyện | Kinh phí hỗ trợ\n"
    rows = " | | Hỗ trợ máy móc thiết bị | | #100\n#1 | HTX A | Máy sấy | Tân Yên | #100\n | | Đào tạo nghề | | #300\n#2 | HTX B | May | Lục Nam | #300"
    understood = read(head + rows)
    assert proposals(planned(understood)) == [("Máy sấy", 100), ("May", 300)]
    assert [one.role for one in understood.skipped] == ["group", "group"]
