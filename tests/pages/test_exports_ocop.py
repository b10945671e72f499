"""The export and OCOP screens as a visit sees them, without a browser: what is drawn, chosen and opened."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.ocop.certificates import Validity
from pages.components.visit.streamlit_parts import WidgetState, WidgetStates
from tests.pages.visits import TABS
from tests.streamlit_parts import as_in_a_server

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
EXPORTS, OCOP = "pages/exports.py", "pages/ocop.py"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each run find what a server finds after its first: that pages are chosen by st.navigation."""
    as_in_a_server(monkeypatch)


def visit(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return checked(checked(app.run()).switch_page(page).run())


def checked(app: AppTest) -> AppTest:
    assert [element.value for element in app.exception] == []
    return app


def component(app: AppTest, key: str) -> Any:
    return next(element.proto for element in app.get("bidi_component") if element.proto.id.endswith(f"-{key}"))


def table(app: AppTest, key: str) -> list[dict[str, Any]]:
    data = json.loads(component(app, key).bytes)
    names = [column["id"] for column in data["columns"]]
    rows = [*data["rows"], *data["footer"]]
    return [{"id": row["id"], **dict(zip(names, row["cells"], strict=True))} for row in rows]


def click(app: AppTest, key: str, event: str, value: Any) -> AppTest:
    proto = component(app, key)
    trigger = WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events",
        json_trigger_value=json.dumps([{"event": event, "value": value}]),
    )
    return checked(app._run(WidgetStates(widgets=[trigger])))


def sent(app: AppTest) -> frozenset[str]:
    """Return the keys of the charts and tables that a screen sends."""
    return frozenset(element.proto.id.rpartition("-")[2] for element in app.get("bidi_component"))


def figures(app: AppTest) -> list[dict[str, Any]]:
    sent = [element.proto for element in app.get("bidi_component")]
    told = [json.loads(one.bytes)["figure"] for one in sent if one.component_name == "khuyencong.chart"]
    return [figure for figure in told if figure]


def test_the_export_screen_draws_its_charts_without_context() -> None:
    drawn = [figure for tab in TABS["exports"] for figure in figures(visit(EXPORTS, tab=tab))]
    assert len({json.dumps(one) for one in drawn}) == 4
    assert "Vải thiều tươi" not in json.dumps(drawn, ensure_ascii=False)
    assert len(table(visit(EXPORTS, tab="quantities"), "rates")) == 4


@pytest.mark.parametrize("page", TABS)
def test_only_the_tab_that_is_seen_is_made(page: str) -> None:
    seen = [sent(visit(f"pages/{page}.py", tab=tab)) for tab in TABS[page]]
    above = frozenset.intersection(*seen)
    own = [one - above for one in seen]
    assert all(own), "each tab sends something"
    assert all(not one & other for n, one in enumerate(own) for other in own[:n]), "no tab sends what is another's"


@pytest.mark.parametrize("page", TABS)
def test_an_address_that_names_no_tab_of_the_screen_shows_its_first(page: str) -> None:
    first, *_ = TABS[page]
    assert sent(visit(f"pages/{page}.py")) == sent(visit(f"pages/{page}.py", tab=first))


def test_context_comes_on_request_and_is_marked() -> None:
    app = visit(EXPORTS, tab="matrix")
    app.toggle(key="exports_context").set_value(True)
    text = json.dumps(figures(checked(app.run())), ensure_ascii=False)
    assert "Vải thiều tươi†" in text


@pytest.mark.parametrize("unit", ["t", "usd", "vnd"])
def test_each_unit_has_its_own_chart(unit: str) -> None:
    app = visit(EXPORTS, tab="quantities")
    app.button_group(key="exports_unit").set_value(unit)
    assert len(figures(checked(app.run()))) == 2


SWITCHES = {
    "context": ("1", EXPORTS, "exports_context", True),
    "quantity": ("usd", EXPORTS, "exports_unit", "usd"),
    "level": ("4", OCOP, "ocop_level", "4"),
    "day": ("2023-06-30", OCOP, "ocop_day", date(2023, 6, 30)),
    "certificate": ("unknown", OCOP, "ocop_validity", "unknown"),
    "shape": ("cards", "pages/proposals.py", "shape", "cards"),
}
TAB_OF = {"quantity": "quantities", "shape": "list"}
"""The tab on which a switch stands, where that is not the first."""


