"""An XLSX to fill in for each table that can be imported, made from the importer's own list of fields: they cannot drift apart.

Its texts are Vietnamese, like its headings. The first sheet is for the rows; an example row and the notes have sheets of
their own, so that nobody imports the example.
"""

import io
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from analytics.importing.template_lists import SHEET, Lists
from analytics.importing.template_rules import rule_of
from analytics.wording.language import HOUSE, Language, mark
from geodata.importing.fields import FieldType, ImportField, ImportTable, tables
from geodata.text import slug

TEMPLATE_ROWS = 5000
"""Rows of the sheet with drop-downs and formats."""
NOTE_WIDTH = 120
"""Characters a line of the notes."""
MADE_ON = datetime(2026, 1, 1, tzinfo=UTC)
"""The same template has the same bytes on any day."""
_NUMBERS = {
    FieldType.WHOLE,
    FieldType.NUMBER,
    FieldType.SHARE,
    FieldType.MONEY,
    FieldType.VOLUME,
    FieldType.VALUE,
    FieldType.LONGITUDE,
    FieldType.LATITUDE,
}
_DATES = {FieldType.DATE, FieldType.STAGE}
_YEARS = {FieldType.YEAR, FieldType.YEARS, FieldType.STARS}
_FORMATS: dict[FieldType, str] = {
    FieldType.WHOLE: "#,##0",
    FieldType.NUMBER: "#,##0.###",
    FieldType.SHARE: "0%",
    FieldType.MONEY: "#,##0.###",
    FieldType.VOLUME: "#,##0.###",
    FieldType.VALUE: "#,##0.##",
    FieldType.LONGITUDE: "0.00000",
    FieldType.LATITUDE: "0.00000",
    FieldType.YEAR: "0",
    FieldType.STARS: "0",
    FieldType.YEARS: "General",
    FieldType.DATE: "dd/mm/yyyy",
    FieldType.STAGE: "dd/mm/yyyy",
}
_KINDS: tuple[tuple[set[FieldType], str], ...] = (
    (_NUMBERS, mark("number")),
    (_DATES, mark("date")),
    ({FieldType.YEAR, FieldType.YEARS}, mark("year")),
    (
        {FieldType.CHOICE, FieldType.NAMED, FieldType.DISTRICT, FieldType.COMMUNE, FieldType.STARS},
        mark("from the list"),
    ),
)
_TEXT = mark("text")
_INTRODUCTION = (
    mark("Fill in the first sheet from row 2 on, one row for each item. Leave the headings as they are."),
    mark("An empty cell means “not known”, never zero. Columns with a dark heading must be filled."),
    mark("Amounts count in the unit that the heading names."),
    mark(
        "Dates are day/month/year. Where only the month or the year is known, begin with an apostrophe: '03/2023 or '2023."
    ),
    mark("Choose the district first: the list of communes follows it."),
)


def template(kind: str) -> bytes:
    """Return the XLSX to fill in for a table: rows, example, notes. KeyError for a table that cannot be imported."""
    table = tables()[kind]
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": table.label, "created": MADE_ON})
        sheets = _Sheets(book, table, Language(HOUSE))
        sheets.write_rows()
        sheets.write_example()
        sheets.write_notes()
        sheets.write_lists()
    return file.getvalue()


def template_name(kind: str) -> str:
    """Return the name of the file of a template, in letters that every system takes. KeyError as above."""
    return f"mau-{slug(tables()[kind].label)}.xlsx"


def offered(table: ImportTable) -> tuple[ImportField, ...]:
    """Return the fields that the template of a table has columns for, in their order."""
    return tuple(field for field in table.fields if field.is_in_template)


def example_value(field: ImportField) -> str | float | date | None:
    """Return the example of a field as it is typed: a date, a number, a text; None when there is none."""
    text = field.example
    if not text:
        return None
    if field.type in _DATES:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    if field.type is FieldType.SHARE and text.endswith("%"):
        return float(text[:-1]) / 100
    if field.type in _NUMBERS:
        return float(text.replace(".", "").replace(",", "."))
    if field.type in _YEARS and text.isdecimal():
        return int(text)
    return text[0].upper() + text[1:] if field.type is FieldType.COMMUNE else text


