"""The story as PPTX: native charts and tables, maps as pictures, notes with sources, in the office's template if there is one."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, assert_never

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from analytics.briefing.layout import (
    BETWEEN,
    FOOT,
    GAP,
    HEAD,
    LEAST,
    LINE_HEIGHT,
    MARGIN,
    Page,
    content_height,
    notes_height,
    pages_of,
    share_of_first,
    text_height,
)
from analytics.briefing.map.words import map_words
from analytics.briefing.pptx.charts import chart
from analytics.briefing.pptx.parts import (
    AMBER,
    DEEP,
    QUIET,
    SlideBox,
    Style,
    colour,
    describe,
    kpi_cards,
    put_table,
    text_box,
    write_lines,
)
from analytics.briefing.pptx.template import opened_template, page_size, title_layout
from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, MapBlock, Story, TableBlock, TextBlock
from analytics.briefing.story.text_fit import broken_lines, fitting_height
from analytics.briefing.table_fit import fitted_table, left_out_words

_Progress = Callable[[int, int, str], None]
SUBHEAD = 0.35
"""Inches of a subtitle of one line."""
MOST_SUBTITLE = 3
"""Lines of a subtitle; the title page says the whole selection."""
MOST_OF_A_PROPERTY = 255
"""Letters that a property of an Office file holds."""


def deck(story: Story, *, template: bytes | None = None, on_progress: _Progress | None = None) -> bytes:
    """Return the story as PPTX.

    `on_progress` is told (done, of how many, headline) after each slide. Raises TemplateError for a template that cannot
    be used.
    """
    made = opened_template(template)
    layout = title_layout(made)
    for n, slide in enumerate(story.slides):
        for page in pages_of(slide, *page_size(made)):
            _Page(made, layout, story).draw(page)
        if on_progress is not None:
            on_progress(n + 1, len(story.slides), slide.headline)
    _describe_file(made, story)
    for slide in made.slides:
        _in_language(slide, story.language.speech.tag)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


class _Page:
    """One slide as it is being drawn."""

    def __init__(self, made: Any, layout: Any, story: Story) -> None:
        self.story = story
        self.slide = made.slides.add_slide(layout)
        self.width, self.height = page_size(made)
        self.remove_empty_holders()

    def remove_empty_holders(self) -> None:
        for shape in list(self.slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001 - python-pptx has no public way

    @property
    def content(self) -> SlideBox:
        return SlideBox(MARGIN, MARGIN + HEAD, self.width - 2 * MARGIN, content_height(self.height))

    def draw(self, page: Page) -> None:
        if page.is_title:
            self.first(page)
        else:
            self.head(page)
            self.body(page)
        self.foot()
        if page.number == 1:
            self.slide.notes_slide.notes_text_frame.text = "\n".join(page.slide.notes)

    def title(self, text: str, place: SlideBox, style: Style) -> None:
        """Write the headline into the title of the layout; a layout without one gets a text box."""
        holder = self.slide.shapes.title
        if holder is None:
            text_box(self.slide, place, [(text, style)], "headline")
            return
        holder.left, holder.top, holder.width, holder.height = place.emu()
        holder.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        write_lines(holder.text_frame, [(text, style)])

    def first(self, page: Page) -> None:
        width, slide = self.width - 2 * MARGIN, page.slide
        size = fitting_height(slide.headline, (48, 44, 40, 36, 32, 28, 24, 20), (width, 1.7), bold=True)
        self.title(
            slide.headline, SlideBox(MARGIN, 1.2, width, 1.7), Style(size, bold=True, colour=DEEP, align=PP_ALIGN.LEFT)
        )
        room = self.height - 3.0 - FOOT - 0.1 - text_height(page.lines, 18, width)
        size = fitting_height(slide.subtitle, (28, 26, 24, 22, 20, 18, 16, 14), (width - 0.1, room), bold=True)
        lines = [(slide.subtitle, Style(size, bold=True)), *((line, Style(18, colour=QUIET)) for line in page.lines)]
        text_box(self.slide, SlideBox(MARGIN, 3.0, width, self.height - 3.0 - FOOT - 0.1), lines, "selection")

    def head(self, page: Page) -> None:
        """Write headline and subtitle; a long subtitle takes more lines, and the headline the room that is left above it."""
        width = self.width - 2 * MARGIN
        subtitle, points = page.slide.subtitle, 16
        if len(broken_lines(subtitle, points, width - 0.1)) > 1:
            points = LEAST
        lines = broken_lines(subtitle, points, width - 0.1)
        high = max(SUBHEAD, len(lines[:MOST_SUBTITLE]) * points * LINE_HEIGHT / 72)
        top = MARGIN + HEAD - 0.1 - high
        headline = page.headline
        size = headline_size(headline, width - 0.1, top - 0.3)
        self.title(headline, SlideBox(MARGIN, 0.3, width, top - 0.3), Style(size, bold=True, align=PP_ALIGN.LEFT))
        text = subtitle if len(lines) <= MOST_SUBTITLE else f"{' '.join(lines[:MOST_SUBTITLE]).rstrip(' ,·:')}…"
        text_box(self.slide, SlideBox(MARGIN, top, width, high), [(text, Style(points, colour=QUIET))], "subtitle")

    def foot(self) -> None:
        marks, top = self.story.marks, self.height - FOOT - 0.05
        flag_width = 4.2 if marks.flag else 0.0
        width = self.width - 2 * MARGIN - 1.0 - flag_width
        line = _clipped(marks.line, LEAST, width - 0.1)
        text_box(self.slide, SlideBox(MARGIN, top, width, FOOT), [(line, Style(LEAST, colour=QUIET))], "foot")
        if marks.flag:
            place = SlideBox(self.width - MARGIN - 1.0 - flag_width, top, flag_width, 0.36)
            box = text_box(self.slide, place, [(marks.flag, Style(LEAST, bold=True, align=PP_ALIGN.CENTER))], "flag")
            box.fill.solid()
            box.fill.fore_color.rgb = colour(AMBER)
        number = text_box(self.slide, SlideBox(self.width - MARGIN - 1.0, top, 1.0, FOOT), [], "page")
        _page_number(number.text_frame.paragraphs[0])

    def body(self, page: Page) -> None:
        """Put the figures of a page, and its text under them."""
        whole = self.content
        below = text_height(page.lines, page.points, whole.width) if page.blocks and page.lines else 0.0
        if page.lines:
            top = whole.top + whole.height - below if page.blocks else whole.top
            lines = [(line, Style(page.points)) for line in page.lines]
            place = SlideBox(whole.left, top, whole.width, below or whole.height)
            for paragraph in text_box(self.slide, place, lines, "text").text_frame.paragraphs:
                paragraph.space_after = Pt(72 * GAP)
        self.figures(
            page.blocks, SlideBox(whole.left, whole.top, whole.width, whole.height - below - (0.1 if below else 0.0))
        )

    def figures(self, blocks: Sequence[Block], whole: SlideBox) -> None:
        """Put one figure over the whole, or two: key figures above, a chart at the left, tables side by side."""
        match blocks:
            case (KpiBlock() as cards, other):
                kpi_cards(self.slide, cards, SlideBox(whole.left, whole.top, whole.width, 1.75), columns=6)
                self.block(other, SlideBox(whole.left, whole.top + 1.95, whole.width, whole.height - 1.95))
            case (one, other):
                share = share_of_first(one)
                left, width = whole.left + whole.width * (share + BETWEEN), whole.width * (1 - BETWEEN - share)
                self.block(one, SlideBox(whole.left, whole.top, whole.width * share, whole.height))
                self.block(other, SlideBox(left, whole.top, width, whole.height))
            case _:
                for one in blocks:
                    self.block(one, whole)

    def block(self, block: Block, place: SlideBox) -> None:
        match block:
            case KpiBlock():
                kpi_cards(self.slide, block, place, columns=3)
            case ChartBlock():
                chart(self.slide, block, self.above_notes(block.notes, place))
            case TableBlock():
                self.table(block, self.above_notes(block.notes, place))
            case MapBlock():
                self.map(block, place)
            case TextBlock():
                text_box(self.slide, place, [(line, Style(LEAST)) for line in block.lines], block.id)
            case _:
                assert_never(block)

    def above_notes(self, notes: Sequence[str], place: SlideBox) -> SlideBox:
        """Write notes at the foot of a place; return what is left of it."""
        if not notes:
            return place
        height = notes_height(notes, place.width)
        at = SlideBox(place.left, place.top + place.height - height, place.width, height)
        text_box(self.slide, at, [(" ".join(notes), Style(LEAST, colour=QUIET))], "notes")
        return SlideBox(place.left, place.top, place.width, place.height - height)

    def table(self, block: TableBlock, place: SlideBox) -> None:
        fitted = fitted_table(block, place.width, place.height)
        put_table(self.slide, block, place, fitted)
        text = left_out_words(fitted.n_shown, len(block.table.rows), self.story.language)
        if text:
            at = SlideBox(place.left, place.top + place.height - 0.33, place.width, 0.33)
            text_box(self.slide, at, [(text, Style(LEAST, colour=QUIET))], "more rows")

    def map(self, block: MapBlock, place: SlideBox) -> None:
        from analytics.briefing.map.picture import SLIDE, map_png  # noqa: PLC0415 - Matplotlib, only where a map is drawn

        picture = map_png(block.state, SLIDE, map_words(self.story, block))
        scale = min(place.width / SLIDE.width, place.height / SLIDE.height)
        size = Inches(SLIDE.width * scale), Inches(SLIDE.height * scale)
        shape = self.slide.shapes.add_picture(BytesIO(picture), Inches(place.left), Inches(place.top), *size)
        shape.name = f"map {block.id}"
        describe(shape, block.alt)


def headline_size(text: str, width: float, height: float = 0.95) -> int:
    """Return the size of a headline: on one line if it is hardly smaller for it, so that no last word stands alone."""
    one_line = next((size for size in (28, 27, 26, 25) if len(broken_lines(text, size, width, bold=True)) == 1), None)
    return one_line or fitting_height(text, (28, 26, 24, 22, 20, 18, 16, 14), (width, height), bold=True)


def _clipped(text: str, points: float, width: float) -> str:
    lines = broken_lines(text, points, width)
    return text if len(lines) == 1 else f"{lines[0].rstrip(' ,·:')}…"


def _page_number(paragraph: Any) -> None:
    """Write the number of the slide as a field, so that it follows when slides are moved."""
    paragraph.alignment = PP_ALIGN.RIGHT
    field = paragraph._p.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})  # noqa: SLF001 - python-pptx has no fields
    properties = field.makeelement(qn("a:rPr"), {"sz": str(LEAST * 100)})
    text = field.makeelement(qn("a:t"), {})
    text.text = "‹#›"
    field.extend([properties, text])
    paragraph._p.append(field)  # noqa: SLF001


def _in_language(slide: Any, code: str) -> None:
    """Say in which language texts are, so that no Vietnamese word is underlined as misspelt."""
    for tag in ("a:rPr", "a:endParaRPr"):
        for properties in slide._element.iter(qn(tag)):  # noqa: SLF001 - python-pptx has no API for it
            properties.set("lang", code)


def _describe_file(made: Any, story: Story) -> None:
    about = made.core_properties
    about.title, about.subject = story.title, story.marks.line[:MOST_OF_A_PROPERTY]
    comments = " ".join(part for part in (story.marks.flag, story.marks.units, story.marks.attribution) if part)
    about.comments = comments[:MOST_OF_A_PROPERTY]
    about.author, about.language = "", story.language.code
