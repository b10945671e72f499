"""Trình chiếu: choose and order the slides of the selection, show them full screen, keep them as a programme, take files home."""

import streamlit as st

from analytics.briefing.show import show_data
from pages.components.browser.slide_show import slide_show
from pages.components.present.briefing_panel import briefing_panel
from pages.components.present.meeting import follow_link, leave, map_picture_address, shown_story
from pages.components.present.meeting_panel import meeting_panel
from pages.components.present.slide_list import slide_list
from pages.components.visit.memory import memory
from pages.components.visit.session import view

missing = follow_link()
story = shown_story()

if view().slide:
    slide_show(
        show_data(story, map_picture_address),
        first=view().slide,
        seconds=memory().seconds_a_slide,
        key="show",
        on_leave=leave,
    )
else:
    list_place, side = st.columns([3, 2], gap="large")
    with list_place:
        slide_list(story)
    with side:
        briefing_panel(story)
        meeting_panel(missing)
