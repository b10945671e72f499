"""Kinh phí: over the years, by programme, sector, content and district; published beside itemised; per facility; leverage."""

import streamlit as st

from analytics.figures.funding_bases import basis_chart
from analytics.figures.funding_groups import content_chart, district_chart, programme_chart, sector_chart
from analytics.figures.funding_periods import period_chart
from analytics.figures.funding_ratios import leverage_chart, per_facility_chart, per_proposal_chart
from analytics.figures.funding_years import year_chart
from pages.components.card_panel import card_panel
from pages.components.chart import chart, look, rows_beside
from pages.components.drill_path import drill_path
from pages.components.empty_notice import empty_notice
from pages.components.proposal_table import proposal_table
from pages.components.session import prepared_record, selected_rows, selection

record = prepared_record().record
selected = selected_rows(selection())

empty_notice(selected)
drill_path(selected)
years, programmes = st.columns([3, 2], gap="medium")
with years:
    chart(year_chart(record, rows_beside("years"), look()), key="funding_years")
with programmes:
    chart(programme_chart(record, rows_beside("programmes"), look()), key="funding_programmes")
with st.container(key="funding_list"):
    proposal_table(selected, key="funding_proposals")
with st.container(key="funding_card"):
    card_panel()
periods, bases = st.columns(2, gap="medium")
with periods:
    chart(period_chart(record, rows_beside("years"), look()), key="funding_periods")
with bases:
    chart(basis_chart(record, rows_beside("years"), look()), key="funding_bases")
sectors, districts = st.columns(2, gap="medium")
with sectors:
    chart(sector_chart(rows_beside("sectors"), look()), key="funding_sectors")
    chart(content_chart(record, rows_beside("contents"), look()), key="funding_contents")
with districts:
    chart(district_chart(rows_beside("districts"), look()), key="funding_districts")
    chart(leverage_chart(record, selected, look()), key="funding_leverage")
proposals, facilities = st.columns(2, gap="medium")
with proposals:
    chart(per_proposal_chart(record, selected, look()), key="funding_per_proposal")
with facilities:
    chart(per_facility_chart(record, selected, look()), key="funding_per_facility")
