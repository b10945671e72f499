"""The slides of a meeting as a visit arranges them: chosen, ordered, remarked, kept by name, opened by link, only looked at by viewers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geodata.door.access import Caller
from geodata.store import Store
from pages.components.visit import access
from tests.pages import visits
from tests.pages.test_exports_ocop import click, component


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of the test's own."""
    yield from visits.own_store(tmp_path, monkeypatch)


def shown(app: AppTest) -> list[str]:
    return [line["id"] for line in lines(app) if line["place"]]


def lines(app: AppTest) -> list[dict[str, Any]]:
    return json.loads(component(app, "slides").json)["lines"]  # type: ignore[no-any-return]


def act(app: AppTest, act: str, id_: str, **more: str) -> AppTest:
    return click(app, "slides", "done", {"act": act, "id": id_, **more})


def keep(app: AppTest, name: str) -> AppTest:
    app.text_input(key="name_").set_value(name)
    next(button for button in app.button if button.label == "Lưu trang, thứ tự, ghi chú và phần đang chọn").click()
    return visits.checked(app.run())


def test_a_programme_is_kept_and_its_link_opens_it(store: Store) -> None:
    app = visits.visit("present", district="219", years="2016-2020")
    before = shown(app)
    assert before[0] == "title"
    app = act(act(app, "hide", "map"), "earlier", "sources")
    wanted = [id_ for id_ in before if id_ != "map"]
    wanted[-2:] = reversed(wanted[-2:])
    assert shown(app) == wanted
    app = act(app, "remark", "overview", text="Chưa gồm quý IV")
    for said in ({"act": "show"}, {"act": "drop", "id": "overview"}, {"id": "nobody"}, "drop"):
        assert lines(click(app, "slides", "done", said)) == lines(app)
    app = keep(app, "Giao ban tháng 12")
    (document,) = store.documents("meeting")
    assert document.name == "Giao ban tháng 12"
    assert "Đã lưu “Giao ban tháng 12”" in visits.texts(app)
    assert "Có thay đổi từ lần lưu" in visits.texts(act(app, "show", "map"))
    assert app.query_params["meeting"] == "Giao ban tháng 12"

    linked = visits.visit("present", meeting="Giao ban tháng 12")
    assert shown(linked) == wanted
    assert linked.query_params["district"] == "219"
    assert [line["remark"] for line in lines(linked) if line["id"] == "overview"] == ["Chưa gồm quý IV"]
    assert act(linked, "play", "overview").query_params["slide"] == "overview"


def test_a_link_to_a_programme_that_is_not_kept_says_so() -> None:
    app = visits.visit("present", meeting="Họp kín")
    assert "Không có bộ trang chiếu “Họp kín”" in visits.texts(app)
    assert shown(app)[0] == "title"


def test_the_slides_leave_nothing_else_on_the_screen() -> None:
    app = act(visits.visit("present"), "play", "map")
    assert app.query_params["slide"] == "map"
    assert visits.components(app) == ["show"]
    assert not app.selectbox


def test_who_only_looks_keeps_no_programme_and_takes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "caller", lambda: Caller("10.0.0.7", {"host": ["10.0.0.2:8501"]}))
    app = visits.visit("present")
    assert shown(app)[0] == "title"
    labels = {button.label for button in app.button}
    assert "Lưu trang, thứ tự, ghi chú và phần đang chọn" not in labels
    assert not [label for label in labels if "PPTX" in label]
