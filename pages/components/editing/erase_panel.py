"""Erasing what a record says of a person, for who looks after the app: what will go, and one button that cannot be taken back."""

from functools import partial

import streamlit as st

from analytics.editing.fields import column_label, table_title
from geodata.door.access import Permission
from pages.components.editing.rows import close_all
from pages.components.editing.saving import or_refused
from pages.components.visit import office
from pages.components.visit.access import may, require
from pages.components.visit.session import words


def erase_panel(table: str, row_id: str) -> None:
    """Draw the way to erase personal values of a record and its files, where there are any."""
    if not may(Permission.ADMINISTER) or not (cells := office.store().erasable(table, row_id)):
        return
    language = words()
    with st.popover(language.text("Erase personal data"), icon=":material/person_off:"):
        st.write(
            language.text(
                "Erased for good, in the record and in the journal, old values too. It cannot be taken back. Backups and files made before still hold it."
            )
        )
        named = dict.fromkeys((name, column) for name, _, column in cells)
        for name, column in named:
            n = sum((cell[0], cell[2]) == (name, column) for cell in cells)
            title, label = table_title(name), column_label(name, column)
            part = language.text("with all they hold") if name == "attachments" else language.text(label)
            st.text(f"{language.text(title)} · {part}: {language.number(n)}")
        is_sure = st.checkbox(language.text("Yes, erase it for good"), key=f"erase_sure_{table}_{row_id}")
        if st.button(language.text("Erase"), key="erase_do", type="primary", disabled=not is_sure):
            _erase(table, row_id)


def _erase(table: str, row_id: str) -> None:
    require(Permission.ADMINISTER)
    or_refused(partial(office.erase, table, row_id))
    close_all()
    st.rerun()
