"""What a visit holds: language, theme, the prepared record, the selection and the view, mirrored in the URL."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NoReturn

import streamlit as st

from analytics.maps.areas import marked
from analytics.prepared.current import Shown
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection, read_query
from analytics.wording.language import Language, language, mark
from pages.components.visit import office
from pages.components.visit.memory import memory
from pages.components.visit.streamlit_parts import find_pages_by_navigation_alone, is_way_back
from pages.components.visit.view import View, read_view

if TYPE_CHECKING:
    from analytics.maps.measures import MapMeasure

QUEUED = mark("Waiting for other work to end…")
"""What is said of a job while others run."""


def prepared_record() -> Prepared:
    """Return the record that this visit shows, prepared once for all visits; it stays the same throughout a rerun."""
    return shown_record().prepared


def shown_record() -> Shown:
    """Return the record that this visit shows, with what of it is the office's own."""
    return office.shown(view().record)


def selected_rows(selection: Selection) -> Selected:
    """Return the rows of a selection of this app's record; the last ones are kept with the record, for all visits."""
    return selected_of(prepared_record(), selection)


def theme() -> Literal["light", "dark"]:
    """Return the theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def selection() -> Selection:
    """Return the selection of this visit."""
    return memory().selection or _start_again()


def view() -> View:
    """Return the view of this visit."""
    return memory().view or _start_again()


def _start_again() -> NoReturn:
    """Start a page again that ran without the dashboard, through it.

    Until it is told otherwise, which the server is at its start and a test is not, Streamlit takes a folder named `pages`
    for its old way of finding pages and runs a page alone when the first visit goes straight to it.
    """
    find_pages_by_navigation_alone()
    st.rerun()


def words() -> Language:
    """Return the language of this visit."""
    return language(view().lang)


def choose(new: Selection) -> None:
    """Replace the selection; called from a callback, so that the whole screen follows in the same run."""
    memory().selection, memory().has_chosen = new, True


def change_view(**changes: object) -> None:
    """Change parts of the view; called from a callback."""
    memory().view, memory().has_chosen = replace(view(), **changes), True  # type: ignore[arg-type]


def measure(**changes: object) -> None:
    """Change parts of what the map shows; unless other marks were chosen they follow the measure. Called from a callback."""
    before = view()
    spec: MapMeasure = replace(before.measure, **changes)  # type: ignore[arg-type]
    is_chosen = before.layers != (marked(before.measure.measure),)
    change_view(measure=spec, layers=before.layers if is_chosen else (marked(spec.measure),))


def switch(**changes: object) -> None:
    """Change switches of single screens; called from a callback."""
    change_view(toggles=replace(view().toggles, **changes))  # type: ignore[arg-type]


def map_channel() -> str:
    """Return the name under which the maps of this visit share their view."""
    return memory().map_channel


def refused_parameters() -> tuple[str, ...]:
    """Return the names of the URL parameters that were not understood, until the visit chooses something."""
    return memory().refused_parameters


def read_url(page: str) -> None:
    """Take selection and view from the URL on a first visit, on the way back or forward, and where a link led to `page`.

    The URL of any other run says nothing new: the browser may have sent a click before it had seen the URL of the run before.
    """
    held, query = memory(), st.query_params.to_dict()
    is_click, is_elsewhere = held.has_chosen, held.page != page
    held.has_chosen, held.page = False, page
    if is_click:
        held.refused_parameters = ()
    if is_click or not (is_elsewhere or is_way_back()) or query == held.written_query:
        return
    is_first = held.view is None
    read = read_query(query)
    view_, refused = read_view(query)
    if is_first and not set(query) - {"lang"} and (scope := office.shown_profile().scope):
        view_ = replace(view_, record=scope)  # an address that says nothing begins with what the office works with
    held.selection, held.view, held.written_query = read.selection, view_, query
    held.refused_parameters = (*read.refused, *refused)


def follow_record() -> None:
    """Show the record as it is now: what others committed since the last rerun is in it."""
    office.follow(view().record)


def is_showing(path: str) -> bool:
    """Tell whether the slides fill the screen, so that nothing else is to be drawn."""
    return path == "present" and bool(view().slide)


def write_url() -> None:
    """Mirror selection and view in the URL; the rerun ends here."""
    office.let_go()
    if query() != st.query_params.to_dict():
        st.query_params.from_dict(query())
    memory().written_query = query()


def query() -> dict[str, str]:
    """Return the URL parameters of the selection and the view."""
    return {**selection().to_query(), **view().to_query()}
