"""The menu of a row opens its record and shows its place on the map; what the browser makes up does nothing."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analytics.briefing.meeting import Meeting
from analytics.briefing.story.added import AddedKind, added_of
from analytics.overview.cards import CARD_TABLES as CARDS
from geodata.record import Record
from geodata.schema.frames import KEYS
from tests.pages import visits
from tests.pages.visits import checked, element, tell

PLACES = [
    ("proposals", "list", "proposals_list", "proposal"),
    ("proposals", "due", "proposals_due", "proposal"),
    ("ocop", "certificates", "ocop_certificates", "ocop"),
    ("ocop", "typical", "ocop_rises", "ocop"),
    ("exports", "exporters", "exporters", "facility"),
]
"""Each screen and tab with the key of a table of records, and what its rows are."""


@pytest.fixture(autouse=True)
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


def asked(app: AppTest, key: str, record: object, action: object) -> AppTest:
    return tell(app, key, "menu", {"record": record, "action": action})


def focus(app: AppTest) -> str:
    return "".join(app.query_params.get("focus", ""))


@pytest.mark.parametrize(("page", "tab", "key", "kind"), PLACES)
def test_each_row_that_is_a_record_has_a_menu(page: str, tab: str, key: str, kind: str, record: Record) -> None:
    app = visits.visit(page, tab=tab)
    app = checked(app.run())
    table = json.loads(element(app, key).bytes)
    assert table["menu"]["kind"] == kind
    assert [action for action, _ in table["menu"]["actions"]] == ["open", "map", "slides"]
    records = [row.get("record", row["id"]) for row in table["rows"]]
    known = set(record[CARDS[kind]][KEYS[CARDS[kind]]])
    named = [one for one in records if one]
    assert named
    assert set(named) <= known
    app = asked(app, key, named[0], "open")
    assert (app.session_state["visit"].page, focus(app)) == (page, f"{kind}:{named[0]}")
    app = asked(app, key, named[-1], "slides")
    assert focus(app) == f"{kind}:{named[0]}", "what is put among the slides moves nothing on the screen"
    (one,) = app.session_state["visit"].meeting.added
    assert (one.kind, one.shown) == ("record", f"{kind}:{named[-1]}")
    app = asked(app, key, named[-1], "slides")
    assert app.session_state["visit"].meeting.added == (one,)
    app = asked(app, key, named[-1], "map")
    assert (app.session_state["visit"].page, focus(app)) == ("", f"{kind}:{named[-1]}")


def test_what_is_put_among_the_slides_is_said_with_the_way_back() -> None:
    app = checked(visits.visit("ocop", tab="certificates").run())
    table = json.loads(element(app, "ocop_certificates").bytes)
    first = table["rows"][0].get("record", table["rows"][0]["id"])
    app = asked(app, "ocop_certificates", first, "slides")
    visit = app.session_state["visit"]
    assert (visit.said.text, visit.said.undo is not None) == ("Đã đưa vào trình chiếu.", True)
    app = visits.take_back(app)
    assert app.session_state["visit"].meeting.added == ()


def test_a_record_is_taken_off_the_list_and_so_is_one_that_is_there_no_more(record: Record) -> None:
    known = record["ocop_products"]["product_id"].iloc[0]
    one, gone = (added_of(AddedKind.RECORD, f"ocop:{id_}", {}) for id_ in (known, "nobody"))
    app = checked(visits.visit("present").run())
    app.session_state["visit"].meeting = Meeting().with_added(one).with_added(gone)
    app = checked(app.run())
    lines = json.loads(element(app, "slides").json)["lines"]
    assert [line["id"] for line in lines if line["can_drop"]] == [one.id]
    app = checked(app.button(key="drop_empty").click().run())
    assert app.session_state["visit"].meeting.added == (one,)


def test_what_no_menu_offers_does_nothing() -> None:
    app = checked(visits.visit("proposals", tab="list").run())
    known = json.loads(element(app, "proposals_list").bytes)["rows"][0]["id"]
    for record, action in (("nobody", "open"), (known, "burn"), (["x"], "open"), (known, None), ({}, {})):
        app = asked(app, "proposals_list", record, action)
        assert (app.session_state["visit"].page, focus(app)) == ("proposals", "")
