"""One table for a screen, a slide and files: what its cells say when they are made by column, and that a screen says what a slide says."""

from typing import Any

import pytest
from hypothesis import given

from analytics.briefing.story.charted import table_block
from analytics.figures.table import BLANK, UNKNOWN, Cell, FigureColumn, Table
from analytics.prepared.tables import Prepared
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from pages.components.browser.data_table import TableTexts, payload
from pages.components.panels.chart import chart_table
from tests.analytics.figures.test_export_ocop_charts import CHARTS as OTHERS
from tests.analytics.funding.test_funding_charts import CHARTS as OF_MONEY
from tests.analytics.funding.test_funding_charts import look
from tests.analytics.strategies import selections

VI = Language("vi")
COLUMNS = (FigureColumn("Tên", id="name"), FigureColumn("Số", is_number=True, id="n"))
GIVEN: dict[str, tuple[Any, Cell]] = {
    "a text": ("Gỗ", Cell("Gỗ")),
    "a number": (1234, Cell("1.234", 1234)),
    "a cell": (Cell("≥\u00a03", 3), Cell("≥\u00a03", 3)),
    "not known": (None, UNKNOWN),
    "missing in a frame": (float("nan"), UNKNOWN),
}


@pytest.mark.parametrize("name", GIVEN)
def test_a_row_is_made_by_column(name: str) -> None:
    given_, expected = GIVEN[name]
    table = Table.of(COLUMNS, [{"id": 7, "n": given_, "name": "x", "of no column": 1}, {"id": 8}], VI)
    assert table.ids == ("7", "8")
    assert table.rows == ((Cell("x"), expected), (BLANK, BLANK))
    assert table.by_id["7"] == {"name": Cell("x"), "n": expected}
    assert table.only(["n"]).rows == ((expected,), (BLANK,))


@pytest.mark.parametrize("name", [*OF_MONEY, *OTHERS])
@given(selection=selections())
def test_a_screen_says_what_a_slide_says(prepared: Prepared, name: str, selection: Selection) -> None:
    chart = (
        OF_MONEY[name](select(prepared, selection), look(selection))
        if name in OF_MONEY
        else OTHERS[name](prepared, selection)
    )
    shown, block = payload(chart_table(chart, TableTexts())), table_block("t", "", chart.table)
    lines = (*block.table.rows, *block.table.footer)
    for row, line in zip([*shown["rows"], *shown["footer"]], lines, strict=True):
        for sent, cell in zip(row["cells"], line, strict=True):
            assert sent.get("t", "—") == (cell.text or ("—" if not sent else ""))
            assert sent.get("v") in {cell.value, cell.text or None, cell.text}
