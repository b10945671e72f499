"""What a result of the search opens: the card of a record, a place on the map, a market, a rule, a screen, the rows of the rest."""

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from analytics.prepared.vintages import Vintage
from analytics.search.names import NameKind
from analytics.search.rows_of import rows_of
from analytics.search.tasks import TASKS, AskedTask
from analytics.search.told import searched_choice
from analytics.selection.selection import Selection
from pages.components.search.app_names import LANGUAGE
from pages.components.visit.memory import memory
from pages.components.visit.said import say
from pages.components.visit.saved_views import parameters
from pages.components.visit.session import (
    change_view,
    choose,
    measure,
    prepared_record,
    query,
    selection,
    switch,
    words,
)
from pages.components.visit.trail import note_lately

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.store.model import SavedView
    from pages.components.visit.streamlit_parts import StreamlitPage

_CARDS: dict[NameKind, tuple[str, str]] = {
    NameKind.FACILITY: ("map", "facility"),
    NameKind.CONTEXT: ("map", "context"),
    NameKind.PROPOSAL: ("proposals", "proposal"),
    NameKind.OCOP: ("ocop", "ocop"),
    NameKind.RULE: ("rules", "rules"),
}
"""The screen that shows the card of a kind, and what its focus is called there."""
_ROWS = {NameKind.TYPICAL, NameKind.PRODUCER, NameKind.SOURCE}
MAP = "map"


def open_found(kind: NameKind, key: str, pages: "Mapping[str, StreamlitPage]") -> None:
    """Open what was chosen; the run ends here and starts again on the screen that shows it."""
    note_lately(kind.value, key)
    path = _opened(kind, key)
    if path in pages:
        st.switch_page(pages[path], query_params=query())
    st.rerun()


def open_view(view: "SavedView", pages: "Mapping[str, StreamlitPage]") -> None:
    """Open a view that is kept, as its address is opened: on its screen, else on the map where this visit may not open it."""
    if view.screen and view.screen not in pages:
        say(words().text("You may not open the screen of this view; the map shows its selection."))
    open_address(view.screen, parameters(view.query), pages)


def open_address(screen: str, query_params: "Mapping[str, str]", pages: "Mapping[str, StreamlitPage]") -> None:
    """Open a screen, the map where this visit may not open it, with parameters that are read as those of a link."""
    memory().page = None
    st.switch_page(pages.get(screen or MAP, pages[MAP]), query_params=dict(query_params))


def _opened(kind: NameKind, key: str) -> str:
    """Change selection and view so that they show what was chosen, and return the path of its screen, "" for the present one."""
    if kind in _CARDS:
        path, focus = _CARDS[kind]
        change_view(focus=f"{focus}:{key}")
        return path
    if kind in {NameKind.DISTRICT, NameKind.COMMUNE}:
        _go_to_unit(key)
        return MAP
    if kind is NameKind.MARKET:
        choose(replace(selection(), markets=(key,)))
        return "exports"
    if kind is NameKind.CHOICE:
        field, value = searched_choice(key)
        choose(replace(selection(), **{field: (*getattr(selection(), field), value)}))
    elif kind in {NameKind.SCREEN, NameKind.TASK}:
        return key if kind is NameKind.SCREEN else _begun(TASKS.get(key))
    elif kind is NameKind.COMMAND:
        _run(key)
    elif kind in _ROWS and rows_of(prepared_record(), kind, key):
        memory().found_rows = (kind.value, key)
    elif kind is NameKind.SOURCE:  # nothing that is shown as rows rests on it
        return "sources"
    return ""


def _begun(task: AskedTask | None) -> str:
    """Show the part of a screen that answers a task, and return the screen; "" where there is no such task."""
    if task is None:
        return ""
    if task.products:
        choose(replace(selection(), products=task.products))
    change_view(focus="")
    switch(tab=task.tab)
    return task.screen


def _go_to_unit(unit: str) -> None:
    """Choose a unit alone, in the units of its own period."""
    name, _, code = unit.partition(":")
    vintage = Vintage(name)
    is_district = vintage is Vintage.DISTRICTS_2024
    choose(replace(selection(), districts=(code,) if is_district else (), units=() if is_district else (unit,)))
    measure(vintage=vintage)
    change_view(focus="")


def _run(command: str) -> None:
    if command.startswith(LANGUAGE):
        change_view(lang=command.removeprefix(LANGUAGE))
    else:
        choose(Selection())
