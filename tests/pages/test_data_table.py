import json
import math
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analytics.selection.selected import Selected
from analytics.wording.language import Language
from pages.components.browser.data_table import GridColumn, TableSpec, TableTexts, pack_table, payload
from pages.components.browser.wire import safe_href
from pages.components.panels import evidence_view
from pages.components.visit.streamlit_parts import WidgetState, WidgetStates
from tests.contrast import LEAST, THEMES, colour, contrast, over


def _sent(value: Any, **column: Any) -> dict[str, Any]:
    spec = TableSpec("t", [GridColumn("c", "C", **column)], [{"id": "1", "c": value}])
    sent = json.loads(json.dumps(payload(spec), allow_nan=False))
    return sent["rows"][0]["cells"][0]


def _column(values: list[Any], **column: Any) -> dict[str, Any]:
    spec = TableSpec(
        "t", [GridColumn("c", "C", **column)], [{"id": str(i), "c": value} for i, value in enumerate(values)]
    )
    return payload(spec)["columns"][0]


@pytest.mark.parametrize("value", [None, math.nan, math.inf, np.nan, pd.NA, pd.NaT, np.float64("nan"), {"v": None}, {}])
def test_a_missing_value_is_sent_as_an_empty_cell(value: Any) -> None:
    assert _sent(value, kind="number", format=str) == {}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (0, 0),
        (np.int64(7), 7),
        (np.float32(0.5), 0.5),
        (Decimal("2.5"), 2.5),
        (True, True),
        (np.bool_(1), True),
        (date(2024, 12, 31), "2024-12-31"),
        (pd.Timestamp("2024-12-31"), "2024-12-31T00:00:00"),
        ("Đê\u0300 a\u0301n", "Đề án"),
        ("12", "12"),
    ],
)
def test_a_value_is_sent_as_json_that_sorts_as_it_should(value: Any, sent: Any) -> None:
    cell = _sent(value)
    assert cell["v"] == sent
    assert type(cell["v"]) is type(sent)


def test_zero_is_no_missing_value() -> None:
    assert _sent(0, kind="number") == {"v": 0, "t": "0"}


def test_a_text_without_a_value_is_shown_and_sorts_as_text() -> None:
    assert _sent({"t": "gần 100"}) == {"v": "gần 100", "t": "gần 100"}
    assert _sent({"v": None, "t": "đang rà soát"}, kind="number") == {"v": None, "t": "đang rà soát"}


def test_a_column_formats_plain_values_and_leaves_given_texts() -> None:
    assert _sent(1500, format=lambda v: f"{v / 1000} nghìn")["t"] == "1.5 nghìn"
    assert _sent({"v": 1500, "t": "≈ 1.500"}, format=str)["t"] == "≈ 1.500"


@pytest.mark.parametrize("href", ["https://a.b/c?d=1", "http://a.b", "HTTPS://A.B/Đ"])
def test_web_addresses_are_links(href: str) -> None:
    assert _sent({"t": "x", "href": href}, kind="link")["href"] == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://a.b",
        "//a.b",
        "/a",
        "https://",
        "https://a b",
        "http://[::1",
        "https://a.b/\u202egpj.exe",
        "",
        None,
        math.nan,
    ],
)
def test_other_addresses_are_no_links(href: Any) -> None:
    assert "href" not in _sent({"t": "x", "href": href}, kind="link")


@given(st.text())
def test_any_address_is_web_or_nothing(address: str) -> None:
    found = safe_href(address)
    assert found is None or found.lower().startswith(("http://", "https://"))


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.decimals()))
def test_any_value_survives_json(value: Any) -> None:
    cell = _sent(value)
    assert cell == {} or cell["t"] is not None


def _csv(cells: list[Any], total: Any = None, **column: Any) -> list[list[str]]:
    rows = [{"id": str(i), "c": cell} for i, cell in enumerate(cells)]
    return payload(TableSpec("t", [GridColumn("c", "C", **column)], rows, footer=[{"c": total}]))["columns"][0]["csv"]


def test_a_csv_has_raw_numbers_under_the_heading_that_names_their_unit() -> None:
    assert _csv([{"v": 3_300_000_000, "t": "3,3"}], kind="number", csv_label="Kinh phí (đồng)") == [
        ["Kinh phí (đồng)", "v"]
    ]
    assert _csv([{"v": 3, "t": "3"}], kind="bar") == [["C", "v"]]
    assert _csv([{"v": 3, "t": "3"}]) == [["C", "t"]]


@pytest.mark.parametrize("written", ["≥ 30,72 tỷ", "≈ 600 tỷ", "Σ ≤ 3"])
def test_the_sign_of_a_source_has_a_column_of_its_own_also_where_only_a_total_has_one(written: str) -> None:
    cell = {"v": 30, "t": written}
    assert _csv([cell, None], kind="number") == [["≈ ≥ ≤ C", "sign"], ["C", "v"]]
    assert _csv([{"v": 30, "t": "30"}], cell, kind="number") == [["≈ ≥ ≤ C", "sign"], ["C", "v"]]


def test_what_stands_beside_a_number_has_a_column_where_some_cell_says_it() -> None:
    more = (("unit", "Đơn vị"), ("to", "Đến"))
    cells = [{"v": 2, "t": "2 t", "unit": "t"}, {"v": 1, "t": "1"}]
    assert _csv(cells, kind="number", csv_more=more) == [["C", "v"], ["Đơn vị", "unit"]]
    assert _sent(cells[0], kind="number", csv_more=more) == {"v": 2, "t": "2 t", "unit": "t"}


