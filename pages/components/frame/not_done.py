"""What is shown in place of a page that cannot go on: a right that is missing, a database that is away."""

import streamlit as st

from analytics.editing.refusals import refusal_lines
from geodata.store.model import StoreError
from pages.components.browser.plain import plain
from pages.components.visit.access import NotAllowedError
from pages.components.visit.session import words
from pages.components.visit.sign_in import not_allowed


def not_done(error: NotAllowedError | StoreError) -> None:
    """Say why, and what to do."""
    if isinstance(error, NotAllowedError):
        not_allowed()
        return
    for line in refusal_lines(error, words()):
        st.error(plain(line), icon=":material/error:")
