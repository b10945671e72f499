"""The steps of a visit follow the browser's history, whichever way it goes."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.components.visit import trail
from pages.components.visit.memory import Memory
from pages.components.visit.view import View

steps = st.lists(st.one_of(st.sampled_from([("map", "a"), ("map", "b"), ("funding", "a")]), st.sampled_from([-1, 1])))


@given(steps)
def test_undo_is_offered_where_the_step_before_is_another_choice_on_the_same_screen(moves: list) -> None:
    held, now = Memory(), SimpleNamespace(query={}, is_back=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "memory", lambda: held)
        patch.setattr(trail, "view", View)
        patch.setattr(trail, "query", lambda: {"q": now.query})
        patch.setattr(trail, "is_way_back", lambda: now.is_back)
        history, at = [("map", "start")], 0

        def run(step: tuple[str, str], *, is_back: bool) -> None:
            now.query, now.is_back = step[1], is_back
            trail.follow_trail(step[0])

        run(history[0], is_back=False)
        for move in moves:
            if isinstance(move, int):  # the browser goes nowhere beyond its ends
                if not 0 <= at + move < len(history):
                    continue
                at += move
            elif move != history[at]:  # nor does it note the same address twice
                history, at = [*history[: at + 1], move], at + 1
            run(history[at], is_back=isinstance(move, int))
            assert held.trail[held.trail_at] == (history[at][0], f"q={history[at][1]}")
            if len(set(history)) < len(
                history
            ):  # the same address behind and ahead: which of them it is cannot be told
                return
            assert trail.can_undo() == (at > 0 and history[at - 1][0] == history[at][0])


def test_the_last_steps_are_told_each_once_without_the_one_on_the_screen() -> None:
    held = Memory(trail=(("map", "a"), ("funding", "a"), ("map", "a"), ("ocop", "b")), trail_at=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "memory", lambda: held)
        assert trail.seen_lately() == (("map", "a"), ("funding", "a"))
        held.trail_at = 0
        assert trail.seen_lately() == (("ocop", "b"), ("funding", "a"))
        held.trail = ()
        assert trail.seen_lately() == ()


def test_records_whose_card_was_open_are_offered_lately_the_last_one_first() -> None:
    held = Memory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "memory", lambda: held)
        patch.setattr(trail, "query", dict)
        patch.setattr(trail, "is_way_back", lambda: False)
        for n in [*range(12), 5]:
            patch.setattr(trail, "view", lambda n=n: View(focus=f"rules:{n}"))
            trail.follow_trail("rules")
        for focus in ("", "list:facility:219", "rules:", "evil"):
            patch.setattr(trail, "view", lambda focus=focus: View(focus=focus))
            trail.follow_trail("rules")
    assert held.found_lately == tuple(("rule", str(n)) for n in (5, 11, 10, 9, 8, 7, 6, 4, 3, 2))
