"""Every table that the app offers as a CSV, for ten selections: numbers raw, their unit in the heading, totals alike, no formula."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from analytics.evidence.csv_file import SOURCE_COLUMNS, as_csv, sources_named
from analytics.evidence.rows import evidence
from analytics.figures.chart import Chart
from analytics.prepared.tables import Prepared
from analytics.selection.selected import select
from analytics.selection.selection import read_query
from analytics.wording.language import Language
from geodata.harmless import FORMULA, NUMBER, neutral
from pages.components.browser.data_table import PackedTable, TableSpec, TableTexts, pack_table
from pages.components.browser.frontend import BROWSER_FOLDER
from pages.components.panels import chart as chart_frame
from pages.components.panels.evidence_view import evidence_column
from tests.analytics.written_numbers import read
from tests.pages import visits

pytestmark = pytest.mark.browser

VI = Language("vi")
SCREENS = ("", "funding", "exports", "ocop", "proposals", "rules", "sources", "quality")
SELECTIONS: tuple[dict[str, str], ...] = (
    {},
    {"years": "2023-2023"},
    {"years": "2016-2020"},
    {"years": "2024-2025"},
    {"district": "217"},
    {"district": "213,221,unplaced"},
    {"sector": "food"},
    {"stage": "accepted", "years": "2018-2021"},
    {"content": "machinery", "stars": "4"},  # one chooses proposals, the other products
    {"programme": "national", "market": "CHN", "measure": "support", "scale": "share"},
)
SIZES = {"triệu đồng": 1e6, "tỷ đồng": 1e9, "đồng": 1.0, "%": 0.01}
AMOUNT = re.compile(r"-?\d[\d.]*(?:,\d+)?(?:\s?(?:tỷ đồng|triệu đồng|đồng|%))?")


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Callable[[str, Any], Any]]:
    """`script(expression, given)` evaluates an expression of `given` with the functions of the table's own script."""
    page = chromium.new_page()
    page.route("**/*", lambda route: route.fulfill(path=BROWSER_FOLDER / Path(route.request.url).name))
    page.route("**/", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://127.0.0.1/")
    page.evaluate("async () => { window.table = await import('/table_csv.js'); }")
    yield page.evaluate
    page.close()


def unit_of(heading: str) -> float:
    """Return the size of the unit that a heading names last, 1 where it names none."""
    named = re.search(r"\(([^()]*)\)$", heading)
    return SIZES.get(named[1], 1.0) if named else 1.0


def value_read(text: str, heading: str) -> float | None:
    """Return what a text on the screen says in whole units; None where it is no number or a range."""
    amounts = AMOUNT.findall(text.replace("\u00a0", " "))
    if not amounts or (len(amounts) > 1 and not re.search("[(/·★]", text)):
        return None
    amount = amounts[0].strip()
    return read(amount) * (1.0 if re.search(r"[^\d.,-]", amount) else unit_of(heading))


def lines_of(content: str) -> list[list[str]]:
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def assert_raw(data: dict[str, Any], content: str) -> int:
    """Compare each number of a table's CSV with what the screen says, and return how many were compared."""
    head, *lines = lines_of(content)
    assert len(set(head)) == len(head), head
    rows, count = [*data["rows"], *data["footer"]], 0
    assert len(lines) == len(rows)
    place = 0
    for number, column in enumerate(data["columns"]):
        keys = [key for _, key in column["csv"]]
        assert [one for one, _ in column["csv"]] == head[place : place + len(keys)]
        if column["kind"] in {"number", "bar"}:
            at = place + keys.index("v")
            for row, line in zip(rows, lines, strict=True):
                cell = row["cells"][number]
                if not isinstance(cell.get("v"), int | float):
                    assert line[at] == neutral(cell.get("t", ""))
                    continue
                assert NUMBER.fullmatch(line[at]), (head[at], line[at])
                unit_beneath = column["beneath"].split(",")[0]
                shown = value_read(
                    cell["t"], f"{column['label']} ({unit_beneath})" if unit_beneath else column["label"]
                )
                if shown is not None:
                    count += 1
                    raw = float(line[at]) * unit_of(head[at])
                    assert raw == pytest.approx(shown, rel=0.006, abs=0.06), (data["caption"], head[at], cell)
                assert ("sign" in keys) or not re.match("[≈≥≤Σ]", cell["t"])
        place += len(keys)
    assert not [cell for line in lines for cell in line if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]
    return count


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What tables the visits of a test drew, with those behind charts: as they are sent, by key."""
    drawn: dict[str, bytes] = {}
    mark, show = PackedTable.marked, chart_frame._show

    def marked(packed: PackedTable, key: str, selected: Any) -> bytes:
        drawn[key] = packed.sent
        return mark(packed, key, selected)

    def showed(chart: Chart, sent: bytes, key: str, language: Language) -> None:
        if chart.table.rows:
            drawn[f"chart {key}"] = pack_table(chart_frame.chart_table(chart, TableTexts())).sent
        show(chart, sent, key, language)

    monkeypatch.setattr(PackedTable, "marked", marked)
    monkeypatch.setattr(chart_frame, "_show", showed)
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)
    return drawn


@pytest.mark.parametrize("query", SELECTIONS, ids=str)
def test_every_number_of_every_table_is_raw_and_in_the_unit_of_its_heading(
    shown: dict[str, bytes], script: Callable[[str, Any], Any], query: dict[str, str]
) -> None:
    count, app = 0, visits.visit(**query)
    for screen in SCREENS:
        if screen:
            visits.checked(app.switch_page(f"pages/{screen}.py").run())
        count += counted_raw(shown, script)
    assert count > 100


@pytest.mark.parametrize("query", [SELECTIONS[0], SELECTIONS[2]], ids=str)
@pytest.mark.parametrize("screen", visits.TABS)
def test_every_number_behind_a_tab_is_raw_and_in_the_unit_of_its_heading(
    shown: dict[str, bytes], script: Callable[[str, Any], Any], screen: str, query: dict[str, str]
) -> None:
    counts = {}
    for tab in visits.TABS[screen]:
        visits.visit(screen, **query, tab=tab)
        counts[tab] = counted_raw(shown, script)
    assert sum(counts.values()) > 30


def counted_raw(shown: dict[str, bytes], script: Callable[[str, Any], Any]) -> int:
    """Look at the tables that were shown and forget them; return how many numbers they hold."""
    count = 0
    for sent in shown.values():
        state = {"sort": None, "page": 0, "filter": "", "current": None}
        content = script("([data, state]) => table.csvText(data, state)", [json.loads(sent), state])
        count += assert_raw(json.loads(sent), content)
    shown.clear()
    return count


@pytest.mark.parametrize("table", ["facilities", "proposals", "ocop_products", "typical_products", "export_flows"])
@pytest.mark.parametrize("query", SELECTIONS[:4], ids=str)
def test_a_table_is_the_same_file_whether_the_server_or_the_browser_writes_it(
    prepared: Prepared, script: Callable[[str, Any], Any], table: str, query: dict[str, str]
) -> None:
    frame = select(prepared, read_query(query).selection).frame(table)
    rows = evidence(prepared.record, table, frame, VI)
    sources = sources_named(prepared.record, rows.rows)
    spec = TableSpec(
        "",
        tuple(evidence_column(one, None) for one in rows.columns),
        rows.rows,
        sources=sources,
        texts=TableTexts(source_columns=tuple(map(VI.text, SOURCE_COLUMNS))),
    )
    data = json.loads(pack_table(spec).sent)
    written = script("(data) => table.csvText(data, { sort: null, page: 0, filter: '' })", data)
    server = lines_of(as_csv(rows, sources, VI).decode())
    assert lines_of(written)[1:] == server[1:]
    assert lines_of(written)[0] == server[0] or frame.empty
