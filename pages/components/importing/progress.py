"""How far the work on a file is, while it takes long enough to be told, and the button that stops it."""

import streamlit as st

from analytics.importing.draft import COMPARING, READING, UNDERSTANDING
from geodata.jobs import WAITING
from pages.components.importing.visit import visit
from pages.components.visit.session import QUEUED, words

_FROM_TO = {READING: (0.0, 0.4), UNDERSTANDING: (0.4, 0.7), COMPARING: (0.7, 1.0)}
"""The part of the bar that each step takes."""


_SECONDS = 1.5
"""Between two looks."""


@st.fragment(run_every=_SECONDS)
def import_progress() -> None:
    """Draw the bar and follow the work until it has ended."""
    language, job = words(), visit().job
    if job is None or job.is_done:
        st.rerun()
        return
    start, end = _FROM_TO.get(job.watch.step, (0.0, 0.0))
    step = QUEUED if job.watch.step == WAITING else job.watch.step or READING
    with st.container(border=True, key="import_progress"):
        st.text(visit().name)
        st.progress(start + (end - start) * job.watch.share, text=language.text(step))
        st.button(language.text("Cancel"), key="import_cancel", icon=":material/close:", on_click=job.cancel)
