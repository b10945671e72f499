"""Đề án: the steps from registration to inspection, the list, what is due, years and districts, the survey behind a plan; one at the side."""

import streamlit as st

from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.funding.progress import district_grid, year_grid
from analytics.findings.answers import proposals_answers
from analytics.findings.chart_headlines import stages_headline
from analytics.findings.due_headlines import due_headline
from analytics.findings.read_headlines import proposal_districts_headline, proposal_years_headline
from analytics.proposals.due import due_counts, due_of, told_first
from analytics.proposals.due_lines import due_ground, due_left_out
from analytics.proposals.due_words import DUE_RULE
from analytics.selection.place_words import joined
from analytics.wording.language import mark
from geodata import clock
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.answers import answers_strip
from pages.components.panels.card_panel import card_drawer
from pages.components.panels.chart import draw, draw_table, rows_unfiltered_by
from pages.components.panels.due_table import due_table
from pages.components.panels.proposal_cards import proposal_cards
from pages.components.panels.proposal_table import proposal_table
from pages.components.panels.steps_panel import steps_panel
from pages.components.panels.survey_table import survey_table
from pages.components.panels.table_head import table_head
from pages.components.panels.tabs import tabs
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import selected_rows, selection, switch, view, words

language = words()
selected = selected_rows(selection())


def steps() -> None:
    """Draw the steps that proposals have reached, and their money."""
    steps_panel(rows_unfiltered_by("stages"), key="proposals_steps")
    draw_table("proposals_stages", rows_unfiltered_by("stages"), pipeline_chart, stages_headline)


def listed() -> None:
    """Draw the proposals as a table or as cards."""
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


def due() -> None:
    """Draw what is due, by what is known of its day."""
    with st.container(border=True, key="box_due"):
        day = clock.today()
        table = due_of(selected, day)
        counts = due_counts(table)
        state = told_first(counts)
        ground = due_ground(table, state, language) if state else ""
        others = due_left_out(selected.proposals, table, language)
        table_head(
            due_headline(counts, language), joined([joined([others, ground], "; "), language.text(DUE_RULE)], ". ")
        )
        if counts:
            due_table(selected, day, key="proposals_due")


def over_years() -> None:
    """Draw the steps by year and by district."""
    years, districts = st.columns([3, 2], gap="medium")
    with years:
        draw("proposals_years", rows_unfiltered_by("years"), year_grid, proposal_years_headline)
    with districts:
        draw("proposals_districts", rows_unfiltered_by("districts"), district_grid, proposal_districts_headline)


empty_notice(selected)
answers_strip(proposals_answers(selected, clock.today(), language), key="proposals_answers")
tabs(
    {
        "steps": (mark("Steps"), steps),
        "list": (mark("List"), listed),
        "due": (mark("Due, past its day"), due),
        "years": (mark("By year and district"), over_years),
        "surveys": (mark("Surveys"), lambda: survey_table(key="proposals_survey")),
    },
    key="proposals_tab",
)
card_drawer()
