"""What was worked out for one visit is not worked out again for another: a known selection costs the drawing alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from analytics.prepared import caching
from tests.pages.visits import components, visit

SCREENS = ("", "funding", "exports", "ocop", "proposals", "sources", "present", "rules")
MOST_ELEMENTS_OF_THE_MAP = 39
SELECTION = {"district": "213,219", "years": "2016-2023"}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_selection_that_was_seen_is_not_worked_out_again(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    find = caching._answers

    def watched(holder: object, function: Callable[..., Any]) -> Any:
        answers = find(holder, function)

        class Watched(dict[Any, Any]):
            def __contains__(self, key: object) -> bool:
                return key in answers

            def __getitem__(self, key: object) -> Any:
                return answers[key]

            def __setitem__(self, key: object, value: Any) -> None:
                made.append(function.__qualname__)
                answers[key] = value

            def move_to_end(self, key: object) -> None:
                answers.move_to_end(key)

        return Watched()

    visit(screen, **SELECTION)
    monkeypatch.setattr(caching, "_answers", watched)
    visit(screen, **SELECTION)
    assert made == []


def test_the_map_sends_what_is_seen_and_not_what_is_folded_away() -> None:
    """Each element costs a known selection as much as all that is worked out for it: the profile is one, the lists of the closed popover are none."""
    app = visit(district="219")
    assert [one.key for one in app.selectbox] == ["map_measure", "map_scale"]
    assert {"profile", "kpis", "filters"} <= set(components(app))
    assert sum(1 for _ in _elements(app._tree)) <= MOST_ELEMENTS_OF_THE_MAP


def _elements(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        yield child
        yield from _elements(child)
