"""A survey of five thousand facilities on the screen: few marks that count all of them, and single ones on the way in."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from geodata.settings import ILLUSTRATIVE
from tests.browser import screens
from tests.browser.conftest import ROOT, Serve

pytestmark = pytest.mark.browser
Open = Callable[..., object]
FACILITIES = 5000
MOST_MARKS_IN_VIEW = 400


@pytest.fixture(scope="module")
def crowded_url(serve: Serve) -> Iterator[str]:
    with serve(ROOT / "dashboard.py", env={ILLUSTRATIVE: str(FACILITIES)}) as url:
        yield url


@pytest.fixture
def crowded(open_page: Open, crowded_url: str) -> Page:
    page = open_page(f"{crowded_url}/?layers=facility", width=1600, height=1000).page
    screens.map_frame(page)
    return page


def marks(page: Page) -> list[int]:
    nodes = screens.map_frame(page).locator('[data-layer="facility"]')
    return nodes.evaluate_all("nodes => nodes.map((node) => +node.dataset.count)")


def drawn(page: Page) -> tuple[list[int], str]:
    return sorted(marks(page)), screens.revision(page)


def test_ten_numbers_count_every_facility_that_is_in_a_district(crowded: Page) -> None:
    assert marks(crowded) == []
    shown = [int(text.replace(".", "")) for text in screens.badges(crowded).values()]
    unplaced = screens.table_row(crowded, "unplaced").locator("[data-cell='facilities']")
    n_unplaced = int(unplaced.inner_text().replace(".", "")) if unplaced.count() else 0
    assert len(shown) == 10
    assert sum(shown) + n_unplaced == FACILITIES
    assert screens.legend_count(crowded, "cơ sở CNNT") == FACILITIES


def test_few_marks_count_the_facilities_of_a_view_each_inside_one_district(crowded: Page) -> None:
    screens.zoom_to(crowded, 21.36, 106.3, 11.5)
    screens.until(crowded, lambda: len(marks(crowded)) > 0)
    assert len(marks(crowded)) <= MOST_MARKS_IN_VIEW
    nodes = screens.map_frame(crowded).locator('[data-layer="facility"]')
    assert all(nodes.evaluate_all("nodes => nodes.map((node) => node.dataset.in)"))


def test_a_click_on_a_cell_goes_closer_until_a_facility_opens_its_card(crowded: Page) -> None:
    frame = screens.map_frame(crowded)
    screens.zoom_to(crowded, 21.36, 106.3, 11.5)
    screens.until(crowded, lambda: len(marks(crowded)) > 0)
    for _ in range(8):
        if 1 in marks(crowded):
            break
        before = drawn(crowded)
        frame.locator('[data-layer="facility"]').first.press("Enter")
        screens.until(crowded, lambda before=before: drawn(crowded) != before)
        crowded.wait_for_timeout(1500)  # the map flies, rests, and may ask for smaller cells
    frame.locator('[data-layer="facility"][data-count="1"]').first.press("Enter")
    expect(crowded.locator(".st-key-card")).to_contain_text("Cơ sở minh họa")


def test_a_narrow_selection_is_drawn_one_by_one(crowded: Page) -> None:
    crowded.goto(f"{crowded.url.split('?')[0]}?layers=facility&district=220&sector=textiles")
    frame = screens.map_frame(crowded)
    total = screens.legend_count(crowded, "cơ sở CNNT")
    assert 0 < total < MOST_MARKS_IN_VIEW
    assert screens.badges(crowded)["220"] == str(total)
    screens.zoom_to(crowded, 21.33, 106.85, 11.5)
    expect(frame.locator('[data-layer="facility"]').first).to_be_visible()
    assert 0 < sum(marks(crowded)) <= total


def test_the_bar_stays_in_sight(crowded: Page) -> None:
    banner = crowded.locator(".st-key-illustrative_banner")
    expect(banner).to_contain_text("SỐ LIỆU MINH HỌA")
    crowded.mouse.wheel(0, 2000)
    crowded.wait_for_timeout(300)
    expect(banner).to_be_in_viewport()
