"""Crosstab and comparison in a real browser: a number opens its rows at the side, the profile of a district leads to a comparison."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import rest

pytestmark = pytest.mark.browser


def test_a_number_opens_exactly_its_rows(open_page: Callable[..., object], app_url: str) -> None:
    opened = open_page(f"{app_url}/crosstab?cut=proposals.district.content")
    page = opened.page  # type: ignore[attr-defined]
    total = page.locator('.st-key-box_crosstab tfoot button.action[data-cell="c0"]')
    total.wait_for()
    rest.settled(page)
    n = int(total.inner_text())
    total.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("tab").first).to_have_text(re.compile(rf"\({n}\)"))
    assert opened.errors == []  # type: ignore[attr-defined]
    assert opened.outside == []  # type: ignore[attr-defined]


def test_the_profile_of_a_district_leads_to_its_comparison(open_page: Callable[..., object], app_url: str) -> None:
    opened = open_page(f"{app_url}/?district=219")
    page = opened.page  # type: ignore[attr-defined]
    page.locator(".st-key-profile").get_by_role("link", name="So sánh với toàn tỉnh").click()
    expect(page).to_have_url(re.compile("/compare"))
    table = page.locator(".st-key-box_comparison table")
    expect(table).to_contain_text("Lục Ngạn")
    expect(table).to_contain_text("Phần của cả tỉnh")
    units = page.frame_locator('iframe[title="streamlit_folium.st_folium"]')
    expect(units.locator('[data-unit="219"]')).to_have_attribute("aria-pressed", "true")
    rest.settled(page)
    units.locator('[data-unit="223"]').press("Enter")
    expect(page).to_have_url(re.compile(r"sides=223\.province"))
    rest.settled(page)
    page.locator(".st-key-box_comparison").get_by_role("link", name="Hiệp Hòa").click()
    expect(page.locator(".st-key-profile")).to_contain_text("Hiệp Hòa")
    assert opened.errors == []  # type: ignore[attr-defined]
