"""The app as a visit sees it, without a browser: what is sent to the components, and what clicks and addresses change."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.selection.selection import DISTRICT_CODES, Selection
from geodata.layers.payload import decode
from geodata.schema.vocabulary import Sector
from pages.components.visit.streamlit_parts import WidgetState, WidgetStates
from tests.pages import visits

TABLE = "units_districts_2024"
DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
SCREENS = [f"pages/{path.name}" for path in sorted((Path(DASHBOARD).parent / "pages").glob("[a-z]*.py"))]
PAYLOAD = re.compile(r'"[A-Za-z0-9+/]{200,}=*"')
REMOTE = re.compile(r"(?:https?:)?//\w")
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the app as a browser on this computer does, which may see every screen."""
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


def visit(**query: str) -> AppTest:
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert [element.value for element in app.exception] == []
    return app


def component(app: AppTest, key: str) -> Any:
    return next(element.proto for element in app.get("bidi_component") if element.proto.id.endswith(f"-{key}"))


def figures(app: AppTest) -> dict[str, str]:
    return {card["id"]: card["value"] for card in json.loads(component(app, "kpis").json)["cards"]}


def rows_behind(app: AppTest) -> dict[str, int]:
    """Return how many rows each figure of the strip says that it opens."""
    cards = json.loads(component(app, "kpis").json)["cards"]
    found = {card["id"]: re.search(r"([\d.]+) (?:dòng · nguồn|rows? · sources)$", card["about"]) for card in cards}
    return {id_: int(number[1].replace(".", "")) if number else 0 for id_, number in found.items()}


def districts(app: AppTest) -> dict[str, dict[str, Any]]:
    table = json.loads(component(app, TABLE).bytes)
    names = [column["id"] for column in table["columns"]]
    rows = [*table["rows"], *table["footer"]]
    return {row["id"]: {name: cell.get("v") for name, cell in zip(names, row["cells"], strict=True)} for row in rows}


def itemised(app: AppTest) -> dict[str, dict[str, float]]:
    """Return what the lines of the table say that rows count, whatever number stands large."""
    table = json.loads(component(app, TABLE).bytes)
    names = [column["id"] for column in table["columns"]]
    lines = {row["id"]: dict(zip(names, row["cells"], strict=True)) for row in [*table["rows"], *table["footer"]]}
    return {
        id_: {name: cell.get("itemised", cell.get("v")) or 0 for name, cell in line.items() if name != "unit"}
        for id_, line in lines.items()
    }


def arguments(app: AppTest) -> dict[str, Any]:
    (frame,) = app.get("component_instance")
    return json.loads(frame.proto.json_args)  # type: ignore[no-any-return]


def state(app: AppTest) -> dict[str, Any]:
    sent = re.search(r'map\.update\("([A-Za-z0-9+/=]*)"\)', arguments(app)["feature_group"])
    assert sent
    return decode(sent[1])  # type: ignore[return-value]


def counted(app: AppTest) -> dict[str, int]:
    items = [item for section in state(app)["legend"]["sections"] for item in section["items"]]
    return {item["plate"]: int(item["count"]) for item in items if item["plate"]}


def click(app: AppTest, key: str, event: str, value: Any) -> AppTest:
    proto = component(app, key)
    trigger = WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events",
        json_trigger_value=json.dumps([{"event": event, "value": value}]),
    )
    return checked(app._run(WidgetStates(widgets=[trigger])))


def selection(app: AppTest) -> Selection:
    return app.session_state["visit"].selection  # type: ignore[no-any-return]


def labels(app: AppTest) -> list[str]:
    widgets = [*app.button_group, *app.selectbox, *app.slider, *app.button, *app.tabs]
    return [widget.label for widget in widgets]


