"""A paper is written when it is asked for, for those who may; beneath it stands what is to be known before signing."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.papers.paper import Paper
from geodata.door.access import Role, Visitor
from geodata.settings import SettingError
from pages.components.panels import paper_button as panel
from pages.components.visit import access
from tests.analytics.papers import samples


def drawn(make: Any, monkeypatch: pytest.MonkeyPatch, role: Role = Role.ANALYST) -> AppTest:
    """Draw the button in a page of its own."""
    monkeypatch.setattr(access, "visitor", lambda: Visitor("lan@example.vn", role))
    monkeypatch.setattr(access, "visitor_of_run", lambda: Visitor("lan@example.vn", role))

    def page(make: object) -> None:
        from analytics.wording.language import language  # noqa: PLC0415 - a page of its own
        from pages.components.panels.paper_button import paper_button, paper_notes  # noqa: PLC0415

        paper_notes(paper_button("Biên bản", make, "Biên bản khảo sát", "paper", language("vi")))

    app = AppTest.from_function(page, args=(make,)).run()
    assert not app.exception
    return app


def buttons(app: AppTest) -> list[Any]:
    return [one.proto for one in app.get("download_button")]


def test_it_is_drawn_with_its_notes_and_not_yet_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel, "_written", lambda _: pytest.fail("written before it is asked for"))
    app = drawn(samples.open_visit, monkeypatch)
    (button,) = buttons(app)
    assert button.label == "Biên bản"
    (note,) = app.caption
    assert "họ tên người ký" in note.value


def test_who_may_not_take_data_away_sees_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert buttons(drawn(samples.open_visit, monkeypatch, Role.VIEWER)) == []


def test_a_file_of_bodies_that_is_not_understood_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def make() -> Paper:
        raise SettingError("office.toml: [[centre]]: 'nam' is no setting")

    app = drawn(make, monkeypatch)
    assert buttons(app) == []
    assert "office" in app.error[0].value


def test_what_is_written_is_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(panel, "requiring", lambda _permission, make: kept.append(make) or make)
    drawn(samples.filled_visit, monkeypatch)
    (make,) = kept
    assert make()[:2] == b"PK"
