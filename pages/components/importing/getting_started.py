"""The first run of an office: who it is, what it works with, its facilities and proposals; then what it has, table by table."""

from dataclasses import replace

import streamlit as st

from analytics.editing.attachment_words import attachment_refusal_text
from analytics.editing.office_profile import LONGEST_OFFICE_NAME, MOST_LOGO_BYTES, OfficeProfile
from analytics.editing.refusals import refusal_lines
from analytics.evidence.store_words import SCOPES
from analytics.importing.fields import import_table_name
from analytics.importing.getting_started import FirstStep, next_step, own_rows, steps_done
from analytics.wording.language import Language, mark
from geodata.attachments import ATTACHMENT_LIMITS, AttachmentRefusedError, prepared
from geodata.jobs import JobStoppedError
from geodata.store.model import RecordScope, StoreError
from pages.components.editing.saving import say_not_begun
from pages.components.panels.file_field import file_field
from pages.components.visit import office
from pages.components.visit.memory import memory, widget
from pages.components.visit.session import change_view, words

_TITLES: dict[FirstStep, str] = {
    FirstStep.NAME: mark("Name and logo of the office"),
    FirstStep.SCOPE: mark("Public record, the office's own data, or both"),
    FirstStep.FACILITIES: mark("Facilities of the office"),
    FirstStep.PROPOSALS: mark("Proposals of the office"),
}
HINTS: dict[FirstStep, str] = {
    FirstStep.NAME: mark(
        "They stand in the head of every screen; the name stands on the first slide of decks and reports too."
    ),
    FirstStep.SCOPE: mark("A visit begins with this record; each visit may choose another in the head."),
    FirstStep.FACILITIES: mark("Bring the list of facilities below, as the office keeps it; a template is beside it."),
    FirstStep.PROPOSALS: mark("Bring the list of proposals below; beneficiaries are recognised among the facilities."),
}


def getting_started() -> None:
    """Draw the first steps with the next one open, folded once all are done."""
    language, profile = words(), office.shown_profile()
    counts = office.store().counts() if office.has_store() else {}
    done = steps_done(profile, counts)
    following = next_step(done)
    title = (
        language.count("The office's data: {n} row", "The office's data: {n} rows", sum(own_rows(counts).values()))
        if following is None
        else language.text("To begin: {done} of {all} done", done=sum(done.values()), all=len(done))
    )
    with st.expander(title, expanded=following is not None, icon=":material/flag:", key="office_start"):
        for n, step in enumerate(FirstStep, 1):
            sign = ":material/check_circle:" if done[step] else ":material/radio_button_unchecked:"
            said = f"{sign} {n}. {language.text(_TITLES[step])}"
            if step is following:
                st.markdown(f"**{said}** — {language.text(HINTS[step])}")
                _asked(step, profile, language)
                continue
            with st.container(horizontal=True, vertical_alignment="center", key=f"office_step_{step}"):
                st.markdown(said, width="content")
                if done[step] and step in {FirstStep.NAME, FirstStep.SCOPE}:
                    with st.popover(language.text("Change"), key=f"popover_office_{step}"):
                        _asked(step, profile, language)
        st.caption(
            " · ".join(
                f"{import_table_name(kind, language)}: {language.number(n)}" for kind, n in own_rows(counts).items()
            )
        )


def _asked(step: FirstStep, profile: OfficeProfile, language: Language) -> None:
    if step is FirstStep.NAME:
        _name(profile, language)
    elif step is FirstStep.SCOPE:
        _scope(profile, language)


def _name(profile: OfficeProfile, language: Language) -> None:
    field, logo = st.columns([3, 2], gap="medium")
    with field:
        st.text_input(
            language.text("Name of the office"),
            profile.name,
            max_chars=LONGEST_OFFICE_NAME,
            key="office_name",
            autocomplete="organization",
            on_change=lambda: _save(replace(profile, name=" ".join(widget("office_name").split()))),
        )
    with logo, st.container(key="office_logo"):
        label = language.text("Logo (PNG, JPEG)")
        st.caption(label)
        file = file_field(
            label,
            container="office_logo",
            key=f"office_logo_{memory().attachment_number}",
            mb=ATTACHMENT_LIMITS.file_mb,
            height="4rem",
        )
    if file is not None:
        memory().attachment_number += 1
        _take_logo(file.getvalue(), profile, language)


def _take_logo(data: bytes, profile: OfficeProfile, language: Language) -> None:
    """Keep a picture as the logo; why it is none stands below the field."""
    try:
        small = prepared(data).thumbnail
    except AttachmentRefusedError as error:
        st.error(attachment_refusal_text(error.reason, language))
        return
    except JobStoppedError:
        small = None
    if small is None or len(small) > MOST_LOGO_BYTES:
        st.error(language.text("The logo must be a picture, PNG or JPEG."))
        return
    _save(replace(profile, logo=small))
    st.rerun()


def _scope(profile: OfficeProfile, language: Language) -> None:
    st.radio(
        language.text("Work with"),
        tuple(RecordScope),
        index=list(RecordScope).index(profile.scope) if profile.scope else None,
        format_func=lambda one: language.text(SCOPES[one]),
        key="office_scope",
        horizontal=True,
        label_visibility="collapsed",
        on_change=lambda: _choose_scope(profile, RecordScope(widget("office_scope"))),
    )


def _choose_scope(profile: OfficeProfile, scope: RecordScope) -> None:
    _save(replace(profile, scope=scope))
    change_view(record=scope)


def _save(profile: OfficeProfile) -> None:
    try:
        office.save_profile(profile)
    except StoreError as error:
        for line in refusal_lines(error, words()):
            say_not_begun(line)
