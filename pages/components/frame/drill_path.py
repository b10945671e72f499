"""The way from all years to the proposals: which steps are taken, and a button back to each."""

import streamlit as st

from analytics.selection.selected import Selected
from analytics.selection.selection import Field
from analytics.selection.words import value_words, years_words
from analytics.wording.language import Language
from pages.components.browser.plain import plain
from pages.components.visit.session import choose, selection, words


def drill_path(selected: Selected) -> None:
    """Draw the path year → programme → proposals; a step that is taken leads back to before it."""
    language = words()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="drill_path"):
        _step(_year_words(language), ("years", "programmes"), "years", language.text("All years"))
        st.html("›", width="content")
        _step(_programme_words(language), ("programmes",), "programmes", language.text("All sources of funding"))
        st.html("›", width="content")
        counted = language.count("{n} listed proposal", "{n} listed proposals", selected.count("proposals"))
        st.html(f"<strong>{counted}</strong>", width="content")
        if not (selection().years and selection().programmes):
            st.caption(language.text("Click a year, then a source of funding; the proposals are listed below."))


def _step(chosen: str, dropped: tuple[Field, ...], name: str, everything: str) -> None:
    if not chosen:
        st.html(everything, width="content")
        return

    def back() -> None:
        now = selection()
        for field in dropped:
            now = now.without(field)
        choose(now)

    st.button(f"{plain(chosen)} ↩", key=f"drill_{name}", help=everything, on_click=back)


def _year_words(language: Language) -> str:
    years = years_words(selection().years)
    return language.text("Year {years}", years=years) if years else ""


def _programme_words(language: Language) -> str:
    return ", ".join(value_words("programmes", one, language) for one in selection().programmes)
