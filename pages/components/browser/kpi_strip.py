"""A row of key figures, each a button that leads to the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import number_of, text

_mount = st.components.v2.component(
    "khuyencong.kpi_strip",
    html='<div class="strip"></div>',
    css=style("kpi_strip.css"),
    js=module("kpi_strip.js"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure; every text arrives formatted and in the reader's language.

    `when` are the years of the number, beside it; `under` is the label as it is read after the number, where that differs. `share` (0 to 1, clipped) draws a thin bar: the solid part is itemised, the rest is hatched. `about` says what the number rests
    on, what stands beside it and what a click opens, to those who point at the card or hear it; `says` says it on the card itself.
    """

    id: str
    label: str
    value: str
    unit: str | None = None
    share: float | None = None
    about: str | None = None
    says: str | None = None
    when: str | None = None
    under: str | None = None


def kpi_strip(cards: Sequence[Card], *, key: str) -> str | None:
    """Draw the cards and return the id of the one clicked in this run, else None.

    Raises:
        ValueError: when two cards share an id.

    """
    ids = [card.id for card in cards]
    if len(set(ids)) < len(ids):
        msg = f"kpi_strip {key!r}: card ids must differ, got {ids}"
        raise ValueError(msg)
    result = _mount(key=key, data={"cards": tuple(_card(card) for card in cards)}, on_click_change=lambda: None)
    return result.click if result.click in ids else None


def _card(card: Card) -> dict[str, Any]:
    share = number_of(card.share)
    return {
        "id": card.id,
        "label": text(card.under or card.label),
        "name": text(card.label),
        "value": text(card.value),
        "unit": text(card.unit),
        "about": text(card.about),
        "says": text(card.says),
        "when": text(card.when),
        "share": None if share is None else min(max(float(share), 0.0), 1.0),
    }
