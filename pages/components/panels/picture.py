"""A drawing with what it shows in words: Streamlit's own pictures say nothing to a screen reader."""

import base64
from html import escape

import streamlit as st

from pages.components.visit.session import theme


def svg_picture(svg: str, said: str) -> None:
    """Draw SVG of this app over the width of its place."""
    data = base64.b64encode(svg.encode()).decode()
    st.html(
        f'<img class="kc-{theme()}" alt="{escape(said)}" src="data:image/svg+xml;base64,{data}" style="width: 100%">'
    )
