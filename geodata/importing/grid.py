"""A file as it was read, cell by cell, and a problem in one of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from geodata.importing.codes import ProblemKind

SheetCell = str | int | float | bool | date | datetime | time | None


class ImportFormat(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    SHAPEFILE = "shp"


@dataclass(frozen=True)
class Sheet:
    """One sheet or layer.

    `rows[0]` is row 1 of the file; rows are padded to one width. `merged` holds inclusive ranges, counted from 0:
    first row, first column, last row, last column. `points` of a map layer is one (lon, lat) a row in degrees,
    EPSG:4326, with how far the shape reaches in km where it is no point, or None; its first row then is the header of attribute names (and its point None). `hidden_rows` and
    `hidden_columns` are those that the file does not show, counted from 0; text files do not tell. A cell without a value holds the
    error that it shows ("#REF!") or the formula whose result the file does not keep ("=E3-F3").
    """

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    points: tuple[tuple[float, ...] | None, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class ImportFile:
    """A file that was read: its name without a folder, its format, its sheets, the SHA-256 of its bytes."""

    name: str
    format: ImportFormat
    sheets: tuple[Sheet, ...]
    digest: str


@dataclass(frozen=True)
class ImportProblem:
    """What is wrong with a cell, for the screen to word: `row` and `column` count from 1 as the spreadsheet shows them.

    `code` names the problem and its remedy, which `analytics.importing.problems` words; `values` fills its text. A problem that
    `is_blocking` keeps its row out; another is a note on what was understood.
    """

    code: ProblemKind
    sheet: str
    row: int | None = None
    column: int | None = None
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    is_blocking: bool = True
