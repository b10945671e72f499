"""Filled-in forms on the screen: a file is read, each form shown with its fate, then taken; conflicts are decided."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from analytics.editing.refusals import refusal_lines
from analytics.evidence.answer_words import answer_words
from analytics.importing.words import import_refusal_text
from analytics.selection.place_words import Row
from analytics.survey.answers import filled_forms
from analytics.survey.intake import WRITTEN, Fate, IntakeLine, intake
from analytics.survey.progress import Visit
from analytics.survey.taking import Taking, batches, decided
from analytics.wording.language import HOUSE, Language, mark
from geodata.clock import today
from geodata.door.access import Permission
from geodata.importing.limits import FileRefusedError, RefusalCode
from geodata.jobs import JobStoppedError
from geodata.schema.frames import TABLES
from geodata.schema.survey_vocabulary import SubmissionOrigin, SubmissionState
from geodata.schema.vocabulary import SourceKind
from geodata.store.model import StoreError
from geodata.survey.photos import Photo, prepared_photos
from geodata.survey.questions import ANSWER_UNIT_VND, Form
from geodata.survey.reading import ReadForms, read_forms
from geodata.survey.submissions import Submission, is_too_much
from geodata.survey.versions import forms_asked
from geodata.survey.xlsform import VERSION, VISIT
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.browser.plain import plain
from pages.components.editing.saving import save_changes, say_not_begun, source_change
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.file_field import file_field
from pages.components.visit import office
from pages.components.visit.access import may, require
from pages.components.visit.memory import memory
from pages.components.visit.said import say
from pages.components.visit.session import prepared_record, words

FATES: dict[Fate, tuple[str, str]] = {
    Fate.NEW: (mark("new"), "good"),
    Fate.SAME: (mark("is there already"), "muted"),
    Fate.CHANGED: (mark("corrected"), "info"),
    Fate.TAKES_OVER: (mark("takes the place of an earlier visit"), "info"),
    Fate.CONFLICT: (mark("says otherwise: kept beside, to be decided"), "warn"),
    Fate.TWICE: (mark("says the same as a form that is there, under another number"), "muted"),
    Fate.NO_VISIT: (mark("belongs to no visit of this campaign"), "bad"),
    Fate.NO_NUMBER: (mark("bears no number of its own"), "bad"),
    Fate.REFUSED: (mark("refused on its server: not taken in"), "warn"),
}


@dataclass(frozen=True)
class FileOfForms:
    """A file that was read, for which campaign."""

    campaign_id: str
    name: str
    digest: str
    forms: ReadForms


@dataclass(frozen=True)
class Incoming:
    """Where forms come from: the name of the file, its fingerprint, the photos that came along by name."""

    name: str
    digest: str
    media: Mapping[str, bytes]


def coming_back_panel(campaign: Row, form: Form, visits: list[Visit]) -> None:
    """Draw the field for a file, what it holds, and the conflicts that wait."""
    language = words()
    if not may(Permission.EDIT):
        st.info(language.text("You may look here, not take in forms."))
        return
    _conflicts(campaign, form, visits)
    st.caption(
        language.text(
            "ODK Central: CSV, JSON or the ZIP with media. KoboToolbox: XLSX, CSV or GeoJSON. Or the workbook that was filled in."
        )
    )
    number = memory().survey_upload
    with st.container(key="survey_upload"):
        file = file_field(language.text("File of forms"), container="survey_upload", key=f"survey_file_{number}", mb=20)
    if file is not None:
        require(Permission.EDIT)
        memory().survey_upload += 1
        _read(campaign, form, file.name, file.getvalue())
        st.rerun()
    read = memory().survey_file
    if read is not None and read.campaign_id == campaign["campaign_id"]:
        _shown(campaign, form, read, visits)


def _read(campaign: Row, form: Form, name: str, data: bytes) -> None:
    language = words()
    memory().survey_file = None
    try:
        with st.spinner(language.text("Reading the file…")):
            forms = read_forms(data, name, forms_asked(office.store(), form))
    except FileRefusedError as error:
        is_other = error.code is RefusalCode.MISSING_PART
        nothing = language.text("No column of the file is a question of this campaign. Is it another form?")
        say_not_begun(nothing if is_other else import_refusal_text(error, language))
        return
    except JobStoppedError:
        say_not_begun(language.text("The file could not be read. Nothing was taken in; the log says more."))
        return
    memory().survey_file = FileOfForms(campaign["campaign_id"], name, sha256(data).hexdigest(), forms)


def _shown(campaign: Row, form: Form, read: FileOfForms, visits: list[Visit]) -> None:
    language = words()
    lines = intake(prepared_record().record, campaign["campaign_id"], read.forms.submissions)
    counts = Counter(line.fate for line in lines)
    st.subheader(read.name)
    st.markdown(
        "\n".join(f"- {language.number(n)} × {language.text(FATES[fate][0])}" for fate, n in counts.items())
        or language.text("The file holds no form.")
    )
    if read.forms.unused:
        st.caption(
            language.text("Columns that are no question: {names}", names=plain(", ".join(read.forms.unused[:12])))
        )
    _lines(lines, form, visits)
    n = sum(line.fate in WRITTEN for line in lines)
    take, drop = st.columns([1, 1])
    if n and take.button(language.count("Take in {n} form", "Take in {n} forms", n), type="primary", key="survey_take"):
        if take_in(campaign, form, lines, Incoming(read.name, read.digest, read.forms.media)):
            memory().survey_file = None
        st.rerun()
    if drop.button(language.text("Put the file away"), key="survey_drop"):
        memory().survey_file = None
        st.rerun()


def _lines(lines: list[IntakeLine], form: Form, visits: list[Visit]) -> None:
    language = words()
    names = {one.visit_id: one.facility or one.proposal for one in visits}

    def title(question: str) -> str:
        found = form.question(question)
        return language.text("Visit") if question == VISIT else found.text(language.code) if found else question

    def said(question: str, value: str | None) -> str:
        return names.get(value or "", value or "—") if question == VISIT else _answer(form, question, value, language)

    rows = [
        {
            "id": str(number),
            "row": line.submission.row,
            "visit": names.get(line.visit_id, line.submission.visit),
            "fate": {"t": language.text(FATES[line.fate][0]), "tone": FATES[line.fate][1]},
            "differences": "; ".join(
                f"{title(one.question)}: {said(one.question, one.before)} → {said(one.question, one.after)}"
                for one in line.differences
            ),
            "unread": "; ".join(
                f"{title(name)}: {unread_answer_text(form, name, text, language)}"
                for name, text in line.submission.unread.items()
            ),
        }
        for number, line in enumerate(lines)
    ]
    columns = (
        GridColumn("row", language.text("Row"), kind="number", width="4rem"),
        GridColumn("visit", language.text("Visit"), width="16rem"),
        GridColumn("fate", language.text("What becomes of it"), kind="badge", width="12rem"),
        GridColumn("differences", language.text("What differs"), width="20rem"),
        GridColumn("unread", language.text("No answer, kept as written"), width="16rem"),
    )
    caption = language.text("Forms of the file")
    data_table(
        TableSpec(
            caption,
            columns,
            rows,
            texts=table_texts(language),
        ),
        key="survey_lines",
    )


def _answer(form: Form, question: str, value: str | None, language: Language) -> str:
    """Return an answer as a person reads it, "—" where there is none."""
    found = form.question(question)
    return (answer_words(found, value, language) if found else value) if value else "—"


def unread_answer_text(form: Form, name: str, text: str, language: Language) -> str:
    """Say why what a form has at a question is no answer."""
    question = form.question(name)
    if name == VERSION:
        return language.text(
            "version “{version}” of the questions is not known here: read by those of now", version=text
        )
    if question is not None and is_too_much(question, text):
        return language.text(
            "“{text}” million đồng would be more than {most}: is it in đồng? Write it in million đồng, or with its unit.",
            text=text,
            most=language.money(question.most_million * ANSWER_UNIT_VND),
        )
    return language.text("“{text}” is not understood here.", text=text)


def take_in(campaign: Row, form: Form, lines: list[IntakeLine], incoming: Incoming) -> bool:
    """Take forms in, some at a time, each whole, and tell whether all are in; say how far it came where something stopped it."""
    require(Permission.EDIT)
    language, n_taken, is_done = words(), 0, False
    with st.spinner(language.text("Taking in the forms…")):
        try:
            photos = prepared_photos(incoming.media, reads_place=bool(campaign["reads_photo_place"]))
            taking = taking_of(campaign, form, photos, incoming)
            for batch in batches(taking, lines):
                office.commit(batch.changes, "survey forms", contents=batch.contents)
                n_taken += batch.n_forms
            is_done = True
        except StoreError as error:
            say_not_begun("\n".join(refusal_lines(error, language)))
        except JobStoppedError:
            say_not_begun(language.text("The photos could not be made ready. Nothing was taken in; the log says more."))
    say(language.count("{n} form taken in.", "{n} forms taken in.", n_taken))
    return is_done


def taking_of(campaign: Row, form: Form, photos: dict[str, Photo], incoming: Incoming) -> Taking:
    """Return what forms of a file are taken with: the file is their source."""
    source = {
        **dict.fromkeys(TABLES["sources"]),
        "source_id": (source_id := f"office-{incoming.digest[:16]}"),
        "kind": SourceKind.OFFICE.value,
        "title": incoming.name,
        "publisher": words().text("The office's own data"),
        "file": incoming.name,
        "published_on": today().isoformat(),
        "language": HOUSE,
    }
    record = prepared_record().record
    store = office.store()
    return Taking(record, campaign, forms_asked(store, form), photos, source_id, source, store.rows, store.history)


def _conflicts(campaign: Row, form: Form, visits: list[Visit]) -> None:
    """Draw each visit whose forms disagree, both answers beside each other, and let the person decide."""
    language, record = words(), prepared_record().record
    by_visit = {one.visit_id: one for one in visits}
    forms = [one for one in filled_forms(record).values() if one.row["visit_id"] in by_visit]
    waiting = [one for one in forms if one.row["state"] == SubmissionState.CONFLICT]
    for one in waiting:
        visit = by_visit[one.row["visit_id"]]
        with st.container(border=True, key=f"survey_conflict_{one.row['submission_id']}"):
            st.markdown(language.text("Two forms of one visit say otherwise:"))
            st.text(visit.facility or visit.proposal)
            names = [
                name
                for name in dict.fromkeys([*visit.answers, *one.answers])
                if visit.answers.get(name) != one.answers.get(name)
            ]
            rows = [
                {
                    "id": name,
                    "question": found.text(language.code) if (found := form.question(name)) else name,
                    "counts": _answer(form, name, visit.answers.get(name), language),
                    "other": _answer(form, name, one.answers.get(name), language),
                }
                for name in names
            ]
            columns = (
                GridColumn("question", language.text("Question")),
                GridColumn("counts", language.text("Counts now")),
                GridColumn("other", language.text("The other form")),
            )
            data_table(
                TableSpec(language.text("What differs"), columns, rows, texts=table_texts(language)),
                key=f"survey_both_{one.row['submission_id']}",
            )
            with st.container(horizontal=True):
                if st.button(language.text("Keep what counts now"), key=f"survey_keep_{one.row['submission_id']}"):
                    _decide(campaign, form, visit, visit.answers)
                if st.button(language.text("Let the other form count"), key=f"survey_other_{one.row['submission_id']}"):
                    _decide(campaign, form, visit, one.answers, str(one.row["instance"]))


def _decide(campaign: Row, form: Form, visit: Visit, answers: Mapping[str, str], instance: str = "") -> None:
    require(Permission.EDIT)
    record = prepared_record().record
    counted = next(
        (
            str(one.row["instance"])
            for one in filled_forms(record).values()
            if one.row["visit_id"] == visit.visit_id and one.row["state"] == SubmissionState.COUNTS
        ),
        "",
    )
    source_id, changes = source_change()
    submission = Submission(SubmissionOrigin.APP, instance or counted, visit.visit_id, dict(answers))
    source = (
        dict(changes[0].after or {}) if changes else dict(office.store().rows("sources", [source_id])[source_id].values)
    )
    store = office.store()
    taking = Taking(record, campaign, (form,), {}, source_id, source, store.rows, store.history)
    save_changes(decided(taking, IntakeLine(submission, Fate.NEW, visit.visit_id)).changes, "survey decision")
