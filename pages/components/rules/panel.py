"""One rule in full, and what an editor may do with it: end it, change it, add another."""

import streamlit as st

from analytics.editing.fields import fields
from analytics.evidence.rows import rows_with_ids
from analytics.rules.list_words import (
    STANDINGS,
    check_text,
    per_text,
    period_text,
    rule_amount_text,
    share_text,
    subject_text,
)
from analytics.rules.listed import ListedRule
from analytics.rules.words import place_of_rule
from analytics.selection.place_words import joined
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.schema.vocabulary import RuleArea, RuleProgramme
from pages.components.browser.plain import as_html
from pages.components.editing.one import begin_new
from pages.components.editing.rows import opened_rows
from pages.components.editing.saving import save
from pages.components.panels.evidence_view import source_list
from pages.components.panels.typed_field import is_ready, typed_field
from pages.components.visit.access import may
from pages.components.visit.memory import memory
from pages.components.visit.session import change_view, prepared_record, query, words

TABLE = "rules"


def add_rule_button() -> None:
    """Draw the way to the form of a new rule, for those who may edit."""
    if not _may_edit():
        return
    label = words().text("Add a rule")
    if st.button(label, key="rules_add", icon=":material/add:"):
        begin_new(TABLE, {"applies_in": RuleArea.BAC_NINH.value})
        st.switch_page("pages/edit.py", query_params=query())


def rule_panel(one: ListedRule) -> None:
    """Draw the rule that is open."""
    language, rule = words(), one.rule
    with st.container(border=True, key="rule_open"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.html(
                f"<div class='kc-chart'><h3 dir='auto'>{as_html(subject_text(rule, language))}</h3>"
                f"<p dir='auto'>{as_html(place_of_rule(rule, language))}</p></div>"
            )
            st.button(
                "✕",
                key="rule_close",
                help=language.text("Close"),
                on_click=lambda: change_view(focus=""),
                type="tertiary",
            )
        st.html(_facts(one, language))
        if _may_edit():
            _ending(str(rule["rule_id"]), language)
        ids = tuple(str(rule["source_ids"]).split(";"))
        sources = rows_with_ids(prepared_record().record, "sources", ids).assign(n_rows=1)
        with st.expander(language.count("{n} source", "{n} sources", len(ids))):
            source_list(sources, key="rule_sources", caption=language.text("Sources"))


def _facts(one: ListedRule, language: Language) -> str:
    rule = one.rule
    standing = STANDINGS[one.standing]
    facts = (
        (language.text("What it says"), rule["statement"]),
        (language.text("Amount"), joined([rule_amount_text(rule, language), per_text(rule, language)], ", ")),
        (language.text("Share of the cost"), share_text(rule, language)),
        (language.text("Validity"), joined([period_text(rule, language), language.text(standing)])),
        (language.text("Source of funding"), label_of(RuleProgramme, rule["programme"], language)),
        (language.text("Where it holds"), label_of(RuleArea, rule["applies_in"], language)),
        (language.text("Issued by"), joined([rule["issuer"]])),
        (language.text("Amends or replaces the documents"), joined([rule["amends"]])),
        (language.text("Checked"), check_text(one, language)),
        (language.text("Note"), joined([rule["note"]])),
    )
    lines = "".join(f"<dt>{as_html(name)}</dt><dd dir='auto'>{as_html(str(text))}</dd>" for name, text in facts if text)
    return f"<div class='kc-card'><dl>{lines}</dl></div>"


def _may_edit() -> bool:
    return may(Permission.EDIT) and not prepared_record().record.is_illustrative


def _ending(rule_id: str, language: Language) -> None:
    """Draw the last day of the rule with its button, and the way to the whole form."""
    row = opened_rows(f"rule:{rule_id}", TABLE, [rule_id]).get(rule_id)
    if row is None:
        return
    key = f"rule_end_{rule_id}_{memory().edit_round}"
    (last_day,) = [field for field in fields(TABLE) if field.name == "effective_to"]
    with st.container(horizontal=True, vertical_alignment="bottom", key="rule_edit"):
        known = (row.before or {})["effective_to"]
        with st.container(width=260):
            typed = typed_field(last_day, language.text("Last day in force"), known, key, language)
        if st.button(language.text("End this rule"), key=f"{key}_save", icon=":material/event_busy:") and is_ready(
            [typed], language
        ):
            if typed.value == known:
                st.error(language.text("Enter another last day first."), icon=":material/error:")
            else:
                save([(row, {**(row.before or {}), "effective_to": typed.value})])
        st.page_link(
            "pages/edit.py", label=language.text("Edit this record"), icon=":material/edit:", query_params=query()
        )
        st.page_link(
            "pages/record.py",
            label=language.text("Record and history"),
            icon=":material/history:",
            query_params=query(),
        )
