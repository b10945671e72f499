"""Text into paragraphs: as text and nothing else, each line a paragraph, control characters gone."""

import re
import unicodedata

from docx.document import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph

_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_BLANKS = re.compile(" {2,}")
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def lines(text: str) -> list[str]:
    """Return the lines of a text in composed letters (NFC); what XML cannot hold is a blank, empty lines are left out."""
    cleaned = (_BLANKS.sub(" ", _UNWRITABLE.sub(" ", line)).strip(" ") for line in _BREAKS.split(text))
    return [unicodedata.normalize("NFC", line) for line in cleaned if line]


def one_line(text: str) -> str:
    """Return a text in one line."""
    return " ".join(lines(text))


def add_line(holder: _Cell | Document, text: str, style: str) -> Paragraph:
    """Write a text as one paragraph of a style: the empty one that a new cell holds, else a new one at the end."""
    is_new_cell = isinstance(holder, _Cell) and len(holder.paragraphs) == 1 and not holder.text
    paragraph = holder.paragraphs[0] if is_new_cell else holder.add_paragraph()
    paragraph._p.style = style  # noqa: SLF001 - by its key; python-docx looks styles up by their names, one by one
    if text:
        paragraph.add_run(one_line(text))
    return paragraph


def fill_cell(cell: _Cell, text: str, style: str) -> None:
    """Write the lines of a text into a new cell."""
    for line in lines(text) or [""]:
        add_line(cell, line, style)
