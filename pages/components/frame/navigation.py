"""The way between the screens: links that carry selection and view, so that one step back is one step back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analytics.wording.language import Language
from pages.components.browser.screen_links import ScreenLink, screen_links
from pages.components.frame.data_navigation import linked_pages, page_of
from pages.components.frame.screens import HOME, SCREEN_GROUPS, Screen
from pages.components.visit.session import words

if TYPE_CHECKING:
    from pages.components.visit.streamlit_parts import StreamlitPage


def screen_pages(language: Language) -> list["StreamlitPage"]:
    """Return the pages of all but the data screens, the home screen first."""
    return [page_of(screen, language) for group in SCREEN_GROUPS for screen in group]


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
