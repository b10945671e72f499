"""The export screen in a real browser with the outside blocked: the map, the exporters, the rows behind."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rest, screens
from tests.browser.charts import click_mark, go_to

pytestmark = pytest.mark.browser

TOUCHING_NAMES = """(chart) => {
  const boxes = [...chart.querySelectorAll("svg .textpoint text, svg .scatterlayer path.point")].map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { name: node.textContent || "mark", isName: node.tagName === "text", left: left + 1, right: right - 1, top: top + 2, bottom: bottom - 2 };
  });
  const isOn = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => (a.isName || b.isName) && isOn(a, b)).map((b) => [a.name, b.name]));
}"""
"""Names of the flow map that stand on a mark or on another name, as the browser draws them; a letter has a pixel or two of air in its box."""


def test_a_country_on_the_map_narrows_every_screen_and_again_widens(screen: Callable[..., Page]) -> None:
    page = screen("exports")
    click_mark(page, "exports_map", "markets", "JPN")
    expect(page).to_have_url(re.compile("market=JPN"), timeout=screens.WAIT_MS)
    expect(page.get_by_role("button", name="Nhật Bản ✕")).to_be_visible()
    rest.settled(page)
    go_to(page, "ocop")
    expect(page.get_by_role("button", name="Nhật Bản ✕")).to_be_visible()
    go_to(page, "exports")
    click_mark(page, "exports_map", "markets", "JPN")
    expect(page).not_to_have_url(re.compile("market"), timeout=screens.WAIT_MS)


def test_the_map_shows_hoang_sa_and_truong_sa_and_on_a_phone_every_market_by_number(
    screen: Callable[..., Page],
) -> None:
    page = screen("exports")
    chart = page.locator(".st-key-chart_exports_map")
    expect(chart.locator("svg text", has_text="Hoàng Sa").first).to_be_visible()
    expect(chart.locator("svg text", has_text="Trường Sa").first).to_be_visible()
    expect(chart).to_contain_text("Ranh giới")
    rest.settled(page)
    assert chart.evaluate(TOUCHING_NAMES) == []
    page.set_viewport_size({"width": 390, "height": 844})
    expect(chart.locator("svg text", has_text="Hà Lan")).to_have_text(re.compile(r"^\d+  Hà Lan$"))  # the list beneath
    rest.settled(page)
    names = chart.locator("svg text").filter(has_text=re.compile(r"^\d+\s+\D")).all_text_contents()
    numbers = chart.locator("svg text").filter(has_text=re.compile(r"^\d+$"))
    assert [name.split()[0] for name in names] == numbers.all_text_contents()
    assert len(names) > 15
    for text in chart.locator("svg text").all():
        box = text.bounding_box()
        assert box, "drawn"
        assert box["x"] >= 0, text.text_content()
        assert box["x"] + box["width"] <= 390, text.text_content()


def test_an_exporter_opens_its_card_at_the_side_and_gives_the_focus_back(screen: Callable[..., Page]) -> None:
    page = screen("exports")
    page.locator('tr[data-row="htx-my-trai-lam"] th').first.click()
    card = page.locator(".st-key-card")
    expect(card).to_contain_text("Trại Lâm")
    expect(page.get_by_role("dialog", name="Trại Lâm")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0, timeout=screens.WAIT_MS)
    expect(page).not_to_have_url(re.compile("focus="), timeout=screens.WAIT_MS)


def test_rows_and_sources_are_one_click_away(screen: Callable[..., Page]) -> None:
    page = screen("exports", "?tab=matrix")
    page.locator(".st-key-chart_exports_matrix").get_by_role("button", name="Nguồn:").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Nguồn").first).to_be_visible()
    expect(dialog.locator("table").first.locator("tbody tr").first).to_be_visible()
