"""Every screen on paper: few sheets, whole rows beneath their headings, nothing over the edge."""

from collections.abc import Callable
from typing import NamedTuple, TypedDict

import pymupdf
import pytest
from playwright.sync_api import Page

from pages.components.frame.screens import ALL_SCREENS, HOME
from tests.browser import rest, screens

pytestmark = pytest.mark.browser


class Sheets(NamedTuple):
    """The most sheets that a screen takes."""

    upright: int
    across: int


MOST_SHEETS = {
    HOME: Sheets(1, 1),
    "funding": Sheets(3, 2),
    "ocop": Sheets(5, 4),
    "exports": Sheets(3, 3),
    "proposals": Sheets(2, 2),
    "crosstab": Sheets(2, 2),
    "compare": Sheets(2, 2),
    "survey": Sheets(1, 1),
    "planning": Sheets(1, 2),
    "present": Sheets(1, 1),
    "rules": Sheets(2, 2),
    "sources": Sheets(4, 5),
    "imports": Sheets(1, 1),
    "edit": Sheets(5, 8),
    "quality": Sheets(6, 8),
    "audit": Sheets(1, 1),
    "record": Sheets(1, 1),
}
"""Of the whole province: the answer, then a list of up to 200 rows."""
NOTHING = "district=213&sector=chemicals&years=2010-2010"
MOST_OF_NOTHING = {HOME: Sheets(2, 1)} | dict.fromkeys(("funding", "ocop", "exports", "proposals"), Sheets(1, 1))
MARGIN = 10 / 25.4 * 72 - 2
"""In points, and what a border may take of it."""
LEAST_FILLED = 0.12
"""How far down a sheet that is not the only one has text."""
LONG = 15
"""Rows of a table that may go on over the end of a sheet."""
TABLES = """() => {
  const pieces = (part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.parentElement.checkVisibility()) found.push(walker.currentNode.data);
    return found;
  };
  return [...document.querySelectorAll("*")].flatMap((node) => [...(node.shadowRoot?.querySelectorAll("table") ?? [])])
    .filter((table) => table.tHead && table.tBodies.length && table.checkVisibility())
    .map((table) => ({ head: pieces(table.tHead), rows: [...table.tBodies[0].rows].map(pieces) }));
}"""


PRINTED = "() => window.printed && !(window.printed = false)"


class Table(TypedDict):
    """What a table says on paper, in pieces that stand together."""

    head: list[str]
    rows: list[list[str]]


def squeezed(text: str) -> str:
    """Return a text without its blanks: where a line ends is another matter."""
    return "".join(text.split())


def holds(sheet: str, pieces: list[str]) -> bool:
    """Return whether a sheet has all pieces of a row or a heading."""
    return all(squeezed(piece) in sheet for piece in pieces)


def tables_on_paper(page: Page) -> list[Table]:
    """Return the long tables as they are drawn while the browser prints."""
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    tables: list[Table] = page.evaluate(TABLES)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    return [table for table in tables if len(table["rows"]) >= LONG]


def faults(paper: pymupdf.Document, tables: list[Table], most: int) -> list[str]:
    """Say what is wrong with the sheets of a screen."""
    found = [f"{len(paper)} sheets"] if len(paper) > most else []
    texts = [squeezed(sheet.get_text()) for sheet in paper]
    for sheet in paper:
        words = sheet.get_text("words")
        over = [word for x0, _, x1, _, word, *_ in words if x0 < MARGIN or x1 > sheet.rect.width - MARGIN]
        lowest = max((y1 for *_, y1, _, _, _, _ in words), default=0) / sheet.rect.height
        if over:
            found.append(f"sheet {sheet.number} has over its edge {over}")
        if len(paper) > 1 and lowest < LEAST_FILLED:
            found.append(f"sheet {sheet.number} is almost empty")
    for table in tables:
        for row in table["rows"]:
            on = [at for at, text in enumerate(texts) if holds(text, row)]
            if not on:
                found.append(f"no sheet has the whole row {row}")
            elif not any(holds(texts[at], table["head"]) for at in on):
                found.append(f"sheets {on} have {row} without its heading")
    return found


def printed(page: Page, most: Sheets, *, is_screen: bool = True) -> dict[str, list[str]]:
    """Wait until the page has the browser print, and say what is wrong with its sheets, and with a screen beneath a drawer."""
    page.wait_for_function(PRINTED, timeout=screens.WAIT_MS)
    rest.settled(page)
    tables = tables_on_paper(page)
    wrong = {}
    for way, most_here in most._asdict().items():
        paper = pymupdf.open(stream=page.pdf(format="A4", landscape=way == "across"), filetype="pdf")
        wrong[way] = faults(paper, tables, most_here)
        dated = squeezed(paper[0].get_text()).casefold().count("nguồnmớinhất:")
        if is_screen and dated != 1:
            wrong[way].append(f"says {dated} times how new its sources are")
        if not is_screen and "20km" in squeezed(paper[0].get_text()):
            wrong[way].append("the screen beneath is printed too")
    return wrong


def test_every_screen_takes_few_sheets_with_whole_rows_beneath_their_headings(
    open_page: Callable[..., object], app_url: str
) -> None:
    page: Page = open_page(app_url).page  # type: ignore[attr-defined]
    page.evaluate("() => { window.printed = false; window.print = () => { window.printed = true; }; }")
    assert set(MOST_SHEETS) == {screen.name for screen in ALL_SCREENS}
    addresses = {("" if name == HOME else name): most for name, most in MOST_SHEETS.items()}
    addresses |= {f"{'' if name == HOME else name}?{NOTHING}": most for name, most in MOST_OF_NOTHING.items()}
    wrong: dict[str, list[str]] = {}
    for address, most in addresses.items():
        screens.lead_to(page, address)
        page.locator(".st-key-frame_head .print").click()
        wrong |= {f"{address} {way}": found for way, found in printed(page, most).items()}
    screens.lead_to(page, "")
    for _ in range(2):  # a second press prints once more
        page.locator(".st-key-frame_head .print").click()
        page.wait_for_function(PRINTED, timeout=screens.WAIT_MS)
    page.locator("button.card").first.click()
    page.locator("[data-testid=stDialog] table").first.wait_for()
    rest.settled(page)
    page.keyboard.press("Control+p")
    wrong |= {f"drawer {way}": found for way, found in printed(page, Sheets(4, 6), is_screen=False).items()}
    assert {where: found for where, found in wrong.items() if found} == {}
