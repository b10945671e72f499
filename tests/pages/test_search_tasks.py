"""A task that is chosen in the search opens the part of the screen that answers it."""

import pytest

from analytics.search.tasks import TASKS
from tests.pages import visits
from tests.pages.visits import tell


@pytest.fixture(autouse=True)
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)


@pytest.mark.parametrize("key", ["certificates", "noodles", "due"])
def test_a_task_opens_the_part_of_its_screen_and_a_key_that_is_none_nothing(key: str) -> None:
    app = tell(visits.visit(), "search", "chosen", {"kind": "task", "key": "none"})
    assert not app.query_params
    app = tell(app, "search", "chosen", {"kind": "task", "key": key})
    task = TASKS[key]
    shown = {"tab": task.tab, "product": ",".join(task.products)}
    found = {name: "".join(value) for name, value in app.query_params.items()}
    assert (app.session_state["visit"].page, found) == (task.screen, {name: one for name, one in shown.items() if one})
