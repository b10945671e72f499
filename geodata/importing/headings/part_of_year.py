"""Periods within a year that titles, headings and cells name: "6 tháng đầu năm 2024", "Quý I/2024", "tháng 5"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.codes import CellNote, ProblemCode
from geodata.importing.text.cell_text import bare

if TYPE_CHECKING:
    from geodata.importing.understood import UnderstoodCell, UnderstoodRow
    from geodata.importing.values.reader import Reader

_PART = re.compile(
    r"\b(?:(?:1[01]|0?[1-9]) thang(?: (?:dau|cuoi) nam)?|nua (?:dau|cuoi) nam|thang (?:1[0-2]|0?[1-9])|quy (?:i{1,3}|iv|[1-4]))\b"
)
_PERIODIC = frozenset({"volume", "value"})
_WHOLE = re.compile(r"\b(?:ca nam|12 thang)\b")


def part_in(text: str) -> str | None:
    """Return the part of a year that a text names, as it writes it; None where it names none, or the whole year too."""
    plain = bare(text)
    found = _PART.search(plain)
    if not found or _WHOLE.search(plain):
        return None
    words = " ".join(text.split())
    return words[found.start() : found.end()] if len(words) == len(plain) else found[0]


def mark_part(reader: "Reader", found: "dict[str, UnderstoodCell]") -> None:
    """Mark the year of an export whose figures are of a part of it, by its cell, the heading of the figures or the title."""
    year = found.get("year")
    if reader.layout.kind != "export_flows" or year is None or not _PERIODIC & found.keys():
        return
    headings = [use.heading for use in reader.layout.columns if use.field in _PERIODIC]
    if any(_WHOLE.search(bare(heading)) for heading in headings):
        return
    part = next((said for text in (year.text, *headings, reader.layout.title) if (said := part_in(text))), None)
    if part:
        text = year.text if part_in(year.text) else part
        found["year"] = replace(year, text=text, note=CellNote.PART_OF_YEAR)


def tell_parts(reader: "Reader", read: "list[UnderstoodRow]") -> None:
    """Tell once for each part of a year that figures are of it."""
    told = set[str]()
    for row in read:
        year = row.cells.get("year")
        if year and year.note == CellNote.PART_OF_YEAR and year.text not in told:
            told.add(year.text)
            reader.tell(
                row.row - 1,
                reader.layout.column_of("year"),
                ProblemCode.PART_OF_YEAR,
                is_blocking=False,
                text=year.text,
            )
