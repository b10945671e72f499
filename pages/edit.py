"""Sửa: correct what the record says, many rows in a grid or one record in a form, add and remove, undo at once."""

import streamlit as st

from geodata.door.access import Permission
from pages.components.editing.one import GRID, NEW, edit_choices, edit_new, edit_one
from pages.components.editing.saving import saving_notices
from pages.components.editing.table import edit_table
from pages.components.visit.access import require
from pages.components.visit.session import prepared_record, words

language = words()
require(Permission.EDIT)
if prepared_record().record.is_illustrative:
    st.info(language.text("The illustrative survey is on: the office's own data is neither shown nor edited."))
else:
    table, mode = edit_choices()
    saving_notices("edit")
    if mode == GRID:
        edit_table(table)
    elif mode == NEW:
        edit_new(table)
    else:
        edit_one(table)
