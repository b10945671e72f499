"""What a team takes along, as files that are made when they are asked for."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.selection.file_names import file_name
from analytics.selection.place_words import Row
from analytics.survey.papers import campaign_paper, visit_paper
from analytics.survey.points import calendar, kml, visits_geojson
from analytics.survey.progress import Visit
from analytics.survey.sheets import SheetSet, day_lists, visit_sheets
from analytics.survey.trips import Call, Trip, call_of, listed_visits, trips_of
from analytics.survey.workbook import day_workbook
from geodata.attachments import MIME
from geodata.door.access import Permission
from geodata.schema.vocabulary import AttachmentKind
from geodata.settings import own_address
from geodata.survey.questions import Form
from geodata.survey.xlsform import form_package
from pages.components.panels.paper_button import paper_button, paper_notes
from pages.components.survey.distances import kept_table
from pages.components.visit.access import may, requiring
from pages.components.visit.session import prepared_record, words


def taking_along_panel(campaign: Row, form: Form, visits: list[Visit]) -> None:
    """Draw a button for each file; nothing for someone who may not take data away."""
    language = words()
    if not may(Permission.EXPORT):
        st.info(language.text("You may look here, not take files away."))
        return
    shows_contact = may(Permission.EDIT)
    if shows_contact:
        st.caption(language.text("Contacts are in these files only where the person agreed: keep them as such."))
    record, name = prepared_record().record, str(campaign["name"])

    def trips() -> list[Trip]:
        own_table = kept_table(campaign)
        return trips_of(record, campaign, visits, language, shows_contact=shows_contact, own_table=own_table)

    def calls() -> list[tuple[Trip | None, Call]]:
        made: list[tuple[Trip | None, Call]] = [(trip, call) for trip in trips() for call in trip.calls]
        known = {call.visit.visit_id for _, call in made}
        others = [one for one in visits if one.visit_id not in known]
        return made + [(None, call_of(one, language, shows_contact=shows_contact)) for one in others]

    def workbook() -> bytes:
        others = [call for trip, call in calls() if trip is None]
        return day_workbook(trips(), others, form, language)

    about = SheetSet(form, name, language, own_address())
    minutes_a_visit = int(campaign["minutes_per_visit"])
    st.subheader(language.text("On paper and on the computer"))
    with st.container(horizontal=True, key="survey_files"):
        _file(language.text("Visit sheets (PDF)"), lambda: visit_sheets(about, calls()), f"{name} phieu", "pdf")
        _file(language.text("Day lists (PDF)"), lambda: day_lists(name, trips(), language), f"{name} lich", "pdf")
        _file(language.text("Workbook to fill in (XLSX)"), workbook, f"{name} bang", "xlsx")
        _file(language.text("Calendar (ICS)"), lambda: calendar(trips(), name, minutes_a_visit), f"{name} lich", "ics")
        _file(language.text("Points (KML)"), lambda: kml(trips(), name, language), f"{name} diem", "kml")
        _file(language.text("Points (GeoJSON)"), lambda: visits_geojson(trips()), f"{name} diem", "geojson")
    st.subheader(language.text("For phones without a network"))
    form_id = file_name(name, "x").removesuffix(".x").replace("-", "_")
    with st.container(horizontal=True, key="survey_phone_files"):
        listed = partial(listed_visits, language=language)
        _file(
            language.text("Form for ODK Collect and KoboToolbox (ZIP)"),
            lambda: form_package(form, name, form_id, listed(trips(), visits)),
            f"{name} xlsform",
            "zip",
        )
    st.caption(
        language.text(
            "Upload the XLSX as the form and visits.csv beside it as its attachment. Version {version}.",
            version=form.version,
        )
    )
    st.warning(
        language.text(
            "KoboToolbox's own servers and many others lie abroad: names, positions and photos of people would leave Viet Nam. Ask who may decide that first, or use an ODK Central of the office."
        ),
        icon=":material/public:",
    )
    st.subheader(language.text("Papers"))
    label = language.text("Report of the campaign (DOCX)")
    said = paper_button(
        label, lambda: campaign_paper(record, campaign, visits), f"{name} bao cao", "survey_file_docx_report", language
    )
    paper_notes(said)


def minutes_button(campaign: Row, form: Form, visit: Visit) -> None:
    """Draw the button for the minutes of a visit."""
    record, language = prepared_record().record, words()
    paper_notes(
        paper_button(
            language.text("Minutes to sign (DOCX)"),
            lambda: visit_paper(record, campaign, form, visit, shows_contact=may(Permission.EDIT)),
            f"bien ban {visit.facility or visit.visit_id}",
            f"survey_minutes_{visit.visit_id}",
            language,
        )
    )


_MIME = {
    "pdf": MIME[AttachmentKind.PDF],
    "xlsx": MIME[AttachmentKind.XLSX],
    "ics": "text/calendar",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "zip": "application/zip",
}


def _file(label: str, make: Callable[[], bytes], title: str, suffix: str) -> None:
    st.download_button(
        label,
        requiring(Permission.EXPORT, make),
        file_name=file_name(title, suffix),
        mime=_MIME[suffix],
        icon=":material/download:",
        key=f"survey_file_{suffix}_{title}",
        on_click="ignore",
    )
