"""Where the map stands: province › district › commune › record, each a way back."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from analytics.overview.cards import record_card
from analytics.prepared.vintages import Vintage, is_commune_level
from analytics.selection.place_words import district_name, unit_name
from pages.components.browser.plain import plain
from pages.components.visit.session import change_view, choose, measure, prepared_record, selection, view, words


def breadcrumb() -> None:
    """Draw the path from the province to what is chosen, and the step down to the communes."""
    language, chosen = words(), selection()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="breadcrumb"):
        _crumb(language.text("Whole province"), "province", _to_province)
        if len(chosen.districts) == 1:
            _crumb(district_name(chosen.districts[0], language), "district", _to_district)
        if len(chosen.units) == 1:
            _crumb(unit_name(chosen.units[0], short=False), "unit", lambda: change_view(focus=""))
        kind, _, record_id = view().focus.partition(":")
        card = record_card(prepared_record(), kind, record_id, language) if record_id else None
        if card is not None:
            _crumb(card.title if len(card.title) < 48 else f"{card.title[:47]}…", "record", lambda: None)
        if not is_commune_level(view().measure.vintage):
            st.button(
                language.text("Down to the communes"),
                key="crumb_down",
                type="tertiary",
                icon=":material/zoom_in_map:",
                on_click=lambda: measure(vintage=Vintage.COMMUNES_2020),
            )


def _crumb(text: str, key: str, go: Callable[[], None]) -> None:
    st.button(f"{plain(text)} ›", key=f"crumb_{key}", type="tertiary", on_click=go)


def _to_province() -> None:
    choose(replace(selection(), districts=(), units=()))
    change_view(focus="")
    if is_commune_level(view().measure.vintage):
        measure(vintage=Vintage.DISTRICTS_2024)


def _to_district() -> None:
    choose(replace(selection(), units=()))
    change_view(focus="")
