"""The card of one district: its figures with bars, its communes to go to, the screens that say more, printing; one element."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module
from pages.components.browser.screen_links import ScreenLink
from pages.components.browser.wire import text
from pages.components.visit.memory import widget

_mount = st.components.v2.component(
    "khuyencong.profile_card",
    html='<section class="kc-profile"></section>',
    js=module("profile_card.js"),
    isolate_styles=False,
)
"""Its rules of style lie with those of the map, as it is beside no other."""


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """A small table: its title, and lines of a name, the length of a bar (0 to 1), a value in words, what is said beside it, what a click on the value asks for ("": it leads nowhere)."""

    title: str
    lines: Sequence[tuple[str, float, str, str, str]]


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """All that the card shows, in the reader's language; `communes` are a code and words each, a link may have parameters of its own."""

    name: str
    parts: Sequence[ProfilePart]
    communes_title: str
    communes: Sequence[tuple[str, str]]
    links: Sequence[tuple[ScreenLink, str]]
    print_label: str
    open_label: str


def packed_profile(card: ProfileCard) -> bytes:
    """Return the card as it is sent; to be kept where the same card is drawn again."""
    return json.dumps(_clean(asdict(card)), ensure_ascii=False, separators=(",", ":")).encode()


def profile_card(  # noqa: PLR0913 - what a card answers
    sent: bytes,
    codes: Collection[str],
    lines: Collection[str],
    *,
    key: str,
    on_commune: Callable[[str], None],
    on_line: Callable[[str], None],
    on_print: Callable[[], None],
) -> None:
    """Draw a packed card; `on_commune` is told one of `codes`, `on_line` one of `lines` before the script runs, `on_print` that it is to be printed."""

    def chosen() -> None:
        code = widget(key).commune
        if code in codes:
            on_commune(code)

    def asked() -> None:
        line = widget(key).line
        if line in lines:
            on_line(line)

    _mount(key=key, data=sent, on_commune_change=chosen, on_line_change=asked, on_printing_change=on_print)


def _clean(value: Any) -> Any:
    """Return what is sent with every text in the one form of Unicode."""
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return text(value) if isinstance(value, str) else value
