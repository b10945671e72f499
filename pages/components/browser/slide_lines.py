"""The slides of a briefing as lines: each shown or not, earlier, later, with a remark; one element for all of them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text
from pages.components.visit.memory import widget

_mount = st.components.v2.component(
    "khuyencong.slide_lines",
    html='<ol class="lines"></ol>',
    css=style("slide_lines.css"),
    js=module("slide_lines.js"),
)


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A slide: `place` among those that are shown, 0 for one that is not; one of free text has no remark, what the office put there can be dropped."""

    id: str
    place: int
    topic: str
    headline: str
    remark: str = ""
    can_remark: bool = True
    can_drop: bool = False


@dataclass(frozen=True, slots=True)
class WaitWords:
    """What stands over the page while a show is made: its title, that it is being made, how to leave."""

    title: str
    waiting: str
    leave: str


@dataclass(frozen=True, slots=True)
class SlideWords:
    """The words of the list itself; in `too_long` stands {n} for the letters of a remark that has more than `most`."""

    earlier: str
    later: str
    drop: str
    play: str
    remark: str
    remark_help: str
    too_long: str
    wait: WaitWords


@dataclass(frozen=True, slots=True)
class SlideActions:
    """What is told of a slide by its id, before the script runs."""

    show: Callable[[str, bool], None]
    move: Callable[[str, int], None]
    remark: Callable[[str, str], None]
    drop: Callable[[str], None]
    play: Callable[[str], None]
    stay: Callable[[], None]


def slide_lines(lines: Sequence[SlideLine], words: SlideWords, most: int, actions: SlideActions, *, key: str) -> None:
    """Draw the lines; what the browser reports of another slide, or in another form, changes nothing.

    A show that begins, from a line or from the button above, covers the page until it stands; `stay` takes it back.
    """
    by_id = {line.id: line for line in lines}

    def told() -> None:
        said = widget(key).done
        line = by_id.get(str(said.get("id"))) if isinstance(said, dict) else None
        if isinstance(said, dict) and said.get("act") == "stay":
            actions.stay()
        elif line is not None:
            _follow(line, said.get("act"), said.get("text"), actions)

    data = {
        "lines": [
            {name: text(value) if isinstance(value, str) else value for name, value in asdict(line).items()}
            for line in lines
        ],
        "words": asdict(words),
        "most": most,
    }
    _mount(key=key, data=data, on_done_change=told)


def _follow(line: SlideLine, act: object, said: Any, actions: SlideActions) -> None:
    match act:
        case "show" | "hide":
            actions.show(line.id, act == "show")
        case "earlier" | "later" if line.place:
            actions.move(line.id, -1 if act == "earlier" else 1)
        case "remark" if isinstance(said, str) and line.can_remark:
            actions.remark(line.id, said)
        case "drop" if line.can_drop:
            actions.drop(line.id)
        case "play" if line.place:
            actions.play(line.id)
