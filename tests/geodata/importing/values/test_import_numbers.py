"""Numbers, money, dates and coordinates read back as they were, in every way that offices write them."""

import struct
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.importing.fields import tables
from geodata.importing.files.cells import as_cell
from geodata.importing.files.raised import LONGEST_RICH
from geodata.importing.files.xls_strings import raised_strings
from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.importing.values.cell_reading import read_cell, way_of
from geodata.importing.values.coordinates import from_vn2000, meridian_in, read_degrees, read_pair
from geodata.importing.values.dates import date_inside, read_date, read_years
from geodata.importing.values.money import FACTORS, MoneyUnit, notation_by_size, read_amount, unit_in
from geodata.importing.values.numbers import Notation, notation_of, read_number
from geodata.schema.vocabulary import Qualifier
from tests.geodata.importing import import_files as files

MILLION = MoneyUnit.MILLION
WORDS = {
    MoneyUnit.DONG: ["đ", " đồng", "đồng", " VNĐ", " dong"],
    MoneyUnit.THOUSAND: [" nghìn đồng", " ngàn", " nghin dong"],
    MoneyUnit.MILLION: ["tr", " triệu", " triệu đồng", " trđ", "TR", " trieu", " tr.đ"],
    MoneyUnit.BILLION: [" tỷ", " tỷ đồng", "tỉ", " ty", " TỶ ĐỒNG"],
}
PREFIXES = {
    "": Qualifier.EXACT,
    "gần ": Qualifier.NEARLY,
    "Khoảng ": Qualifier.APPROXIMATE,
    "hơn ": Qualifier.AT_LEAST,
    "trên ": Qualifier.AT_LEAST,
    "~": Qualifier.NEARLY,
    "tới ": Qualifier.AT_MOST,
    "Không quá ": Qualifier.AT_MOST,
    "tối đa ": Qualifier.AT_MOST,
    "dưới ": Qualifier.AT_MOST,
    "≤ ": Qualifier.AT_MOST,
}


def written(value: int, fraction: str, notation: Notation) -> str:
    """Return a number with its thousands grouped in a notation."""
    point, group = (",", ".") if notation is Notation.DOT_THOUSANDS else (".", ",")
    return f"{value:,}".replace(",", group) + (point + fraction if fraction else "")


