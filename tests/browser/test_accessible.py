"""WCAG 2.2 A and AA by axe-core: every screen, at rest and with each of its dialogs, popovers, drawers and folds open.

`KHUYENCONG_AXE_THEMES=light,dark` looks at both themes; without it the light one is looked at.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page, expect

from geodata.settings import DATA, DATABASE
from tests.browser import rest, screens
from tests.browser.conftest import ROOT, Opened, Serve
from tests.survey.office_store import filled_store

pytestmark = pytest.mark.browser
THEMES = os.environ.get("KHUYENCONG_AXE_THEMES", "light").split(",")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
BENEATH = {"runOnly": ["aria-hidden-focus", "duplicate-id-aria"], "iframes": False, "preload": False}
"""What a dialog may break in the screen beneath it."""
LEFT: dict[tuple[str, str], str] = {
    (
        "target-size",
        ".kc-mark",
    ): "a mark lies where its facility lies, which is the exception of 2.5.8; lists and table hold the same rows",
    ("target-size", "leaflet-marker"): "as above: axe names the same marks by their other class",
    ("target-size", "iframe div[aria-label"): "as above: axe names the same marks by what they say",
    (
        "target-size",
        ".st-key-filters",
    ): "a bar of the years is as wide as they are many; the two lists beneath choose the same years",
    ("target-size", "iframe div[data-count"): "as above: axe names the same marks by how many they stand for",
}
"""What cannot be mended: the rule and a part of the selector, with the reason."""

Step = Callable[[Page], None]


def violations(page: Page, over: str = "") -> list[str]:
    """Return what axe finds at rest and finds again: in the page and its frames, or in what has opened `over` it."""
    rest.settled(page)
    look = (lambda: _found_over(page, over)) if over else (lambda: _found(page))
    if not look():
        return []
    rest.settled(page, 1000)
    return look()


def _found(page: Page) -> list[str]:
    """Look at the page and its frames; the page is at its top, so that its head covers nothing."""
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 0)")
    for frame in page.frames:
        _bring_axe(frame)
    return _lines(page.evaluate("(rules) => axe.run(rules)", RULES))


def _found_over(page: Page, over: str) -> list[str]:
    """Look at what has opened; in the rest, which was looked at before, only at what that may have changed."""
    _bring_axe(page.main_frame)
    opened = page.locator(over).filter(visible=True).element_handles()
    result = page.evaluate("([include, rules]) => axe.run({ include }, rules)", [opened, {**RULES, "preload": False}])
    assert result["passes"], "nothing was looked at"
    beneath = page.evaluate("(rules) => axe.run(document, rules)", BENEATH)
    return _lines(result) + _lines(beneath)


def _bring_axe(frame: Frame) -> None:
    if not frame.evaluate("() => 'axe' in window"):
        frame.evaluate(AXE_SCRIPT)


def _lines(result: dict[str, Any]) -> list[str]:
    """Return a line for each node that breaks a rule."""
    lines = []
    for one in result["violations"]:
        for node in one["nodes"]:
            target = " ".join(str(part) for part in node["target"])
            if not any(one["id"] == rule and part in target for rule, part in LEFT):
                lines.append(f"{one['id']}: {target}: {node['html'][:160]}")
    return lines


def press(selector: str, shows: str = "") -> Step:
    """Press what a selector names first and wait for what it shows."""

    def pressed(page: Page) -> None:
        page.locator(selector).first.click()
        if shows:
            page.locator(shows).first.wait_for()

    return pressed


def row_menu(page: Page) -> None:
    """Open the menu of the first row by the keyboard, once the screen has come to rest where the row is in sight."""
    page.locator("tr .more").filter(visible=True).first.focus()
    rest.settled(page)
    page.keyboard.press("Enter")
    page.locator(MENU).wait_for()


def unfolded(page: Page) -> int:
    """Open every fold of the screen and return how many there were."""
    folded = page.locator("details:not([open]) > summary:visible")
    n_folded = folded.count()
    for _ in range(n_folded):
        n = folded.count()
        folded.first.click()
        screens.until(page, lambda n=n: folded.count() != n)  # else the same one would be pressed again
    return n_folded


def map_drawn(page: Page) -> None:
    """Wait for the map."""
    screens.map_frame(page)


def popovers(page: Page) -> dict[str, Step]:
    """Return a step for each popover of the screen, which opens it; those of the head are named below."""
    keys = page.locator('[class*="st-key-popover_"]:not(.st-key-header *)').evaluate_all(
        "nodes => nodes.map((one) => [...one.classList].find((name) => name.startsWith('st-key-popover_')))"
    )
    return {key: press(f".{key} button", POPOVER) for key in keys}


def parts(page: Page) -> dict[str, int]:
    """Return what chooses a part of the screen, with how many there are: its tabs, the steps of a meeting."""
    kinds = (f"{TABS} [role=tab]", *(f".st-key-{key} button" for key in PARTS))
    return {kind: page.locator(kind).count() for kind in kinds}


def close(page: Page) -> None:
    """Close what lies over the screen, so that it is as it was."""
    opened = page.locator(OPENED).filter(visible=True)
    while n := opened.count():
        page.keyboard.press("Escape")
        screens.until(page, lambda n=n: opened.count() < n)
        rest.settled(page)


TABS = ".stTabs"
PARTS = ("survey_part", "plan_step", "edit_mode", "shape")
FILTERS = ("districts", "sectors", "years", "programmes", "stages")
POPOVER = '[data-testid="stPopoverBody"]'
DIALOG = '[role="dialog"]'
MENU = '[role="menu"]'
OPENED = f"{POPOVER}, {DIALOG}, {MENU}, [data-field] .panel"
SOURCES = '.kc-actions button[name="sources"]:not([hidden])'
STATES: dict[str, dict[str, Step]] = {
    "": {
        "the rows of a figure": press("button.card", DIALOG),
        "export": press(".st-key-popover_export button", POPOVER),
        "record": press(".st-key-popover_record button", POPOVER),
        "views": press(".st-key-popover_share button", POPOVER),
        **{f"filter {one}": press(f'[data-field="{one}"] .name', f'[data-field="{one}"] .panel') for one in FILTERS},
        "help": press(".st-key-help button", DIALOG),
    },
    "?district=217&focus=facility:co-so-0": {},
    "?vintage=communes_2020&district=217": {},
    "funding": {"the rows of a chart": press(SOURCES, DIALOG)},
    "exports": {"the menu of a row": row_menu},
    "ocop": {},
    "proposals": {},
    "proposals?focus=proposal:de-an-0": {},
    "survey": {},
    "planning": {},
    "present": {},
    "present?slide=2": {},
    "rules": {},
    "sources": {},
    "imports": {},
    "edit": {},
    "edit?focus=facilities:co-so-0": {},
    "quality": {},
    "audit": {},
    "record?focus=proposals:de-an-0": {},
}
"""Each screen with the steps that lead to more than its folds, tabs and popovers."""
SHOWN = {
    "?district=217&focus=facility:co-so-0": "#root .kc-card",
    "proposals?focus=proposal:de-an-0": DIALOG,
}
"""What an address shows by itself."""


@pytest.fixture(scope="module")
def office(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of an office that has facilities, proposals and a campaign of its own."""
    folder = tmp_path_factory.mktemp("office")
    filled_store(folder, 3).close()
    with serve(ROOT / "dashboard.py", env={DATA: str(folder), DATABASE: ""}) as url:
        yield url


