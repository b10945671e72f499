"""Numbers typed and pasted into the grid and the form by keyboard, in browsers of two languages: stored as they were meant."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analytics.editing.grid import grid_fields
from geodata.settings import StoreAddress
from geodata.store import Store
from geodata.store.public_rows import public_rows
from tests.browser import rest, screens
from tests.browser.conftest import Opened
from tests.browser.screens import WAIT_MS

pytestmark = pytest.mark.browser
KEY = "cong-ty-hoa-phat"
PASTED = {
    "150.000.000": 150_000_000,
    "1,2 tỷ": 1_200_000_000,
    "300tr": 300_000_000,
    "2.500": 2_500,
    "150 000 000": 150_000_000,
}


def revenues(file: Path) -> list[int]:
    """Return the revenues of facilities that the store holds, in order of size."""
    store = Store(StoreAddress(f"sqlite:///{file}", file))
    try:
        rows = store.rows("facilities", list(public_rows("facilities")))
        return sorted(value for row in rows.values() if (value := row.values["revenue_vnd"]) is not None)
    finally:
        store.close()


def to_column(page: Page, name: str) -> None:
    """Put the cursor on the first row of a column of the grid."""
    grid = page.get_by_test_id("stDataFrame").first
    expect(grid).to_be_visible(timeout=WAIT_MS)
    expect(grid.locator("canvas").first).to_be_visible(timeout=WAIT_MS)
    rest.settled(page)
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 60, box["y"] + 60)
    chosen = grid.locator('[role="gridcell"][aria-selected="true"]')
    first = int(chosen.first.get_attribute("aria-colindex", timeout=WAIT_MS) or 0)
    for step in range(1, 1 + [field.name for field in grid_fields("facilities")].index(name)):
        page.keyboard.press("ArrowRight")
        expect(chosen.first).to_have_attribute("aria-colindex", str(first + step), timeout=WAIT_MS)


def take_back(page: Page) -> None:
    """Undo the last commit and wait for the one that does it."""
    rest.settled(page)
    saved = page.get_by_text("lần ghi số")
    before = saved.inner_text()
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(saved).not_to_have_text(before, timeout=WAIT_MS)


def a_column_pasted_from_excel_is_stored_as_it_was_meant(page: Page, file: Path) -> None:
    to_column(page, "revenue_vnd")
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n".join(PASTED))
    page.keyboard.press("Control+V")
    expect(page.get_by_text("1.200.000.000 đồng = 1,2 tỷ đồng")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name=f"Lưu {len(PASTED)} dòng đã sửa").click()
    expect(page.get_by_role("button", name="Hoàn tác", exact=True)).to_be_visible(timeout=WAIT_MS)
    screens.until(page, lambda: revenues(file) == sorted(PASTED.values()), lambda: revenues(file))
    take_back(page)
    screens.until(page, lambda: revenues(file) == [], lambda: revenues(file))


def one_reading_is_no_question_and_what_is_no_number_is_refused(page: Page, file: Path) -> None:
    revenue = page.get_by_label("Doanh thu một năm (đồng)")
    rest.settled(page)
    revenue.press_sequentially("1,234")
    revenue.press("Tab")
    expect(page.get_by_text("Hiểu là: 1.234 đồng")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("radiogroup").filter(has_text="dấu thập phân")).to_have_count(0)
    for text in ("300¹", "1,5"):
        rest.settled(page)
        revenue.fill(text)
        revenue.press("Tab")
        told = page.get_by_role("alert").filter(has_text=f"“{text}”")
        expect(told).to_be_visible(timeout=WAIT_MS)
        rest.settled(page)
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Chưa lưu gì")).to_be_visible(timeout=WAIT_MS)
    rest.settled(page)
    revenue.fill("1.500.000")
    revenue.press("Tab")
    expect(page.get_by_text("Hiểu là: 1.500.000 đồng")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=WAIT_MS)
    assert revenues(file) == []


def a_number_typed_in_the_form_is_shown_asked_and_stored(page: Page, file: Path) -> None:
    revenue = page.get_by_label("Doanh thu một năm (đồng)")
    rest.settled(page)
    revenue.fill("")
    revenue.press_sequentially("1,5 tỷ")
    revenue.press("Tab")
    expect(page.get_by_text("Hiểu là: 1.500.000.000 đồng = 1,5 tỷ đồng")).to_be_visible(timeout=WAIT_MS)
    rest.settled(page)
    revenue.fill("1,234 tỷ")
    revenue.press("Tab")
    page.get_by_text("là dấu thập phân: 1.234.000.000").click(timeout=WAIT_MS)
    expect(page.get_by_text("Hiểu là: 1.234.000.000 đồng")).to_be_visible(timeout=WAIT_MS)
    rest.settled(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("button", name="Hoàn tác", exact=True)).to_be_visible(timeout=WAIT_MS)
    screens.until(page, lambda: revenues(file) == [1_234_000_000], lambda: revenues(file))
    take_back(page)
    screens.until(page, lambda: revenues(file) == [], lambda: revenues(file))


@pytest.mark.parametrize("language", ["vi-VN", "en-US"])
def test_numbers_pasted_and_typed_are_stored_as_they_were_meant(
    open_page: Callable[..., Opened], changed_office: tuple[str, Path], language: str
) -> None:
    url, file = changed_office
    page = open_page(f"{url}/edit", height=900, locale=language).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    a_column_pasted_from_excel_is_stored_as_it_was_meant(page, file)
    page.goto(f"{url}/edit?focus=facilities:{KEY}")
    expect(page.get_by_label("Doanh thu một năm (đồng)")).to_be_visible(timeout=WAIT_MS)
    one_reading_is_no_question_and_what_is_no_number_is_refused(page, file)
    a_number_typed_in_the_form_is_shown_asked_and_stored(page, file)
