"""The files of a plan: Tờ trình and draft decision of each programme, the list as XLSX, the file that others verify."""

import json
from functools import partial

import streamlit as st

from analytics.briefing.meeting import Meeting
from analytics.briefing.story.plan import PLAN_SLIDES
from analytics.evidence.newest import dated_words
from analytics.planning.papers import PaperKind, ProgrammePart, list_file, papers_of, plan_paper
from analytics.planning.scenario import Scenario, file_content
from analytics.planning.words import words_of
from analytics.selection.file_names import file_name
from analytics.wording.language import Language, mark
from geodata.clock import today
from geodata.door.access import Permission
from pages.components.panels.paper_button import paper_button, paper_notes
from pages.components.visit.access import may, requiring
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, query

_KINDS = {PaperKind.SUBMISSION: mark("Submission (DOCX)"), PaperKind.DECISION: mark("Draft decision (DOCX)")}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def paper_files(scenario: Scenario, language: Language) -> None:
    """Draw the files of a plan for those who may take data away."""
    if not may(Permission.EXPORT) or not scenario.grants:
        return
    said = words_of(scenario.request, language)
    programmes = sorted({one.programme for one in scenario.grants})
    programme = st.selectbox(
        language.text("Papers of"), programmes, format_func=said.programme, key="plan_paper_programme"
    )
    record = prepared_record().record
    part = ProgrammePart(record, scenario, programme, today())
    said_of: list[str] = []
    with st.container(horizontal=True):
        for kind in papers_of(programme):
            title = f"{scenario.name} {programme} {kind}"
            said_of += paper_button(
                language.text(_KINDS[kind]), partial(plan_paper, part, kind), title, f"plan_paper_{kind}", language
            )
        listed = list_file(scenario, language, dated_words(record, today(), language))
        _download(language.text("List (XLSX)"), listed, file_name(scenario.name, "xlsx"), _XLSX)
        content = json.dumps(file_content(scenario), ensure_ascii=False, indent=1).encode()
        _download(language.text("File to verify (JSON)"), content, file_name(scenario.name, "json"), "application/json")
        if st.button(language.text("Show as slides"), key="plan_show", icon=":material/slideshow:"):
            _show(scenario)
            st.switch_page("pages/present.py", query_params=query())
    paper_notes(said_of)


def _show(scenario: Scenario) -> None:
    """Have the slides of a plan among those of the meeting; where none were chosen yet, they alone."""
    held = memory()
    held.shown_plan = scenario
    held.meeting = held.meeting or Meeting(("title", *PLAN_SLIDES, "sources"))


def _download(label: str, content: bytes, name: str, mime: str) -> None:
    st.download_button(
        label,
        requiring(Permission.EXPORT, lambda: content),
        file_name=name,
        mime=mime,
        key=f"plan_file_{label}",
        on_click="ignore",
        icon=":material/download:",
    )
