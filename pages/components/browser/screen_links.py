"""The links between the screens: one element, which stays as it is while a screen is looked at."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache

import streamlit as st

from pages.components.browser.frontend import module, style

_mount = st.components.v2.component(
    "khuyencong.screen_links",
    html='<nav class="kc-links"></nav>',
    css=style("screen_links.css"),
    js=module("screen_links.js"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class ScreenLink:
    """A link to the screen at a path, "" for the first one; `icon` is the name of a Material symbol."""

    path: str
    label: str
    icon: str


def screen_links(groups: tuple[tuple[ScreenLink, ...], ...], current: str, *, key: str) -> None:
    """Draw the links in groups; the one to the path `current` is marked.

    A link carries the address of the moment, so that selection and view go along; nothing here changes with them.
    """
    _mount(key=key, data=_sent(groups, current))


@lru_cache
def _sent(groups: tuple[tuple[ScreenLink, ...], ...], current: str) -> bytes:
    said = {"groups": [[asdict(link) for link in group] for group in groups], "current": current}
    return json.dumps(said, ensure_ascii=False).encode()
