"""The funding and proposal screens as a visit sees them, without a browser: what is drawn, chosen and opened."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analytics.wording.language import documents_whole
from tests.pages.test_exports_ocop import TABS, checked, click, component, figures, table, visit
from tests.streamlit_parts import as_in_a_server

FUNDING, PROPOSALS = "pages/funding.py", "pages/proposals.py"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each run find what a server finds after its first: that pages are chosen by st.navigation."""
    as_in_a_server(monkeypatch)


def heads(app: AppTest) -> str:
    """Return what stands over tables and charts, and why a chart is empty."""
    frames = [
        json.loads(one.proto.bytes)
        for one in app.get("bidi_component")
        if one.proto.component_name == "khuyencong.chart"
    ]
    written = [element.proto.body for element in app.get("html")]
    told = [
        word
        for one in frames
        for word in (
            one["title"],
            one["counted"],
            one["empty"],
            one["reading"],
            *one["notes"],
            *one["actions"].values(),
        )
    ]
    return " ".join([*written, *told])


def test_the_funding_screen_draws_its_charts() -> None:
    above = len(figures(visit(FUNDING, tab="list")))
    assert above == 2
    shown = {tab: visit(FUNDING, tab=tab) for tab in TABS["funding"]}
    assert {tab: len(figures(app)) - above for tab, app in shown.items()} == {
        "districts": 2,
        "sectors": 1,
        "contents": 1,
        "effect": 0,
        "plans": 2,
        "list": 0,
    }
    assert "3,3 tỷ (đã thực hiện)" in heads(shown["plans"])
    assert len(table(shown["list"], "funding_proposals")) == 49
    assert all(table(shown["effect"], f"table_funding_{name}") for name in ("leverage", "per_facility", "per_proposal"))


def test_charts_that_choose_keep_their_marks() -> None:
    before, after = (figures(visit(FUNDING, tab="sectors", **query)) for query in ({}, {"sector": "wood"}))
    sectors = [
        next(one for one in drawn if "Gỗ và ván" in json.dumps(one, ensure_ascii=False)) for drawn in (before, after)
    ]
    assert sectors[0]["data"][0]["y"] == sectors[1]["data"][0]["y"]


def test_a_mark_chooses_and_the_same_mark_takes_it_back() -> None:
    app = click(visit(FUNDING, tab="sectors"), "plot_funding_sectors", "mark", ["sectors", "mechanical"])
    assert "".join(app.query_params["sector"]) == "mechanical"
    app = click(app, "plot_funding_sectors", "added", ["sectors", "food"])
    assert "".join(app.query_params["sector"]) == "mechanical,food"
    app = click(app, "plot_funding_sectors", "mark", ["sectors", "wood"])
    assert "".join(app.query_params["sector"]) == "wood"
    app = click(app, "plot_funding_sectors", "mark", ["sectors", "wood"])
    assert "sector" not in app.query_params


@pytest.mark.parametrize("mark", [["sectors", "<img>"], ["no field", "213"], ["sectors"], "sectors", 7, None, {}])
def test_a_mark_that_no_chart_draws_chooses_nothing(mark: object) -> None:
    app = visit(FUNDING, tab="sectors")
    for event in ("mark", "added"):
        app = click(app, "plot_funding_sectors", event, mark)
        assert app.session_state["visit"].selection.is_empty


def test_published_totals_go_when_the_cut_has_none() -> None:
    app = visit(FUNDING, district="223", tab="plans")
    assert "Không nguồn nào công bố tổng số" in heads(app)


def test_a_row_opens_the_card_and_again_closes_it() -> None:
    app = click(visit(PROPOSALS, tab="list"), "proposals_list", "row", "da-2018-hai-thinh")
    assert documents_whole("28/2018/TT-BTC") in heads(app)
    app = click(app, "proposals_list", "row", "da-2018-hai-thinh")
    assert "28/2018/TT-BTC" not in heads(app)


def test_every_chart_can_be_taken_away_as_a_picture_with_its_sources() -> None:
    for tab, key in (("years", "proposals_years"), ("years", "proposals_districts")):
        app = visit(PROPOSALS, tab=tab)
        data = json.loads(component(app, f"plot_{key}").bytes)
        assert data["fileName"].endswith("toan-tinh-moi-nam.png")
        assert data["actions"]["sources"].startswith("Nguồn: ")
        assert "toàn tỉnh" not in data["title"]
        assert data["actions"]["picture"]


