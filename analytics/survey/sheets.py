"""Paper to take along: a sheet a visit with boxes to tick and signatures, and the list of a day of a team, as PDF on A4."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from analytics.downloads.pdf_text import INK, LINE, PALE, QUIET, markup, paragraph_style
from analytics.evidence.answer_words import answer_words
from analytics.survey.trips import Call, Trip
from analytics.wording.language import Language, mark
from analytics.wording.qr_code import qr_rows
from geodata.schema.survey_vocabulary import CampaignKind, QuestionKind
from geodata.survey.questions import Form, Question

_TITLES = {
    CampaignKind.SURVEY: mark("Visit sheet: survey"),
    CampaignKind.INSPECTION: mark("Visit sheet: inspection"),
}
_WIDTH = A4[0] - 40 * mm
_BOX_MM = 3.2
_LONG_LINES = 3
_ONE_LINE = 60
"""Choices of at most so many letters together stand in one line."""
_QR_MM = 24


@dataclass(frozen=True)
class SheetSet:
    """What all sheets of a campaign share: its questions, its name, the address of the app where it has one."""

    form: Form
    campaign: str
    language: Language
    address: str | None = None


def visit_sheets(about: SheetSet, calls: Sequence[tuple[Trip | None, Call]]) -> bytes:
    """Return a sheet a visit. Where the app has an address, each bears a QR code that leads to its visit."""
    parts: list[Any] = []
    for trip, call in calls:
        parts += [*_sheet(about, trip, call), PageBreak()]
    empty = [Paragraph(markup(about.language.text("No visit is on this list.")), paragraph_style("body"))]
    return _pdf(parts[:-1] or empty, about.campaign)


def day_lists(campaign: str, trips: Iterable[Trip], language: Language) -> bytes:
    """Return the list of each day of each team."""
    parts: list[Any] = []
    for trip in trips:
        parts += [*_day(campaign, trip, language), PageBreak()]
    empty = [Paragraph(markup(language.text("No visit has a day yet.")), paragraph_style("body"))]
    return _pdf(parts[:-1] or empty, campaign, is_wide=True)


def _pdf(parts: list[Any], title: str, *, is_wide: bool = False) -> bytes:
    made = io.BytesIO()
    document = SimpleDocTemplate(
        made,
        pagesize=landscape(A4) if is_wide else A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=15 * mm,
        bottomMargin=15 * mm,
        title=title,
        author="",
    )
    document.build(parts, onFirstPage=_page_number, onLaterPages=_page_number)
    return made.getvalue()


def _page_number(canvas: Any, document: Any) -> None:
    canvas.setFont(paragraph_style("small").fontName, 8)
    canvas.setFillColor(QUIET)
    canvas.drawRightString(document.pagesize[0] - 20 * mm, 8 * mm, str(canvas.getPageNumber()))


def _sheet(about: SheetSet, trip: Trip | None, call: Call) -> list[Any]:
    form, language = about.form, about.language
    head: list[Any] = [
        Paragraph(markup(language.text(_TITLES[form.kind])), paragraph_style("heading")),
        Paragraph(markup(about.campaign), paragraph_style("sub")),
    ]
    facts = [(language.text("Facility"), call.name), (language.text("Proposal"), call.visit.proposal)]
    facts += [(language.text("Place"), f"{call.place} ({call.quality})"), (language.text("Contact"), call.contact)]
    if trip:
        when = f"{language.partial_date(trip.day.isoformat())} {call.arrives}".strip()
        facts += [
            (language.text("Day"), when),
            (language.text("Team"), f"{trip.team} · {trip.members}".strip(" ·")),
        ]
    facts.append((language.text("Visit code"), call.visit.visit_id))
    rows = [[_cell(name, "label"), _cell(text or "…" * 20)] for name, text in facts]
    table = Table(rows, colWidths=(32 * mm, _WIDTH - 32 * mm - _QR_MM * mm), style=_LINES)
    code: Any = _qr(f"{about.address}/survey?visit={call.visit.visit_id}") if about.address else Spacer(1, 1)
    top = Table([[[*head, table], code]], colWidths=(_WIDTH - _QR_MM * mm, _QR_MM * mm), style=_TOP)
    questions = [_question(one, call, language) for one in form.questions if one.kind is not QuestionKind.PHOTO]
    body = Table(questions, colWidths=(_WIDTH * 0.38, _WIDTH * 0.62), style=_GRID)
    return [top, Spacer(1, 4 * mm), body, Spacer(1, 5 * mm), KeepTogether(_signatures(language))]


def _question(question: Question, call: Call, language: Language) -> list[Any]:
    title = question.text(language.code) + (" *" if question.is_compulsory else "")
    said = call.visit.answers.get(question.name, "")
    left = [_cell(title), *([_cell(question.hint, "small")] if question.hint else [])]
    if question.choices:
        chosen = said.split()
        boxes = [_ticked(one.text(language.code), is_ticked=one.name in chosen) for one in question.choices]
        if sum(len(one.text(language.code)) for one in question.choices) <= _ONE_LINE:
            return [left, Table([boxes], colWidths=(_WIDTH * 0.6 / len(boxes),) * len(boxes), style=_TIGHT)]
        return [left, boxes]
    if said:
        return [left, _cell(answer_words(question, said, language))]
    lines = _LONG_LINES if question.kind is QuestionKind.LONG_TEXT else 1
    return [left, Spacer(1, lines * 6 * mm)]


def _ticked(text: str, *, is_ticked: bool) -> Table:
    side = _BOX_MM * mm
    box = Drawing(side, side, Rect(0, 0, side, side, fillColor=INK if is_ticked else None, strokeColor=INK))
    return Table([[box, _cell(text)]], colWidths=(6 * mm, None), style=_TIGHT)


def _signatures(language: Language) -> list[Any]:
    heads = (
        language.text("For the facility"),
        language.text("For the commune or district"),
        language.text("For the team"),
    )
    hint = language.text("(signature, full name)")
    cells = [[_cell(one, "table") for one in heads], [_cell(hint, "small") for _ in heads], [Spacer(1, 18 * mm)] * 3]
    return [Table(cells, colWidths=(_WIDTH / 3,) * 3)]


def _day(campaign: str, trip: Trip, language: Language) -> list[Any]:
    title = f"{trip.team} · {language.partial_date(trip.day.isoformat())}"
    summary = language.count(
        "{n} visit · back at {back} · about {km} km (crow's flight times a factor)",
        "{n} visits · back at {back} · about {km} km (crow's flight times a factor)",
        len(trip.calls),
        back=trip.back,
        km=language.number(trip.km),
    )
    names = ("No.", "Arrives", "Facility", "Place", "Proposal", "Contact", "Visited")
    heads = [_cell(language.text(name), "head") for name in names]
    rows = [
        [
            _cell(str(place)),
            _cell(call.arrives or language.text("by telephone")),
            _cell(call.name),
            _cell(f"{call.place} ({call.quality})"),
            _cell(call.visit.proposal),
            _cell(call.contact),
            _ticked("", is_ticked=False),
        ]
        for place, call in enumerate(trip.calls, 1)
    ]
    widths = [width * mm for width in (10, 18, 56, 56, 62, 40, 14)]
    return [
        Paragraph(markup(title), paragraph_style("heading")),
        Paragraph(markup(f"{campaign} · {summary}"), paragraph_style("sub")),
        *([Paragraph(markup(trip.members), paragraph_style("sub"))] if trip.members else []),
        Table([heads, *rows], colWidths=widths, repeatRows=1, style=_LISTED),
    ]


def _cell(text: str, name: str = "cell") -> Flowable:
    return Paragraph(markup(text), paragraph_style(name))


def _qr(address: str) -> Flowable:
    """Return a QR code as rectangles, so that it stays sharp in print."""
    rows = qr_rows(address)
    side = _QR_MM * mm
    module = side / (len(rows) + 2)
    drawing = Drawing(side, side)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                at = ((x + 1) * module, side - (y + 2) * module)
                drawing.add(Rect(*at, module, module, fillColor=INK, strokeColor=None, strokeWidth=0))
    return drawing


_LINES = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
]
_TOP = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]
_TIGHT = [
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    *((f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("TOP", "BOTTOM", "LEFT")),
]
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("BACKGROUND", (0, 0), (0, -1), PALE),
]
_LISTED = [
    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("BACKGROUND", (0, 0), (-1, 0), INK),
]
