"""The first step of an import: templates to fill in, the field that takes a file, and how far the work on it is."""

from functools import partial

import streamlit as st

from analytics.importing.draft import COMPARING, READING, UNDERSTANDING
from analytics.importing.fields import import_table_name
from analytics.importing.templates import template, template_name
from analytics.importing.words import FILE_KINDS
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.importing.fields import tables
from geodata.importing.grid import ImportFormat
from geodata.importing.limits import IMPORT_LIMITS
from geodata.jobs import WAITING, warm_up
from pages.components.importing.getting_started import getting_started
from pages.components.importing.visit import open_file, visit
from pages.components.panels.file_field import file_field
from pages.components.visit.access import requiring
from pages.components.visit.session import QUEUED, words

_FROM_TO = {READING: (0.0, 0.4), UNDERSTANDING: (0.4, 0.7), COMPARING: (0.7, 1.0)}
"""The part of the bar that each step takes."""
_SECONDS = 1.5
"""Between two looks."""


def import_start() -> None:
    """Draw the templates beside the field for a file; a file that was chosen begins to be read."""
    language = words()
    getting_started()
    upload, forms = st.columns([3, 2], gap="medium")
    with upload, st.container(border=True, key="import_upload"):
        _upload(language)
    with forms, st.container(border=True, key="import_templates"):
        _templates(language)


def _upload(language: Language) -> None:
    warm_up()  # the first file need not wait for the libraries
    title = language.text("A file of the office")
    st.markdown(f"##### {title}")
    formats = ", ".join(_format_name(one, language) for one in ImportFormat)
    st.caption(
        language.text(
            "{formats}; at most {mb} MB and {rows} rows. Tables as the office keeps them: title rows, merged headings, groups and sums may stay. Nothing is written before you have seen it and decided.",
            formats=formats,
            mb=IMPORT_LIMITS.file_mb,
            rows=language.number(IMPORT_LIMITS.rows),
        )
    )
    file = file_field(title, container="import_upload", key=f"import_file_{visit().number}", mb=IMPORT_LIMITS.file_mb)
    if file is not None:
        open_file(file.getvalue(), file.name)
        st.rerun()


def _templates(language: Language) -> None:
    title = language.text("Or begin with a template")
    st.markdown(f"##### {title}")
    st.caption(language.text("Excel, with lists of the allowed values, an example and notes."))
    with st.container(horizontal=True, gap="small"):
        for kind in tables():
            st.download_button(
                import_table_name(kind, language),
                requiring(Permission.EDIT, partial(template, kind)),
                file_name=template_name(kind),
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                icon=":material/download:",
                key=f"import_template_{kind}",
                on_click="ignore",
            )


def _format_name(one: ImportFormat, language: Language) -> str:
    message = FILE_KINDS[one.value]
    return language.text(message)


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