def test_the_app_opens_on_the_whole_record() -> None:
    app = visit()
    assert selection(app).is_empty
    assert figures(app)["facilities"] == "127"
    assert not app.warning
    assert app.query_params == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_runs(screen: str) -> None:
    checked(visit().switch_page(screen).run())


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_runs_on_a_selection_in_english(screen: str) -> None:
    app = visit(lang="en", district="218", sector="wood", years="2016-2020").switch_page(screen).run()
    checked(app)
    assert selection(app) == Selection(("218",), (Sector.WOOD,), (2016, 2020))


@pytest.mark.parametrize("name", ["district", "sector", "years", "programme", "stage", "lang", "measure", "layers"])
def test_a_hostile_address_is_named_and_left_out(name: str) -> None:
    app = visit(**{name: HOSTILE})
    (warning,) = app.warning
    assert name in warning.value
    assert HOSTILE not in warning.value
    assert selection(app).is_empty
    assert app.query_params == {}


def test_a_hostile_focus_opens_nothing() -> None:
    app = visit(focus=f"facility:{HOSTILE}")
    assert not [button for button in app.button if button.key == "card_close"]
    assert "focus" in visit(focus="x" * 5000).warning[0].value


def test_an_address_reopens_its_selection() -> None:
    app = visit(district="213", years="2016-2023", measure="support", layers="none")
    assert selection(app) == Selection(("213",), years=(2016, 2023))
    assert {name: "".join(value) for name, value in app.query_params.items()} == {
        "district": "213",
        "years": "2016-2023",
        "measure": "support",
        "layers": "none",
    }


@pytest.mark.parametrize("query", [{}, {"district": "213"}, {"sector": "food", "lang": "en"}, {"years": "2016-2020"}])
def test_figures_table_and_map_agree(query: dict[str, str]) -> None:
    app = visit(layers="facility,proposal,ocop,context", **query)
    behind, on_map = rows_behind(app), counted(app)
    total = itemised(app)["total"]
    assert behind["facilities"] == total["facilities"] == on_map["facility"]
    assert behind["proposals"] == total["proposals"] == on_map["proposal"]
    assert behind["ocop"] == total["ocop"] == on_map["ocop"]


def test_the_lines_of_the_table_add_up() -> None:
    lines = itemised(visit())
    total, sums = lines.pop("total"), lines.pop("itemised")
    assert {name: n for name, n in sums.items() if n} == {name: n for name, n in total.items() if n}
    for name in ("facilities", "ocop"):
        assert sum(line[name] for line in lines.values()) == sums[name]
    assert sum(line["proposals"] for line in lines.values()) == sums["proposals"] + 2  # in two districts
    assert sum(line["support"] for line in lines.values()) + 1_500_000_000 == sums["support"]  # theirs: in no line


@pytest.mark.parametrize("query", [{}, {"years": "2021-2023"}, {"sector": "food"}])
def test_table_strip_badge_and_profile_of_a_district_say_one_number(query: dict[str, str]) -> None:
    columns = ("facilities", "proposals", "ocop")
    for measure in columns:
        app = visit(measure=measure, **query)
        drawn = {code: [one["text"] for one in area["badges"]] for code, area in state(app)["areas"].items()}
        cells = {id_: texts[measure] for id_, texts in texts_of(app).items() if id_ in drawn}
        assert {id_: texts[0] if texts else "—" for id_, texts in drawn.items()} == cells
        assert figures(app)[measure] == texts_of(app)["total"][measure]
    for code in DISTRICT_CODES:
        chosen = visit(district=code, **query)
        shown = texts_of(chosen)
        assert {name: figures(chosen)[name] for name in columns} == {name: shown[code][name] for name in columns}
        total = shown.get("total", dict.fromkeys(columns, "—"))  # no line of nothing
        assert {name: total[name] for name in columns} == {name: shown[code][name] for name in columns}
        profile = json.loads(component(chosen, "profile").bytes)
        said = dict(zip(("facilities", "proposals", "support", "ocop"), profile["parts"][0]["lines"], strict=False))
        for name in columns:
            assert said[name][2] in {shown[code][name], "không có số liệu"}
            assert (said[name][2] == "không có số liệu") <= (shown[code][name] == "—")


