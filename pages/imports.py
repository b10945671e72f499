"""Nhập dữ liệu: bring a table of the office into the record: read, understood, compared, decided, and taken back if need be."""

import streamlit as st

from geodata.door.access import Permission
from pages.components.importing.decision import decision, import_notices, unforeseen_told
from pages.components.importing.layout import file_bar, layout_panel
from pages.components.importing.preview import preview
from pages.components.importing.progress import import_progress
from pages.components.importing.start import import_start
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
        import_start()
    elif draft.layout is None or draft.understood is None or draft.plan is None:
        file_bar(draft)
        st.warning(
            language.text(
                "No row of this sheet holds headings that any table knows. Choose another sheet, or say in which rows the headings stand."
            ),
            icon=":material/table_rows:",
        )
    else:
        with unforeseen_told():
            file_bar(draft)
            layout_panel(draft, draft.layout)
            decision(draft.understood, draft.plan)
            preview(draft.understood, draft.plan)
