"""The head of a table that stands among charts."""

from html import escape

import streamlit as st


def table_head(title: str, line: str) -> None:
    """Write a title and a line under it."""
    st.html(f'<div class="kc-chart"><h3>{escape(title)}</h3><p>{escape(line)}</p></div>')
