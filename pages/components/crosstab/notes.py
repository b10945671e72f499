"""What a reader has to know of a crosstab, one tap away."""

import streamlit as st

from analytics.crosstab.table import Crosstab
from analytics.crosstab.words import notes_of
from pages.components.browser.plain import plain
from pages.components.visit.session import words


def crosstab_notes(made: Crosstab) -> None:
    """Draw the notes, folded."""
    notes = notes_of(made, words())
    with st.expander(words().text("Notes ({n})", n=len(notes))):
        for note in notes:
            st.markdown(f"- {plain(note)}")
