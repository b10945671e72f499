"""Texts of the report in the face of the house, embedded, so that every diacritic is found again; signs it lacks in another face."""

from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import font_source_sans_pro
import matplotlib as mpl
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, ITALIC, SIGNS = "House", "House-Bold", "House-Italic", "House-Signs"
INK, QUIET, DEEP, PALE, AMBER, LINE = (
    HexColor(f"#{value}") for value in ("1D2A36", "4F5D69", "0B5D57", "E8F2F0", "FFB300", "C9D2D9")
)


@cache
def register_faces() -> None:
    """Make the faces known to ReportLab, once."""
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for name, weight in ((PLAIN, "Regular"), (BOLD, "Bold"), (ITALIC, "It")):
        pdfmetrics.registerFont(TTFont(name, folder / f"SourceSansPro-{weight}.ttf"))
    pdfmetrics.registerFont(TTFont(SIGNS, Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@cache
def _known(face: str) -> Any:
    register_faces()
    return pdfmetrics.getFont(face).face.charToGlyph


def runs(text: str, face: str = PLAIN) -> list[tuple[str, str]]:
    """Return a text in runs of one face: (face, run); letters that the face lacks stand in the face of signs."""
    known = _known(face)
    parts = groupby(text, key=lambda letter: face if ord(letter) in known else SIGNS)
    return [(one, "".join(letters)) for one, letters in parts]


def markup(text: str, face: str = PLAIN) -> str:
    """Return a text as ReportLab reads it: what comes from data is text, signs have their own face."""
    return "".join(
        escape(run) if one == face else f'<font name="{one}">{escape(run)}</font>' for one, run in runs(text, face)
    ).replace("\n", "<br/>")


def width_in_points(text: str, points: float, face: str = PLAIN) -> float:
    """Return the width of a text in points."""
    return float(sum(pdfmetrics.stringWidth(run, one, points) for one, run in runs(text, face)))


def clipped_to_width(text: str, points: float, width: float) -> str:
    """Return a text cut to a width in points, with an ellipsis where it was longer."""
    if width_in_points(text, points) <= width:
        return text
    while text and width_in_points(f"{text}…", points) > width:
        text = text[:-1]
    return f"{text.rstrip(' ·,:')}…"


def draw_text(  # noqa: PLR0913, PLR0917 - what a text on a canvas is
    canvas: Any, text: str, x: float, y: float, points: float, face: str = PLAIN, *, align: float = 0.0
) -> None:
    """Write a text on a canvas; `align` 0 begins at x, 0.5 is centred, 1 ends there."""
    x -= width_in_points(text, points, face) * align
    for one, run in runs(text, face):
        canvas.setFont(one, points)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, one, points)


@cache
def paragraph_style(name: str) -> ParagraphStyle:
    """Return a paragraph style by name: title, heading, sub, body, small, cell, number, head."""
    register_faces()
    base = ParagraphStyle("body", fontName=PLAIN, fontSize=10, leading=13, textColor=INK, splitLongWords=True)
    return {
        "body": base,
        "title": ParagraphStyle("title", base, fontName=BOLD, fontSize=24, leading=29, textColor=DEEP),
        "selection": ParagraphStyle("selection", base, fontName=BOLD, fontSize=14, leading=18),
        "heading": ParagraphStyle("heading", base, fontName=BOLD, fontSize=14, leading=17, spaceBefore=12),
        "sub": ParagraphStyle("sub", base, fontSize=9.5, leading=12, textColor=QUIET, spaceAfter=5),
        "table": ParagraphStyle("table", base, fontName=BOLD, spaceBefore=6, spaceAfter=3),
        "small": ParagraphStyle("small", base, fontSize=8, leading=10, textColor=QUIET),
        "flag": ParagraphStyle("flag", base, fontName=BOLD, fontSize=11, leading=15, backColor=AMBER, borderPadding=4),
        "cell": ParagraphStyle("cell", base, fontSize=8.5, leading=10.5),
        "number": ParagraphStyle("number", base, fontSize=8.5, leading=10.5, alignment=TA_RIGHT),
        "head": ParagraphStyle("head", base, fontName=BOLD, fontSize=8.5, leading=10.5, textColor=HexColor("#FFFFFF")),
        "headnumber": ParagraphStyle(
            "headnumber",
            base,
            fontName=BOLD,
            fontSize=8.5,
            leading=10.5,
            textColor=HexColor("#FFFFFF"),
            alignment=TA_RIGHT,
        ),
        "label": ParagraphStyle("label", base, fontSize=8.5, leading=10.5, textColor=QUIET),
        "value": ParagraphStyle("value", base, fontName=BOLD, fontSize=16, leading=20, textColor=DEEP),
    }[name]
