"""A survey of five thousand facilities on the screen: few marks that count all of them, and single ones on the way in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rest, screens
from tests.browser.conftest import CROWD

pytestmark = pytest.mark.browser
Open = Callable[..., object]
MOST_MARKS_IN_VIEW = 400


def marks(page: Page) -> list[int]:
    nodes = screens.map_frame(page).locator('[data-layer="facility"]')
    return nodes.evaluate_all("nodes => nodes.map((node) => +node.dataset.count)")


def drawn(page: Page) -> tuple[list[int], str]:
    return sorted(marks(page)), screens.revision(page)


def ten_numbers_count_every_facility_that_is_in_a_district(page: Page) -> None:
    assert marks(page) == []
    shown = [int(text.replace(".", "")) for text in screens.badges(page).values()]
    unplaced = screens.table_row(page, "unplaced").locator("[data-cell='facilities']")
    n_unplaced = int(unplaced.inner_text().replace(".", "")) if unplaced.count() else 0
    assert len(shown) == 10
    assert sum(shown) + n_unplaced == CROWD
    assert screens.legend_count(page, "cơ sở CNNT") == CROWD


def the_bar_stays_in_sight(page: Page) -> None:
    banner = page.locator(".st-key-illustrative_banner")
    expect(banner).to_contain_text("SỐ LIỆU MINH HỌA")
    filters = page.locator(".st-key-filters").bounding_box()
    assert filters
    assert round(filters["y"] + filters["height"]) <= 130, "the line takes its height from the rows above it"
    screens.resize(page, 1600, 500)  # more than a screenful
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("main => { main.scrollTo(0, 2000); return main.scrollTop; }") > 100
    rest.settled(page)
    expect(banner).to_be_in_viewport()
    main.evaluate("main => main.scrollTo(0, 0)")
    screens.resize(page, 1600, 1000)


def few_marks_count_the_facilities_of_a_view_each_inside_one_district(page: Page) -> None:
    screens.zoom_to(page, 21.36, 106.3, 11.5)
    screens.until(page, lambda: len(marks(page)) > 0)
    assert len(marks(page)) <= MOST_MARKS_IN_VIEW
    nodes = screens.map_frame(page).locator('[data-layer="facility"]')
    assert all(nodes.evaluate_all("nodes => nodes.map((node) => node.dataset.in)"))


def a_click_on_a_cell_goes_closer_until_a_facility_opens_its_card(page: Page) -> None:
    frame = screens.map_frame(page)
    for _ in range(8):
        if 1 in marks(page):
            break
        before = drawn(page)
        frame.locator('[data-layer="facility"]').first.press("Enter")
        screens.until(page, lambda before=before: drawn(page) != before)
        rest.settled(page, rest.QUIET_MAP_MS)  # the map flies, rests, and may ask for smaller cells
    frame.locator('[data-layer="facility"][data-count="1"]').first.press("Enter")
    expect(page.locator(".st-key-card")).to_contain_text("Cơ sở minh họa")


def a_narrow_selection_is_drawn_one_by_one(page: Page) -> None:
    screens.lead_to(page, "?layers=facility&district=220&sector=textiles")
    screens.whole_province(page)
    frame = screens.map_frame(page)
    total = screens.legend_count(page, "cơ sở CNNT")
    assert 0 < total < MOST_MARKS_IN_VIEW
    assert screens.badges(page)["220"] == str(total)
    screens.zoom_to(page, 21.33, 106.85, 11.5)
    expect(frame.locator('[data-layer="facility"]').first).to_be_visible()
    assert 0 < sum(marks(page)) <= total


def test_five_thousand_facilities_are_counted_whole_and_lead_to_each_of_them(open_page: Open, crowded_url: str) -> None:
    page = open_page(f"{crowded_url}/?layers=facility", width=1600, height=1000).page
    screens.map_frame(page)
    rest.settled(page)
    ten_numbers_count_every_facility_that_is_in_a_district(page)
    the_bar_stays_in_sight(page)
    few_marks_count_the_facilities_of_a_view_each_inside_one_district(page)
    a_click_on_a_cell_goes_closer_until_a_facility_opens_its_card(page)
    a_narrow_selection_is_drawn_one_by_one(page)
