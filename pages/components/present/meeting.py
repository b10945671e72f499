"""The story that this visit shows, the list of slides that it follows, the lists that the office keeps for its meetings."""

import base64
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.briefing.meeting import MeetingError, arranged_story, read_meeting
from analytics.briefing.show import show_data
from analytics.briefing.story.slides import MapBlock, Story
from analytics.briefing.story.storyline import story_of
from analytics.prepared.caching import cached
from analytics.selection.selection import read_query
from geodata.clock import today
from geodata.door.access import Permission
from geodata.store.model import StoreError
from pages.components.visit import office
from pages.components.visit.access import require, who
from pages.components.visit.memory import memory
from pages.components.visit.session import change_view, query, selected_rows, selection, view, words
from pages.components.visit.slides import meeting
from pages.components.visit.view import read_view

if TYPE_CHECKING:
    from geodata.store.model import Document

_KIND = "meeting"
_MAKER = ThreadPoolExecutor(1, "slides")
_NOT_OF_A_MEETING = ("slide", "meeting", "focus", "lang", "beside", "beside_years")


def whole_story() -> Story:
    """Return every slide of the selection as of today, made once for all visits."""
    return story_of(
        selected_rows(selection()),
        today(),
        words(),
        view().measure,
        view().layers,
        memory().shown_plan,
        office.shown_profile().name,
        meeting().added,
    )


def shown_story() -> Story:
    """Return the slides as the list wants them."""
    return arranged_story(whole_story(), meeting())


def make_ahead() -> None:
    """Begin to make what a show of the selection needs, while the list of its slides is read."""
    _made_ahead(whole_story())


def shown_data() -> dict[str, Any]:
    """Return the slides as the list wants them, as plain data for the browser."""
    story = whole_story()
    ahead = _made_ahead(story)
    if not ahead.cancel():
        wait([ahead])
    return show_data(shown_story(), lambda block: _drawn(story, block))


@cached()
def _made_ahead(story_: Story) -> "Future[dict[str, Any]]":
    return _MAKER.submit(show_data, story_, lambda block: _drawn(story_, block))


@cached()
def _drawn(story_: Story, block: MapBlock) -> str:
    from analytics.briefing.map.picture import SHOW, map_png  # noqa: PLC0415 - matplotlib is for those who show slides
    from analytics.briefing.map.words import map_words  # noqa: PLC0415

    png = map_png(block.state, SHOW, map_words(story_, block))
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def kept_meetings() -> "tuple[Document, ...]":
    """Return the lists of slides that the office keeps, by name; none where there is no store yet.

    Raises StoreError when the store cannot be read now.
    """
    return office.store().documents(_KIND) if office.has_store() else ()


def keep_meeting(name: str) -> None:
    """Keep the slides and the selection of this visit under a name; one of the same name is replaced.

    Raises NotAllowedError, and what `Store.save_document` raises.
    """
    require(Permission.EDIT)
    before = office.store().document(_KIND, name)
    office.store().save_document(
        _KIND, name, _content(), who=who(), expected_version=before.version if before is not None else 0
    )


def is_kept(document: "Document") -> bool:
    """Tell whether a kept list holds what this visit shows now."""
    return bool(document.content == _content())


def _content() -> dict[str, Any]:
    asked = {key: value for key, value in query().items() if key not in _NOT_OF_A_MEETING}
    return replace(meeting(), query=asked).to_content()


def open_meeting(document: "Document") -> None:
    """Show a kept list of slides with its selection; called from a callback, or before anything is drawn.

    Raises MeetingError when the store holds something else under that name.
    """
    opened = read_meeting(document.content)
    view_, _ = read_view({**opened.query, "lang": view().lang, "meeting": document.name, "slide": view().slide})
    held = memory()
    held.selection, held.view, held.has_chosen = read_query(opened.query).selection, view_, True
    held.meeting, held.opened_meeting = opened, document.name


def follow_link() -> str | None:
    """Open the list of slides that the address names, when this visit has not yet; return its name where there is none such."""
    name = view().meeting
    if not name or memory().opened_meeting == name:
        return None
    try:
        found = next((one for one in kept_meetings() if one.name == name), None)
        if found is not None:
            open_meeting(found)
            st.rerun()
    except (StoreError, MeetingError):
        return name
    return name


def leave(slide: str) -> None:
    """Go back from the show to the list of slides."""
    del slide
    change_view(slide="")
