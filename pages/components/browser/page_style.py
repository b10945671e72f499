"""The rules of style that Streamlit's theme has no setting for: page, frame, phone, paper."""

import streamlit as st

from pages.components.browser.frontend import style

_RULES = "".join(f"<style>\n{style(f'{name}.css')}</style>\n" for name in ("page", "frame", "map", "access", "paper"))


def page_style() -> None:
    """Add the rules to the page; they are constants of the app's own files."""
    st.html(_RULES)
