"""However a table is laid out - order of columns, titles, groups, sums, levels of headings - its rows mean the same."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.headings.shape import recalled, remembered, shape_of
from geodata.importing.sheet_reading import read_rows

ITEMS = [
    ("Hỗ trợ máy móc sản xuất mỳ gạo", "HTX mỳ gạo Cường Bé", "219", 900, 300, 600),
    ("Hỗ trợ dây chuyền đóng gói chè", "HTX Thân Trường", "215", 400, 150, 250),
    ("Xây dựng mô hình trình diễn sản xuất ván ép", "Công ty TNHH Vũ Thịnh", "217", 1200, 400, 800),
    ("Hỗ trợ lò sấy vải thiều", "Hộ kinh doanh Nguyễn Văn An", "219", 250, 100, 150),
]
DISTRICTS = {
    "219": ["Huyện Lục Ngạn", "H. Lục Ngạn", "Luc Ngan", "HUYỆN LỤC NGẠN", "huyện Lục ngạn"],
    "215": ["Huyện Yên Thế", "Yên Thế", "H.Yên Thế"],
    "217": ["Lạng Giang", "Lang Giang", "huyện Lạng Giang"],
}
HEADINGS = {
    "order": ["STT", "TT", "Số TT"],
    "title": ["Tên đề án", "Tên đề án, nhiệm vụ", "TÊN ĐỀ ÁN", "Ten de an"],
    "beneficiary": ["Đơn vị thụ hưởng", "Cơ sở CNNT thụ hưởng", "Đối tượng thụ hưởng"],
    "district": ["Huyện", "Huyện, thành phố", "Địa bàn thực hiện"],
    "total": ["Tổng kinh phí", "Tổng mức đầu tư"],
    "support": ["Kinh phí hỗ trợ", "NSNN hỗ trợ", "Kinh phí khuyến công"],
    "counterpart": ["Đối ứng của DN", "Vốn đối ứng", "Đóng góp của đơn vị thụ hưởng"],
}
TITLES = ["UBND TỈNH BẮC GIANG", "SỞ CÔNG THƯƠNG", "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2023", "Đơn vị tính: triệu đồng", ""]
MONEY = ("total", "support", "counterpart")


@dataclass
class Table:
    """A table that grows row by row, its columns in the order drawn."""

    order: list[str]
    rows: list[list[SheetCell]]

    def add(self, **cells: SheetCell) -> None:
        self.rows.append([cells.get(name) for name in self.order])


@st.composite
def layouts(draw: st.DrawFn) -> Sheet:
    """Return the items above as a sheet in a layout that is drawn."""
    is_grouped = draw(st.booleans())
    columns = [name for name in HEADINGS if not (is_grouped and name == "district")]
    table = Table(draw(st.permutations(columns)), [])
    for title in draw(st.lists(st.sampled_from(TITLES), max_size=4, unique=True)):
        table.rows.append([title or None, *[None] * (len(columns) - 1)])
    names = {name: draw(st.sampled_from(HEADINGS[name])) for name in columns}
    unit = draw(st.sampled_from([" (triệu đồng)", " (tr.đ)", "\n(Triệu đồng)"]))
    table.add(**{name: text + (unit if name in MONEY else "") for name, text in names.items()})
    if draw(st.booleans()):
        table.rows.append([f"({at + 1})" for at in range(len(columns))])
    if draw(st.booleans()):
        table.add(title="Tổng cộng", **sums(ITEMS))
    _fill(draw, table, is_grouped=is_grouped)
    if draw(st.booleans()):
        table.add(title="Cộng", **sums(ITEMS))
        table.rows.append(["Nơi nhận:", *[None] * (len(columns) - 1)])
    return Sheet("KC", tuple(map(tuple, table.rows)))


def _fill(draw: st.DrawFn, table: Table, *, is_grouped: bool) -> None:
    numerals = draw(st.sampled_from([["I", "II", "III"], ["A", "B", "C"]]))
    blanks, number = draw(st.booleans()), draw(st.sampled_from([float, str]))
    for at, code in enumerate(DISTRICTS):
        if is_grouped:
            own = [item for item in ITEMS if item[2] == code]
            table.add(
                order=numerals[at],
                title=draw(st.sampled_from(DISTRICTS[code])),
                **(sums(own) if draw(st.booleans()) else {}),
            )
        for n, (title, who, home, total, support, counterpart) in enumerate(ITEMS):
            if home == code:
                place = draw(st.sampled_from(DISTRICTS[code]))
                cells = {"order": n + 1, "title": title, "beneficiary": who, "district": place}
                table.add(**cells, total=number(total), support=number(support), counterpart=number(counterpart))
        if blanks:
            table.add()


def sums(items: list[tuple[str, str, str, int, int, int]]) -> dict[str, SheetCell]:
    return {
        name: float(sum(int(item[at]) for item in items))
        for at, name in ((3, "total"), (4, "support"), (5, "counterpart"))
    }


@given(layouts())
@settings(max_examples=120, deadline=None)
def test_a_layout_does_not_change_what_the_rows_mean(sheet: Sheet) -> None:
    understood = read_rows(sheet, propose(sheet, "proposals"))
    names = ("title", "beneficiary", "district_code", "total_investment_vnd", "support_vnd", "counterpart_vnd")
    found = [tuple(row.value(name) for name in names) for row in understood.rows]
    expected = [(*item[:3], *(amount * 1_000_000 for amount in item[3:])) for item in ITEMS]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert [problem.code for problem in understood.problems if problem.code != "year_missing"] == []


@given(layouts())
@settings(max_examples=40, deadline=None)
def test_the_table_is_guessed_and_its_shape_remembered(sheet: Sheet) -> None:
    layout = propose(sheet)
    assert layout.kind == "proposals"
    chosen = layout.with_field(layout.columns[-1].index, None)
    again = recalled(propose(sheet), remembered(chosen))
    assert [column.field for column in again.columns] == [column.field for column in chosen.columns]
    assert shape_of(again) == shape_of(layout)
