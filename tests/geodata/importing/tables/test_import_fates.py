"""No row disappears: over drawn layouts each row below the headings has exactly one fate, and each that is not written is told."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.importing.preview import fate_counts, left_out, sum_text, understood_rows
from analytics.wording.language import Language
from geodata.importing.comparing import plan
from geodata.importing.fields import FieldType, ImportField, tables
from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.plans.planned import ImportPlan, RowState
from geodata.importing.sheet_reading import read_rows
from geodata.importing.text.cell_text import cell_as_text, is_nothing
from geodata.importing.understood import UnderstoodSheet
from geodata.record.public import load_public_record
from tests.geodata.importing import import_sheets as sheets

PUBLIC = load_public_record()
EN = Language("en")
WORDS: dict[FieldType, list[SheetCell]] = {
    FieldType.NAME: ["HTX Thử Một", "Công ty TNHH Thử Hai", "- Hộ KD Thử Ba", "Gồm 02 cơ sở:", "#N/A"],
    FieldType.TEXT: ["Mỳ gạo", "Máy xẻ gỗ", "Đào tạo nghề", "=A1", "#REF!", "Tổng cộng"],
    FieldType.DISTRICT: ["Yên Thế", "Huyện Lục Nam", "Huyện Không Có"],
    FieldType.COMMUNE: ["Phúc Sơn", "xã Nam Dương"],
    FieldType.PLACE: ["xã Nam Dương, huyện Lục Ngạn", "tại chỗ"],
    FieldType.MONEY: [300, 450, "1,2 tỷ", "ba trăm", "#DIV/0!"],
    FieldType.WHOLE: [5, "gần 20", "15 (5 nữ)", "mười"],
    FieldType.VOLUME: [12.5, "gần 80"],
    FieldType.VALUE: [250, "1,5 triệu USD"],
    FieldType.YEAR: [2021, "năm 2022", "lâu rồi"],
    FieldType.YEARS: [2021, "2021-2022"],
    FieldType.DATE: ["15/03/2023", "8h00", 2021],
    FieldType.STARS: [3, "4 sao", "nhiều"],
    FieldType.MARKET: ["Nhật Bản", "EU, Mỹ"],
    FieldType.NUMBER: [12, "gần 80", "1.250,5", "vài"],
    FieldType.SHARE: ["50%", 0.3, "một nửa", "130%"],
    FieldType.NAMED: ["Đề án", "Kinh phí", "đồng", "triệu đồng", "đề án", "chưa rõ"],
    FieldType.CHOICE: ["Mọi chương trình", "thực hiện", "Cả nước", "không rõ là gì"],
}
LONE: list[SheetCell] = [
    "Huyện Yên Thế", "I. Huyện Lục Nam", "A", "II", "Năm 2021", "Tổng cộng", "Cộng", "Ghi chú: thử", "Nơi nhận:", "3 sao",
    "KC quốc gia", "HTX Một Mình", "Mỳ gạo",
]  # fmt: skip


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, Sheet]:
    """Return a table and a sheet of it: some of its columns in any order, numbered or not, rows full, thin, lone, twice or merged."""
    table = tables()[draw(st.sampled_from(list(tables())))]
    usual = [one for one in table.fields if one.type in WORDS]
    required = [one for one in usual if one.is_required]
    others = [one for one in usual if not one.is_required and one.is_in_template]
    chosen: list[ImportField] = draw(
        st.permutations([*required, *draw(st.lists(st.sampled_from(others), max_size=5, unique=True))])
    )
    has_order = draw(st.booleans())
    headings = [*(["STT"] if has_order else []), *(one.heading for one in chosen)]
    rows: list[tuple[SheetCell, ...]] = []
    for at in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(["full", "full", "thin", "lone", "blank", "again"]))
        if kind == "again" and rows:
            rows.append(draw(st.sampled_from(rows)))
            continue
        cells: list[SheetCell] = [None] * len(headings)
        if has_order and kind in {"full", "thin"}:
            cells[0] = draw(st.sampled_from([at + 1, "I", "-", "a", None, f"1.{at + 1}"]))
        if kind == "lone":
            cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(LONE))
        for place, one in enumerate(chosen, int(has_order)):
            if kind == "full" or (kind == "thin" and draw(st.integers(0, 3)) == 0):
                cells[place] = draw(st.sampled_from(WORDS[one.type]))
        rows.append(tuple(cells))
    merged = ()
    if draw(st.booleans()) and len(rows) > 1:
        column, top = draw(st.integers(0, len(headings) - 1)), draw(st.integers(1, len(rows) - 1))
        merged = ((top, column, top + 1, column),)
    return table.name, Sheet("S", (tuple(headings), *rows), merged)


def fates(kind: str, sheet: Sheet) -> tuple[UnderstoodSheet, ImportPlan]:
    understood = read_rows(sheet, propose(sheet, kind, (0, 0)))
    return understood, plan(understood, PUBLIC, sheets.file(sheet, digest="ef" * 32), on=date(2024, 5, 1))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(layouts())
def test_each_row_has_one_fate_and_each_that_is_not_written_is_told(drawn: tuple[str, Sheet]) -> None:
    kind, sheet = drawn
    understood, made = fates(kind, sheet)
    filled = [at + 1 for at, row in enumerate(sheet.rows) if at > understood.layout.header_last and _is_filled(row)]
    headed = [row for row in filled if row <= understood.layout.data_first]
    had = [row.row for row in made.rows] + [row.row for row in understood.skipped]
    assert sorted([*had, *headed]) == filled
    number = fate_counts(made, understood)
    assert number.n_read == len(filled) - len(headed)
    assert sum_text(number, EN).startswith(f"{number.n_read} rows read = {number.states[RowState.NEW]} new")
    written = {(one.table, one.row_id) for one in made.records}
    above = {row.row: row.part_of or row.of for row in understood.rows}
    refusing = {one.row for one in made.problems if one.is_blocking}
    noted = {one.row for one in made.problems}
    for row in made.rows:
        if row.state in {RowState.NEW, RowState.UPDATED}:
            assert (row.table, row.row_id) in written
        elif row.state is RowState.REFUSED:
            assert {row.row, above[row.row], None} & refusing
        elif row.state is RowState.LEFT_OUT:
            assert {row.row, above[row.row]} & noted
        else:
            assert row.row_id is not None
    listed = sum(
        understood_rows(understood, made, EN, state).n_all for state in RowState if state is not RowState.LEFT_OUT
    )
    assert listed + left_out(understood, made, EN).n_all == number.n_read


def _is_filled(row: tuple[SheetCell, ...]) -> bool:
    return any(not is_nothing(cell_as_text(cell)) for cell in row)
