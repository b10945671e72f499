"""Bản ghi: one record with all its fields, what belongs to it, its sources and who changed what in it."""

import streamlit as st

from geodata.door.access import Permission
from pages.components.editing.one import focused
from pages.components.editing.record_view import record_view
from pages.components.editing.saving import saving_notices
from pages.components.visit.access import require
from pages.components.visit.session import words

require(Permission.EDIT)
saving_notices("record")
chosen = focused()
if chosen is None:
    st.info(words().text("No record is chosen: click one on the map or in a list, then “Record and history”."))
else:
    record_view(*chosen)
