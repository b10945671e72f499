"""Bảng chéo: any two or three fields of the record against each other, itemised beside published, each number with its rows."""

import streamlit as st

from analytics.briefing.story.added import AddedKind
from analytics.crosstab.picture import crosstab_chart
from analytics.crosstab.table import crosstab
from analytics.crosstab.words import CROSSTAB_MEASURE_NAMES, crosstab_title, nothing_of, unit_of, within_sentence
from pages.components.crosstab.choices import cut_choices
from pages.components.crosstab.table import crosstab_notes, crosstab_table
from pages.components.crosstab.taking import take_away, to_slides
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.chart import draw
from pages.components.panels.table_head import table_head
from pages.components.visit.session import selected_rows, selection, words

language = words()
selected = selected_rows(selection())

empty_notice(selected)
cut = cut_choices()
made = crosstab(selected, cut)
with st.container(border=True, key="box_crosstab"):
    with st.container(horizontal=True, vertical_alignment="center"):
        table_head(
            crosstab_title(cut, language),
            unit_of(cut.measure, language) or within_sentence(language.text(CROSSTAB_MEASURE_NAMES[cut.measure])),
        )
        st.space("stretch")
        if not made.is_empty:
            to_slides(AddedKind.CROSSTAB, cut.to_text())
            take_away(made)
    if made.is_empty:
        st.markdown(nothing_of(made, language))
    else:
        crosstab_table(made)
        crosstab_notes(made)
if not made.is_empty:
    draw("crosstab", selected, crosstab_chart, cut=cut)
