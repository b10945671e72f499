"""What the meeting states of a candidate over the record: whether less will do, jobs, difficult area and the like, which conditions it meets."""

from typing import Any

import streamlit as st

from analytics.planning.solving.model import Candidate, Ceiling, Criterion
from analytics.planning.solving.scores import CRITERION_NAMES
from analytics.wording.language import Language
from pages.components.browser.plain import plain
from pages.components.planning.fields import millions_field
from pages.components.planning.visit import change_planning, draft

_FLAGS = {
    "is_difficult": Criterion.DIFFICULT,
    "exports": Criterion.EXPORT,
    "is_women_or_minority": Criterion.WOMEN_OR_MINORITY,
    "is_green_or_digital": Criterion.PRIORITY,
}


def statements(one: Candidate, ceilings: tuple[Ceiling, ...], language: Language) -> None:
    """Draw what can be stated of a candidate; it counts in this plan alone and is kept with the scenario."""
    with st.expander(language.text("What the meeting states of it"), expanded=True):
        said: dict[str, Any] = {}
        key = f"plan_state_{one.candidate_id}"
        least = millions_field(
            language.text("Can do with (million đồng); empty: only with all"), one.least_vnd, f"{key}_least", language
        )
        said["least_vnd"] = least if least is None or one.asked_vnd is None else min(least, one.asked_vnd)
        said["jobs"] = _whole(language.text("New jobs"), one.jobs, f"{key}_jobs")
        columns = st.columns(2)
        for at, (name, criterion) in enumerate(_FLAGS.items()):
            with columns[at % 2]:
                said[name] = _flag(
                    language.text(CRITERION_NAMES[criterion]), getattr(one, name), f"{key}_{name}", language
                )
        said["meets"] = _conditions(one, ceilings, key, language)
        if st.checkbox(language.text("Leave it out of the candidates"), key=f"{key}_left"):
            change_planning(left=draft().left | {one.candidate_id})
            st.rerun()
        if any(getattr(one, name) != value for name, value in said.items()):
            change_planning(stated={**draft().stated, one.candidate_id: said})
            st.rerun()


def _whole(label: str, value: int | None, key: str) -> int | None:
    text = st.text_input(label, "" if value is None else str(value), key=key, autocomplete="off") or ""
    return int(text) if text.strip().isdecimal() and len(text) < 7 else None


def _flag(label: str, value: bool | None, key: str, language: Language) -> bool | None:  # noqa: FBT001
    names = {None: language.text("not known"), True: language.text("yes"), False: language.text("no")}
    return st.selectbox(label, list(names), index=list(names).index(value), format_func=lambda one: names[one], key=key)


def _conditions(one: Candidate, ceilings: tuple[Ceiling, ...], key: str, language: Language) -> tuple[str, ...]:
    met = []
    for rule in ceilings:
        if rule.content == one.content and rule.condition:
            label = language.text("Meets: {condition} ({document})", condition=rule.condition, document=rule.document)
            if st.checkbox(plain(label), rule.rule_id in one.meets, key=f"{key}_{rule.rule_id}"):
                met.append(rule.rule_id)
    return tuple(met)
