"""The story as PPTX: native charts and tables, maps as pictures, notes with sources, in the office's template if there is one."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from analytics.briefing.map.words import map_words
from analytics.briefing.pptx.charts import chart
from analytics.briefing.pptx.parts import (
    AMBER,
    DEEP,
    LEAST,
    QUIET,
    Place,
    Style,
    colour,
    describe,
    kpi_cards,
    rows_with_room,
    table,
    text_box,
    write,
)
from analytics.briefing.pptx.template import opened, page_size, title_layout
from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, MapBlock, Slide, Story, TableBlock, TextBlock
from analytics.briefing.story.text_fit import fitting, lines_of, unbroken

Progress = Callable[[int, int, str], None]
MARGIN = 0.45
HEAD, SUBHEAD, FOOT = 1.25, 0.35, 0.45
MOST_OF_A_PROPERTY = 255
"""Letters that a property of an Office file holds."""


def deck(story: Story, *, template: bytes | None = None, on_progress: Progress | None = None) -> bytes:
    """Return the story as PPTX.

    `on_progress` is told (done, of how many, headline) after each slide. Raises TemplateError for a template that cannot
    be used.
    """
    made = opened(template)
    layout = title_layout(made)
    for n, slide in enumerate(story.slides):
        _Page(made, layout, story).draw(slide, is_first=n == 0)
        if on_progress is not None:
            on_progress(n + 1, len(story.slides), slide.headline)
    _describe_file(made, story)
    for slide in made.slides:
        _in_language(slide, f"{story.language.code}-{'VN' if story.language.code == 'vi' else 'GB'}")
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
    def content(self) -> Place:
        top = MARGIN + HEAD
        return Place(MARGIN, top, self.width - 2 * MARGIN, self.height - top - FOOT - 0.1)

    def draw(self, slide: Slide, *, is_first: bool) -> None:
        if is_first:
            self.first(slide)
        else:
            self.head(slide)
            self.blocks(slide.blocks)
        self.foot()
        self.slide.notes_slide.notes_text_frame.text = "\n".join(slide.notes)

    def title(self, text: str, place: Place, style: Style) -> None:
        """Write the headline into the title of the layout; a layout without one gets a text box."""
        holder = self.slide.shapes.title
        if holder is None:
            text_box(self.slide, place, [(text, style)], "headline")
            return
        holder.left, holder.top, holder.width, holder.height = place.emu()
        holder.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        write(holder.text_frame, [(text, style)])

    def first(self, slide: Slide) -> None:
        width = self.width - 2 * MARGIN
        size = fitting(slide.headline, (48, 44, 40, 36, 32), width, 2, bold=True)
        self.title(
            slide.headline, Place(MARGIN, 1.5, width, 1.4), Style(size, bold=True, colour=DEEP, align=PP_ALIGN.LEFT)
        )
        lines = [
            (slide.subtitle, Style(28, bold=True)),
            *((line, Style(18, colour=QUIET)) for line in _texts(slide.blocks)),
        ]
        text_box(self.slide, Place(MARGIN, 3.0, width, 2.6), lines, "selection")

    def head(self, slide: Slide) -> None:
        width = self.width - 2 * MARGIN
        headline = unbroken(slide.headline, self.story.language)
        size = headline_size(headline, width - 0.1)
        self.title(headline, Place(MARGIN, 0.3, width, 0.95), Style(size, bold=True, align=PP_ALIGN.LEFT))
        subtitle = _clipped(slide.subtitle, 16, width - 0.1)
        text_box(self.slide, Place(MARGIN, 1.25, width, SUBHEAD), [(subtitle, Style(16, colour=QUIET))], "subtitle")

    def foot(self) -> None:
        marks, top = self.story.marks, self.height - FOOT - 0.05
        flag_width = 4.2 if marks.flag else 0.0
        width = self.width - 2 * MARGIN - 1.0 - flag_width
        line = _clipped(marks.line, LEAST, width - 0.1)
        text_box(self.slide, Place(MARGIN, top, width, FOOT), [(line, Style(LEAST, colour=QUIET))], "foot")
        if marks.flag:
            place = Place(self.width - MARGIN - 1.0 - flag_width, top, flag_width, 0.36)
            box = text_box(self.slide, place, [(marks.flag, Style(LEAST, bold=True, align=PP_ALIGN.CENTER))], "flag")
            box.fill.solid()
            box.fill.fore_color.rgb = colour(AMBER)
        number = text_box(self.slide, Place(self.width - MARGIN - 1.0, top, 1.0, FOOT), [], "page")
        _page_number(number.text_frame.paragraphs[0])

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Put the blocks: two side by side, key figures above a table, else one over the whole."""
        whole = self.content
        are_tables = all(isinstance(one, TableBlock) for one in blocks)
        if len(blocks) == 2 and (are_tables or isinstance(blocks[0], ChartBlock)):
            share = 0.4 if are_tables else 0.54
            left = Place(whole.left, whole.top, whole.width * share, whole.height)
            right = Place(
                whole.left + whole.width * (share + 0.02), whole.top, whole.width * (0.98 - share), whole.height
            )
            self.block(blocks[0], left)
            self.block(blocks[1], right)
        elif len(blocks) == 2 and isinstance(blocks[0], KpiBlock):
            kpi_cards(self.slide, blocks[0], Place(whole.left, whole.top, whole.width, 1.75), columns=6)
            self.block(blocks[1], Place(whole.left, whole.top + 1.95, whole.width, whole.height - 1.95))
        elif len(blocks) == 2:
            below = 0.3 * min(len(_texts(blocks[1:])), 6)
            self.block(blocks[0], Place(whole.left, whole.top, whole.width, whole.height - below - 0.1))
            self.block(blocks[1], Place(whole.left, whole.top + whole.height - below, whole.width, below))
        else:
            for one in blocks:
                self.block(one, whole)

    def block(self, block: Block, place: Place) -> None:
        if isinstance(block, KpiBlock):
            kpi_cards(self.slide, block, place, columns=3)
        elif isinstance(block, ChartBlock):
            below = self.notes_under(block.notes, place)
            chart(self.slide, block, Place(place.left, place.top, place.width, place.height - below))
        elif isinstance(block, TableBlock):
            self.table(block, place)
        elif isinstance(block, MapBlock):
            self.map(block, place)
        else:
            lines = [(_clipped(line, LEAST, place.width - 0.2), Style(LEAST)) for line in block.lines[:6]]
            text_box(self.slide, place, lines, block.id)

    def notes_under(self, notes: Sequence[str], place: Place) -> float:
        """Write notes at the foot of a place; return the height that they take."""
        if not notes:
            return 0.0
        text = " ".join(notes)
        lines = lines_of(text, LEAST, place.width - 0.6)
        height = 0.1 + 0.25 * len(lines)
        at = Place(place.left, place.top + place.height - height, place.width, height)
        text_box(self.slide, at, [(text, Style(LEAST, colour=QUIET))], "notes")
        return height

    def table(self, block: TableBlock, place: Place) -> None:
        shown = rows_with_room(block, place.width, place.height)
        if shown < len(block.rows):
            shown = rows_with_room(block, place.width, place.height - 0.35)
        table(self.slide, block, place, shown)
        left_out = len(block.rows) - shown
        if left_out:
            text = self.story.language.count(
                "{n} row more in the report (PDF) and the workbook (XLSX)",
                "{n} rows more in the report (PDF) and the workbook (XLSX)",
                left_out,
            )
            at = Place(place.left, place.top + place.height - 0.33, place.width, 0.33)
            text_box(self.slide, at, [(text, Style(LEAST, colour=QUIET))], "more rows")

    def map(self, block: MapBlock, place: Place) -> None:
        from analytics.briefing.map.picture import SLIDE, map_png  # noqa: PLC0415 - Matplotlib, only where a map is drawn

        picture = map_png(block.state, SLIDE, map_words(self.story, block))
        scale = min(place.width / SLIDE.width, place.height / SLIDE.height)
        size = Inches(SLIDE.width * scale), Inches(SLIDE.height * scale)
        shape = self.slide.shapes.add_picture(BytesIO(picture), Inches(place.left), Inches(place.top), *size)
        shape.name = f"map {block.id}"
        describe(shape, block.alt)


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [line for block in blocks if isinstance(block, TextBlock) for line in block.lines]


def headline_size(text: str, width: float) -> int:
    """Return the size of a headline: on one line if it is hardly smaller for it, so that no last word stands alone."""
    one_line = next((size for size in (28, 27, 26, 25) if len(lines_of(text, size, width, bold=True)) == 1), None)
    return one_line or fitting(text, (28, 26, 24, 22, 20), width, 2, bold=True)


def _clipped(text: str, points: float, width: float) -> str:
    lines = lines_of(text, points, width)
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