def texts_of(app: AppTest) -> dict[str, dict[str, str]]:
    table = json.loads(component(app, TABLE).bytes)
    names = [column["id"] for column in table["columns"]]
    return {
        row["id"]: {name: cell.get("t", "—") for name, cell in zip(names, row["cells"], strict=True)}
        for row in [*table["rows"], *table["footer"]]
    }


@pytest.mark.parametrize("code", DISTRICT_CODES)
def test_every_number_of_a_profile_opens_its_rows(code: str) -> None:
    app = visit(district=code)
    lines = [line for part in json.loads(component(app, "profile").bytes)["parts"] for line in part["lines"]]
    for asked in dict.fromkeys(line[4].partition(":")[0] for line in lines if line[4]):
        of_part = [line for line in lines if line[4].startswith(asked)]
        opened = click(app, "profile", "line", of_part[0][4])
        assert [tab.label for tab in opened.tabs], of_part[0]
    for name, _, text, _, asks in lines:
        assert asks or not re.search(r"\d", text), f"{name}: a number leads to its rows"


def test_a_file_of_the_table_says_years_and_what_is_itemised() -> None:
    table = json.loads(component(visit(), TABLE).bytes)
    at = {column["id"]: n for n, column in enumerate(table["columns"])}
    heads = [head for column in table["columns"] for head, _ in column["csv"]]
    assert {"Sản phẩm OCOP", "Sản phẩm OCOP: công bố", "Sản phẩm OCOP: có danh mục"} <= set(heads)
    assert "≈ ≥ ≤ Đề án" in heads
    cell = next(row for row in table["rows"] if row["id"] == "219")["cells"][at["ocop"]]
    assert (cell["v"], cell["t"], cell["itemised"], cell["basis"]) == (44, "44", 27, "công bố 2023")
    assert cell["note"] == "2023 · có danh mục 27"
    assert not table["columns"][at["ocop"]]["sortable"], "numbers of different years are in no order"


@pytest.mark.parametrize("vintage", ["districts_2024", "districts_2025", "communes_2025"])
@pytest.mark.parametrize("scale", ["absolute", "share"])
def test_a_published_measure_agrees_in_table_map_legend_and_total_and_leads_to_its_figures(
    vintage: str, scale: str
) -> None:
    app = visit(measure="registered_2020", scale=scale, vintage=vintage, layers="none")
    sent = json.loads(component(app, f"units_{vintage}").bytes)
    at = [column["id"] for column in sent["columns"]].index("main")
    cells = {row["id"]: row["cells"][at] for row in [*sent["rows"], *sent["footer"]]}
    shown = {id_: cell for id_, cell in cells.items() if cell}
    total = shown.pop("total")
    assert total["v"] == {"absolute": 37, "share": 100}[scale]
    assert sum(cell["v"] for cell in shown.values()) == pytest.approx(total["v"])
    assert sent["columns"][at]["action"]
    drawn = state(app)
    for id_, cell in shown.items():
        if id_ in drawn["areas"]:
            assert drawn["areas"][id_]["lines"][-1].endswith(f": {cell['t']}")
            assert drawn["areas"][id_]["badges"][0]["text"] == cell["t"]
    legend = {row["label"]: row["count"] for row in drawn["legend"]["classes"]}
    if scale == "absolute":
        assert legend.get("chưa rõ địa bàn") == shown.get("unplaced", {}).get("t")
    opened = click(app, f"units_{vintage}", "cell", {"row": "total", "column": "main"})
    tabs = [tab.label for tab in opened.tabs]
    assert any("Số liệu công bố (" in label for label in tabs), tabs


@pytest.mark.parametrize("vintage", ["districts_2024", "districts_2025", "communes_2025"])
def test_no_line_of_the_table_is_called_as_the_province(vintage: str) -> None:
    sent = json.loads(component(visit(vintage=vintage), f"units_{vintage}").bytes)
    names = {row["cells"][0]["t"] for row in sent["rows"]}
    assert names
    assert "Bắc Giang" not in names


