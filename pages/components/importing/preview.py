"""What an import would do, in four lists: problems, rows as understood, values that change, rows that are left out."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.editing.names import row_labels
from analytics.importing.preview import (
    MOST_LISTED,
    STATE_WORDS,
    FateCounts,
    Listing,
    fate_counts,
    left_out,
    listed_differences,
    problems,
    sum_text,
    understood_cells,
    understood_rows,
)
from analytics.wording.language import Language
from geodata.importing.plans.planned import ImportPlan, RowState
from geodata.importing.understood import UnderstoodSheet
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.importing.visit import visit
from pages.components.panels.evidence_view import table_texts
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words

PROBLEMS, UNDERSTOOD, DIFFERENCES = "problems", "understood", "differences"
_ROW = "import_row"
_WIDTHS = {
    "row": "4.5rem",
    "state": "6.5rem",
    "level": "6.5rem",
    "year": "6rem",
    "remedy": "30rem",
    "value": "12rem",
    "record": "18rem",
    "before": "14rem",
    "after": "14rem",
    "text": "24rem",
    "written": "18rem",
    "note": "16rem",
    "title": "18rem",
    "name": "14rem",
    "beneficiary": "14rem",
}
_USUAL_WIDTH = "8.5rem"
_BADGES = frozenset({"state", "level"})
_NUMBERS = frozenset({"row"})


def counts_line(number: FateCounts, language: Language) -> None:
    """Draw all rows as the sum of their fates; each of them is a list below."""
    st.markdown(sum_text(number, language))


def preview(understood: UnderstoodSheet, plan: ImportPlan) -> None:
    """Draw the choice between the lists and the chosen one: problems, all rows, those of each fate, what changes."""
    language, number = words(), fate_counts(plan, understood)
    labels = {PROBLEMS: language.text("Problems ({n})", n=language.number(len(plan.problems)))}
    for state in RowState:
        if n := number.states[state]:
            message, _ = STATE_WORDS[state]
            labels[state.value] = f"{language.text(message)} ({language.number(n)})"
    labels[UNDERSTOOD] = language.text("As understood ({n})", n=language.number(len(understood.rows)))
    labels[DIFFERENCES] = language.text("Changes ({n})", n=language.number(number.states[RowState.UPDATED]))
    part = st.segmented_control(
        language.text("What is shown"),
        list(labels),
        default=PROBLEMS if plan.problems else UNDERSTOOD,
        format_func=lambda one: labels.get(one, one),
        required=True,
        key=f"import_part_{visit().number}",
        label_visibility="collapsed",
    )
    if part == PROBLEMS:
        _table(problems(plan, language), PROBLEMS, labels[PROBLEMS], language)
    elif part == DIFFERENCES:
        _table(listed_differences(plan, understood, language, _named), DIFFERENCES, labels[DIFFERENCES], language)
    elif part == RowState.LEFT_OUT.value:
        _table(left_out(understood, plan, language), part, labels[part], language)
    elif part in labels:
        _understood(understood, plan, labels[part], language, None if part == UNDERSTOOD else RowState(part))


def _understood(
    understood: UnderstoodSheet, plan: ImportPlan, caption: str, language: Language, state: RowState | None
) -> None:
    """Draw the rows; one that is clicked is drawn cell by cell."""
    st.caption(
        language.text(
            "Value ← what the cell says, where it says it otherwise. A click on a row shows how each value came about."
        )
    )
    key = f"{_ROW}_{visit().number}"
    name = state.value if state else UNDERSTOOD
    _table(understood_rows(understood, plan, language, state), name, caption, language, row_key=key)
    row = next((one for one in understood.rows if str(one.row) == memory().import_rows.get(key)), None)
    if row is not None:
        heading = language.text("Row {row}, cell by cell", row=row.row)
        _table(understood_cells(understood, row, language), "cells", heading, language, is_headed=True)


def _table(  # noqa: PLR0913 - one way to draw all lists
    listing: Listing, name: str, caption: str, language: Language, *, row_key: str = "", is_headed: bool = False
) -> None:
    columns = tuple(
        GridColumn(
            one,
            heading,
            kind="badge" if one in _BADGES else "number" if one in _NUMBERS else "text",
            width=_WIDTHS.get(one, _USUAL_WIDTH),
        )
        for one, heading in listing.columns
    )

    chosen = memory().import_rows.get(row_key)

    def choose(event: TableEvent) -> None:
        memory().import_rows[row_key] = event.row

    spec = TableSpec(
        caption=caption,
        columns=columns,
        rows=listing.rows,
        clickable=bool(row_key),
        show_caption=is_headed,
        texts=replace(table_texts(language), csv="", filter=""),
        max_height_px=420,
    )
    data_table(
        spec,
        key=f"import_{name}_{visit().number}",
        selected=[chosen] if chosen else [],
        on_event=choose if row_key else None,
    )
    if listing.n_all > len(listing.rows):
        st.caption(
            language.text(
                "The first {n} of {all} are shown.", n=language.number(MOST_LISTED), all=language.number(listing.n_all)
            )
        )


def _named(table: str, ids: Sequence[str]) -> dict[str, str]:
    return row_labels(prepared_record().record, table, ids, words())
