"""A survey of five thousand facilities on the screen: few marks that count all of them, and single ones on the way in."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from geodata.settings import ILLUSTRATIVE
from tests.browser import screens
from tests.browser.conftest import ROOT, Serve

pytestmark = pytest.mark.browser
Open = Callable[..., object]
FACILITIES, PLACED = 5000, 4800
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


def test_few_marks_count_every_placed_facility(crowded: Page) -> None:
    counts = marks(crowded)
    assert sum(counts) == PLACED
    assert len(counts) <= MOST_MARKS_IN_VIEW
    assert screens.legend_count(crowded, "cơ sở CNNT") == FACILITIES


def test_a_click_on_a_cell_goes_closer_until_a_facility_opens_its_card(crowded: Page) -> None:
    frame = screens.map_frame(crowded)
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
    expect(frame.locator('[data-layer="facility"]').first).to_be_visible()
    total = screens.legend_count(crowded, "cơ sở CNNT")
    assert 0 < total < MOST_MARKS_IN_VIEW
    assert sum(marks(crowded)) <= total


def test_the_bar_stays_in_sight(crowded: Page) -> None:
    banner = crowded.locator(".st-key-illustrative_banner")
    expect(banner).to_contain_text("SỐ LIỆU MINH HỌA")
    crowded.mouse.wheel(0, 2000)
    crowded.wait_for_timeout(300)
    expect(banner).to_be_in_viewport()
