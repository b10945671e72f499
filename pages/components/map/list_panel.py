"""The list behind a mark that stands for many rows whose places are not exact, each row opening its card."""

import streamlit as st

from analytics.maps.listed import LAYER_TABLES, read_listed, rows_known_to_unit
from analytics.maps.marks import LAYER_LABELS
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import unit_name
from pages.components.browser.plain import plain
from pages.components.panels.evidence_view import evidence_table
from pages.components.visit.session import change_view, selected_rows, selection, view, words

_LIST = "list"
"""The kind of focus that is a list and no record."""


def map_list_panel() -> None:
    """Draw the list that a click on the map asked for."""
    kind, _, asked = view().focus.partition(":")
    found = read_listed(asked) if kind == _LIST else None
    if found is None:
        return
    language, (layer, unit) = words(), found
    district, _, commune = unit.partition(".")
    place = f"{Vintage.COMMUNES_2020}:{commune}" if commune else f"{Vintage.DISTRICTS_2024}:{district}"
    frame = rows_known_to_unit(selected_rows(selection()), layer, unit)
    title = language.text(
        "{what} in {place}, address not known",
        what=language.text(LAYER_LABELS[layer]),
        place=unit_name(place, short=False),
    )
    with st.container(border=True, key="map_list"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.markdown(f"**{plain(title)} ({language.number(len(frame))})**")
            st.button(
                "✕",
                key="list_close",
                help=language.text("Close"),
                on_click=lambda: change_view(focus=""),
                type="tertiary",
            )
        evidence_table(
            LAYER_TABLES[layer],
            frame,
            key=f"list_{layer}_{unit}",
            caption=title,
            kind=layer.value,
        )
