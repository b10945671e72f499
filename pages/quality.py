"""Chất lượng: what may be wrong with the record, by kind, each finding with its row; rows that are one can be merged."""

import streamlit as st

from analytics.quality import findings_of
from geodata import clock
from geodata.door.access import Permission
from pages.components.editing.saving import saving_notices
from pages.components.quality.detail import finding_detail
from pages.components.quality.lists import chosen_findings, finding_list, kind_list
from pages.components.visit.access import require
from pages.components.visit.session import prepared_record, words

language = words()
require(Permission.EXPORT)
prepared = prepared_record()
today = clock.today()

saving_notices("quality")
with st.spinner(language.text("The record is being checked…")):
    found = findings_of(prepared, today)
kinds, rows = st.columns([2, 5], gap="medium")
with kinds:
    kind_list(found)
with rows:
    chosen = chosen_findings(found)
    finding_detail(chosen)
    finding_list(chosen)
