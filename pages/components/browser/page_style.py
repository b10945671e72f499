"""The rules of style that Streamlit's theme has no setting for: page, frame, phone, paper."""

import streamlit as st

from pages.components.browser.frontend import style


class _Rules:
    """The rules as HTML that is ready: a text would be looked for as a file and cleaned anew at each run."""

    html = "".join(
        f"<style>\n{style(f'{name}.css')}</style>\n"
        for name in ("page", "frame", "map", "slide_wait", "access", "paper")
    )

    def _repr_html_(self) -> str:
        return self.html


def page_style() -> None:
    """Add the rules to the page; they are constants of the app's own files."""
    st.html(_Rules())
