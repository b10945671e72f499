"""A story as the full-screen show is given it: plain data for the browser, every text in words, no HTML."""

from collections.abc import Callable, Iterable
from typing import Any, assert_never

from analytics.briefing.layout import Page, pages_of
from analytics.briefing.story.slides import Block, ChartBlock, KpiBlock, MapBlock, Story, TableBlock, TextBlock
from analytics.briefing.table_fit import left_out_words
from analytics.figures.table import Cell
from analytics.wording.language import Language, documents_whole
from analytics.wording.signs import number_counted

_MOST_ROWS = 24
"""More rows than a screen that is read from eight metres can hold: the show measures how many of them fit."""


def show_data(story: Story, picture: Callable[[MapBlock], str]) -> dict[str, Any]:
    """Return the slides as plain data; `picture` returns the address of the picture of a map."""
    language, marks = story.language, story.marks
    return {
        "slides": [_page(page, picture, language) for slide in story.slides for page in pages_of(slide)],
        "line": marks.line,
        "flag": marks.flag,
        "texts": _texts(language),
    }


def _page(page: Page, picture: Callable[[MapBlock], str], language: Language) -> dict[str, Any]:
    slide, text = page.slide, TextBlock("text", page.lines)
    return {
        "id": page.id,
        "headline": documents_whole(page.headline),
        "subtitle": documents_whole(slide.subtitle),
        "n": number_counted(slide.n, slide.n_of, language) if slide.n_of else "",
        "blocks": [_block(block, picture, language) for block in (*page.blocks, *((text,) if page.lines else ()))],
        "notes": _whole(slide.notes),
    }


def _block(block: Block, picture: Callable[[MapBlock], str], language: Language) -> dict[str, Any]:
    match block:
        case TextBlock():
            return {"kind": "text", "id": block.id, "lines": _whole(block.lines)}
        case KpiBlock():
            return {"kind": "figures", "figures": [vars(figure) for figure in block.figures]}
        case MapBlock():
            return {"kind": "map", "src": picture(block), "alt": block.alt}
        case ChartBlock():
            return _chart(block)
        case TableBlock():
            return _table(block, language)
        case _:
            assert_never(block)


def _chart(block: ChartBlock) -> dict[str, Any]:
    shown = block.shown
    return {
        "kind": "columns" if shown.is_standing else "bars",
        "title": block.title,
        "unit": shown.unit,
        "alt": block.alt,
        "categories": list(block.names),
        "series": [
            {"name": one.name, "values": list(values), "colour": one.colour["light"]}
            | {"pattern": one.pattern, "is_open": one.is_open}
            for one, values in zip(shown.series, block.values, strict=True)
        ],
        "labels": list(block.labels),
        "parts": [{"at": int(one.at), "value": one.value, "text": one.text} for one in shown.high_parts],
        "chosen": list(block.chosen) if any(block.chosen) else [],
        "notes": _whole(block.notes),
    }


def _table(block: TableBlock, language: Language) -> dict[str, Any]:
    n_all = len(block.table.rows)
    return {
        "kind": "table",
        "title": block.title,
        "columns": [
            {"heading": one.heading, "is_number": one.is_number, "width": one.share, "unit": one.unit}
            for one in block.table.columns
        ],
        "rows": [_row(row) for row in block.table.rows[:_MOST_ROWS]],
        "footer": [_row(row) for row in block.table.footer],
        "marked": [at for at in block.marked if at < _MOST_ROWS],
        "left": [left_out_words(n, n_all, language) for n in range(min(n_all, _MOST_ROWS) + 1)],
        "notes": _whole(block.notes),
    }


def _row(row: tuple[Cell, ...]) -> list[str]:
    return _whole(cell.text for cell in row)


def _whole(texts: Iterable[str]) -> list[str]:
    return [documents_whole(text) for text in texts]


def _texts(language: Language) -> dict[str, str]:
    return {
        "next": language.text("Next slide"),
        "back": language.text("Previous slide"),
        "play": language.text("Play"),
        "pause": language.text("Pause"),
        "notes": language.text("Notes"),
        "full": language.text("Full screen"),
        "leave": language.text("Leave the show"),
        "black": language.text("Black screen"),
        "no_notes": language.text("No notes to this slide."),
        "keys": language.text(
            "← → turn the slides · Home, End · F full screen · B black · N notes · P play, pause · Esc leave"
        ),
    }
