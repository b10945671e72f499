"""The story as PDF: an A4 report with bookmarks and page numbers, an A3 sheet of the map, a page for each district."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, assert_never

from reportlab import rl_config
from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import inch, mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepInFrame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from analytics.briefing.map.words import map_words
from analytics.briefing.meeting import REMARK
from analytics.briefing.pdf.charts import ChartFlowable
from analytics.briefing.pdf.rows import most_rows
from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, MapBlock, Slide, Story, TableBlock, TextBlock
from analytics.briefing.story.text_fit import column_widths
from analytics.downloads.pdf_text import (
    AMBER,
    BOLD,
    DEEP,
    INK,
    LINE,
    PALE,
    QUIET,
    clipped_to_width,
    draw_text,
    markup,
    paragraph_style,
    width_in_points,
)
from analytics.figures.table import Cell
from analytics.wording.language import Language, kept_together

_Progress = Callable[[int, int, str], None]
MARGIN = 18 * mm
_WIDTH = A4[0] - 2 * MARGIN
A3_MARGIN = 12 * mm
_CHOSEN = "▸ "
TOTAL, FOOT_POINTS = "pages", 8.5
MOST_PUBLISHERS = 5
HEADING_SPACE, TABLE_ROOM, MAP_ROOM, ROW = 20.0, 75.0, 292.0, 16.0
"""Points around a heading, of a table's title with its first rows, of the map, of a row."""
_WHOLE = 16
"""Tables of so many rows stay on one page."""
BRIEF_ROOM = 580.0
"""Points that the tables of a brief share on its one page; the workbook holds all rows."""


def report(story: Story, *, on_progress: _Progress | None = None) -> bytes:
    """Return the story as PDF; `on_progress` is told (done, of how many, headline) as sections are laid out."""
    buffer = BytesIO()
    document = _Document(buffer, story)
    sections = story.on_paper
    flow: list[Flowable] = [*_first_page(story)]
    briefs = {slide.id for slide in story.briefs}
    for n, slide in enumerate(sections):
        is_after_brief = n > 0 and sections[n - 1].id in briefs
        if slide.id == "title":
            flow += (Paragraph(markup(line), paragraph_style("body")) for line in _remarks(slide))
        else:
            flow += _section(slide, story, is_brief=slide.id in briefs, is_new_page=is_after_brief)
        if on_progress is not None:
            on_progress(n + 1, len(sections), slide.headline)
    for slide in sections:
        flow += _sheet(slide, story)
    with _plain_streams():
        document.build(flow, canvasmaker=_Numbered)
    return buffer.getvalue()


