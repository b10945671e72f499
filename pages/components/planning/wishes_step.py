"""Step 2: the budgets, what the meeting wishes, how a proposal is scored; contradictions are told before anything is solved."""

from typing import Any

import streamlit as st

from analytics.planning.draft import PLAN_PROGRAMMES
from analytics.planning.solving.checks import request_contradictions
from analytics.planning.solving.matrix import MILLION
from analytics.planning.solving.model import Budget, Counts, Objective, Of, PlanRequest, Weight, Wish, WishKind
from analytics.planning.solving.scores import CRITERION_NAMES, CRITERION_SCALES
from analytics.planning.words import PlanWords
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import Programme
from pages.components.browser.plain import plain
from pages.components.panels.table_head import table_head
from pages.components.planning.fields import millions_field
from pages.components.planning.visit import change_planning, draft, plan_words, request
from pages.components.visit.session import words

_KINDS = {
    WishKind.MUST: mark("Must be in"),
    WishKind.MUST_NOT: mark("Must not be in"),
    WishKind.EITHER_OR: mark("At most one of"),
    WishKind.LEAST: mark("At least"),
    WishKind.MOST: mark("At most"),
}
_OF = {
    Of.DISTRICT: mark("District"),
    Of.SECTOR: mark("Sector"),
    Of.CONTENT: mark("Support content"),
}
_COUNTS = {
    Counts.PROPOSALS: mark("proposals"),
    Counts.MONEY: mark("million đồng"),
    Counts.SHARE: mark("% of the money granted"),
}
_READINGS = {
    Objective.PROPOSAL: mark("Each proposal counts"),
    Objective.MONEY: mark("Each đồng counts"),
}
_READING_NOTES = {
    Objective.PROPOSAL: mark("The scores of the proposals are added up: many small ones may win over a large one."),
    Objective.MONEY: mark("The score of a proposal counts for each đồng that it is granted: size decides nothing."),
}


def wishes_step() -> None:
    """Draw budgets and wishes on the left, the score on the right."""
    language, asked = words(), request()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _budgets(language)
        _wishes(asked, plan_words(asked), language)
    with right:
        _scores(language)


def _budgets(language: Language) -> None:
    table_head(language.text("Budgets (million đồng)"), language.text("What is held back is not granted."))
    held = {one.programme: one for one in draft().budgets}
    made = []
    for at, (place, programme) in enumerate(zip(st.columns(3), PLAN_PROGRAMMES, strict=True)):
        with place:
            one = held.get(programme, Budget(programme, 0))
            name = label_of(Programme, programme, language)
            amount = millions_field(name, one.amount_vnd, f"plan_budget_{at}", language)
            reserve = millions_field(language.text("of it held back"), one.reserve_vnd, f"plan_reserve_{at}", language)
            made.append(Budget(programme, amount or 0, reserve or 0))
    change_planning(budgets=tuple(made))


def _wishes(asked: PlanRequest, said: PlanWords, language: Language) -> None:
    table_head(language.text("Wishes"), language.text("What the meeting wants; no rule of law asks for it."))
    for number, wish in enumerate(draft().wishes):
        with st.container(horizontal=True, vertical_alignment="center", key=f"plan_wish_{number}"):
            st.markdown(plain(said.wish(wish)))
            if st.button(
                "✕", key=f"plan_wish_drop_{number}", type="tertiary", help=language.text("Take the wish back")
            ):
                change_planning(wishes=tuple(one for one in draft().wishes if one != wish))
                st.rerun()
    _new_wish(asked, said, language)
    for found in request_contradictions(request()):
        st.warning(plain(said.contradiction(found)), icon=":material/call_split:")


def _new_wish(asked: PlanRequest, said: PlanWords, language: Language) -> None:
    with st.container(border=True, key="plan_new_wish"):
        kind = st.segmented_control(
            language.text("New wish"),
            list(_KINDS),
            format_func=lambda one: language.text(_KINDS[one]),
            key="plan_kind",
            default=WishKind.LEAST,
            required=True,
        )
        wish = (
            _of_proposals(kind, asked, said, language)
            if kind in {WishKind.MUST, WishKind.MUST_NOT, WishKind.EITHER_OR}
            else None
        )
        if kind in {WishKind.LEAST, WishKind.MOST}:
            wish = _of_group(kind, asked, said, language)
        if st.button(language.text("Add the wish"), key="plan_wish_add", disabled=wish is None, icon=":material/add:"):
            change_planning(wishes=tuple(dict.fromkeys((*draft().wishes, wish))))
            st.rerun()


def _of_proposals(kind: WishKind, asked: PlanRequest, said: PlanWords, language: Language) -> Wish | None:
    """Draw the proposals of a new wish, begun empty for each wish."""
    ids = [one.candidate_id for one in asked.candidates]
    chosen = st.multiselect(
        language.text("Proposals"),
        ids,
        format_func=said.title,
        key=f"plan_wish_ids_{kind}_{len(draft().wishes)}",
        placeholder="",
    )
    if len(chosen) < (2 if kind is WishKind.EITHER_OR else 1):
        return None
    return Wish(kind, Of.CANDIDATE, tuple(chosen))


def _of_group(kind: WishKind, asked: PlanRequest, said: PlanWords, language: Language) -> Wish | None:
    first, second, third, fourth = st.columns(4)
    with first:
        of = st.selectbox(
            language.text("For"), list(_OF), format_func=lambda one: language.text(_OF[one]), key="plan_of"
        )
    values = sorted({value for one in asked.candidates for value in _values(one, of)})
    each = language.text("each of them")
    with second:
        value = st.selectbox(
            language.text("Which"),
            ["", *values],
            format_func=lambda one: said.value(of, one) if one else each,
            key=f"plan_value_{of}",
        )
    with third:
        text = st.text_input(language.text("Number"), "1", key="plan_number", autocomplete="off")
    with fourth:
        counts = st.selectbox(
            language.text("of"), list(_COUNTS), format_func=lambda one: language.text(_COUNTS[one]), key="plan_counts"
        )
    if not (text or "").strip().isdecimal() or len(text) > 9:
        st.caption(language.text("A whole number is needed."))
        return None
    number = float(text) * {Counts.PROPOSALS: 1, Counts.MONEY: MILLION, Counts.SHARE: 0.01}[counts]
    return Wish(kind, of, (value,) if value else (), counts, number)


def _values(one: Any, of: Of) -> tuple[str, ...]:
    if of is Of.DISTRICT:
        return tuple(one.districts)
    return (getattr(one, of.value),)


def _scores(language: Language) -> None:
    table_head(
        language.text("Score"), language.text("Points from 0 to 100 times the weight; every proposal has 100 besides.")
    )
    reading = st.segmented_control(
        language.text("How scores are added up"),
        list(_READINGS),
        format_func=lambda one: language.text(_READINGS[one]),
        default=draft().reading,
        required=True,
        key="plan_reading",
    )
    st.caption(language.text(_READING_NOTES[reading]))
    held = {one.criterion: one.weight for one in draft().weights}
    weights = []
    places = st.columns(2)
    for number, (criterion, name) in enumerate(CRITERION_NAMES.items()):
        weight = places[number % 2].slider(
            language.text(name),
            0,
            10,
            int(held.get(criterion, 0)),
            help=language.text(CRITERION_SCALES[criterion]),
            key=f"plan_weight_{criterion}",
        )
        weights.append(Weight(criterion, weight))
    made = tuple(weights)
    if (reading, made) != (draft().reading, draft().weights):
        change_planning(reading=reading, weights=made)
        st.rerun()
