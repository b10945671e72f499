"""The screens of those who keep the data: who may open them, the row of links between them."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from analytics.wording.language import Language
from pages.components.frame.screens import DATA_SCREENS, HOME, DataScreen, Screen
from pages.components.visit.access import may
from pages.components.visit.session import query
from pages.components.visit.sign_in import not_allowed

if TYPE_CHECKING:
    from pages.components.visit.streamlit_parts import StreamlitPage


def data_pages(language: Language) -> dict[str, "StreamlitPage"]:
    """Return the pages by name; behind the address of one that this visit may not open nothing is told."""
    return {screen.name: _data_page(screen, language) for screen in DATA_SCREENS}


def linked_pages(pages: Mapping[str, "StreamlitPage"]) -> list["StreamlitPage"]:
    """Return the pages that stand in the row of links of this visit."""
    return [pages[screen.name] for screen in DATA_SCREENS if screen.is_listed and may(screen.permission)]


def may_open(name: str) -> bool:
    """Tell whether this visit may open a screen."""
    return all(may(screen.permission) for screen in DATA_SCREENS if screen.name == name)


def data_navigation(pages: dict[str, "StreamlitPage"], current: "StreamlitPage") -> None:
    """Draw the links between the data pages, while one of them is open."""
    if all(current.url_path != page.url_path for page in pages.values()) or not linked_pages(pages):
        return
    with st.container(horizontal=True, gap="small", key="data_navigation"):
        for page in linked_pages(pages):
            st.page_link(page, query_params=query())


def page_of(screen: Screen, language: Language) -> "StreamlitPage":
    """Return the page of a screen for one run, which changes it; its file is looked for once."""
    return copy(_page(screen, language.text(screen.title)))


@cache
def _page(screen: Screen, title: str) -> "StreamlitPage":
    is_first = screen.name == HOME
    return st.Page(f"pages/{screen.name}.py", title=title, icon=screen.icon, url_path=screen.name, default=is_first)


def _data_page(screen: DataScreen, language: Language) -> "StreamlitPage":
    if may(screen.permission):
        return page_of(screen, language)
    return st.Page(not_allowed, title=language.text("Not allowed"), url_path=screen.name)
