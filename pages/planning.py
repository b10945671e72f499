"""Phương án: the candidates, what the meeting wishes, the plan with its reasons, scenarios and what became of them."""

import streamlit as st

from pages.components.planning.candidates_step import candidates_step
from pages.components.planning.plan_step import plan_step
from pages.components.planning.scenarios import scenario_list
from pages.components.planning.wishes_step import wishes_step
from pages.components.visit.session import selection, words

language = words()
steps = {
    "candidates": language.text("1 Candidates"),
    "wishes": language.text("2 Wishes"),
    "plan": language.text("3 Plan"),
}
if not selection().is_empty:
    st.caption(language.text("A plan is always for the whole province: the choices above do not narrow it."))
step = st.segmented_control(
    language.text("Step"),
    list(steps),
    format_func=lambda one: steps.get(one, one),
    default="candidates",
    required=True,
    key="plan_step",
    label_visibility="collapsed",
)
draw = {"candidates": candidates_step, "wishes": wishes_step, "plan": plan_step}
draw[step]()
scenario_list()
