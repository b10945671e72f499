"""Which rules are listed: as of which day, of which programme and content, and how they stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.editing.fields import Entry
from analytics.editing.typed import understood
from analytics.ocop.words import day_text
from analytics.rules.in_force import RuleStatus
from analytics.rules.list_words import STANDINGS
from analytics.rules.listed import ListedRule, RuleChoice, change_days, chosen_rules
from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.schema.vocabulary import Programme, SupportContent
from pages.components.browser.plain import plain
from pages.components.visit.memory import memory, set_widget, widget
from pages.components.visit.session import prepared_record, switch, view, words
from pages.components.visit.toggles import read_day

_DAY = "rules_day"
_PROGRAMMES = (Programme.NATIONAL, Programme.PROVINCIAL, Programme.DISTRICT)


def rule_day(today: date) -> date:
    """Draw the choice of a day, of those on which rules change or of any that is typed, and return it."""
    language = words()
    chosen = view().toggles.day or today
    days = tuple(dict.fromkeys((today, chosen, *change_days(prepared_record().record))))
    set_widget(_DAY, chosen.isoformat())
    st.selectbox(
        language.text("As of"),
        [day.isoformat() for day in days],
        format_func=lambda text: _day_text(text, today, language),
        accept_new_options=True,
        key=_DAY,
        on_change=lambda: _day_chosen(today),
        width=200,
    )
    refused, memory().rules_day_refused = memory().rules_day_refused, ""
    if refused:
        st.caption(language.text("“{text}” is no day; write dd/mm/yyyy.", text=plain(refused)))
    return chosen


def _day_text(text: str, today: date, language: Language) -> str:
    day, is_day = read_day(text)
    if day is None or not is_day:
        return text
    written = day_text(day, language)
    return language.text("{day} (today)", day=written) if day == today else written


def _day_chosen(today: date) -> None:
    text = str(widget(_DAY) or "")
    day, _ = read_day(text)
    if day is None:
        day, _ = read_day(str(understood(Entry.DATE, text, words()).value or ""))
    if day is None:
        memory().rules_day_refused = text
        return
    switch(day=None if day == today else day)


def rule_choice(listed: Sequence[ListedRule]) -> RuleChoice:
    """Draw the filters, each standing with its count after the others, and return the choice."""
    language, choice = words(), view().toggles.rules
    programmes: dict[str, str] = {
        "": language.text("All sources of funding"),
        **{one: label(one, language) for one in _PROGRAMMES},
    }
    stated = {one.rule["support_content"] for one in listed}
    contents: dict[str, str] = {
        "": language.text("All contents"),
        **{one: label(one, language) for one in SupportContent if one in stated or one == choice.content},
    }
    _select("programme", language.text("Source of funding"), programmes, choice.programme)
    _select("content", language.text("Support content"), contents, choice.content)
    counts = Counter(one.standing for one in chosen_rules(listed, replace(choice, standing="")))
    set_widget("rules_standing", choice.standing or None)
    st.pills(
        language.text("Standing"),
        [one for one in RuleStatus if counts[one] or one == choice.standing],
        format_func=lambda one: f"{language.text(STANDINGS[one])} ({language.number(counts[one])})",
        key="rules_standing",
        on_change=lambda: _choose(standing=widget("rules_standing") or ""),
    )
    return choice


def _select(name: str, heading: str, options: dict[str, str], chosen: str) -> None:
    key = f"rules_{name}"
    set_widget(key, chosen)
    st.selectbox(
        heading,
        list(options),
        format_func=lambda one: options.get(one, one),
        key=key,
        on_change=lambda: _choose(**{name: widget(key)}),
        width=200,
    )


def _choose(**changes: str) -> None:
    switch(rules=replace(view().toggles.rules, **changes))
