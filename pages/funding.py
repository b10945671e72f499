"""Kinh phí: over the years and by programme; then by district, sector and content, what it brought, plans beside what was done."""

import streamlit as st

from analytics.figures.funding.bases import basis_chart
from analytics.figures.funding.difficult_areas import difficult_areas_chart
from analytics.figures.funding.groups import content_chart, funding_district_chart, programme_chart, sector_chart
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.ratios import leverage_chart, per_facility_chart, per_proposal_chart
from analytics.figures.funding.years import funding_year_chart
from analytics.findings import chart_headlines as said
from analytics.findings import read_headlines as read
from analytics.findings.answers import funding_answers
from analytics.funding.published_results import results_of
from analytics.wording.language import mark
from pages.components.frame.drill_path import drill_path
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.answers import answers_strip
from pages.components.panels.card_panel import card_drawer
from pages.components.panels.chart import draw, draw_table, rows_unfiltered_by
from pages.components.panels.evidence_view import rows_table
from pages.components.panels.proposal_table import proposal_table
from pages.components.panels.tabs import tabs
from pages.components.visit.session import selected_rows, selection, words

selected = selected_rows(selection())


def by_district() -> None:
    """Draw the districts, and what sources publish of difficult areas."""
    districts, areas = st.columns(2, gap="medium")
    with districts:
        draw("funding_districts", rows_unfiltered_by("districts"), funding_district_chart, said.districts_headline)
    with areas:
        draw("funding_difficult_areas", rows_unfiltered_by("districts"), difficult_areas_chart, said.areas_headline)


def by_sector() -> None:
    """Draw the sectors."""
    draw("funding_sectors", rows_unfiltered_by("sectors"), sector_chart, said.sectors_headline)


def by_content() -> None:
    """Draw what the money is for."""
    draw("funding_contents", rows_unfiltered_by("contents"), content_chart, said.contents_headline)


def effect() -> None:
    """Draw what the money draws and reaches, as tables: a dozen values are read there faster than between marks."""
    leverage, proposals = st.columns(2, gap="medium")
    with leverage:
        draw_table("funding_leverage", selected, leverage_chart, said.leverage_headline)
        draw_table("funding_per_facility", selected, per_facility_chart, read.per_facility_headline)
    with proposals:
        draw_table("funding_per_proposal", selected, per_proposal_chart, read.per_proposal_headline)


def plans() -> None:
    """Draw what was planned, assigned, approved and done, and other results that sources publish."""
    periods, bases = st.columns(2, gap="medium")
    with periods:
        draw("funding_periods", rows_unfiltered_by("years"), period_chart, said.published_headline)
    with bases:
        draw("funding_bases", rows_unfiltered_by("years"), basis_chart, read.bases_headline)
    n = len(results_of(selected))
    if not n:
        return
    heading = words().text("Other results that sources publish")
    with st.expander(f"{heading} ({words().number(n)})", key="box_funding_results"):
        st.caption(words().text("models, trainees, facilities, counterpart: never added to what is itemised"))
        rows_table("published_figures", selected, results_of, key="funding_results", caption=heading)


empty_notice(selected)
answers_strip(funding_answers(selected, words()), key="funding_answers")
drill_path(selected)
years, programmes = st.columns([3, 2], gap="medium")
with years:
    draw("funding_years", rows_unfiltered_by("years"), funding_year_chart, said.years_headline)
with programmes:
    draw("funding_programmes", rows_unfiltered_by("programmes"), programme_chart, said.programmes_headline)
tabs(
    {
        "districts": (mark("By district"), by_district),
        "sectors": (mark("By sector"), by_sector),
        "contents": (mark("By content"), by_content),
        "effect": (mark("What it brings"), effect),
        "plans": (mark("Plan and result"), plans),
        "list": (mark("Proposals"), lambda: proposal_table(selected, key="funding_proposals")),
    },
    key="funding_tab",
)
card_drawer()