@contextmanager
def _plain_streams() -> Iterator[None]:
    """Write the pages as bytes and not as text, which takes half the time; what others make with ReportLab stays as it was."""
    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        yield
    finally:
        rl_config.useA85 = before


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Pages of the report, and the bookmarks that its headings leave."""

    def __init__(self, buffer: BytesIO, story: Story) -> None:
        super().__init__(
            buffer,
            pagesize=A4,
            title=f"{story.title}: {story.marks.selection}",
            subject=story.marks.line,
            author="",
            keywords=" ".join(part for part in (story.marks.flag, story.marks.units) if part),
            lang=story.language.code,
        )
        frame = Frame(MARGIN, 20 * mm, _WIDTH, A4[1] - 40 * mm, 0, 0, 0, 0)
        wide = landscape(A3)
        sheet = Frame(A3_MARGIN, 16 * mm, wide[0] - 2 * A3_MARGIN, wide[1] - 30 * mm, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("page", [frame], pagesize=A4, onPage=lambda canvas, _: _foot(canvas, story)),
                PageTemplate("sheet", [sheet], pagesize=wide, onPage=lambda canvas, _: _foot(canvas, story)),
            ]
        )

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the name that ReportLab calls
        """Leave a bookmark at each heading."""
        bookmark = getattr(flowable, "bookmark", None)
        if bookmark is not None:
            self.canv.bookmarkPage(bookmark)
            self.canv.addOutlineEntry(flowable.outline, bookmark, level=0, closed=True)


class _Numbered(Canvas):  # type: ignore[misc]
    """A canvas that writes at its end how many pages there are, where each page left room for it."""

    def save(self) -> None:
        self.beginForm(TOTAL)
        self.setFillColor(QUIET)
        draw_text(self, str(self.getPageNumber() - 1), 0, 0, FOOT_POINTS)
        self.endForm()
        super().save()


def _foot(canvas: Canvas, story: Story) -> None:
    """Write selection, day, flag and the number of the page at the foot of a page."""
    width, _ = canvas._pagesize  # noqa: SLF001 - ReportLab has no public name for it
    margin = MARGIN if width < A3[0] else A3_MARGIN
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.line(margin, 14 * mm, width - margin, 14 * mm)
    canvas.setFillColor(QUIET)
    room = width_in_points("000", FOOT_POINTS)
    text = story.language.text("Page {n}/{all}", n=canvas.getPageNumber(), all="\0")
    before, _, after = text.partition("\0")
    total = width - margin - width_in_points(after, FOOT_POINTS) - room
    draw_text(canvas, before, total, 9.5 * mm, FOOT_POINTS, align=1)
    draw_text(canvas, after, total + room, 9.5 * mm, FOOT_POINTS)
    canvas.translate(total, 9.5 * mm)
    canvas.doForm(TOTAL)
    canvas.translate(-total, -9.5 * mm)
    line = f"{story.title} · {story.marks.line}"
    draw_text(canvas, clipped_to_width(line, FOOT_POINTS, width - 2 * margin - 75), margin, 9.5 * mm, FOOT_POINTS)
    if story.marks.flag:
        wide = width_in_points(story.marks.flag, FOOT_POINTS, BOLD) + 10
        canvas.setFillColor(AMBER)
        canvas.rect(width / 2 - wide / 2, 4.2 * mm, wide, 4.2 * mm, stroke=0, fill=1)
        canvas.setFillColor(INK)
        draw_text(canvas, story.marks.flag, width / 2, 5.3 * mm, FOOT_POINTS, BOLD, align=0.5)
    canvas.restoreState()


def _first_page(story: Story) -> Iterator[Flowable]:
    marks, language = story.marks, story.language
    title = Paragraph(markup(story.title, BOLD), paragraph_style("title"))
    title.bookmark, title.outline = "title", story.title
    yield title
    yield Spacer(0, 4)
    yield Paragraph(markup(marks.selection, BOLD), paragraph_style("selection"))
    yield Spacer(0, 4)
    if marks.flag:
        yield Paragraph(markup(marks.flag, BOLD), paragraph_style("flag"))
        yield Spacer(0, 6)
    for line in (
        marks.dated,
        language.text("Units of the map: {units}", units=marks.units),
    ):
        yield Paragraph(markup(line), paragraph_style("body"))
    for title_, reason in story.dropped:
        text = language.text("Not shown: {title}. {reason}", title=title_, reason=reason)
        yield Paragraph(markup(text), paragraph_style("small"))
    yield Paragraph(markup(marks.attribution), paragraph_style("small"))


def _section(slide: Slide, story: Story, *, is_brief: bool, is_new_page: bool) -> Iterator[Flowable]:
    """Return a section: headline, what is shown, its blocks, whence it comes; a brief has one page of its own."""
    n = f" · n = {story.language.number(slide.n)} {slide.n_of}" if slide.n_of else ""
    heading = Paragraph(markup(slide.headline, BOLD), paragraph_style("heading"))
    heading.bookmark, heading.outline = slide.id, slide.headline
    sub = Paragraph(markup(f"{slide.subtitle}{n}"), paragraph_style("sub"))
    least = HEADING_SPACE + sum(one.wrap(_WIDTH, A4[1])[1] for one in (heading, sub))
    yield (
        PageBreak()
        if is_brief or is_new_page
        else CondPageBreak(least + (_least(slide.blocks[0], story.language) if slide.blocks else 0))
    )
    yield heading
    yield sub
    blocks = (*slide.blocks, *slide.more)
    most = most_rows([one for one in blocks if isinstance(one, TableBlock)], BRIEF_ROOM) if is_brief else {}
    whole = (block for block in blocks if not isinstance(block, TextBlock)) if is_brief else blocks
    body = [flowable for block in whole for flowable in _block(block, story, most)]
    body += [Paragraph(markup(note), paragraph_style("small")) for note in _notes(slide, story)]
    if is_brief:
        yield KeepInFrame(_WIDTH, A4[1] - 40 * mm - 70, body, mode="shrink")
        yield from (Paragraph(markup(line), paragraph_style("body")) for line in _remarks(slide))
    else:
        yield from body


def _remarks(slide: Slide) -> tuple[str, ...]:
    """Return what the office remarks on a slide."""
    texts = (block for block in slide.blocks if isinstance(block, TextBlock) and block.id == REMARK)
    return tuple(line for block in texts for line in block.lines)


def _least(block: Block, language: Language) -> float:
    """Return the height in points that a block needs at least on the page of its heading."""
    match block:
        case KpiBlock():
            return 150.0
        case ChartBlock():
            return ChartFlowable(block, _WIDTH, language).height
        case TableBlock():
            return _room_of(block)
        case MapBlock():
            return MAP_ROOM
        case TextBlock():
            return TABLE_ROOM
        case _:
            assert_never(block)


def _room_of(block: TableBlock) -> float:
    """Return what a table needs at least on the page of its title: a short one all of its rows, so that its total stays."""
    n = len(block.table.rows) + len(block.table.footer)
    return TABLE_ROOM + ROW * n if n <= _WHOLE else TABLE_ROOM


def _notes(slide: Slide, story: Story) -> Iterator[str]:
    """Return the remarks that do not stand under a figure already, and who publishes what is behind the section."""
    shown = {note for block in slide.blocks if isinstance(block, ChartBlock | TableBlock) for note in block.notes}
    yield from (note for note in slide.remarks if note not in shown)
    publishers = list(dict.fromkeys(source.publisher for source in slide.sources))
    if publishers and slide.id != "sources":
        named, more = "; ".join(publishers[:MOST_PUBLISHERS]), len(publishers) - MOST_PUBLISHERS
        others = story.language.count("and {n} publisher more", "and {n} publishers more", more) if more > 0 else ""
        yield f"{story.language.text('Source: {publisher}', publisher=named)} {others}".strip()


def _block(block: Block, story: Story, most: Mapping[str, int]) -> Iterator[Flowable]:
    match block:
        case KpiBlock():
            yield _figures(block)
            yield Spacer(0, 6)
        case ChartBlock():
            yield ChartFlowable(block, _WIDTH, story.language)
            for note in block.notes:
                yield Paragraph(markup(note), paragraph_style("small"))
            yield Spacer(0, 4)
        case TableBlock():
            yield from _titled_table(block, story, most.get(block.id, len(block.table.rows)))
        case MapBlock():
            from analytics.briefing.map.picture import A4 as SIZE  # noqa: PLC0415 - Matplotlib, only where a map is drawn

            yield _picture(block, SIZE, story, _WIDTH)
            yield Spacer(0, 4)
            yield from _titled_table(block.table, story, len(block.table.table.rows))
        case TextBlock():
            yield from (Paragraph(markup(line), paragraph_style("body")) for line in block.lines)
        case _:
            assert_never(block)


def _sheet(slide: Slide, story: Story) -> Iterator[Flowable]:
    """Return the maps of a slide, each alone on an A3 sheet at the end, where it tears no page apart."""
    from analytics.briefing.map.picture import A3 as SIZE  # noqa: PLC0415 - Matplotlib, only where a map is drawn

    blocks = [block for block in slide.blocks if isinstance(block, MapBlock)]
    for block in blocks:
        yield NextPageTemplate("sheet")
        yield PageBreak()
        heading = Paragraph(markup(slide.headline, BOLD), paragraph_style("heading"))
        heading.bookmark = f"{slide.id}_a3"
        heading.outline = story.language.text("Map on a sheet of A3")
        yield heading
        yield Paragraph(markup(slide.subtitle), paragraph_style("sub"))
        yield _picture(block, SIZE, story, landscape(A3)[0] - 2 * A3_MARGIN)


def _picture(block: MapBlock, size: Any, story: Story, width: float) -> Image:
    from analytics.briefing.map.picture import map_jpeg  # noqa: PLC0415 - Matplotlib, only where a map is drawn

    scale = width / (size.width * inch)
    image = BytesIO(map_jpeg(block.state, size, map_words(story, block)))
    return Image(image, size.width * inch * scale, size.height * inch * scale)


def _figures(block: KpiBlock) -> Table:
    """Return key figures as a grid of three columns."""
    cells = [
        [
            Paragraph(markup(figure.label), paragraph_style("label")),
            Paragraph(markup(kept_together(figure.text, figure.unit), BOLD), paragraph_style("value")),
            *(Paragraph(markup(text), paragraph_style("cell")) for text in (figure.context, figure.published) if text),
        ]
        for figure in block.figures
    ]
    rows = [cells[n : n + 3] for n in range(0, len(cells), 3)]
    grid = [("BACKGROUND", (0, 0), (-1, -1), PALE), ("INNERGRID", (0, 0), (-1, -1), 4, white)]
    return Table(
        rows, colWidths=[_WIDTH / 3] * 3, hAlign="LEFT", style=TableStyle([*grid, ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )


def _titled_table(block: TableBlock, story: Story, most: int) -> Iterator[Flowable]:
    yield CondPageBreak(_room_of(block))
    yield Paragraph(markup(block.title, BOLD), paragraph_style("table"))
    yield _table(block, block.table.rows[:most])
    left_out = len(block.table.rows) - most
    if left_out > 0:
        text = story.language.count(
            "{n} row more in the workbook (XLSX)", "{n} rows more in the workbook (XLSX)", left_out
        )
        yield Paragraph(markup(text), paragraph_style("small"))
    for note in block.notes:
        yield Paragraph(markup(note), paragraph_style("small"))
    yield Spacer(0, 6)


def _table(block: TableBlock, rows: Sequence[Sequence[Cell]]) -> Table:
    """Return a table that repeats its heading on each page."""
    heads = ((column, "headnumber" if column.is_number else "head") for column in block.table.columns)
    head = [Paragraph(markup(column.heading, BOLD), paragraph_style(look)) for column, look in heads]
    body = [_row(row, block, is_chosen=n in block.marked) for n, row in enumerate(rows)]
    foot = [_row(row, block, is_foot=True) for row in block.table.footer]
    grid = [
        ("BACKGROUND", (0, 0), (-1, 0), DEEP),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        *((("BACKGROUND", (0, n + 1), (-1, n + 1), PALE)) for n in block.marked if n < len(rows)),
        *([("BACKGROUND", (0, -len(foot)), (-1, -1), PALE)] if foot else []),
    ]
    widths = column_widths(
        block.table.columns, (*rows, *block.table.footer), _WIDTH / inch, paragraph_style("cell").fontSize, 13 / 72
    )
    return Table(
        [head, *body, *foot],
        colWidths=[one * inch for one in widths],
        repeatRows=1,
        hAlign="LEFT",
        style=TableStyle(grid),
    )


def _row(row: Sequence[Cell], block: TableBlock, *, is_foot: bool = False, is_chosen: bool = False) -> list[Paragraph]:
    cells = []
    for n, (cell, column) in enumerate(zip(row, block.table.columns, strict=True)):
        text = f"{_CHOSEN}{cell.text}" if is_chosen and n == 0 else cell.text
        made = f"<b>{markup(text, BOLD)}</b>" if is_foot or is_chosen else markup(text)
        if cell.url.startswith(("https://", "http://")):
            made = f'<link href="{_attribute(cell.url)}" color="#0b5d57">{made}</link>'
        cells.append(Paragraph(made, paragraph_style("number" if column.is_number else "cell")))
    return cells


def _attribute(url: str) -> str:
    return url.replace("&", "&amp;").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
