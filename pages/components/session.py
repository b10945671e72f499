"""What a visit holds: language, theme, the prepared record, the selection and the view, mirrored in the URL."""

import gc
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from analytics.language import CODES, Language, language
from analytics.map_state import MapLayer
from analytics.measures import Measure
from analytics.prepared import Prepared, prepare
from analytics.selected import Selected, select
from analytics.selection import Selection, read_query
from geodata.opening import opening_record
from pages.components.assets import prepare_assets

MAX_FOCUS = 120


@dataclass(frozen=True)
class View:
    """How the selection is shown: language, the map's measure and layers, the record whose card is open ("kind:id")."""

    lang: str = "vi"
    measure: Measure = Measure.FACILITIES
    layers: tuple[MapLayer, ...] = (MapLayer.FACILITY, MapLayer.PROPOSAL)
    focus: str = ""

    def to_query(self) -> dict[str, str]:
        """Return the URL parameters of what differs from the default view."""
        default = View()
        query = {"lang": self.lang, "measure": self.measure.value, "layers": ",".join(self.layers), "focus": self.focus}
        unchanged = {
            "lang": default.lang,
            "measure": default.measure.value,
            "layers": ",".join(default.layers),
            "focus": "",
        }
        return {name: value or "none" for name, value in query.items() if value != unchanged[name]}


@st.cache_resource(show_spinner=False)
def prepared_record() -> Prepared:
    """Return the record of this app, prepared once for all visits."""
    prepared = prepare(opening_record())
    gc.collect()
    gc.freeze()  # Streamlit collects after every rerun; what never changes need not be walked each time
    return prepared


@st.cache_resource(show_spinner=False)
def assets_version() -> str:
    """Return the digest of the served files, having put them in place once for each start of the app."""
    return prepare_assets()


@st.cache_resource(show_spinner=False, max_entries=256)
def rows_of_selection(_prepared: Prepared, revision: int, selection: Selection) -> Selected:
    """Return the rows of a selection; shared by all visits, keyed by the record's revision."""
    del revision
    return select(_prepared, selection)


def selected_rows(selection: Selection) -> Selected:
    """Return the rows of a selection of this app's record."""
    prepared = prepared_record()
    return rows_of_selection(prepared, prepared.record.revision, selection)


def theme() -> Literal["light", "dark"]:
    """Return the theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def selection() -> Selection:
    """Return the selection of this visit."""
    return st.session_state["selection"]  # type: ignore[no-any-return]


def view() -> View:
    """Return the view of this visit."""
    return st.session_state["view"]  # type: ignore[no-any-return]


def words() -> Language:
    """Return the language of this visit."""
    return language(view().lang)


def choose(new: Selection) -> None:
    """Replace the selection; called from a callback, so that the whole screen follows in the same run."""
    st.session_state.update(selection=new, touched=True)


def look(**changes: object) -> None:
    """Change parts of the view; called from a callback."""
    st.session_state.update(view=replace(view(), **changes), touched=True)  # type: ignore[arg-type]


def refused_parameters() -> tuple[str, ...]:
    """Return the names of the URL parameters that were not understood in this run."""
    return st.session_state.get("refused", ())


def read_url(page: str) -> None:
    """Take selection and view from the URL when it is new to this visit: a first visit, a pasted link, the back button.

    Streamlit clears the URL when the page changes; then the visit keeps what it had. A run that answers a click keeps the
    click, even when the browser sent it before it had seen the URL of the run before.
    """
    query = st.query_params.to_dict()
    is_page_change = st.session_state.get("page") not in {None, page} and not query
    st.session_state["page"] = page
    st.session_state["refused"] = ()
    is_click = st.session_state.pop("touched", False)
    if is_click or is_page_change or ("selection" in st.session_state and query == st.session_state.get("url")):
        return
    read = read_query(query)
    view_, refused = _read_view(query)
    st.session_state.update(selection=read.selection, view=view_, refused=(*read.refused, *refused), url=query)


def write_url() -> None:
    """Mirror selection and view in the URL."""
    query = {**selection().to_query(), **view().to_query()}
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state["url"] = query


def _read_view(query: dict[str, str]) -> tuple[View, tuple[str, ...]]:
    default = View()
    refused: list[str] = []

    def read(name: str, allowed: dict[str, object], fallback: object) -> object:
        text = query.get(name)
        if text is not None and text not in allowed:
            refused.append(name)
        return fallback if text is None else allowed.get(text, fallback)

    lang = read("lang", {code: code for code in CODES}, default.lang)
    measure = read("measure", {item.value: item for item in Measure}, default.measure)
    layers = _read_layers(query.get("layers"), refused, default.layers)
    focus = query.get("focus", "")
    if len(focus) > MAX_FOCUS:
        refused.append("focus")
        focus = ""
    return View(str(lang), measure, layers, focus), tuple(refused)  # type: ignore[arg-type]


def _read_layers(text: str | None, refused: list[str], fallback: tuple[MapLayer, ...]) -> tuple[MapLayer, ...]:
    if text is None:
        return fallback
    if text == "none":
        return ()
    names = {item.value: item for item in MapLayer}
    parts = text.split(",") if len(text) < MAX_FOCUS else [""]
    if any(part not in names for part in parts):
        refused.append("layers")
        return fallback
    return tuple(names[part] for part in dict.fromkeys(parts))
