"""The way between the screens: links that carry selection and view, so that one step back is one step back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages.components.frame.data_navigation import data_link
from pages.components.visit.session import query
from pages.components.visit.sign_in import sign_in_status

if TYPE_CHECKING:
    from pages.components.visit.streamlit_parts import StreamlitPage


def navigation_links(pages: Sequence["StreamlitPage"], data: dict[str, "StreamlitPage"]) -> None:
    """Draw a link to every screen, one to the data pages, and who is signed in.

    Streamlit's own navigation clears the address on the way; the visit would write it again, and the back button would
    find the empty one in between.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="navigation"):
        for page in pages:
            st.page_link(page, query_params=query())
        data_link(data)
        st.space("stretch")
        sign_in_status()
