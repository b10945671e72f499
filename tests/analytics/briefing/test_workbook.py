from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, Slide, Story, TableBlock
from analytics.briefing.workbook import briefing_workbook
from analytics.figures.table import Cell, FigureColumn, Table
from tests.analytics.briefing.conftest import SELECTIONS
from tests.analytics.strategies import HOSTILE

Tell = Callable[[str], Story]


def sheets(told: Story) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(briefing_workbook(told)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


@pytest.mark.parametrize("name", SELECTIONS)
def test_the_numbers_of_the_workbook_are_those_of_the_story(tell: Tell, name: str) -> None:
    told = tell(name)
    found = sheets(told)
    for slide, rows in zip(told.slides[1:-1], list(found.values())[1:], strict=False):
        assert rows[0][0] == slide.headline
        held = {value for row in rows for value in row if isinstance(value, int | float)}
        for block in (*slide.blocks, *slide.more):
            assert all(any(value == pytest.approx(one) for one in held) for value in _raw(block)), slide.id


def _raw(block: Block) -> set[float]:
    if isinstance(block, KpiBlock):
        return {figure.value for figure in block.figures if figure.value is not None}
    if isinstance(block, ChartBlock):
        return {value for values in block.values for value in values if value is not None}
    if isinstance(block, TableBlock):
        return {
            cell.value for row in (*block.table.rows, *block.table.footer) for cell in row if cell.value is not None
        }
    return set()


def test_each_figure_has_a_sheet_with_selection_and_sources(tell: Tell) -> None:
    told = tell("one district")
    found = sheets(told)
    assert len(found) == len(told.slides)  # a sheet about the file in place of the title
    for rows in found.values():
        texts = {value for row in rows for value in row if isinstance(value, str)}
        assert "Lục Ngạn" in texts
        assert told.marks.dated in texts
    for slide in told.slides[1:-1]:
        assert any(slide.sources[0].title in row for rows in found.values() for row in rows)


def test_all_sources_are_on_their_sheet_with_addresses(tell: Tell) -> None:
    told = tell("everything")
    rows = sheets(told)["Nguồn"]
    assert {source.title for source in told.sources} <= {value for row in rows for value in row}
    assert {source.url for source in told.sources if source.url} <= {value for row in rows for value in row}


def test_a_bound_is_a_number_that_shows_its_sign(tell: Tell) -> None:
    book = load_workbook(BytesIO(briefing_workbook(tell("everything"))))
    shown = {(cell.value, cell.number_format) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert (525, '"≥ "#,##0') in shown, "the published total of proposals in the table of districts"
    assert (385, "#,##0") in shown


def test_the_illustrative_flag_is_on_every_sheet(tell: Tell) -> None:
    told = tell("nothing")
    flagged = replace(told, marks=replace(told.marks, flag="DỮ LIỆU MINH HỌA: không có thật"))
    for rows in sheets(flagged).values():
        assert any("DỮ LIỆU MINH HỌA: không có thật" in row for row in rows)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", *HOSTILE])
def test_no_text_runs(tell: Tell, text: str) -> None:
    told = tell("nothing")
    table = TableBlock("t", text, Table((FigureColumn(text),), ((Cell(text),),)))
    slide = Slide("x", text, text, (table,), spoken=(text,))
    book = load_workbook(BytesIO(briefing_workbook(replace(told, slides=(*told.slides[:1], slide)))))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
