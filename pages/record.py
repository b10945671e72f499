"""Bản ghi: one record with all its fields, what belongs to it, its sources and who changed what in it."""

import streamlit as st

from geodata.access import Permission
from pages.components.access import require
from pages.components.edit_one import focused
from pages.components.edit_saving import saving_notices
from pages.components.record_view import record_view
from pages.components.session import words

require(Permission.EDIT)
saving_notices("record")
chosen = focused()
if chosen is None:
    st.info(words().text("No record is chosen: click one on the map or in a list, then “Record and history”."))
else:
    record_view(*chosen)