def test_the_map_asks_for_nothing_remote() -> None:
    sent = arguments(visit())
    assert sent["js_links"]
    assert all(link.startswith("../../app/static/") for link in [*sent["js_links"], *sent["css_links"]])
    for part in ("script", "header", "html", "feature_group"):
        assert REMOTE.findall(PAYLOAD.sub("", sent[part] or "")) == []


def test_only_clicks_on_features_come_back_from_the_map() -> None:
    assert arguments(visit())["returned_objects"] == ["last_active_drawing"]


def test_the_map_stays_when_the_selection_changes() -> None:
    everything, narrow = arguments(visit()), arguments(visit(district="213", measure="support"))
    assert everything["key"] == narrow["key"]
    assert everything["feature_group"] != narrow["feature_group"]


def test_a_row_narrows_and_again_widens() -> None:
    app = click(visit(), TABLE, "row", "218")
    assert selection(app).districts == ("218",)
    assert figures(app)["facilities"] == "8"
    assert state(app)["selected"] == ["218"]
    assert selection(click(app, TABLE, "row", "218")).is_empty


@pytest.mark.parametrize("row", ["total", "several", "999", HOSTILE])
def test_a_row_that_is_no_district_chooses_nothing(row: str) -> None:
    assert selection(click(visit(), TABLE, "row", row)).is_empty


@pytest.mark.parametrize("id_", ["facilities", "proposals", "support", "leverage", "ocop", "markets"])
def test_every_figure_opens_its_rows_and_sources(id_: str) -> None:
    before = visit()
    shown = len(before.get("bidi_component"))
    app = click(before, "kpis", "click", id_)
    assert len(app.get("bidi_component")) >= shown + 2


def test_a_number_of_the_table_opens_its_rows() -> None:
    before = visit()
    shown = len(before.get("bidi_component"))
    app = click(before, TABLE, "cell", {"row": "213", "column": "facilities"})
    assert len(app.get("bidi_component")) >= shown + 2
    assert selection(app).is_empty


def test_a_filter_narrows_and_its_chip_takes_it_back() -> None:
    app = click(visit(), "filters", "choice", {"field": "sectors", "values": ["wood"]})
    assert selection(app) == Selection(sectors=(Sector.WOOD,))
    assert "".join(app.query_params["sector"]) == "wood"
    assert selection(click(app, "filters", "choice", {"drop": ["sectors", "wood"]})).is_empty


@pytest.mark.parametrize(
    "choice",
    [
        {"field": "sectors", "values": ["wood", HOSTILE]},
        {"field": "sectors", "values": "wood"},
        {"field": "years", "values": ["2020-2016"]},
        {"field": "selection", "values": []},
        {"field": ["sectors"], "values": ["wood"]},
        {"drop": ["selection", "wood"]},
        {"drop": "sectors"},
        {"drop": [["sectors"], "wood"]},
        ["reset"],
        "reset",
    ],
)
def test_what_no_filter_offers_changes_nothing(choice: Any) -> None:
    before = visit(district="213")
    assert selection(click(before, "filters", "choice", choice)) == Selection(districts=("213",))


def filters(app: AppTest) -> dict[str, Any]:
    return json.loads(component(app, "filters").bytes)  # type: ignore[no-any-return]


def options(app: AppTest, field: str) -> dict[str, dict[str, Any]]:
    (found,) = (one for one in filters(app)["filters"] if one["field"] == field)
    return {option["value"]: option for option in found["options"]}


def test_the_districts_of_the_filter_count_what_the_table_counts() -> None:
    app = visit(sector="food")
    table = districts(app)
    for code, option in options(app, "districts").items():
        if code in table:
            assert int(option["count"]) == (table[code]["facilities"] or 0), code


