"""The head of the frame: the name of the app, how new its sources are, printing; on a phone the rest of the screens; on paper what is printed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text

_mount = st.components.v2.component(
    "khuyencong.frame_head",
    html='<div class="head"></div>',
    css=style("frame_head.css"),
    js=module("frame_head.js"),
)


@dataclass(frozen=True, slots=True)
class FrameHead:
    """What the head says, in the reader's language; `screen`, `chosen`, `printed_on`, `sources_title` and `other_tabs` stand on paper alone."""

    name: str
    office: str
    logo: str
    newest: str
    skip_label: str
    skip_map_label: str
    print_label: str
    more_label: str
    screen: str
    chosen: str
    printed_on: str
    sources_title: str
    other_tabs: str


def frame_head(head: FrameHead, sources: Sequence[str] | None, *, key: str, on_print: Callable[[], None]) -> None:
    """Draw the head; the browser prints once `sources`, which `on_print` was asked for, are there."""
    words = {name: text(value) for name, value in asdict(head).items()}
    _mount(key=key, data={**words, "sources": sources}, on_printing_change=on_print)
