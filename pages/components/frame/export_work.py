"""A file of many rows on its way: asked for, made by a job that tells how far it is and can be stopped, then taken away."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from analytics.downloads.apart import ExportOrder, export_apart, not_made
from geodata.clock import now
from geodata.door.access import Permission
from geodata.jobs import WAITING, JobStoppedError, Work
from geodata.store.model import StoreError
from pages.components.browser.plain import plain
from pages.components.visit.access import require
from pages.components.visit.memory import memory
from pages.components.visit.session import QUEUED, words

_SECONDS = 1.0
"""Between two looks."""


@dataclass(frozen=True)
class MadeFile:
    """The one file that a visit has asked for last."""

    order: ExportOrder
    name: str
    work: Work[bytes]


def made_apart(
    order: ExportOrder, name: str, duration: float, save: Callable[[str, Callable[[], bytes], str], None]
) -> None:
    """Draw the button that asks for a file, then how far it is, then what `save` draws to take it away."""
    language = words()
    held = memory().export_file
    if held is None or held.order != order:
        st.caption(
            language.text(
                "Many rows: the file takes about {seconds} seconds to be made. You can go on working meanwhile.",
                seconds=language.number(duration),
            )
        )
        if not st.button(language.text("Make the file"), key="export_make", icon=":material/table:", width="stretch"):
            return
        _begin(order, name)
        st.rerun()
    if not held.work.is_done:
        _progress()
        return
    try:
        content = held.work.result()
    except (JobStoppedError, StoreError, ValueError) as error:
        problem = not_made(error, language)
        st.error(language.text("The file could not be made: {problem}", problem=plain(problem)))
        memory().export_file = None
        st.button(language.text("Try again"), key="export_again", icon=":material/refresh:", width="stretch")
        return
    save(language.text("Save {name}", name=plain(held.name)), lambda: content, held.name)


def _begin(order: ExportOrder, name: str) -> None:
    """Begin the work on a file; the one before, if it goes on, is stopped: a visit has one at a time."""
    require(Permission.EXPORT)
    earlier = memory().export_file
    if earlier is not None:
        earlier.work.cancel()
    at = now()
    memory().export_file = MadeFile(order, name, Work(lambda watch: export_apart(order, at, watch)))


@st.fragment(run_every=_SECONDS)
def _progress() -> None:
    """Draw the bar and the button that stops, and follow the work until it has ended."""
    language, held = words(), memory().export_file
    if held is None or held.work.is_done:
        st.rerun()
        return
    watch = held.work.watch
    step = language.text(QUEUED if watch.step == WAITING else "Making the file…")
    st.progress(watch.share, text=step)
    st.button(language.text("Cancel"), key="export_cancel", icon=":material/close:", on_click=held.work.cancel)
