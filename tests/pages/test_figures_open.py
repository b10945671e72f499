"""Each figure and each chart of a screen opens the rows it was made of: told by the browser as a click is, one after the other."""

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import visits
from tests.pages.visits import element, tell

SELECTIONS = [{}, {"district": "219"}]
"""The whole record, and one district of it."""


@pytest.fixture(autouse=True)
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


def asked_for(app: AppTest) -> Iterator[tuple[str, str, object]]:
    """Yield what can be clicked to see its rows: key of the component, event, value."""
    for key in visits.components(app):
        sent = element(app, key)
        data = json.loads(sent.bytes or sent.json or "{}")
        if not isinstance(data, dict):
            continue
        for card in data.get("cards", ()):
            yield key, "click", card["id"]
        if "sources" in data.get("actions", ()):
            yield key, "asked", "sources"


@pytest.mark.parametrize("query", SELECTIONS, ids=["all", "one district"])
@pytest.mark.parametrize("page", ["", "funding", "exports", "ocop", "proposals"])
def test_each_figure_and_chart_opens_its_rows(page: str, query: dict[str, str]) -> None:
    opened = 0
    for tab in visits.TABS.get(page, ("",)):
        app = visits.visit(page, **query, **({"tab": tab} if tab else {}))
        for key, event, value in [*asked_for(app)]:
            if event == "click" and tab != visits.TABS.get(page, ("",))[0]:
                continue  # the figures of the screen stand above every tab
            app = tell(app, key, event, value)
            assert "evidence_sources" in visits.components(app), (page, tab, key, value)
            opened += 1
    assert opened >= 3, "a screen has figures"
