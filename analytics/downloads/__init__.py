"""What is selected as a file: XLSX, CSV, GeoJSON, GeoPackage; each with its selection, date and sources."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from analytics.downloads.content import ExportContent, content
from analytics.downloads.csv_files import csv_zip
from analytics.downloads.geojson import geojson
from analytics.downloads.occasion import Occasion
from analytics.downloads.rows import EXPORT_TABLES
from analytics.downloads.shapes import PLACED_TABLES
from analytics.downloads.table import Tick
from analytics.selection.file_names import file_stem
from analytics.selection.selected import Selected

__all__ = [
    "EXPORT_TABLES",
    "PLACED_TABLES",
    "Download",
    "ExportContent",
    "ExportFormat",
    "Occasion",
    "content",
    "export",
    "export_name",
    "seconds",
]


class ExportFormat(StrEnum):
    """The kinds of files."""

    XLSX = "xlsx"
    CSV = "csv"
    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"


@dataclass(frozen=True)
class Download:
    """A kind of file: the end of its name, its media type, and how many cells of a selection it takes a second to write."""

    suffix: str
    mime: str
    cells_a_second: int


DOWNLOADS: dict[ExportFormat, Download] = {
    ExportFormat.XLSX: Download(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 90_000),
    ExportFormat.CSV: Download(".zip", "application/zip", 500_000),
    ExportFormat.GEOJSON: Download(".geojson", "application/geo+json", 500_000),
    ExportFormat.GEOPACKAGE: Download(".gpkg", "application/geopackage+sqlite3", 400_000),
}


def export(
    selected: Selected, form: ExportFormat, occasion: Occasion, table: str = "", tick: Tick | None = None
) -> bytes:
    """Return the file of a selection: of all its tables, or of `table` alone (a name of `EXPORT_TABLES`).

    `tick` is told the share that is written, 0 to 1; the tables that are made before count for none.
    A GeoJSON holds one table of `PLACED_TABLES`, by default the facilities. KeyError for a table that the format does not hold;
    TooManyRowsError for a workbook with more rows than a sheet holds.
    """
    if form is ExportFormat.GEOJSON:
        name = table or "facilities"
        return geojson(selected, content(selected, occasion, (name,)), name, tick)
    chosen = content(selected, occasion, (table,) if table else tuple(EXPORT_TABLES))
    return _writer(form)(selected, chosen, tick)


def export_name(selected: Selected, form: ExportFormat, occasion: Occasion, title: str = "") -> str:
    """Return the name of the file; `title` is that of the only table, if there is one."""
    stem = file_stem(selected.selection, occasion.at.date(), occasion.language, title)
    return stem + DOWNLOADS[form].suffix


def seconds(selected: Selected, form: ExportFormat, table: str = "") -> float:
    """Return about how long a file takes to be made."""
    names = [table] if table else list(EXPORT_TABLES)
    cells = sum(selected.count(name) for name in names if name in selected.rows) * 20
    return cells / DOWNLOADS[form].cells_a_second


def _writer(form: ExportFormat) -> Callable[[Selected, ExportContent, Tick | None], bytes]:
    if form is ExportFormat.CSV:
        return lambda _, chosen, tick: csv_zip(chosen, tick)
    if form is ExportFormat.XLSX:
        from analytics.downloads.workbook import export_workbook  # noqa: PLC0415 - loaded with the first workbook

        return lambda _, chosen, tick: export_workbook(chosen, tick)
    from analytics.downloads.geopackage import geopackage  # noqa: PLC0415 - brings geopandas

    return geopackage