def test_the_districts_of_the_filter_stand_in_the_order_of_a_dictionary() -> None:
    names = [option["label"] for option in options(visit(), "districts").values()]
    assert names[:4] == ["Hiệp Hòa", "Lạng Giang", "Lục Nam", "Lục Ngạn"]
    assert names[-2:] == ["Yên Thế", "Chưa rõ địa bàn"]


@pytest.mark.parametrize(
    "query", [{"sector": "food"}, {"stage": "inspected"}, {"years": "2016-2020", "sector": "textiles"}]
)
def test_a_value_cannot_be_chosen_exactly_where_it_leaves_the_screen_empty(query: dict[str, str]) -> None:
    app = visit(**query)
    dead = {value for value, option in options(app, "districts").items() if option["is_dead"]}
    assert dead
    for code in options(app, "districts"):
        shown = visit(district=code, **query)
        assert bool([one for one in shown.button if one.key == "empty_reset"]) == (code in dead), code


def test_the_years_offer_the_periods_of_plans() -> None:
    years = filters(visit())["years"]
    assert [one["value"] for one in years["presets"]][:2] == ["2021-2025", "2016-2020"]
    assert len(years["bars"]) == years["last"] - years["first"] + 1


@pytest.mark.parametrize("screen", SCREENS)
def test_filters_stand_where_a_selection_changes_something(screen: str) -> None:
    from pages.components.frame.screens import SCREEN_COUNTS  # noqa: PLC0415 - only this test needs it

    app = checked(visit().switch_page(screen).run())
    has_filters = any(element.proto.id.endswith("-filters") for element in app.get("bidi_component"))
    assert has_filters == bool(SCREEN_COUNTS[Path(screen).stem])


def test_reset_takes_everything_back() -> None:
    app = visit(district="213", sector="wood", years="2016-2020")
    app = click(app, "filters", "choice", {"reset": True})
    assert selection(app).is_empty
    assert figures(app)["facilities"] == "127"


def test_an_empty_selection_says_so_and_offers_the_way_back() -> None:
    app = visit(years="2001-2002")
    assert set(figures(app).values()) == {"—"}
    checked(app.button(key="empty_reset").click().run())
    assert selection(app).is_empty
    assert not [button for button in app.button if button.key == "empty_reset"]


@pytest.mark.parametrize("years", ["2000-2001", "2034-2035", "2000-2035"])
def test_years_beyond_the_record_do_no_harm(years: str) -> None:
    assert selection(visit(years=years)).years == tuple(map(int, years.split("-")))


@pytest.mark.parametrize("screen", SCREENS)
def test_in_english_no_label_is_vietnamese(screen: str) -> None:
    app = checked(visit(lang="en").switch_page(screen).run())
    found = [label for label in labels(app) if label != "Tiếng Việt / English" and VIETNAMESE.search(label)]
    assert found == []


def test_the_language_switch_keeps_the_selection() -> None:
    app = visit(district="213")
    app.button_group(key="bar_language").set_value("en")
    checked(app.run())
    assert filters(app)["words"]["reset"] == "Reset"
    assert selection(app).districts == ("213",)
    assert "".join(app.query_params["lang"]) == "en"


@pytest.mark.parametrize(
    "focus", ["facility:cong-ty-hoa-phat", "proposal:da-2020-quoc-gia-may-cnc", "ocop:my-chu-green-trai-lam"]
)
def test_a_card_opens_from_an_address_and_closes(focus: str) -> None:
    app = visit(focus=focus)
    checked(app.button(key="card_close").click().run())
    assert not [button for button in app.button if button.key == "card_close"]
    assert "focus" not in app.query_params


def test_the_selection_stays_when_the_page_changes() -> None:
    app = checked(visit(district="213").switch_page("pages/sources.py").run())
    assert selection(app).districts == ("213",)


def test_two_visits_do_not_see_each_other() -> None:
    first, second = visit(district="213"), visit()
    checked(first.run())
    assert selection(first).districts == ("213",)
    assert selection(second).is_empty
