"""The surveys behind the plans of the chosen years, as a table."""

import streamlit as st

from analytics.evidence.rows import source_cell, sources_by_id
from analytics.prepared.caching import cached
from analytics.proposals.surveys import survey_lines, survey_years
from analytics.selection.selection import Selection
from analytics.wording.language import Language, mark
from geodata.record import Record
from pages.components.browser.data_table import GridColumn, PackedTable, TableSpec, TableTexts, data_table, pack_table
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.visit.session import prepared_record, selection, words

_TITLE = mark("The survey behind a year's plan")
_LINE = mark("As the source tells it, for the whole province: follows the chosen years, no other filter.")


def survey_table(*, key: str) -> None:
    """Draw what sources tell of the surveys of the chosen years; where they tell of none, say of which years they do."""
    language, record = words(), prepared_record().record
    years = survey_years(record)
    if not years:
        return
    table = _packed(record, selection().years, language, table_texts(language))
    with st.container(border=True, key=f"box_{key}"):
        table_head(language.text(_TITLE), language.text(_LINE))
        if table is not None:
            data_table(table, key=key)
            return
        told = ", ".join(map(str, years))
        st.caption(
            language.text("No source tells of a survey in the chosen years; of other years: {years}.", years=told)
        )


@cached()
def _packed(record: Record, years: tuple[int, int] | None, language: Language, texts: TableTexts) -> PackedTable | None:
    """Return the table of the surveys of some years, None where no source tells of one."""
    lines = survey_lines(record, Selection(years=years), language)
    if not lines:
        return None
    sources = sources_by_id(record)
    rows = [
        {
            "id": line["id"],
            "year": {"v": line["year"], "t": str(line["year"])},
            "what": line["what"],
            "text": line["text"],
            "sources": source_cell([sources[one] for one in line["source_ids"]]),
        }
        for line in lines
    ]
    columns = (
        GridColumn("year", language.text("Plan of"), width="5rem"),
        GridColumn("what", language.text("What"), width="12rem"),
        GridColumn("text", language.text("As the source says"), width="34rem"),
        GridColumn("sources", language.text("Source"), kind="link", width="14rem"),
    )
    caption = language.text(_TITLE)
    return pack_table(TableSpec(caption, columns, rows, texts=texts, max_height_px=None))
