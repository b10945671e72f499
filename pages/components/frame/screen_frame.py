"""The frame of every screen: page configuration, who looks, navigation, the selection bar; no analysis."""

import time
from functools import cache

import streamlit as st

from analytics.wording.language import language
from geodata.door.access import Permission
from geodata.events import Event, log_event
from geodata.settings import DEFAULT_SLOW_RERUN_SECONDS, SettingError, slow_rerun_seconds
from geodata.store.model import StoreError
from pages.components.browser.assets import assets_version
from pages.components.browser.page_language import page_language
from pages.components.browser.page_style import page_style
from pages.components.frame.data_navigation import data_navigation, data_pages
from pages.components.frame.illustrative_banner import illustrative_banner
from pages.components.frame.navigation import navigation_links
from pages.components.frame.not_done import not_done
from pages.components.frame.selection_bar import selection_bar
from pages.components.visit.access import NotAllowedError, follow_rights, let_rights_go, may
from pages.components.visit.memory import memory
from pages.components.visit.session import follow_record, is_showing, read_url, view, write_url
from pages.components.visit.sign_in import sign_in_screen
from pages.components.visit.way_in import log_once


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
    words = language(st.query_params.get("lang") or (before.lang if before else None))
    st.set_page_config(page_title=words.text("Industrial promotion in Bắc Giang"), page_icon="🗺️", layout="wide")
    pages = [
        st.Page("pages/map.py", title=words.text("Map"), icon=":material/map:", url_path="map", default=True),
        st.Page("pages/funding.py", title=words.text("Funding"), icon=":material/payments:", url_path="funding"),
        st.Page("pages/exports.py", title=words.text("Exports"), icon=":material/public:", url_path="exports"),
        st.Page("pages/ocop.py", title=words.text("OCOP & typical products"), icon=":material/stars:", url_path="ocop"),
        st.Page(
            "pages/proposals.py", title=words.text("Proposals"), icon=":material/assignment:", url_path="proposals"
        ),
        st.Page("pages/survey.py", title=words.text("Survey"), icon=":material/travel_explore:", url_path="survey"),
        st.Page("pages/planning.py", title=words.text("Plan"), icon=":material/calculate:", url_path="planning"),
        st.Page("pages/present.py", title=words.text("Present"), icon=":material/slideshow:", url_path="present"),
        st.Page("pages/rules.py", title=words.text("Rules"), icon=":material/gavel:", url_path="rules"),
        st.Page("pages/sources.py", title=words.text("Sources"), icon=":material/fact_check:", url_path="sources"),
    ]
    data = data_pages(words)
    page = st.navigation([*pages, *data.values()], position="hidden")
    assets_version()
    read_url(page.url_path)
    page_style()
    page_language(view().lang)
    if not may(Permission.VIEW):
        sign_in_screen()
        let_rights_go()
        st.stop()
    follow_record()
    if not is_showing(page.url_path):
        navigation_links(pages, data)
        illustrative_banner()
        data_navigation(data, page)
        selection_bar()
    try:
        page.run()
    except (NotAllowedError, StoreError) as error:
        not_done(error)
    write_url()
    let_rights_go()