@given(
    st.integers(0, 10**9),
    st.sampled_from(["", "5", "25", "05", "1250"]),
    st.sampled_from(list(Notation)),
    st.sampled_from(list(WORDS)),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_an_amount_reads_back_in_every_notation_and_unit(
    value: int, fraction: str, notation: Notation, unit: MoneyUnit, data: st.DataObject
) -> None:
    word, prefix = data.draw(st.sampled_from(WORDS[unit])), data.draw(st.sampled_from(list(PREFIXES)))
    fraction = "" if unit is MoneyUnit.DONG else fraction
    read = read_amount(prefix + written(value, fraction, notation) + word, MILLION, notation)
    assert read is not None
    assert read.vnd == int((Decimal(f"{value}.{fraction or 0}") * FACTORS[unit]).to_integral_value())
    assert read.qualifier is PREFIXES[prefix]


@given(st.integers(0, 10**12), st.sampled_from(["\xa0", " ", "\u202f"]))
@settings(max_examples=100, deadline=None)
def test_blanks_group_thousands_too(value: int, blank: str) -> None:
    read = read_amount(f"{value:,}".replace(",", blank), MoneyUnit.DONG)
    assert read is not None
    assert read.vnd == value


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("300", 300_000_000),
        ("1.234,5", 1_234_500_000),
        ("1,234.5", 1_234_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("300tr", 300_000_000),
        ("300.000.000", 300_000_000),
        ("1.500.000.000đ", 1_500_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("450 (*)", 450_000_000),
        ("250¹", 250_000_000),
        ("2.5ty", 2_500_000_000),
        ("150 triệu đồng/đề án", 150_000_000),
        ("-50", -50_000_000),
        ("(50)", -50_000_000),
    ],
)
def test_amounts_of_real_tables_in_a_column_of_millions(text: str, vnd: int) -> None:
    read = read_amount(text, MILLION)
    assert read is not None
    assert read.vnd == vnd


@pytest.mark.parametrize(
    "text", ["ba trăm", "1.2.3", "0912 345 678", "300 cái", "xem phụ lục", "15/03/2023", "12,34,5"]
)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert read_amount(text, MILLION) is None


def test_a_range_keeps_both_ends() -> None:
    read = read_amount("350-400 triệu", MILLION)
    assert read is not None
    assert (read.vnd, read.vnd_to, read.qualifier) == (350_000_000, 400_000_000, Qualifier.RANGE)


@pytest.mark.parametrize(
    ("texts", "notation"),
    [
        (["1.234", "12,5"], Notation.DOT_THOUSANDS),
        (["1.234", "1.234.567"], Notation.DOT_THOUSANDS),
        (["1,234", "12.5"], Notation.COMMA_THOUSANDS),
        (["1.234"], None),
        (["12,5", "12.5"], None),
    ],
)
def test_clear_numbers_of_a_column_settle_the_others(texts: list[str], notation: Notation | None) -> None:
    assert notation_of(texts) is notation


def test_size_settles_what_nothing_else_does() -> None:
    assert notation_by_size(["1.234", "2.500"], MILLION) is Notation.DOT_THOUSANDS
    assert notation_by_size(["1,234", "2,500"], MILLION) is Notation.COMMA_THOUSANDS
    assert notation_by_size(["1.234", "2.500"], MoneyUnit.BILLION) is Notation.COMMA_THOUSANDS
    assert notation_by_size(["12,500"], MILLION) is None


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Kinh phí (triệu đồng)", MoneyUnit.MILLION),
        ("ĐVT: 1.000 đồng", MoneyUnit.THOUSAND),
        ("Tổng KP (trđ)", MoneyUnit.MILLION),
        ("Kinh phí (Tr.đ)", MoneyUnit.MILLION),
        ("Doanh thu (tỷ đồng)", MoneyUnit.BILLION),
        ("Kinh phi (trieu dong)", MoneyUnit.MILLION),
        ("Số tiền (VNĐ)", MoneyUnit.DONG),
        ("Tên công ty", None),
        ("Số hợp đồng", None),
        ("Tỷ lệ (%)", None),
        ("Số lao động", None),
    ],
)
def test_the_unit_of_a_heading(heading: str, unit: MoneyUnit | None) -> None:
    assert unit_in(heading) is unit


@pytest.mark.parametrize("text", ["25 người", "gần 25", "25 lđ", "25"])
def test_a_count_may_have_words_around_it(text: str) -> None:
    read = read_number(text)
    assert read is not None
    assert read.value == 25


FORMS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y", "%d / %m / %Y"]


