"""What a crosstab leaves with: a workbook or CSV files with selection, date and sources, or a slide, as a comparison does."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from analytics.briefing.story.added import AddedKind, added_of
from analytics.crosstab.files import crosstab_content
from analytics.crosstab.table import Crosstab
from analytics.crosstab.words import crosstab_title
from analytics.downloads import DOWNLOADS, ExportFormat, Occasion
from analytics.downloads.csv_files import csv_zip
from analytics.selection.file_names import file_stem
from geodata.clock import now
from geodata.door.access import Permission
from pages.components.visit.access import may, requiring
from pages.components.visit.session import query, selection, words
from pages.components.visit.slides import meeting, show_slides

_LABELS = {ExportFormat.XLSX: "XLSX", ExportFormat.CSV: "CSV"}


def take_away(made: Crosstab) -> None:
    """Draw the buttons; nothing for someone who may not take data away."""
    if not may(Permission.EXPORT):
        return
    occasion = Occasion(at=now(), language=words(), address=urlencode(query()))
    stem = file_stem(made.selected.selection, occasion.at.date(), words(), crosstab_title(made.cut, words()))
    for form, label in _LABELS.items():
        st.download_button(
            label,
            requiring(Permission.EXPORT, _maker(form, made, occasion)),
            file_name=stem + DOWNLOADS[form].suffix,
            mime=DOWNLOADS[form].mime,
            icon=":material/download:",
            key=f"crosstab_{form}",
            on_click="ignore",
        )


def _maker(form: ExportFormat, made: Crosstab, occasion: Occasion) -> Callable[[], bytes]:
    return partial(_csv if form is ExportFormat.CSV else _workbook, made, occasion)


def _csv(made: Crosstab, occasion: Occasion) -> bytes:
    return csv_zip(crosstab_content(made, occasion))


def _workbook(made: Crosstab, occasion: Occasion) -> bytes:
    from analytics.downloads.workbook import export_workbook  # noqa: PLC0415 - loaded with the first workbook

    return export_workbook(crosstab_content(made, occasion))


def to_slides(kind: AddedKind, shown: str) -> None:
    """Draw the button; where the figure is a slide already, the link to the slides."""
    language, one = words(), added_of(kind, shown, selection().to_query())
    if one in meeting().added:
        label = language.text("Among the slides: show them")
        st.page_link("pages/present.py", label=label, icon=":material/slideshow:", query_params=query())
        return
    st.button(
        language.text("Add to the slides"),
        key=f"to_slides_{kind}",
        icon=":material/add_to_queue:",
        on_click=lambda: show_slides(meeting().with_added(one)),
    )
