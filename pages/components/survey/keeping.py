"""How long a campaign keeps contacts and photos: who agreed, until when, and erasing what is past its day."""

from collections import Counter

import streamlit as st

from analytics.editing.fields import fields
from analytics.selection.place_words import Row
from analytics.survey.progress import Visit
from analytics.wording.labels import label
from geodata.door.access import Permission
from geodata.schema.survey_vocabulary import Consent
from geodata.store.model import Change
from pages.components.editing.saving import or_refused, save_changes
from pages.components.panels.typed_field import is_ready, typed_field
from pages.components.visit import office
from pages.components.visit.access import may, require
from pages.components.visit.session import shown_record, words


def keeping_panel(campaign: Row, visits: list[Visit]) -> None:
    """Draw until when contacts and photos are kept, for those who may see them."""
    if not may(Permission.EDIT):
        return
    language = words()
    until = str(campaign["contacts_until"] or "")
    title = language.text("Contacts and photos: kept until {day}", day=language.partial_date(until)) if until else ""
    with st.expander(
        title or language.text("Contacts and photos: no day said until when they are kept"),
        icon=":material/person_off:",
        key="survey_keeping_box",
    ):
        agreed = Counter(one.row["contact_consent"] for one in visits if one.row["contact"])
        told = [f"{label(one, language)}: {language.number(agreed[one.value])}" for one in Consent if agreed[one.value]]
        if agreed[None]:
            told.append(language.text("consent not noted: {n}", n=language.number(agreed[None])))
        n = sum(agreed.values())
        st.caption(
            language.count("{n} contact is kept.", "{n} contacts are kept.", n)
            + (f" {'; '.join(told)}." if told else "")
            + " "
            + language.text(
                "Only who may edit sees contacts and photos; a contact is in files to take along only where the person agreed. After the day they are shown no more and can be erased for good."
            )
        )
        with st.form("survey_keeping", border=False):
            field = next(one for one in fields("survey_campaigns") if one.name == "contacts_until")
            day = typed_field(field, language.text(field.label), until or None, "survey_keeping_day", language)
            if st.form_submit_button(language.text("Save")) and is_ready((day,), language):
                _save(campaign, day.value)
        _erasing()


def _save(campaign: Row, day: object) -> None:
    require(Permission.EDIT)
    key = str(campaign["campaign_id"])
    held = office.store().rows("survey_campaigns", [key])[key]
    after = {**held.values, "contacts_until": day}
    save_changes([Change("survey_campaigns", key, after, held.version, since=shown_record().mark)], "survey campaign")


def _erasing() -> None:
    """Draw what is past its day in all campaigns, and the button that erases it, for who looks after the app."""
    language = words()
    if not may(Permission.ADMINISTER) or not any(contacts_and_photos := office.count_past_keeping()):
        return
    st.warning(
        language.text(
            "Past their day in all campaigns: {contacts} contacts, {photos} photos. Erased for good, in the record and in the journal; it cannot be taken back.",
            contacts=language.number(contacts_and_photos[0]),
            photos=language.number(contacts_and_photos[1]),
        ),
        icon=":material/delete_forever:",
    )
    is_sure = st.checkbox(language.text("Yes, erase it for good"), key="survey_erase_sure")
    if not st.button(language.text("Erase"), key="survey_erase", type="primary", disabled=not is_sure):
        return
    require(Permission.ADMINISTER)
    or_refused(office.erase_past_keeping)
    st.rerun()
