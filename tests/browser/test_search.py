"""The search in a real browser, by keyboard alone: typed with errors, opened as record, place, market, rule, rows; on a phone too."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rest
from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser
Screen = Callable[..., Page]


@pytest.fixture
def screen(open_page: Callable[..., object], app_url: str) -> Iterator[Screen]:
    """Open a screen by its address; at the end nothing went outside and nothing failed."""
    opened_pages: list = []

    def open_screen(path: str = "sources", **options: object) -> Page:
        opened = open_page(f"{app_url}/{path}", **options)
        opened_pages.append(opened)
        expect(opened.page.locator(".search .field")).to_have_accessible_name(re.compile("Tìm"))
        rest.settled(opened.page)
        return opened.page

    yield open_screen
    for opened in opened_pages:
        assert opened.outside == []
        assert opened.errors == []


def found(page: Page, typed: str, first: str) -> None:
    """Type into the search and wait until the first result is what is meant."""
    rest.settled(page)
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    expect(page.locator("[role=option][aria-selected=true] .title")).to_have_text(re.compile(first))


def test_a_name_with_errors_opens_what_it_means_by_keyboard_alone(screen: Screen) -> None:
    page = screen()
    found(page, "banh my tuoi hiep haa", "Sản xuất bánh mỳ tươi")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/proposals.*focus=proposal"))
    expect(page.locator(".st-key-card")).to_contain_text("Sản xuất bánh mỳ tươi")
    expect(page.locator(".st-key-card h3, .st-key-card strong").first).to_be_in_viewport()

    found(page, "luc nagn", "Huyện Lục Ngạn")
    assert violations(page, ".search dialog") == [], "the dialog with what was found"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/(map)?\?district=219"))

    found(page, "235/2025", "235/2025")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/rules.*focus=rules"))
    expect(page.locator(".st-key-rule_open")).to_contain_text(re.compile(r"235/\u2060?2025"))

    found(page, "cao kim tien thoa", "Cao kim tiền thảo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").filter(has_text="Cao kim tiền thảo")).to_be_visible()


def test_what_was_opened_lately_stands_first_and_escape_gives_the_focus_back(screen: Screen) -> None:
    page = screen()
    found(page, "nhat ban", "Nhật Bản")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/exports.*market=JPN"))
    rest.settled(page)
    page.locator(".search .field").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=option] .title").first).to_have_text("Nhật Bản")
    page.keyboard.press("Escape")
    expect(page.locator(".search dialog")).to_be_hidden()
    expect(page.locator(".search .field")).to_be_focused()
    page.keyboard.press("Enter")
    seen = page.get_by_role("option", name=re.compile("^Nguồn"))
    expect(seen).to_have_count(1)
    seen.click()
    expect(page).to_have_url(re.compile("/sources"))


def test_on_a_phone_the_search_fills_the_screen_and_a_tap_opens(screen: Screen) -> None:
    page = screen(width=390, height=844)
    page.locator(".search .field").click()
    page.locator(".search input").fill("my chu green")
    option = page.locator("[role=option]").first
    expect(option).to_contain_text("Mỳ Chũ Green")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".search dialog").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)
    option.click()
    expect(page).to_have_url(re.compile("/ocop.*focus=ocop"))


def test_a_view_is_saved_opened_elsewhere_and_taken_back_and_a_row_has_its_menu_by_keyboard_alone(
    screen: Screen,
) -> None:
    page = screen("proposals?tab=list&district=219")
    page.locator(".st-key-popover_share button").first.focus()
    page.keyboard.press("Enter")
    page.locator(".share .typed").wait_for()
    rest.settled(page)
    page.locator(".share .typed").focus()
    page.keyboard.type("Vải <b>thiều</b>")
    page.keyboard.press("Enter")
    said = page.locator(".said")
    expect(said).to_contain_text("Đã lưu góc nhìn “Vải <b>thiều</b>”.")
    said.get_by_role("button").focus()  # what has the focus stays
    rest.settled(page)
    box = said.bounding_box()
    assert box
    assert box["x"] + box["width"] < 830, "beside the tables of the map, above its bar of years"
    assert box["y"] + box["height"] < 768 - 100
    link = page.locator(".share .link").input_value()
    other = screen(link.partition("/proposals")[2].join(["proposals", ""]))
    expect(other.get_by_role("button", name="Lục Ngạn ✕")).to_be_visible()
    said.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Đã hoàn tác.")
    rest.settled(page)
    page.keyboard.press("Escape")
    rest.settled(page)
    row = page.locator('tr.clickable[tabindex="0"]').first
    row.focus()
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?.*focus=proposal"))
    expect(page.locator('iframe[title^="streamlit_folium"]').content_frame.locator(".kc-pin").first).to_be_visible()
