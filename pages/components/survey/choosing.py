"""Which campaign is looked at; making a new one; its questions and teams."""

from datetime import date, timedelta
from hashlib import sha256

import streamlit as st

from analytics.editing.fields import fields
from analytics.selection.place_words import Row
from analytics.survey.schedule import DEFAULTS, campaign_of, plain_rows, teams_of
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from analytics.wording.language import language as language_of
from geodata.clock import today
from geodata.door.access import Permission
from geodata.schema.frames import TABLES
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.store.model import Change
from geodata.survey.questions import QuestionFault, QuestionsError, standard_rows
from pages.components.editing.saving import save_changes, source_change
from pages.components.panels.typed_field import TypedField, is_ready, typed_field
from pages.components.visit.access import may, require
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import change_view, prepared_record, view, words

_FAULTS = {
    QuestionFault.TWICE: mark("Two questions have the short name “{name}”: give one another name."),
    QuestionFault.NO_CHOICE: mark("The question “{name}” has a list without choices: add them, or name another list."),
    QuestionFault.CHOICE_TWICE: mark("The list of the question “{name}” has a choice twice."),
    QuestionFault.CONDITION: mark("The question “{name}” depends on an answer that no earlier question has."),
}


def campaign_choice() -> Row | None:
    """Draw the choice of a campaign and return it; None where there is none yet."""
    language, record = words(), prepared_record().record
    rows = plain_rows(record["survey_campaigns"].sort_values(["year", "starts_on", "campaign_id"], ascending=False))
    names = {row["campaign_id"]: row["name"] for row in rows}
    if not names:
        return None
    chosen = view().campaign if view().campaign in names else next(iter(names))
    set_widget("survey_campaign", chosen)
    with st.container(horizontal=True, vertical_alignment="bottom", key="survey_head"):
        st.selectbox(
            language.text("Campaign"),
            list(names),
            format_func=lambda one: names.get(one, one),
            key="survey_campaign",
            on_change=lambda: change_view(campaign=widget("survey_campaign"), visit=""),
        )
    return campaign_of(record, chosen)


def new_campaign(*, is_first: bool = False) -> None:
    """Draw the form of a new campaign, for those who may edit; the first one is open, as it is what to do next."""
    language = words()
    if not may(Permission.EDIT):
        return
    with (
        st.expander(language.text("New campaign"), expanded=is_first, icon=":material/add:", key="survey_new_box"),
        st.form("survey_new", border=False),
    ):
        kinds = {kind: label(kind, language) for kind in CampaignKind}
        kind = st.radio(language.text("Kind"), list(kinds), format_func=kinds.get, horizontal=True)
        day = today()
        left, middle, right = st.columns(3)
        years = range(day.year + 2, day.year - 10, -1)
        year = left.selectbox(language.text("Year"), years, index=years.index(day.year + 1))
        with middle:
            begins = _day_field("starts_on", day)
        with right:
            ends = _day_field("ends_on", day + timedelta(days=11))
        name = st.text_input(language.text("Name"), max_chars=200)
        leader = st.text_input(language.text("Led by"), max_chars=200)
        n_teams = st.selectbox(language.text("Number of teams"), range(1, 10), index=1)
        if st.form_submit_button(language.text("Make the campaign"), type="primary") and is_ready(
            (begins, ends), language
        ):
            name = name.strip() or f"{kinds[kind]} {year}"
            values: dict[str, object] = {
                "name": name,
                "kind": kind.value,
                "year": int(year),
                "led_by": leader.strip() or None,
            }
            values |= {"starts_on": begins.value, "ends_on": ends.value}
            _make(values, int(n_teams))


def _day_field(name: str, begins_with: date) -> TypedField:
    """Draw the field of a day of the new campaign."""
    field = next(one for one in fields("survey_campaigns") if one.name == name)
    return typed_field(field, words().text(field.label), begins_with.isoformat(), f"survey_new_{name}", words())


def _make(values: dict[str, object], n_teams: int) -> None:
    require(Permission.EDIT)
    source_id, changes = source_change()
    key = f"campaign-{sha256(repr(sorted(values.items())).encode()).hexdigest()[:12]}"
    row = {**dict.fromkeys(TABLES["survey_campaigns"]), **DEFAULTS, **values}
    row |= {"campaign_id": key, "reads_photo_place": False, "source_ids": source_id}
    changes.append(Change("survey_campaigns", key, row))
    for number in range(1, n_teams + 1):
        team = {**dict.fromkeys(TABLES["survey_teams"]), "team_id": f"{key}-{number}", "campaign_id": key}
        team |= {"name": language_of().text("Team {n}", n=number), "source_ids": source_id}
        changes.append(Change("survey_teams", f"{key}-{number}", team))
    change_view(campaign=key, visit="")
    save_changes(changes, "survey campaign")


def questions_panel(campaign: Row) -> None:
    """Let an office take the standard questions over as rows of its own, so that they can be edited."""
    language, record, kind = words(), prepared_record().record, CampaignKind(campaign["kind"])
    if not may(Permission.EDIT) or record["survey_questions"]["form"].eq(kind.value).any():
        return
    if st.button(language.text("Take over the standard questions to change them"), key="survey_own_questions"):
        require(Permission.EDIT)
        source_id, changes = source_change()
        questions, choices = standard_rows(kind, source_id)
        known = set(record["survey_choices"]["choice_id"])
        changes += [Change("survey_questions", str(row["question_id"]), row) for row in questions]
        changes += [
            Change("survey_choices", str(row["choice_id"]), row) for row in choices if row["choice_id"] not in known
        ]
        save_changes(changes, "survey questions")


def team_names(campaign: Row) -> dict[str, str]:
    """Return the names of the campaign's teams by key."""
    return {
        str(one["team_id"]): str(one["name"]) for one in teams_of(prepared_record().record, campaign["campaign_id"])
    }


def fault_text(error: QuestionsError, language: Language) -> str:
    """Return what is wrong with the questions and where to mend it."""
    remedy = language.text("The questions are edited under Data, Edit.")
    return f"{language.text(_FAULTS[error.fault], name=error.name)} {remedy}"
