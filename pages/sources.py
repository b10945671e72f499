"""Nguồn: every source with what rests on it, what is published, where sources disagree, what was left out and why."""

import streamlit as st

from analytics.selection.selection import Selection
from analytics.wording.language import mark
from geodata.store.model import RecordScope
from pages.components.browser.data_table import data_table
from pages.components.panels.evidence_view import rows_table, table_texts
from pages.components.panels.record_tables import (
    all_sources,
    contradiction_table,
    introductions,
    omitted,
    published_figures,
)
from pages.components.visit.session import prepared_record, selected_rows, view, words

language = words()
record, texts = prepared_record().record, table_texts(language)


of_public, of_office = introductions(record, language)
if view().record is not RecordScope.OFFICE:
    st.markdown(of_public)
if of_office:
    st.markdown(of_office)
names = (mark("Sources"), mark("Published figures"), mark("Where sources disagree"), mark("Not used"))
sources_tab, figures_tab, contradictions_tab, omitted_tab = st.tabs([language.text(name) for name in names])
with sources_tab:
    data_table(all_sources(record, language, texts), key="all_sources")
with figures_tab:
    caption = language.text("Published figures")
    rows_table("published_figures", selected_rows(Selection()), published_figures, key="all_figures", caption=caption)
with contradictions_tab:
    data_table(contradiction_table(record, language, texts), key="contradictions")
with omitted_tab:
    data_table(omitted(record, language, texts), key="omitted")
