"""What stands above the text: agency beside quốc hiệu and tiêu ngữ, number beside place and day, title, extract, addressees."""

from docx.document import Document as Docx
from docx.shared import Mm
from docx.table import _Cell

from analytics.papers.docx.form import form
from analytics.papers.docx.measured import balanced, line_width_mm
from analytics.papers.docx.tables import lay_out
from analytics.papers.docx.text import add_line, lines, one_line
from analytics.papers.paper import Paper
from analytics.papers.vietnamese import SHORT_BLANK, day_in_words, filled

_CELL_MARGINS = 4.0
_WHOLE, _SHORT = 1.0, 0.4
"""How long a line is of the text above it: tiêu ngữ the whole (II.1), agency and extract a third to a half (II.2, II.5)."""


def write_letterhead(document: Docx, paper: Paper) -> None:
    """Write all that stands above the text of a paper."""
    page, words = form().page, form().words
    width = page.width - page.left - page.right
    widths = (form().agency_width, width - form().agency_width)
    table = document.add_table(0, 2)
    lay_out(table, widths)
    (agency, nation), (number, place) = (table.add_row().cells for _ in range(2))
    body, issue = paper.issue.body, paper.issue
    if body.superior:
        write_balanced(agency, body.superior.upper(), "superior", widths[0] - _CELL_MARGINS)
    write_balanced(agency, filled(body.heading.upper(), SHORT_BLANK * 3), "agency", widths[0] - _CELL_MARGINS, _SHORT)
    write_balanced(nation, words["nation"], "nation", widths[1])
    write_balanced(nation, words["motto"], "motto", widths[1] - _CELL_MARGINS, _WHOLE)
    add_line(number, words["number"].format(numbered=issue.numbered(paper.kind_code)), "number")
    add_line(
        place,
        words["place_and_day"].format(place=filled(body.place, SHORT_BLANK), day=day_in_words(issue.day)),
        "place_and_day",
    )
    if issue.is_illustrative:
        add_line(document, words["illustrative"], "illustrative")
    add_line(document, paper.title.upper(), "title")
    write_balanced(document, paper.extract, "extract", width, _SHORT)
    _write_addressees(document, paper.addressed_to)


def _write_addressees(document: Docx, addressees: tuple[str, ...]) -> None:
    words = form().words
    if len(addressees) == 1:
        add_line(document, words["addressed"].format(to=addressees[0]), "addressed")
    elif addressees:
        add_line(document, words["addressed_several"], "addressed")
        for index, addressee in enumerate(addressees, 1):
            add_line(document, f"- {one_line(addressee)}{'.' if index == len(addressees) else ';'}", "addressed")


def write_balanced(holder: _Cell | Docx, text: str, style: str, width: float, line: float = 0) -> None:
    """Write a text whose lines are of like length, and beneath it a line as long as that part of its longest line."""
    one = form().styles[style]
    shown = lines(text) or [""]
    narrow = [balanced(each, one, width) for each in shown]
    for each, each_width in zip(shown, narrow, strict=True):
        shape = add_line(holder, each, style).paragraph_format
        if each_width < width:
            shape.left_indent = shape.right_indent = Mm((width - each_width) / 2)
    if line:
        longest = max(min(line_width_mm(each, one), each_width) for each, each_width in zip(shown, narrow, strict=True))
        shape = add_line(holder, "", "line").paragraph_format
        shape.left_indent = shape.right_indent = Mm((width - longest * line) / 2)
