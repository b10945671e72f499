"""A field for a number, an amount or a date as text: what was understood stands beneath before it is saved, a doubt is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.editing.fields import Entry, FormField
from analytics.editing.typed import SignQuestion, SignRole, Understood, reading_text, role_text, typed_form, understood
from analytics.wording.language import Language
from pages.components.browser.plain import plain
from pages.components.visit.memory import memory


@dataclass(frozen=True)
class TypedField:
    """What a field to type in holds: its text, what it means, and whether the person has seen that meaning before this run."""

    value: Any
    is_settled: bool
    is_seen: bool


def typed_field(field: FormField, label: str, value: Any, key: str, language: Language) -> TypedField:
    """Draw a field that begins with `value` and return what it now holds."""
    start = typed_form(field.entry, value, language)
    hint = language.text("dd/mm/yyyy, mm/yyyy or yyyy") if field.entry is Entry.DATE else "—"
    text = st.text_input(label, start, key=key, placeholder=hint, autocomplete="off") or ""
    if text == start:
        return TypedField(value, is_settled=True, is_seen=True)
    read = understood(field.entry, text, language)
    if read.question is not None:
        read = read.answered(ask(read.question, f"{key}_{text}_sign", language))
    if read.problem is not None:
        st.error(plain(f"“{text}” {language.text(read.problem.value)}"), icon=":material/error:")
    elif read.is_settled and (field.entry is Entry.MONEY or text != typed_form(field.entry, read.value, language)):
        st.caption(plain(language.text("Understood: {value}", value=reading_text(field.entry, read.value, language))))
    is_plain = read.is_settled and text.strip() == typed_form(field.entry, read.value, language)
    return TypedField(read.value, read.is_settled, is_plain or was_seen(key, {"": (text, read)}))


def ask(question: SignQuestion, key: str, language: Language) -> SignRole | None:
    """Ask what a sign does and return the answer, None while there is none."""
    answer: SignRole | None = st.radio(
        plain(language.text("What does “{sign}” mean here?", sign=question.sign)),
        list(question.readings),
        index=None,
        format_func=lambda role: plain(role_text(question, role, language)),
        key=key,
    )
    return answer


def was_seen(key: str, shown: Mapping[str, tuple[str, Understood]]) -> bool:
    """Tell whether these meanings were on the screen before this run, and note that they are now."""
    seen = memory().typed_seen
    now = {name: (text, read.value) for name, (text, read) in shown.items()}
    before, seen[key] = seen.get(key), now
    return before == now


def is_ready(typed: Iterable[TypedField], language: Language) -> bool:
    """Tell whether all fields can be saved; else say what is still to be looked at."""
    held = list(typed)
    if not all(one.is_settled for one in held):
        st.error(
            language.text("Nothing was saved: some of what was typed is not understood yet."), icon=":material/error:"
        )
        return False
    if not all(one.is_seen for one in held):
        st.warning(language.text("Look at what was understood, then save once more."), icon=":material/visibility:")
        return False
    return True
