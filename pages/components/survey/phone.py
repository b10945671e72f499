"""The form of a visit, filled in where the team stands: with one hand, kept on the device, taken in like any other form."""

import binascii
from base64 import b64decode
from hashlib import sha256

import streamlit as st

from analytics.selection.place_words import Row
from analytics.survey.answers import counted_forms
from analytics.survey.intake import intake
from analytics.survey.progress import Visit
from geodata.clock import today
from geodata.schema.survey_vocabulary import SubmissionOrigin
from geodata.survey.questions import Form
from geodata.survey.submissions import Submission, answers_of
from pages.components.browser.phone_form import AskedQuestion, PhoneForm, Sent
from pages.components.browser.phone_form import phone_form_element as form_element
from pages.components.survey.coming_back import Incoming, take_in, unread_answer_text
from pages.components.visit.access import who
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words


def visit_form(campaign: Row, form: Form, visit: Visit) -> None:
    """Draw the form of a visit, with the answers that count, and take in what was sent."""
    language = words()
    counted = counted_forms(prepared_record().record).get(visit.visit_id)
    st.subheader(language.text("Fill in the form"))
    problems = memory().survey_problems
    sent = form_element(
        PhoneForm(
            form_key=f"{visit.visit_id}-{form.version}",
            questions=[
                AskedQuestion(
                    one.name,
                    one.kind.value,
                    one.text(language.code),
                    one.hint,
                    tuple((choice.name, choice.text(language.code)) for choice in one.choices),
                    one.asked_when,
                    one.is_compulsory,
                )
                for one in form.questions
            ],
            texts=_texts(),
            answers=visit.answers,
            instance=str(counted.row["instance"]) if counted else "",
            done=memory().survey_sent,
            problems=problems.get(visit.visit_id),
        ),
        key=f"survey_form_{visit.visit_id}",
    )
    if sent is not None and sent.token != memory().survey_sent:
        _take(campaign, form, visit, sent)


def _texts() -> dict[str, str]:
    language = words()
    return {
        "send": language.text("Save the form"),
        "missing": language.text("Not answered yet: {names}"),
        "kept": language.text("Kept on this device at {time}."),
        "unkept": language.text("This browser keeps no draft: do not close it before the form is saved."),
        "offline": language.text("No connection: go on, nothing is lost."),
        "sending": language.text("Saving…"),
        "waits": language.text("No connection: the form stays on this device. Save it again when there is one."),
        "here": language.text("Take the position here"),
        "looking": language.text("Looking for the position…"),
        "nowhere": language.text("The device gives no position. Type latitude and longitude."),
        "hasPhoto": language.text("There is a photo; a new one is added."),
        "noPhoto": language.text("This is no picture that the browser reads."),
    }


def _take(campaign: Row, form: Form, visit: Visit, sent: Sent) -> None:
    """Take in a form that was sent; what is no answer is told at its question, and nothing is written."""
    language = words()
    media = {f"{name}-{sent.token[:8]}.jpg": data for name, text in sent.photos.items() if (data := _bytes(text))}
    names = {name.rpartition("-")[0]: name for name in media}
    answers, photos, unread = answers_of(form, {**sent.answers, **names}, is_typed=True)
    if unread:
        told = {name: unread_answer_text(form, name, text, language) for name, text in unread.items()}
        memory().survey_problems = {visit.visit_id: told}
        st.rerun()
    submission = Submission(
        origin=SubmissionOrigin.APP,
        instance=sent.instance,
        visit=visit.visit_id,
        answers=answers,
        photos=photos,
        submitted_on=today().isoformat(),
        submitted_by=who(),
        version=form.version,
    )
    lines = intake(prepared_record().record, campaign["campaign_id"], [submission])
    memory().survey_problems = {}
    title = language.text("Forms filled in here, {day}", day=language.partial_date(today().isoformat()))
    digest = sha256(f"{who()} {today()}".encode()).hexdigest()
    if take_in(campaign, form, lines, Incoming(title, digest, media)):
        memory().survey_sent = sent.token
    st.rerun()


def _bytes(address: str) -> bytes | None:
    head, _, text = address.partition(",")
    try:
        return b64decode(text, validate=True) if head == "data:image/jpeg;base64" else None
    except (binascii.Error, ValueError):
        return None
