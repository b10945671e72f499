"""What a visit holds: language, theme, the prepared record, the selection and the view, mirrored in the URL."""

from dataclasses import replace
from typing import Literal
from uuid import uuid4

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.prepared.current import Shown
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection, read_query
from analytics.wording.language import Language, language
from pages.components.browser.assets import prepare_assets
from pages.components.visit import office
from pages.components.visit.view import View, read_view


def prepared_record() -> Prepared:
    """Return the record that this visit shows, prepared once for all visits; it stays the same throughout a rerun."""
    return shown_record().prepared


def shown_record() -> Shown:
    """Return the record that this visit shows, with what of it is the office's own."""
    return office.shown(view().record)


@st.cache_resource(show_spinner=False)
def assets_version() -> str:
    """Return the digest of the served files, having put them in place once for each start of the app."""
    return prepare_assets()


def selected_rows(selection: Selection) -> Selected:
    """Return the rows of a selection of this app's record; the last ones are kept with the record, for all visits."""
    return selected_of(prepared_record(), selection)


def theme() -> Literal["light", "dark"]:
    """Return the theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def selection() -> Selection:
    """Return the selection of this visit."""
    return _of_visit("selection")  # type: ignore[no-any-return]


def view() -> View:
    """Return the view of this visit."""
    return _of_visit("view")  # type: ignore[no-any-return]


def _of_visit(name: str) -> object:
    """Return what the visit holds; a page that ran without the dashboard starts again through it.

    Until `st.navigation` has run once in a process, Streamlit takes a folder named `pages` for its old way of finding
    pages and runs a page alone when the first visit goes straight to it.
    """
    if name not in st.session_state:
        PagesManager.uses_pages_directory = False
        st.rerun()
    return st.session_state[name]


def words() -> Language:
    """Return the language of this visit."""
    return language(view().lang)


def choose(new: Selection) -> None:
    """Replace the selection; called from a callback, so that the whole screen follows in the same run."""
    st.session_state.update(selection=new, touched=True)


def look(**changes: object) -> None:
    """Change parts of the view; called from a callback."""
    st.session_state.update(view=replace(view(), **changes), touched=True)  # type: ignore[arg-type]


def measure(**changes: object) -> None:
    """Change parts of what the map shows; called from a callback."""
    look(measure=replace(view().measure, **changes))  # type: ignore[arg-type]


def switch(**changes: object) -> None:
    """Change switches of single screens; called from a callback."""
    look(toggles=replace(view().toggles, **changes))  # type: ignore[arg-type]


def map_channel() -> str:
    """Return the name under which the maps of this visit share their view."""
    return st.session_state.setdefault("map_channel", f"khuyen-cong-{uuid4().hex}")  # type: ignore[no-any-return]


def refused_parameters() -> tuple[str, ...]:
    """Return the names of the URL parameters that were not understood, until the visit chooses something."""
    return st.session_state.get("refused", ())


def read_url(page: str) -> None:
    """Take selection and view from the URL on a first visit, on the way back or forward, and where a link led to `page`.

    The URL of any other run says nothing new: the browser may have sent a click before it had seen the URL of the run before.
    """
    is_click = st.session_state.pop("touched", False)
    if is_click:
        st.session_state["refused"] = ()
    is_elsewhere = st.session_state.get("page") != page
    st.session_state["page"] = page
    query = st.query_params.to_dict()
    if is_click or not (is_elsewhere or _is_way_back()) or query == st.session_state.get("url"):
        return
    read = read_query(query)
    view_, refused = read_view(query)
    st.session_state.update(selection=read.selection, view=view_, refused=(*read.refused, *refused), url=query)


def _is_way_back() -> bool:
    """Tell whether this run answers the browser's back or forward button."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


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
    st.session_state["url"] = query()


def query() -> dict[str, str]:
    """Return the URL parameters of the selection and the view."""
    return {**selection().to_query(), **view().to_query()}
