"""The full-screen show: slides over everything else on the page, turned by keyboard, mouse or time, with the speaker's notes."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.visit.memory import widget

_mount = st.components.v2.component(
    "khuyencong.slide_show",
    html='<div class="kc-show" role="region" tabindex="-1"></div>',
    css=style("slide_show.css"),
    js=module("slide_show.js"),
    isolate_styles=False,
)


def slide_show(data: Mapping[str, Any], *, first: str, seconds: int, key: str, on_leave: Callable[[str], None]) -> None:
    """Show the slides of `analytics.briefing.show`, from the one with the id `first`; `on_leave` is told the last one shown.

    The slide on screen stands in the address as `slide`. `seconds` is how long each stays once the show plays by itself.
    """

    def left() -> None:
        on_leave(str(widget(key).left or ""))

    _mount(key=key, data={**data, "first": first, "seconds": seconds}, on_left_change=left)
