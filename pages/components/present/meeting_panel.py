"""The programmes that the office keeps for its meetings: keep this one under a name, open one, its link."""

from typing import TYPE_CHECKING

import streamlit as st

from analytics.briefing.meeting import MeetingError
from analytics.evidence.store_words import away_notice
from geodata.door.access import Permission
from geodata.store.model import StaleRowError, StoreError
from pages.components.browser.plain import plain
from pages.components.present.meeting import is_kept, keep_meeting, kept_meetings, open_meeting
from pages.components.visit.access import may
from pages.components.visit.memory import memory, widget
from pages.components.visit.said import say
from pages.components.visit.session import change_view, view, words

if TYPE_CHECKING:
    from geodata.store.model import Document

_MOST_LETTERS = 80


def meeting_panel(missing: str | None) -> None:
    """Draw the kept programmes and the form that keeps this one; `missing` is a name in the address that is not there."""
    language = words()
    st.subheader(language.text("Slide sets"))
    if missing:
        st.warning(language.text("There is no slide set “{name}”: choose one of those kept.", name=plain(missing)))
    try:
        kept = kept_meetings()
    except StoreError as error:
        st.warning(away_notice(error, language, has_rows=False))
        return
    if kept:
        st.selectbox(
            language.text("Open a kept slide set"),
            kept,
            index=next((at for at, one in enumerate(kept) if one.name == view().meeting), None),
            format_func=lambda one: one.name,
            placeholder=language.text("Choose…"),
            key=f"kept_{view().meeting}",
            on_change=lambda: _open(widget(f"kept_{view().meeting}")),
        )
    else:
        st.caption(language.text("None is kept yet."))
    if view().meeting and not missing:
        st.caption(language.text("The address of this page opens this slide set: copy it into the invitation."))
    if may(Permission.EDIT):
        _keep()
        if opened := next((one for one in kept if one.name == view().meeting), None):
            st.caption(_state(opened))


def _state(opened: "Document") -> str:
    """Say beneath the button whether what is shown is what was kept."""
    language, name = words(), plain(opened.name)
    if is_kept(opened):
        return language.text("“{name}” is kept as it stands here.", name=name)
    return language.text("Changed since “{name}” was kept: press the button above to keep it.", name=name)


def _keep() -> None:
    language = words()
    with st.form("keep_meeting", border=False):
        name = st.text_input(
            language.text("Name of the slide set"),
            view().meeting,
            max_chars=_MOST_LETTERS,
            key=f"name_{view().meeting}",
        )
        is_sent = st.form_submit_button(language.text("Keep slides, order, remarks and selection"))
    if not is_sent:
        return
    try:
        keep_meeting(name.strip()) if name.strip() else st.warning(language.text("Give the slide set a name."))
    except StaleRowError:
        st.warning(language.text("Someone kept a slide set of that name just now. Look at it, then keep yours again."))
    except StoreError as error:
        st.error(away_notice(error, language, has_rows=False))
    else:
        if name.strip():
            memory().opened_meeting = name.strip()
            change_view(meeting=name.strip())
            say(language.text("Slide set “{name}” kept.", name=name.strip()))
            st.rerun()


def _open(document: "Document | None") -> None:
    if document is None:
        return
    try:
        open_meeting(document)
    except MeetingError:
        memory().opened_meeting = document.name
        change_view(meeting=document.name)
