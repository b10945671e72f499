"""One visit: what is known of it, its answers and photos, the minutes, the form to fill in."""

import streamlit as st

from analytics.evidence.answer_words import answer_words
from analytics.selection.place_words import Row
from analytics.survey.progress import Visit, keeps_no_more
from analytics.survey.trips import call_of
from analytics.wording.labels import label
from geodata.door.access import Permission
from geodata.schema.vocabulary import PICTURE_KINDS
from geodata.survey.questions import Form
from geodata.survey.versions import form_answered
from pages.components.browser.plain import as_html
from pages.components.editing.attachments_panel import attachments_panel
from pages.components.survey.choosing import team_names
from pages.components.survey.phone import visit_form
from pages.components.survey.taking_along import minutes_button
from pages.components.visit import office
from pages.components.visit.access import may
from pages.components.visit.session import change_view, words


def visit_panel(campaign: Row, form: Form, visit: Visit) -> None:
    """Draw a visit in focus."""
    language = words()
    call = call_of(visit, language, shows_contact=may(Permission.EDIT))
    st.button(
        language.text("All visits"),
        icon=":material/arrow_back:",
        key="survey_back",
        on_click=lambda: change_view(visit=""),
    )
    st.subheader(call.name)
    day, team = (
        visit.row["visited_on"] or visit.row["planned_on"],
        team_names(campaign).get(str(visit.row["team_id"]), ""),
    )
    facts = [
        (language.text("Proposal"), visit.proposal if visit.facility else ""),
        (language.text("Place"), f"{call.place} ({call.quality})"),
        (language.text("Contact"), call.contact),
        (language.text("State of the visit"), label(visit.state, language)),
        (language.text("Day"), language.partial_date(str(day)) if day else ""),
        (language.text("Team"), team),
        (language.text("Finding"), str(visit.row["finding"] or "")),
    ]
    _facts([(name, text) for name, text in facts if text])
    answered = form_answered(office.store(), visit.form_version, form)
    minutes_button(campaign, answered, visit)
    if answered != form:
        st.caption(language.text("Answers to version {version} of the questions.", version=answered.version))
    if may(Permission.EDIT):
        visit_form(campaign, form, visit)
    elif visit.answers:
        said = [
            (one.text(language.code), answer_words(one, visit.answers[one.name], language))
            for one in answered.questions
            if one.name in visit.answers
        ]
        _facts(said)
    if may(Permission.EDIT):
        is_past = keeps_no_more(campaign)
        if is_past:
            st.caption(language.text("Contacts and photos of this campaign are past their day and shown no more."))
        attachments_panel("survey_visits", visit.visit_id, PICTURE_KINDS if is_past else ())


def _facts(facts: list[tuple[str, str]]) -> None:
    style = "display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:0.2rem 1rem;margin:0"
    lines = (
        f"<dt style='opacity:0.75'>{as_html(name)}</dt><dd dir='auto' style='margin:0'>{as_html(text)}</dd>"
        for name, text in facts
    )
    st.html(f"<dl style='{style}'>{''.join(lines)}</dl>")
