"""Step 3: the plan. What leadership reads stands first: how many, how much, what else there would be for more money; then reasons, hand, scenarios."""

from collections.abc import Iterable

import streamlit as st

from analytics.planning.apart import Explained
from analytics.planning.solving.conflicts import wishes_without
from analytics.planning.solving.explain import Point
from analytics.planning.solving.hand import NextInLine, judged, next_in_line, share_of_best
from analytics.planning.solving.model import Grant, PlanRequest, State
from analytics.planning.solving.solve import MOST_GAP
from analytics.planning.words import PlanWords
from analytics.wording.labels import label_of
from analytics.wording.language import Language, kept_together
from geodata.schema.vocabulary import Programme
from pages.components.browser.plain import plain
from pages.components.panels.table_head import table_head
from pages.components.planning.by_hand import by_hand_panel
from pages.components.planning.money import curve_chart, money_map, money_part
from pages.components.planning.plan_table import plan_table
from pages.components.planning.scenarios import scenarios
from pages.components.planning.visit import (
    begin,
    change_planning,
    draft,
    is_being_explained,
    is_plan_outdated,
    is_working,
    plan_words,
    progress,
    request,
)
from pages.components.visit.memory import memory, set_widget
from pages.components.visit.session import words

_STYLE = """
<style>
.st-key-plan_head { gap: 0 2rem; }
.st-key-plan_head [data-testid="stMetricValue"] { font-size: 1.75rem; line-height: 1.2; }
@media (max-width: 640px) {
  .st-key-plan_head { display: grid; grid-template-columns: 1fr 1fr; gap: 0 0.5rem; }
  .st-key-plan_head [data-testid="stMetricValue"] { font-size: 1.375rem; } }
</style>
"""
"""The numbers take little of a screen, two in a row on a phone."""


def plan_step() -> None:
    """Draw the plan, or the button that asks for it."""
    language = words()
    problem, memory().plan_problem = memory().plan_problem, ""
    if problem:
        st.error(plain(problem), icon=":material/error:")
    if is_working():
        progress()
        if not is_being_explained():
            return
    found, asked = draft().explained, draft().solved
    if not is_working() and (not draft().is_current or is_plan_outdated() or _is_unexplained(found)):
        _ask(language)
    if found is None or asked is None:
        return
    said = plan_words(asked)
    if found.plan.state is State.NONE:
        _conflict(found, said, language)
        return
    _head(found, asked, language)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        plan_table(found, asked, said)
    with right:
        _money(found, asked, said, language)
    by_hand_panel(found, asked, said)
    scenarios(found, asked)


def _is_unexplained(found: Explained | None) -> bool:
    return found is not None and not found.points and not found.conflict


def _ask(language: Language) -> None:
    asked = request()
    if not asked.budgets and asked.candidates:
        _to_step("wishes", language.text("No budget is stated yet."), language.text("Enter the budgets in step 2"))
        return
    if not asked.candidates:
        none = language.text("There are no candidates for this year.")
        _to_step("candidates", none, language.text("See step 1"))
        return
    if is_plan_outdated():
        st.warning(language.text("Candidates, wishes or weights have changed since this plan was made."))
    label = language.text("Make the plan anew") if draft().is_current else language.text("Make the plan")
    if st.button(label, key="plan_make", type="primary", icon=":material/calculate:"):
        begin()
        st.rerun()


def _to_step(step: str, why: str, label: str) -> None:
    """Say why there is no plan yet, and lead to the step that mends it."""
    st.info(why)
    st.button(label, key="plan_to_step", type="primary", on_click=lambda: set_widget("plan_step", step))


def _head(found: Explained, asked: PlanRequest, language: Language) -> None:
    """Draw the numbers that a stranger reads first."""
    held = judged(asked, found.plan, draft().overrides)
    free = sum(one.free_vnd for one in asked.budgets)
    is_best = found.plan.state is State.BEST
    st.html(_STYLE)
    with st.container(horizontal=True, key="plan_head"):
        st.metric(language.text("Proposals in the plan"), f"{len(held.grants)} / {len(asked.candidates)}")
        st.metric(language.text("Granted"), language.money(held.money_vnd))
        left_over = language.money(max(0, free - held.money_vnd))
        st.metric(language.text("Left of {budget}", budget=language.money(free)), left_over)
        reached = share_of_best(held, found.plan)
        share = "—" if reached is None else language.percent(reached, 1)
        st.metric(
            language.text("Score, of the best possible"),
            share if is_best or reached is None else kept_together("≥", share),
        )
    said = []
    if len(asked.budgets) > 1 and (left := _left_by_programme(asked, held.grants, language)):
        said.append(language.text("Left by source of funding: {parts}.", parts=left))
    if next_ := next_in_line(asked, held.grants):
        said.append(_left(next_, asked, language))
    if said:
        st.caption(plain(" ".join(said)))
    if not is_best:
        gap = language.percent(found.plan.gap, 2)
        text = language.text("Stopped early: the best plan may score up to {gap} more.", gap=gap)
        (st.warning if found.plan.gap > MOST_GAP else st.caption)(text)


