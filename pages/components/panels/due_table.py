"""What is due on a day, as a table by what is known of it; a row opens the proposal's card."""

from collections.abc import Mapping
from datetime import date

from analytics.evidence.csv_file import sources_named
from analytics.evidence.rows import source_cell, sources_by_id
from analytics.prepared.caching import cached
from analytics.proposals.due import due_of
from analytics.proposals.due_lines import DueLine, due_groups, due_lines, due_shown
from analytics.proposals.due_words import STATES
from analytics.selection.place_words import Row
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from pages.components.browser.data_table import (
    GridColumn,
    PackedTable,
    RowMenu,
    TableSpec,
    TableTexts,
    pack_table,
)
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.proposal_table import LIMIT, draw_proposals, first_rows_note
from pages.components.panels.row_actions import row_menu
from pages.components.visit.session import words


def due_table(selected: Selected, day: date, *, key: str) -> None:
    """Draw what is due on `day` of the proposals of a selection (the table of `analytics.proposals.due`)."""
    language = words()
    n, table = _due(selected, day, language, table_texts(language), row_menu("proposal", language))
    first_rows_note(n, language)
    draw_proposals(table, key=key)


@cached()
def _due(
    selected: Selected, day: date, language: Language, texts: TableTexts, menu: RowMenu
) -> tuple[int, PackedTable]:
    """Return how much is due, and the table of the first of each state."""
    due = due_of(selected, day)
    groups, sources = due_groups(due, language), sources_by_id(selected.record)
    lines = due_lines(selected.prepared, due_shown(due, LIMIT), day, language)
    rows = [{**_row(one, sources), "section": groups[one.state]} for one in lines]
    table = TableSpec(
        caption=language.text("Due on {day}", day=language.partial_date(day.isoformat())),
        columns=(
            GridColumn("title", language.text("Proposal"), width="15rem"),
            GridColumn("what", language.text("What is due"), width="6.5rem"),
            GridColumn("due", language.text("Due on"), width="7rem"),
            GridColumn("distance", language.text("From today"), width="9.5rem"),
            GridColumn("state", language.text("State"), kind="badge", width="10rem"),
            GridColumn("whose", language.text("Beneficiary, district"), width="10rem"),
            GridColumn("known_from", language.text("Known from"), width="8.5rem"),
            GridColumn("source", language.text("Source"), kind="link", width="9rem"),
        ),
        rows=rows,
        clickable=True,
        menu=menu,
        sources=sources_named(selected.record, rows),
        texts=texts,
        page_size=10,
        max_height_px=None,
    )
    return len(due), pack_table(table)


def _row(one: DueLine, sources: Mapping[str, Row]) -> dict[str, object]:
    days = {"v": one.due_on or None}
    return {
        "id": one.proposal_id,
        "title": one.title,
        "what": one.what,
        "due": {**days, "t": one.due} if one.due else None,
        "distance": {**days, "t": one.distance} if one.distance else None,
        "state": {"v": one.state, "t": one.state_text, "tone": STATES[one.state][1]},
        "whose": one.whose or None,
        "known_from": one.known_from,
        "source": source_cell([sources[id_] for id_ in one.source_ids]),
        "source_ids": one.source_ids,
    }
