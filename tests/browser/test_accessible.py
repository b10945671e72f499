"""WCAG 2.2 A and AA by axe-core: every screen, at rest and with each of its dialogs, popovers, drawers and folds open.

`KHUYENCONG_AXE_THEMES=light,dark` looks at both themes; without it the light one is looked at.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from geodata.settings import DATA, DATABASE
from tests.browser import screens
from tests.browser.conftest import ROOT, Opened, Serve
from tests.survey.office_store import filled_store

pytestmark = pytest.mark.browser
THEMES = os.environ.get("KHUYENCONG_AXE_THEMES", "light").split(",")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
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

State = Callable[[Page], None]


def settle(page: Page) -> None:
    """Wait until no run is under way and what moves has come to rest."""
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(500)
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")


def violations(page: Page) -> list[str]:
    """Return what axe finds and finds again a moment later: what still fades in has another contrast."""
    if not _found(page):
        return []
    page.wait_for_timeout(2000)
    return _found(page)


def _found(page: Page) -> list[str]:
    """Return what axe finds in the page and in its frames, a line each; the page is at its top, so that its head covers nothing."""
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 0)")
    for frame in page.frames[1:]:
        frame.evaluate(AXE_SCRIPT)
    found = Axe().run(page, options=RULES).response["violations"]
    lines = []
    for one in found:
        for node in one["nodes"]:
            target = " ".join(str(part) for part in node["target"])
            if not any(one["id"] == rule and part in target for rule, part in LEFT):
                lines.append(f"{one['id']}: {target}: {node['html'][:160]}")
    return lines


def press(selector: str, shows: str = "") -> State:
    """Press what a selector names first and wait for what it shows."""

    def pressed(page: Page) -> None:
        page.locator(selector).first.click()
        if shows:
            page.locator(shows).first.wait_for()

    return pressed


def shows(selector: str) -> State:
    """Wait for what an address shows by itself."""
    return lambda page: page.locator(selector).first.wait_for()


def unfolded(page: Page) -> None:
    """Open every fold of the screen."""
    folded = page.locator("details:not([open]) > summary:visible")
    for _ in range(folded.count()):
        folded.first.click()


def map_drawn(page: Page) -> None:
    """Wait for the map."""
    screens.map_frame(page)


def popovers(page: Page) -> dict[str, tuple[State, ...]]:
    """Return a state for each popover of the screen, opened; those of the head are named below."""
    keys = page.locator('[class*="st-key-popover_"]:not(.st-key-header *)').evaluate_all(
        "nodes => nodes.map((one) => [...one.classList].find((name) => name.startsWith('st-key-popover_')))"
    )
    return {key: (press(f".{key} button", POPOVER),) for key in keys}


def parts(page: Page) -> dict[str, tuple[State, ...]]:
    """Return a state for each tab, and for each choice of the part of a screen."""
    found: dict[str, tuple[State, ...]] = {}
    for kind in (".stTabs [role=tab]", *(f".st-key-{key} button" for key in PARTS)):
        for n in range(1, page.locator(kind).count()):
            found[f"{kind} {n}"] = (lambda page, kind=kind, n=n: page.locator(kind).nth(n).click(),)
    return found


PARTS = ("survey_part", "plan_step", "edit_mode", "shape")
FILTERS = ("districts", "sectors", "years", "programmes", "stages")
POPOVER = '[data-testid="stPopoverBody"]'
DIALOG = '[role="dialog"]'
SOURCES = '.kc-actions button[name="sources"]:not([hidden])'
STATES: dict[str, dict[str, tuple[State, ...]]] = {
    "": {
        "at rest": (map_drawn,),
        "the rows of a figure": (map_drawn, press("button.card", DIALOG)),
        "export": (press(".st-key-popover_export button", POPOVER),),
        "record": (press(".st-key-popover_record button", POPOVER),),
        **{f"filter {one}": (press(f'[data-field="{one}"] .name', f'[data-field="{one}"] .panel'),) for one in FILTERS},
        "help": (press(".st-key-help button", DIALOG),),
    },
    "?district=217&focus=facility:co-so-0": {"a district and a card": (map_drawn, shows("#root .kc-card"))},
    "?vintage=communes_2020&district=217": {"communes": (map_drawn,)},
    "funding": {"the rows of a chart": (press(SOURCES, DIALOG),)},
    "exports": {},
    "ocop": {},
    "proposals": {},
    "proposals?focus=proposal:de-an-0": {"a record at the side": (shows(DIALOG),)},
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
"""Each screen with the states that are reached by more than a fold, a tab or a popover."""


@pytest.fixture(scope="module")
def office(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of an office that has facilities, proposals and a campaign of its own."""
    folder = tmp_path_factory.mktemp("office")
    filled_store(folder, 3).close()
    with serve(ROOT / "dashboard.py", env={DATA: str(folder), DATABASE: ""}) as url:
        yield url


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("address", STATES)
def test_no_screen_shuts_anybody_out(address: str, theme: str, office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(f"{office}/{address}", color_scheme=theme).page
    settle(page)
    found = {"at rest": violations(page)}
    states = STATES[address] | {"unfolded": (unfolded,)} | popovers(page) | parts(page)
    for name, steps in states.items():
        page.goto(f"{office}/{address}")
        settle(page)
        for step in steps:
            step(page)
            settle(page)
        found[name] = violations(page)
    assert {name: lines for name, lines in found.items() if lines} == {}


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


def test_the_keyboard_has_a_way_past_the_head_and_past_the_map(office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(office).page
    map_drawn(page)
    settle(page)
    focus_on(page, "Đến nội dung")
    page.keyboard.press("Enter")
    at = page.evaluate_handle(FOCUSED)
    assert page.locator(".st-key-bar").evaluate(
        "(bar, at) => Boolean(bar.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)", at
    )
    page.reload()
    map_drawn(page)
    settle(page)
    focus_on(page, "Bỏ qua bản đồ")
    page.keyboard.press("Enter")
    at = page.evaluate_handle(FOCUSED)
    assert page.locator('iframe[title^="streamlit_folium"]').evaluate(
        "(map, at) => Boolean(map.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)", at
    )


def test_the_focus_goes_back_to_what_opened_a_dialog(office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(f"{office}/rules").page
    settle(page)
    button = page.locator(".st-key-help button").first
    button.focus()
    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for()
    settle(page)
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(button).to_be_focused()


def test_a_drawer_leaves_the_screen_beside_it_in_use(office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(f"{office}/proposals?focus=proposal:de-an-0").page
    title, lines = page.locator(f"{DIALOG} h2"), page.locator(".st-key-proposals_steps .line")
    expect(title).to_have_text("Đề án thử 0")
    shade = page.locator('[data-testid="stDialog"]')
    assert shade.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgba(0, 0, 0, 0)"
    lines.nth(1).click()
    expect(title).to_have_text("Đề án thử 1")
    settle(page)
    page.locator('[data-field="sectors"] .name').click()
    page.keyboard.press("Escape")
    expect(title).to_have_text("Đề án thử 1")
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    settle(page)
    line = lines.nth(2)
    line.focus()
    page.keyboard.press("Enter")
    expect(title).to_have_text("Đề án thử 2")
    settle(page)
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    expect(line).to_be_focused()


def test_nothing_runs_off_the_page_at_twice_the_size(office: str, open_page: Callable[..., Opened]) -> None:
    """A window of 1366 pixels at 200 % is one of 683."""
    page = open_page(office, width=683, height=384).page
    wide = {}
    for address in (
        "",
        "funding",
        "exports",
        "ocop",
        "proposals",
        "planning",
        "present",
        "rules",
        "imports",
        "quality",
    ):
        page.goto(f"{office}/{address}")
        settle(page)
        wide[address] = page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth - e.clientWidth")
    assert {address: over for address, over in wide.items() if over > 1} == {}


def test_forced_colours_keep_what_is_told_by_a_fill(office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(office).page
    page.emulate_media(forced_colors="active")
    map_drawn(page)
    settle(page)
    fills = page.locator(".track, .share")
    assert page.locator(".track").count() >= 10
    assert page.locator(".share").count() > 0
    assert set(fills.evaluate_all("all => all.map((one) => getComputedStyle(one).forcedColorAdjust)")) == {"none"}


def test_little_motion_where_little_is_asked_for(office: str, open_page: Callable[..., Opened]) -> None:
    page = open_page(f"{office}/rules").page
    page.emulate_media(reduced_motion="reduce")
    settle(page)
    moving = page.locator("button, a, details, [data-testid=stExpander]").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).transitionDuration).filter((time) => parseFloat(time) > 0.01)"
    )
    assert moving == []