def looked_at(page: Page, address: str) -> dict[str, list[str]]:
    """Return what axe finds on a screen in each of its states, which follow one another on the one page that is open."""

    def at_rest() -> None:
        if not urlsplit(address).path:
            map_drawn(page)
        if address in SHOWN:
            page.locator(SHOWN[address]).first.wait_for()

    at_rest()
    found = {"at rest": violations(page)}
    for name, step in (STATES[address] | popovers(page)).items():
        step(page)
        found[name] = violations(page, OPENED)
        close(page)
    chosen = parts(page)
    if unfolded(page):
        found["unfolded"] = violations(page, "details[open]")
    for kind, count in chosen.items():
        for n in range(1, count):
            if page.locator(kind).count() != count:  # another choice has taken it away
                page.reload()
                at_rest()
                rest.settled(page)
            page.locator(kind).nth(n).click()
            rest.settled(page)
            unfolded(page)
            page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 0)")  # from beneath the head
            found[f"{kind} {n}"] = violations(page, TABS if kind.startswith(TABS) else "")
    return {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("address", STATES)
def test_no_screen_shuts_anybody_out(address: str, theme: str, office: str, led_page: Callable[..., Page]) -> None:
    page = led_page(office, address, color_scheme=theme)
    assert looked_at(page, address) == {}
    page.set_viewport_size({"width": 683, "height": 384})  # a window of 1366 pixels at 200 %
    rest.settled(page)
    ends = page.locator(".st-key-header > :last-child").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().right - innerWidth)"
    )  # the show has no head
    assert max(ends, default=0) <= 0, "the head is cut at its end"
    over = page.locator('[data-testid="stMain"]')
    screens.until(
        page, lambda: over.evaluate("e => e.scrollWidth - e.clientWidth") <= 1, lambda: "a page that is too wide"
    )
    screens.words_are_whole(page)


FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""


def focus_on(page: Page, wanted: str) -> None:
    """Go from the top of the page by Tab until what is wanted has the focus."""
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(f"({FOCUSED})().textContent") == wanted:
            return
    pytest.fail(f"Tab does not lead to {wanted!r}")


def test_the_map_has_a_way_past_it_by_keyboard_and_its_fills_in_forced_colours(
    office: str, open_page: Callable[..., Opened]
) -> None:
    page = open_page(office).page
    map_drawn(page)
    rest.settled(page)
    focus_on(page, "Đến nội dung")
    page.keyboard.press("Enter")
    at = page.evaluate_handle(FOCUSED)
    assert page.locator(".st-key-bar").evaluate(
        "(bar, at) => Boolean(bar.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)", at
    )
    page.reload()
    map_drawn(page)
    rest.settled(page)
    focus_on(page, "Bỏ qua bản đồ")
    page.keyboard.press("Enter")
    at = page.evaluate_handle(FOCUSED)
    assert page.locator('iframe[title^="streamlit_folium"]').evaluate(
        "(map, at) => Boolean(map.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)", at
    )
    page.emulate_media(forced_colors="active")
    fills = page.locator(".track, .share")
    assert page.locator(".track").count() >= 10
    assert page.locator(".share").count() > 0
    assert set(fills.evaluate_all("all => all.map((one) => getComputedStyle(one).forcedColorAdjust)")) == {"none"}
    page.emulate_media(forced_colors="none")


def test_a_dialog_gives_the_focus_back_and_little_moves_where_little_is_asked_for(
    office: str, open_page: Callable[..., Opened]
) -> None:
    page = open_page(f"{office}/rules").page
    rest.settled(page)
    page.emulate_media(reduced_motion="reduce")
    moving = page.locator("button, a, details, [data-testid=stExpander]").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).transitionDuration).filter((time) => parseFloat(time) > 0.01)"
    )
    assert moving == []
    button = page.locator(".st-key-help button").first
    button.focus()
    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for()
    rest.settled(page)
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(button).to_be_focused()


def test_a_drawer_leaves_the_screen_beside_it_in_use(office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(f"{office}/proposals?focus=proposal:de-an-0").page
    title, lines = page.locator(f"{DIALOG} h2"), page.locator(".st-key-proposals_steps .line")
    expect(title).to_have_text("Đề án thử 0")
    shade = page.locator('[data-testid="stDialog"]')
    expect(shade).to_have_css("background-color", "rgba(0, 0, 0, 0)")  # once the drawer's rules are there it fades
    lines.nth(1).click()
    expect(title).to_have_text("Đề án thử 1")
    rest.settled(page)
    page.locator('[data-field="sectors"] .name').click()
    page.keyboard.press("Escape")
    expect(title).to_have_text("Đề án thử 1")
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    rest.settled(page)
    line = lines.nth(2)
    line.focus()
    page.keyboard.press("Enter")
    expect(title).to_have_text("Đề án thử 2")
    rest.settled(page)
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    expect(line).to_be_focused()
