"""What the browser tests of the home screen look at: the map in its frame, the figures, the table, the card."""

import re
import time
from collections.abc import Callable, Iterable

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser import rest
from tests.browser.rest import WAIT_MS

BROKEN = r"""() => {
  const found = [];
  const look = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const of = text.parentElement;
      if (!of || of.closest("script, style, svg") || of.offsetWidth < 2 || !of.checkVisibility()) continue;
      for (const { 0: word, index } of text.data.matchAll(/(?<![\p{L}.])\p{L}{2,15}(?![\p{L}.])/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = [...range.getClientRects()].filter((one) => one.width);
        if (lines.length > 1 && lines.at(-1).top - lines[0].top > 4) found.push(`${word} of ${text.data}`);
      }
    }
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      if (node.matches(".amount, .label") && node.scrollWidth > node.clientWidth + 1 && node.checkVisibility()) found.push(`cut: ${node.innerText}`);
    }
  };
  look(document);
  return found;
}"""
"""Words that stand on two lines, letters apart, and numbers of cards that are cut; the name of a site may be longer than a line."""


def map_frame(page: Page) -> FrameLocator:
    """Return the map's frame once the map has drawn a state."""
    frame = page.frame_locator('iframe[title^="streamlit_folium"]')
    frame.locator("[data-revision]").wait_for(timeout=WAIT_MS)
    return frame


def revision(page: Page) -> str:
    """Return the digest of what the map shows."""
    return map_frame(page).locator("[data-revision]").get_attribute("data-revision") or ""


def figure(page: Page, kpi: str) -> Locator:
    """Return the value on a card of the strip."""
    return page.locator(f'button.card[data-id="{kpi}"] .value')


def figures(page: Page) -> dict[str, str]:
    """Return the values of all cards."""
    cards = page.locator("button.card")
    expect(cards).to_have_count(6, timeout=WAIT_MS)
    shown = cards.evaluate_all("cards => cards.map((one) => [one.dataset.id, one.querySelector('.value').innerText])")
    return {str(kpi): str(text) for kpi, text in shown}


def district(page: Page, code: str) -> Locator:
    """Return a district's area on the map."""
    return map_frame(page).locator(f'[data-unit="{code}"]')


def click_district(page: Page, code: str) -> None:
    """Choose a district by the keyboard's way, which no mark on top of it can catch, once the map has come to rest."""
    rest.settled(page)
    district(page, code).press("Enter")


def table_row(page: Page, row: str) -> Locator:
    """Return a line of the district table."""
    return page.locator(f'tr[data-row="{row}"]')


def table_total(page: Page) -> dict[str, str]:
    """Return the numbers of the unit table's last line by heading."""
    line = table_row(page, "total")
    headings = line.locator("xpath=ancestor::table").locator("thead th .label").all_inner_texts()
    numbers = line.locator("td").all_inner_texts()  # under both stands small what they are
    return dict(
        zip([head.split("\n")[0] for head in headings[1:]], [one.split("\n")[0] for one in numbers], strict=True)
    )


def marks_on_map(page: Page, layer: str) -> int:
    """Return how many rows the marks of a layer in view stand for."""
    counts = (
        map_frame(page).locator(f'[data-layer="{layer}"]').evaluate_all("nodes => nodes.map(n => +n.dataset.count)")
    )
    return sum(counts)


def badges(page: Page) -> dict[str, str]:
    """Return the numbers that stand on the units of the map."""
    shown = (
        map_frame(page)
        .locator(".kc-unit-badge")
        .evaluate_all(
            "nodes => nodes.filter((n) => n.style.visibility !== 'hidden').map((n) => [n.dataset.of, n.textContent])"
        )
    )
    return {str(code): str(text) for code, text in shown}


def zoom_to(page: Page, lat: float, lon: float, zoom: float) -> None:
    """Look closely at a place of the map and wait for its finer cells."""
    rest.settled(page)
    look = (
        f"() => {{ window.map.setView([{lat}, {lon}], {zoom}, {{ animate: false }}); }}"  # the map itself is no answer
    )
    map_frame(page).locator("body").evaluate(look)
    rest.settled(page, rest.QUIET_MAP_MS)


def whole_province(page: Page) -> None:
    """Look at the whole province again, as the button of the map does."""
    map_frame(page).get_by_role("button", name="Cả tỉnh", exact=True).click()
    rest.settled(page, rest.QUIET_MAP_MS)


def lead_to(page: Page, address: str) -> None:
    """Lead a page that is open to an address of the app, as the app's own links do, and wait until it is at rest there."""
    rest.settled(page)
    page.evaluate(
        "(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }", f"/{address}"
    )
    rest.settled(page)


def resize(page: Page, width: int, height: int) -> None:
    """Give the window a size and wait until all follows."""
    if page.viewport_size == {"width": width, "height": height}:
        rest.settled(page)
        return
    page.set_viewport_size({"width": width, "height": height})
    rest.settled(page, rest.QUIET_MAP_MS)


def words_are_whole(page: Page) -> None:
    """See that no word is broken between its letters and no number of a card is cut."""
    until(page, lambda: not page.evaluate(BROKEN), lambda: page.evaluate(BROKEN))


def legend_count(page: Page, label: str) -> int:
    """Return the number that the legend gives a layer."""
    item = map_frame(page).locator(".kc-legend-item", has_text=re.compile(rf"^\s*{re.escape(label)}\s*\("))
    found = re.search(r"\((\d+)\)", item.text_content() or "")
    assert found, f"no count beside {label!r} in the legend"
    return int(found[1])


def place_of_map(page: Page) -> tuple[float, ...]:
    """Return where the map stands below the navigation, and its size, however far the page is scrolled."""
    bar = page.locator(".st-key-navigation").bounding_box()
    box = page.locator('iframe[title^="streamlit_folium"]').bounding_box()
    assert bar
    assert box
    return tuple(round(value) for value in (box["x"], box["y"] - bar["y"], box["width"], box["height"]))


def until(page: Page, holds: Callable[[], bool], seen: Callable[[], object] = lambda: "nothing") -> None:
    """Wait until what Playwright cannot wait for by itself holds; what is `seen` in the end is said where it does not."""
    deadline = time.monotonic() + WAIT_MS / 1000
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain, saw {seen()}"
        page.wait_for_timeout(100)


def keep(rules: Iterable[Callable[[Page, str], None]], page: Page, screen: str) -> None:
    """Hold a screen that is open to all of its rules; each that it breaks is told by its name."""
    broken: list[Exception] = []
    for rule in rules:
        try:
            rule(page, screen)
        except (AssertionError, PlaywrightError) as error:
            error.add_note(f"{screen}: {rule.__name__}")
            broken.append(error)
    if broken:
        raise ExceptionGroup(screen, broken)


def unfold(panel: Locator) -> None:
    """Open a folded panel and wait until it has come to rest: what is clicked while it grows moves away."""
    panel.locator("summary").click()
    panel.evaluate("e => Promise.allSettled(e.getAnimations({ subtree: true }).map(one => one.finished))")


def read_text(page: Page, part: str = "body") -> str:
    """Return what a part of the page says; the names of icons are glyphs, not words."""
    rule = '[data-testid="stIconMaterial"], span[translate="no"] { display: none !important; }'
    hidden = page.add_style_tag(content=rule)
    text = page.locator(part).inner_text()
    hidden.evaluate("style => style.remove()")
    return text
