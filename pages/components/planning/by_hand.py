"""What the meeting decides about a proposal: taken, dropped or with another amount, who and why; what that costs and breaks."""

import streamlit as st

from analytics.planning.apart import Explained, exchange_apart
from analytics.planning.solving.explain import reasons
from analytics.planning.solving.hand import Override, judged
from analytics.planning.solving.model import PlanRequest
from analytics.planning.solving.scores import CRITERION_NAMES
from analytics.planning.words import PlanWords
from analytics.wording.language import Language
from geodata.clock import now
from geodata.jobs import JobStoppedError, Watch
from pages.components.browser.plain import plain
from pages.components.panels.table_head import table_head
from pages.components.planning.fields import millions_field
from pages.components.planning.visit import change_planning, draft
from pages.components.visit.access import who
from pages.components.visit.memory import memory


def by_hand_panel(found: Explained, asked: PlanRequest, said: PlanWords) -> None:
    """Draw what was decided so far, what it breaks, and the proposal that is opened."""
    language = said.language
    held = judged(asked, found.plan, draft().overrides)
    for breach in held.breaches:
        st.warning(plain(said.breach(breach)), icon=":material/gavel:")
    if draft().overrides:
        cost = language.number(held.loss, 1)
        table_head(
            language.text("Decided by the meeting"),
            language.text("The best plan keeps what this one breaks: their scores are not compared.")
            if held.breaches
            else language.text("The score is {cost} lower than that of the best plan.", cost=cost),
        )
        for number, one in enumerate(draft().overrides):
            with st.container(horizontal=True, vertical_alignment="center", key=f"plan_hand_{number}"):
                amount = language.money(one.amount_vnd) if one.amount_vnd else language.text("left out")
                st.markdown(plain(f"{said.short(one.candidate_id)}: {amount} — {one.why} ({one.who}, {one.at})"))
                if st.button("✕", key=f"plan_hand_drop_{number}", type="tertiary", help=language.text("Take it back")):
                    change_planning(overrides=tuple(other for other in draft().overrides if other != one))
                    st.rerun()
    chosen = memory().plan_row
    if chosen is not None and chosen in said.candidates:
        _opened(chosen, found, asked, said, language)


def _opened(chosen: str, found: Explained, asked: PlanRequest, said: PlanWords, language: Language) -> None:
    held = judged(asked, found.plan, draft().overrides)
    given = {one.candidate_id: one for one in held.grants}
    with st.container(border=True, key="plan_opened"):
        left, right = st.columns(2, gap="medium")
        with left:
            table_head(said.short(chosen), said.candidates[chosen].title)
            _points(chosen, found, asked, language)
            if chosen not in found.plan.granted:
                _exchange(chosen, found, asked, said, language)
        with right:
            _decide(chosen, given.get(chosen), asked, said, language)


def _points(chosen: str, found: Explained, asked: PlanRequest, language: Language) -> None:
    reason = next(one for one in reasons(asked, found.plan) if one.candidate_id == chosen)
    weights = {one.criterion: one.weight for one in asked.weights}
    parts = [
        f"{language.text(CRITERION_NAMES[one.criterion])} {language.number(one.points)} × {language.number(weights[one.criterion], 1)}"
        for one in reason.points
        if one.points is not None and weights.get(one.criterion)
    ]
    unknown = [
        language.text(CRITERION_NAMES[one.criterion])
        for one in reason.points
        if one.points is None and weights.get(one.criterion)
    ]
    st.markdown(plain(f"{language.number(reason.score)} = 100 + {' + '.join(parts) or 0}"))
    if unknown:
        st.caption(plain(language.text("No information: {names}.", names=", ".join(unknown))))


def _exchange(chosen: str, found: Explained, asked: PlanRequest, said: PlanWords, language: Language) -> None:
    """Draw what it would take to have the proposal, worked out when it is asked for."""
    kept = memory().plan_exchanges
    key = (hash(asked), chosen)
    if key not in kept and st.button(language.text("What would it take to have it in?"), key="plan_exchange"):
        with st.spinner(language.text("Working it out…")):
            try:
                kept[key] = exchange_apart(asked, found.plan, chosen, Watch())
            except JobStoppedError:
                st.error(language.text("That took too long and was stopped."))
            else:
                st.rerun()
    if key in kept:
        st.markdown(plain(said.exchange(kept[key])))


def _decide(chosen: str, grant: object, asked: PlanRequest, said: PlanWords, language: Language) -> None:
    one = said.candidates[chosen]
    start = getattr(grant, "amount_vnd", None)
    key = f"plan_decide_{chosen}"
    amount = millions_field(
        language.text("Amount by the meeting (million đồng); 0 leaves it out"),
        one.asked_vnd if start is None else start,
        key,
        language,
    )
    able = [budget.programme for budget in asked.budgets if budget.programme in one.programmes] or list(one.programmes)
    at = getattr(grant, "programme", able[0])
    programme = st.selectbox(
        language.text("Source of funding"),
        able,
        index=able.index(at) if at in able else 0,
        format_func=said.programme,
        key=f"{key}_programme",
    )
    why = (st.text_input(language.text("Why"), key=f"{key}_why", autocomplete="off") or "").strip()
    if st.button(language.text("Decide so"), key=f"{key}_do", type="primary", disabled=not why):
        made = Override(chosen, programme, amount or 0, who(), why, f"{now():%Y-%m-%d %H:%M}")
        rest = tuple(other for other in draft().overrides if other.candidate_id != chosen)
        change_planning(overrides=(*rest, made))
        st.rerun()
