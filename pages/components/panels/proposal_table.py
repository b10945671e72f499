"""The proposals of a selection as a table; a row opens its card."""

from functools import partial

import streamlit as st

from analytics.evidence.csv_file import sources_named
from analytics.evidence.rows import evidence
from analytics.prepared.caching import cached
from analytics.selection.newest import newest
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from pages.components.browser.data_table import (
    PackedTable,
    RowMenu,
    TableEvent,
    TableSpec,
    TableTexts,
    data_table,
    pack_table,
)
from pages.components.panels.evidence_view import evidence_column, table_texts
from pages.components.panels.row_actions import act_on, row_menu
from pages.components.visit.session import change_view, view, words

LIMIT = 300
"""Rows that a table on the page holds; more would make each change of the selection slow."""


def first_rows_note(n: int, language: Language) -> None:
    """Say of a table with `n` rows that it holds the first only, if it does, and how to see the others."""
    if n > LIMIT:
        st.caption(
            language.text(
                "The first {shown} of {n}. Narrow the choice to see the others.",
                shown=language.number(LIMIT),
                n=language.number(n),
            )
        )


def draw_proposals(table: PackedTable, *, key: str) -> None:
    """Draw a table whose rows are proposals: a click on a row opens its card, again closes it."""
    data_table(
        table,
        key=key,
        selected=[view().focus.removeprefix("proposal:")],
        on_event=_clicked,
        on_menu=partial(act_on, "proposal"),
    )


def proposal_table(selected: Selected, *, key: str) -> None:
    """Draw the proposals of `selected`, the newest first."""
    language, n = words(), selected.count("proposals")
    heading = language.text("Proposals of this choice")
    st.html(f'<div class="kc-chart"><h3>{heading} ({language.number(n)})</h3></div>')
    first_rows_note(n, language)
    draw_proposals(_packed(selected, heading, language, table_texts(language), row_menu("proposal", language)), key=key)


@cached()
def _packed(selected: Selected, heading: str, language: Language, texts: TableTexts, menu: RowMenu) -> PackedTable:
    record = selected.record
    shown = evidence(record, "proposals", newest(selected, LIMIT), language)
    spec = TableSpec(
        caption=heading,
        columns=tuple(evidence_column(one, "18rem" if one.id in {"title", "note"} else None) for one in shown.columns),
        rows=shown.rows,
        clickable=True,
        menu=menu,
        sources=sources_named(record, shown.rows),
        texts=texts,
        page_size=10,
        max_height_px=420,
    )
    return pack_table(spec)


def _clicked(event: TableEvent) -> None:
    focus = f"proposal:{event.row}"
    change_view(focus="" if view().focus == focus else focus)