def test_the_head_of_a_step_narrows_and_again_widens_and_a_line_opens_its_proposal() -> None:
    app = visit(PROPOSALS)
    columns = json.loads(component(app, "proposals_steps").json)["columns"]
    assert sum(int(one["n"]) for one in columns) == 49
    app = click(app, "proposals_steps", "step", "completed")
    assert "".join(app.query_params["stage"]) == "completed"
    other = columns[0]["id"]
    app = click(app, "proposals_steps", "added", other)
    assert set("".join(app.query_params["stage"]).split(",")) == {other, "completed"}
    app = click(app, "proposals_steps", "step", other)
    assert "".join(app.query_params["stage"]) == other
    app = click(app, "proposals_steps", "step", other)
    assert "stage" not in app.query_params
    line = columns[0]["lines"][0]
    app = click(app, "proposals_steps", "row", line["id"])
    assert "".join(app.query_params["focus"]) == f"proposal:{line['id']}"
    assert "stage" not in click(visit(PROPOSALS), "proposals_steps", "step", "<img>").query_params


def test_what_a_step_leaves_out_opens_as_the_list_of_all_of_the_step() -> None:
    app = visit(PROPOSALS)
    columns = json.loads(component(app, "proposals_steps").json)["columns"]
    cut, *_ = [one for one in columns if one["more"]]
    app = click(app, "proposals_steps", "more", cut["id"])
    assert ("".join(app.query_params["stage"]), "".join(app.query_params["tab"])) == (cut["id"], "list")
    rows = json.loads(component(app, "proposals_list").bytes)["rows"]
    assert len(rows) == int(cut["n"])
    assert {line["id"] for line in cut["lines"]} < {row["id"] for row in rows}
    whole, *_ = [one for one in columns if not one["more"]]
    assert "stage" not in click(visit(PROPOSALS), "proposals_steps", "more", whole["id"]).query_params


def test_an_empty_view_offers_the_nearest_that_is_not() -> None:
    app = visit(FUNDING, district="221", programme="national", stage="withdrawn")
    checked(app.button(key="empty_nearest").click().run())
    assert "stage" not in app.query_params
    assert not [button for button in app.button if button.key == "empty_nearest"]


def test_the_way_back_of_the_drill_path() -> None:
    app = visit(FUNDING, years="2020-2020", programme="national")
    checked(app.button(key="drill_years").click().run())
    assert app.session_state["visit"].selection.is_empty


def test_proposals_as_cards() -> None:
    app = visit(PROPOSALS, tab="list")
    app.button_group(key="shape").set_value("cards")
    checked(app.run())
    assert len([button for button in app.button if str(button.key).startswith("open_da-")]) == 12
    app.query_params.clear()  # a click that the browser sent before it had seen the address of the run before
    checked(app.button(key="more_cards").click().run())
    assert len([button for button in app.button if str(button.key).startswith("open_da-")]) == 24
    checked(app.button(key="open_da-2023-my-gao-lang-giang").click().run())
    assert "da-2023-my-gao-lang-giang" in "".join(app.query_params["focus"])


def test_the_survey_of_a_year_is_told_and_a_year_without_one_says_so() -> None:
    told = table(visit(PROPOSALS, years="2020-2020", tab="surveys"), "proposals_survey")
    assert any("sản xuất vật liệu xây dựng" in json.dumps(row, ensure_ascii=False) for row in told)
    app = visit(PROPOSALS, years="2021-2021", tab="surveys")
    assert any("có nguồn cho: 2024, 2020" in one.value for one in app.caption)


def test_where_nothing_is_due_the_title_says_so_and_no_empty_table_stands_beneath() -> None:
    def tables(**query: str) -> list[str]:
        return [one.proto.id for one in visit(PROPOSALS, tab="due", **query).get("bidi_component")]

    assert any(one.endswith("-proposals_due") for one in tables())
    assert not any(one.endswith("-proposals_due") for one in tables(stage="planned"))