@dataclass
class _Sheets:
    """The workbook while it is written; the sheets in the order in which they are shown."""

    book: Any
    table: ImportTable
    language: Language

    def __post_init__(self) -> None:
        names = (self.table.label[:31], self.language.text("Example"), self.language.text("Notes"), SHEET)
        self.rows, self.example, self.notes, self.lists = (self.book.add_worksheet(name) for name in names)
        self.fields = offered(self.table)
        self.heading = self._format(bold=True, bg_color="#DCE6F1", text_wrap=True, valign="vcenter", border=1)
        self.required = self._format(
            bold=True, bg_color="#1F3864", font_color="#FFFFFF", text_wrap=True, valign="vcenter", border=1
        )

    def _format(self, **properties: object) -> Any:
        return self.book.add_format(properties)

    def _headings(self, sheet: Any) -> None:
        sheet.set_row(0, 48)
        sheet.freeze_panes(1, 1)
        _print_on_a4(sheet)
        for at, field in enumerate(self.fields):
            cells = self._format(num_format=_FORMATS.get(field.type, "@"))
            sheet.set_column(at, at, _width(field), cells)
            sheet.write_string(0, at, field.heading, self.required if field.is_required else self.heading)

    def write_rows(self) -> None:
        """Write the headings, and the rule of each column for the rows below."""
        self._headings(self.rows)
        lists = Lists(self.lists)
        district = next((at for at, field in enumerate(self.fields) if field.type is FieldType.DISTRICT), None)
        for at, field in enumerate(self.fields):
            if rule := rule_of(field, lists, district, self.language):
                self.rows.data_validation(1, at, TEMPLATE_ROWS, at, rule)

    def write_example(self) -> None:
        """Write one row as it should look, typed."""
        self._headings(self.example)
        for at, field in enumerate(self.fields):
            value = example_value(field)
            look = self._format(num_format=_FORMATS.get(field.type, "@"), italic=True)
            if isinstance(value, date):
                self.example.write_datetime(1, at, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001 - a day
            elif value is not None:
                self.example.write(1, at, value, look)

    def write_notes(self) -> None:
        """Write what goes into each column: a sentence each, so that the sheet is not taken for a table of its own."""
        title, text = self._format(bold=True, font_size=14), self._format(text_wrap=True, valign="top")
        self.notes.set_column(0, 0, NOTE_WIDTH)
        self.notes.write_string(0, 0, self.table.label, title)
        lines = [f"– {self.language.text(line)}" for line in _INTRODUCTION]
        for row, line in enumerate(lines, start=1):
            self.notes.write_string(row, 0, line, text)
        bold = self._format(bold=True)
        for at, field in enumerate(self.fields):
            letter = xl_col_to_name(at)
            name = self.language.text("Column {letter}: {heading}", letter=letter, heading=field.heading)
            note = f"  {self._note(field)}"
            self.notes.set_row(len(lines) + 2 + at, 16 * math.ceil(len(name + note) / (1.1 * NOTE_WIDTH)))
            self.notes.write_rich_string(len(lines) + 2 + at, 0, bold, name, note, text)
        self.notes.freeze_panes(1, 0)
        _print_on_a4(self.notes)

    def _note(self, field: ImportField) -> str:
        """Return kind, necessity, note, allowed values and example of a column, in one line."""
        kind = self.language.text(next((text for kinds, text in _KINDS if field.type in kinds), _TEXT))
        needed = self.language.text("required") if field.is_required else self.language.text("may be left empty")
        parts = [f"({kind}; {needed})", field.note]
        if field.choices:
            labels = "; ".join(choice.label for choice in field.choices)
            parts.append(self.language.text("Allowed values: {labels}.", labels=labels))
        if field.example:
            parts.append(self.language.text("Example: {text}", text=field.example))
        return " ".join(part for part in parts if part)

    def write_lists(self) -> None:
        """Hide the allowed values."""
        self.lists.very_hidden()
        self.rows.activate()


def _print_on_a4(sheet: Any) -> None:
    """Print a sheet on A4 across, as wide as the paper, the headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(field: ImportField) -> int:
    """Return the width of a column in characters, by its example and its values, within reason."""
    texts = [field.example, *(choice.label for choice in field.choices)]
    return max(15, min(max(map(len, texts)) + 3, 42))
