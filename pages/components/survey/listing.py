"""Whom a campaign visits: those due by their stage, an imported list, what is chosen on the map, any other facility."""

import streamlit as st

from analytics.evidence.rows import rows_with_ids
from analytics.selection.place_words import Row
from analytics.selection.words import selection_words
from analytics.survey.campaigns import VisitCandidate, candidates, imported_lists, not_on_list, visit_rows
from geodata.clock import today
from geodata.door.access import Permission
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.store.model import Change
from pages.components.editing.saving import save_changes, source_change
from pages.components.visit.access import may, require
from pages.components.visit.session import prepared_record, selected_rows, selection, view, words


def visit_list_panel(campaign: Row) -> None:
    """Draw whom the campaign can still visit, and take them onto its list."""
    language, record = words(), prepared_record().record
    if not may(Permission.EDIT):
        return
    kind = CampaignKind(campaign["kind"])
    due = not_on_list(record, campaign, candidates(record, kind, int(campaign["year"]), today()))
    is_empty = not record["survey_visits"]["campaign_id"].eq(campaign["campaign_id"]).any()
    with st.expander(
        language.text("Add to the list ({n} due by their status)", n=len(due)),
        icon=":material/playlist_add:",
        expanded=is_empty,
        key="survey_list_box",
    ):
        rule = {
            CampaignKind.SURVEY: language.text(
                "Proposals registered for {year} or for no stated year.", year=campaign["year"]
            ),
            CampaignKind.INSPECTION: language.text("Proposals accepted a year or more ago, or at no stated time."),
        }
        st.caption(rule[kind])
        if due and st.button(language.text("Add all {n}", n=len(due)), key="survey_add_due", type="primary"):
            _add(campaign, due)
        _imported(campaign)
        _of_map(campaign)
        _others(campaign)


def _imported(campaign: Row) -> None:
    """Draw the choice of a list that the office imported: a registered list, or one of facilities."""
    language, record = words(), prepared_record().record
    lists = {key: not_on_list(record, campaign, found) for key, found in imported_lists(record).items()}
    lists = {key: found for key, found in lists.items() if found}
    names = {
        row["source_id"]: row["title"] for row in rows_with_ids(record, "sources", tuple(lists)).to_dict("records")
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="survey_imported"):
        if lists:
            chosen = st.selectbox(
                language.text("From an imported list"),
                list(lists),
                index=None,
                format_func=lambda key: f"{names.get(key, key)} ({language.number(len(lists[key]))})",
                key="survey_list_source",
                placeholder=language.text("Choose…"),
            )
            if chosen and st.button(language.text("Add all {n}", n=len(lists[chosen])), key="survey_add_imported"):
                _add(campaign, lists[chosen])
        st.page_link("pages/imports.py", label=language.text("Import a registered list"), icon=":material/upload_file:")


def _of_map(campaign: Row) -> None:
    """Draw what is chosen on the map or by the filters: the facilities of the selection, and the one whose card is open."""
    language, record = words(), prepared_record().record
    chosen = selection()
    opened = view().focus.partition(":")[2] if view().focus.startswith("facility:") else ""
    if opened and not rows_with_ids(record, "facilities", (opened,)).empty:
        one = not_on_list(record, campaign, [VisitCandidate(opened, None)])
        name = str(rows_with_ids(record, "facilities", (opened,))["name"].iloc[0])
        if one and st.button(
            language.text("Add the facility opened on the map: {name}", name=name), key="survey_add_opened"
        ):
            _add(campaign, one)
    if chosen.is_empty:
        st.caption(
            language.text(
                "Choose districts, communes or sectors on the map or in the bar above to add their facilities."
            )
        )
        return
    keys = selected_rows(chosen).frame("facilities")["facility_id"].astype(str)
    found = not_on_list(record, campaign, [VisitCandidate(key, None) for key in keys])
    st.caption(language.text("Chosen on the map and in the bar above: {what}.", what=selection_words(chosen, language)))
    text = language.count("Add the {n} facility of this choice", "Add the {n} facilities of this choice", len(found))
    if st.button(text, key="survey_add_map", disabled=not found):
        _add(campaign, found)


def _others(campaign: Row) -> None:
    language = words()
    facilities = prepared_record().record["facilities"].set_index("facility_id")["name"]
    chosen = st.multiselect(
        language.text("Any other facility"),
        facilities.index.tolist(),
        format_func=lambda key: str(facilities.get(key, key)),
        key="survey_others",
        placeholder=language.text("Choose…"),
    )
    if chosen and st.button(language.text("Add the chosen"), key="survey_add_chosen"):
        _add(campaign, [VisitCandidate(key, None) for key in chosen])


def _add(campaign: Row, chosen: list[VisitCandidate]) -> None:
    require(Permission.EDIT)
    source_id, changes = source_change()
    rows = visit_rows(prepared_record().record, campaign, chosen, source_id)
    save_changes([*changes, *(Change("survey_visits", row["visit_id"], row) for row in rows)], "survey list")
