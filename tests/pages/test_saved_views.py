"""Views under a name: saved, opened, renamed, let go and brought back; each person's own; read as any address is."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import segno
from streamlit.testing.v1 import AppTest

from analytics.wording.qr_code import qr_path
from geodata.door.access import Permission, Role, Visitor, person_of
from geodata.settings import ADDRESS
from geodata.store import Store
from geodata.store.model import SavedView
from pages.components.browser.share_panel import asked_for
from pages.components.visit import access, saved_views
from tests.pages import visits
from tests.pages.visits import checked, element, said, take_back, tell

EVIL = "<b>Lục</b> **Ngạn**\n[x](http://a.example)"
SHOWN = "<b>Lục</b> **Ngạn** [x](http://a.example)"


@pytest.fixture(autouse=True)
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from visits.own_store(tmp_path, monkeypatch)


def opened(page: str = "", **query: str) -> AppTest:
    app = visits.visit(page, **query)
    app.session_state["popover_share"] = True
    return checked(app.run())


def share(app: AppTest) -> dict[str, Any]:
    return json.loads(element(app, "share").json)  # type: ignore[no-any-return]


def ask(app: AppTest, **asked: str) -> AppTest:
    return tell(app, "share", "asked", asked)


def undo(app: AppTest) -> AppTest:
    return tell(app, "frame_head", "undone", said(app)["number"])


def kept(app: AppTest) -> list[str]:
    return [one["name"] for one in share(app)["kept"]]


def address(app: AppTest) -> tuple[str, dict[str, str]]:
    page = app.session_state["visit"].page
    return page, {name: "".join(value) for name, value in app.query_params.items()}


@pytest.mark.usefixtures("store")
def test_a_view_is_saved_opened_renamed_let_go_and_brought_back() -> None:
    app = opened("funding", district="219", sector="food")
    before = address(app)
    app = ask(app, action="save", name=EVIL)
    assert kept(app) == [SHOWN]
    assert said(app) == {"number": 1, "text": f"Đã lưu góc nhìn “{SHOWN}”.", "undo": "Hoàn tác"}
    (view,) = share(app)["kept"]
    assert view["path"] == "funding?district=219&sector=food"
    app = ask(app, action="rename", id=view["id"], name="Vải thiều")
    assert kept(app) == ["Vải thiều"]
    app = take_back(app)
    assert kept(app) == [SHOWN]
    app = take_back(app)  # an act is taken back once
    assert kept(app) == [SHOWN]
    app = ask(app, action="drop", id=view["id"])
    assert kept(app) == []
    app = take_back(app)
    assert kept(app) == [SHOWN]

    app = checked(app.switch_page("pages/sources.py").run())
    app.session_state["visit"].selection = replace(app.session_state["visit"].selection, districts=("217",))
    app.session_state["popover_share"] = True
    app = ask(checked(app.run()), action="open", id=view["id"])
    assert address(app) == before


@pytest.mark.usefixtures("store")
def test_a_name_stands_for_one_view_and_the_one_before_comes_back() -> None:
    app = ask(opened(district="219"), action="save", name="Họp tháng")
    app = ask(opened(district="217"), action="save", name="  Họp   tháng ")
    assert [one["path"] for one in share(app)["kept"]] == ["?district=217"]
    app = take_back(app)
    assert [one["path"] for one in share(app)["kept"]] == ["?district=219"]
    app = ask(app, action="save", name="x" * 300)
    assert max(map(len, kept(app))) == 80
    n = len(kept(app))
    for name in ("", " ", "\n\t"):
        app = ask(app, action="save", name=name)
    assert len(kept(app)) == n


def test_what_is_gone_of_a_view_is_named_and_the_rest_is_shown(store: Store) -> None:
    store.keep_view(
        SavedView("old", "", "Cũ", "funding", "district=219%2C999&unit=communes_1990%3A1&sector=food&lang=en")
    )
    store.keep_view(SavedView("new", "", "Lạ", "of_tomorrow", "district=217&evil=%3Cb%3E"))
    store.keep_view(SavedView("out", "", "Ngoài", "//a.example/x", "district=218"))
    app = ask(opened(), action="open", id="old")
    assert address(app) == ("funding", {"district": "219", "sector": "food"})
    assert "district, unit" in visits.texts(app)
    for key, district in (("new", "217"), ("out", "218")):
        app = ask(opened(), action="open", id=key)
        assert address(app) == ("", {"district": district})
        assert "không có quyền mở màn hình" in said(app)["text"]
    app = ask(opened(), action="open", id="nobody's")
    assert address(app) == ("", {})


@pytest.mark.usefixtures("store")
def test_a_view_is_found_by_its_name_in_its_own_group() -> None:
    app = ask(opened("ocop", district="219"), action="save", name="Mỳ chũ cuối năm")
    app = tell(visits.visit(), "search", "typed", "my chu cuoi nam")
    groups = json.loads(element(app, "search").json)["answer"]["groups"]
    (found,) = [group for group in groups if group["heading"] == "Góc nhìn đã lưu"]
    (one,) = found["found"]
    assert one["title"] == "Mỳ chũ cuối năm"
    app = tell(app, "search", "chosen", {"kind": one["kind"], "key": one["key"]})
    assert address(app) == ("ocop", {"district": "219"})


def test_each_person_has_views_of_his_own_and_a_reader_without_sign_in_saves_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_visitor(visitor: Visitor, person: str) -> None:
        monkeypatch.setattr(access, "visitor", lambda: visitor)
        monkeypatch.setattr(saved_views, "visitor", lambda: visitor)
        monkeypatch.setattr(saved_views, "person", lambda: person)

    as_visitor(Visitor("lan@example.vn", Role.VIEWER, is_signed_in=True), person_of({"sub": "lan"}))
    app = ask(opened(district="219"), action="save", name="Của Lan")
    assert kept(app) == ["Của Lan"]
    assert share(app)["texts"]["note"] == "Chỉ anh/chị thấy các góc nhìn này."
    as_visitor(Visitor("an@example.vn", Role.VIEWER, is_signed_in=True), person_of({"sub": "an"}))
    assert kept(opened()) == []
    with pytest.raises(access.NotAllowedError):
        saved_views.drop_view(store.views_of(person_of({"sub": "lan"}))[0])

    store.keep_view(SavedView("office", "", "Của cơ quan", "", "district=217"))
    as_visitor(Visitor("10.0.0.7", Role.VIEWER), "")
    app = opened()
    assert kept(app) == ["Của cơ quan"]
    assert not share(app)["can_save"]
    app = ask(app, action="save", name="Không được")
    app = ask(app, action="drop", id="office")
    assert kept(app) == ["Của cơ quan"]
    assert said(app)["text"] == "Vai trò của anh/chị không cho phép việc này."
    assert Permission.EDIT not in {one for one in Permission if Visitor("", Role.VIEWER).may(one)}


@pytest.mark.usefixtures("store")
def test_a_code_leads_to_the_view_at_the_office_s_own_address_and_never_to_this_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert share(opened(district="219"))["code"] == [0, ""]
    monkeypatch.setenv(ADDRESS, "http://localhost:8501")
    assert (share(opened())["base"], share(opened())["code"]) == ("", [0, ""])
    monkeypatch.setenv(ADDRESS, "https://kc.example.vn/app")
    sent = share(opened("funding", district="219"))
    assert (sent["base"], sent["path"]) == ("https://kc.example.vn/app", "funding?district=219")
    side, path = sent["code"]
    code = segno.make_qr("https://kc.example.vn/app/funding?district=219", error="m").matrix
    runs = [(int(x), int(y), int(n)) for x, y, n in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)]
    assert side == len(code)
    assert {(x + i, y) for x, y, n in runs for i in range(n)} == {
        (x, y) for y, row in enumerate(code) for x, dark in enumerate(row) if dark
    }
    assert qr_path("https://kc.example.vn/" + "a" * 8000) == (0, "")


@pytest.mark.parametrize(
    "sent", [None, 1, [], {}, {"action": "burn"}, {"action": "save", "name": 1}, {"action": "open", "id": ["x"]}]
)
def test_what_nobody_can_ask_for_is_not_asked(sent: object) -> None:
    assert asked_for(sent) is None


def test_what_was_done_is_said_in_one_way() -> None:
    screens = (Path(__file__).parents[2] / "pages").rglob("*.py")
    assert [str(path) for path in screens if ".toast(" in path.read_text("utf-8")] == []
