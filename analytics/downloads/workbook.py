"""The content of an export as an XLSX workbook: typed cells, headers that stay, filters, and no formula anywhere."""

import math
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from analytics.downloads.content import ExportContent
from analytics.downloads.table import (
    ColumnKind,
    ExportColumn,
    ExportTable,
    ProgressCallback,
    Tick,
    TooManyRowsError,
    told_by_rows,
)
from analytics.wording.language import HOUSE, Language

_MOST_ROWS = 1_048_575
"""What a sheet holds beside its header."""
_MOST_LETTERS = 32_767
"""What a cell holds."""
_FORMATS: dict[ColumnKind, dict[str, Any]] = {
    ColumnKind.TEXT: {"num_format": "@"},
    ColumnKind.CODE: {"num_format": "@"},
    ColumnKind.WHOLE: {"num_format": "#,##0"},
    ColumnKind.NUMBER: {"num_format": "#,##0.######"},
    ColumnKind.MONEY: {"num_format": "#,##0"},
    ColumnKind.YEAR: {"num_format": "0"},
    ColumnKind.DATE: {"num_format": "dd/mm/yyyy", "align": "left"},
}


def export_workbook(content: ExportContent, tick: Tick | None = None) -> bytes:
    """Return the workbook: a sheet about the selection, one a table, the contradictions and the sources.

    `tick` is told the share that is written (0 to 1). Raises TooManyRowsError for a table longer than a sheet.
    """
    tables = (*content.tables, *content.notes)
    _refuse_long(tables)
    file = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties(
            {"title": content.title, "comments": "\n".join(f"{name}: {text}" for name, text in content.about)}
        )
        book.set_custom_property("khuyencong-illustrative", content.is_illustrative)
        formats = {kind: book.add_format(rule | {"valign": "top"}) for kind, rule in _FORMATS.items()}
        head = book.add_format(
            {"bold": True, "bg_color": "#0b5d57", "font_color": "#ffffff", "text_wrap": True, "valign": "vcenter"}
        )
        _about_sheet(book, content, head)
        told = told_by_rows(tables, tick)
        for table in tables:
            _table_sheet(book, table, (formats, head), content, told)
    return file.getvalue()


def _refuse_long(tables: tuple[ExportTable, ...]) -> None:
    for table in tables:
        if len(table.frame) > _MOST_ROWS:
            msg = f"{table.title}: {len(table.frame)} rows, a sheet holds {_MOST_ROWS}; narrow the selection or take a CSV"
            raise TooManyRowsError(msg)


def _about_sheet(book: Any, content: ExportContent, head: Any) -> None:
    sheet = book.add_worksheet(content.occasion.language.text("Scope"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    count = book.add_format({"num_format": "#,##0", "align": "left", "valign": "top"})
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, content.title, head)
    sheet.write_blank(0, 1, None, head)
    sheet.freeze_panes(1, 0)
    for row, (name, text) in enumerate(content.about, start=1):
        sheet.write_string(row, 0, name, bold)
        if isinstance(text, int):
            sheet.write_number(row, 1, text, count)
        else:
            sheet.write_string(row, 1, text[:_MOST_LETTERS], wrapped)
    if content.is_illustrative:
        sheet.set_tab_color("#ffb300")


def _table_sheet(
    book: Any,
    table: ExportTable,
    styles: tuple[dict[ColumnKind, Any], Any],
    content: ExportContent,
    told: ProgressCallback | None,
) -> None:
    formats, head = styles
    sheet = book.add_worksheet(table.title[:31])
    n_rows, n_columns = len(table.frame), len(table.columns)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, formats[column.kind])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, n_rows, n_columns - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_rowcol_to_cell(n_rows, n_columns - 1)}"})
    if content.is_illustrative:
        sheet.set_tab_color("#ffb300")
        sheet.set_header(f"&C{_header(content.occasion.language)}")
    sheet.set_landscape()
    sheet.repeat_rows(0)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.heading, head)
    writers = [_writer(sheet, column, formats[column.kind]) for column in table.columns]
    for row, cells in enumerate(table.rows(told), start=1):
        for at, (write, value) in enumerate(zip(writers, cells, strict=True)):
            if value is not None:
                write(row, at, value)


def _header(language: Language) -> str:
    return language.text("ILLUSTRATIVE DATA").replace("&", "&&")


def _writer(sheet: Any, column: ExportColumn, form: Any) -> Callable[[int, int, Any], None]:
    """Return what writes a cell of a column: text, number, a full date as a date."""
    if column.kind is ColumnKind.DATE:
        return lambda row, at, value: _write_date(sheet, row, at, value, form)
    if column.kind.is_text:
        return lambda row, at, value: sheet.write_string(row, at, value[:_MOST_LETTERS], form)
    return lambda row, at, value: sheet.write_number(row, at, value, form) if math.isfinite(value) else None


def _write_date(sheet: Any, row: int, at: int, text: str, form: Any) -> None:
    """Write a full date as a date; a year or a month, and what Excel's calendar does not hold, as text."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        sheet.write_string(row, at, Language(HOUSE).partial_date(text), form)
    else:
        sheet.write_datetime(row, at, day, form)
