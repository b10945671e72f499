"""The lists of rules, a table a group; a click on a row opens the rule."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.evidence.csv_file import sources_named
from analytics.evidence.rows import source_cell, sources_by_id
from analytics.rules.in_force import days_of_rule
from analytics.rules.list_words import (
    GROUP_LINES,
    RULE_TONES,
    STANDINGS,
    check_text,
    per_text,
    period_text,
    rule_amount_text,
    share_text,
    subject_text,
)
from analytics.rules.listed import ListedRule, RuleGroup
from analytics.rules.words import place_of_rule
from analytics.selection.place_words import joined
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema.vocabulary import RuleProgramme
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.visit.memory import memory, set_widget, widget
from pages.components.visit.session import change_view, prepared_record, view, words
from pages.components.visit.streamlit_parts import DeltaGenerator

FOCUS = "rules:"
"""What begins the focus of a rule that is open."""

_TAB = "rules_tab"


def group_tabs(names: Mapping[RuleGroup, str], opened: ListedRule | None) -> Sequence[DeltaGenerator]:
    """Draw a tab a group, and show the one of a rule that was opened since the last run, else the one that the reader left."""
    held, focus = memory(), view().focus if opened else ""
    if opened is not None and focus != held.rules_focus:
        set_widget(_TAB, names[opened.group])
    elif widget(_TAB) not in names.values():
        set_widget(_TAB, names.get(held.rules_group or RuleGroup.CEILINGS, next(iter(names.values()))))
    held.rules_focus = focus
    held.rules_group = next(group for group, name in names.items() if name == widget(_TAB))
    return st.tabs(list(names.values()), key=_TAB, on_change="rerun")


def rule_table(group: RuleGroup, listed: Sequence[ListedRule], title: str) -> None:
    """Draw the rules of a group; the one that is open is marked."""
    language = words()
    line = GROUP_LINES[group]
    st.caption(language.text(line))
    rows = [_row(one, language) for one in listed]
    columns = _ceilings(language) if group in {RuleGroup.CEILINGS, RuleGroup.ELSEWHERE} else _others(group, language)
    spec = TableSpec(
        caption=title,
        columns=columns,
        rows=rows,
        clickable=True,
        sources=sources_named(prepared_record().record, rows),
        texts=table_texts(language),
        page_size=15,
        max_height_px=None,
    )
    open_row = view().focus.removeprefix(FOCUS)
    data_table(spec, key=f"rules_{group}", selected=[open_row], on_event=_clicked)


def _clicked(event: TableEvent) -> None:
    focus = f"{FOCUS}{event.row}"
    change_view(focus="" if view().focus == focus else focus)


def _row(one: ListedRule, language: Language) -> Mapping[str, Any]:
    rule, sources = one.rule, sources_by_id(prepared_record().record)
    ids = str(rule["source_ids"]).split(";")
    standing = STANDINGS[one.standing]
    amount: Any = rule["amount"]
    share: Any = rule["share_max"]
    return {
        "id": rule["rule_id"],
        "subject": subject_text(rule, language),
        "amount": {"v": None if pd.isna(amount) else float(amount), "t": rule_amount_text(rule, language)},
        "per": per_text(rule, language),
        "share": {"v": None if pd.isna(share) else float(share), "t": share_text(rule, language)},
        "programme": label_of(RuleProgramme, rule["programme"], language),
        "period": {"v": days_of_rule(rule)[0].isoformat(), "t": period_text(rule, language)},
        "standing": {"v": standing, "t": language.text(standing), "tone": RULE_TONES[one.standing]},
        "document": place_of_rule(rule, language),
        "statement": {"v": rule["statement"], "t": rule["statement"], "title": joined([rule["note"]])},
        "check": check_text(one, language),
        "sources": source_cell([sources[id_] for id_ in ids]),
        "source_ids": ids,
    }


def _ceilings(language: Language) -> tuple[GridColumn, ...]:
    return (
        GridColumn("subject", language.text("Support content"), width="12rem"),
        GridColumn(
            "amount", language.text("At most"), kind="number", width="8rem", csv_label=language.text("At most (VND)")
        ),
        GridColumn("per", language.text("For"), width="7rem"),
        GridColumn(
            "share",
            language.text("Share of the cost"),
            kind="number",
            width="5.5rem",
            csv_label=language.text("Largest share of the cost (0 to 1)"),
        ),
        *_common(language),
        GridColumn("programme", language.text("Source of funding"), width="7rem"),
    )


def _others(group: RuleGroup, language: Language) -> tuple[GridColumn, ...]:
    about = () if group is RuleGroup.AREAS else (GridColumn("subject", language.text("Subject"), width="10rem"),)
    amount = () if group is RuleGroup.AREAS else (GridColumn("amount", language.text("Amount"), width="8rem"),)
    return (*about, *amount, *_common(language))


def _common(language: Language) -> tuple[GridColumn, ...]:
    return (
        GridColumn("period", language.text("Validity"), width="11rem"),
        GridColumn("standing", language.text("Standing"), kind="badge", width="8rem"),
        GridColumn("document", language.text("Document, article"), width="11rem"),
        GridColumn("check", language.text("Checked"), width="9rem"),
        GridColumn("statement", language.text("What it says"), width="20rem"),
        GridColumn("sources", language.text("Sources"), kind="link", width="9rem"),
    )