def _left_by_programme(asked: PlanRequest, grants: Iterable[Grant], language: Language) -> str:
    """Return what each programme has left, those that have anything."""
    left = {one.programme: one.free_vnd for one in asked.budgets}
    for one in grants:
        left[one.programme] = left.get(one.programme, 0) - one.amount_vnd
    named = [(label_of(Programme, name, language), vnd) for name, vnd in left.items() if vnd > 0]
    return ", ".join(f"{name} {language.money(vnd)}" for name, vnd in named)


def _left(next_: NextInLine, asked: PlanRequest, language: Language) -> str:
    name, amount = plan_words(asked).short(next_.candidate_id), language.money(next_.needs_vnd)
    return language.text(
        "{left} is left: not enough for the next proposal, {name} ({amount}).",
        left=language.money(next_.left_vnd),
        name=name,
        amount=amount,
    )


def _money(found: Explained, asked: PlanRequest, said: PlanWords, language: Language) -> None:
    parts = {
        "more": language.text("More or less money"),
        "map": language.text("Map"),
        "district": language.text("District"),
        "sector": language.text("Sector"),
        "programme": language.text("Source of funding"),
    }
    part = st.segmented_control(
        language.text("Money"),
        list(parts),
        format_func=lambda one: parts.get(one, one),
        default="more",
        required=True,
        key="plan_part",
        label_visibility="collapsed",
    )
    if part == "more":
        _slider(found, said, language)
        return
    grants = judged(asked, found.plan, draft().overrides).grants
    if part == "map":
        money_map(asked, grants, said)
    else:
        money_part(asked, grants, part, said)


def _slider(found: Explained, said: PlanWords, language: Language) -> None:
    """Draw the curve and a slider over the budgets that were worked out; what would come in and go out."""
    if len(found.points) < 2:
        st.caption(language.text("Other budgets were not worked out."))
        return
    curve_chart(found.points, key="plan_curve")
    changes = {point.change_vnd: point for point in found.points}
    chosen = st.select_slider(
        language.text("The largest budget, more or less"),
        list(changes),
        0,
        format_func=lambda vnd: f"{'+' if vnd > 0 else '−' if vnd < 0 else '±'}{language.money(abs(vnd))}",
        key="plan_slider",
    )
    st.markdown(plain(_said_of(changes[chosen], changes[0], said, language)))


def _said_of(point: Point, now: Point, said: PlanWords, language: Language) -> str:
    into = [said.short(one) for one in point.candidates if one not in now.candidates]
    out = [said.short(one) for one in now.candidates if one not in point.candidates]
    parts = [
        language.count(
            "{n} proposal, {money}.", "{n} proposals, {money}.", point.n, money=language.money(point.money_vnd)
        )
    ]
    if into:
        parts.append(language.text("In: {names}.", names=", ".join(into)))
    if out:
        parts.append(language.text("Out: {names}.", names=", ".join(out)))
    return " ".join(parts)


def _conflict(found: Explained, said: PlanWords, language: Language) -> None:
    """Draw wishes that contradict each other, each with a button that takes it back and what that would bring."""
    table_head(
        language.text("No plan keeps all wishes"),
        language.text("These contradict each other: take one of them back. Law and budgets stay."),
    )
    for number, one in enumerate(found.conflict):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"plan_conflict_{number}"):
            bring = language.text("others contradict each other still")
            if one.plan.state is not State.NONE:
                bring = language.count(
                    "then {n} proposal, {money}, score {score}",
                    "then {n} proposals, {money}, score {score}",
                    len(one.plan.grants),
                    money=language.money(one.plan.money_vnd),
                    score=language.number(one.plan.score),
                )
            st.markdown(plain(f"{said.wish(one.wish)} — {bring}"))
            if st.button(language.text("Take it back"), key=f"plan_relax_{number}"):
                change_planning(wishes=wishes_without(request(), one.wish))
                begin()
                st.rerun()
