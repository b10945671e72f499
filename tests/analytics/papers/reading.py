"""A DOCX read back, as an office's word processor sees it."""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from analytics.papers.docx.form import form
from analytics.papers.docx.writer import write_docx
from analytics.papers.paper import Paper


def read(paper: Paper) -> Docx:
    return Document(BytesIO(write_docx(paper)))


def paragraphs(document: Docx) -> list[Paragraph]:
    """All paragraphs of the text, those of tables too, in their order."""
    return [Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def text_of(document: Docx) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(document))


def styled(document: Docx, key: str) -> list[str]:
    """The texts of the paragraphs of a style, by its key in `form.toml`."""
    return [one.text for one in paragraphs(document) if one.style.name == form().styles[key].name]


def bordered(document: Docx) -> list[Table]:
    return [table for table in document.tables if table.style and table.style.name == form().table_style]
