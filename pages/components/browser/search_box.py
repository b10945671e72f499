"""The search field in the browser: what is typed goes to Python after a short pause, groups of results come back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from analytics.search.names import NameKind
from analytics.search.told import ResultGroup
from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text

CARDS = frozenset({NameKind.FACILITY, NameKind.CONTEXT, NameKind.PROPOSAL, NameKind.OCOP, NameKind.RULE})
"""What opens as a card on its screen, which is brought into sight."""
_GLASS = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">'
    '<circle cx="11" cy="11" r="7"/><path d="m21 21-4.5-4.5"/></svg>'
)
_mount = st.components.v2.component(
    "khuyencong.search_box",
    html=f"""
<div class="search">
  <button class="field" type="button" aria-haspopup="dialog">{_GLASS}<span class="label"></span><kbd></kbd></button>
  <dialog>
    <div class="head">{_GLASS}<input type="text" role="combobox" aria-expanded="false" aria-controls="found"
      aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go">
      <button class="close" type="button">✕</button></div>
    <div class="list" id="found" role="listbox"></div>
    <p class="status" role="status"></p>
    <p class="keys"></p>
  </dialog>
</div>""",
    css=style("search_box.css"),
    js=module("search_box.js"),
)


@dataclass(frozen=True)
class SearchTexts:
    """All that the field says beside what is found."""

    label: str
    open: str
    placeholder: str
    close: str
    none: str
    start: str
    keys: str
    results: str


@dataclass(frozen=True)
class SearchEvent:
    """What the visitor did: opened the field, typed, or chose a result by its kind and key."""

    opened: bool = False
    typed: str = ""
    chosen: tuple[str, str] | None = None


def search_event(state: Any) -> SearchEvent:
    """Return what the browser reports of this run; what is not of its form is nothing."""
    chosen = state.chosen if isinstance(state.chosen, Mapping) else {}
    pair = chosen.get("kind"), chosen.get("key")
    return SearchEvent(
        opened=bool(state.opened),
        typed=state.typed if isinstance(state.typed, str) else "",
        chosen=(str(pair[0]), str(pair[1])) if all(isinstance(part, str) for part in pair) else None,
    )


def search_box(
    texts: SearchTexts, lately: Sequence[ResultGroup], typed: str, groups: Sequence[ResultGroup], *, key: str
) -> None:
    """Draw the field with what was opened lately, and what was found for `typed`; its state is read by the key."""
    answer = {"typed": typed, "groups": [_sent(group) for group in groups]} if typed else None
    data = {"texts": asdict(texts), "lately": tuple(_sent(group) for group in lately), "answer": answer}
    _mount(
        key=key,
        data=data,
        on_opened_change=lambda: None,
        on_typed_change=lambda: None,
        on_chosen_change=lambda: None,
    )


def _sent(group: ResultGroup) -> dict[str, Any]:
    found = [
        {
            "kind": one.kind,
            "key": one.key,
            "title": text(one.title),
            "hint": text(one.hint),
            "hasCard": one.kind in CARDS,
        }
        for one in group.found
    ]
    return {"heading": text(group.heading), "found": found}
