"""The filters of all screens with the number of rows behind each value, what is chosen, and the way back: one element."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.visit.memory import widget

_mount = st.components.v2.component(
    "khuyencong.filter_bar",
    html='<div class="bar"></div>',
    css=style("filter_bar.css"),
    js=module("filter_bar.js"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose: `count` is written beside it; one that `is_dead` shows nothing and cannot be chosen."""

    value: str
    label: str
    count: str
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the selection with its values; `counted` says what the numbers count, `note` what the name does not say."""

    field: str
    title: str
    counted: str
    options: Sequence[Option]
    chosen: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """The years to choose from: presets ("2016-2020") and a bar a year, `n` as it is drawn and as it is written."""

    title: str
    counted: str
    first: int
    last: int
    presets: Sequence[Option]
    bars: Sequence[tuple[int, str]]
    chosen: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value that one click takes back."""

    field: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FilterWords:
    """The words of the bar itself, in the reader's language."""

    filters: str
    reset: str
    undo: str
    take_back: str
    all_years: str
    first_year: str
    last_year: str
    done: str
    nothing_chosen: str
    dead: str
    elsewhere: str


@dataclass(frozen=True, slots=True)
class FilterBar:
    """All that the bar shows."""

    filters: Sequence[Filter]
    years: Years
    words: FilterWords
    chips: Sequence[Chip] = field(default_factory=tuple)


def packed_bar(bar: FilterBar) -> bytes:
    """Return the bar as it is sent; to be kept where the same bar is drawn again."""
    return json.dumps(asdict(bar), ensure_ascii=False, separators=(",", ":")).encode()


def filter_bar(sent: bytes, *, key: str, can_undo: bool, on_choice: Callable[[Mapping[str, Any]], None]) -> None:
    """Draw a packed bar; `on_choice` is told what the browser reports, before the script runs. It is checked there, not trusted.

    Undoing is the browser's own step back, which `can_undo` offers.
    """

    def tell() -> None:
        choice = widget(key).choice
        if isinstance(choice, Mapping):
            on_choice(choice)

    _mount(key=key, data=b'{"canUndo":%s,' % json.dumps(can_undo).encode() + sent[1:], on_choice_change=tell)