@pytest.mark.parametrize("name", SWITCHES)
def test_a_copied_link_reopens_the_same_switches(name: str) -> None:
    value, page, key, state = SWITCHES[name]
    app = visit(page, tab=TAB_OF.get(name, ""), **{name: value})
    assert app.session_state[key] == state
    assert "".join(app.query_params[name]) == value


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_of_the_address_that_is_not_understood_is_named_and_left_out(name: str) -> None:
    app = visit(EXPORTS, **{name: "<script>"})
    assert any(name in warning.value for warning in app.warning)
    assert name not in app.query_params


def test_a_switch_goes_into_the_address_and_out_again() -> None:
    app = visit(EXPORTS)
    for is_on in (True, False):
        app.toggle(key="exports_context").set_value(is_on)
        assert ("context" in checked(app.run()).query_params) is is_on


def test_groups_stand_beside_the_countries() -> None:
    names = [row["market"]["t"] for row in table(visit(EXPORTS, tab="matrix"), "market_groups")]
    assert any(name.startswith("Nhật Bản, châu Âu, Úc") for name in names)


def test_an_exporter_opens_the_card_of_its_facility() -> None:
    app = click(visit(EXPORTS), "exporters", "row", "htx-my-trai-lam")
    assert "".join(app.query_params["focus"]) == "facility:htx-my-trai-lam"
    assert "Trại Lâm" in "".join(one.proto.body for one in app.get("html"))


def test_the_rows_of_an_exporter_open_with_their_sources() -> None:
    before = visit(EXPORTS)
    shown = len(before.get("bidi_component"))
    app = click(before, "exporters", "cell", {"row": "vifoco", "column": "n"})
    assert len(app.get("bidi_component")) >= shown + 2


@pytest.mark.parametrize("row", ["<img src=x onerror=alert(1)>", "none", "no-such-facility"])
def test_a_row_that_is_no_facility_opens_nothing(row: str) -> None:
    app = click(visit(EXPORTS), "exporters", "row", row)
    assert "focus" not in app.query_params


def test_a_market_narrows_both_screens() -> None:
    app = visit(EXPORTS, market="RUS")
    (markets, *_) = json.loads(component(app, "exports_answers").json)["cards"]
    assert (markets["value"], markets["says"]) == ("1", "Nga")
    assert "".join(checked(app.switch_page(OCOP).run()).query_params["market"]) == "RUS"


def tiles(app: AppTest) -> dict[str, dict[str, Any]]:
    return {card["id"]: card for card in json.loads(component(app, "exports_answers").json)["cards"]}


def test_a_press_on_a_product_shows_its_markets_and_the_same_press_all_again() -> None:
    """“Mỳ Chũ xuất đi mấy thị trường, thị trường nào bao nhiêu?”: read at once, and each of the 13 after one press."""
    app = visit(EXPORTS)
    (first, *_) = table(app, "table_exports_products")
    assert (first["product"]["t"], first["n"]["v"], first["n"]["note"]) == ("Mỳ Chũ", 13, "2021–2025")
    assert first["product"]["note"].startswith(
        "4 trong 13 có số lượng: Nga: 40\u00a0tấn/tháng (2025 · đã xuất); Hồng Kông: 3\u00a0tấn (2025"
    )
    assert tiles(app)["markets"]["label"] == "Thị trường của mọi mặt hàng"
    app = click(app, "table_exports_products", "row", "noodles")
    assert "".join(app.query_params["product"]) == "noodles"
    assert (tiles(app)["markets"]["value"], tiles(app)["markets"]["label"]) == ("13", "Thị trường của Mỳ Chũ")
    markets = table(app, "table_exports_markets")
    assert [row["id"] for row in markets[:4]] == ["RUS", "HKG", "JPN", "GBR"], "those of which an amount is stated"
    assert len(markets) == 13
    assert len(table(app, "table_exports_products")) > 10, "the others stay, to be chosen next"
    app = click(app, "table_exports_products", "row", "noodles")
    assert "product" not in app.query_params
    assert tiles(app)["markets"]["value"] == "19"


def test_a_district_without_markets_says_so_once_and_shows_those_of_the_province() -> None:
    app = visit(EXPORTS, district="220")
    cards = tiles(app)
    assert "stated" not in cards
    assert sum("chưa" in card["says"] for card in cards.values()) == 1
    assert "19 thị trường" in cards["markets"]["says"]
    assert len(table(app, "table_exports_markets")) == 19
    assert table(app, "table_exports_products")[0]["n"]["v"] == 13


