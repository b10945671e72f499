"""What is due on a day, as a table; a row opens the proposal's card."""

from collections.abc import Sequence
from datetime import date

from analytics.evidence.rows import day_cell
from analytics.prepared.caching import cached
from analytics.proposals.due import due_of
from analytics.proposals.due_words import DUE_NAMES, STATES
from analytics.selection.place_words import Row, records
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
    """Return how much is due, and the table of the first of it."""
    due = due_of(selected, day)
    return len(due), pack_table(_table(records(due.head(LIMIT)), day, language, texts, menu))


def _table(due: Sequence[Row], day: date, language: Language, texts: TableTexts, menu: RowMenu) -> TableSpec:
    heading = language.text("Due on {day}", day=language.partial_date(day.isoformat()))
    return TableSpec(
        caption=heading,
        columns=(
            GridColumn("title", language.text("Proposal"), width="16rem"),
            GridColumn("kind", language.text("What is due")),
            GridColumn("since", language.text("Year, or day of acceptance"), width="7rem"),
            GridColumn("due_on", language.text("Due on"), width="6.5rem"),
            GridColumn("state", language.text("State"), kind="badge"),
        ),
        rows=[_row(row, language) for row in due],
        clickable=True,
        menu=menu,
        texts=texts,
        page_size=8,
        max_height_px=None,
    )


def _row(row: Row, language: Language) -> dict[str, object]:
    message, tone = STATES[row["state"]]
    kind = DUE_NAMES[row["kind"]]
    return {
        "id": row["proposal_id"],
        "title": row["title"],
        "kind": language.text(kind),
        "since": day_cell(row["since"], language),
        "due_on": day_cell(row["due_on"], language),
        "state": {"v": row["state"], "t": language.text(message), "tone": tone},
    }
