"""Pages of a slide on a screen or in a deck: any number of blocks has a place, text goes on to further pages, none is cut."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, Slide, TableBlock, TextBlock
from analytics.briefing.story.text_fit import broken_lines
from analytics.briefing.table_fit import is_whole

WIDTH, HEIGHT = 13.333, 7.5
MARGIN, HEAD, FOOT = 0.45, 1.25, 0.45
"""Inches of a page, of its margin, of its headline, of its foot."""
LEAST = 14
"""No text of a page is smaller, in points."""
SIZES = (20, 18)
"""Points of text that has a page of its own: the first at which it needs no second page, else the last."""
LINE_HEIGHT = 1.3
"""Height of a line in its points; no program that shows pages takes more."""
GAP = 0.125
"""Inches below a paragraph."""
INDENT = 0.45
"""Inches that a list takes at its left and right."""
MOST_UNDER = 1.5
"""Inches of text that stand under figures; longer text has pages of its own."""
MOST_NOTES = 0.4
"""Share of a page that the notes of a chart take under it; longer ones go on as text."""
BETWEEN = 0.02
"""Share of the width between two figures."""


@dataclass(frozen=True, eq=False)
class Page:
    """One page of a slide: figures (one, or two side by side), lines of text under them or alone, and which page of how many it is."""

    slide: Slide
    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    points: int = LEAST
    number: int = 1
    of: int = 1

    @property
    def id(self) -> str:
        """Return the id of the slide, of a further page with its number."""
        return self.slide.id if self.number == 1 else f"{self.slide.id}~{self.number}"

    @property
    def is_title(self) -> bool:
        """Whether this is the title page, wherever it stands."""
        return self.slide.id == "title" and self.number == 1

    @property
    def headline(self) -> str:
        """Return the headline of the slide, on further pages with their number."""
        return self.slide.headline if self.number == 1 else f"{self.slide.headline} ({self.number}/{self.of})"


def pages_of(slide: Slide, width: float = WIDTH, height: float = HEIGHT) -> tuple[Page, ...]:
    """Return the pages of a slide for a page of so many inches."""
    room, high = width - 2 * MARGIN, content_height(height)
    made: list[Page] = []
    figures = [block for block in slide.blocks if not isinstance(block, TextBlock)]
    lines = [line for block in slide.blocks if isinstance(block, TextBlock) for line in block.lines]
    if slide.id == "title":
        n_own = len(slide.blocks[0].lines) if slide.blocks and isinstance(slide.blocks[0], TextBlock) else 0
        made, lines = [Page(slide, (), tuple(lines[:n_own]))], lines[n_own:]
    for group in _groups(figures, room, high):
        blocks, more = _without_long_notes(group, room, high)
        made.append(Page(slide, blocks, ()))
        lines += more
    if made and not made[-1].is_title and text_height(lines, LEAST, room) <= MOST_UNDER:
        made[-1] = replace(made[-1], lines=tuple(lines))
    elif lines or not made:
        made += _text_pages(slide, lines, room - INDENT, high - 0.3)
    return tuple(replace(page, number=n, of=len(made)) for n, page in enumerate(made, start=1))


def content_height(height: float = HEIGHT) -> float:
    """Return the inches between the headline and the foot of a page."""
    return height - MARGIN - HEAD - FOOT - 0.1


def text_height(lines: Sequence[str], points: float, width: float) -> float:
    """Return how many inches paragraphs take at a width."""
    n_lines = sum(len(broken_lines(line, points, width)) for line in lines)
    return n_lines * points * LINE_HEIGHT / 72 + len(lines) * GAP


def share_of_first(block: Block) -> float:
    """Return the share of the width that the first of two figures takes: a chart more than what stands beside it, a table less."""
    return 0.38 if isinstance(block, TableBlock) else 0.54


def _groups(blocks: Sequence[Block], width: float, height: float) -> list[tuple[Block, ...]]:
    """Return figures as they share a page: two where they stand well together and no table loses a row by it, else each alone."""
    groups: list[tuple[Block, ...]] = []
    for block in blocks:
        if groups and len(groups[-1]) == 1 and _stand_together(groups[-1][0], block, width, height):
            groups[-1] = (groups[-1][0], block)
        else:
            groups.append((block,))
    return groups


def _stand_together(one: Block, other: Block, width: float, height: float) -> bool:
    are_tables = isinstance(one, TableBlock) and isinstance(other, TableBlock)
    if isinstance(one, KpiBlock):
        return True
    share = share_of_first(one)
    shares = ((one, share), (other, 1 - BETWEEN - share))
    return (are_tables or isinstance(one, ChartBlock)) and all(
        is_whole(block, part * width, height - notes_height(block.notes, part * width))
        for block, part in shares
        if isinstance(block, TableBlock)
    )


def _without_long_notes(group: tuple[Block, ...], width: float, height: float) -> tuple[tuple[Block, ...], list[str]]:
    """Return figures without notes too long to stand under them, and those notes."""
    kept: list[Block] = []
    more: list[str] = []
    for block in group:
        share = share_of_first(group[0])
        room = width if len(group) == 1 else width * min(share, 1 - share)
        if isinstance(block, ChartBlock | TableBlock) and notes_height(block.notes, room) > MOST_NOTES * height:
            more += block.notes
            kept.append(replace(block, notes=()))
        else:
            kept.append(block)
    return tuple(kept), more


def notes_height(notes: Sequence[str], width: float) -> float:
    """Return how many inches notes take that are written one after the other."""
    return 0.1 + 0.25 * len(broken_lines(" ".join(notes), LEAST, width - 0.6)) if notes else 0.0


def _text_pages(slide: Slide, lines: Sequence[str], width: float, height: float) -> list[Page]:
    points = next((size for size in SIZES if text_height(lines, size, width) <= height), SIZES[-1])
    pages: list[list[str]] = [[]]
    for line in lines:
        rest = broken_lines(line, points, width)
        while rest:
            free = height - text_height(pages[-1], points, width) - GAP
            n = int(free / (points * LINE_HEIGHT / 72) + 1e-6)
            if n < 1 and pages[-1]:
                pages.append([])
                continue
            pages[-1].append(" ".join(rest[: max(n, 1)]))
            rest = rest[max(n, 1) :]
    return [Page(slide, (), tuple(page), points) for page in pages]
