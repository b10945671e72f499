"""The plan that a visit has in hand, and the job that works on it."""

from dataclasses import replace

import streamlit as st

from analytics.planning.apart import explained_apart
from analytics.planning.draft import PlanDraft, new_draft, request_of
from analytics.planning.keeping import Keeping, row_reader
from analytics.planning.solving.model import BudgetPlan, PlanRequest
from analytics.planning.words import PlanWords, words_of
from analytics.wording.language import mark
from geodata import clock
from geodata.jobs import JobStoppedError, StopReason, Work
from pages.components.visit import office
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words

_SECONDS = 0.5
"""Between two looks at the job."""
_STEPS = {
    "plan": mark("Looking for the best plan…"),
    "curve": mark("Trying other budgets…"),
    "weights": mark("Trying other weights…"),
}


def draft() -> PlanDraft:
    """Return what this visit has in hand."""
    held = memory()
    held.plan_draft = held.plan_draft or new_draft(prepared_record(), clock.today())
    return held.plan_draft


def change_planning(**changes: object) -> None:
    """Change parts of what this visit has in hand; called from a callback, or before a rerun."""
    memory().plan_draft = replace(draft(), **changes)  # type: ignore[arg-type]


def take(new: PlanDraft) -> None:
    """Have something else in hand."""
    memory().plan_draft = new


def request() -> PlanRequest:
    """Return what the draft asks now."""
    return request_of(draft(), prepared_record())


def plan_words(asked: PlanRequest) -> PlanWords:
    """Return what names the proposals in the language of the visit."""
    return words_of(asked, words())


def is_plan_outdated() -> bool:
    """Tell whether the plan on the screen answers another question than the one asked now."""
    return draft().is_current and draft().solved != request()


def is_working() -> bool:
    """Tell whether the job of this visit goes on."""
    return memory().plan_work is not None


def is_being_explained() -> bool:
    """Tell whether the job works on what explains the plan that is there."""
    held = memory().plan_work
    return held is not None and draft().is_current and held[0] == draft().solved


def begin(plan: BudgetPlan | None = None) -> None:
    """Ask for the plan, or for what explains one that is there; the job before, if it goes on, is stopped."""
    earlier = memory().plan_work
    if earlier is not None:
        earlier[1].cancel()
    asked = request()
    memory().plan_work = (asked, Work(lambda watch: explained_apart(asked, watch, plan)))


@st.fragment(run_every=_SECONDS)
def progress() -> None:
    """Draw how far the job is and the button that stops it; when it has ended, take what it found."""
    held = memory().plan_work
    if held is None:
        return
    asked, work = held
    language = words()
    if work.is_done:
        memory().plan_work = None
        try:
            known = {one.candidate_id for one in asked.candidates}
            kept = tuple(one for one in draft().overrides if one.candidate_id in known)
            change_planning(explained=work.result(), solved=asked, overrides=kept)
        except JobStoppedError as stopped:
            _tell(stopped)
        st.rerun()
    text = language.text(_STEPS.get(work.watch.step, _STEPS["plan"]))
    st.progress(work.watch.share, text=text)
    st.button(language.text("Stop, with the best plan so far"), key="plan_stop", on_click=work.cancel)


def _tell(stopped: JobStoppedError) -> None:
    language = words()
    if stopped.reason is StopReason.CANCELLED:
        memory().plan_problem = language.text("Stopped before a plan was found.")
    else:
        memory().plan_problem = language.text("The plan could not be worked out: {why}.", why=stopped.reason)


def keeping(source: str) -> Keeping:
    """Return how rows are read and on whose word they are changed."""
    return Keeping(row_reader(office.store()), source)
