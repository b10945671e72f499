"""The office's rows on the screen: followed by every visit, marked, chosen, kept in sight while the database is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.settings import DATABASE, store_address
from geodata.store import Store, open_store
from pages.components.visit import office
from tests.geodata.store.store_rows import facility, source
from tests.pages import visits

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
SCREEN = "pages/sources.py"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Yield the store of the app, in a file of its own."""
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path}/khuyencong.sqlite3")
    office.current_record.clear()
    yield open_store()
    office.current_record.clear()


def visit(**query: str) -> AppTest:
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, value in {"lang": "en", **query}.items():
        app.query_params[name] = value
    return ran(app.run())


def ran(app: AppTest) -> AppTest:
    assert [element.value for element in app.exception] == []
    return app


def marks(app: AppTest) -> list[str]:
    return [
        block.proto.popover.label
        for block in app.get("popover")
        if block.proto.popover.label.startswith(("Internal", "Record"))
    ]


@pytest.mark.usefixtures("store")
def test_a_public_record_has_no_mark_and_makes_no_file() -> None:
    assert marks(visit()) == []
    assert not store_address().is_there


def test_two_visits_see_each_others_commits(store: Store) -> None:
    first, second = visit(), visit()
    store.commit([source(), facility()], who="lan", action="import")
    assert marks(ran(first.run())) == marks(ran(second.run())) == ["Internal: 1 row"]
    store.commit([facility("an-phat")], who="minh", action="edit")
    assert marks(ran(second.run())) == ["Internal: 2 rows"]


def test_the_record_that_is_shown_is_in_the_address(store: Store) -> None:
    store.commit([source(), facility()], who="lan", action="import")
    app = visit()
    ran(app.radio(key="bar_record").set_value("public").run())
    assert marks(app) == ["Record: public"]
    assert app.query_params["record"] == "public"
    assert marks(visit(record="office")) == ["Internal: 1 row"]
    assert "record" not in ran(app.radio(key="bar_record").set_value("all").run()).query_params


def test_the_store_is_asked_once_a_rerun(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.commit([source(), facility()], who="lan", action="import")
    app = visit()
    asked, mark = [], Store.mark
    monkeypatch.setattr(Store, "mark", lambda self: asked.append(1) or mark(self))
    ran(app.run())
    assert len(asked) == 1


def test_the_screen_stays_while_the_database_is_away_and_follows_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.prepared.current.AGAIN_AFTER_SECONDS", 0)
    store.commit([source(), facility()], who="lan", action="import")
    app = visit()
    file = store_address().file
    file.rename(file.with_name("elsewhere"))
    ran(app.run())
    assert marks(app) == ["Internal: 1 row"]
    assert any("is missing" in warning.value for warning in app.warning)
    file.with_name("elsewhere").rename(file)
    assert not ran(app.run()).warning


def test_every_screen_takes_the_office_rows(store: Store) -> None:
    store.commit([source(), facility(district_code=None, location_quality="unknown")], who="lan", action="import")
    app = visit(record="office")
    for screen in ("funding", "exports", "ocop", "proposals", "sources", "map"):
        assert marks(ran(app.switch_page(f"pages/{screen}.py").run())) == ["Internal: 1 row"]
