"""Quy định: ceilings, score bands, validity and administrative changes as of a day, each with document, article and source."""

import streamlit as st

from analytics.ocop.words import day_text
from analytics.rules.in_force import RuleStatus
from analytics.rules.list_words import RULE_GROUP_NAMES
from analytics.rules.listed import RuleGroup, chosen_rules, listed_rules, of_group
from geodata import clock
from pages.components.editing.saving import saving_notices
from pages.components.panels.table_head import table_head
from pages.components.rules.cards import rule_cards
from pages.components.rules.choices import rule_choice, rule_day
from pages.components.rules.panel import add_rule_button, rule_panel
from pages.components.rules.tables import FOCUS, group_tabs, rule_table
from pages.components.visit.session import prepared_record, view, words

language = words()
with st.container(horizontal=True, vertical_alignment="bottom", key="rules_choices"):
    day = rule_day(clock.today())
    listed = listed_rules(prepared_record().record, day)
    choice = rule_choice(listed)
    st.space("stretch")
    add_rule_button()
saving_notices("rules")
chosen = chosen_rules(listed, choice)

held = [one for one in of_group(chosen, RuleGroup.CEILINGS) if one.standing is RuleStatus.IN_FORCE]
if held:
    shown_day = day_text(day, language)
    table_head(
        language.text("Last known ceilings on {day}, amendments of them not read", day=shown_day)
        if any(one.unread for one in held)
        else language.text("Ceilings in force on {day}", day=shown_day),
        language.text("the most for one beneficiary, model, event or cluster"),
    )
    rule_cards(held)

names = {group: language.text(RULE_GROUP_NAMES[group]) for group in RuleGroup if of_group(listed, group)}
opened = next((one for one in listed if view().focus == f"{FOCUS}{one.rule['rule_id']}"), None)
for tab, (group, name) in zip(group_tabs(names, opened), names.items(), strict=True):
    with tab:
        if opened is None or opened.group is not group:
            rule_table(group, of_group(chosen, group), name)
            continue
        list_place, rule_place = st.columns([5, 3], gap="medium")
        with list_place:
            rule_table(group, of_group(chosen, group), name)
        with rule_place:
            rule_panel(opened)
