"""Đề án: the pipeline, the way from registration to inspection, what is due, the proposals as table and cards, one card, the survey behind a plan."""

import streamlit as st

from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.funding.progress import district_grid, year_grid
from geodata import clock
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.card_panel import card_panel
from pages.components.panels.chart import draw, rows_unfiltered_by
from pages.components.panels.due_table import due_table
from pages.components.panels.proposal_cards import proposal_cards
from pages.components.panels.proposal_table import proposal_table
from pages.components.panels.survey_table import survey_table
from pages.components.panels.table_head import beside_card, table_head
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import selected_rows, selection, switch, view, words

language = words()
selected = selected_rows(selection())
today = clock.today()

empty_notice(selected)
stages, years = st.columns([2, 3], gap="medium")
with stages:
    draw("proposals_stages", rows_unfiltered_by("stages"), pipeline_chart)
with years:
    draw("proposals_years", rows_unfiltered_by("years"), year_grid)

list_place, card_place = beside_card()
with list_place:
    kinds = {"table": language.text("Table"), "cards": language.text("Cards")}
    set_widget("shape", view().toggles.shape)
    shape = st.segmented_control(
        language.text("Show the proposals as"),
        list(kinds),
        format_func=lambda one: kinds.get(one, one),
        required=True,
        key="shape",
        on_change=lambda: switch(shape=widget("shape")),
    )
    if shape == "cards":
        proposal_cards(selected)
    else:
        proposal_table(selected, key="proposals_list")
with card_place:
    card_panel()

districts, dues = st.columns([2, 3], gap="medium")
with districts:
    draw("proposals_districts", rows_unfiltered_by("districts"), district_grid)
with dues, st.container(border=True, key="box_due"):
    table_head(
        language.text("What is due: acceptance, inspection a year later"),
        language.text(
            "Acceptance at the end of the proposal's year, inspection a year after acceptance. "
            "Overdue is only what the office itself records with its day; of the rest no source says whether it was done."
        ),
    )
    due_table(selected, today, key="proposals_due")

survey_table(key="proposals_survey")
