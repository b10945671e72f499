"""What a programme approved of a scenario that was proposed: decision, day, amounts; one commit, which can be taken back."""

import streamlit as st

from analytics.evidence.rows import amount_cell
from analytics.planning.keeping import Approval, approved
from analytics.planning.scenario import Scenario
from analytics.planning.words import words_of
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.clock import today
from geodata.door.access import Permission
from geodata.schema.planning_vocabulary import PlanState
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.editing.saving import save_changes, source_change
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.planning.fields import day_field, millions_field
from pages.components.planning.visit import keeping
from pages.components.visit.access import may
from pages.components.visit.session import prepared_record


def approval_panel(scenario: Scenario, language: Language) -> None:
    """Draw what became of each proposal, and the form for the decision of a programme."""
    said = words_of(scenario.request, language)
    items = prepared_record().record["plan_items"]
    mine = items[items["scenario"].eq(scenario.name)]
    table_head(
        language.text("What became of the proposals"), language.text("Each source of funding decides by itself.")
    )
    rows = [
        {
            "id": str(row["plan_item_id"]),
            "title": said.title(str(row["proposal_id"])),
            "programme": said.programme(str(row["programme"])),
            "proposed": amount_cell(row["proposed_vnd"], language),
            "approved": amount_cell(row["approved_vnd"], language),
            "state": label_of(PlanState, row["state"], language),
            "decision": " · ".join(str(row[name]) for name in ("decision", "decided_on") if isinstance(row[name], str)),
        }
        for row in mine.to_dict("records")
    ]
    table = TableSpec(
        caption=language.text("What became of the proposals"),
        columns=(
            GridColumn("title", language.text("Proposal"), width="18rem"),
            GridColumn("programme", language.text("Source of funding")),
            GridColumn("proposed", language.text("Proposed"), kind="number"),
            GridColumn("approved", language.text("Approved amount"), kind="number"),
            GridColumn("state", language.text("State in the plan")),
            GridColumn("decision", language.text("Decision")),
        ),
        rows=rows,
        is_dense=True,
        page_size=200,
        texts=table_texts(language),
    )
    data_table(table, key="plan_items")
    if may(Permission.EDIT):
        _form(scenario, language)


def _form(scenario: Scenario, language: Language) -> None:
    said = words_of(scenario.request, language)
    programmes = sorted({one.programme for one in scenario.grants})
    with st.expander(language.text("Enter the decision of a source of funding")):
        programme = st.selectbox(
            language.text("Source of funding"), programmes, format_func=said.programme, key="plan_approve_programme"
        )
        decision = (
            st.text_input(language.text("Decision"), key="plan_approve_decision", autocomplete="off") or ""
        ).strip()
        day = day_field(language.text("Decided on"), today(), "plan_approve_day", language)
        st.caption(language.text("Amounts in million đồng; 0 or empty: not approved."))
        amounts: dict[str, int] = {}
        for one in scenario.grants:
            if one.programme == programme:
                key = f"plan_approve_{programme}_{one.candidate_id}"
                amounts[one.candidate_id] = (
                    millions_field(said.title(one.candidate_id), one.amount_vnd, key, language) or 0
                )
        if st.button(language.text("Enter the approval"), key="plan_approve", type="primary", disabled=not decision):
            source, new_source = source_change()
            approval = Approval(programme, decision, day.isoformat(), amounts)
            save_changes([*new_source, *approved(scenario, approval, keeping(source))], "approve")
