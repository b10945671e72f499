"""Lists of rows on the map screen: behind a mark whose places are not exact, of one chosen unit, of no single year; each row opens its card."""

import streamlit as st

from analytics.maps.listed import LAYER_TABLES, read_listed, rows_known_to_unit
from analytics.maps.marks import LAYER_LABELS
from analytics.maps.years import OUTSIDE, year_table
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import unit_name
from analytics.selection.value_counts import outside_single_years
from pages.components.browser.plain import plain
from pages.components.panels.evidence_view import evidence_dialog, evidence_table
from pages.components.visit.memory import memory
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


def year_rows() -> None:
    """Open them with their sources, if they were asked for in this run."""
    asked, memory().rows_outside_years = memory().rows_outside_years, None
    if asked is None:
        return
    language, selected = words(), selected_rows(selection())
    table = year_table(selection(), view().measure.measure)
    frame = selected.table(table)[outside_single_years(selected, table)[asked]]
    title = language.text(OUTSIDE[asked], n=language.number(len(frame)))
    evidence_dialog(title, "", ((language.text("Itemised rows"), table, frame),))


def commune_panel() -> None:
    """Draw the facilities of the unit when exactly one is chosen."""
    chosen = selection()
    if len(chosen.units) != 1:
        return
    language = words()
    frame = selected_rows(chosen).facilities
    title = language.text("Facilities in {place}", place=unit_name(chosen.units[0], short=False))
    st.subheader(f"{plain(title)} ({language.number(len(frame))})")
    evidence_table("facilities", frame, key="commune_facilities", caption=title, kind="facility")
