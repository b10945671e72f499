"""The way between the screens: links that carry selection and view, so that one step back is one step back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from analytics.wording.language import Language
from pages.components.frame.data_navigation import data_link
from pages.components.frame.screens import GROUPS, HOME, Screen
from pages.components.visit.session import query, words

if TYPE_CHECKING:
    from pages.components.visit.streamlit_parts import StreamlitPage


def screen_pages(language: Language) -> list["StreamlitPage"]:
    """Return the pages of all but the data screens, the home screen first."""
    return [_page(screen, language) for group in GROUPS for screen in group]


def navigation_links(pages: Sequence["StreamlitPage"], data: dict[str, "StreamlitPage"]) -> None:
    """Draw a link to every screen, in groups, and one to the data pages.

    Streamlit's own navigation clears the address on the way; the visit would write it again, and the back button would
    find the empty one in between.
    """
    left, language = iter(pages), words()
    with st.container(horizontal=True, wrap=False, gap=None, key="navigation"):
        for n, group in enumerate(GROUPS):
            with st.container(horizontal=True, wrap=False, gap=None, width="content", key=f"navigation_{n}"):
                for screen in group:
                    label = language.text(screen.short) if screen.short else None
                    st.page_link(next(left), label=label, query_params=query())
                if group is GROUPS[-1]:
                    data_link(data)


def _page(screen: Screen, language: Language) -> "StreamlitPage":
    title = language.text(screen.title)
    return st.Page(
        f"pages/{screen.name}.py", title=title, icon=screen.icon, url_path=screen.name, default=screen.name == HOME
    )
