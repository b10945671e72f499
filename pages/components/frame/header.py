"""The head of all screens: what this is, how new its sources are, which record, taking away, printing, who is signed in, the language."""

from typing import TYPE_CHECKING

import streamlit as st

from analytics.evidence.newest import dated_words, newest_words
from analytics.evidence.printed import PrintedSources, printed_sources
from analytics.selection.value_counts import COUNTED
from analytics.selection.words import selection_words
from analytics.wording.language import LANGUAGES
from geodata import clock
from pages.components.browser.frame_head import FrameHead, Message, frame_head
from pages.components.frame.export_panel import export_panel
from pages.components.frame.help import help_button
from pages.components.frame.record_choice import record_choice
from pages.components.frame.screens import HOME
from pages.components.frame.share_panel import share_panel, view_code
from pages.components.search.field import search_field
from pages.components.visit import office
from pages.components.visit.memory import memory, set_widget, widget
from pages.components.visit.said import undo_said
from pages.components.visit.session import change_view, prepared_record, selected_rows, selection, view, words
from pages.components.visit.sign_in import sign_in_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.components.visit.streamlit_parts import StreamlitPage


def header(screen: str, counted: str, pages: "Sequence[StreamlitPage]") -> None:
    """Draw the head of a screen of this title, which is about the table `counted`; `pages` are those that this visit may open and that have a link."""
    language = words()
    profile = office.shown_profile()
    openable = {page.url_path or HOME: page for page in pages}
    done = memory().said
    record = prepared_record().record
    _begin_paper()
    sources = _sources(counted) if memory().is_printing else PrintedSources()
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="header"):
        head = FrameHead(
            name=language.text("Industrial promotion in Bắc Giang"),
            office=profile.name,
            logo=profile.logo_address,
            newest=newest_words(record, language),
            skip_label=language.text("To the screen"),
            skip_map_label=language.text("Past the map"),
            print_label=language.text("Print"),
            more_label=language.text("More"),
            screen=screen,
            chosen=selection_words(selection(), language),
            dated=dated_words(record, clock.today(), language),
            sources_title=language.text("Sources of the rows that are chosen"),
            other_tabs=language.text("Other tabs, not printed: {names}"),
            code=view_code() if memory().is_printing else (0, ""),
            code_label=language.text("QR code of this view, for phones"),
            source_line=sources.line,
            print=memory().prints_drawn if memory().is_printing else 0,
            said=Message(done.number, done.text, language.text("Undo") if done.undo else "") if done else None,
        )
        frame_head(
            head,
            sources.lines,
            key="frame_head",
            on_print=ask_to_print,
            on_undo=undo_said,
        )
        with st.container(key="search_place"):
            search_field(openable)
        record_choice(language)
        share_panel(openable)
        export_panel()
        sign_in_status()
        help_button()
        _language_switch()


def ask_to_print() -> None:
    """Have the browser print this screen with its sources; called from a callback."""
    memory().prints_asked += 1


def _begin_paper() -> None:
    """Say whether this run is for paper: the first after it was asked for."""
    visit = memory()
    visit.is_printing = visit.prints_asked > visit.prints_drawn
    visit.prints_drawn = visit.prints_asked


def _sources(counted: str) -> PrintedSources:
    """Return the sources of what is chosen of the table that a screen is about."""
    tables = COUNTED if counted == COUNTED[0] else (counted,) if counted else ()
    return printed_sources(selected_rows(selection()), tables, words())


def _language_switch() -> None:
    set_widget("bar_language", view().lang)
    st.segmented_control(
        " / ".join(one.name for one in LANGUAGES.values()),
        list(LANGUAGES),
        format_func=str.upper,
        required=True,
        key="bar_language",
        label_visibility="collapsed",
        on_change=lambda: change_view(lang=widget("bar_language")),
    )
