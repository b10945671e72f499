"""Nhập dữ liệu: bring a table of the office into the record: read, understood, compared, decided, and taken back if need be."""

import streamlit as st

from geodata.door.access import Permission
from pages.components.importing.decision import import_notices
from pages.components.importing.start import import_progress, import_start
from pages.components.importing.steps import first_steps, import_steps
from pages.components.importing.visit import finish_work, visit
from pages.components.visit.access import require
from pages.components.visit.session import prepared_record, words

require(Permission.EDIT)
language = words()
if prepared_record().record.is_illustrative:
    st.info(language.text("The illustrative survey is on: the office's own data is neither shown nor edited."))
elif not finish_work():
    import_progress()
else:
    draft = visit().draft
    import_notices()
    if draft is None:
        first_steps()
        import_start()
    else:
        import_steps(draft)
