"""The way between the screens: links that carry selection and view, so that one step back is one step back; who may open the data screens."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analytics.wording.language import Language
from pages.components.browser.screen_links import ScreenLink, screen_links
from pages.components.frame.screens import HOME, SCREEN_GROUPS, Screen
from pages.components.visit.session import words

if TYPE_CHECKING:
    from pages.components.visit.streamlit_parts import StreamlitPage
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from pages.components.frame.screens import DATA_SCREENS, DataScreen
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


def _page_of(screen: Screen, language: Language) -> "StreamlitPage":
    """Return the page of a screen for one run, which changes it; its file is looked for once."""
    return copy(_page(screen, language.text(screen.title)))


@cache
def _page(screen: Screen, title: str) -> "StreamlitPage":
    is_first = screen.name == HOME
    return st.Page(f"pages/{screen.name}.py", title=title, icon=screen.icon, url_path=screen.name, default=is_first)


def _data_page(screen: DataScreen, language: Language) -> "StreamlitPage":
    if may(screen.permission):
        return _page_of(screen, language)
    return st.Page(not_allowed, title=language.text("Not allowed"), url_path=screen.name)


def screen_pages(language: Language) -> list["StreamlitPage"]:
    """Return the pages of all but the data screens, the home screen first."""
    return [_page_of(screen, language) for group in SCREEN_GROUPS for screen in group]


def navigation_links(data: Mapping[str, "StreamlitPage"], current: "StreamlitPage") -> None:
    """Draw a link to every screen, in groups, and one to the data pages.

    Streamlit's own navigation clears the address on the way; the visit would write it again, and the back button would
    find the empty one in between.
    """
    *groups, last = (tuple(_link(screen) for screen in group) for group in SCREEN_GROUPS)
    first = tuple(ScreenLink(page.url_path, words().text("Data"), "database") for page in linked_pages(data)[:1])
    screen_links((*groups, last + first), current.url_path, key="navigation")


def _link(screen: Screen) -> ScreenLink:
    icon = screen.icon.removeprefix(":material/").removesuffix(":")
    return ScreenLink("" if screen.name == HOME else screen.name, words().text(screen.short or screen.title), icon)
