"""The one writer of papers: a Paper becomes a DOCX in the form of decree 30/2020/NĐ-CP, annex I."""

from io import BytesIO

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from analytics.papers.docx.closing import write_closing
from analytics.papers.docx.form import form
from analytics.papers.docx.letterhead import write_balanced, write_letterhead
from analytics.papers.docx.styles import styled_document
from analytics.papers.docx.tables import write_table
from analytics.papers.docx.text import add_line, lines, one_line
from analytics.papers.grouped import roman
from analytics.papers.paper import Annex, Paper, PaperBlock, PaperTable, Text
from geodata.clock import utc_now


def write_docx(paper: Paper) -> bytes:
    """Return the paper as the bytes of a DOCX file."""
    document = styled_document()
    _describe(document, paper)
    section = document.sections[0]
    _shape_page(section, is_wide=False)
    write_letterhead(document, paper)
    _write_blocks(document, section, paper.blocks)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature alone on a page
    write_closing(document, paper)
    for index, annex in enumerate(paper.annexes):
        _write_annex(document, annex, index + 1 if len(paper.annexes) > 1 else None)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Docx, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = one_line(f"{paper.title} {paper.extract}")[:255]
    properties.author = properties.last_modified_by = one_line(paper.issue.body.name)[:255]
    properties.language, properties.comments = "vi-VN", ""
    properties.created = properties.modified = utc_now()


def _shape_page(section: Section, *, is_wide: bool) -> None:
    page = form().page
    width, height = (page.height, page.width) if is_wide else (page.width, page.height)
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(page.header)
    section.different_first_page_header_footer = True
    _number_pages(section)


def _number_pages(section: Section) -> None:
    """Count this section's pages from 1 and show the number in the middle above all of them but the first."""
    for earlier in section._sectPr.findall(qn("w:pgNumType")):  # noqa: SLF001 - a new section is a copy of the one before
        section._sectPr.remove(earlier)  # noqa: SLF001
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001 - python-docx has no page numbers
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    for each in (paragraph, section.first_page_header.paragraphs[0]):
        each._p.style = "page_number"  # noqa: SLF001
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "2"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001


def text_width(section: Section) -> float:
    """Return how wide the text of a section is, in millimetres."""
    lengths = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (length.mm if length else 0.0 for length in lengths)
    return width - left - right


def _write_blocks(document: Docx, section: Section, blocks: tuple[PaperBlock, ...]) -> None:
    for block in blocks:
        match block:
            case Text():
                _write_text(document, block)
            case PaperTable():
                table = document.add_table(0, len(block.columns))
                table.style = document.styles[form().table_style]
                write_table(table, block, text_width(section))
                add_line(document, "", "after_table")


def _write_text(document: Docx, block: Text) -> None:
    for index, line in enumerate(lines(block.text) or [""]):
        paragraph = add_line(document, "", block.style.value)
        if block.lead and index == 0:
            paragraph.add_run(one_line(block.lead), style=document.styles[form().lead_style])
            paragraph.add_run(" ")
        paragraph.add_run(line)


def _write_annex(document: Docx, annex: Annex, number: int | None) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    *_, before, end = document.paragraphs
    end._p.style = "section_end"  # noqa: SLF001 - the empty one that ends the section before: as low as it can be
    if not before.text and end._p.getprevious() is before._p:  # noqa: SLF001
        before._p.getparent().remove(before._p)  # noqa: SLF001 - an end of a table that the end of the section makes
    _shape_page(section, is_wide=True)
    words = form().words
    called = words["annex"] if number is None else words["annex_numbered"].format(number=roman(number))
    for text, style in (
        (called, "annex_number"),
        (annex.title.upper(), "annex_title"),
        (annex.attached, "annex_attached"),
    ):
        write_balanced(document, text, style, text_width(section))
    _write_blocks(document, section, annex.blocks)
