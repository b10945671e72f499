"""The export and OCOP screens in a real browser with the outside blocked: each mark chooses, on all screens alike."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.browser.charts import click_mark, go_to, settle

pytestmark = pytest.mark.browser
SCREENS = ("exports", "ocop")
ENGLISH = re.compile(
    r"\b(?:the|and|of|rows?|sources?|filter|market|country|export|select|download|valid)\b", re.IGNORECASE
)


def test_a_country_on_the_map_narrows_every_screen_and_again_widens(screen: Callable[..., Page]) -> None:
    page = screen("exports")
    click_mark(page, "exports_map", "markets", "JPN")
    expect(page).to_have_url(re.compile("market=JPN"), timeout=screens.WAIT_MS)
    expect(page.get_by_role("button", name="Nhật Bản ✕")).to_be_visible()
    settle(page)
    go_to(page, "ocop")
    expect(page.get_by_role("button", name="Nhật Bản ✕")).to_be_visible()
    go_to(page, "exports")
    click_mark(page, "exports_map", "markets", "JPN")
    expect(page).not_to_have_url(re.compile("market"), timeout=screens.WAIT_MS)


MARKS = {
    "exports": (
        ("exports_matrix", ("markets", "KOR"), r"market=KOR"),
        ("exports_quantities", ("years", "2020-2020"), r"years=2020-2020"),
        ("exports_first_years", ("markets", "EST"), r"market=EST"),
    ),
    "ocop": (
        ("ocop_districts", ("districts", "219", "stars", "4"), r"district=219&stars=4"),
        (
            "ocop_years",
            ("years", "2021-2021", "stars", "4"),
            r"stars=4.*years=2021-2021|years=2021-2021.*stars=4",
        ),
        ("ocop_standing", ("years", "2024-2024"), r"years=2024-2024"),
        ("typical", ("years", "2021-2021"), r"years=2021-2021"),
    ),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_mark_narrows_and_the_same_mark_widens(screen: Callable[..., Page], name: str) -> None:
    page = screen(name)
    for chart, mark, url in MARKS[name]:
        click_mark(page, chart, *mark)
        expect(page).to_have_url(re.compile(url), timeout=screens.WAIT_MS)
        settle(page)
        click_mark(page, chart, *mark)
        expect(page).not_to_have_url(re.compile("years|market|stars|district"), timeout=screens.WAIT_MS)
        settle(page)


def test_the_map_shows_hoang_sa_and_truong_sa(screen: Callable[..., Page]) -> None:
    page = screen("exports")
    chart = page.locator(".st-key-chart_exports_map")
    expect(chart.locator("svg text", has_text="Hoàng Sa").first).to_be_visible()
    expect(chart.locator("svg text", has_text="Trường Sa").first).to_be_visible()
    expect(chart).to_contain_text("Ranh giới")


def test_an_exporter_opens_its_card_beside_the_table(screen: Callable[..., Page]) -> None:
    page = screen("exports")
    page.locator('tr[data-row="htx-my-trai-lam"] th').first.click()
    card = page.locator(".st-key-card")
    expect(card).to_contain_text("Trại Lâm")
    card.get_by_role("button", name="✕").click()
    expect(card).to_have_count(0, timeout=screens.WAIT_MS)


def test_rows_and_sources_are_one_click_away(screen: Callable[..., Page]) -> None:
    page = screen("exports")
    page.locator(".st-key-sources_exports_matrix button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Nguồn").first).to_be_visible()
    expect(dialog.locator("table").first.locator("tbody tr").first).to_be_visible()


@pytest.mark.parametrize("name", SCREENS)
def test_vietnamese_leaves_no_english_words(screen: Callable[..., Page], name: str) -> None:
    page = screen(name)
    assert ENGLISH.findall(screens.read_text(page, '[data-testid="stMain"]')) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_runs_out_of_the_screen(screen: Callable[..., Page], name: str, scheme: str) -> None:
    page = screen(name, color_scheme=scheme)
    for width, height in ((1920, 1080), (1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        boxes = [box.bounding_box() for box in page.locator('[class*="st-key-chart_"]').all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width + 1 for box in boxes)
