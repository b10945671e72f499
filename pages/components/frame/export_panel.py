"""Taking away what is selected as a file: which kind, which table; the file is made when it is asked for."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from analytics.downloads import (
    DOWNLOADS,
    EXPORT_TABLES,
    PLACED_TABLES,
    ExportFormat,
    Occasion,
    export,
    export_name,
    seconds,
)
from analytics.downloads.apart import ExportOrder
from analytics.downloads.fields import SHEET_TITLES
from analytics.downloads.rows import WHOLE
from analytics.selection.selected import Selected
from analytics.wording.language import mark
from geodata.clock import now
from geodata.door.access import Permission
from geodata.store.model import RecordScope
from pages.components.frame.export_work import made_apart
from pages.components.visit.access import may, requiring
from pages.components.visit.session import prepared_record, selected_rows, selection, shown_record, view, words

FORMATS: dict[ExportFormat, str] = {
    ExportFormat.XLSX: mark("Excel workbook (XLSX)"),
    ExportFormat.CSV: mark("CSV files, zipped"),
    ExportFormat.GEOJSON: mark("GeoJSON, points of one table"),
    ExportFormat.GEOPACKAGE: mark("GeoPackage for QGIS, with styles"),
}
ALL = ""
AT_ONCE_SECONDS = 1.0
"""A file that takes longer would hold up the screens of others."""


def export_panel() -> None:
    """Draw the popover, its choices once it is open; nothing for someone who may not take data away."""
    if not may(Permission.EXPORT):
        return
    language = words()
    popover = st.popover(language.text("Download"), icon=":material/download:", key="popover_export", on_change="rerun")
    if not popover.open:
        return
    with popover:
        kinds = {one: language.text(message) for one, message in FORMATS.items()}
        form = st.radio(language.text("Kind of file"), list(kinds), format_func=kinds.get, key="export_format")
        selected = selected_rows(selection())
        table = _table(form, selected)
        _file(form, table, selected)


def _table(form: ExportFormat, selected: Selected) -> str:
    language = words()
    if form is ExportFormat.GEOPACKAGE:
        return ALL
    names = [
        name for name in (PLACED_TABLES if form is ExportFormat.GEOJSON else EXPORT_TABLES) if _count(selected, name)
    ]
    options = names if form is ExportFormat.GEOJSON else [ALL, *names]
    if not options:
        return PLACED_TABLES[0]
    labels = {name: _name(selected, name) for name in options}
    key = f"export_table_{form}"
    return st.selectbox(language.text("Table"), options, format_func=lambda one: labels.get(one, one), key=key)


def _name(selected: Selected, name: str) -> str:
    language = words()
    if name == ALL:
        return language.text("All tables")
    title = language.text(SHEET_TITLES[name])
    return f"{title} ({language.number(_count(selected, name))})"


def _count(selected: Selected, name: str) -> int:
    if name in WHOLE:
        return len(prepared_record().record[name])
    return selected.count(name)


def _file(form: ExportFormat, table: str, selected: Selected) -> None:
    """Draw the button that takes the file away; a file of many rows is made by a job first."""
    language, occasion = words(), _occasion()
    title = language.text(SHEET_TITLES[table]) if table else ""
    name, duration = export_name(selected, form, occasion, title), seconds(selected, form, table)
    if duration <= AT_ONCE_SECONDS:
        _save(language.text("Download the file"), partial(export, selected, form, occasion, table), name, form)
    else:
        made_apart(_order(form, table, occasion), name, duration, partial(_save, form=form))
    st.caption(language.text("Exactly the rows that are selected, with selection, date and sources in the file."))


def _save(label: str, make: Callable[[], bytes], name: str, form: ExportFormat) -> None:
    st.download_button(
        label,
        requiring(Permission.EXPORT, make),
        file_name=name,
        mime=DOWNLOADS[form].mime,
        icon=":material/download:",
        type="primary",
        key="export_download",
        on_click="ignore",
        width="stretch",
    )


def _order(form: ExportFormat, table: str, occasion: Occasion) -> ExportOrder:
    query = selection().to_query()
    lang, scope = occasion.language.code, view().record
    return ExportOrder(query, form, table, lang, scope, occasion.scope, occasion.address, occasion.vintage)


def _occasion() -> Occasion:
    return Occasion(
        at=now(),
        language=words(),
        scope=_scope(),
        address=urlencode(selection().to_query()),
        vintage=view().measure.vintage,
    )


def _scope() -> str:
    language, shown = words(), shown_record()
    if shown.prepared.record.is_illustrative:
        return language.text("illustrative survey")
    if view().record is RecordScope.OFFICE:
        return language.text("the office's own data alone")
    if view().record is RecordScope.ALL and any(shown.counts.values()):
        return language.text("the public record with the office's own data over it")
    return language.text("public record")
