"""Bản đồ, the home screen: six figures, the map, the ten districts ranked, the card of a record."""

import streamlit as st

from analytics.selection import Selection
from pages.components.card_panel import card_panel
from pages.components.district_panel import district_panel, without_districts
from pages.components.empty_notice import empty_notice
from pages.components.kpi_panel import kpi_panel
from pages.components.map_panel import map_panel
from pages.components.session import selected_rows, selection

selected = selected_rows(selection())
everywhere = without_districts()
whole = selected_rows(Selection())

kpi_panel(selected, whole)
empty_notice(selected)
map_column, table_column = st.columns([4, 3], gap="medium")
with map_column:
    map_panel(selected, everywhere, whole)
with table_column:
    card_panel()
    district_panel(selected, everywhere, whole)