@given(st.dates(date(1951, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_day_reads_back_in_every_form(day: date, form: str, is_short: bool) -> None:  # noqa: FBT001
    text = day.strftime(form)
    read = read_date(text.replace("/0", "/").lstrip("0") if is_short and "/" in form else text)
    assert read is not None
    assert read.iso == day.isoformat()


@given(st.dates(date(1951, 1, 1), date(2099, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_a_day_reads_back_as_a_serial_number_and_as_a_cell(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for cell in (serial, float(serial), serial + 0.5, day, datetime(day.year, day.month, day.day, 8)):  # noqa: DTZ001
        read = read_date(cell)
        assert read is not None
        assert read.iso == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("5-3-23", "2023-03-05"),
        ("5/3/99", "1999-03-05"),
        ("03/2023", "2023-03"),
        ("Tháng 3/2023", "2023-03"),
        ("T3/2023", "2023-03"),
        ("2023", "2023"),
        ("năm 2023", "2023"),
        ("Quý II/2023", "2023"),
        ("2023-03-15 00:00:00", "2023-03-15"),
    ],
)
def test_dates_as_offices_write_them(text: str, iso: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.iso == iso


@pytest.mark.parametrize("text", ["31/02/2023", "03/25/2023", "hôm qua", "300", "13/2023"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert read_date(text) is None


def test_a_date_inside_a_text_and_the_years_of_a_period() -> None:
    inside = date_inside("QĐ số 12/QĐ-UBND ngày 15/3/2023")
    assert inside is not None
    assert inside.iso == "2023-03-15"
    assert read_years("từ 3/2023 đến 12/2024") == (2023, 2024)
    assert read_years("2023-2025") == (2023, 2025)
    assert read_years("Quý III") is None


@given(st.floats(105.8, 107.1), st.sampled_from([".", ","]))
@settings(max_examples=100, deadline=None)
def test_degrees_read_back(value: float, point: str) -> None:
    assert read_degrees(f"{value:.6f}".replace(".", point)) == pytest.approx(value, abs=1e-6)
    minutes, seconds = divmod(round(value * 3600, 2) % 3600, 60)
    text = f"{int(round(value * 3600, 2) // 3600)}°{int(minutes)}'{seconds:.2f}\"".replace(".", point)
    assert read_degrees(text) == pytest.approx(value, abs=1e-5)


def test_pairs_and_metres() -> None:
    for text in ("21.2731, 106.1947", "21,2731; 106,1947", "106.1947 21.2731", "21.2731,106.1947"):
        assert read_pair(text) == (106.1947, 21.2731)
    lon, lat = from_vn2000(2_353_412.5, 416_345.6, "107")
    assert lon == pytest.approx(106.1957, abs=1e-3)
    assert lat == pytest.approx(21.2732, abs=1e-3)
    assert meridian_in("Hệ tọa độ VN-2000, kinh tuyến trục 107°00', múi chiếu 3°") == "107"


@pytest.mark.parametrize("kind", tables())
@pytest.mark.parametrize("sign", ["", "-", "gần ", "1-", "1."])
def test_a_number_without_end_is_none_in_any_column_and_stops_nothing(kind: str, sign: str) -> None:
    endless = ["9" * count for count in (29, 400, 900, 4200)]
    assert sign in {"1-", "1."} or not any(read_number(sign + one) for one in endless)
    cells = [cell for one in endless for cell in (sign + one, as_cell(int(one)), as_cell(-int(one)))]
    assert all(isinstance(cell, str) for cell in cells)
    fields = tables()[kind].fields
    sheet = Sheet("S", (tuple(one.heading for one in fields), *((cell,) * len(fields) for cell in cells)))
    proposed = propose(sheet)
    assert proposed is not None
    values = [one.value for row in read_rows(sheet, proposed).rows for one in row.cells.values()]
    assert not [value for value in values if isinstance(value, int | float) and abs(value) >= 10**28]


def test_a_number_past_all_limits_is_a_text_that_is_told_and_a_missing_one_is_nothing() -> None:
    assert [as_cell(value) for value in (float("1e400"), float("-inf"), float("nan"))] == ["inf", "-inf", None]
    assert read_number("inf") is None


def raised_xlsx(kind: str) -> bytes:
    run = '<r><t>300</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>{}</t></r>'
    rows = [
        "<c t='inlineStr'><is><t>Tên đề án</t></is></c><c t='inlineStr'><is><t>Kinh phí hỗ trợ (triệu đồng)</t></is></c>"
    ]
    texts = [run.format(mark) for mark in ("1", "(2)", "*", "a")]
    if kind == "shared":
        cells = [f"<c t='s'><v>{at + 1}</v></c>" for at in range(len(texts))]
    else:
        cells = [f"<c t='inlineStr'><is>{text}</is></c>" for text in texts]
    rows += [f"<c t='inlineStr'><is><t>Máy {at}</t></is></c>{cell}" for at, cell in enumerate(cells)]
    items = "".join(f"<si>{text}</si>" for text in ("<t>Sấy</t>", *texts))
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
    return files.xlsx("".join(f"<row>{row}</row>" for row in rows).encode(), strings=strings)


def raised_ods(_: str) -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    marks = ("1", "(2)", "*", "a")
    rows = [("Tên đề án", "Kinh phí hỗ trợ (triệu đồng)")] + [
        (f"Máy {at}", f'300<text:span text:style-name="T1">{mark}</text:span>') for at, mark in enumerate(marks)
    ]
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    style = '<style:style xmlns:style="urn:s" style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    return files.ods(f'{style}<table:table table:name="S">{body}</table:table>')


def raised_xls(length: str) -> bytes:
    above, plain = xlwt.Font(), xlwt.Font()
    above.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT

    def write(sheet: xlwt.Worksheet) -> None:
        for column, text in enumerate(("Tên đề án", "Kinh phí hỗ trợ (triệu đồng)")):
            sheet.write(0, column, text)
        for at, mark in enumerate(("1", "(2)", "*", "a"), 1):
            sheet.write(at, 0, f"Máy {at} {'sấy ' * (800 if length == 'long' else 1)}")
            sheet.write_rich_text(at, 1, (("300", plain), (mark, above)))

    return files.old_excel(write)


@pytest.mark.parametrize(
    ("write", "kind"),
    [(raised_xlsx, "shared"), (raised_xlsx, "inline"), (raised_ods, "ods"), (raised_xls, "xls"), (raised_xls, "long")],
)
def test_a_raised_mark_behind_a_figure_is_no_digit_of_it(
    write: Callable[[str], bytes], kind: str, tmp_path: Path
) -> None:
    (sheet,) = files.parsed(write(kind), f"bang.{write.__name__[7:]}", tmp_path)
    understood = read_rows(sheet, propose(sheet, "proposals"))
    read = [(row.value("support_vnd"), row.cells["support_vnd"].note) for row in understood.rows]
    assert read == [(300_000_000, "footnote")] * 4
    assert [row.cells["support_vnd"].text for row in understood.rows] == ["300¹", "300(²)", "300*", "300(a)"]


@pytest.mark.parametrize(
    "mark", ["(1)", " (1)", "(*)", " (**)", "¹", "²³", " ⁽¹⁾", "[1]", " 1)", "*", "†", "(a)", "(1)(2)", " (1), (2)"]
)
@pytest.mark.parametrize(
    ("kind", "name", "figure", "value"),
    [
        ("proposals", "support_vnd", "300", 300_000_000),
        ("proposals", "support_vnd", "1,2 tỷ", 1_200_000_000),
        ("facilities", "workers", "15", 15),
        ("export_flows", "volume", "12,5", 12.5),
        ("export_flows", "value", "12,5", 12.5),
        ("proposals", "year", "2023", "2023"),
        ("ocop_products", "stars", "4 sao", 4),
        ("survey_visits", "visited_on", "03/04/2023", "2023-04-03"),
    ],
)
def test_a_mark_of_a_footnote_is_no_part_of_a_figure_and_kept(
    kind: str, name: str, figure: str, value: object, mark: str
) -> None:
    field = tables()[kind].field(name)
    read = read_cell(way_of(field, field.unit), figure + mark, figure + mark)
    assert (read.value, read.note, read.problem) == (value, "footnote", None)


@pytest.mark.parametrize("text", ["3001)", "(1) 300", "300 (100)", "300 (tạm tính)", "300 (1", "*300", "¹"])
def test_a_figure_with_an_unclear_mark_is_refused(text: str) -> None:
    field = tables()["proposals"].field("support_vnd")
    read = read_cell(way_of(field, field.unit), text, text)
    assert (read.value, read.problem) == (None, "money_unreadable")


@given(st.lists(st.binary(max_size=60), max_size=6), st.integers(0, 2**32 - 1))
def test_a_table_of_strings_of_any_bytes_is_read_to_its_end(pieces: list[bytes], count: int) -> None:
    table = [struct.pack("<II", count, count) + b"".join(pieces[:1]), *pieces[1:]]
    for text in raised_strings(table, frozenset(range(300))).values():
        assert len(text) <= 3 * LONGEST_RICH


@pytest.mark.parametrize(
    "around", ["{}¹", "{}*", "{} (1)", "{}/năm", "gần {}", "≈{}", "+{}", "{}.", "{} (ước)", " {}\u00a0"]
)
@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("facilities", "Doanh thu"),
        ("proposals", "Kinh phí hỗ trợ (triệu đồng)"),
        ("export_flows", "Sản lượng (tấn)"),
        ("published_figures", "Giá trị"),
        ("rules", "Mức"),
    ],
)
def test_what_stands_around_a_number_of_two_readings_does_not_stop_its_sheet(
    kind: str, heading: str, around: str
) -> None:
    first = next(one.heading for one in tables()[kind].fields if one.is_required)
    sheet = Sheet("S", ((first, heading), ("Một", around.format("1.250")), ("Hai", around.format("2,250"))))
    understood = read_rows(sheet, propose(sheet, kind, (0, 0)))
    assert len(understood.rows) == 2
    for told in understood.problems:
        if told.code == "number_ambiguous":
            assert {float(told.values["read"]), float(told.values["other"])} == {1250, 1.25}
