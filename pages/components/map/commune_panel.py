"""The last step down: the facilities and proposals of one chosen unit, each row opening its card."""

import streamlit as st

from analytics.selection.place_words import unit_name
from pages.components.browser.plain import plain
from pages.components.panels.evidence_view import evidence_table
from pages.components.visit.session import selected_rows, selection, words


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
