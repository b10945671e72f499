"""Cells that are written anew in place: what is wrong, a field with what the file says, and what was written so far."""

from dataclasses import replace

import streamlit as st

from analytics.importing.draft import DraftChoice, ImportDraft
from analytics.importing.mending import MOST_MENDED, CellCorrection, mendable, with_mend
from analytics.importing.problems import column_letter, what_text
from analytics.wording.language import Language
from geodata.importing.grid import ImportProblem
from geodata.importing.plans.planned import ImportPlan
from pages.components.browser.plain import plain
from pages.components.importing.visit import change_draft, visit
from pages.components.visit.memory import widget
from pages.components.visit.session import words


def mending_panel(draft: ImportDraft, plan: ImportPlan) -> None:
    """Draw the cells that have a problem, each with a field; what is entered is understood anew at once."""
    language, found = words(), mendable(plan)
    _written(draft, language)
    if not found:
        return
    refused = sum(1 for one in found if one.is_blocking)
    title = language.text("Mend cells here ({n} refused, {m} to check)", n=refused, m=len(found) - refused)
    with st.expander(title, expanded=refused > 0, icon=":material/edit_note:", key="import_mending"):
        st.caption(
            language.text(
                "What is written here is imported in place of the cell; the file on your computer stays as it is."
            )
        )
        for one in found[:MOST_MENDED]:
            _cell(draft, one, language)
        if len(found) > MOST_MENDED:
            st.caption(
                language.text("{n} more follow when these are mended.", n=language.number(len(found) - MOST_MENDED))
            )


def _cell(draft: ImportDraft, problem: ImportProblem, language: Language) -> None:
    row, column = problem.row or 0, problem.column or 0
    key = f"import_mend_{row}_{column}_{visit().number}"
    heading = problem.values.get("heading", "").rpartition(" / ")[2]
    cell = language.text("Cell {cell}", cell=f"{column_letter(column)}{row}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"box_{key}"):
        with st.container(width=260):
            st.text_input(
                f"{cell} · {plain(heading)}" if heading else cell,
                problem.value,
                key=key,
                autocomplete="off",
                on_change=lambda: _mend(draft, CellCorrection(draft.sheet, row, column, widget(key).strip())),
            )
        with st.container(width="stretch"):
            said = what_text(problem, language)
            st.markdown(plain(said[:1].upper() + said[1:]))


def _written(draft: ImportDraft, language: Language) -> None:
    mends = [one for one in draft.choice.mends if one.sheet == draft.sheet]
    if not mends:
        return
    cells = ", ".join(f"{column_letter(one.column)}{one.row} = “{one.text}”" for one in mends)
    with st.container(horizontal=True, vertical_alignment="center", key="import_mended"):
        st.markdown(plain(language.text("Written by hand: {cells}", cells=cells)))
        st.button(
            language.text("As in the file again"),
            key="import_unmend",
            icon=":material/undo:",
            on_click=lambda: change_draft(_choice(draft, ())),
        )


def _mend(draft: ImportDraft, new: CellCorrection) -> None:
    change_draft(_choice(draft, with_mend(draft.choice.mends, new)))


def _choice(draft: ImportDraft, mends: tuple[CellCorrection, ...]) -> DraftChoice:
    return replace(draft.choice, sheet=draft.sheet, layout=draft.layout, mends=mends)
