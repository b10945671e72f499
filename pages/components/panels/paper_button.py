"""A paper to take away: written as DOCX when it is asked for; what a person should know before signing stands beneath."""

from collections.abc import Callable, Iterable

import streamlit as st

from analytics.papers.notes import notes
from analytics.papers.paper import Paper
from analytics.selection.file_names import file_name
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.settings import SettingError
from pages.components.browser.plain import plain
from pages.components.visit.access import may, requiring

_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper_button(label: str, make: Callable[[], Paper], title: str, key: str, language: Language) -> tuple[str, ...]:
    """Draw the download of a paper for those who may take data away; return what is to be known of it (see `paper_notes`).

    `title` is what the file is named after. What the office's file of bodies says wrong is told in place of the button.
    """
    if not may(Permission.EXPORT):
        return ()
    try:
        paper = make()
    except SettingError as error:
        st.error(language.text("The file could not be made: {problem}", problem=plain(error)))
        return ()
    st.download_button(
        label,
        requiring(Permission.EXPORT, lambda: _written(paper)),
        file_name=file_name(title, "docx"),
        mime=_MIME,
        key=key,
        on_click="ignore",
        icon=":material/description:",
    )
    return notes(paper, language)


def paper_notes(said: Iterable[str]) -> None:
    """Draw what is to be known of papers, each note once."""
    for note in dict.fromkeys(said):
        st.caption(plain(note))


def _written(paper: Paper) -> bytes:
    from analytics.papers.docx.writer import write_docx  # noqa: PLC0415 - its libraries are loaded with the first paper

    return write_docx(paper)
