"""Scenarios: kept under a name, opened, set side by side, proposed; then what each programme approves, and the papers."""

from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.planning.apart import Explained
from analytics.planning.draft import draft_of
from analytics.planning.keeping import KIND, LockedError, proposed, scenario_change
from analytics.planning.scenario import Scenario, ScenarioError, ScenarioStatus, from_content
from analytics.planning.solving.hand import judged
from analytics.planning.solving.model import PlanRequest, State
from analytics.wording.language import Language
from geodata.clock import today
from geodata.door.access import Permission
from geodata.store.model import Document
from pages.components.browser.plain import plain
from pages.components.editing.saving import save_changes, saving_notices, source_change
from pages.components.panels.table_head import table_head
from pages.components.planning.approval import approval_panel
from pages.components.planning.compare import compare_panel
from pages.components.planning.paper_files import paper_files
from pages.components.planning.visit import begin, draft, is_plan_outdated, keeping, take
from pages.components.visit import office
from pages.components.visit.access import may, who
from pages.components.visit.memory import forget_widget, set_widget
from pages.components.visit.session import words


def kept_documents() -> dict[str, Document]:
    """Return the scenarios that the office keeps, by name; none where there is no store yet."""
    return {one.name: one for one in office.store().documents(KIND)} if office.has_store() else {}


def current_scenario(found: Explained, asked: PlanRequest, name: str) -> Scenario:
    """Return what the visit has in hand as a scenario."""
    held = draft().opened
    status = (
        held.status
        if held and held.name == name and held.grants == judged(asked, found.plan, draft().overrides).grants
        else ScenarioStatus.DRAFT
    )
    day, decided = today().isoformat(), draft().overrides
    return Scenario(name, who(), day, asked, found.plan, decided, status, found.points, found.standings)


def scenarios(found: Explained, asked: PlanRequest) -> None:
    """Draw keeping, papers, and for a scenario that was proposed its approvals."""
    language = words()
    opened_one = draft().opened
    name = opened_one.name if opened_one else language.text("Scenario {n}", n=len(kept_documents()) + 1)
    table_head(
        language.text("Scenario and papers"),
        language.text("A scenario is kept with its author and day; once proposed it is locked."),
    )
    saving_notices("planning")
    left, right = st.columns(2, gap="medium")
    with left:
        name = (st.text_input(language.text("Name"), name, key="plan_name", autocomplete="off") or "").strip()
        scenario = current_scenario(found, asked, name)
        if may(Permission.EDIT) and name and not asked.is_illustrative:
            _keep(scenario, language)
    with right:
        paper_files(scenario, language)
    if scenario.status is ScenarioStatus.PROPOSED:
        approval_panel(scenario, language)


def _keep(scenario: Scenario, language: Language) -> None:
    before = kept_documents().get(scenario.name)
    with st.container(horizontal=True):
        if st.button(language.text("Keep the scenario"), key="plan_keep", icon=":material/save:"):
            _save(scenario, before, language, is_proposed=False)
        if scenario.status is ScenarioStatus.DRAFT and st.button(
            language.text("Propose it"), key="plan_propose", icon=":material/outgoing_mail:"
        ):
            _save(scenario, before, language, is_proposed=True)


def _save(scenario: Scenario, before: Document | None, language: Language, *, is_proposed: bool) -> None:
    source, new_source = source_change()
    try:
        if is_proposed:
            changes = [*new_source, *proposed(scenario, before, today().isoformat(), keeping(source))]
        else:
            changes = [scenario_change(scenario, before)]
    except LockedError:
        st.error(language.text("This scenario was proposed and is locked; give the new one another name."))
        return
    status = ScenarioStatus.PROPOSED if is_proposed else scenario.status
    take(draft_of(replace(scenario, status=status)))
    save_changes(changes, "propose" if is_proposed else "save")


def scenario_list() -> None:
    """Draw the scenarios that are kept: open one, set two or three side by side."""
    language, documents = words(), kept_documents()
    if not documents:
        return
    with st.expander(language.text("Scenarios that are kept ({n})", n=len(documents)), expanded=not draft().is_current):
        held = {name: read for name, document in documents.items() if (read := _read(document)) is not None}
        for name, one in held.items():
            with st.container(horizontal=True, vertical_alignment="center", key=f"plan_kept_{name}"):
                state = language.text("proposed") if one.status is ScenarioStatus.PROPOSED else language.text("draft")
                day = language.partial_date(date.fromisoformat(one.on).isoformat())
                st.markdown(plain(f"{name} · {state} · {one.author} · {day}"))
                st.button(language.text("Open"), key=f"plan_open_{name}", type="tertiary", on_click=_open, args=(one,))
        if len(held) > 1:
            compare_panel(held, language)


def _open(scenario: Scenario) -> None:
    """Go on from a scenario that is kept; what explains its plan is worked out where it was not kept. Called from a callback."""
    take(draft_of(scenario))
    if scenario.plan.state is State.BEST and not scenario.points and not is_plan_outdated():
        begin(scenario.plan)
    set_widget("plan_step", "plan")
    forget_widget("plan_name")


def _read(document: Document) -> Scenario | None:
    try:
        return from_content(document.content)
    except ScenarioError:
        st.warning(
            plain(words().text("“{name}” was written by another version and cannot be opened.", name=document.name))
        )
        return None
