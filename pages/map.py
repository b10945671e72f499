"""Bản đồ, the home screen: six figures, the map, its units ranked, the card of a record."""

from dataclasses import replace

import streamlit as st

from analytics.selection.selection import Selection
from pages.components.browser.plain import plain
from pages.components.frame.empty_notice import empty_notice, undated_notice
from pages.components.map.breadcrumb import breadcrumb
from pages.components.map.kpi_panel import kpi_panel
from pages.components.map.list_panel import commune_panel, map_list_panel, year_rows
from pages.components.map.map_controls import map_controls
from pages.components.map.map_panel import map_panel, map_title
from pages.components.map.profile_panel import finding, profile_panel
from pages.components.map.unit_panel import unit_panel
from pages.components.panels.card_panel import card_panel
from pages.components.visit.session import map_channel, selected_rows, selection, view

selected = selected_rows(selection())
kpi_panel(selected, selected_rows(Selection()))
empty_notice(selected, is_undated_told=False)  # the map stays where it is while its years are played
if view().has_second_map:
    map_controls()
    first, second = st.columns(2, gap="small")
    with first:
        st.markdown(f"**{plain(map_title(selection(), view().measure))}**")
        map_panel(selection(), view().measure, key="map", channel=map_channel())
    with second:
        other = replace(selection(), years=view().other_years) if view().other_years else selection()
        st.markdown(f"**{plain(map_title(other, view().second_measure))}**")
        map_panel(other, view().second_measure, key="map_beside", channel=map_channel(), has_years=False)
    side = st.container()
else:
    main, side = st.columns([8, 5], gap="small")
    with main, st.container(key="map_stage"):
        map_controls()
        map_panel(selection(), view().measure, key="map")
with side:
    breadcrumb()
    finding()
    map_list_panel()
    card_panel()
    profile_panel()
    commune_panel()
    unit_panel()
    undated_notice(selected)
year_rows()
