"""The search field of every screen: what is typed runs this part alone, never the whole screen."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from analytics.search.names import NameKind
from analytics.search.record_names import record_index
from analytics.search.told import AppNames, ResultGroup, Thing, lately_group, opened_lately, search_results
from analytics.selection.selection import read_query
from analytics.selection.words import selection_words
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.store.model import StoreError
from pages.components.browser.search_box import SearchEvent, SearchTexts, search_box, search_event
from pages.components.search.app_names import app_names
from pages.components.search.opening import MAP, open_address, open_found, open_view
from pages.components.visit import trail
from pages.components.visit.access import may
from pages.components.visit.memory import has_widget, memory, widget
from pages.components.visit.saved_views import parameters, saved_views
from pages.components.visit.session import prepared_record, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.store.model import SavedView
    from pages.components.visit.streamlit_parts import StreamlitPage

_KEY = "search"


@st.fragment
def search_field(pages: "Mapping[str, StreamlitPage]") -> None:
    """Draw the field; `pages` are those that this visit may open, by path."""
    language = words()
    event = search_event(widget(_KEY)) if has_widget(_KEY) else SearchEvent()
    views = _views() if event != SearchEvent() else {}
    app = app_names(pages, views.values(), language)
    groups: tuple[ResultGroup, ...] = ()
    if may(Permission.VIEW):
        if event.opened:
            record_index(prepared_record())  # made ready while the visitor types
        if event.typed:
            groups = search_results(prepared_record(), app, event.typed, _lately(), language)
    steps = _steps() if event != SearchEvent() and may(Permission.VIEW) else {}
    lately = (*_groups_of_lately(app, language), *lately_group(_words_of(steps, pages, language), language))
    search_box(_texts(language), lately, event.typed, groups, key=_KEY)
    if event.chosen and may(Permission.VIEW) and event.chosen[0] in set(NameKind):
        kind, chosen = NameKind(event.chosen[0]), event.chosen[1]
        if kind not in {NameKind.VIEW, NameKind.STEP}:
            open_found(kind, chosen, pages)
        elif chosen in views:
            open_view(views[chosen], pages)
        elif chosen in steps:
            open_address(steps[chosen][0], parameters(steps[chosen][1]), pages)


def _views() -> "Mapping[str, SavedView]":
    """Return the views that this visit keeps, by key; none while the store is away: the panel of views says so."""
    try:
        return {one.view_id: one for one in saved_views()} if may(Permission.VIEW) else {}
    except StoreError:
        return {}


def _steps() -> dict[str, tuple[str, str]]:
    """Return page and parameters of what this visit saw lately, by key."""
    return {f"{page}?{held}": (page, held) for page, held in trail.seen_lately()}


def _words_of(
    steps: "Mapping[str, tuple[str, str]]", pages: "Mapping[str, StreamlitPage]", language: Language
) -> "Mapping[str, tuple[str, str]]":
    """Return the screen and the selection of steps in words, of those screens that this visit may open."""
    return {
        key: (pages[page or MAP].title, selection_words(read_query(dict(parse_qsl(held))).selection, language))
        for key, (page, held) in steps.items()
        if (page or MAP) in pages
    }


def _lately() -> list[Thing]:
    return [(NameKind(kind), key) for kind, key in memory().found_lately]


def _groups_of_lately(app: AppNames, language: Language) -> tuple[ResultGroup, ...]:
    return opened_lately(prepared_record(), app, _lately(), language) if _lately() else ()


def _texts(language: Language) -> SearchTexts:
    return SearchTexts(
        label=language.text("Find…"),
        open=language.text("Find facilities, products, places, screens…"),
        placeholder=language.text("Name of a facility, product, place, source…"),
        close=language.text("Close"),
        none=language.text("Nothing of that name. A shorter part of the name may find it."),
        start=language.text("Type a name, with or without diacritics."),
        keys=language.text("↑ ↓ to choose · Enter to open · Esc to close"),
        results=language.text("Search results"),
    )