def test_bars_share_the_given_scale_or_the_largest_value() -> None:
    assert _column([3, np.int64(8), None, math.nan], kind="bar")["max"] == 8
    assert _column([3], kind="bar", max=50)["max"] == 50
    assert _column([None], kind="bar")["max"] == 0


def test_numbers_stand_at_the_end_of_their_cells() -> None:
    assert _column([1], kind="number")["align"] == "end"
    assert _column(["a"])["align"] == "start"
    assert _column([1], kind="number", align="center")["align"] == "center"


def test_only_rows_of_a_section_are_sent_its_title() -> None:
    sent = payload(TableSpec("t", [GridColumn("c", "C")], [{"c": 1, "section": "Quá hạn"}, {"c": 2}]))
    assert [row.get("section") for row in sent["rows"]] == ["Quá hạn", None]


def test_rows_without_an_id_take_their_position_and_footers_stay_without() -> None:
    sent = payload(TableSpec("t", [GridColumn("c", "C")], [{"c": 1}, {"c": 2}], footer=[{"c": 3}]))
    assert [row["id"] for row in sent["rows"]] == ["0", "1"]
    assert sent["footer"][0]["id"] is None


def test_twins_are_named() -> None:
    with pytest.raises(ValueError, match=r"row ids must differ, found twice: 7"):
        payload(TableSpec("t", [GridColumn("c", "C")], [{"id": 7}, {"id": "7"}]))
    with pytest.raises(ValueError, match=r"column ids must differ, found twice: c"):
        payload(TableSpec("t", [GridColumn("c", "C"), GridColumn("c", "D")], []))


@pytest.mark.parametrize("width", ["12", "calc(1px)", "1px; color: red", "url(x)"])
def test_a_width_is_a_length(width: str) -> None:
    with pytest.raises(ValueError, match="width must be a length"):
        GridColumn("c", "C", width=width)


def _table() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this body as a script

    from pages.components.browser.data_table import GridColumn, TableSpec, data_table  # noqa: PLC0415

    rows = [{"id": "viet-yen", "name": "Việt Yên"}, {"id": "tan-yen", "name": "Tân Yên"}]
    spec = TableSpec(
        "Huyện", [GridColumn("name", "Tên")], rows, footer=[{"id": "unknown", "name": "Chưa rõ"}], clickable=True
    )
    st.write(f"event {data_table(spec, key='districts')}")


def _click(app: AppTest, row: str, event: str = "row") -> str:
    component = app.get("bidi_component")[0].proto
    state = WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events",
        json_trigger_value=json.dumps([{"event": event, "value": row}]),
    )
    return app._run(WidgetStates(widgets=[state])).markdown[0].value


def test_a_clicked_row_or_footer_is_the_event_of_its_run() -> None:
    app = AppTest.from_function(_table, default_timeout=20).run()
    assert app.markdown[0].value == "event None"
    assert _click(app, "tan-yen") == "event TableEvent(row='tan-yen', column=None, action='', adds=False)"
    assert _click(app, "unknown", "added") == "event TableEvent(row='unknown', column=None, action='', adds=True)"
    assert _click(app, "elsewhere", "added") == "event None"
    assert _click(app, "elsewhere") == "event None"
    assert app.run().markdown[0].value == "event None"


def test_a_packed_table_takes_its_key_and_the_chosen_rows_when_it_is_drawn() -> None:
    packed = pack_table(TableSpec("t", [GridColumn("c", "C")], [{"id": "a", "c": "Đề án"}]))
    sent = json.loads(packed.marked("k", ["a"]))
    assert (sent.pop("key"), sent.pop("selected")) == ("k", ["a"])
    assert sent == payload(TableSpec("t", [GridColumn("c", "C")], [{"id": "a", "c": "Đề án"}]))


def test_the_table_is_sent_as_json() -> None:
    app = AppTest.from_function(_table, default_timeout=20).run()
    sent = json.loads(app.get("bidi_component")[0].proto.bytes)
    assert [row["cells"][0]["t"] for row in sent["rows"]] == ["Việt Yên", "Tân Yên"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_and_what_stands_beneath_them_are_read_on_every_heat_and_hatch(theme: str) -> None:
    browser = Path(__file__).parents[2] / "pages/components/browser"
    style = (browser / "data_table.css").read_text(encoding="utf-8")
    least, more = map(int, re.findall(r"round\((\d+) \+ (\d+) \*", (browser / "table_drawing.js").read_text())[0])
    ink, ground, fill = (colour(THEMES[theme][name]) for name in ("textColor", "backgroundColor", "primaryColor"))
    for share in (least, least + more):
        assert contrast(ink, over(fill, ground, share / 100)) >= LEAST
    assert re.search(r"td\.kind-heat \.beneath \{\s*color: inherit;", style), "on a fill muted ink is too faint"
    lines = int(re.findall(r"td\.kind-heat\.published \{[^}]*?text-color\) (\d+)%", style)[0])
    assert contrast(ink, over(ink, ground, lines / 100)) >= LEAST


def test_no_column_of_evidence_is_empty_in_every_row(whole: Selected) -> None:
    """Of what stands in the drawer: an empty column would take the room of those that say something; a file keeps its unit."""
    language, record = Language("vi"), whole.record
    figures = record["published_figures"]
    for rows in (figures, figures[figures["metric"].eq("budget_vnd")], figures[figures["note"].isna()]):
        spec = evidence_view._table(record, "published_figures", rows, "", language, TableTexts())
        for column in spec.columns:
            cells = [row[column.id] for row in spec.rows]
            assert any(cell["t"] or cell["v"] or cell.get("csv") for cell in cells if cell), column.id
        assert "value" in {column.id for column in spec.columns}
