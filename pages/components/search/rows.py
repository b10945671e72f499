"""The rows of what was found and has no card: opened once, over the screen that the visitor is on."""

from analytics.search.names import NameKind
from analytics.search.rows_of import rows_of
from analytics.search.told import NAME_TABLES, searched_row
from geodata.schema.columns import DESCRIPTIONS
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words


def found_rows() -> None:
    """Open the rows of what was chosen in the search last, if that has no card of its own."""
    opened, memory().found_rows = memory().found_rows, None
    if opened is None:
        return
    language, (kind, key) = words(), (NameKind(opened[0]), opened[1])
    rows = rows_of(prepared_record(), kind, key)
    row = searched_row(prepared_record(), kind, key)
    title = key if row is None else str(row[DESCRIPTIONS[NAME_TABLES[kind]].called_by])
    if rows:
        parts = tuple((language.text(DESCRIPTIONS[table].label), table, frame) for table, frame in rows)
        evidence_dialog(title, "", parts)
