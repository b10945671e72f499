"""Khảo sát: campaigns of visits, from the list to what was seen on the spot."""

import streamlit as st

from analytics.survey.beginning import beginning_answers
from analytics.survey.progress import visits_with_answers
from analytics.wording.labels import label
from geodata import clock
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.survey.questions import QuestionsError, form_of
from pages.components.editing.saving import saving_notices
from pages.components.panels.answers import answers_strip
from pages.components.panels.survey_table import survey_table
from pages.components.survey.choosing import campaign_choice, fault_text, new_campaign, questions_panel
from pages.components.survey.coming_back import coming_back_panel
from pages.components.survey.days import days_panel
from pages.components.survey.keeping import keeping_panel
from pages.components.survey.listing import visit_list_panel
from pages.components.survey.one_visit import visit_panel
from pages.components.survey.outcomes import outcomes_panel
from pages.components.survey.progress import progress_panel
from pages.components.survey.taking_along import taking_along_panel
from pages.components.visit.session import prepared_record, view, words

language = words()
record = prepared_record().record
saving_notices("survey")
campaign = campaign_choice()
if campaign is None:
    answers_strip(beginning_answers(prepared_record(), clock.today(), language), key="survey_beginning")
    st.markdown(language.text("There is no campaign yet. What sources tell of earlier surveys stands below."))
    new_campaign(is_first=True)
    survey_table(key="survey_sources")
else:
    kind = CampaignKind(campaign["kind"])
    try:
        form = form_of(record, kind)
    except QuestionsError as error:
        st.error(fault_text(error, language), icon=":material/quiz:")
        st.stop()
    visits = visits_with_answers(record, str(campaign["campaign_id"]), language)
    focus = next((one for one in visits if one.visit_id == view().visit), None)
    if focus is not None:
        visit_panel(campaign, form, focus)
    else:
        days = " – ".join(
            language.partial_date(str(campaign[name])) for name in ("starts_on", "ends_on") if campaign[name]
        )
        st.caption(
            " · ".join(
                one
                for one in (
                    label(kind, language),
                    days,
                    language.text("led by {who}", who=campaign["led_by"]) if campaign["led_by"] else "",
                )
                if one
            )
        )
        parts = {
            "progress": language.text("Progress"),
            "days": language.text("Days and teams"),
            "along": language.text("To take along"),
            "back": language.text("What comes back"),
            "outcomes": language.text("What support became"),
        }
        part = st.segmented_control(
            language.text("Part"),
            list(parts),
            format_func=lambda one: parts.get(one, one),
            default="progress",
            required=True,
            key="survey_part",
            label_visibility="collapsed",
        )
        if part == "progress":
            progress_panel(campaign, visits)
            visit_list_panel(campaign)
            questions_panel(campaign)
            keeping_panel(campaign, visits)
            new_campaign()
            with st.expander(language.text("What sources tell of earlier surveys"), icon=":material/history_edu:"):
                survey_table(key="survey_sources")
        elif part == "days":
            days_panel(campaign, visits)
        elif part == "along":
            taking_along_panel(campaign, form, visits)
        elif part == "back":
            coming_back_panel(campaign, form, visits)
        else:
            outcomes_panel()
