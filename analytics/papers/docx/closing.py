"""What stands below the text: who signs, and who gets the paper."""

from docx.document import Document as Docx
from docx.table import _Cell

from analytics.papers.docx.form import form
from analytics.papers.docx.tables import keep_whole, lay_out
from analytics.papers.docx.text import add_line, one_line
from analytics.papers.paper import Paper, Signature
from analytics.papers.vietnamese import BLANK, filled


def write_closing(document: Docx, paper: Paper) -> None:
    """Write the signatures, two side by side where several sign, and the recipients, left of a single signature or below."""
    alone = len(paper.signatures) == 1
    page = form().page
    half = (page.width - page.left - page.right) / 2
    table = document.add_table(0, 2)
    lay_out(table, (half, half))
    for index, signature in enumerate(paper.signatures):
        if index % 2 == 0:
            left, right = keep_whole(table.add_row()).cells
        _write_signature(right if alone or index % 2 else left, signature)
        if alone:
            _write_recipients(left, paper.recipients)
    add_line(document, "", "section_end" if alone else "after_table")
    if not alone:
        _write_recipients(document, paper.recipients)


def _write_signature(cell: _Cell, signature: Signature) -> None:
    lines = [(filled(line), "signature") for line in signature.lines]
    if signature.hint:
        lines.append((signature.hint, "signature_hint"))
    for text, style in [*lines, (filled(signature.name, BLANK), "signature_name")]:
        add_line(cell, text, style)


def _write_recipients(holder: _Cell | Docx, recipients: tuple[str, ...]) -> None:
    if not recipients:
        return
    add_line(holder, form().words["recipients"], "recipients_head")
    for index, recipient in enumerate(recipients, 1):
        add_line(holder, f"- {one_line(recipient)}{'.' if index == len(recipients) else ';'}", "recipients")
