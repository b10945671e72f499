"""The frame of every screen: page configuration, who looks, navigation, the selection bar; no analysis."""

import time
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from analytics.editing.refusals import refusal_lines
from analytics.wording.language import language
from geodata.door.access import Permission
from geodata.events import Event, log_event
from geodata.settings import DEFAULT_SLOW_RERUN_SECONDS, SettingError, slow_rerun_seconds
from geodata.store.model import StoreError
from pages.components.browser.assets import assets_version
from pages.components.browser.page_language import page_language
from pages.components.browser.page_style import page_style
from pages.components.browser.plain import plain
from pages.components.frame.header import header
from pages.components.frame.navigation import (
    data_navigation,
    data_pages,
    linked_pages,
    may_open,
    navigation_links,
    screen_pages,
)
from pages.components.frame.record_choice import illustrative_banner, record_notice
from pages.components.frame.screens import HOME, SCREEN_COUNTS
from pages.components.frame.selection_bar import refused_notice, selection_bar
from pages.components.search.rows import found_rows
from pages.components.visit.access import NotAllowedError, follow_rights, let_rights_go, may
from pages.components.visit.memory import memory
from pages.components.visit.session import follow_record, is_showing, query, read_url, view, words, write_url
from pages.components.visit.sign_in import not_allowed, sign_in_screen
from pages.components.visit.trail import follow_trail
from pages.components.visit.way_in import log_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.components.visit.streamlit_parts import StreamlitPage


def frame() -> None:
    """Draw the screen of the address in its frame; a run that takes long has a line in the log."""
    begun = time.monotonic()
    try:
        _frame()
    finally:
        seconds = time.monotonic() - begun
        if seconds >= _slow_seconds():
            log_event(Event.SLOW_RERUN, page=memory().page or "map", took_s=seconds)


@cache
def _slow_seconds() -> int:
    try:
        return slow_rerun_seconds()
    except SettingError as error:
        log_once(str(error))
        return DEFAULT_SLOW_RERUN_SECONDS


def _frame() -> None:
    follow_rights()
    before = memory().view
    spoken = language(st.query_params.get("lang") or (before.lang if before else None))
    st.set_page_config(page_title=spoken.text("Industrial promotion in Bắc Giang"), page_icon="🗺️", layout="wide")
    pages = screen_pages(spoken)
    data = data_pages(spoken)
    page = st.navigation([*pages, *data.values()], position="hidden")
    assets_version()
    _go_where_asked(pages)
    read_url(page.url_path)
    follow_trail(page.url_path)
    page_style()
    page_language(view().lang)
    if not may(Permission.VIEW):
        sign_in_screen()
        let_rights_go()
        st.stop()
    follow_record()
    if not is_showing(page.url_path):
        _draw_frame(page, pages, data)
    try:
        page.run()
        found_rows()
    except (NotAllowedError, StoreError) as error:
        _not_done(error)
    write_url()
    let_rights_go()


def _go_where_asked(pages: "Sequence[StreamlitPage]") -> None:
    """Go to the screen that a callback asked for, which the run begins anew."""
    held = memory()
    asked, held.screen_to_open = held.screen_to_open, ""
    if asked and held.page != asked and (found := [page for page in pages if (page.url_path or HOME) == asked]):
        st.switch_page(found[0], query_params=query())


def _draw_frame(page: "StreamlitPage", pages: "Sequence[StreamlitPage]", data: "dict[str, StreamlitPage]") -> None:
    """Draw what stands above every screen: head and screens, then a row of filters that stays in sight."""
    name = page.url_path or HOME
    with st.container(gap=None, key="frame"):
        header(page.title, SCREEN_COUNTS[name], [*pages, *linked_pages(data)])
        navigation_links(data, page)
    illustrative_banner()
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="bar"):
        data_navigation(data, page)
        if SCREEN_COUNTS[name] and may_open(name):
            selection_bar(SCREEN_COUNTS[name])
    record_notice(words())
    refused_notice()


def _not_done(error: NotAllowedError | StoreError) -> None:
    """Say why, and what to do."""
    if isinstance(error, NotAllowedError):
        not_allowed()
        return
    for line in refusal_lines(error, words()):
        st.error(plain(line), icon=":material/error:")
