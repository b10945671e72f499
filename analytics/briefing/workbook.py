"""The numbers behind the story as XLSX: one sheet a figure, each with its selection and its sources; no formulas, no macros."""

from collections.abc import Callable, Sequence
from io import BytesIO
from textwrap import shorten
from typing import Any, assert_never

import xlsxwriter

from analytics.briefing.story.slides import (
    Block,
    ChartBlock,
    KpiBlock,
    MapBlock,
    Slide,
    SourceUse,
    Story,
    TableBlock,
    TextBlock,
)
from analytics.figures.table import UNKNOWN, Cell
from analytics.wording.language import kept_together
from analytics.wording.signs import SIGNS, number_counted

_Progress = Callable[[int, int, str], None]
_MOST_LETTERS = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def briefing_workbook(story: Story, *, on_progress: _Progress | None = None) -> bytes:
    """Return the story as XLSX: a sheet about the file, one for each figure, one with all sources.

    A figure's sheet holds what is shown, its numbers raw (đồng, counts, shares) beside their words, notes and sources.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": story.title, "subject": story.marks.line, "comments": story.marks.flag})
    writer = _Writer(book, story)
    writer.about()
    slides = [slide for slide in story.on_paper if slide.id not in {"title", "sources"}]
    for n, slide in enumerate(slides):
        writer.figure(slide)
        if on_progress is not None:
            on_progress(n + 1, len(slides), slide.headline)
    writer.sources()
    book.close()
    return buffer.getvalue()


class _Writer:
    """Writes sheets row by row."""

    def __init__(self, book: Any, story: Story) -> None:
        self.book, self.story = book, story
        self.names: set[str] = set()
        self.bold = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.flag = book.add_format({"bold": True, "bg_color": "#FFB300"})
        self.head = book.add_format({"bold": True, "bg_color": "#0B5D57", "font_color": "#FFFFFF", "text_wrap": True})
        self.number = book.add_format({"num_format": "#,##0.####"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.signed = {
            (sign, is_whole): book.add_format({"num_format": f'"{sign} "{"#,##0" if is_whole else "#,##0.####"}'})
            for sign in filter(None, SIGNS.values())
            for is_whole in (True, False)
        }
        """A number that is a bound or rounded stays a number and shows its sign."""
        self.sheet: Any = None
        self.at = 0

    def begin(self, name: str) -> None:
        """Begin a sheet; a name that is taken gets a number."""
        printable = "".join(letter for letter in name.translate(FORBIDDEN) if letter.isprintable())
        base = shorten(printable, _MOST_LETTERS, placeholder="…") or "-"
        chosen, n = base, 1
        while chosen.casefold() in self.names:
            n += 1
            chosen = f"{base[: _MOST_LETTERS - 4]} ({n})"
        self.names.add(chosen.casefold())
        self.sheet = self.book.add_worksheet(chosen)
        self.sheet.set_column(0, 0, 44)
        self.sheet.set_column(1, 12, 20)
        self.at = 0

    def line(self, *texts: str, form: Any = None) -> None:
        for n, text in enumerate(texts):
            self.sheet.write_string(self.at, n, text, form)
        self.at += 1

    def carried(self) -> None:
        """Write what every sheet carries: selection, day, units, the illustrative flag."""
        language, marks = self.story.language, self.story.marks
        if marks.flag:
            self.line(marks.flag, form=self.flag)
        self.line(language.text("Selection"), marks.selection)
        self.line(marks.dated)
        self.line(language.text("Units of the map: {units}", units=marks.units))

    def about(self) -> None:
        language, story = self.story.language, self.story
        self.begin(language.text("About this file"))
        self.line(story.title, form=self.title)
        self.carried()
        self.line(story.marks.attribution)
        for title, reason in story.dropped:
            self.line(language.text("Not shown: {title}. {reason}", title=title, reason=reason))

    def figure(self, slide: Slide) -> None:
        language = self.story.language
        self.begin(slide.subtitle.partition(":")[0].partition(" · ")[0] or slide.id)
        self.line(slide.headline, form=self.title)
        n = number_counted(slide.n, slide.n_of, language) if slide.n_of else ""
        self.line(slide.subtitle, n)
        self.carried()
        for block in (*slide.blocks, *slide.more):
            self.at += 1
            self.block(block)
        self.at += 1
        shown = {note for one in slide.blocks if isinstance(one, ChartBlock | TableBlock) for note in one.notes}
        for note in slide.notes:
            if note not in shown:
                self.line(note)
        self.at += 1
        self.used(slide.sources)

    def block(self, block: Block) -> None:
        match block:
            case KpiBlock():
                self.kpis(block)
            case ChartBlock():
                self.chart(block)
            case TableBlock():
                self.table(block)
            case MapBlock():
                self.table(block.table)
            case TextBlock():
                for text in block.lines:
                    self.line(text)
            case _:
                assert_never(block)

    def kpis(self, block: KpiBlock) -> None:
        language = self.story.language
        self.line(
            language.text("Figure"),
            language.text("Value"),
            language.text("Value in words"),
            language.text("Beside it"),
            language.text("Published"),
            form=self.head,
        )
        for figure in block.figures:
            words = kept_together(figure.text, figure.unit)
            self.row(
                [Cell(figure.label), _raw(figure.value), Cell(words), Cell(figure.context), Cell(figure.published)]
            )

    def chart(self, block: ChartBlock) -> None:
        shown = block.shown
        self.line(f"{block.title} ({shown.unit})", form=self.bold)
        self.line("", *(series.name for series in shown.series), self.story.language.text("In words"), form=self.head)
        for n, category in enumerate(shown.categories):
            values = [_raw(of_series[n]) for of_series in block.values]
            self.row([Cell(category.name), *values, Cell(block.labels[n])])
        self.under(block.notes)

    def table(self, block: TableBlock) -> None:
        self.line(block.title, form=self.bold)
        self.line(*(column.raw_heading for column in block.table.columns), form=self.head)
        for row in (*block.table.rows, *block.table.footer):
            self.row(row)
        self.under(block.notes)

    def under(self, notes: Sequence[str]) -> None:
        """Write what stands under a figure, which is read with it."""
        for note in notes:
            self.line(note)

    def row(self, cells: Sequence[Cell]) -> None:
        for n, cell in enumerate(cells):
            if cell.value is None:
                self.sheet.write_string(self.at, n, cell.text)
            else:
                is_whole = float(cell.value).is_integer()
                form = self.signed.get((cell.text[:1], is_whole)) or (self.whole if is_whole else self.number)
                self.sheet.write_number(self.at, n, cell.value, form)
        self.at += 1

    def used(self, sources: Sequence[SourceUse]) -> None:
        language = self.story.language
        self.line(
            language.text("Publisher"),
            language.text("Title"),
            language.text("Date"),
            language.text("Rows"),
            language.text("Address"),
            form=self.head,
        )
        for source in sources:
            rows = _raw(float(source.n_rows))
            self.row([Cell(source.publisher), Cell(source.title), Cell(source.published_on), rows, Cell(source.url)])

    def sources(self) -> None:
        self.begin(self.story.language.text("Sources"))
        self.carried()
        self.at += 1
        self.used(self.story.sources)


def _raw(value: float | None) -> Cell:
    return UNKNOWN if value is None else Cell("", value)
