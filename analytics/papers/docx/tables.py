"""Tables of a document: fixed widths, heads that are repeated on each page, rows that no page breaks."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tc
from docx.shared import Length, Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.table import _Row as DocxRow

from analytics.papers.docx.form import form
from analytics.papers.docx.measured import line_count, line_width_mm
from analytics.papers.docx.text import fill_cell
from analytics.papers.paper import CellKind, PaperColumn, PaperRow, PaperTable

_MOST_LINES_KEPT = 18
"""A row of more lines may break: kept whole, below its head it could be taller than a page, and its end be cut off."""
_CELL_MARGINS, _LEAST_TEXT = 4.0, 0.4
_LINE = 1.2
"""A line of letters takes so much of their size."""
_SUM_STYLES = {CellKind.TEXT: "sum", CellKind.MIDDLE: "sum_middle", CellKind.NUMBER: "sum_number"}


def lay_out(table: DocxTable, widths: Sequence[float]) -> None:
    """Give a table of no rows fixed widths in millimetres, one a column; rows that are added follow them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def keep_whole(row: DocxRow) -> DocxRow:
    """Keep a row on one page."""
    _mark(row._tr, "w:cantSplit")  # noqa: SLF001 - python-docx has no word for it
    return row


def write_table(table: DocxTable, content: PaperTable, width: float) -> None:
    """Write heads and rows into a table that has the columns and no rows; `width` in millimetres is that of the whole."""
    widths = _widths(content, width)
    lay_out(table, widths)
    heads = list(_head_rows(table, content.columns))
    for head in heads:
        _mark(head, "w:cantSplit")
        if len(heads) > 1:
            _leave_height(head, _head_height(content.columns, widths) / len(heads))
        _mark(head, "w:tblHeader")
    last = len(content.rows) - 1
    for number, row in enumerate(content.rows):
        is_before_total = number == last - 1 and content.rows[last].is_sum
        _write_row(
            table,
            content.columns,
            row,
            is_whole=_is_short(content.columns, row, widths),
            keeps_next=number < last and (row.is_sum or is_before_total),
        )


def _head_height(columns: tuple[PaperColumn, ...], widths: list[float]) -> float:
    """Return the points that the tallest heading over both rows needs; where heads are repeated, LibreOffice makes no room for it."""
    style = form().styles["table_head"]
    alone = [
        line_count(column.heading, style, width - _CELL_MARGINS)
        for column, width in zip(columns, widths, strict=True)
        if not column.over
    ]
    return max(alone, default=1) * style.size * _LINE + style.before + style.after


def _leave_height(row: CT_Row, points: float) -> None:
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), str(round(points * 20)))
    height.set(qn("w:hRule"), "atLeast")
    row.get_or_add_trPr().append(height)


def _head_rows(table: DocxTable, columns: tuple[PaperColumn, ...]) -> Iterator[CT_Row]:
    if not any(column.over for column in columns):
        row = _add_row(table)
        for index, column in enumerate(columns):
            fill_cell(_add_cell(table, row, index, 1), column.heading, "table_head")
        yield row
        return
    upper, lower = _add_row(table), _add_row(table)
    for over, members in groupby(enumerate(columns), key=lambda pair: pair[1].over or pair[0]):
        places = list(members)
        first, spanned = places[0][0], len(places)
        cell = _add_cell(table, upper, first, spanned)
        fill_cell(cell, str(over) if columns[first].over else columns[first].heading, "table_head")
        if not columns[first].over:
            _merge_down(cell, "restart")
            below = _add_cell(table, lower, first, 1)
            _merge_down(below, "continue")
            fill_cell(below, "", "table_head")
            continue
        for index, column in places:
            fill_cell(_add_cell(table, lower, index, 1), column.heading, "table_head")
    yield from (upper, lower)


def _widths(content: PaperTable, width: float) -> list[float]:
    """Return the widths of the columns by their shares, those of numbers as wide as their longest number or word of their head where there is room."""
    shares = [column.share for column in content.columns]
    widths = [width * share / sum(shares) for share in shares]
    bold, head = form().styles["sum_number"], form().styles["table_head"]
    needed = dict.fromkeys((at for at, one in enumerate(content.columns) if one.kind is CellKind.NUMBER), 0.0)
    for at in needed:
        longest = max((line_width_mm(row.cells[at], bold) for row in content.rows), default=0)
        longest = max([longest, *(line_width_mm(word, head) for word in content.columns[at].heading.split())])
        needed[at] = max(widths[at], longest + _CELL_MARGINS)
    rest = width - sum(needed.values())
    if rest < width * _LEAST_TEXT:
        return widths
    of_text = sum(one for at, one in enumerate(widths) if at not in needed)
    return [needed.get(at, one * rest / of_text) for at, one in enumerate(widths)]


def _is_short(columns: tuple[PaperColumn, ...], content: PaperRow, widths: list[float]) -> bool:
    """Tell whether no cell of a row takes more lines than are kept on one page."""
    styles = form().styles
    return all(
        sum(line_count(line, styles[column.kind], width - _CELL_MARGINS) for line in text.splitlines())
        <= _MOST_LINES_KEPT
        for column, text, width in zip(columns, content.cells, widths, strict=True)
        if len(text) > _MOST_LINES_KEPT
    )


def _write_row(
    table: DocxTable, columns: tuple[PaperColumn, ...], content: PaperRow, *, is_whole: bool, keeps_next: bool = False
) -> None:
    """Write a row; one that `keeps_next` (a group's head, the last before the total) is not left alone at the end of a page."""
    row = _add_row(table)
    if is_whole:
        _mark(row, "w:cantSplit")
    index = 0
    while index < len(columns):
        spanned = _spanned(columns, content, index) if content.is_sum else 1
        kind = columns[index].kind
        style = _SUM_STYLES[kind] if content.is_sum else kind.value
        cell = _add_cell(table, row, index, spanned, is_middle=is_whole)
        fill_cell(cell, content.cells[index], style)
        for paragraph in cell.paragraphs if keeps_next else ():
            paragraph.paragraph_format.keep_with_next = True
        index += spanned


def _spanned(columns: tuple[PaperColumn, ...], content: PaperRow, index: int) -> int:
    """Return over how many columns the cell of a sum runs: its own and the empty ones of text after it."""
    if not content.cells[index] or columns[index].kind is not CellKind.TEXT:
        return 1
    rest = zip(columns[index + 1 :], content.cells[index + 1 :], strict=True)
    count = 1
    for column, text in rest:
        if text or column.kind is CellKind.NUMBER:
            break
        count += 1
    return count


def _add_row(table: DocxTable) -> CT_Row:
    return table._tbl.add_tr()  # noqa: SLF001 - `add_row` and `cells` walk the whole table for each row


def _add_cell(table: DocxTable, row: CT_Row, index: int, spanned: int, *, is_middle: bool = True) -> _Cell:
    grid = table._tbl.tblGrid.gridCol_lst[index : index + spanned]  # noqa: SLF001
    cell: CT_Tc = row.add_tc()
    cell.width = Length(sum(column.w or 0 for column in grid))
    if spanned > 1:
        cell.grid_span = spanned
    if is_middle:
        align = OxmlElement("w:vAlign")
        align.set(qn("w:val"), "center")
        cell.get_or_add_tcPr().append(align)
    return _Cell(cell, table)


def _merge_down(cell: _Cell, value: str) -> None:
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), value)
    cell._tc.get_or_add_tcPr().insert_element_before(merge, "w:vAlign")  # noqa: SLF001 - python-docx merges by walking the table


def _mark(row: CT_Row, tag: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(tag))
