"""Sửa: correct what the record says, many rows in a grid or one record in a form, add and remove, undo at once."""

from secrets import token_hex

import streamlit as st

from geodata.access import Permission
from pages.components.access import require
from pages.components.edit_one import GRID, NEW, edit_choices, edit_new, edit_one
from pages.components.edit_rows import edit_round
from pages.components.edit_saving import saving_notices
from pages.components.edit_table import edit_table
from pages.components.session import prepared_record, words

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
        edit_new(table, st.session_state.setdefault(f"edit_token_{edit_round()}", token_hex(6)))
    else:
        edit_one(table)
