"""Each figure and each chart of a screen opens the rows it was made of: told by the browser as a click is, one after the other."""

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

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


def tables(app: AppTest) -> Iterator[dict[str, Any]]:
    """Yield the tables of the drawer that is open."""
    for key in visits.components(app):
        if key.startswith("evidence_"):
            yield json.loads(element(app, key).bytes)


def says_its_figure(app: AppTest) -> bool:
    """Tell whether a drawer says the number in its title again: as the sum or the count of its rows, or as what one of them states."""
    numbers = _NUMBER.findall(_tight(app.subheader[-1].value))
    told = [one.label for one in app.tabs]
    counts = [int(n.replace(".", "")) for one in told for n in re.findall(r"\(([\d.]+)\)$", one)]
    told += [str(n) for n in accumulate(counts)]  # of several parts
    for table in tables(app):
        shown = [*table["footer"], *table["rows"]]
        told += [cell.get("t", "") + cell.get("note", "") for row in shown for cell in row["cells"]]
    return not numbers or any(numbers[-1] in _tight(one) for one in told)


_NUMBER = re.compile(r"\d[\d.,]*(?:tỷ|triệu)?")


def _tight(text: str) -> str:
    """Return a text without what keeps a number and its unit apart or together."""
    return re.sub(r"[\s\u2060\\]", "", text)


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
            assert all(table["isLined"] for table in tables(app)), "rows of a drawer are lines: they fit its width"
            assert event == "asked" or says_its_figure(app), (page, tab, value, app.subheader[-1].value)
            opened += 1
    assert opened >= 3, "a screen has figures"
