"""A crosstab or a comparison among the slides: one click puts it there, as it is seen; then a link leads to them."""

import streamlit as st

from analytics.briefing.story.added import AddedKind, added_of
from pages.components.visit.session import query, selection, words
from pages.components.visit.slides import meeting, show_slides


def to_slides(kind: AddedKind, shown: str) -> None:
    """Draw the button; where the figure is a slide already, the link to the slides."""
    language, one = words(), added_of(kind, shown, selection().to_query())
    if one in meeting().added:
        label = language.text("Among the slides: show them")
        st.page_link("pages/present.py", label=label, icon=":material/slideshow:", query_params=query())
        return
    st.button(
        language.text("Add to the slides"),
        key=f"to_slides_{kind}",
        icon=":material/add_to_queue:",
        on_click=lambda: show_slides(meeting().with_added(one)),
    )
