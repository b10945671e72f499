"""The screen of rules in a real browser: a day that is typed, a row that opens beside the table, an address that opens its tab."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from analytics.wording.language import documents_whole
from tests.browser import rest, screens

pytestmark = pytest.mark.browser
Screen = Callable[..., Page]


@pytest.fixture
def screen(led_page: Callable[..., Page], app_url: str) -> Screen:
    """Lead to the screen by its address."""

    def lead(query: str = "", **options: object) -> Page:
        page = led_page(app_url, f"rules{query}", **options)
        page.locator(".st-key-rule_cards").wait_for(timeout=screens.WAIT_MS)
        rest.settled(page)
        return page

    return lead


def test_a_row_opens_the_rule_beside_it_and_again_closes_it(screen: Screen) -> None:
    page = screen()
    row = page.locator('tr[data-row="tt28-2018-technology-line"]')
    row.locator("th").click()
    panel = page.locator(".st-key-rule_open")
    expect(panel).to_contain_text("450 triệu đồng", timeout=screens.WAIT_MS)
    expect(panel).to_be_in_viewport()
    expect(page).to_have_url(re.compile("focus=rules"))
    rest.settled(page)
    row.locator("th").click()
    expect(panel).to_have_count(0, timeout=screens.WAIT_MS)
    rest.settled(page)
    page.locator('.st-key-rule_cards [data-id="tt28-2018-technology-line"]').click()
    expect(panel).to_contain_text("450 triệu đồng", timeout=screens.WAIT_MS)
    expect(panel).to_be_in_viewport()


def test_a_typed_day_shows_the_ceilings_of_that_day(screen: Screen) -> None:
    page = screen()
    day = page.locator(".st-key-rules_day input")
    day.fill("10/5/2018")
    day.press("Enter")
    amounts = page.locator(".st-key-rule_cards .amount")
    expect(amounts.first).to_have_text("500triệu đồng", timeout=screens.WAIT_MS)  # two parts with room between them
    assert "1.000triệu đồng" not in amounts.all_text_contents()
    expect(page).to_have_url(re.compile("day=2018-05-10"))


def test_the_address_of_a_rule_opens_the_tab_in_which_it_stands_whichever_is_open(screen: Screen) -> None:
    page = screen()
    panel = page.locator(".st-key-rule_open")
    for rule, said in (
        ("nq202-merger", documents_whole("202/2025/QH15")),
        ("tt28-2018-technology-line", "450 triệu đồng"),
        ("nq202-merger", documents_whole("202/2025/QH15")),
    ):
        screens.lead_to(page, f"rules?focus=rules:{rule}")
        expect(panel).to_be_visible(timeout=10_000)
        expect(panel).to_contain_text(said)
    page.get_by_role("tab").first.click()
    rest.settled(page)
    expect(panel).to_be_hidden()
    screens.lead_to(page, "rules?focus=rules:nq202-merger&lang=vi")
    expect(panel).to_be_hidden()


def test_no_ceiling_runs_out_of_a_phone(screen: Screen) -> None:
    page = screen(width=390, height=844)
    first = page.locator(".st-key-rule_cards .amount").first
    expect(first.locator(".value")).to_have_text("1.000")
    expect(first.locator(".unit")).to_have_text("triệu đồng")
    cards = page.locator(".st-key-rule_cards .card")
    assert cards.evaluate_all("cards => cards.every(one => one.scrollWidth <= one.clientWidth + 1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
