"""How wide a text stands, and how it wraps: for lines beneath a text, and for titles whose lines are of like length."""

import unicodedata

from reportlab.pdfbase.pdfmetrics import stringWidth

from analytics.papers.docx.form import StyleForm

_MM = 25.4 / 72
_SLACK = 1.03
_STEPS = 12


def line_width_mm(text: str, style: StyleForm) -> float:
    """Return the width in millimetres of a text in one line.

    reportlab's Times has the widths of Times New Roman, and a letter with marks is as wide as the letter alone.
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    face = "Times-Bold" if style.bold else "Times-Roman"
    return float(stringWidth(bare.replace("đ", "d").replace("Đ", "D"), face, style.size)) * _MM


def balanced(text: str, style: StyleForm, width: float) -> float:
    """Return the least width in which a text takes no more lines than in `width`; `width` where it takes one."""
    lines = line_count(text, style, width)
    if lines == 1:
        return width
    least, most = 0.0, width
    for _ in range(_STEPS):
        middle = (least + most) / 2
        if line_count(text, style, middle) > lines:
            least = middle
        else:
            most = middle
    return min(most * _SLACK, width)


def line_count(text: str, style: StyleForm, width: float) -> int:
    """Return how many lines a text takes in a width; a word that is longer is broken."""
    lines, filled, blank = 1, 0.0, line_width_mm(" ", style)
    for word in text.split(" "):
        needed = line_width_mm(word, style)
        if filled and filled + blank + needed > width:
            lines, filled = lines + 1, needed
        else:
            filled += blank * bool(filled) + needed
        if needed > width:
            lines += int(needed / width)
    return lines
