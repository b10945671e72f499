"""The head of the frame: the name of the app, how new its sources are, printing; on a phone the rest of the screens; on paper what is printed."""

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
    """What the head says, in the reader's language; `screen`, `chosen` and `printed_on` stand on paper alone."""

    name: str
    newest: str
    skip_label: str
    skip_map_label: str
    print_label: str
    more_label: str
    screen: str
    chosen: str
    printed_on: str


def frame_head(head: FrameHead, *, key: str) -> None:
    """Draw the head."""
    _mount(key=key, data={name: text(value) for name, value in asdict(head).items()})
