"""How a table stands on a page: all of its rows where they can, else what is left out is said; two figures share a page only where none loses a row."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from analytics.briefing.layout import BETWEEN, MARGIN, WIDTH, content_height, notes_height, pages_of, share_of_first
from analytics.briefing.story.slides import ChartBlock, Story, TableBlock
from analytics.briefing.table_fit import fitted_table, left_out_words
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.wording.language import Language

Tell = Callable[[str], Story]
ROOM = WIDTH - 2 * MARGIN


def table(n: int) -> TableBlock:
    return TableBlock("t", "T", Table((FigureColumn("Tên"),), tuple((Cell(f"dòng {at}"),) for at in range(n))))


@pytest.mark.parametrize("name", ["everything", "one district", "all ten", "one year"])
def test_no_table_loses_a_row_to_what_stands_beside_it(tell: Tell, name: str) -> None:
    for slide in tell(name).slides:
        for page in pages_of(slide):
            if len(page.blocks) != 2 or not isinstance(page.blocks[0], ChartBlock | TableBlock):
                continue
            share = share_of_first(page.blocks[0])
            for block, part in zip(page.blocks, (share, 1 - BETWEEN - share), strict=True):
                if isinstance(block, TableBlock):
                    room = content_height() - notes_height(block.notes, part * ROOM)
                    assert fitted_table(block, part * ROOM, room).n_shown == len(block.table.rows), page.id


def test_the_products_and_the_districts_are_all_shown(tell: Tell) -> None:
    told = tell("everything")
    for id_ in ("exports", "districts"):
        (block,) = [one for page in pages_of(told.by_id[id_]) for one in page.blocks if isinstance(one, TableBlock)]
        room = content_height() - notes_height(block.notes, ROOM)
        assert fitted_table(block, ROOM, room).n_shown == len(block.table.rows), id_


def test_rows_stand_closer_before_one_is_left_out() -> None:
    few, some, many = (fitted_table(table(n), 6.0, 5.0) for n in (5, 17, 60))
    assert (few.n_shown, few.is_close) == (5, False)
    assert (some.n_shown, some.is_close) == (17, True)
    assert 10 < many.n_shown < 60
    assert many.is_close
    assert many.height < 5.0
    footed = replace(table(60), table=replace(table(60).table, footer=((Cell("Tổng"),),)))
    assert fitted_table(footed, 6.0, 5.0).n_shown == many.n_shown - 1, "the total keeps its row"


def test_what_is_left_out_is_counted_with_where_it_is() -> None:
    vi = Language("vi")
    assert (
        left_out_words(6, 13, vi) == "Đang hiện 6 trong 13 dòng; đủ cả bảng trong báo cáo (PDF) và bảng số liệu (XLSX)"
    )
    assert not left_out_words(13, 13, vi)
