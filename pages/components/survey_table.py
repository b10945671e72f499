"""The surveys behind the plans of the chosen years, as a table."""

import streamlit as st

from analytics.evidence import source_cell
from analytics.file_names import file_name
from analytics.language import mark
from analytics.surveys import survey_lines, survey_years
from analytics.words import records
from pages.components.data_table import Column, TableSpec, data_table
from pages.components.evidence_view import table_texts
from pages.components.session import prepared_record, selection, words
from pages.components.table_head import table_head

TITLE = mark("The survey behind a year's plan")
LINE = mark("As the source tells it, for the whole province: follows the chosen years, no other filter.")


def survey_table(*, key: str) -> None:
    """Draw what sources tell of the surveys of the chosen years; where they tell of none, say of which years they do."""
    language, record = words(), prepared_record().record
    years = survey_years(record)
    if not years:
        return
    with st.container(border=True, key=f"box_{key}"):
        table_head(language.text(TITLE), language.text(LINE))
        lines = survey_lines(record, selection(), language)
        if not lines:
            told = ", ".join(map(str, years))
            st.caption(
                language.text("No source tells of a survey in the chosen years; of other years: {years}.", years=told)
            )
            return
        sources = {str(row["source_id"]): row for row in records(record["sources"])}
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
            Column("year", language.text("Plan of"), width="5rem"),
            Column("what", language.text("What"), width="12rem"),
            Column("text", language.text("As the source says"), width="34rem"),
            Column("sources", language.text("Source"), kind="link", width="14rem"),
        )
        caption = language.text(TITLE)
        texts = table_texts(language)
        csv_name = file_name(caption, "csv")
        spec = TableSpec(
            caption, columns, rows, csv_name=csv_name, locale=language.code, texts=texts, max_height_px=None
        )
        data_table(spec, key=key)
