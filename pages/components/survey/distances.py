"""The office's own table of kilometres or minutes: taken in, checked, said on the plan, given up again."""

from typing import Any

import streamlit as st

from analytics.evidence.column_text import unit_text
from analytics.importing.words import import_refusal_text
from analytics.selection.file_names import file_name
from analytics.selection.place_words import Row
from analytics.survey.distances import (
    CENTRE_NAMES,
    DISTANCES_KIND,
    HEADINGS,
    MINUTES,
    DistanceFault,
    DistanceRowFault,
    DistanceTable,
    DistanceUnit,
    blank_table,
    coverage,
    read_distances,
    table_from,
)
from analytics.wording.language import Language, mark
from geodata.door.access import Permission
from geodata.importing.files.reading import read_file
from geodata.importing.limits import FileRefusedError
from geodata.jobs import JobStoppedError
from geodata.store.model import DOCUMENTS, Change
from pages.components.editing.saving import save_changes, say_not_begun
from pages.components.panels.file_field import file_field
from pages.components.visit import office
from pages.components.visit.access import may, require, requiring
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words

_FAULTS: dict[DistanceFault, str] = {
    DistanceFault.NO_HEADINGS: mark("No row has the headings “{start}”, “{end}” and “{km}” or “{minutes}”."),
    DistanceFault.NO_WAYS: mark("The table has no way."),
    DistanceFault.NO_PLACE: mark("Row {row}: “{text}” is neither the centre (“{centre}”), a facility nor a commune."),
    DistanceFault.SEVERAL_PLACES: mark("Row {row}: “{text}” may be several places; add the district."),
    DistanceFault.NO_NUMBER: mark("Row {row}: “{text}” is no number of kilometres or minutes."),
    DistanceFault.TOO_LONG: mark("Row {row}: {text} is longer than any way here; is it another unit?"),
    DistanceFault.SAYS_OTHERWISE: mark("Row {row}: “{text}” stands in the table with another number already."),
}
_MOST_SHOWN = 20
HEADING_NAMES = dict(
    zip(("start", "end", "km", "minutes", "centre"), (*HEADINGS, MINUTES, CENTRE_NAMES[0]), strict=True)
)
"""What a table writes, as the texts name it."""
_UNITS = {DistanceUnit.KM: mark("kilometres"), DistanceUnit.MINUTES: mark("minutes")}


def kept_table(campaign: Row) -> DistanceTable | None:
    """Return the table that a campaign plans with, None where its ways are reckoned."""
    if not office.has_store():
        return None
    document = office.store().document(DISTANCES_KIND, str(campaign["campaign_id"]))
    return table_from(document.content) if document else None


def ways_told(campaign: Row, table: DistanceTable | None, visits: Any) -> str:
    """Say where the ways of the plan come from."""
    language = words()
    reckoned = {
        "factor": language.number(campaign["road_factor"], 2),
        "speed": language.number(campaign["speed_kmh"]),
    }
    if table is None:
        return language.text(
            "Distances are the crow's flight times {factor}, at {speed} km/h: reckoned, not driven.", **reckoned
        )
    known, n = coverage(table, visits)
    return language.text(
        "{known} of {n} ways are of the office's table “{name}” (in {unit}); the others are the crow's flight times {factor}, at {speed} km/h: reckoned, not driven.",
        known=language.number(known),
        n=language.number(n),
        name=table.name,
        unit=language.text(_UNITS[table.unit]),
        **reckoned,
    )


def distances_panel(campaign: Row, table: DistanceTable | None, visits: Any) -> None:
    """Draw the field for a table, what was wrong with the last one, and the way back to reckoned distances."""
    language = words()
    if not may(Permission.EDIT) or visits.empty:
        return
    with st.expander(
        language.text("Own table of distances or minutes"), icon=":material/conversion_path:", key="survey_ways_box"
    ):
        st.caption(
            language.text(
                "A CSV or XLSX with the columns {start}, {end} and {km} (or {minutes}). A place is “{centre}”, the name of a facility, or a commune with its district. Nothing is taken in while a row is wrong; plan anew afterwards.",
                **HEADING_NAMES,
            )
        )
        if may(Permission.EXPORT):
            st.download_button(
                language.text("Table to fill in (CSV)"),
                requiring(Permission.EXPORT, lambda: blank_table(_communes(visits, language)).encode("utf-8-sig")),
                file_name=file_name(f"{campaign['name']} quang duong", "csv"),
                mime="text/csv",
                icon=":material/download:",
                key="survey_ways_blank",
                on_click="ignore",
            )
        with st.container(key="survey_ways"):
            file = file_field(
                language.text("File of distances"),
                container="survey_ways",
                key=f"survey_ways_{memory().survey_upload}",
                mb=20,
                height="4rem",
            )
        if file is not None:
            require(Permission.EDIT)
            memory().survey_upload += 1
            _take(campaign, file.name, file.getvalue())
            st.rerun()
        if table is not None and st.button(language.text("Reckon distances again"), key="survey_ways_drop"):
            require(Permission.EDIT)
            _keep(campaign, None)


def _communes(visits: Any, language: Language) -> list[str]:
    """Return the communes of some visits by name with their district."""
    return [unit_text(str(code), language) for code in sorted(set(visits["commune_code"].dropna()))]


def _take(campaign: Row, name: str, data: bytes) -> None:
    language = words()
    try:
        with st.spinner(language.text("Reading the file…")):
            sheets = read_file(data, name).sheets
    except FileRefusedError as error:
        say_not_begun(import_refusal_text(error, language))
        return
    except JobStoppedError:
        say_not_begun(language.text("The file could not be read. Nothing was taken in; the log says more."))
        return
    table, faults = read_distances(prepared_record().record, name, sheets)
    if table is None:
        say_not_begun(_faults_text(name, faults, language))
    else:
        _keep(campaign, table)


def _faults_text(name: str, faults: list[DistanceRowFault], language: Language) -> str:
    lines = [
        language.text(_FAULTS[one.fault], row=one.row, text=one.text[:80], **HEADING_NAMES)
        for one in faults[:_MOST_SHOWN]
    ]
    if len(faults) > _MOST_SHOWN:
        lines.append(language.text("and {n} more", n=language.number(len(faults) - _MOST_SHOWN)))
    return "\n".join([language.text("“{name}” was not taken in:", name=name), *(f"- {line}" for line in lines)])


def _keep(campaign: Row, table: DistanceTable | None) -> None:
    campaign_id = str(campaign["campaign_id"])
    key = f"{DISTANCES_KIND}/{campaign_id}"
    held = office.store().row(DOCUMENTS, key)
    content = {"document_id": key, "kind": DISTANCES_KIND, "name": campaign_id}
    after = None if table is None else {**content, "content": table.content()}
    save_changes([Change(DOCUMENTS, key, after, held.version if held else 0)], "survey distances")
