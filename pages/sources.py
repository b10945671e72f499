"""Nguồn: every source with what rests on it, what is published, where sources disagree, what was left out and why."""

from collections.abc import Callable

import streamlit as st

from analytics.evidence.store_words import office_introduction
from analytics.evidence.trust import TrustTable, contradictions_table, omitted_table, source_use
from analytics.wording.language import mark
from geodata.record.office_rows import office_counts, office_sources
from geodata.store.model import RecordScope
from pages.components.browser.data_table import Column, TableSpec, data_table, pack
from pages.components.panels.evidence_view import evidence_table, source_table, table_texts
from pages.components.visit.session import prepared_record, view, words

language = words()
record, index = prepared_record().record, prepared_record().index


def draw(key: str, made: Callable[[], TableSpec]) -> None:
    """Draw a table of the record's own bookkeeping, packed once a record for those who may do the same with it."""
    data_table(index.keep((key, table_texts(language)), lambda: pack(made())), key=key)


def trust_table(table: TrustTable, key: str) -> TableSpec:
    """Return a table of the record about itself as it is drawn."""
    columns = tuple(Column(id_, language.text(heading), width=width) for id_, heading, width in table.columns)
    return TableSpec(
        caption=language.text(table.caption),
        columns=columns,
        rows=table.rows,
        csv_name=f"{key}.csv",
        locale=language.code,
        texts=table_texts(language),
        page_size=25,
        max_height_px=None,
    )


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
    draw("all_sources", lambda: source_table(source_use(record), language.text("Sources"), None))
with figures_tab:
    evidence_table(
        "published_figures",
        record["published_figures"],
        key="all_figures",
        caption=language.text("Published figures"),
        of=index,
    )
with contradictions_tab:
    draw("contradictions", lambda: trust_table(contradictions_table(record), "contradictions"))
with omitted_tab:
    draw("omitted", lambda: trust_table(omitted_table(record, language), "omitted"))
