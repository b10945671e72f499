"""What stands on a slide of the deck: text, key figures, native tables that can be edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from analytics.briefing.layout import LEAST
from analytics.briefing.story.slides import Figure, KpiBlock, TableBlock
from analytics.briefing.story.text_fit import fitting
from analytics.briefing.table_fit import FittedTable
from analytics.figures.table import Cell
from analytics.wording.language import documents_whole, kept_together

INK, QUIET, DEEP, PALE, AMBER, LINE = "1D2A36", "4F5D69", "0B5D57", "E8F2F0", "FFB300", "C9D2D9"
CHOSEN = "▸ "


@dataclass(frozen=True)
class SlideBox:
    """A rectangle on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[Any, Any, Any, Any]:
        """Return left, top, width, height as python-pptx takes them."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Style:
    """How a text looks: size in points, weight, colour (RRGGBB), alignment."""

    size: float = LEAST
    bold: bool = False
    colour: str = INK
    align: Any = None


def colour(css: str) -> RGBColor:
    """Return a colour of six hexadecimal digits, with or without "#"."""
    parts = bytes.fromhex(css.lstrip("#"))
    return RGBColor(*parts)  # type: ignore[no-untyped-call]


def write_lines(frame: Any, lines: Sequence[tuple[str, Style]]) -> None:
    """Write lines into a text frame, each a paragraph."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.05)
    frame.margin_top = frame.margin_bottom = Inches(0.02)
    for n, (text, style) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = documents_whole(text)
        run.font.size, run.font.bold = Pt(style.size), style.bold
        run.font.color.rgb = colour(style.colour)
        if style.align is not None:
            paragraph.alignment = style.align


def text_box(slide: Any, place: SlideBox, lines: Sequence[tuple[str, Style]], name: str) -> Any:
    """Put a text box on a slide and return it."""
    box = slide.shapes.add_textbox(*place.emu())
    box.name = name
    write_lines(box.text_frame, lines)
    return box


def describe(shape: Any, text: str) -> None:
    """Give a picture, a chart or a table its alternative text."""
    for properties in shape._element.iter(qn("p:cNvPr")):  # noqa: SLF001 - python-pptx has no API for it
        properties.set("descr", text)
        return


def kpi_cards(slide: Any, block: KpiBlock, place: SlideBox, columns: int) -> None:
    """Put key figures as cards in a grid."""
    rows = -(-len(block.figures) // columns)
    gap = 0.15
    width, height = (place.width - gap * (columns - 1)) / columns, (place.height - gap * (rows - 1)) / rows
    for n, figure in enumerate(block.figures):
        at = SlideBox(
            place.left + n % columns * (width + gap), place.top + n // columns * (height + gap), width, height
        )
        _card(slide, figure, at, is_large=rows > 1)


def _card(slide: Any, figure: Figure, place: SlideBox, *, is_large: bool) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu())
    shape.name = f"kpi {figure.id}"
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(PALE)
    shape.line.color.rgb = colour(LINE)
    shape.shadow.inherit = False
    value = kept_together(figure.text, figure.unit)
    size = fitting(
        value,
        (40, 36, 32, 28, 24, 20) if is_large else (26, 24, 22, 20, 18, 16, LEAST),
        place.width - 0.3,
        1,
        bold=True,
    )
    left = PP_ALIGN.LEFT
    lines = [
        (figure.label, Style(16 if is_large else LEAST, colour=QUIET, align=left)),
        (value, Style(size, bold=True, colour=DEEP, align=left)),
        *((text, Style(LEAST, align=left)) for text in (figure.context, figure.published if is_large else "") if text),
    ]
    write_lines(shape.text_frame, lines)
    shape.text_frame.margin_left = Inches(0.12)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if is_large else MSO_ANCHOR.TOP


def put_table(slide: Any, block: TableBlock, place: SlideBox, fitted: FittedTable) -> None:
    """Put a native table with the rows that have room."""
    shown = block.table.rows[: fitted.n_shown]
    n_rows = 1 + len(shown) + len(block.table.footer)
    frame = slide.shapes.add_table(n_rows, len(block.table.columns), *place.emu())
    frame.name = f"table {block.id}"
    describe(frame, block.title)
    made = frame.table
    for n, width in enumerate(fitted.widths):
        made.columns[n].width = Inches(width)
    margin = Inches(0.01 if fitted.is_close else 0.03)
    _fill_row(made, 0, tuple(Cell(column.heading) for column in block.table.columns), block, margin, is_head=True)
    for n, row in enumerate(shown):
        _fill_row(made, n + 1, row, block, margin, is_chosen=n in block.marked)
    for n, row in enumerate(block.table.footer):
        _fill_row(made, 1 + len(shown) + n, row, block, margin, is_foot=True)
    for n, height in enumerate(fitted.heights):
        made.rows[n].height = Inches(height)
    frame.height = Inches(fitted.height)


def _fill_row(  # noqa: PLR0913 - what a row of a table is
    made: Any,
    n: int,
    row: Sequence[Cell],
    block: TableBlock,
    margin: Any,
    *,
    is_head: bool = False,
    is_foot: bool = False,
    is_chosen: bool = False,
) -> None:
    for m, (cell, column) in enumerate(zip(row, block.table.columns, strict=True)):
        target = made.cell(n, m)
        target.fill.solid()
        target.fill.fore_color.rgb = colour(DEEP if is_head else PALE if is_foot or is_chosen else "FFFFFF")
        target.vertical_anchor = MSO_ANCHOR.MIDDLE
        text = f"{CHOSEN}{cell.text}" if is_chosen and m == 0 else cell.text
        align = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
        ink = "FFFFFF" if is_head else INK
        write_lines(target.text_frame, [(text, Style(LEAST, is_head or is_foot or is_chosen, ink, align))])
        target.margin_left = target.margin_right = Inches(0.08)
        target.margin_top = target.margin_bottom = margin
        if cell.url.startswith(("https://", "http://")):
            target.text_frame.paragraphs[0].runs[0].hyperlink.address = cell.url