def test_stars_narrow_the_list_of_products() -> None:
    rows = table(visit(OCOP, stars="5"), "ocop_certificates")
    assert [row["id"] for row in rows] == ["vai-thieu-luc-ngan-hong-xuan"]


def test_a_state_of_the_certificate_narrows_the_list() -> None:
    app = visit(OCOP)
    app.button_group(key="ocop_validity").set_value(Validity.EXPIRED)
    rows = table(checked(app.run()), "ocop_certificates")
    assert rows
    assert {row["validity"]["v"] for row in rows} == {"expired"}
    assert list(rows[0])[:4] == ["id", "name", "last_day", "validity"], "a phone sees what a row is asked for"


def test_a_product_opens_its_card() -> None:
    app = click(visit(OCOP), "ocop_certificates", "row", "my-chu-green-trai-lam")
    assert "".join(app.query_params["focus"]) == "ocop:my-chu-green-trai-lam"


def test_the_rises_lead_to_their_product() -> None:
    app = click(visit(OCOP, tab="typical"), "ocop_rises", "row", "che-xanh-ban-ven:4")
    assert "".join(app.query_params["focus"]) == "ocop:che-xanh-ban-ven"


def test_the_level_of_the_published_numbers_can_be_chosen() -> None:
    app = visit(OCOP)
    app.button_group(key="ocop_level").set_value("4")
    assert "43" in json.dumps(figures(checked(app.run())), ensure_ascii=False)


@pytest.mark.parametrize("page", [EXPORTS, OCOP])
def test_an_empty_selection_says_so_and_leads_back(page: str) -> None:
    app = visit(page, years="2001-2002", district="221")
    assert not [figure for figure in figures(app) if not figure["data"]]
    checked(app.button(key="empty_reset").click().run())
    assert app.session_state["visit"].selection.is_empty
    assert figures(app)


def test_no_exporter_with_named_markets_has_zero_of_them() -> None:
    rows = table(visit(EXPORTS), "exporters")
    assert len(rows) > 5
    assert "0" not in {row["countries"].get("t") for row in rows}
    only_groups = next(row for row in rows if "Toàn Cầu" in row["exporter"]["t"])
    assert only_groups["markets"]["t"]


def test_countries_that_the_number_beside_does_not_count_are_told_as_a_group() -> None:
    for row in table(visit(EXPORTS), "exporters"):
        named = [one for one in row["markets"]["t"].split("; ") if one != "Không nêu thị trường"]
        countries = [one for one in named if not one.startswith("nhóm thị trường: ")]
        assert len(countries) == int(row["countries"].get("v") or 0), row["exporter"]["t"]


def test_the_rows_of_an_exporter_open_under_its_name() -> None:
    before = visit(EXPORTS)
    row = next(row for row in table(before, "exporters") if row["id"] == "vifoco")
    app = click(before, "exporters", "cell", {"row": "vifoco", "column": "n"})
    assert [one.value for one in app.subheader] == [row["exporter"]["t"]]


OPENED = "evidence_export_flows_Xuất khẩu"


def test_rows_and_sources_open_on_what_is_chosen_a_row_on_its_card_and_its_menu_on_the_record() -> None:
    def opened() -> AppTest:
        return click(visit(EXPORTS, market="RUS", tab="matrix"), "plot_exports_matrix", "asked", "sources")

    app = opened()
    rows = table(app, OPENED)
    assert rows
    assert {row["market"]["t"] for row in rows} == {"Nga"}
    (scope,) = (one for one in app.get("button_group") if "Phần được chọn" in str(one.proto))
    named = re.search(r"Cả biểu đồ \((\d+)\)", str(scope.proto))
    assert named is not None
    assert int(named[1]) > len(rows)
    behind = next(row["record"] for row in json.loads(component(app, OPENED).bytes)["rows"] if row["record"])
    app = click(app, OPENED, "row", rows[0]["id"])
    assert app.session_state["visit"].evidence_row == ("export_flows", rows[0]["id"])
    app = click(opened(), OPENED, "menu", {"record": behind, "action": "slides"})
    assert [one.shown for one in app.session_state["visit"].meeting.added] == [f"facility:{behind}"]
    app = click(opened(), OPENED, "menu", {"record": behind, "action": "open"})
    assert (app.session_state["visit"].page, app.session_state["visit"].view.focus) == ("", f"facility:{behind}")
