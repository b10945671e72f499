"""What stands around a table among charts: its head, and room for the card that a row opens."""

from html import escape

import streamlit as st

from pages.components.visit.session import view
from pages.components.visit.streamlit_parts import DeltaGenerator


def table_head(title: str, line: str) -> None:
    """Write a title and a line under it."""
    st.html(f'<div class="kc-chart"><h3>{escape(title)}</h3><p>{escape(line)}</p></div>')


def beside_card() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the place of a table and that of the card beside it; the table has all the width while no card is open."""
    if view().focus:
        table, card = st.columns([5, 3], gap="medium")
        return table, card
    return st.container(), st.container()
