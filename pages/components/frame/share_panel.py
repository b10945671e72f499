"""The link of what is on the screen, its code for phones, and the views that are kept under a name."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from analytics.editing.refusals import refusal_lines
from analytics.wording.qr_code import qr_path
from geodata.door.access import Permission
from geodata.settings import SettingError, own_address
from geodata.store.model import LONGEST_VIEW_NAME, SavedView, StoreError, TooManyViewsError
from pages.components.browser.share_panel import KeptView, SharePanel, ShareRequest, ShareTexts, share_panel_element
from pages.components.search.opening import open_view
from pages.components.visit import saved_views
from pages.components.visit.access import NotAllowedError, may, visitor_of_run
from pages.components.visit.memory import memory
from pages.components.visit.said import say
from pages.components.visit.session import query, words
from pages.components.visit.way_in import log_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analytics.wording.language import Language
    from pages.components.visit.streamlit_parts import StreamlitPage


@st.fragment
def share_panel(pages: "Mapping[str, StreamlitPage]") -> None:
    """Draw the button, and once it is open the panel; `pages` are those that this visit may open, by path."""
    language = words()
    popover = st.popover(
        language.text("Save view"), icon=":material/bookmark_add:", key="popover_share", on_change="rerun"
    )
    if not popover.open or not may(Permission.VIEW):
        return
    views, problem = _kept()
    with popover:
        asked = share_panel_element(_share(views), _texts(language, problem), key="share")
    if asked is not None:
        _follow(asked, {one.view_id: one for one in views}, pages)
        st.rerun()


def view_code() -> tuple[int, str]:
    """Return the code of what is on the screen, (0, "") where the office has set no address of its own."""
    base = app_address()
    return qr_path(f"{base}/{_address(memory().page or '', query())}") if base else (0, "")


def app_address() -> str:
    """Return the address under which the office reaches the app, "" where none is set."""
    try:
        return own_address() or ""
    except SettingError as error:
        log_once(str(error))
        return ""


def _address(page: str, parameters: "Mapping[str, str]") -> str:
    return f"{page}?{urlencode(parameters)}" if parameters else page


def _kept() -> "tuple[Sequence[SavedView], str]":
    """Return the views that are kept, and why they cannot be read."""
    try:
        return saved_views.saved_views(), ""
    except StoreError as error:
        return (), " ".join(refusal_lines(error, words()))


def _share(views: "Sequence[SavedView]") -> SharePanel:
    return SharePanel(
        base=app_address(),
        path=_address(memory().page or "", query()),
        code=view_code(),
        kept=[
            KeptView(one.view_id, one.name, _address(one.screen, saved_views.parameters(one.query))) for one in views
        ],
        can_save=saved_views.may_save(),
        longest=LONGEST_VIEW_NAME,
    )


def _texts(language: "Language", problem: str) -> ShareTexts:
    is_own = visitor_of_run().is_signed_in
    note = language.text("Only you see them.") if is_own else language.text("Everyone who uses this app sees them.")
    hint = "" if saved_views.may_save() else language.text("The link opens this view again. To save views, sign in.")
    return ShareTexts(
        link=language.text("Link to this view"),
        copy=language.text("Copy link"),
        copied=language.text("Copied"),
        code=language.text("QR code of this view, for phones"),
        name=language.text("Name of the view"),
        save=language.text("Save"),
        kept=language.text("Saved views"),
        none=problem or language.text("None is saved yet."),
        open=language.text("Open this view"),
        rename=language.text("Rename"),
        drop=language.text("Delete"),
        done=language.text("Done"),
        note=hint or note,
    )


def _follow(asked: ShareRequest, views: "Mapping[str, SavedView]", pages: "Mapping[str, StreamlitPage]") -> None:
    """Do what was asked and say so; what the browser sends is checked, not trusted."""
    language, one = words(), views.get(asked.id)
    try:
        if asked.action == "save" and saved_views.view_name(asked.name):
            new, replaced = saved_views.save_view(asked.name)
            done = language.text("View “{name}” saved.", name=new.name)
            say(done, _undoing(lambda: _back(replaced) if replaced else saved_views.drop_view(new)))
        elif one is None:
            return
        elif asked.action == "open":
            open_view(one, pages)
        elif asked.action == "rename" and (name := saved_views.view_name(asked.name)) and name != one.name:
            replaced = saved_views.keep_view(replace(one, name=name), "rename")
            say(language.text("View renamed to “{name}”.", name=name), _undoing(lambda: _back(one, replaced)))
        elif asked.action == "drop":
            saved_views.drop_view(one)
            say(language.text("View “{name}” deleted.", name=one.name), _undoing(lambda: _back(one)))
    except (StoreError, NotAllowedError) as error:
        say(_refused(error, language))


def _back(*views: SavedView | None) -> None:
    for view in views:
        if view is not None:
            saved_views.keep_view(view, "undo")


def _undoing(take_back: "Callable[[], object]") -> "Callable[[], None]":
    def undo() -> None:
        try:
            take_back()
            say(words().text("Taken back."))
        except (StoreError, NotAllowedError) as error:
            say(_refused(error, words()))

    return undo


def _refused(error: StoreError | NotAllowedError, language: "Language") -> str:
    if isinstance(error, TooManyViewsError):
        return language.text("At most {n} views are kept. Delete one, then save again.", n=language.number(error.most))
    if isinstance(error, NotAllowedError):
        return language.text("Your role does not allow this.")
    return " ".join(refusal_lines(error, language))
