"""Trình chiếu: choose and order the slides of the selection, show them full screen, keep them as a programme, take files home."""

import streamlit as st

from pages.components.browser.slide_show import slide_show
from pages.components.present.briefing_panel import briefing_panel
from pages.components.present.meeting import follow_link, leave, make_ahead, shown_data, shown_story
from pages.components.present.meeting_panel import meeting_panel
from pages.components.present.slide_list import slide_list
from pages.components.visit.memory import memory
from pages.components.visit.session import view

missing = follow_link()

if view().slide:
    slide_show(
        shown_data(),
        first=view().slide,
        seconds=memory().seconds_a_slide,
        key="show",
        on_leave=leave,
    )
else:
    story = shown_story()
    list_place, side = st.columns([3, 2], gap="large")
    with list_place:
        slide_list(story)
    with side:
        briefing_panel(story)
        meeting_panel(missing)
    make_ahead()
