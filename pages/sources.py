"""Nguồn: every source with what rests on it, what is published, where sources disagree, what was left out and why."""

import streamlit as st

from analytics.language import mark
from analytics.store_words import office_introduction
from analytics.trust import TrustTable, contradictions_table, omitted_table, source_use
from geodata.office_rows import office_counts, office_sources
from geodata.store.model import RecordScope
from pages.components.data_table import Column, TableSpec, data_table
from pages.components.evidence_view import evidence_table, source_list, table_texts
from pages.components.session import prepared_record, view, words

language = words()
record = prepared_record().record


def draw(table: TrustTable, *, key: str) -> None:
    """Draw a table of the record's own bookkeeping."""
    columns = tuple(Column(id_, language.text(heading), width=width) for id_, heading, width in table.columns)
    spec = TableSpec(
        caption=language.text(table.caption),
        columns=columns,
        rows=table.rows,
        csv_name=f"{key}.csv",
        locale=language.code,
        texts=table_texts(language),
        page_size=25,
        max_height_px=None,
    )
    data_table(spec, key=key)


if record.is_illustrative:
    introduction = language.text(
        "This is an **illustrative survey**, generated and not reported. Only the published figures and the rules, "
        "with their {sources} sources, are real.",
        sources=language.number(len(record["sources"]) - 1),
    )
else:
    introduction = language.text(
        "This is the **public record**: {facts} statements found in {sources} public sources, curated by hand. "
        "It is not the office's own data and it is not complete.",
        facts=language.number(
            len(record["provenance"].drop_duplicates(["fact_file", "fact_line"])) + len(record["omitted"])
        ),
        sources=language.number(len(record["sources"]) - len(office_sources(record))),
    )
if view().record is not RecordScope.OFFICE:
    st.markdown(introduction)
if counts := office_counts(record):
    st.markdown(office_introduction(counts, len(office_sources(record)), language))
names = (mark("Sources"), mark("Published figures"), mark("Where sources disagree"), mark("Left out"))
sources_tab, figures_tab, contradictions_tab, omitted_tab = st.tabs([language.text(name) for name in names])
with sources_tab:
    source_list(source_use(record), key="all_sources", caption=language.text("Sources"), max_height_px=None)
with figures_tab:
    evidence_table(
        "published_figures", record["published_figures"], key="all_figures", caption=language.text("Published figures")
    )
with contradictions_tab:
    draw(contradictions_table(record), key="contradictions")
with omitted_tab:
    draw(omitted_table(record, language), key="omitted")
