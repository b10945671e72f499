"""What is done with a file: all of it, its good rows, or nothing; and what came of it, with the way back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from analytics.importing.mending import mendable
from analytics.importing.preview import FateCounts, fate_counts, refuses_all
from analytics.wording.language import Language
from geodata.importing.plans.planned import ImportPlan, RowState
from geodata.importing.understood import UnderstoodSheet
from geodata.store.model import RecordScope
from pages.components.browser.plain import plain
from pages.components.editing.saving import saving_notices
from pages.components.importing.kept_file import KeptFile
from pages.components.importing.preview import counts_line
from pages.components.importing.visit import (
    ImportOutcome,
    close_file,
    commit_import,
    try_again,
    undo_import,
    unforeseen_text,
    visit,
)
from pages.components.visit.session import query, view, words

_LINKS = (
    ("pages/edit.py", "edit", ":material/edit:"),
    ("pages/audit.py", "audit", ":material/history:"),
)
_SEEN_ON: dict[str, tuple[str, Callable[[Language, int], str]]] = {
    "facilities": (
        "map",
        lambda language, n: language.count("See the {n} facility on the map", "See the {n} facilities on the map", n),
    ),
    "proposals": (
        "map",
        lambda language, n: language.count("See the {n} proposal on the map", "See the {n} proposals on the map", n),
    ),
    "export_flows": (
        "exports",
        lambda language, n: language.count("See the {n} row under Exports", "See the {n} rows under Exports", n),
    ),
    "ocop_products": (
        "ocop",
        lambda language, n: language.count("See the {n} product under OCOP", "See the {n} products under OCOP", n),
    ),
    "typical_products": (
        "ocop",
        lambda language, n: language.count("See the {n} product under OCOP", "See the {n} products under OCOP", n),
    ),
    "published_figures": (
        "funding",
        lambda language, n: language.count("See the {n} figure under Funding", "See the {n} figures under Funding", n),
    ),
    "rules": ("rules", lambda language, n: language.count("See the {n} rule", "See the {n} rules", n)),
    "survey_visits": (
        "survey",
        lambda language, n: language.count("See the {n} visit under Survey", "See the {n} visits under Survey", n),
    ),
}
"""Where the rows of a table are seen, and what the link to it says."""


def import_notices() -> None:
    """Draw what came of the last step: an import that was written, or why something was not done."""
    language, state = words(), visit()
    saving_notices("imports")
    if state.outcome:
        _outcome(state.outcome, language)
    for notice in state.notices:
        st.error(plain(notice), icon=":material/error:")
    if state.work is not None and state.job is None:
        _kept(state.kept, language)
        st.button(language.text("Try again"), key="import_again", icon=":material/refresh:", on_click=try_again)


def _kept(kept: KeptFile | None, language: Language) -> None:
    """Draw what is kept for a retry: which file, how large, how long, who sees it, when it is deleted."""
    if kept is not None and kept.until is not None:
        st.caption(
            plain(
                language.text(
                    "“{name}” ({mb} MB) is kept in the memory of this visit until {time} for a retry. Nobody else sees it; it is deleted then, or before when it is read, closed, replaced by another file, or the page is closed.",
                    name=kept.name,
                    mb=language.number(max(kept.size / 1_000_000, 0.1), 1),
                    time=f"{kept.until:%H:%M}",
                )
            )
        )


@contextmanager
def unforeseen_told() -> Iterator[None]:
    """Draw an error that nobody foresaw as a message with its code, and the way on; the app goes on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - told with a code, the trace stands in the log
        st.error(plain(unforeseen_text(error)), icon=":material/error:")
        language = words()
        st.button(language.text("Another file"), key="import_close_after", icon=":material/close:", on_click=close_file)


def decision(understood: UnderstoodSheet, plan: ImportPlan) -> None:
    """Draw the counts and the ways to decide; what refused rows do not allow is not offered."""
    language, number = words(), fate_counts(plan, understood)
    with st.container(horizontal=True, vertical_alignment="center", key="import_decision"):
        with st.container(width="content"):
            counts_line(number, language)
            _to_check(plan, language)
        if number.n_good and not refuses_all(plan):
            label = language.count("Import {n} row", "Import all {n} rows", number.n_good)
            _commit_button(label, "all", language)
        elif number.n_good:
            label = language.count("Import only the {n} good row", "Import only the {n} good rows", number.n_good)
            _commit_button(label, "good", language)
        st.button(language.text("Import nothing"), key="import_nothing", on_click=close_file)
    if not number.n_good:
        _nothing_to_do(number, language)


def _to_check(plan: ImportPlan, language: Language) -> None:
    """Say how many cells nobody has written anew are imported as they were understood."""
    if n := sum(not one.is_blocking for one in mendable(plan)):
        told = language.count(
            "{n} cell still to check is imported as it was understood.",
            "{n} cells still to check are imported as they were understood.",
            n,
        )
        st.markdown(f":material/edit_note: {told}")


def _commit_button(label: str, rows: str, language: Language) -> None:
    if st.button(label, key=f"import_{rows}", type="primary", icon=":material/check:"):
        with st.spinner(language.text("The rows are being written…")):
            commit_import("all" if rows == "all" else "good")
        st.rerun()


def _nothing_to_do(number: FateCounts, language: Language) -> None:
    if number.n_read == number.states[RowState.LEFT_OUT]:
        st.warning(language.text("There is no row below the headings."), icon=":material/table_rows:")
    elif number.states[RowState.SAME] and not number.states[RowState.REFUSED]:
        st.info(
            language.text("This file changes nothing: the record says all of it already."), icon=":material/done_all:"
        )
    elif not number.states[RowState.SAME]:
        st.warning(language.text("No row can be imported. The problems below say what to do."), icon=":material/block:")


def _outcome(done: ImportOutcome, language: Language) -> None:
    """Draw what was imported, and the ways on."""
    states, n = done.counts.states, language.number
    with st.container(border=True, key="import_outcome"):
        st.success(
            language.text(
                "Imported from “{name}” as commit {number}: {new} new, {changed} changed, {same} unchanged, {refused} refused, {left_out} left out.",
                name=plain(done.name),
                number=done.revision,
                new=n(states[RowState.NEW]),
                changed=n(states[RowState.UPDATED]),
                same=n(states[RowState.SAME]),
                refused=n(states[RowState.REFUSED]),
                left_out=n(states[RowState.LEFT_OUT]),
            ),
            icon=":material/check:",
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(language.text("Undo"), key="import_undo", icon=":material/undo:", on_click=undo_import)
            _see(done, language)
            names = {"edit": language.text("Edit"), "audit": language.text("Journal")}
            for page, name, icon in _LINKS:
                st.page_link(page, label=names[name], icon=icon, query_params=query())


def _see(done: ImportOutcome, language: Language) -> None:
    """Draw the link to what was imported: no choice narrows it, and the office's rows are shown."""
    if done.kind not in _SEEN_ON:
        return
    page, message = _SEEN_ON[done.kind]
    states = done.counts.states
    n = states[RowState.NEW] + states[RowState.UPDATED] + states[RowState.SAME]
    seen = replace(view(), record=RecordScope.ALL if view().record is RecordScope.PUBLIC else view().record)
    label = message(language, n)
    st.page_link(f"pages/{page}.py", label=label, icon=":material/visibility:", query_params=seen.to_query())
