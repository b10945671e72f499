"""Kinh phí: over the years, by programme, sector, content and district; published beside itemised; per facility; leverage."""

import streamlit as st

from analytics.figures.funding.bases import basis_chart
from analytics.figures.funding.difficult_areas import difficult_areas_chart
from analytics.figures.funding.groups import content_chart, district_chart, programme_chart, sector_chart
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.ratios import leverage_chart, per_facility_chart, per_proposal_chart
from analytics.figures.funding.years import year_chart
from analytics.funding.published_results import results_of
from pages.components.frame.drill_path import drill_path
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.card_panel import card_panel
from pages.components.panels.chart import draw, rows_unfiltered_by
from pages.components.panels.evidence_view import rows_table
from pages.components.panels.proposal_table import proposal_table
from pages.components.panels.table_head import table_head
from pages.components.visit.session import selected_rows, selection, words

selected = selected_rows(selection())

empty_notice(selected)
drill_path(selected)
years, programmes = st.columns([3, 2], gap="medium")
with years:
    draw("funding_years", rows_unfiltered_by("years"), year_chart)
with programmes:
    draw("funding_programmes", rows_unfiltered_by("programmes"), programme_chart)
with st.container(key="funding_list"):
    proposal_table(selected, key="funding_proposals")
with st.container(key="funding_card"):
    card_panel()
periods, bases = st.columns(2, gap="medium")
with periods:
    draw("funding_periods", rows_unfiltered_by("years"), period_chart)
with bases:
    draw("funding_bases", rows_unfiltered_by("years"), basis_chart)
sectors, districts = st.columns(2, gap="medium")
with sectors:
    draw("funding_sectors", rows_unfiltered_by("sectors"), sector_chart)
    draw("funding_contents", rows_unfiltered_by("contents"), content_chart)
with districts:
    draw("funding_districts", rows_unfiltered_by("districts"), district_chart)
    draw("funding_leverage", selected, leverage_chart)
proposals, facilities = st.columns(2, gap="medium")
with proposals:
    draw("funding_per_proposal", selected, per_proposal_chart)
with facilities:
    draw("funding_per_facility", selected, per_facility_chart)
    draw("funding_difficult_areas", rows_unfiltered_by("districts"), difficult_areas_chart)
if len(results_of(selected)):
    with st.container(border=True, key="box_funding_results"):
        heading = words().text("Other results that sources publish")
        table_head(heading, words().text("models, trainees, facilities, counterpart: never added to what is itemised"))
        rows_table("published_figures", selected, results_of, key="funding_results", caption=heading)
