"""The drawers of rows: whatever opens one, its rows are lines that fit, each with its source in sight."""

from collections.abc import Callable

import pytest

from tests.browser import rest, screens
from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser
SCREENS = ("", "funding", "exports", "ocop", "proposals")
DRAWER = '[data-testid="stDialog"]'
FAULTS = """([width]) => {
  const roots = [...document.querySelectorAll('[data-testid="stDialog"] *')].map((node) => node.shadowRoot).filter(Boolean);
  const tables = roots.map((root) => root.querySelector(".scroll")).filter((one) => one?.clientWidth);
  const faults = tables.length ? [] : ["no table in sight"];
  for (const scroll of tables) {
    const host = scroll.getRootNode().host;
    host.style.width = width;
    if (scroll.scrollWidth > scroll.clientWidth) faults.push(`scrolls sideways: ${scroll.scrollWidth} in ${scroll.clientWidth}`);
    const right = scroll.getBoundingClientRect().right;
    for (const row of [...scroll.querySelectorAll("tbody tr")].slice(0, 5)) {
      const source = row.querySelector(".small > :last-child");
      if (!source?.textContent.includes(": ") || source.getBoundingClientRect().right > right) faults.push(`no source: ${row.innerText}`);
      for (const node of row.querySelectorAll("th, td, .parts > *")) {
        const isCut = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline";
        if (isCut && !(node.title && getComputedStyle(node).textOverflow === "ellipsis")) faults.push(`cut: ${node.innerText}`);
      }
    }
    host.style.width = "";
  }
  return faults;
}"""
"""What is wrong with the table of the drawer that is in sight, where it has so much room."""
ROOMS = ("", "348px")
"""As wide as the drawer is, and as on a phone of 390 pixels."""


def test_rows_of_every_drawer_fit_and_show_their_sources(open_page: Callable[..., Opened], app_url: str) -> None:
    page = open_page(app_url, 1366, 768).page
    found = {}
    for name in SCREENS:
        screens.lead_to(page, name)
        figures = page.locator("button.card[data-id]").evaluate_all("cards => cards.map((one) => one.dataset.id)")
        for opener in (*(f'button.card[data-id="{one}"]' for one in figures), ".kc-actions button[name=sources]"):
            if not page.locator(opener).first.is_visible():
                continue  # the home screen has no chart
            page.locator(opener).first.click()
            page.locator(DRAWER).wait_for()
            rest.settled(page)
            faults = [one for width in ROOMS for one in page.evaluate(FAULTS, [width])]
            page.keyboard.press("Escape")
            page.locator(DRAWER).wait_for(state="detached")
            if faults:
                found[name, opener] = faults
    assert found == {}
